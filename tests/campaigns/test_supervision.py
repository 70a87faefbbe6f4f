"""Groups, their units and members, visits and what they find."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from qunce.campaigns import actions
from qunce.campaigns.actions import NewFinding, NewTurn
from qunce.campaigns.models import Finding, Participation, Task, Turn, Visit
from qunce.campaigns.queries import visits
from qunce.campaigns.queries.coverage import coverage
from qunce.campaigns.queries.members import members
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Problem, Refused
from qunce.matters.actions import Given, act_on_matter
from qunce.matters.models import Matter
from qunce.people.models import Person, Post, Role
from qunce.people.rules import Hat
from qunce.record.models import Entry
from tests.at_once import at_once
from tests.factories import make_hat, make_unit
from tests.factories.plans import make_action
from tests.factories.supervision import (
    FINDING,
    Supervision,
    make_member,
    make_supervision,
    make_visit,
    new_visit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Supervision:
    return make_supervision()


def test_a_unit_in_two_groups_is_refused_and_nothing_is_half_done(made: Supervision) -> None:
    wanted = [made.free_unit.pk, made.unit.pk]
    with pytest.raises(Refused, match="第一督导组"):
        actions.give_units(group_id=made.other_group.pk, participation_ids=wanted, hat=made.office)
    made.free_unit.refresh_from_db()
    assert made.free_unit.group is None


def test_the_database_itself_knows_one_group_and_no_own_one(made: Supervision) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=made.unit.pk).update(group=made.unit.unit)


def test_a_unit_changes_its_group_by_leaving_the_first(made: Supervision) -> None:
    actions.take_unit(group_id=made.group.pk, participation_id=made.unit.pk, hat=made.office)
    actions.give_units(
        group_id=made.other_group.pk, participation_ids=[made.unit.pk], hat=made.office
    )
    made.unit.refresh_from_db()
    assert made.unit.group == made.other_group.unit


def test_whoever_works_there_cannot_join_the_group_that_looks_at_it(made: Supervision) -> None:
    with pytest.raises(Refused, match="handler"):
        actions.join_group(group_id=made.group.pk, username="handler", hat=made.office)
    assert "handler" not in {p.username for p in members(made.group.unit_id)}
    actions.join_group(group_id=made.other_group.pk, username="handler", hat=made.office)


def test_every_post_counts_not_only_the_one_that_is_worn(made: Supervision) -> None:
    second = Person.objects.get(username="supervisor")
    Post.objects.create(
        person=second, unit=made.free_unit.unit, role=Role.UNIT_HEAD, since_on=today()
    )
    with pytest.raises(Refused, match="supervisor"):
        actions.give_units(
            group_id=made.group.pk, participation_ids=[made.free_unit.pk], hat=made.office
        )


def test_a_post_that_came_later_stops_the_visit(made: Supervision) -> None:
    Post.objects.create(
        person_id=made.supervisor.person_id,
        unit=made.unit.unit,
        role=Role.UNIT,
        since_on=today(),
    )
    with pytest.raises(NotAllowed):
        make_visit(made)


def test_a_post_that_ended_counts_no_longer(made: Supervision) -> None:
    Post.objects.create(
        person_id=made.supervisor.person_id,
        unit=made.unit.unit,
        role=Role.UNIT,
        since_on=today() - timedelta(days=90),
        until_on=today() - timedelta(days=1),
    )
    assert make_visit(made).pk


def test_a_member_who_left_sees_nothing_of_the_group(made: Supervision) -> None:
    actions.leave_group(
        group_id=made.group.pk, person_id=made.supervisor.person_id, hat=made.office
    )
    assert not members(made.group.unit_id)
    with pytest.raises(Refused):
        actions.leave_group(group_id=made.group.pk, person_id=10**9, hat=made.office)


def test_an_account_that_does_not_exist_is_refused(made: Supervision) -> None:
    with pytest.raises(Refused, match="nobody"):
        actions.join_group(group_id=made.group.pk, username="nobody", hat=made.office)


@pytest.mark.parametrize("role", [r for r in Role if r != Role.OFFICE])
def test_only_the_office_forms_groups(made: Supervision, role: Role) -> None:
    hat = make_hat("zoe", role, make_unit(code="X01", name="某单位"))
    group, one = made.group.pk, made.unit.pk
    deeds: list[Any] = [
        lambda: actions.set_up_groups(campaign_id=made.campaign.pk, names=["三"], hat=hat),
        lambda: actions.join_group(group_id=group, username="zoe", hat=hat),
        lambda: actions.leave_group(group_id=group, person_id=1, hat=hat),
        lambda: actions.give_units(group_id=group, participation_ids=[one], hat=hat),
        lambda: actions.take_unit(group_id=group, participation_id=one, hat=hat),
        lambda: actions.plan_turns(group_id=group, turns=[], hat=hat),
        lambda: actions.write_visit(participation_id=one, new=new_visit(), hat=hat),
    ]
    written = Entry.objects.count()
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert Entry.objects.count() == written


def test_another_group_does_not_write_visits_here(made: Supervision) -> None:
    with pytest.raises(NotAllowed):
        actions.write_visit(
            participation_id=made.unit.pk, new=new_visit(), hat=made.other_supervisor
        )


def test_a_finding_is_a_matter_with_the_unit_that_remembers_its_group(made: Supervision) -> None:
    visit = make_visit(made, FINDING)
    matter = visit.findings.get().matter
    assert (matter.procedure, matter.step) == ("finding", "found")
    assert (matter.holder_unit_id, matter.group_id) == (made.unit.unit_id, made.group.unit_id)
    assert matter.evidence == {"kind": "visit", "id": visit.pk, "severity": "general"}
    assert matter.due_on
    entry = Entry.objects.get(verb="visit.written")
    assert entry.body["findings"] == [matter.pk]
    assert entry.body["unit"] == made.unit.unit_id


def give_task(one: Participation, office: Hat, *helpers: Participation) -> Task:
    """An action of this unit's own plan, with which the others help."""
    asked = make_action(
        one.campaign, office, f"专题调研{one.pk}", own=one, co_units=tuple(p.pk for p in helpers)
    )
    actions.give(campaign_id=one.campaign_id, action_ids=[asked.pk], hat=office)
    return Task.objects.get(action=asked)


