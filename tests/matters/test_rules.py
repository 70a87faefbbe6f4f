"""Rules of the domain that are tests: each is named after its number (1–7, 9, 11, 12 stand with
the suggestion and the profiles)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from qunce.common.errors import NotAllowed, Refused, TooLarge
from qunce.matters import actions
from qunce.matters.actions import Given, NewAnswer, NewMatter, NewRating, Part
from qunce.matters.models import Assignment, Matter, Move, Publication, UnitRating
from qunce.matters.queries import openness
from qunce.matters.queries.numbers import Rate, numbers
from qunce.notices.models import Notice
from qunce.people.models import Post, Tier
from qunce.people.queries import hat_of
from qunce.people.rules import Hat
from qunce.places.models import Jurisdiction
from qunce.record.models import Entry
from qunce.voices.models import Fate
from tests.factories import make_voice
from tests.factories.congress import make_congress, make_deputy, make_session, make_term
from tests.factories.matters import NEW, Cast, answer_part, make_answer, make_cast, make_suggestion
from tests.factories.steps import do, enough, make_house, stand

pytestmark = pytest.mark.django_db
HAPPY = NewRating("satisfied", "satisfied", "satisfied")
FAIR = NewRating("satisfied", "basically", "satisfied")
UNHAPPY = NewRating("satisfied", "dissatisfied", "satisfied", "三号楼仍然没有。")
IN_SESSION = "2024-01-11T03:00:00Z"


def _deputies(tier: str, count: int) -> list[Hat]:
    term = make_term(make_congress(tier))
    make_session(term)
    hats = [hat_of(make_deputy(f"dep{n}", term).person) for n in range(count)]
    return [hat for hat in hats if hat]


def _bill(hats: list[Hat], new: NewMatter = NEW) -> Matter:
    """Moved by the first; each of the others is asked and confirms."""
    matter = actions.begin(procedure="bill", new=new, hat=hats[0])
    people = tuple(hat.person_id for hat in hats[1:])
    _act(matter, "invite", hats[0], people=people)
    for hat in hats[1:]:
        _act(matter, "confirm", hat)
    return matter


def _act(matter: Matter, act: str, hat: Hat, **given: Any) -> Matter:
    actions.act_on_matter(matter_id=matter.pk, act=act, hat=hat, given=Given(**given))
    matter.refresh_from_db()
    return matter


@pytest.mark.parametrize(("tier", "enough_of"), [(Tier.CITY, 10), (Tier.TOWNSHIP, 5)])
@time_machine.travel(IN_SESSION)
def test_rule_8_a_bill_needs_ten_deputies_in_a_township_five(tier: str, enough_of: int) -> None:
    hats = _deputies(tier, enough_of)
    with pytest.raises(Refused, match=r"建议|suggestion"):
        _act(_bill(hats[:-1]), "submit", hats[0])
    assert _act(_bill(hats), "submit", hats[0]).step == "received"


@time_machine.travel(IN_SESSION)
def test_rule_8_a_bill_has_three_parts() -> None:
    hats = _deputies(Tier.TOWNSHIP, 5)
    matter = _bill(hats, NewMatter(title="关于充电桩的议案", situation="案由", requests=("方案",)))
    with pytest.raises(Refused, match="案据"):
        _act(matter, "submit", hats[0])


def test_rule_8_a_bill_is_moved_in_session_before_its_deadline() -> None:
    with time_machine.travel(IN_SESSION):
        hats = _deputies(Tier.TOWNSHIP, 5)
        matter = _bill(hats)
    for late in ("2024-01-13T03:00:00Z", "2024-03-01T03:00:00Z"):
        with time_machine.travel(late), pytest.raises(Refused):
            _act(matter, "submit", hats[0])


@time_machine.travel(IN_SESSION)
def test_rule_8_what_is_no_bill_becomes_a_suggestion_of_the_same_words_and_signers() -> None:
    hats = _deputies(Tier.CITY, 3)
    bill = _act(_bill(hats), "convert", hats[0])
    draft = Matter.objects.get(parent=bill)
    assert (bill.step, draft.procedure, draft.tie) == ("converted", "deputy-suggestion", "became")
    assert (draft.title, draft.requests) == (bill.title, bill.requests)
    assert draft.signers.exclude(confirmed_at=None).count() == 2
    assert _act(draft, "submit", hats[0]).step == "review"


def test_rule_8_one_author_is_enough_for_a_suggestion() -> None:
    assert make_suggestion(make_cast(), "review").step == "review"


def _suggestions(cast: Cast, ratings: list[NewRating | None]) -> None:
    for n, rating in enumerate(ratings):
        matter = make_suggestion(cast, "handling")
        answer_part(matter, cast.handler, cast.head, make_answer(text=f"第{n}件" + "答" * n * 9))
        if rating:
            _act(matter, "rate", cast.deputy, rating=rating)


def _numbers(cast: Cast, on: date) -> Any:
    return numbers(cast.deputy.jurisdiction_id, "deputy-suggestion", on, on)


def test_rule_10_satisfaction_is_of_what_was_returned_and_the_return_rate_stands_beside_it() -> (
    None
):
    with time_machine.travel("2026-03-02T03:00:00Z"):
        cast = make_cast()
        _suggestions(cast, [HAPPY, HAPPY, FAIR, UNHAPPY, None])
    with time_machine.travel("2026-05-06T03:00:00Z"):  # the silent one lapses
        actions.watch(jurisdiction_id=cast.deputy.jurisdiction_id)
        found = _numbers(cast, date(2026, 3, 2)).feedback
    assert found.returned == Rate(4, 5)
    assert (found.satisfied, found.basically, found.dissatisfied) == (
        Rate(2, 4), Rate(1, 4), Rate(1, 4),
    )  # fmt: skip


def test_rule_10_every_rate_has_its_numerator_and_its_denominator() -> None:
    with time_machine.travel("2026-03-02T03:00:00Z"):
        cast = make_cast()
        _suggestions(cast, [HAPPY, None])
        make_suggestion(cast, "handling")
    with time_machine.travel("2026-03-03T03:00:00Z"):
        found = _numbers(cast, date(2026, 3, 2))
    assert (found.matters, found.answered, found.in_time) == (3, Rate(2, 3), Rate(2, 3))
    assert (found.face_to_face, found.satisfied_at_once) == (Rate(2, 3), Rate(1, 1))
    assert found.by_result == {"solved": Rate(2, 2)}
    assert str(found.in_time) == "2/3 66.66 %"


def test_a_rate_is_never_rounded_up_and_none_where_there_is_nothing() -> None:
    assert Rate(99_996, 100_000).percent == 99.99
    assert Rate(0, 0).percent is None
    assert str(Rate(0, 0)) == "0/0"


def test_an_answer_that_came_late_is_not_in_time() -> None:
    with time_machine.travel("2026-02-10T03:00:00Z"):
        cast = make_cast()
        matter = make_suggestion(cast, "handling")
    with time_machine.travel("2026-06-10T03:00:00Z"):
        answer_part(matter, cast.handler, cast.head)
        assert _numbers(cast, date(2026, 2, 10)).in_time == Rate(0, 1)


def _reviewed(cast: Cast, answer: NewAnswer | None = None) -> Publication:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, answer)
    return Publication.objects.get(matter=matter)


def test_rule_13_an_answer_is_reviewed_for_openness_by_an_office_on_a_clock_of_its_own() -> None:
    with time_machine.travel("2026-03-02T03:00:00Z"):
        cast = make_cast()
        row = _reviewed(cast)
    assert (row.step, row.holder_role, row.due_on) == (
        "pending", "deputy_office", date(2026, 3, 30),
    )  # fmt: skip
    assert "20个工作日" in row.due_zh
    assert Entry.objects.filter(subject_kind="publication", subject_id=row.pk).count() == 1


def test_rule_13_nothing_is_public_before_a_review_decided() -> None:
    cast = make_cast()
    row = _reviewed(cast)
    place = cast.deputy.jurisdiction_id
    assert not openness.reviewed(place).exists()
    for hat in (cast.handler, cast.head, cast.deputy, cast.stranger):
        with pytest.raises(NotAllowed):
            actions.review(publication_id=row.pk, act="full", hat=hat)
    actions.review(publication_id=row.pk, act="full", hat=cast.deputy_office)
    (shown,) = openness.public(openness.reviewed(place).get())
    assert (shown.unit, shown.how) == ("市住房和城乡建设局", "full")
    assert "充电桩" in shown.text
    with pytest.raises(Refused):
        actions.review(publication_id=row.pk, act="keep", hat=cast.deputy_office)


def test_rule_13_the_public_view_has_no_telephone_no_contact_and_no_author() -> None:
    cast = make_cast()
    answer = make_answer(text="请致电张工13812345678商量。", contact_name="李工")
    row = _reviewed(cast, answer)
    actions.review(publication_id=row.pk, act="full", hat=cast.deputy_office)
    shown = str(openness.public(openness.reviewed(cast.deputy.jurisdiction_id).get()))
    for secret in ("13812345678", "0000-1234567", "李工", cast.deputy.name):
        assert secret not in shown


def test_rule_13_what_is_confidential_is_never_public() -> None:
    cast = make_cast()
    row = _reviewed(cast)
    Matter.objects.filter(pk=row.matter_id).update(confidential=True)
    with pytest.raises(Refused):
        actions.review(publication_id=row.pk, act="full", hat=cast.deputy_office)
    given = Given(reason_code="PRIVACY", reason="涉及个人")
    actions.review(publication_id=row.pk, act="keep", hat=cast.deputy_office, given=given)
    Publication.objects.filter(pk=row.pk).update(step="full")
    assert not openness.reviewed(cast.deputy.jurisdiction_id).exists()


@pytest.mark.parametrize("act", ["summary", "redact", "keep"])
def test_rule_13_less_than_everything_needs_the_kind_of_reason(act: str) -> None:
    cast = make_cast()
    row = _reviewed(cast)
    with pytest.raises(Refused, match=r"理由|reason"):
        actions.review(
            publication_id=row.pk, act=act, hat=cast.deputy_office, given=Given(text="摘要")
        )
    given = Given(text="已补建。", reason_code="SUMMARY", reason="篇幅")
    actions.review(publication_id=row.pk, act=act, hat=cast.deputy_office, given=given)
    shown = [p for r in openness.reviewed(cast.deputy.jurisdiction_id) for p in openness.public(r)]
    assert [p.text for p in shown] == ([] if act == "keep" else ["已补建。"])


def test_rule_14_a_year_without_calendar_is_provisional_and_counted_anew_when_it_comes() -> None:
    with time_machine.travel("2027-12-20T03:00:00Z"):
        cast = make_cast()
        matter = make_suggestion(cast, "review")
        assert matter.provisional
        before = matter.due_on
        assert "暂定" in matter.due_zh
        place = Jurisdiction.objects.get(pk=matter.jurisdiction_id)
        days = {date(2027, 12, 21) + timedelta(days=n): False for n in range(5)}
        days[date(2028, 1, 3)] = False
        moved = actions.enter_calendar(jurisdiction=place, days=days)
    matter.refresh_from_db()
    assert moved == 1
    assert not matter.provisional
    assert before is not None
    assert matter.due_on is not None
    assert matter.due_on > before
    (entry,) = Entry.objects.filter(subject_kind="matter", verb="matter.due_recounted")
    assert (entry.body["was"], entry.body["due"]) == (str(before), str(matter.due_on))


@pytest.mark.parametrize(
    "rungs",
    [
        ["to_community", "to_town", "to_county", "result", "feed_back"],
        ["to_town", "result", "feed_back"],
        ["answer_on_the_spot"],
    ],
    ids=lambda rungs: rungs[0],
)
def test_rule_16_each_rung_of_the_ladder_tells_deputies_and_citizen(rungs: list[str]) -> None:
    """The deputies who received it see each move on the matter; the citizen has a notice."""
    house, voice = make_house(), make_voice()
    matter = actions.begin(
        procedure="citizens-voice", new=NEW, hat=house.cast.station, voices=[voice.pk]
    )
    hats = {
        "to_community": house.cast.station, "to_town": house.cast.station,
        "to_county": house.town, "answer_on_the_spot": house.cast.station,
        "feed_back": house.cast.station,
    }  # fmt: skip
    for act in rungs:
        matter.refresh_from_db()
        hat = hats.get(act) or (house.cast.government if matter.step == "county" else house.town)
        hat = house.town if matter.step == "community" else hat
        given = Given(units=(Part(house.town.unit_id),), text="已维修。")
        _act(matter, act, hat, **given.__dict__)
        move = matter.moves.latest("pk")
        assert _is_to_be_told(move) == (act != "result")  # the station tells it, as feedback
        actions.spread(move_id=move.pk)
        assert Notice.objects.filter(to_id=voice.pk, params__step=matter.step_title).exists()
    voice.refresh_from_db()
    assert voice.fate == Fate.ANSWERED


def _is_to_be_told(move: Move) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs"
            " WHERE task_name = 'matters.tell' AND args->'ids' @> to_jsonb(%s::bigint)",
            [move.pk],
        )
        return bool(cursor.fetchone()[0])


def _whistle() -> tuple[Any, Any]:
    house = make_house()
    return house, stand(house, "grid-report", "town")


def test_rule_23_a_whistle_needs_the_heads_approval() -> None:
    house, row = _whistle()
    do(row, "whistle", house.town, Given(reason="多部门职责交叉"))
    with pytest.raises(NotAllowed):
        do(row, "approve", house.town, Given())
    do(row, "approve", house.town_head, Given())
    row.refresh_from_db()
    assert (row.step, row.holder_role) == ("whistled", "county")


def test_rule_23_who_came_and_who_called_are_both_rated() -> None:
    house = make_house()
    row = stand(house, "grid-report", "joint")
    Assignment.objects.filter(matter=row.pk, mode="lead").update(
        step="answered", phase="ended", ended_at=row.begun_at, holder_role=""
    )
    do(row, "rate_units", house.town, enough(house, row, "rate_units"))
    rated = set(Matter.objects.get(pk=row.pk).unit_ratings.values_list("unit", flat=True))
    assert rated == {house.cast.unit, house.cast.co_unit}


def test_rule_23_nobody_rates_themselves() -> None:
    """The county desk rates the whistle where it sends the departments."""
    house = make_house()
    row = stand(house, "grid-report", "whistled")
    Assignment.objects.filter(matter=row.pk).delete()
    units = Given(units=(Part(house.cast.unit),))
    with pytest.raises(Refused):
        do(row, "dispatch", house.cast.government, units)
    given = replace(units, unit_ratings=((house.town.unit_id, "basically"),))
    do(row, "dispatch", house.cast.government, given)
    rating = UnitRating.objects.get(matter=row.pk)
    assert (rating.unit_id, rating.grade) == (house.town.unit_id, "basically")
    own = Given(text="已办结。", unit_ratings=((house.town.unit_id, "satisfied"),))
    row.refresh_from_db()
    with pytest.raises(Refused):
        do(row, "rate_units", house.town, own)


@pytest.mark.parametrize(
    ("duty", "refused"), [("路灯维修", True), ("违建拆除", False), ("灯", False)]
)
def test_rule_23_what_is_not_on_the_duty_list_may_be_sent_back(duty: str, refused: bool) -> None:
    house = make_house()
    place = Post.objects.get(pk=house.town.post_id).unit
    place.duties = "环境卫生\n路灯维修"
    place.save()
    row = stand(house, "grid-report", "triage")
    given = Given(units=(Part(place.pk),), text=duty)
    do(row, "to_community", house.cast.station, given)
    back = Given(reason="不在清单")
    if refused:
        with pytest.raises(Refused, match="路灯维修"):
            do(row, "refuse_duty", house.town, back)
    else:
        do(row, "refuse_duty", house.town, back)
        row.refresh_from_db()
        assert row.step == "triage"


def test_a_line_of_the_duty_list_is_kept_whole_or_refused() -> None:
    house = make_house()
    row = stand(house, "grid-report", "triage")
    units = (Part(house.town.unit_id),)
    with pytest.raises(TooLarge):
        do(row, "to_community", house.cast.station, Given(units=units, text="灯" * 201))
    do(row, "to_community", house.cast.station, Given(units=units, text="灯" * 200))
    row.refresh_from_db()
    assert row.duty == "灯" * 200
