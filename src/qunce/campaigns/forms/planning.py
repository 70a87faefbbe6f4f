"""What is typed where a campaign is planned."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.actions import NewAction
from qunce.campaigns.models import Action, Campaign, Demand, Phase
from qunce.matters.forms.fields import Day, Words


class PlanForm(forms.Form):
    """What it is for, and who leads it."""

    aim = Words(_("Aim"), 4, required=False)
    leading_group = Words(
        _("Leading group"),
        3,
        required=False,
        help_text=_("As the notice prints it: head, deputy heads, members, its office."),
    )


class PhaseForm(forms.Form):
    title = Words(_("Name of the phase"), max_length=40)
    about = Words(_("What it is for"), 3, required=False)
    starts_on = Day(_("From"))
    ends_on = Day(_("Until"))


class SummaryForm(forms.Form):
    summary = Words(_("Summary of the phase"), 8)


class CloseForm(forms.Form):
    approved = Words(
        _("Who approved the summary"),
        max_length=80,
        help_text=_("The meeting or the leader, such as 领导小组第二次会议."),
    )
    approved_on = Day(_("Day of the approval"))


class DayForm(forms.Form):
    on = Day(_("Day"))
    title = Words(_("What happens"), max_length=60)


class ActionForm(forms.Form):
    """`reason` is asked for where units have the task already and its day moves."""

    title = Words(_("Action"), max_length=40)
    about = Words(_("What is asked"), 4, required=False)
    phase = forms.TypedChoiceField(label=_("Phase"), coerce=int)
    due_on = Day(_("Due on"))
    needs_evidence = forms.BooleanField(
        label=_("Something must show that it is done"), required=False
    )
    gates = forms.BooleanField(
        label=_("The phase cannot close while it is open anywhere"), required=False
    )
    reason = Words(
        _("Why the day or the co-units change; each unit reads it"), required=False, max_length=200
    )

    def __init__(
        self, phases: Sequence[Phase], data: Any = None, initial: Any = None, *, given: bool = False
    ) -> None:
        super().__init__(data, initial=initial)
        phase = self.fields["phase"]
        assert isinstance(phase, forms.TypedChoiceField)
        phase.choices = [(p.order, p.title) for p in phases if not p.closed_at]
        if not given:
            del self.fields["reason"]

    def new(self) -> NewAction:
        known = self.cleaned_data
        return NewAction(
            title=known["title"],
            about=known["about"],
            phase=known["phase"],
            due_on=known["due_on"],
            gates=known.get("gates", False),
            needs_evidence=known["needs_evidence"],
        )


class OwnActionForm(ActionForm):
    """A unit's own action gates nothing."""

    def __init__(self, phases: Sequence[Phase], data: Any = None) -> None:
        super().__init__(phases, data)
        del self.fields["gates"], self.fields["needs_evidence"]

    def new(self) -> NewAction:
        known = self.cleaned_data
        return NewAction(known["title"], known["due_on"], known["phase"], known["about"])


class DemandForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is sent"),
        choices=[(k.value, k.label) for k in Demand.Kind if k != Demand.Kind.TASKS],
    )
    title = Words(_("Title"), max_length=80)


class CopyForm(forms.Form):
    title = Words(_("Title of the new campaign"), max_length=80)
    slug = forms.SlugField(
        label=_("Short name in the address"),
        max_length=40,
        help_text=_("Latin letters, digits and hyphens, such as open-minds-2027."),
    )
    starts_on = Day(_("It begins on"))


def action_initial(action: Action) -> dict[str, Any]:
    return {
        "title": action.title,
        "about": action.about,
        "phase": action.phase.order,
        "due_on": action.due_on,
        "gates": action.gates,
        "needs_evidence": action.needs_evidence,
    }


def plan_initial(campaign: Campaign) -> dict[str, Any]:
    return {"aim": campaign.aim, "leading_group": campaign.leading_group}


class OwnPlanForm(forms.Form):
    plan = Words(
        _("Our plan"),
        6,
        max_length=2_000,
        required=False,
        help_text=_("In a few sentences: what your unit means to do, by whom and until when."),
    )
