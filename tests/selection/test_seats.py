"""An empty seat, the draw, what enters from its own page, and lists of more than a page."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.notices.queries import told
from qunce.people.models import Person, Role
from qunce.reading.models import Family
from qunce.record import actions as record
from qunce.record.models import Entry
from qunce.selection import actions, rules
from qunce.selection.models import Candidate, Kind, Lottery, Review, Stage, State
from qunce.selection.queries import pages
from qunce.selection.queries.moving_up import next_up
from qunce.selection.queries.recomputing import differences
from qunce.selection.queries.results import lines, results
from qunce.voices.actions import Author, withdraw
from tests.at_once import at_once, one_wins, written
from tests.desk.people import alice, charlie, queries_of, signed_in
from tests.factories import make_campaign, make_clerk, make_hat, make_unit, make_voice
from tests.factories.selection import Panel, listed, make_round, score_all
from tests.square.making import make_theme, say

pytestmark = pytest.mark.django_db
WHY = "异议成立，空出一个席位，按名次递补。"


def struck(panel: Panel, chosen: Candidate | None = None) -> Candidate:
    """One of those listed, off the list after an objection."""
    one = chosen or listed(panel)[0]
    made = actions.object_to(candidate_id=one.pk, words="已经有人做过了", once=uuid4())
    actions.decide_objection(
        objection_id=made.pk, grant=True, answer="经查属实。", hat=panel.office
    )
    return one


def fill(panel: Panel, hat: Any = None, words: str = WHY) -> Candidate:
    first = next_up(panel.again()).candidate
    return actions.move_up(
        round_id=panel.round.pk,
        candidate_id=first.pk if first else 0,
        words=words,
        hat=hat or panel.office,
    )


def test_without_an_objection_no_seat_is_empty() -> None:
    panel = make_round(Stage.NOTICE)
    assert next_up(panel.round).empty == 0
    with pytest.raises(Refused):
        fill(panel)


def test_the_next_in_rank_moves_up_and_its_author_is_told() -> None:
    panel = make_round(Stage.NOTICE)
    struck(panel)
    moved = fill(panel)
    assert (moved.number, moved.moved_up, moved.state) == (7, True, State.LISTED)
    assert [one.number for one in listed(panel)] == [9, 8, 7]
    said = [t for t in told(moved.subject_id) if t.code == "selection.moved_up"]
    assert len(said) == 1
    assert next_up(panel.again()).empty == 0
    assert not list(differences(panel.round))
    page = Client().get(f"/notices/{panel.round.pk}/").content.decode()
    assert WHY in page
    assert "递补" in page


def test_the_time_to_object_begins_anew_and_it_can_be_objected_to() -> None:
    panel = make_round(Stage.NOTICE)
    struck(panel)
    ends_on = panel.again().notice_ends_on
    moved = fill(panel)
    assert ends_on is not None
    assert (panel.again().notice_ends_on or ends_on) >= ends_on
    struck(panel, moved)
    assert fill(panel).number == 6


def test_quotas_hold_when_a_seat_is_filled() -> None:
    """Each of three units has a place; the one whose only candidate is struck gets the next."""
    panel = make_round(Stage.NOTICE, quota_by="unit", quota_seats=1)
    units = {one.unit_id for one in listed(panel)}
    assert len(units) == 3
    gone = struck(panel)
    moved = fill(panel)
    assert moved.unit_id == gone.unit_id
    assert {one.unit_id for one in listed(panel)} == units


def test_what_its_author_withdrew_does_not_move_up() -> None:
    panel = make_round(Stage.NOTICE)
    struck(panel)
    first = next_up(panel.again()).candidate
    assert first is not None
    withdraw(voice_id=first.subject_id)
    assert fill(panel).number == 6


def test_a_seat_is_filled_only_with_a_reason_by_the_office_and_once() -> None:
    panel = make_round(Stage.NOTICE)
    struck(panel)
    entries = Entry.objects.count()
    with pytest.raises(Refused):
        fill(panel, words=" ")
    for role in (Role.UNIT, Role.REVIEWER, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            fill(panel, make_hat(f"h{role}", role, make_unit(code="U8")))
    with pytest.raises(Conflict):
        actions.move_up(
            round_id=panel.round.pk, candidate_id=gone_pk(panel), words=WHY, hat=panel.office
        )
    assert Entry.objects.count() == entries
    fill(panel)
    with pytest.raises(Refused):
        fill(panel)


def gone_pk(panel: Panel) -> int:
    return panel.round.candidates.filter(reason="objection").values_list("pk", flat=True)[0]


@pytest.mark.django_db(transaction=True)
def test_two_hands_fill_one_seat_once() -> None:
    panel = make_round(Stage.NOTICE)
    struck(panel)
    first = next_up(panel.again()).candidate
    assert first is not None

    def up() -> str:
        try:
            actions.move_up(
                round_id=panel.round.pk, candidate_id=first.pk, words=WHY, hat=panel.office
            )
        except Refused:
            return "too late"
        return "moved"

    assert sorted(at_once(up, [(), ()])) == ["moved", "too late"]
    assert len(listed(panel)) == 3


def test_at_the_desk_a_seat_is_filled_with_words() -> None:
    panel = make_round(Stage.NOTICE)
    struck(panel)
    client, base = alice(), f"/desk/rounds/{panel.round.pk}/"
    first = next_up(panel.again()).candidate
    assert first is not None
    address = f"{base}fill/{first.pk}/do/"
    assert address in client.get(base).content.decode()
    assert client.post(address, {"words": ""}).status_code == 400
    assert charlie().post(address, {"words": WHY}).status_code == 404
    assert client.post(address, {"words": WHY}).status_code == 302
    assert address not in client.get(base).content.decode()


def test_a_draw_is_announced_and_drawn_at_the_desk_once_where_switched_on(settings: Any) -> None:
    panel = make_round(Stage.SELECTED)
    for n in range(4):
        make_voice(f"又一条{n}", call=panel.round.call, author=Author(mark=f"browser-{n}"))
    client, base = alice(), f"/desk/rounds/{panel.round.pk}/"
    url, two = f"{base}draw/", {"act": "announce", "prizes": 2}
    settings.LOTTERY = False
    assert url not in client.get(base).text
    assert client.post(url, two).status_code == 400
    settings.LOTTERY = True
    record.seal_all()
    assert client.post(url, {"act": "draw"}).status_code == 400
    for wrong in ({"prizes": 0}, {"prizes": "many"}, {}):
        assert client.post(url, {"act": "announce", **wrong}).status_code == 400
    assert charlie().post(url, two).status_code == 404
    assert client.post(url, two).status_code == 302
    assert client.post(url, {**two, "prizes": 3}).status_code == 409
    page, notice = client.get(base).text, Client().get(f"/notices/{panel.round.pk}/").text
    assert 'value="draw"' not in page
    assert "设2个奖" in page
    assert "设2个奖" in notice
    assert client.post(url, {"act": "draw"}).status_code == 400
    record.seal_all()
    seen = client.get(base).text
    assert 'value="draw"' in seen
    assert client.post(url, {"act": "draw"}).status_code == 302
    made = Lottery.objects.get()
    assert made.seed in seen
    assert len(made.drawn) == 2
    assert client.post(url, {"act": "draw"}).status_code == 409
    assert "抽出2张" in client.get(base).text


def test_who_comes_or_goes_after_the_announcement_changes_no_ticket(settings: Any) -> None:
    settings.LOTTERY = True
    panel = make_round(Stage.SELECTED)
    call = panel.round.call
    with pytest.raises(Refused):
        actions.announce_draw(round_id=panel.round.pk, prizes=1, hat=panel.office)
    first = make_voice("早来的一条", call=call, author=Author(mark="early"))
    made = actions.announce_draw(round_id=panel.round.pk, prizes=1, hat=panel.office)
    body = Entry.objects.get(verb="selection.draw_announced").body
    listed = sha256("\n".join(map(str, made.tickets)).encode()).hexdigest()
    assert (body["prizes"], body["tickets"], body["list_sha256"]) == (1, 1, listed)
    tickets = f"/notices/{panel.round.pk}/tickets.txt"
    assert "# seed not yet" in Client().get(tickets).text
    make_voice("晚来的一条", call=call, author=Author(mark="late"))
    withdraw(voice_id=first.pk)
    record.seal_all()
    done = actions.draw_lots(round_id=panel.round.pk, hat=panel.office)
    assert (done.tickets, done.drawn) == ([first.pk], [first.pk])
    assert f"# seed {done.seed}" in Client().get(tickets).text


@pytest.mark.django_db(transaction=True)
def test_two_hands_announce_and_draw_once(settings: Any) -> None:
    settings.LOTTERY = True
    panel = make_round(Stage.SELECTED)
    pk, hat = panel.round.pk, panel.office
    make_voice("路灯不亮", call=panel.round.call, author=Author(mark="browser"))

    def announce() -> Any:
        return actions.announce_draw(round_id=pk, prizes=2, hat=hat)

    one_wins(announce, announce)
    record.seal_all()
    one_wins(*[lambda: actions.draw_lots(round_id=pk, hat=hat)] * 2)
    assert (written("selection.draw_announced"), written("selection.lots_drawn")) == (1, 1)


def test_a_theme_and_a_family_enter_a_round_from_their_own_pages() -> None:
    campaign, panel = make_campaign(), make_round(n=1)
    theme = make_theme(campaign, "路灯", [say(campaign)])
    family = Family.objects.create(
        corpus=theme.corpus, kind="near", representative=say(campaign, "路灯"), size=2, theme=theme
    )
    client = alice()
    page = client.get(f"/desk/reading/{theme.corpus_id}/themes/{theme.pk}/")
    assert f"kind=theme&amp;id={theme.pk}" in page.content.decode()
    for kind, pk in (("theme", theme.pk), ("family", family.pk)):
        here = f"/desk/rounds/enter/?kind={kind}&id={pk}"
        assert panel.round.title in client.get(here).content.decode()
        sent = {"round": panel.round.pk, "screener": "", "strand": "照明"}
        assert client.post(here, {**sent, "round": 99}).status_code == 400
        assert client.post(here, sent).status_code == 302
        assert client.post(here, sent).status_code == 302
    assert charlie().get(here).status_code == 404
    found = panel.round.candidates.exclude(kind=Kind.VOICE)
    assert {(one.kind, one.subject_id) for one in found} == {
        ("theme", theme.pk),
        ("family", family.pk),
    }
    actions.begin_screening(round_id=panel.round.pk, hat=panel.office)
    assert (
        "还没有" in client.get(here).content.decode() or "轮次" in client.get(here).content.decode()
    )
    assert client.post(here, sent).status_code == 400


@pytest.mark.parametrize(
    "asked", ["", "?kind=theme", "?kind=voice&id=1", "?kind=theme&id=x", "?kind=family&id=987654"]
)
def test_what_is_not_there_enters_no_round(asked: str) -> None:
    make_campaign()
    assert alice().get(f"/desk/rounds/enter/{asked}").status_code == 404
    unit = signed_in(make_clerk("unit", Role.UNIT, make_unit(code="U7")))
    assert unit.get(f"/desk/rounds/enter/{asked}").status_code == 403
    assert Person.objects.exists()


def test_a_long_list_has_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LIST_SIZE", 4)
    panel = make_round(Stage.SHORTLIST)
    client, base = alice(), f"/desk/rounds/{panel.round.pk}/"
    places = []
    for n in (1, 2, 3):
        page = client.get(f"{base}?page={n}").context["page"]
        places += [line.candidate.place for line in page.ranked]
    assert places == list(range(1, 10))
    for odd in ("0", "x", "99", "9" * 30):
        assert client.get(f"{base}?page={odd}").status_code == 200


def test_what_is_far_apart_has_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "APART_SIZE", 2)
    panel = make_round(Stage.SCORING)
    score_all(panel, one_far_reader)
    client, base = alice(), f"/desk/rounds/{panel.round.pk}/"
    found = results(lines(panel.again())).of
    passed = panel.round.candidates.filter(state=State.PASSED)
    far = {one.pk for one in passed if found[one.pk].spread > rules.FAR_APART}
    assert len(far) > 4
    shown = []
    for n in range(1, (len(far) + 3) // 2):
        page = client.get(f"{base}?apart={n}").context["page"]
        assert page.apart_page.paginator.count == len(far)
        shown += [line.candidate.pk for line in page.apart]
    assert sorted(shown) == sorted(far)
    assert "?apart=2" in client.get(base).text
    for odd in ("0", "x", "99", "9" * 30):
        assert client.get(f"{base}?apart={odd}").status_code == 200
    few = queries_of(client, base)
    monkeypatch.setattr(pages, "APART_SIZE", 50)
    assert queries_of(client, base) == few


def one_far_reader(review: Review) -> list[int]:
    first = review.candidate.reviews.order_by("pk").first()
    return [10] * 4 if first is not None and first.pk == review.pk else [70] * 4
