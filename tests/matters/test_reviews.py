"""The review of openness at the desk: who decides what, where the screen stopped, what is kept."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qunce.matters.models import Matter, Publication
from qunce.matters.queries.inbox import inbox
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.record.models import Entry
from tests.factories.matters import Cast, answer_part, make_answer, make_suggestion
from tests.factories.people import make_hat, make_unit
from tests.matters.pages import at_desk, words

pytestmark = pytest.mark.django_db
CALL = "请致电张工13812345678商量，现答复如下。"


def _review(cast: Cast, text: str = "") -> Publication:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, make_answer(text=text))
    return Publication.objects.get(matter=matter)


def _page(row: Publication) -> str:
    return f"/desk/reviews/{row.pk}/"


def _decide(hat: Hat, row: Publication, act: str, **typed: str) -> Any:
    return at_desk(hat).post(f"{_page(row)}do/{act}/", typed)


def test_it_waits_in_the_inbox_of_the_office_that_holds_it_and_nowhere_else(cast: Cast) -> None:
    row = _review(cast)
    held = [(one.is_review, one.row.pk) for one in inbox(cast.deputy_office).rows]
    assert held == [(True, row.pk)]
    for hat in (cast.office, cast.government, cast.handler, cast.deputy):
        assert not any(one.is_review for one in inbox(hat).rows)
    assert _page(row) in at_desk(cast.deputy_office).get("/desk/inbox/").content.decode()
    assert _page(row) in at_desk(cast.deputy_office).get("/desk/reviews/").content.decode()


@pytest.mark.parametrize(
    ("act", "typed", "step"),
    [
        ("full", {}, "full"),
        ("summary", {"text": "已纳入计划。", "reason_code": "SUMMARY"}, "summary"),
        ("redact", {"text": "现答复如下。", "reason_code": "PRIVACY"}, "redacted"),
        ("keep", {"reason_code": "TRADE", "reason": "涉及企业报价"}, "not_public"),
    ],
)
def test_each_decision_is_kept_with_its_reason(
    cast: Cast, act: str, typed: dict[str, str], step: str
) -> None:
    row = _review(cast)
    assert _decide(cast.deputy_office, row, act, **typed).status_code == 302
    row.refresh_from_db()
    assert (row.step, row.by_id) == (step, cast.deputy_office.person_id)
    assert (row.text, row.reason_code) == (typed.get("text", ""), typed.get("reason_code", ""))
    assert Entry.objects.filter(verb=f"publication.{act}", subject_id=row.pk).exists()
    assert inbox(cast.deputy_office).rows == []
    again = _decide(cast.deputy_office, row, "full")
    assert again.status_code == 400


def test_who_decides(cast: Cast) -> None:
    row = _review(cast)
    secretariat = make_hat("secretary", Role.SECRETARIAT, make_unit(code="R02", name="秘书处"))
    able = {hat.name for hat in (cast.deputy_office, cast.office, secretariat)}
    everybody = [*vars(cast).values(), secretariat]
    opened = {hat.name for hat in everybody if at_desk(hat).get(_page(row)).status_code == 200}
    assert opened == able
    for hat in everybody:
        if hat.name not in able:
            assert _decide(hat, row, "full").status_code == 403
    row.refresh_from_db()
    assert row.step == "pending"


def test_where_the_screen_stopped_is_marked_and_not_opened_in_full(cast: Cast) -> None:
    row = _review(cast, CALL)
    page = at_desk(cast.deputy_office).get(_page(row)).content.decode()
    assert ">13812345678<" in page
    assert f"{_page(row)}do/full/" not in page
    assert "████" in page
    refused = _decide(cast.deputy_office, row, "full")
    assert refused.status_code == 400
    assert "全文公开后仍会被隐藏" in words(refused)
    typed = "请致电13812345678。"
    refused = _decide(cast.deputy_office, row, "redact", text=typed, reason_code="PRIVACY")
    assert refused.status_code == 400
    assert typed in words(refused)
    row.refresh_from_db()
    assert row.step == "pending"


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("summary", {"text": "摘要"}),
        ("redact", {"reason_code": "PRIVACY", "text": "  "}),
        ("keep", {"reason_code": "PRIVACY"}),
        ("keep", {"reason": "说不清", "reason_code": "BECAUSE"}),
    ],
)
def test_without_text_or_reason_nothing_is_decided(
    cast: Cast, act: str, typed: dict[str, str]
) -> None:
    row = _review(cast)
    assert _decide(cast.deputy_office, row, act, **typed).status_code == 400
    row.refresh_from_db()
    assert row.step == "pending"


def test_of_what_is_confidential_only_that_it_stays_closed_can_be_decided(cast: Cast) -> None:
    row = _review(cast)
    Matter.objects.filter(pk=row.matter_id).update(confidential=True)
    page = at_desk(cast.deputy_office).get(_page(row)).content.decode()
    offered = [a for a in ("full", "summary", "redact", "keep") if f"{_page(row)}do/{a}/" in page]
    assert offered == ["keep"]
    refused = _decide(cast.deputy_office, row, "summary", text="摘要", reason_code="SUMMARY")
    assert refused.status_code == 400
    assert "保密" in words(refused)


def test_an_act_that_is_none_is_not_found(cast: Cast) -> None:
    assert _decide(cast.deputy_office, _review(cast), "burn").status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(cast: Cast) -> None:
    def asked(url: str) -> int:
        client = at_desk(cast.deputy_office)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    _review(cast)
    for url in ("/desk/reviews/", "/desk/inbox/"):
        asked(url)
        first = asked(url)
        for n in range(2):
            _review(cast, f"第{n}件" + "答" * (n + 1) * 9 + url)
        assert asked(url) == first
