"""What must be shut before a phase closes, and how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunce.campaigns.models import Action, Phase
from qunce.procedure import Phase as Standing


@dataclass(frozen=True)
class Gate:
    """`words` says how it stands; `action_id` where it is about one action."""

    words: str
    is_shut: bool
    action_id: int | None = None


def gates_of(phase: Phase) -> list[Gate]:
    """The earlier phases, the summary, and each action that gates."""
    return [*_earlier(phase), _summary(phase), *_actions(phase)]


def _earlier(phase: Phase) -> Iterator[Gate]:
    open_ = Phase.objects.filter(campaign=phase.campaign_id, order__lt=phase.order, closed_at=None)
    for earlier in open_:
        said = _("the phase “%(phase)s” before it is still open")
        yield Gate(said % {"phase": earlier.title}, False)


def _summary(phase: Phase) -> Gate:
    if phase.summary.strip():
        return Gate(_("the summary is written"), True)
    return Gate(_("the summary is not written yet"), False)


def _actions(phase: Phase) -> Iterator[Gate]:
    is_open = Q(tasks__matter__phase=Standing.OPEN.value)
    asked = Action.objects.filter(phase=phase, gates=True)
    for action in asked.annotate(given=Count("tasks"), owed=Count("tasks", filter=is_open)):
        yield Gate(_standing(action.title, action.given, action.owed), *_shut(action))


def _shut(action: Action) -> tuple[bool, int]:
    given, owed = action.given, action.owed  # type: ignore[attr-defined]
    return given > 0 and owed == 0, action.pk


def _standing(title: str, given: int, owed: int) -> str:
    if not given:
        return _("“%(action)s” was not given to any unit") % {"action": title}
    if not owed:
        return _("“%(action)s” is done everywhere") % {"action": title}
    said = ngettext(
        "“%(action)s” is still open at %(n)d unit",
        "“%(action)s” is still open at %(n)d units",
        owed,
    )
    return said % {"action": title, "n": owed}
