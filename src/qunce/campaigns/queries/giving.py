"""What giving tasks would do, before it is done: how many, to whom, and how much they have."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qunce.campaigns.models import Action, Campaign, Part, Participation, Task
from qunce.campaigns.queries.burden import Burden, burden_of


@dataclass(frozen=True)
class Asking:
    """One action: for how many units it would be given, and how many have it already."""

    action: Action
    new: int
    known: int


@dataclass(frozen=True)
class Preview:
    actions: list[Action]
    units: list[Participation]
    lines: list[Asking]
    burden: Burden
    whom: str

    @property
    def new(self) -> int:
        return sum(line.new for line in self.lines)

    @property
    def known(self) -> int:
        return sum(line.known for line in self.lines)

    @staticmethod
    def parts(campaign: Campaign) -> list[tuple[str, str, int]]:
        """Every unit, or those of one part: with how many they are."""
        found = list(campaign.participations.values_list("part", flat=True))
        counted = [(p.value, str(p.label), found.count(p.value)) for p in Part]
        return [("", _("every unit that takes part"), len(found)), *(c for c in counted if c[2])]


def preview(campaign: Campaign, action_ids: Collection[int], whom: str) -> Preview:
    """`whom` is a part of the campaign, or empty for all."""
    units = campaign.participations.select_related("unit").order_by("pk")
    chosen = list(units.filter(part=whom) if whom in set(Part) else units)
    actions = list(campaign.actions.filter(pk__in=action_ids).select_related("phase", "own__unit"))
    known = set(Task.objects.filter(action__in=actions).values_list("action", "participation"))
    return Preview(
        actions,
        chosen,
        [_asking(action, chosen, known) for action in actions],
        burden_of([p.unit_id for p in chosen]),
        whom,
    )


def _asking(action: Action, units: list[Participation], known: set[tuple[int, int]]) -> Asking:
    owing = [p.pk for p in units if action.own_id in {None, p.pk}]
    has = sum((action.pk, pk) in known for pk in owing)
    return Asking(action, len(owing) - has, has)
