"""A small healthy house, in which every law has something to look at."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from qunce.campaigns import actions as campaigns
from qunce.campaigns.models import Campaign
from qunce.campaigns.queries.evidence import candidates
from qunce.common import now
from qunce.common.clock import today
from qunce.matters import actions as matters
from qunce.matters.actions import Given, NewRating, Part
from qunce.matters.models import Matter
from qunce.people import actions as people
from qunce.people.actions import NewGroup
from qunce.people.models import Person, Post, Role
from qunce.people.queries import hat_of
from qunce.people.rules import Hat
from qunce.reading.models import (
    Corpus,
    Family,
    Lesson,
    LessonKind,
    Outcome,
    Placement,
    Reading,
    Theme,
)
from qunce.record import actions as record
from qunce.selection import actions as selection
from qunce.selection.models import Kind, Stage
from qunce.voices import actions
from qunce.voices.actions import Author
from tests.factories import make_call, make_hat, make_unit, make_voice
from tests.factories.briefs import make_brief, make_issued, make_signed
from tests.factories.congress import deputies_office, make_deputy, make_session, make_term
from tests.factories.letters import make_letter
from tests.factories.matters import (
    NEW,
    Cast,
    answer_part,
    make_answer,
    make_cast,
    make_suggestion,
)
from tests.factories.plans import give_all, make_action, make_batch, make_member, make_plan
from tests.factories.record import make_entries
from tests.factories.selection import listed, make_round
from tests.factories.supervision import FINDING, make_supervision, make_visit
from tests.factories.topics import make_publicity, make_topic

World = dict[str, int]
SEALED = ("record_entry", "record_leaf", "record_tile", "record_checkpoint")


@pytest.fixture
def world(db: None, settings: Any) -> World:
    """Ids by name. Voices: a and its copy (shown), s (supports a), b (set aside), c (erased),
    d (released by a clerk), e (withdrawn); log 77 holds papers enough for tiles."""
    settings.CONTACT_DAYS = 30
    clerk = Person.objects.create(username="alice", name="alice")
    Post.objects.create(person=clerk, unit=make_unit(), role=Role.OFFICE, since_on=date(2020, 1, 1))
    hat = hat_of(clerk)
    assert hat is not None
    (lights,) = actions.set_out_topics(make_call(), ["出行与停车"])
    a = make_voice("学校后面的巷子没有路灯", author=Author(contact="13800000000"), topic=lights)
    b = make_voice("顶一下")
    c = make_voice("请删除我写的这些话")
    d = make_voice("请打电话给我13812345678谈停车的事")
    e = make_voice("收回这条", consent=False)
    copy = make_voice("学校后面的巷子没有路灯!")
    s = actions.support(voice=a, author=Author(mark="browser"))
    actions.set_aside(voice_id=b.pk, reason="no_request", hat=hat)
    actions.erase(voice_id=c.pk, reason="author", hat=hat)
    actions.release(voice_id=d.pk, hat=hat)
    actions.withdraw(voice_id=e.pk)
    make_entries(520, log=77, kind="paper")
    record.seal_all()
    make_entries(3, log=77, start=900, kind="paper")
    record.seal_all()
    made = {"a": a.pk, "b": b.pk, "c": c.pk, "d": d.pk, "e": e.pk, "copy": copy.pk, "s": s.pk}
    made |= {"log": a.jurisdiction_id, "clerk": clerk.pk, "idea_topic": lights.pk}
    rooms = {**_matters(made), **_plan(), **_round()}
    return {**made, **_reading(made, clerk), **_congress(), **rooms, **_briefs(hat)}


def _briefs(hat: Hat) -> World:
    """Two bulletins that were signed, and a draft."""
    campaign = Campaign.objects.get(slug="plan")
    first, second = make_signed(hat, campaign), make_issued(hat, campaign)
    make_brief(hat, campaign)
    return {
        "first_brief": first.pk,
        "second_brief": second.pk,
        "received": first.figures.get(key="until").pk,
        "article": second.articles.first().pk,  # type: ignore[union-attr]
    }


def _round() -> World:
    """Of matters, so that no voice is added; its list is published and somebody objects."""
    panel = make_round(Stage.NOTICE, kind=Kind.MATTER)
    chosen = listed(panel)[0]
    made = selection.object_to(candidate_id=chosen.pk, words="已经有了", once=uuid4())
    review = chosen.reviews.order_by("pk")[0]
    return {
        "round": panel.round.pk,
        "candidate": chosen.pk,
        "objection": made.pk,
        "review": review.pk,
        "reviewer": review.reviewer_id,
    }


def _matters(voices: World) -> World:
    """An idea that was answered with a promise and tells its voice, one that is being handled and
    carries another, and a suggestion whose deputy is not satisfied."""
    cast = make_cast()
    answered, handled = (_idea(cast, voices[name]) for name in ("d", "copy"))
    part = answer_part(
        answered, cast.handler, cast.head, make_answer(True, "年内补建充电桩，分两批施工。")
    )
    move = answered.moves.get(act="answered")
    matters.spread(move_id=move.pk)
    asked = make_suggestion(cast, "feedback")
    rating = NewRating("satisfied", "dissatisfied", "satisfied", "三号楼还没有。")
    matters.act_on_matter(
        matter_id=asked.pk, act="rate", hat=cast.deputy, given=Given(rating=rating)
    )
    return _supervision(cast) | {
        "told": answered.pk,
        "answering": move.pk,
        "answer": part.answers.get().pk,
        "promise": answered.promises.get().pk,
        "handled": handled.pk,
        "part": handled.assignments.get().pk,
        "asked": asked.pk,
        "rating": asked.ratings.get().pk,
        "other_unit": cast.other_unit,
        "deputy": cast.second.person_id,
        "year": today().year,
    }


def _plan() -> World:
    """Two units with a task each: one done and shown, one owed, with which the first helps; the
    first phase is closed."""
    office = make_hat("planner")
    campaign = make_plan(office, units=2, asked=0, slug="plan")
    helper = campaign.participations.order_by("pk").first()
    assert helper
    action = make_action(campaign, office, needs_evidence=True, co_units=(helper.pk,))
    done, owed = give_all(campaign, office)
    make_batch(campaign, done.participation.unit)
    campaigns.report(
        task_id=done.pk,
        words="报送308条。",
        shown=[c.key for c in candidates(done)],
        hat=make_member(done.participation, "reporter"),
    )
    campaigns.accept(task_id=done.pk, hat=office)
    first, second, _third = campaign.phases.all()
    campaigns.sum_up(phase_id=first.pk, summary="动员到位。", hat=office)
    campaigns.close_phase(phase_id=first.pk, approved="领导小组", approved_on=today(), hat=office)
    return {
        "task_done": done.pk,
        "task_owed": owed.pk,
        "task_matter": owed.matter_id,
        "helper": owed.matter.assignments.get().pk,
        "helped_action": action.pk,
        "first_phase": first.pk,
        "second_phase": second.pk,
    }


def _supervision(cast: Cast) -> World:
    """Two groups, one of which was twice at a unit in a phase, for a finding that was open."""
    made = make_supervision(cast, "supervised")
    first, second = make_visit(made, FINDING, days_ago=1), make_visit(made)
    return {
        "topic": make_topic(made).pk,
        "letter": make_letter(made.campaign, made.office).pk,
        "publicity": make_publicity(made).pk,
        "group": made.group.pk,
        "group_unit": made.group.unit_id,
        "other_group": made.other_group.pk,
        "other_group_unit": made.other_group.unit_id,
        "seen_unit": made.unit.pk,
        "unit": made.unit.unit_id,
        "supervisor": made.supervisor.person_id,
        "supervising": made.supervisor.post_id,
        "visit": first.pk,
        "second_visit": second.pk,
        "finding": first.findings.get().matter_id,
        "supervised": made.campaign.pk,
    }


def _idea(cast: Cast, voice: int) -> Matter:
    matter = matters.begin(procedure="golden-idea", new=NEW, hat=cast.office, voices=[voice])
    given = Given(units=(Part(cast.unit, "sole"),))
    return matters.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.office, given=given)


def _congress() -> World:
    """Two terms, a session, and three seats in the first: one active, suspended, ended."""
    session, frank = make_session(), deputies_office()
    later = make_term(number=10, begins_on=date(2029, 1, 5), ends_on=date(2033, 12, 30))
    hers, his, past = (make_deputy(name, session.term) for name in ("dora", "dan", "dee"))
    day = date(2024, 5, 6)
    people.suspend(deputy_id=his.pk, on=day, hat=frank)
    people.end_seat(deputy_id=past.pk, reason="moved", on=day, hat=frank)
    groups = people.form_groups(term_id=later.pk, groups=[NewGroup("教育", "field")], hat=frank)
    return {
        "session": session.pk,
        "term": session.term_id,
        "later": later.pk,
        "later_group": groups["教育"].pk,
        "seat": hers.pk,
        "seat_post": hers.post_id,
        "suspended": his.pk,
        "suspended_post": his.post_id,
        "ended": past.pk,
    }


def _reading(voices: World, clerk: Any) -> World:
    """What an engine and an editor would leave behind, by hand."""
    call = make_call()
    corpus = Corpus.objects.create(name="大讨论")
    corpus.calls.add(call)
    campaign = Campaign.objects.create(
        jurisdiction=call.jurisdiction,
        slug="big",
        title="大讨论",
        office=make_unit(),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        corpus=corpus,
    )
    campaign.calls.add(call)
    parent = Theme.objects.create(corpus=corpus, name="设施", size=4, independent=2)
    leaf = Theme.objects.create(
        corpus=corpus, name="路灯", title="巷子路灯", parent=parent, size=3, independent=1
    )
    other = Theme.objects.create(corpus=corpus, name="停车", parent=parent, size=2, independent=2)
    old = Theme.objects.create(corpus=corpus, name="旧", merged_into=leaf, gone_at=now())
    family = Family.objects.create(
        corpus=corpus, kind="exact", representative_id=voices["a"], size=2, theme=leaf
    )

    def place(voice: str, outcome: Outcome, theme: Theme | None, **fields: Any) -> None:
        Placement.objects.create(
            corpus=corpus, voice_id=voices[voice], outcome=outcome, theme=theme, **fields
        )

    place("a", Outcome.THEME, leaf, family=family, by_hand=True, also=[other.pk])
    place("copy", Outcome.DUPLICATE, leaf, family=family)
    place("s", Outcome.DUPLICATE, leaf, reason="supports")
    place("d", Outcome.THEME, other)
    place("b", Outcome.NOT_UNDERSTANDABLE, None)
    place("c", Outcome.UNDECIDED, None)
    place("e", Outcome.UNDECIDED, None)
    ledger = {"theme": 2, "duplicate": 2, "not_understandable": 1, "undecided": 2}
    reading = Reading.objects.create(
        corpus=corpus,
        started_at=now() + timedelta(seconds=30),
        finished_at=now(),
        upto=max(voices.values()),
        received=7,
        independent=4,
        ledger=ledger,
    )
    for kind, fields in (
        (LessonKind.RENAME, {"theme": leaf, "name": "巷子路灯"}),
        (LessonKind.MOVE, {"theme": other, "other": leaf, "voices": [voices["a"]]}),
    ):
        Lesson.objects.create(corpus=corpus, kind=kind, by=clerk, at=now(), **fields)
    return {
        "corpus": corpus.pk,
        "parent": parent.pk,
        "leaf": leaf.pk,
        "other": other.pk,
        "old": old.pk,
        "family": family.pk,
        "reading": reading.pk,
        "call": call.pk,
        "campaign": campaign.pk,
    }


@pytest.fixture
def plant(world: World) -> Iterator[Callable[..., None]]:
    """Break something as only the owner of the tables can: guards off, in a transaction that is
    rolled back with the test."""

    def run(*statements: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in SEALED:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in statements:
                cursor.execute(statement.format(**world))
                # -1: a statement that changes no rows, such as SET.
                assert cursor.rowcount != 0, f"planted nothing: {statement}"

    return run


@pytest.fixture(autouse=True)
def _as_owner(request: pytest.FixtureRequest) -> Iterator[None]:
    """The tests of this folder that plant something work as the owner from the start."""
    if "plant" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    application = connections["default"]
    connections["default"] = connections["owner"]
    yield
    connections["default"] = application
