"""Forty at once, with a minute to think better of it."""

from datetime import timedelta

import pytest
import time_machine

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.matters import actions
from qunce.matters.actions import Given, Part, holding
from qunce.matters.models import Held, Matter
from tests.factories.matters import Cast, make_cast, make_suggestion

pytestmark = pytest.mark.django_db
MORNING = "2026-02-10T03:00:00Z"


def _three(cast: Cast) -> list[Matter]:
    return [make_suggestion(cast, "assigning") for _ in range(3)]


def _hold(cast: Cast, matters: list[Matter]) -> Held:
    return holding.hold(
        matter_ids=[m.pk for m in matters],
        act="assign",
        hat=cast.deputy_office,
        given=Given(units=(Part(cast.unit),)),
    )


def _steps() -> set[str]:
    return set(Matter.objects.values_list("step", flat=True))


def test_nothing_happens_within_the_minute_and_everything_after(cast: Cast) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        held = _hold(cast, _three(cast))
        holding.take_effect(held_id=held.pk)
        assert _steps() == {"assigning"}
        clock.shift(timedelta(seconds=61))
        held = holding.take_effect(held_id=held.pk)
    assert _steps() == {"handling"}
    assert (len(held.done), held.refused) == (3, [])


def test_it_can_be_called_back_by_who_confirmed_it_only(cast: Cast) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        held = _hold(cast, _three(cast))
        with pytest.raises(NotAllowed):
            holding.call_back(held_id=held.pk, hat=cast.government)
        holding.call_back(held_id=held.pk, hat=cast.deputy_office)
        clock.shift(timedelta(seconds=61))
        holding.take_effect(held_id=held.pk)
    assert _steps() == {"assigning"}


def test_after_the_minute_it_cannot(cast: Cast) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        held = _hold(cast, _three(cast))
        clock.shift(timedelta(seconds=61))
        with pytest.raises(Conflict):
            holding.call_back(held_id=held.pk, hat=cast.deputy_office)


def test_what_moved_meanwhile_is_named_and_the_rest_is_done(cast: Cast) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        first, *rest = _three(cast)
        held = _hold(cast, [first, *rest])
        actions.act_on_matter(
            matter_id=first.pk, act="withdraw", hat=cast.deputy, given=Given(reason="已解决")
        )
        clock.shift(timedelta(seconds=61))
        holding.take_effect(held_id=held.pk)
        held = holding.take_effect(held_id=held.pk)  # begun again after a kill
    assert held.done == [m.pk for m in rest]
    assert [pk for pk, _said in held.refused] == [first.pk]
    assert "已撤回" in held.refused[0][1]


@pytest.mark.parametrize("n", [0, 201])
def test_none_and_too_many_are_refused(cast: Cast, n: int) -> None:
    with pytest.raises(Refused):
        holding.hold(matter_ids=range(1, n + 1), act="assign", hat=cast.deputy_office)


@pytest.fixture
def cast() -> Cast:
    return make_cast()
