"""The same act for many matters: which acts, for which of them, and what was held of late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunce import procedures
from qunce.common.clock import now
from qunce.common.compiled import compiled
from qunce.matters.models import Held, Matter
from qunce.matters.queries.listing import kinds
from qunce.matters.queries.urges import URGE
from qunce.matters.rules import Facts, roles_in, who_may
from qunce.matters.rules.urging import is_own, may_urge
from qunce.people.models import Unit
from qunce.people.rules import Hat
from qunce.procedure import Phase, Role

ASSIGN = "assign"
ACTS = (ASSIGN, URGE)
# For so long an act that was held stands above the lists with what became of it.
_RECENT = timedelta(minutes=15)


@dataclass(frozen=True)
class Card:
    """An act that is held: how long it can be called back, then what became of it."""

    held: Held
    title: str
    to_whom: str
    seconds: int

    @property
    def can_be_called_back(self) -> bool:
        return self.seconds > 0 and self.held.ended_at is None

    @property
    def is_moving(self) -> bool:
        return self.held.ended_at is None

    @property
    def gone(self) -> int:
        return len(self.held.done) + len(self.held.refused)

    @property
    def says(self) -> str:
        """What it is, in a line: so many matters, what with them."""
        n = len(self.held.matters)
        many = ngettext("%(n)d matter", "%(n)d matters", n) % {"n": n}
        return " · ".join(filter(None, [self.title, many, self.to_whom]))


def title(act: str) -> str:
    return _("Remind") if act == URGE else _("Assign")


def acts(hat: Hat) -> list[tuple[str, str]]:
    """What this post can do for many at once: only what is the same for each of them."""
    found = [ASSIGN] if _steps(hat) else []
    if may_urge(hat, hat.jurisdiction_id):
        found.append(URGE)
    return [(act, title(act)) for act in found]


def among(hat: Hat, act: str) -> Q:
    """The matters with which this post can do it, as far as their step says."""
    if act == URGE:
        return _with_others(hat)
    found = Q(pk=None)
    for kind, step in _steps(hat):
        found |= Q(procedure=kind, step=step)
    return found


def _steps(hat: Hat) -> tuple[tuple[str, str], ...]:
    """Where this post assigns, of every kind of matter."""
    return _assigned_by(roles_in(hat, Facts(hat.jurisdiction_id)))


@lru_cache
def _assigned_by(roles: frozenset[Role]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (kind, step.code)
        for kind, _title in kinds()
        for step in procedures.load(kind).steps
        if step.phase == Phase.OPEN and (found := step.act(ASSIGN)) and who_may(step, found, roles)
    )


def _with_others(hat: Hat) -> Q:
    """What a unit or a deputy holds, or an office that is not one's own."""
    own = [r.value for r in Role if is_own(hat, hat.jurisdiction_id, r.value)]
    named = Q(holder_unit__isnull=False) | Q(holder_person__isnull=False) | Q(several=True)
    return named | ~Q(holder_role__in=[*own, Role.AUTHOR.value])


def matters_of(ids: Iterable[int], jurisdiction_id: int) -> dict[int, Matter]:
    found = Matter.objects.filter(pk__in=list(ids), jurisdiction=jurisdiction_id)
    return {m.pk: m for m in found.select_related("holder_unit", "holder_person")}


def card(held_id: int, hat: Hat) -> Card | None:
    """What this post confirmed; nobody else's."""
    held = Held.objects.filter(pk=held_id, post=hat.post_id).first()
    return _card(held) if held else None


def recent(hat: Hat) -> list[Card]:
    """What this post has confirmed of late and did not call back."""
    since = now() - _RECENT
    return [_card(held) for held in _last(hat.post_id) if held.at > since] if hat.post_id else []


@compiled
def _last(post_id: int) -> "QuerySet[Held]":
    return Held.objects.filter(post=post_id, called_back_at=None).order_by("-at")[:3]


def _card(held: Held) -> Card:
    left = (held.takes_effect_at - now()).total_seconds()
    return Card(held, title(held.act), _to_whom(held), max(0, round(left)))


def _to_whom(held: Held) -> str:
    """The unit that answers, then those that help it."""
    parts = held.given.get("units", [])
    if not parts:
        return ""
    names = dict(
        Unit.objects.filter(pk__in=[p["unit_id"] for p in parts]).values_list("pk", "name")
    )
    first, *helping = [names.get(part["unit_id"], "") for part in parts]
    if not helping:
        return first
    return _("%(lead)s, with %(units)s") % {"lead": first, "units": "、".join(helping)}
