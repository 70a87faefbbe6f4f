"""What is typed about the congress: days, names, seats. Whether the days fit, the actions say."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qunce.people.models import Delegation, EndReason, Group, GroupKind, Session, Term
from qunce.places.models import Area, Level


class Asking(forms.Form):
    """A form of this page: which act it is, its name, and where it goes."""

    act: str = ""
    title: Any = ""
    url: str = ""
    seen: str = ""  # what it was filled from; another hand may have changed that

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id=f"id_{self.act}_%s", **options)


class Day(forms.DateField):
    def __init__(self, label: Any, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, **options)


class Instant(forms.DateTimeField):
    def __init__(self, label: Any, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label=label, widget=widget, input_formats=formats, **options)


class TermForm(Asking):
    act, title = "term", _("Begin a term")
    number = forms.IntegerField(label=_("Number of the term"), min_value=1, max_value=99)
    begins_on = Day(_("First day"))
    ends_on = Day(_("Last day"))


class SessionForm(Asking):
    """Convenes a session, or sets other days for one that is not over."""

    act, title = "convene", _("Convene a session")
    number = forms.IntegerField(label=_("Number of the session"), min_value=1, max_value=99)
    opens_on = Day(_("Opens on"))
    closes_on = Day(_("Closes on"))
    bills_until = Instant(_("Bills are taken until"))

    def __init__(self, session: Session | None = None, data: Any = None) -> None:
        self.session_id = session.pk if session else 0
        if session:
            self.act = f"session-{session.pk}"
            self.title = _("Set other days")
        super().__init__(data, initial=_days_of(session) if session else {})
        if session:
            del self.fields["number"]


def _days_of(session: Session) -> dict[str, Any]:
    return {
        "opens_on": session.opens_on,
        "closes_on": session.closes_on,
        "bills_until": timezone.localtime(session.bills_until),
    }


class DelegationForm(Asking):
    act, title = "delegation", _("Form a delegation")
    name = forms.CharField(label=_("Name"), max_length=40)
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Its area"), required=False)

    def __init__(self, term: Term, data: Any = None) -> None:
        super().__init__(data)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)
        area.empty_label = str(_("none"))
        area.queryset = Area.objects.filter(
            jurisdiction=term.congress.jurisdiction_id,
            level__in=[Level.COUNTY, Level.ZONE],
            valid_to=None,
        ).order_by("code")


class GroupForm(Asking):
    act, title = "group", _("Form a deputies' group")
    name = forms.CharField(label=_("Name"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), choices=GroupKind.choices, widget=forms.RadioSelect)


class SeatForm(Asking):
    act, title = "seat", _("Seat a deputy")
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    account = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]*$",
        label=_("Account"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens; opened if there is none yet."),
    )
    since_on = Day(_("From which day"))
    delegation = forms.ModelChoiceField(
        Delegation.objects.none(),
        label=_("Delegation"),
        required=False,
        empty_label=_("none yet"),
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.none(), label=_("Groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    certificate = forms.CharField(
        label=_("Number of the certificate"), max_length=20, required=False
    )

    def __init__(self, term: Term, data: Any = None) -> None:
        super().__init__(data)
        for name, of in (
            ("delegation", term.delegations.order_by("pk")),
            ("groups", term.groups.order_by("pk")),
        ):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ModelChoiceField)
            chosen.queryset = of


class SuspendForm(Asking):
    act, title = "suspend", _("Suspend")
    on = Day(_("From which day"), help_text=_("The deputy acts no more on this day."))


class RestoreForm(Asking):
    act, title = "restore", _("Restore")
    on = Day(_("From which day"))


class EndForm(Asking):
    act, title = "end", _("End the seat")
    reason = forms.ChoiceField(
        label=_("For which of the law's reasons"),
        choices=[("", _("Please choose")), *EndReason.choices],
        help_text=_(
            "Deputies Law, Art. 62. Which other ground it was is in the announcement, not here."
        ),
    )
    on = Day(_("From which day"), help_text=_("The deputy acts no more on this day."))


SEAT_FORMS: Mapping[str, Callable[..., Asking]] = {
    "suspend": SuspendForm,
    "restore": RestoreForm,
    "end": EndForm,
}
