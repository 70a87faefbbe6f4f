"""What is typed where topics are asked for, declared and worked on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.actions import NewMilestone, NewTopic
from qunce.matters.forms.fields import TITLE, Day, Words, lines

MILESTONES = 4


class TopicCallForm(forms.Form):
    title = Words(_("Title"), max_length=80)
    about = Words(_("What it is for"), 3, required=False)
    directions = Words(
        _("Directions"), 4, required=False, help_text=_("One in each line. Others may be declared.")
    )
    closes_on = Day(_("Declared until"))


class TopicForm(forms.Form):
    title = Words(_("Title"), max_length=TITLE)
    problem = Words(_("What is to be found out, and why"), 4)
    approach = Words(_("How it is looked into"), 3, required=False)
    results = Words(_("What is to come of it"), 2, help_text=_("One thing in each line."))
    team = Words(
        _("Who works on it"),
        3,
        help_text=_("One in each line; the head of the unit leads: name, post, part."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for n in range(1, MILESTONES + 1):
            label = _("Milestone %(n)d") % {"n": n}
            self.fields[f"milestone_{n}"] = Words(label, required=False, max_length=80)
            self.fields[f"due_{n}"] = Day(_("Its day"), required=False)

    def clean(self) -> dict[str, Any]:
        known = super().clean() or {}
        for n in range(1, MILESTONES + 1):
            if bool(known.get(f"milestone_{n}")) != bool(known.get(f"due_{n}")):
                self.add_error(f"due_{n}", _("A milestone has a name and a day."))
        return known

    def new(self) -> NewTopic:
        known = self.cleaned_data
        planned = [n for n in range(1, MILESTONES + 1) if known[f"milestone_{n}"]]
        return NewTopic(
            title=known["title"],
            problem=known["problem"],
            approach=known["approach"],
            results=lines(known["results"]),
            team=known["team"],
            milestones=[NewMilestone(known[f"milestone_{n}"], known[f"due_{n}"]) for n in planned],
        )


class ReachedForm(forms.Form):
    words = Words(_("What was reached"), 2)