def test_a_finding_names_the_task_it_is_about(made: Supervision) -> None:
    task = give_task(made.unit, made.office)
    visit = make_visit(made, replace(FINDING, task=task.pk), FINDING)
    assert [f.task for f in visit.findings.order_by("pk")] == [task, None]
    assert Entry.objects.get(verb="visit.written").body["tasks"] == [task.pk, 0]


def test_a_finding_is_about_no_task_of_another_unit(made: Supervision) -> None:
    task = give_task(made.other_unit, made.office)
    for number in (task.pk, 987_654_321):
        with pytest.raises(Refused):
            make_visit(made, FINDING, replace(FINDING, task=number))
    assert (Visit.objects.count(), Matter.objects.filter(procedure="finding").count()) == (0, 0)


def test_nobody_finds_something_in_a_task_with_which_their_own_unit_helps(
    made: Supervision,
) -> None:
    helped = give_task(made.unit, made.office, made.free_unit)
    other = give_task(made.unit, made.office)
    own = Post.objects.create(
        person_id=made.supervisor.person_id,
        unit=made.free_unit.unit,
        role=Role.UNIT,
        since_on=today(),
    )
    with pytest.raises(Refused) as refused:
        make_visit(made, replace(FINDING, task=other.pk), replace(FINDING, task=helped.pk))
    assert refused.value.code == "own-help"
    assert Visit.objects.count() == 0
    make_visit(made, replace(FINDING, task=other.pk), days_ago=1)
    Post.objects.filter(pk=own.pk).update(until_on=today() - timedelta(days=1))
    make_visit(made, replace(FINDING, task=helped.pk))
    assert list(helped.findings.values_list("visit__on", flat=True)) == [today()]


def test_a_second_visit_in_a_phase_needs_a_reason_or_an_open_finding(made: Supervision) -> None:
    make_visit(made, days_ago=3)
    with pytest.raises(Refused) as said:
        make_visit(made)
    assert said.value.code == "second-visit"
    actions.write_visit(
        participation_id=made.unit.pk,
        new=new_visit(FINDING, days_ago=2, because="群众来信反映台账不实"),
        hat=made.supervisor,
    )
    assert make_visit(made).because == ""  # a finding is open
    for finding in Finding.objects.select_related("matter"):
        _close(made, finding.matter)
    with pytest.raises(Refused):
        make_visit(made, days_ago=1)


