"""Two hands on one round at the same moment: one wins, the other is told."""

from collections.abc import Callable
from typing import Any

import pytest

from qunce.common.errors import Problem
from qunce.matters.models import Matter
from qunce.selection import actions
from qunce.selection.models import Round, Stage
from tests.at_once import at_once
from tests.factories.selection import Panel, make_round

pytestmark = pytest.mark.django_db(transaction=True)


def tried(act: Callable[[], Any]) -> str:
    try:
        act()
    except Problem:
        return "told"
    return "won"


def both(act: Callable[[], Any]) -> list[str]:
    return sorted(at_once(tried, [(act,), (act,)]))


def test_screened_by_two_at_once_it_is_decided_once() -> None:
    panel = make_round(Stage.SCREENING)
    first = panel.candidates[0]
    hat = panel.screeners[first.screener_id]
    ids = {"round_id": panel.round.pk, "candidate_ids": [first.pk], "hat": hat}
    assert both(lambda: actions.pass_on(**ids)) == ["told", "won"]


def test_closed_published_and_selected_by_two_at_once() -> None:
    panel = make_round(Stage.SHORTLIST)
    publish = _of(panel, actions.publish)
    assert both(publish) == ["told", "won"]
    from datetime import timedelta

    from qunce.common.clock import today

    Round.objects.update(notice_ends_on=today() - timedelta(days=1))
    assert both(_of(panel, actions.select)) == ["told", "won"]
    assert Matter.objects.filter(procedure="golden-idea").count() == 3


def _of(panel: Panel, act: Callable[..., Any]) -> Callable[[], Any]:
    return lambda: act(round_id=panel.round.pk, hat=panel.office)
