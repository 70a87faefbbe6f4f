"""Every law finds the row that breaks it, and calls a healthy house healthy."""

from collections.abc import Callable

import pytest
from django.utils import translation

from qunce.audit import walk
from qunce.common.laws import Sum
from tests.audit.conftest import World
from tests.audit.crooked import ROOMS

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


CROOKED = [row for rows in ROOMS.values() for row in rows]


def found(code: str) -> list[str]:
    (law,) = [law for law in walk.laws() if law.code == code]
    return [breach.row for breach in walk.walk(law).breaches]


def entries(world: World) -> World:
    from qunce.record.models import Entry

    def one(verb: str, voice: str) -> int:
        return Entry.objects.get(
            verb=verb, subject_kind="voice", subject_id=world[voice], jurisdiction_id=world["log"]
        ).pk

    return {
        "received_a": one("voice.received", "a"),
        "received_e": one("voice.received", "e"),
        "aside_b": one("voice.set_aside", "b"),
        "released_d": one("voice.released", "d"),
    }


@pytest.mark.parametrize(
    ("code", "name", "rows", "deeds"), CROOKED, ids=[f"{c}: {n}" for c, n, _, _ in CROOKED]
)
def test_a_crooked_row_is_named(
    plant: Callable[..., None],
    world: World,
    code: str,
    name: str,
    rows: list[str],
    deeds: list[str],
) -> None:
    world.update(entries(world))
    assert found(code) == []
    plant(*deeds)
    assert sorted(found(code)) == sorted(row.format(**world) for row in rows)


@pytest.mark.parametrize("room", ROOMS)
def test_a_crooked_row_stands_in_the_file_of_its_room(room: str) -> None:
    assert {code.split(".")[0] for code, _, _, _ in ROOMS[room]} == {room}


def test_every_law_has_a_crooked_row() -> None:
    tried = {code for code, _, _, _ in CROOKED} | {"house.doors"}
    assert tried == {law.code for law in walk.laws()}


def test_a_healthy_house_keeps_every_law_and_every_law_had_something_to_look_at(
    world: World,
) -> None:
    results = [walk.walk(law) for law in walk.laws()]
    assert [(r.law.code, [b.row for b in r.breaches]) for r in results if not r.kept] == []
    assert [r.law.code for r in results if not r.seen] == []


def test_the_parts_of_each_sum_add_up(world: World) -> None:
    with translation.override("en"):
        sums = [Sum(str(s.label), s.value, s.part) for s in walk.sums()]
    totals = [i for i, s in enumerate(sums) if not s.part]
    for start, stop in zip(totals, [*totals[1:], len(sums)], strict=True):
        parts = sums[start + 1 : stop]
        assert not parts or sum(p.value for p in parts) == sums[start].value, sums[start].label
    assert {s.label: s.value for s in sums if not s.part}["receipts"] == 7


def test_twenty_rows_are_named_and_the_rest_counted(plant: Callable[..., None]) -> None:
    plant("UPDATE record_entry SET at = at + interval '1 day' WHERE jurisdiction_id = 77")
    (law,) = [law for law in walk.laws() if law.code == "record.unaltered"]
    result = walk.walk(law)
    assert (result.broken, len(result.breaches)) == (523, 20)