def test_another_phase_is_another_visit(made: Supervision) -> None:
    first = make_visit(made, days_ago=15)
    assert make_visit(made).phase != first.phase


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": today() + timedelta(days=1)}, ""),
        ({"on": today() - timedelta(days=300)}, ""),
        ({"ways": ()}, ""),
        ({"ways": ("spying",)}, ""),
        ({"observations": "  "}, ""),
        ({"findings": (NewFinding("", "x", "general"),)}, ""),
        ({"findings": (NewFinding("x", "x", "terrible"),)}, ""),
        ({"findings": (NewFinding("x" * 200, "x", "general"),)}, ""),
    ],
)
def test_a_visit_that_makes_no_sense_is_refused_whole(
    made: Supervision, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(Problem):
        actions.write_visit(
            participation_id=made.unit.pk, new=replace(new_visit(), **wrong), hat=made.supervisor
        )
    assert not Visit.objects.exists()
    assert not Matter.objects.exists()


def test_the_same_day_is_written_once(made: Supervision) -> None:
    make_visit(made, FINDING)
    with pytest.raises(Refused) as said:
        make_visit(made, FINDING)
    assert said.value.code == "written-already"


def test_the_rota_keeps_its_days_inside_the_phase(made: Supervision) -> None:
    phase = made.campaign.phases.get(order=2)
    line = NewTurn(made.unit.pk, phase.pk, phase.ends_on)
    assert actions.plan_turns(group_id=made.group.pk, turns=[line], hat=made.supervisor) == 1
    assert actions.plan_turns(group_id=made.group.pk, turns=[line], hat=made.office) == 0
    late = NewTurn(made.unit.pk, phase.pk, phase.ends_on + timedelta(days=1))
    with pytest.raises(Refused, match=phase.title):
        actions.plan_turns(group_id=made.group.pk, turns=[late], hat=made.supervisor)
    other = NewTurn(made.other_unit.pk, phase.pk, phase.ends_on)
    with pytest.raises(Refused):
        actions.plan_turns(group_id=made.group.pk, turns=[other], hat=made.supervisor)
    out = NewTurn(made.unit.pk, phase.pk, None)
    actions.plan_turns(group_id=made.group.pk, turns=[out], hat=made.supervisor)
    assert not Turn.objects.exists()


def test_coverage_counts_each_unit_once(made: Supervision) -> None:
    phase = visits.phase_now(made.campaign)
    make_visit(made, FINDING, days_ago=1)
    make_visit(made)
    found = coverage(made.campaign, phase)
    assert (found.whole.units, found.whole.seen) == (3, 1)
    assert [(r.group and r.group.number, r.whole.units, r.whole.seen) for r in found.rows] == [
        (1, 1, 1),
        (2, 1, 0),
        (None, 1, 0),
    ]
    assert [seen for _phase, seen in found.phases] == [0, 1, 0]
    (seen,) = [one for one in found.units if one.is_seen]
    assert (seen.visits, seen.open, seen.last_on) == (2, 1, today())


def test_the_share_mended_has_its_two_numbers(made: Supervision) -> None:
    visit = make_visit(made, FINDING, FINDING, FINDING)
    closed, back, _still = [f.matter for f in visit.findings.order_by("pk")]
    _close(made, closed)
    _act(back, "object", made.cast.handler, Given(reason="台账在附件中"))
    _act(back, "take_back", made.supervisor, Given(reason="属实"))
    found = visits.findings_of(made.campaign.pk)
    share = visits.mended(found)
    assert (share.closed, share.standing) == (1, 2)
    assert [n for _s, n in visits.open_by_severity(found)] == [0, 1, 0]


def test_the_map_asks_the_same_however_many_visits(
    made: Supervision, django_assert_num_queries: Any
) -> None:
    phase = visits.phase_now(made.campaign)
    make_visit(made, FINDING, days_ago=4)
    visits.lines(visits.findings_of(made.campaign.pk))  # the calendar is asked once a minute
    for days_ago in (3, 2, 1):
        make_visit(made, FINDING, FINDING, days_ago=days_ago)
        with django_assert_num_queries(3):
            coverage(made.campaign, phase)
        with django_assert_num_queries(2):
            for visit in visits.visits_of(made.unit.pk):
                visits.lines(visit.findings.all())


def test_supervision_has_no_column_for_a_person_that_was_looked_at() -> None:
    """Of persons there is only who wrote it down. Severity is the finding's alone."""
    wanted = {
        "campaigns_visit": {"id", "participation_id", "phase_id", "group_id", "on", "ways",
            "observations", "praise", "advice", "because", "salt", "by_id", "written_at"},
        "campaigns_finding": {"id", "visit_id", "matter_id", "task_id"},
        "campaigns_turn": {"id", "participation_id", "phase_id", "on"},
        "campaigns_supervisiongroup": {"id", "campaign_id", "number", "unit_id"},
    }  # fmt: skip
    with connection.cursor() as cursor:
        for table, columns in wanted.items():
            found = connection.introspection.get_table_description(cursor, table)
            assert {column.name for column in found} == columns


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_make_one_visit() -> None:
    made = make_supervision()
    second = make_member(made.group, "second-supervisor", made.office)

    def write(hat: Any, days_ago: int) -> str:
        try:
            actions.write_visit(
                participation_id=made.unit.pk, new=new_visit(days_ago=days_ago), hat=hat
            )
        except Refused as problem:
            return problem.code
        return "written"

    got = at_once(write, [(made.supervisor, 0), (second, 1)])
    assert sorted(got) == ["second-visit", "written"]


def _close(made: Supervision, matter: Matter) -> None:
    due = today() + timedelta(days=5)
    _act(matter, "acknowledge", made.cast.handler, Given(text="认领", due_on=due))
    _act(matter, "report", made.cast.handler, Given(text="已补齐"))
    _act(matter, "close", made.supervisor, Given(text="已复查"))


def _act(matter: Matter, act: str, hat: Any, given: Given) -> None:
    act_on_matter(matter_id=matter.pk, act=act, hat=hat, given=given)
