"""Units that help with a task of another (协办): opened at once, said, released, ended with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qunce.audit.walk import walk
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.matters import actions, laws
from qunce.matters.actions import Given, NewMatter, Part
from qunce.matters.models import Assignment, Matter, Opinion
from qunce.matters.queries.inbox import inbox
from qunce.people.models import Unit
from qunce.people.rules import Hat
from qunce.record.models import Entry
from tests.at_once import WON, said
from tests.factories import make_hat, make_jurisdiction, make_unit
from tests.factories.matters import Cast, make_suggestion

pytestmark = pytest.mark.django_db
DUE = timedelta(days=5)


def task(cast: Cast, *co_units: int, lead: int = 0) -> Matter:
    return actions.begin(procedure="campaign-task", new=new(cast, *co_units, lead=lead),
                         hat=cast.office)  # fmt: skip


def new(cast: Cast, *co_units: int, lead: int = 0) -> NewMatter:
    return NewMatter(
        title="集中学习", lies_with=lead or cast.unit, due_on=today() + DUE, co_units=co_units
    )


def part_of(matter: Matter, unit: int) -> Assignment:
    return matter.assignments.get(unit=unit)


def breaches() -> list[str]:
    return [str(b) for law in laws.LAWS for b in walk(law).breaches]


def test_each_co_unit_of_many_tasks_has_a_part_with_the_day_of_its_task(cast: Cast) -> None:
    asked = [new(cast, cast.co_unit, cast.other_unit), new(cast), new(cast, cast.co_unit)]
    made = actions.begin_many(procedure="campaign-task", news=asked, hat=cast.office)
    assert [m.assignments.count() for m in made] == [2, 0, 1]
    for part in Assignment.objects.all():
        assert (part.mode, part.procedure, part.step) == ("co", "co-task", "helping")
        assert (part.due_on, part.holder_unit_id) == (today() + DUE, part.unit_id)
        assert "与牵头单位同一时限" in part.due_zh
        assert Entry.objects.filter(verb="assignment.opened", subject_id=part.pk).count() == 1
    assert breaches() == []


def test_parts_begun_together_are_what_each_would_be_begun_alone(cast: Cast) -> None:
    together = task(cast, cast.co_unit, cast.other_unit)
    alone = task(cast)
    units = (Part(cast.co_unit, "co"), Part(cast.other_unit, "co"))
    act(alone, "co_units", cast.office, units=units, reason="加派")
    for unit in (cast.co_unit, cast.other_unit):
        assert standing(part_of(together, unit)) == standing(part_of(alone, unit))
        assert told(part_of(together, unit)) == told(part_of(alone, unit))


def standing(part: Assignment) -> dict[str, Any]:
    own = {"id", "matter", "begun_at"}
    return {f.name: f.value_from_object(part) for f in part._meta.fields if f.name not in own}


def told(part: Assignment) -> list[tuple[Any, ...]]:
    entries = Entry.objects.filter(subject_kind="assignment", subject_id=part.pk)
    kept = entries.values_list("jurisdiction_id", "verb", "actor_kind", "actor_id", "body")
    return [(*rest, {**body, "matter": 0}) for *rest, body in kept]


def test_it_asks_the_database_no_more_often_for_more_tasks(cast: Cast) -> None:
    counted = []
    for n in (1, 3):
        asked = [new(cast, cast.co_unit, cast.other_unit) for _ in range(n)]
        with CaptureQueriesContext(connection) as queries:
            actions.begin_many(procedure="campaign-task", news=asked, hat=cast.office)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_unit_never_helps_itself_and_nobody_takes_part_twice(cast: Cast) -> None:
    away = make_unit(make_jurisdiction("980000", name="邻市"), code="X01").pk
    for units in ((cast.unit,), (cast.co_unit, cast.co_unit), (away,), (987_654_321,)):
        with pytest.raises(Refused):
            task(cast, *units)
        with pytest.raises(Refused):
            actions.begin_many(
                procedure="campaign-task", news=[new(cast), new(cast, *units)], hat=cast.office
            )
    assert (Matter.objects.count(), Assignment.objects.count()) == (0, 0)


def test_a_co_unit_says_what_it_did_and_nobody_else_does_it_for_it(cast: Cast) -> None:
    matter = task(cast, cast.co_unit, cast.other_unit)
    part = part_of(matter, cast.co_unit)
    assert [held.row.pk for held in inbox(cast.co_handler).rows] == [part.pk]
    strangers = (cast.handler, cast.office, cast.other_handler, cast.deputy)
    for hat in strangers:
        for act in ("log", "give", "ask_out"):
            with pytest.raises(NotAllowed):
                do(part, act, hat)
    do(part, "log", cast.co_handler, "已派两人。")
    do(part, "give", cast.co_handler, "提供场地，派出两人。")
    with pytest.raises(Refused):
        do(part, "give", cast.co_handler)
    part.refresh_from_db()
    assert (part.step, part.phase) == ("given", "ended")
    assert [o.text for o in Opinion.objects.order_by("pk")] == [
        "已派两人。",
        "提供场地，派出两人。",
    ]
    assert inbox(cast.co_handler).rows == []
    with pytest.raises(NotAllowed):
        actions.act_on_matter(
            matter_id=matter.pk, act="report", hat=cast.co_handler, given=Given(text="完成。")
        )
    assert breaches() == []


def do(part: Assignment, act: str, hat: Hat, words: str = "说明") -> Assignment:
    given = Given(text=words, reason=words)
    return actions.act_on_assignment(
        assignment_id=part.pk,
        act=act,
        hat=hat,
        given=given,
    )


def test_the_lead_reports_without_waiting_and_what_is_open_ends_with_the_task(cast: Cast) -> None:
    matter = task(cast, cast.co_unit, cast.other_unit)
    do(part_of(matter, cast.other_unit), "give", cast.other_handler)
    act(matter, "report", make_hat("lead", "unit", Unit.objects.get(pk=cast.unit)), text="完成。")
    assert steps(matter) == ["given", "helping"]
    act(matter, "accept", cast.office)
    assert steps(matter) == ["ended", "given"]
    ended = part_of(matter, cast.co_unit)
    assert Entry.objects.filter(verb="assignment.ended", subject_id=ended.pk).count() == 1
    with pytest.raises(Refused):
        do(ended, "give", cast.co_handler)
    assert breaches() == []


def test_a_dropped_task_ends_the_parts_too(cast: Cast) -> None:
    matter = task(cast, cast.co_unit)
    act(matter, "drop", cast.office, reason="不再开展")
    assert steps(matter) == ["ended"]
    assert inbox(cast.co_handler).rows == []
    assert breaches() == []


def test_sent_back_or_moved_the_parts_that_are_open_move_along(cast: Cast) -> None:
    matter = task(cast, cast.co_unit, cast.other_unit)
    silent, gave = part_of(matter, cast.co_unit), part_of(matter, cast.other_unit)
    later = today() + timedelta(days=20)
    act(matter, "move_date", cast.office, reason="会议推迟", due_on=later)
    for part in (silent, gave):
        part.refresh_from_db()
        assert part.due_on == later
    do(gave, "give", cast.other_handler)
    act(matter, "report", cast.handler, text="完成。")
    again = today() + timedelta(days=3)
    act(matter, "send_back", cast.office, reason="缺名单", due_on=again)
    silent.refresh_from_db()
    gave.refresh_from_db()
    assert (silent.due_on, silent.step) == (again, "helping")
    assert (gave.due_on, gave.step) == (None, "given")
    assert Entry.objects.filter(verb="assignment.day_moved", subject_id=silent.pk).count() == 2
    assert breaches() == []
    act(matter, "report", cast.handler, text="已补。")
    act(matter, "accept", cast.office)
    assert breaches() == []


def act(matter: Matter, code: str, hat: Hat, **given: object) -> None:
    actions.act_on_matter(
        matter_id=matter.pk,
        act=code,
        hat=hat,
        given=Given(**given),  # type: ignore[arg-type]
    )


def steps(matter: Matter) -> list[str]:
    return sorted(matter.assignments.values_list("step", flat=True))


def test_a_co_unit_asks_to_be_released_and_the_office_decides(cast: Cast) -> None:
    matter = task(cast, cast.co_unit)
    part = part_of(matter, cast.co_unit)
    do(part, "ask_out", cast.co_handler)
    part.refresh_from_db()
    assert (part.holder_role, part.holder_unit_id) == ("office", None)
    assert part.pk in [held.row.pk for held in inbox(cast.office).rows]
    with pytest.raises(NotAllowed):
        do(part, "release", cast.handler)
    do(part, "keep", cast.office)
    later = today() + timedelta(days=9)
    do(part, "ask_out", cast.co_handler)
    act(matter, "move_date", cast.office, reason="会议推迟", due_on=later)
    do(part, "keep", cast.office)
    part.refresh_from_db()
    assert (part.step, part.due_on) == ("helping", later)
    do(part, "ask_out", cast.co_handler)
    assert breaches() == []
    do(part, "release", cast.office)
    assert steps(matter) == ["returned"]
    assert breaches() == []


def test_the_office_changes_who_helps_and_what_was_said_stays(cast: Cast) -> None:
    matter, third = task(cast, cast.co_unit, cast.other_unit), make_unit(code="T01").pk
    do(part_of(matter, cast.co_unit), "give", cast.co_handler)
    named = {"reason": "分工调整", "units": (Part(third, "co"),)}
    for hat in (cast.handler, cast.co_handler, cast.deputy_office):
        with pytest.raises(NotAllowed):
            act(matter, "co_units", hat, **named)
    with pytest.raises(Refused):
        act(matter, "co_units", cast.office, units=named["units"])
    with pytest.raises(Refused):
        act(matter, "co_units", cast.office, reason="分工调整", units=(Part(cast.unit, "co"),))
    act(matter, "co_units", cast.office, **named)
    assert steps(matter) == ["ended", "given", "helping"]
    assert breaches() == []
    back = (Part(third, "co"), Part(cast.other_unit, "co"), Part(cast.co_unit, "co"))
    act(matter, "co_units", cast.office, reason="仍请协办", units=back)
    assert steps(matter) == ["ended", "given", "helping", "helping"]
    act(matter, "co_units", cast.office, reason="不再协办")
    assert steps(matter) == ["ended", "ended", "ended", "given"]
    assert breaches() == []


@pytest.mark.django_db(transaction=True)
def test_a_co_unit_speaks_while_the_office_takes_the_task(cast: Cast) -> None:
    matter = task(cast, cast.co_unit)
    act(matter, "report", cast.handler, text="完成。")
    part = part_of(matter, cast.co_unit)

    heard = said(
        lambda: do(part, "give", cast.co_handler), lambda: act(matter, "accept", cast.office)
    )
    assert heard[1] == WON
    assert steps(matter) == (["given"] if heard[0] == WON else ["ended"])
    assert breaches() == []


@pytest.mark.parametrize("act_code", ["give", "log", "ask_out"])
def test_a_co_unit_is_nobody_to_the_part_of_another(cast: Cast, act_code: str) -> None:
    matter = task(cast, cast.co_unit, cast.other_unit)
    with pytest.raises(NotAllowed):
        do(part_of(matter, cast.co_unit), act_code, cast.other_handler)


def test_nor_to_the_opinion_of_another_in_a_suggestion(cast: Cast) -> None:
    third = make_hat("third-handler", "unit", make_unit(code="D04", name="市消防救援支队"))
    parts = (Part(cast.unit, "lead"), Part(cast.co_unit, "co"), Part(third.unit_id, "co"))
    matter = make_suggestion(cast, "handling", parts)
    with pytest.raises(NotAllowed):
        do(part_of(matter, cast.co_unit), "receive", third)
    do(part_of(matter, cast.co_unit), "receive", cast.co_handler)
