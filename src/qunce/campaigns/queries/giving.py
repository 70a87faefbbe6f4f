"""What giving tasks would do, before it is done: how many, to whom, and how much they have."""

from collections.abc import Collection, Mapping
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
    # Who helps, of those that take part, and how many parts that makes.
    co_units: list[Participation]
    parts: int
    # Who helps with what was given before is changed in the plan.
    may_name: bool

    @property
    def key(self) -> str:
        return str(self.action.pk)

    @property
    def chosen(self) -> set[int]:
        return {one.pk for one in self.co_units}


@dataclass(frozen=True)
class Preview:
    actions: list[Action]
    units: list[Participation]
    lines: list[Asking]
    burden: Burden
    whom: str
    everybody: list[Participation]

    @property
    def new(self) -> int:
        return sum(line.new for line in self.lines)

    @property
    def known(self) -> int:
        return sum(line.known for line in self.lines)

    @property
    def helping(self) -> int:
        return sum(line.parts for line in self.lines)

    @staticmethod
    def parts(campaign: Campaign) -> list[tuple[str, str, int]]:
        """Every unit, or those of one part: with how many they are."""
        found = list(campaign.participations.values_list("part", flat=True))
        counted = [(p.value, str(p.label), found.count(p.value)) for p in Part]
        return [("", _("every unit that takes part"), len(found)), *(c for c in counted if c[2])]


# With more units than these, who helps is named in the plan, where one action has a page.
NAMED_HERE = 120


def preview(
    campaign: Campaign,
    action_ids: Collection[int],
    whom: str,
    named: Mapping[int, Collection[int]] | None = None,
) -> Preview:
    """`whom` is a part of the campaign, or empty for all; `named` overrules who helps."""
    units = list(campaign.participations.select_related("unit").order_by("pk"))
    chosen = [p for p in units if p.part == whom] if whom in set(Part) else units
    found = campaign.actions.filter(pk__in=action_ids).select_related("phase", "own__unit")
    actions = list(found.prefetch_related("co_units"))
    known = set(Task.objects.filter(action__in=actions).values_list("action", "participation"))
    return Preview(
        actions,
        chosen,
        [_asking(a, chosen, known, _helping(a, units, named or {})) for a in actions],
        burden_of([p.unit_id for p in chosen]),
        whom,
        units if len(units) <= NAMED_HERE else [],
    )


def _helping(
    action: Action, units: list[Participation], named: Mapping[int, Collection[int]]
) -> list[Participation]:
    wanted = named.get(action.pk, [one.pk for one in action.co_units.all()])
    return [one for one in units if one.pk in wanted]


def _asking(
    action: Action,
    units: list[Participation],
    known: set[tuple[int, int]],
    co_units: list[Participation],
) -> Asking:
    owing = [p.pk for p in units if action.own_id in {None, p.pk}]
    new = [pk for pk in owing if (action.pk, pk) not in known]
    parts = sum(one.pk != pk for pk in new for one in co_units)
    given = any(of == action.pk for of, _unit in known)
    return Asking(action, len(new), len(owing) - len(new), co_units, parts, not given)
