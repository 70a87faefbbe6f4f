"""What is typed where a matter begins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.matters.actions import NewMatter, Part
from qunce.matters.forms import units
from qunce.matters.forms.fields import TITLE, Words, lines
from qunce.matters.forms.folding import Folding
from qunce.matters.queries.choices import Choices


class SuggestionForm(forms.Form):
    """情况、分析、建议: what Zhejiang's article 7 asks of a suggestion."""

    title = Words(
        _("Title"),
        max_length=TITLE,
        help_text=_("One matter in one suggestion, such as 关于在老旧小区增设充电桩的建议."),
    )
    situation = Words(_("The situation"), 5, help_text=_("What is the matter, where, since when?"))
    analysis = Words(_("Why it is so"), 4, required=False)
    requests = Words(
        _("What you ask for"),
        5,
        help_text=_("One request in each line. Every one of them is to be answered."),
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Whom you ask to sign with you"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    confidential = forms.BooleanField(
        label=_("Please keep it confidential"),
        required=False,
        help_text=_("It is then left out of every public page."),
    )

    def __init__(self, deputies: Choices, data: Any = None) -> None:
        super().__init__(data)
        people = self.fields["people"]
        assert isinstance(people, forms.TypedMultipleChoiceField)
        people.choices = deputies

    def new(self) -> NewMatter:
        known = self.cleaned_data
        return NewMatter(
            title=known["title"],
            situation=known["situation"],
            analysis=known["analysis"],
            requests=lines(known["requests"]),
            confidential=known["confidential"],
        )


class ThemeForm(Folding):
    """A theme becomes a matter. Units may be left open; they are chosen later by an act then."""

    title = Words(_("Title"), max_length=TITLE)
    situation = Words(_("The situation"), 4, required=False)
    requests = Words(
        _("What people ask for"),
        4,
        required=False,
        help_text=_("One request in each line. Every one of them is to be answered."),
    )

    def __init__(self, offered: Choices, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if offered:
            self.fields.update(units.several(offered))
            self.fields["unit_1"].required = False
            self.fields["unit_1"].help_text = _("Left open, it waits for you to assign it.")

    @property
    def folded_title(self) -> str:
        return str(_("More units, and the share of each"))

    def parts(self) -> tuple[Part, ...]:
        return units.read(self.cleaned_data)

    def new(self, evidence: dict[str, Any]) -> NewMatter:
        known = self.cleaned_data
        return NewMatter(
            title=known["title"],
            situation=known["situation"],
            requests=lines(known["requests"]),
            evidence=evidence,
        )
