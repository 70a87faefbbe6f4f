"""Whether the square may show a voice's words: the clerk's part."""

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.notices.actions import tell
from qunce.people.rules import Hat
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices import rules
from qunce.voices.models import Showing, Voice, VoiceIndex

WITHHOLD_REASONS = ("personal", "named_person", "unlawful", "other")


def release(*, voice_id: int, hat: Hat, seen: str = "") -> Voice:
    """A clerk has looked and lets the square show the words, if there are any left.

    `seen` is how the voice stood when the clerk decided; Conflict if it stands otherwise by now.
    """
    expected = _as_seen((Showing.QUEUED, Showing.WITHHELD), seen)
    return _decide(voice_id, hat, expected, Showing.SHOWN, "")


def withhold(*, voice_id: int, reason: str, hat: Hat, seen: str = "") -> Voice:
    """A clerk keeps the words off the square. The voice itself goes on and counts as before.

    `seen` as in `release`.
    """
    if reason not in WITHHOLD_REASONS:
        raise Refused(_("Please choose a reason; the author is told it."), code="no-reason")
    expected = _as_seen((Showing.QUEUED, Showing.SHOWN), seen)
    return _decide(voice_id, hat, expected, Showing.WITHHELD, reason)


def _as_seen(possible: tuple[Showing, ...], seen: str) -> tuple[Showing, ...]:
    return tuple(s for s in possible if not seen or s == seen)


@transaction.atomic
def _decide(
    voice_id: int, hat: Hat, expected: tuple[Showing, ...], to: Showing, reason: str
) -> Voice:
    voice = Voice.objects.select_for_update().get(pk=voice_id)
    if not rules.may_decide(hat, voice):
        raise NotAllowed(_("Only the campaign office decides what the square shows."))
    if to == Showing.SHOWN and voice.erased_at:
        raise Refused(_("The words of this voice were erased; there is nothing to show."))
    if voice.showing not in expected:
        raise Conflict(
            _("Somebody was quicker: this voice is now “%(state)s”. Nothing was changed.")
            % {"state": voice.get_showing_display()}
        )
    voice.showing = to
    voice.save(update_fields=["showing"])
    VoiceIndex.objects.filter(voice=voice).update(shown=to == Showing.SHOWN)
    verb = f"voice.{'released' if to == Showing.SHOWN else 'withheld'}"
    tell(voices=[voice.pk], code=verb, params={"reason": reason})
    record.write(
        Line(
            jurisdiction_id=voice.jurisdiction_id,
            verb=verb,
            actor=("person", hat.person_id),
            subject=("voice", voice.pk),
            body={"reason": reason},
        )
    )
    return voice
