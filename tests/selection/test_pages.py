"""The pages of a round, as each of its people meets them."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from qunce.common.clock import moved_to, now
from qunce.people.models import Person, Role
from qunce.people.rules import Hat
from qunce.selection import actions
from qunce.selection.models import (
    Appeal,
    Candidate,
    Objection,
    Review,
    Round,
    Stage,
    State,
)
from qunce.selection.queries import pages
from qunce.voices.models import Import, Showing, Voice
from qunce.voices.queries import receipt_number
from tests.desk.people import queries_of, signed_in
from tests.factories import make_hat, make_unit, make_voice
from tests.factories.selection import Panel, listed, make_round, turn_down

pytestmark = pytest.mark.django_db
STAGES = list(Stage)


def client_of(hat: Hat) -> Client:
    return signed_in(Person.objects.get(pk=hat.person_id))


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def a_review(panel: Panel) -> Review:
    found = Review.objects.select_related("reviewer", "candidate").order_by("reviewer", "place")
    return found[0]


@pytest.mark.parametrize("stage", STAGES)
def test_the_office_sees_how_far_it_is_and_the_one_button(stage: Stage) -> None:
    panel = make_round(stage)
    page = read(client_of(panel.office), f"/desk/rounds/{panel.round.pk}/")
    buttons = re.findall(r'action="/desk/rounds/\d+/do/(\w+)/"', page)
    wanted = ["begin", "open", "close", "publish", "select"]
    assert buttons == wanted[STAGES.index(stage) :][:1]


def test_the_office_walks_a_round_through_its_pages() -> None:
    panel = make_round()
    client, url = client_of(panel.office), f"/desk/rounds/{panel.round.pk}/"
    assert client.post(f"{url}do/begin/").status_code == 302
    refused = client.post(f"{url}do/open/")
    assert refused.status_code == 400
    assert "10" in refused.content.decode()
    assert client.post(f"{url}do/begin/").status_code == 409
    assert panel.again().stage == Stage.SCREENING


def test_a_new_round_with_weights_that_make_95_says_so_and_keeps_what_was_typed() -> None:
    client = client_of(make_hat("office"))
    typed = {
        "title": "第三期",
        "seats": 20,
        "each": 4,
        "criteria": "针对性 25\n可行性 30\n创新性 20\n效益性 20",
        "quota_by": "unit",
        "quota_rule": "minimum",
        "quota_seats": 1,
    }
    answer = client.post("/desk/rounds/new/", typed)
    assert answer.status_code == 400
    assert "95" in answer.content.decode()
    assert "第三期" in answer.content.decode()
    long = client.post("/desk/rounds/new/", {**typed, "criteria": "可行" * 11 + " 100"})
    assert (long.status_code, Round.objects.exists()) == (400, False)
    assert "20个字" in long.text
    assert client.post("/desk/rounds/new/", {**typed, "criteria": "可行性 100"}).status_code == 302
    assert Round.objects.get().criteria.get().weight == 100


def test_candidates_and_reviewers_are_named_on_the_page() -> None:
    panel = make_round()
    client, url = client_of(panel.office), f"/desk/rounds/{panel.round.pk}/"
    voice = Voice.objects.latest("pk")
    Candidate.objects.filter(subject_id=voice.pk).delete()
    bad = client.post(f"{url}add/", {"kind": "voice", "ids": "x"})
    missing = client.post(f"{url}add/", {"kind": "voice", "ids": "987654"})
    assert (bad.status_code, missing.status_code) == (400, 400)
    assert client.post(f"{url}add/", {"kind": "voice", "ids": f"{voice.pk}"}).status_code == 302
    assert client.post(f"{url}reviewers/", {"accounts": "nobody"}).status_code == 400
    somebody = make_hat("named", Role.DEPUTY, make_unit(code="N1"))
    assert client.post(f"{url}reviewers/", {"accounts": "named"}).status_code == 302
    assert panel.round.reviewers.filter(person=somebody.person_id).exists()


def test_what_units_sent_is_added_with_one_button() -> None:
    panel = make_round()
    unit = panel.candidates[0].unit
    voice = make_voice("单位报送：把两条断头路接通")
    voice.source = Import.objects.create(
        call=voice.call, unit=unit, file_name="a.csv", path="/a", sha256="0" * 64, size=1,
        made_at=now(),
    )  # fmt: skip
    voice.save(update_fields=["source"])
    client, url = client_of(panel.office), f"/desk/rounds/{panel.round.pk}/"
    assert 'name="sent"' in read(client, url)
    for _twice in range(2):
        assert client.post(f"{url}add/", {"sent": "1"}).status_code == 302
    added = panel.round.candidates.get(subject_id=voice.pk)
    assert (added.unit, added.screener, panel.round.candidates.count()) == (unit, unit, 11)


def test_a_unit_ticks_its_list() -> None:
    panel = make_round(Stage.SCREENING)
    first = panel.candidates[0]
    hat = panel.screeners[first.screener_id]
    client, url = client_of(hat), f"/desk/rounds/{panel.round.pk}/screen/"
    assert read(client, url).count('name="candidate"') == 4
    assert client.post(url, {"candidate": [first.pk], "drop": "1"}).status_code == 400
    words = {"reason": "no_proposal", "words": "请写明办法。"}
    kept = client.post(
        url, {"candidate": [first.pk], "drop": "1", "reason": "", "words": "留住的话"}
    )
    assert "留住的话" in kept.content.decode()
    assert client.post(url, {"candidate": [first.pk], "drop": "1", **words}).status_code == 302
    mine = [one.pk for one in panel.candidates[3::3]]
    assert client.post(url, {"candidate": mine, "pass": "1"}).status_code == 302
    others = client.post(url, {"candidate": [panel.candidates[1].pk], "pass": "1"})
    assert others.status_code == 403
    assert panel.round.candidates.filter(state=State.PASSED).count() == len(mine)


def test_what_is_ticked_goes_along_when_the_list_is_turned_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "SCREEN_SIZE", 4)
    panel = make_round(Stage.SCREENING)
    client, url = client_of(panel.office), f"/desk/rounds/{panel.round.pk}/screen/"
    first, other = panel.candidates[0].pk, panel.candidates[5].pk
    assert read(client, url).count('type="checkbox" name="candidate"') == 4
    words = {"reason": "no_proposal", "words": "留住的话"}
    turned = client.post(url, {"candidate": [first], "page": "2", **words}).content.decode()
    assert f'type="hidden" name="candidate" value="{first}"' in turned
    assert f'type="checkbox" name="candidate" value="{other}"' in turned
    assert "留住的话" in turned
    assert panel.round.candidates.exclude(state=State.WAITING).count() == 0
    back = client.post(url, {"candidate": [first, other], "page": "1"}).content.decode()
    assert f'value="{first}" checked' in back
    assert f'type="hidden" name="candidate" value="{other}"' in back
    odd = client.post(url, {"candidate": [first], "at": "x", "drop": "1"})
    assert odd.status_code == 400
    both = {"candidate": [first, other], "at": "2", "pass": "1"}
    assert client.post(url, both).status_code == 302
    assert panel.round.candidates.filter(state=State.PASSED).count() == 2


def test_thousands_of_ticks_go_along() -> None:
    panel = make_round(Stage.SCREENING)
    client, url = client_of(panel.office), f"/desk/rounds/{panel.round.pk}/screen/"
    ticked = [one.pk for one in panel.candidates] + list(range(10**6, 10**6 + 2_400))
    assert client.post(url, {"candidate": ticked, "page": "1"}).status_code == 200


def test_what_somebody_else_decided_is_no_longer_ticked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SCREEN_SIZE", 4)
    panel = make_round(Stage.SCREENING)
    gone = panel.candidates[0]
    gone.state = State.PASSED
    gone.save(update_fields=["state"])
    url = f"/desk/rounds/{panel.round.pk}/screen/"
    turned = client_of(panel.office).post(url, {"candidate": [gone.pk], "page": "2"})
    assert f'value="{gone.pk}"' not in turned.content.decode()


def test_a_reader_goes_from_one_to_the_next_and_sees_no_author() -> None:
    panel = make_round(Stage.SCORING)
    review = a_review(panel)
    client = client_of(panel.reader(review))
    base = f"/desk/rounds/{panel.round.pk}/read/"
    assert f"{base}{review.candidate_id}/sheet/" in read(client, base)
    page = read(client, f"{base}{review.candidate_id}/sheet/")
    assert page.count('type="number"') == 4
    assert "示例单位" not in page
    marks = {f"mark{n}": 80 for n in range(4)}
    wrong = client.post(f"{base}{review.candidate_id}/sheet/", {**marks, "mark2": 120})
    assert wrong.status_code == 400
    assert 'value="120"' in wrong.content.decode()
    kept = client.post(f"{base}{review.candidate_id}/sheet/", marks)
    second = panel.round.reviewers.get(pk=review.reviewer_id).reviews.get(place=2)
    assert kept["Location"] == f"{base}{second.candidate_id}/sheet/"
    review.refresh_from_db()
    assert review.score == 80


def test_what_is_not_ones_own_to_read_is_refused_by_address() -> None:
    panel = make_round(Stage.SCORING)
    review = a_review(panel)
    hat = panel.reader(review)
    base = f"/desk/rounds/{panel.round.pk}/read/"
    mine = set(Review.objects.filter(reviewer=review.reviewer).values_list("candidate", flat=True))
    other = panel.round.candidates.exclude(pk__in=mine).order_by("-number")[0]
    client = client_of(hat)
    assert client.get(f"{base}{other.pk}/sheet/").status_code == 403
    Candidate.objects.filter(pk=review.candidate_id).update(unit=hat.unit_id)
    url = f"{base}{review.candidate_id}/sheet/"
    marks = {f"mark{n}": 100 for n in range(4)}
    for answer in (client.get(url), client.post(url, marks)):
        assert answer.status_code == 403
    assert client_of(panel.office).get(base).status_code == 403
    assert not Review.objects.filter(score__isnull=False).exists()


def test_an_interest_goes_to_somebody_else_and_the_reader_on() -> None:
    panel = make_round(Stage.SCORING)
    review = a_review(panel)
    url = f"/desk/rounds/{panel.round.pk}/read/{review.candidate_id}/interest/"
    client = client_of(panel.reader(review))
    assert client.post(url, {"words": "我写的"}).status_code == 302
    assert client.post(url).status_code == 403


def test_severity_is_seen_by_its_reader_and_the_office_alone() -> None:
    panel = make_round(Stage.SHORTLIST)
    reader = panel.round.reviewers.order_by("pk")[0]
    hat = next(hat for hat in panel.readers if hat.person_id == reader.person_id)
    page = read(client_of(hat), f"/desk/rounds/{panel.round.pk}/read/")
    assert f"{abs(reader.severity.points):.1f}" in page
    assert "严格程度" not in page
    unit = next(iter(panel.screeners.values()))
    assert client_of(unit).get(f"/desk/rounds/{panel.round.pk}/").status_code == 403


@pytest.mark.parametrize("n", [4, 12])
def test_pages_ask_the_database_equally_often_however_many(n: int) -> None:
    panel = make_round(Stage.NOTICE, n=n)
    found = {
        url: queries_of(client_of(panel.office), url)
        for url in (
            "/desk/rounds/",
            f"/desk/rounds/{panel.round.pk}/",
            f"/notices/{panel.round.pk}/",
        )
    }
    assert max(found.values()) <= 32, found


def test_everybody_reads_the_notice_and_words_only_where_their_author_agreed() -> None:
    panel = make_round(Stage.NOTICE)
    first, second, _third = listed(panel)
    Voice.objects.filter(pk=first.subject_id).update(showing=Showing.SHOWN)
    Voice.objects.filter(pk=second.subject_id).update(showing=Showing.WITHHELD)
    page = read(Client(), f"/notices/{panel.round.pk}/")
    assert "在9号路口" in page
    assert "在8号路口" not in page
    assert page.count("/notices/objection/") == 3
    assert f"/notices/{panel.round.pk}/" in read(Client(), "/notices/")


def test_a_round_before_its_notice_is_nobodys_business() -> None:
    panel = make_round(Stage.SHORTLIST)
    best = panel.round.candidates.order_by("place")[0]
    assert Client().get(f"/notices/{panel.round.pk}/").status_code == 404
    assert Client().get(f"/notices/objection/{best.pk}/").status_code == 404


def test_an_objection_sent_twice_stands_once_and_its_answer_is_public() -> None:
    panel = make_round(Stage.NOTICE)
    url = f"/notices/objection/{listed(panel)[0].pk}/"
    once = str(uuid4())
    assert Client().post(url, {"words": "", "once": once}).status_code == 400
    for _ in range(2):
        assert Client().post(url, {"words": "三年前已经做了", "once": once}).status_code == 302
    made = Objection.objects.get()
    client, base = client_of(panel.office), f"/desk/rounds/{panel.round.pk}/"
    assert "三年前已经做了" in read(client, base)
    typed: dict[str, Any] = {"answer": "经查，当时只做了一半。", "grant": "no"}
    assert client.post(f"{base}objection/{made.pk}/", typed).status_code == 302
    assert client.post(f"{base}objection/{made.pk}/", typed).status_code == 409
    page = read(Client(), f"/notices/{panel.round.pk}/")
    assert "当时只做了一半" in page
    assert "三年前已经做了" not in page


def test_an_author_appeals_once_from_the_receipt() -> None:
    panel = make_round(Stage.SCREENING)
    first = panel.candidates[0]
    turn_down(panel, first)
    number = receipt_number(Voice.objects.get(pk=first.subject_id))
    assert f"/r/{number}/appeal/{first.pk}/" in read(Client(), f"/r/{number}/")
    url = f"/r/{number}/appeal/{first.pk}/"
    assert "请写明想怎么办" in read(Client(), url)
    assert Client().post(url, {"words": "补充：由物业出钱"}).status_code == 302
    assert Client().post(url, {"words": "再来"}).status_code == 404
    assert Appeal.objects.count() == 1
    wrong = f"/r/{number}/appeal/{panel.candidates[1].pk}/"
    assert Client().get(wrong).status_code == 404


def test_an_award_is_noted_after_the_notice_without_any_account() -> None:
    panel = make_round(Stage.SELECTED)
    chosen, client = listed(panel)[0], client_of(panel.office)
    url = f"/desk/rounds/candidates/{chosen.pk}/do/award/"
    card = {"prize": "first", "amount": "500", "reference": "6222021234567890123"}
    assert client.post(url, card).status_code == 400
    fine = {"prize": "first", "amount": "500", "paid_on": "2026-12-01", "reference": "2026-118"}
    assert client.post(url, fine).status_code == 302
    assert "2026-118" in read(client, f"/desk/rounds/candidates/{chosen.pk}/")
    assert "2026-118" not in read(Client(), f"/notices/{panel.round.pk}/")
    other = panel.round.candidates.filter(state=State.DROPPED)[0]
    answer = client.post(f"/desk/rounds/candidates/{other.pk}/do/award/", fine)
    assert answer.status_code == 400


def test_lots_are_drawn_only_where_switched_on_and_anybody_draws_the_same(settings: Any) -> None:
    from hashlib import sha256

    from qunce.common.errors import Conflict, Refused
    from qunce.record.actions import seal_all

    panel = make_round(Stage.SELECTED)
    for n, voice in enumerate(Voice.objects.order_by("pk")):
        token = bytes([n // 2] * 16)  # two voices a browser, one ticket
        Voice.objects.filter(pk=voice.pk).update(token=token)
    with pytest.raises(Refused):
        actions.announce_draw(round_id=panel.round.pk, prizes=2, hat=panel.office)
    settings.LOTTERY = True
    actions.announce_draw(round_id=panel.round.pk, prizes=2, hat=panel.office)
    with moved_to(now() + timedelta(minutes=1)):
        seal_all()
    made = actions.draw_lots(round_id=panel.round.pk, hat=panel.office)
    assert len(made.tickets) == 5
    again = sorted(
        made.tickets, key=lambda n: sha256(f"{made.seed}/lottery/{n}".encode()).hexdigest()
    )
    assert made.drawn == again[:2]
    with pytest.raises(Conflict):
        actions.draw_lots(round_id=panel.round.pk, hat=panel.office)
    page = Client().get(f"/notices/{panel.round.pk}/tickets.txt").content.decode()
    assert made.seed in page
    assert [line for line in page.splitlines() if line[0] != "#"] == [str(n) for n in made.tickets]


def test_a_round_is_computed_again_on_the_command_line(capsys: Any) -> None:
    from django.core.management import call_command

    panel = make_round(Stage.NOTICE)
    call_command("selection", "recompute", str(panel.round.pk))
    assert "✓" in capsys.readouterr().out
    Candidate.objects.filter(pk=listed(panel)[0].pk).update(corrected=99)
    with pytest.raises(SystemExit):
        call_command("selection", "recompute", str(panel.round.pk))
    assert "✗" in capsys.readouterr().out
