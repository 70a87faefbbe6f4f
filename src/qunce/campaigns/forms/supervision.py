"""What is typed at a visit, and where groups are formed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.campaigns.actions import NewFinding, NewTurn, NewVisit
from qunce.campaigns.models import Participation, Phase, Severity, Task, Turn, Way
from qunce.common.clock import today
from qunce.matters.forms.fields import TITLE, Day, Words, lines, one_of
from qunce.voices import screen

# What is more than three things at once is better said in a second sheet than on a phone.
FINDINGS = 3
_LONGEST_REASON = 200


class VisitForm(forms.Form):
    on = Day(gettext_lazy("Day of the visit"))
    ways = forms.MultipleChoiceField(
        label=gettext_lazy("How the group looked"),
        choices=Way.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    observations = Words(
        gettext_lazy("What the group saw"),
        5,
        help_text=gettext_lazy("The work and its traces: what was done, and how far it is."),
    )
    praise = Words(gettext_lazy("What is done well"), 3, required=False)
    advice = Words(gettext_lazy("Advice"), 3, required=False)
    because = Words(
        gettext_lazy("Why the group came again"),
        required=False,
        max_length=_LONGEST_REASON,
        help_text=gettext_lazy(
            "The unit was visited in this phase already. Without an open finding, say the reason."
        ),
    )

    def __init__(self, data: Any = None, *, again: bool) -> None:
        super().__init__(data, initial={"on": today()})
        if not again:
            # It is asked for all the same where a visit was written meanwhile.
            self.fields["because"].widget = forms.HiddenInput()


class FindingForm(forms.Form):
    """One finding; left empty it is none."""

    title = Words(gettext_lazy("The finding in one line"), required=False, max_length=TITLE)
    severity = forms.ChoiceField(
        label=gettext_lazy("How much it weighs"),
        choices=Severity.choices,
        initial=Severity.GENERAL,
        widget=forms.RadioSelect,
        required=False,
    )
    task = one_of(gettext_lazy("Which task it is about"), [], required=False)
    text = Words(gettext_lazy("What was found"), 3, required=False)
    wishes = Words(
        gettext_lazy("What is to be mended"),
        2,
        required=False,
        help_text=gettext_lazy("One thing in each line."),
    )

    def __init__(self, data: Any = None, *, tasks: Sequence[Task], prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        field = self.fields["task"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("None in particular")), *((t.pk, t.action.title) for t in tasks)]
        if not tasks:
            del self.fields["task"]

    def clean(self) -> dict[str, Any]:
        known = super().clean() or {}
        if self.is_said and not known.get("title"):
            self.add_error("title", _("Say in one line what was found."))
        return known

    @property
    def is_said(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("title", "text", "wishes"))

    def new(self) -> NewFinding:
        known = self.cleaned_data
        return NewFinding(
            title=known["title"],
            text=known["text"],
            severity=known["severity"] or Severity.GENERAL,
            wishes=lines(known["wishes"]),
            task=known.get("task"),
        )


class WorkForm(forms.Form):
    """Asked only where the words look like somebody's name."""

    is_of_work = forms.BooleanField(
        label=gettext_lazy("It is about the work of the unit, not about this person"),
        required=False,
    )


class VisitSheet:
    """The visit and up to three findings, sent together; `tasks` are those they may be about."""

    def __init__(self, data: Any = None, *, again: bool, tasks: Sequence[Task] = ()) -> None:
        self.visit = VisitForm(data, again=again)
        self.findings = [
            FindingForm(data, tasks=tasks, prefix=f"finding{n}") for n in range(1, FINDINGS + 1)
        ]
        self.work = WorkForm(data)
        self.names: list[str] = []

    def is_valid(self) -> bool:
        """Also False, once, where a name seems to stand in it: it is shown and asked about."""
        # Each form is looked at, so that all that is missing is said at once.
        sound = [form.is_valid() for form in (self.visit, *self.findings, self.work)]
        self.names = list(dict.fromkeys(self._names()))
        if self.names and not self.work.cleaned_data.get("is_of_work"):
            self.work.add_error(
                "is_of_work",
                _(
                    "This looks like somebody's name: %(names)s. Supervision is of work; "
                    "please leave it out."
                )
                % {"names": "、".join(self.names)},
            )
            return False
        return all(sound)

    @property
    def forms(self) -> list[forms.Form]:
        asked = [self.work] if self.names else []
        return [self.visit, *self.findings, *asked]

    @property
    def status(self) -> int:
        return 400 if any(form.is_bound and form.errors for form in self.forms) else 200

    def refuse(self, message: Any) -> None:
        self.visit.add_error(None, str(message))

    def new(self) -> NewVisit:
        known = self.visit.cleaned_data
        return NewVisit(
            on=known["on"],
            ways=tuple(known["ways"]),
            observations=known["observations"],
            praise=known["praise"],
            advice=known["advice"],
            because=known["because"],
            findings=tuple(form.new() for form in self.findings if form.is_said),
        )

    def _names(self) -> Iterator[str]:
        for form in (self.visit, *self.findings):
            for text in form.cleaned_data.values():
                if isinstance(text, str):
                    found = (h for h in screen.hits(text) if h.code == "name")
                    yield from (text[h.start : h.end] for h in found)


class GroupsForm(forms.Form):
    names = Words(
        gettext_lazy("Names of the groups"),
        4,
        help_text=gettext_lazy("One in each line. They are numbered in this order."),
    )

    def clean_names(self) -> list[str]:
        names = list(dict.fromkeys(line.strip() for line in self.cleaned_data["names"].split("\n")))
        if any(len(name) > TITLE // 2 for name in names):
            raise forms.ValidationError(_("A name of a group has at most 60 characters."))
        return [name for name in names if name]


class UnitsForm(forms.Form):
    """Which units a group looks at: those that are free yet."""

    units = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Units without a group"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, free: list[Participation], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["units"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(one.pk, one.unit.name) for one in free]


class MemberForm(forms.Form):
    username = Words(
        gettext_lazy("Account"),
        max_length=60,
        help_text=gettext_lazy("Of somebody who works for none of the group's units."),
    )


class RotaForm(forms.Form):
    """A day for each unit in one phase; empty is no plan."""

    def __init__(
        self, units: list[Participation], phase: Phase, planned: list[Turn], data: Any = None
    ) -> None:
        super().__init__(data)
        self.phase = phase
        known: dict[int, date] = {turn.participation_id: turn.on for turn in planned}
        for one in units:
            day = Day(one.unit.name, required=False, initial=known.get(one.pk))
            self.fields[f"unit{one.pk}"] = day

    def turns(self) -> list[NewTurn]:
        return [
            NewTurn(int(name.removeprefix("unit")), self.phase.pk, on)
            for name, on in self.cleaned_data.items()
        ]
