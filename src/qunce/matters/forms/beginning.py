"""What is typed where a matter begins."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.matters.actions import NewMatter, Part
from qunce.matters.forms import units
from qunce.matters.forms.fields import TITLE, Words, lines
from qunce.matters.forms.folding import Folding
from qunce.matters.queries.choices import Choices
from qunce.people.models import Role


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


class BillForm(SuggestionForm):
    """案由、案据、方案: the three parts of a bill (代表法 2025 Art. 15)."""

    title = Words(
        _("Title"),
        max_length=TITLE,
        help_text=_("What is to be deliberated, such as 关于制定电动自行车管理条例的议案."),
    )
    situation = Words(_("Subject (案由)"), 5, help_text=_("What the congress is to deliberate."))
    analysis = Words(_("Grounds (案据)"), 5, help_text=_("By which law, policy and facts."))
    requests = Words(
        _("Proposal (方案)"),
        5,
        help_text=_("What the congress is to decide; one point in each line."),
    )


class ReportForm(forms.Form):
    """A grid report: the matter and the place, never a resident."""

    title = Words(_("What is the matter"), max_length=TITLE)
    situation = Words(
        _("Where, since when, and what was seen"),
        5,
        help_text=_("Matters, places and organisations; no names of residents."),
    )
    requests = Words(
        _("What is asked for"), 3, required=False, help_text=_("One request in each line.")
    )

    def new(self) -> NewMatter:
        known = self.cleaned_data
        return NewMatter(
            title=known["title"],
            situation=known["situation"],
            analysis=known.get("analysis", ""),
            requests=lines(known["requests"]),
        )


class SupervisionForm(ReportForm):
    """A key supervision: which suggestions a committee follows to their end, and why."""

    title = Words(
        _("What is supervised"),
        max_length=TITLE,
        help_text=_("Such as 重点督办：老旧小区加装电梯."),
    )
    situation = Words(
        _("Which suggestions it is about"),
        4,
        help_text=_("Their numbers and titles, one in each line."),
    )
    analysis = Words(
        _("Why these"),
        4,
        help_text=_(
            "Of weight for the whole place, raised by many deputies, wide and hard to handle, or "
            "part of this year's plan of work."
        ),
    )
    requests = Words(
        _("What is to be reached"), 3, required=False, help_text=_("One point in each line.")
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


# What each post writes itself, the first one where none is asked for.
WRITERS: Mapping[Role, tuple[str, ...]] = {
    Role.DEPUTY: ("deputy-suggestion", "bill"),
    Role.STATION: ("grid-report",),
    Role.CHAIRS: ("key-supervision",),
}
FORMS: Mapping[str, Callable[..., Any]] = {
    "deputy-suggestion": SuggestionForm,
    "bill": BillForm,
    "grid-report": ReportForm,
    "key-supervision": SupervisionForm,
}
# Drafts, which others can be asked to sign; what is said of them when they are kept.
SIGNED = {
    "deputy-suggestion": _("The draft is kept until you hand it in."),
    "bill": _("The draft is kept. It is handed in once enough deputies have signed."),
}
TEXTS: Mapping[str, Mapping[str, Any]] = {
    "deputy-suggestion": {
        "title": _("Write a suggestion"),
        "lead": _(
            "The situation, the reasons, and what you ask for. It stays a draft until you hand "
            "it in."
        ),
        "keep": _("Keep the draft"),
    },
    "bill": {
        "title": _("Move a bill"),
        "lead": _(
            "In three parts, moved while the congress sits and before its deadline, by ten "
            "deputies together, in a township by five. What falls short of that can be handed in "
            "as a suggestion."
        ),
        "keep": _("Keep the draft"),
    },
    "grid-report": {
        "title": _("Take down a grid report"),
        "lead": _("Then you choose who sees to it: a community, a town, or yourself on the spot."),
        "keep": _("Take it down"),
    },
    "key-supervision": {
        "title": _("Propose a key supervision"),
        "lead": _("The chairpersons' meeting chooses; a committee plans, visits and reports."),
        "keep": _("Propose it"),
    },
}
