"""One thing one person said, in their own words."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qunce.places.models import Area, Jurisdiction
from qunce.voices.models.call import Call, IdeaTopic


class Kind(models.TextChoices):
    IDEA = "idea", _("idea")
    SUPPORT = "support", _("support")


class Channel(models.TextChoices):
    WEB = "web", _("web")
    DESK = "desk", _("taken down at the desk")
    PAPER = "paper", _("letter or form on paper")
    PHONE = "phone", _("telephone")
    STATION = "station", _("liaison station")
    GRID = "grid", _("grid")
    MEETING = "meeting", _("meeting")
    HOTLINE = "hotline", _("hotline")
    IMPORT = "import", _("imported")
    UNIT = "unit", _("sent by a unit")


class Fate(models.TextChoices):
    WAITING = "waiting", _("waiting")
    CARRIED = "carried", _("carried by a matter")
    ANSWERED = "answered", _("answered")
    SET_ASIDE = "set_aside", _("set aside")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Showing(models.TextChoices):
    """Whether the square may show the words. Not shown is the default."""

    PRIVATE = "private", _("not shown")
    QUEUED = "queued", _("waiting for release")
    SHOWN = "shown", _("shown")
    WITHHELD = "withheld", _("withheld")


class Voice(models.Model):
    """Its words are never edited; by a recorded decision they can be erased, the row stays."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, db_index=False)
    # What the author says it is about, of what the call asks about; most name none.
    topic = models.ForeignKey(
        IdeaTopic, on_delete=models.PROTECT, null=True, db_index=False, related_name="voices"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.IDEA)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    # Beside the text, never in the record: whoever erases both leaves the proof intact.
    salt = models.BinaryField(max_length=16)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, db_index=False)
    # Where, as the author wrote it; kept even if no area of that name is known.
    place = models.CharField(max_length=100, blank=True)
    said_at = models.DateTimeField()
    received_at = models.DateTimeField()

    fate = models.CharField(max_length=10, choices=Fate, default=Fate.WAITING)
    fate_reason = models.CharField(max_length=40, blank=True)
    consent = models.BooleanField(default=False)
    showing = models.CharField(max_length=10, choices=Showing, default=Showing.PRIVATE)
    # What the first screen stopped at, as codes: phone, id_number, name, …
    screen = models.CharField(max_length=120, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    supports = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="supporters", db_index=False
    )
    # A browser's mark, blinded per call: it cannot be followed from one call to another.
    token = models.BinaryField(max_length=16, null=True)
    # Drawn when the form was shown: a second click carries the same one.
    once = models.UUIDField(null=True)
    # Where an imported row came from, so that the same row is never stored twice.
    origin = models.BinaryField(max_length=16, null=True)
    source = models.ForeignKey("voices.Import", on_delete=models.PROTECT, null=True, db_index=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["call", "fate"]),
            models.Index(fields=["call", "showing", "-id"]),
            models.Index(fields=["source", "id"], condition=~Q(source=None), name="voice_source"),
            models.Index(fields=["topic", "-id"], condition=~Q(topic=None), name="voice_by_topic"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                # Unknown tokens are NULL and never equal; counting supports uses this index too.
                fields=["supports", "token"],
                condition=Q(kind=Kind.SUPPORT),
                name="one_support_per_person_token",
            ),
            models.UniqueConstraint(fields=["once"], condition=~Q(once=None), name="one_click"),
            models.UniqueConstraint(
                fields=["call", "origin"], condition=~Q(origin=None), name="one_row_once"
            ),
            models.CheckConstraint(
                condition=Q(fate__in=[f.value for f in Fate]), name="voice_has_one_fate"
            ),
            models.CheckConstraint(
                condition=~Q(fate=Fate.SET_ASIDE) | ~Q(fate_reason=""), name="set_aside_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.SUPPORT, supports__isnull=False)
                | (~Q(kind=Kind.SUPPORT) & Q(supports=None)),
                name="support_points_at_a_voice",
            ),
            models.CheckConstraint(
                condition=~Q(showing=Showing.SHOWN) | Q(consent=True), name="shown_by_consent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Contact(models.Model):
    """How to reach the author: encrypted, optional, erased when it expires."""

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, primary_key=True)
    sealed = models.BinaryField()
    expires_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"contact of voice {self.voice_id}"
