"""What is typed in: a round's rules, its candidates and reviewers, marks, answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.common.sent import numbers
from qunce.matters.forms.fields import Day, Words
from qunce.matters.queries.choices import Choices
from qunce.selection.actions import NewAward, NewCriterion, NewRound
from qunce.selection.models import Criterion, Prize, QuotaBy, QuotaRule
from qunce.selection.reasons import CHOSEN
from qunce.selection.rules import DEFAULT_CRITERIA

_MOST_CRITERIA = 6
# As long as the column that keeps it.
_LONGEST_CRITERION = 20


class RoundForm(forms.Form):
    """Criteria as lines: name and weight. The usual ones stand there already."""

    title = Words(_("Title of the round"), max_length=80)
    seats = forms.IntegerField(label=_("How many are to be selected"), min_value=1, max_value=5_000)
    each = forms.TypedChoiceField(
        label=_("Reviewers for each candidate"), choices=[(3, 3), (4, 4), (5, 5)], coerce=int
    )
    criteria = Words(
        _("Criteria and weights"),
        rows=5,
        help_text=_("One a line, a name and its weight; together they make 100."),
        max_length=400,
    )
    quota_by = forms.ChoiceField(
        label=_("Quota"),
        choices=QuotaBy.choices,
        help_text=_("So that small units and minority subjects keep a place. It is public."),
    )
    quota_rule = forms.ChoiceField(label=_("How the quota is counted"), choices=QuotaRule.choices)
    quota_seats = forms.IntegerField(
        label=_("Least number of places for each group"), min_value=0, max_value=100
    )

    def __init__(self, data: Any = None) -> None:
        usual = "\n".join(f"{name} {weight}" for name, weight in DEFAULT_CRITERIA)
        initial = {"each": 4, "criteria": usual, "quota_seats": 1, "quota_by": QuotaBy.UNIT}
        super().__init__(data, initial=initial)

    def clean_criteria(self) -> tuple[NewCriterion, ...]:
        found = [
            line.split() for line in self.cleaned_data["criteria"].splitlines() if line.strip()
        ]
        fine = [row for row in found if len(row) == 2 and row[1].isdecimal() and len(row[1]) < 4]
        if len(fine) < len(found) or not 0 < len(found) <= _MOST_CRITERIA:
            raise forms.ValidationError(
                _("Write one criterion a line, a name, a blank and its weight; at most six.")
            )
        if any(len(name) > _LONGEST_CRITERION for name, _weight in fine):
            raise forms.ValidationError(
                _("The name of a criterion has at most %(n)d characters.")
                % {"n": _LONGEST_CRITERION}
            )
        return tuple(NewCriterion(name, int(weight)) for name, weight in fine)

    def new(self, call: int | None) -> NewRound:
        return NewRound(call=call, **self.cleaned_data)


class CandidatesForm(forms.Form):
    """Numbers of one kind, as they stand on lists; the unit that sent them, if one did."""

    kind = forms.ChoiceField(label=_("What they are"), choices=[])
    ids = Words(
        _("Their numbers"),
        rows=3,
        help_text=_("As they stand on lists and receipts, with blanks, commas or lines between."),
    )
    unit = forms.TypedChoiceField(
        label=_("Sent by the unit"), coerce=int, empty_value=None, required=False, choices=[]
    )
    screener = forms.TypedChoiceField(
        label=_("First looked at by"), coerce=int, empty_value=None, required=False, choices=[]
    )
    strand = Words(_("Subject"), required=False, max_length=80)

    def __init__(self, kinds: Any, units: Any, data: Any = None) -> None:
        super().__init__(data)
        none = [("", _("none"))]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["unit"].choices = [*none, *units]  # type: ignore[attr-defined]
        same = [("", _("the unit that sent it, else the office"))]
        self.fields["screener"].choices = [*same, *units]  # type: ignore[attr-defined]

    def clean_ids(self) -> list[int]:
        typed = self.cleaned_data["ids"].replace(",", " ").replace("，", " ").replace("、", " ")
        found = numbers(typed.split())
        if not found or len(found) < len(typed.split()):
            raise forms.ValidationError(_("Write numbers only."))
        return found


class ReviewersForm(forms.Form):
    people = forms.TypedMultipleChoiceField(
        label=_("Reviewers"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    accounts = Words(
        _("Others by account"),
        required=False,
        max_length=400,
        help_text=_("Somebody with another post may read too: their account names."),
    )

    def __init__(self, people: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["people"].choices = people  # type: ignore[attr-defined]


class DropForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why not"), choices=[("", _("Please choose")), *CHOSEN.items()], required=False
    )
    words = Words(
        _("A sentence for the author"),
        rows=2,
        required=False,
        max_length=2_000,
        help_text=_("The author reads it on the receipt's page: why, and what would help."),
    )


class MarksForm(forms.Form):
    """A number for each criterion: works with a thumb, and without scripts."""

    def __init__(self, criteria: list[Criterion], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for n, one in enumerate(criteria):
            self.fields[f"mark{n}"] = forms.IntegerField(
                label=f"{one.name}",
                min_value=0,
                max_value=100,
                help_text=_("counts for %(n)d of 100") % {"n": one.weight},
                widget=forms.NumberInput(
                    attrs={"inputmode": "numeric", "step": 1, "autocomplete": "off"}
                ),
            )
        self.fields["note"] = Words(
            _("A note for the office"), rows=2, required=False, max_length=1_000
        )
        self.count = len(criteria)

    def marks(self) -> list[int]:
        return [self.cleaned_data[f"mark{n}"] for n in range(self.count)]


class WordsForm(forms.Form):
    words = Words("", rows=4, max_length=2_000)

    def __init__(self, label: Any, data: Any = None, help_text: Any = "") -> None:
        super().__init__(data)
        self.fields["words"].label, self.fields["words"].help_text = label, help_text


class AnswerForm(forms.Form):
    answer = Words(_("What is answered"), rows=3, max_length=2_000)
    grant = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("found right")), ("no", _("not found right"))],
        widget=forms.RadioSelect,
    )


class DrawForm(forms.Form):
    prizes = forms.IntegerField(label=_("How many prizes are drawn"), min_value=1, max_value=500)


class EnterForm(forms.Form):
    """One candidate for a round that still takes some."""

    round = forms.TypedChoiceField(label=_("Round"), coerce=int)
    screener = forms.TypedChoiceField(
        label=_("Which unit screens it"), coerce=int, required=False, empty_value=None
    )
    strand = Words(_("Subject, for the quota"), required=False, max_length=80)

    def __init__(self, rounds: Choices, units: Choices, data: Any = None) -> None:
        super().__init__(data)
        for name, choices in (("round", rounds), ("screener", [("", _("the office")), *units])):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = list(choices)


class AwardForm(forms.Form):
    prize = forms.ChoiceField(label=_("Award"), choices=Prize.choices)
    amount = forms.DecimalField(
        label=_("Amount in yuan"), required=False, max_digits=9, decimal_places=2
    )
    paid_on = Day(_("Paid on"), required=False)
    reference = Words(
        _("Number of the voucher"),
        required=False,
        max_length=40,
        help_text=_("Paid outside. No account, no card and no name is kept here."),
    )

    def new(self) -> NewAward:
        return NewAward(**self.cleaned_data)
