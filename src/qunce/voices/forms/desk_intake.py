"""What a clerk types of letters, calls and meetings."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunce.common.clock import today
from qunce.places.models import Area
from qunce.places.queries import areas_to_choose
from qunce.voices.models import Call, Channel, IdeaTopic

CHANNELS = (
    (Channel.PAPER.value, _("letter or form on paper")),
    (Channel.PHONE.value, _("telephone")),
    (Channel.MEETING.value, _("meeting or discussion")),
    (Channel.STATION.value, _("liaison station")),
    (Channel.GRID.value, _("grid visit")),
    (Channel.HOTLINE.value, _("hotline")),
    (Channel.UNIT.value, _("sent by a unit")),
    (Channel.DESK.value, _("said at the counter")),
)
# One sheet of minutes holds a few dozen; more are a spreadsheet to be imported.
MOST_PARTS = 100


class FrameForm(forms.Form):
    """What is true of all voices of one transcript."""

    call = forms.ModelChoiceField(
        label=_("Which call it belongs to"), queryset=Call.objects.none(), empty_label=None
    )
    channel = forms.ChoiceField(label=_("How it came"), choices=CHANNELS)
    said_on = forms.DateField(
        label=_("When it was said"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    area = forms.ModelChoiceField(
        label=_("Where it is about"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("The whole city, or not known"),
    )
    topic = forms.ModelChoiceField(
        label=_("Idea topic"),
        queryset=IdeaTopic.objects.none(),
        required=False,
        empty_label=_("Something else, or not said"),
    )
    consent = forms.BooleanField(
        label=_("The author agrees that the words are shown in public"),
        required=False,
        help_text=_("Leave it empty if you did not ask. It counts all the same."),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, calls: Sequence[Call], jurisdiction_id: int, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"said_on": today(), "once": uuid4()})
        super().__init__(*args, **kwargs)
        call, area = self.fields["call"], self.fields["area"]
        assert isinstance(call, forms.ModelChoiceField)
        assert isinstance(area, forms.ModelChoiceField)
        call.queryset = Call.objects.filter(pk__in=[c.pk for c in calls]).order_by("-opens_at")
        if len(calls) == 1:
            call.widget = forms.HiddenInput()
            self.initial["call"] = calls[0].pk
        area.queryset = areas_to_choose(jurisdiction_id)
        self._offer_topics([call.pk for call in calls])

    def _offer_topics(self, call_ids: Sequence[int]) -> None:
        topic = self.fields["topic"]
        assert isinstance(topic, forms.ModelChoiceField)
        found = IdeaTopic.objects.filter(call__in=call_ids, closed_at=None)
        topic.queryset = found.order_by("call", "order", "pk")
        if not found.exists():
            del self.fields["topic"]

    def clean_said_on(self) -> Any:
        day = self.cleaned_data["said_on"]
        if day > today():
            raise ValidationError(_("This day has not come yet. Please check the date."))
        return day

    @property
    def said_at(self) -> datetime:
        """Noon of the day: the hour is not known, and noon is that day in every zone near."""
        noon = datetime.combine(self.cleaned_data["said_on"], time(12))
        return min(timezone.make_aware(noon), timezone.now())


class TranscriptForm(FrameForm):
    transcript = forms.CharField(
        label=_("What was said"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Type it word for word, or paste it. Several voices: an empty line between "
            "them, or number them (1. 2. 3.). You can correct the division next."
        ),
        error_messages={"required": _("There is no text yet.")},
    )
    field_order = ("call", "transcript", "channel", "said_on", "area", "topic", "consent", "once")
