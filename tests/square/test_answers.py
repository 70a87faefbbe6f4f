"""The answer on the receipt page, its rating, and what everybody may read of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.common.clock import today
from qunce.matters import actions
from qunce.matters.actions import Given, NewAnswer, NewMatter, NewPromise, Part, promising
from qunce.matters.actions.spreading import spread
from qunce.matters.models import Matter, Move, Promise, Rating
from qunce.matters.queries import public
from qunce.voices import queries as voices
from qunce.voices.models import Voice
from tests.factories import make_campaign
from tests.factories.matters import (
    Cast,
    answer_part,
    make_answer,
    make_cast,
    make_suggestion,
)
from tests.matters.pages import at_desk
from tests.square.making import say

pytestmark = pytest.mark.django_db
HAPPY = {"manner": "satisfied", "result": "satisfied", "explanation": "satisfied", "words": ""}


@pytest.fixture
def cast() -> Cast:
    public.tallies.forget()  # type: ignore[attr-defined]
    return make_cast()


@pytest.fixture
def campaign() -> Campaign:
    return make_campaign()


def _carried(cast: Cast, said: list[Voice], title: str = "增设充电桩") -> Matter:
    matter = actions.begin(
        procedure="golden-idea",
        new=NewMatter(title=title, requests=("今年内补建充电桩", "统一收费标准")),
        hat=cast.office,
        voices=[voice.pk for voice in said],
    )
    units = Given(units=(Part(cast.unit),))
    actions.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.office, given=units)
    return matter


def _opened(cast: Cast, matter: Matter, act: str = "full", **given: Any) -> None:
    row = matter.publications.get()
    actions.review(publication_id=row.pk, act=act, hat=cast.office, given=Given(**given))
    public.tallies.forget()  # type: ignore[attr-defined]


def _answered(cast: Cast, said: list[Voice], **answer: Any) -> Matter:
    matter = _carried(cast, said)
    answer_part(matter, cast.handler, cast.head, make_answer(promised=True, **answer))
    for move in Move.objects.filter(matter=matter, act="answered"):
        spread(move_id=move.pk)
    return matter


def _receipt(voice: Voice) -> str:
    return f"/r/{voices.receipt_number(voice)}/"


def _words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_author_reads_who_deals_with_it_until_when(cast: Cast, campaign: Campaign) -> None:
    voice = say(campaign)
    before = _words(Client().get(_receipt(voice)))
    assert "市住房和城乡建设局" not in before
    matter = _carried(cast, [voice])
    matter.refresh_from_db()
    page = _words(Client().get(_receipt(voice)))
    for expected in ("增设充电桩", "市住房和城乡建设局", matter.due_zh):
        assert expected in page
    assert "/rate/" not in page


def test_the_author_reads_the_answer_and_rates_it_once(cast: Cast, campaign: Campaign) -> None:
    voice = say(campaign)
    _answered(cast, [voice, say(campaign, "再来一条建议")])
    page = _words(Client().get(_receipt(voice)))
    for expected in ("现答复如下", "补建充电桩2000个", "已列入计划", "李工"):
        assert expected in page
    rate = f"{_receipt(voice)}rate/"
    assert Client().post(rate, HAPPY).status_code == 302
    assert Rating.objects.get().voice_id == voice.pk
    assert "/rate/" not in _words(Client().get(_receipt(voice)))
    again = Client().post(rate, HAPPY)
    assert (again.status_code, Rating.objects.count()) == (400, 1)


def test_dissatisfied_needs_words_and_what_was_typed_is_kept(
    cast: Cast, campaign: Campaign
) -> None:
    voice = say(campaign)
    _answered(cast, [voice, say(campaign, "再来一条建议")])
    rate = f"{_receipt(voice)}rate/"
    sent = Client().post(rate, {**HAPPY, "result": "dissatisfied"})
    assert sent.status_code == 400
    assert "不满意" in _words(sent)
    assert Client().post(rate, {"manner": "satisfied", "words": "三号楼没有"}).status_code == 400
    assert (
        Client().post(rate, {**HAPPY, "result": "dissatisfied", "words": "没有"}).status_code == 302
    )


def test_without_the_code_nobody_rates(cast: Cast, campaign: Campaign) -> None:
    voice = say(campaign)
    _answered(cast, [voice])
    for number in (str(voice.pk), f"{voice.pk}-AAAA-BBBB-CCCC-DDDD"):
        assert Client().post(f"/r/{number}/rate/", HAPPY).status_code == 404
    assert not Rating.objects.exists()


def test_what_was_answered_stands_in_public_with_its_promises(
    cast: Cast, campaign: Campaign
) -> None:
    assert "还没有" in _words(Client().get("/done/"))
    matter = _answered(cast, [say(campaign)])
    public.tallies.forget()  # type: ignore[attr-defined]
    waiting = Client().get("/done/")
    assert waiting.context["rows"] == []
    assert (waiting.context["total"].answered, waiting.context["total"].opened) == (1, 0)
    _opened(cast, matter)
    page = Client().get("/done/")
    for expected in ("增设充电桩", "现答复如下", "补建充电桩2000个", "市住房和城乡建设局", "少于"):
        assert expected in _words(page)
    assert page.context["total"].answered == page.context["total"].promised == 1
    assert "李工" not in _words(page)
    feed = Client().get("/done/feed.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "增设充电桩" in feed.content.decode()
    assert Client().get("/done/?kind=citizens-voice").context["rows"] == []


def test_the_page_of_a_voice_tells_what_was_answered_once_that_is_open(
    cast: Cast, campaign: Campaign
) -> None:
    voice, other = say(campaign), say(campaign, "公交线路太少")
    matter = _answered(cast, [voice])
    page = f"/v/{voice.pk}/"
    assert "现答复如下" not in _words(Client().get(page))
    _opened(cast, matter)
    read = _words(Client().get(page))
    for expected in ("现答复如下", "市住房和城乡建设局", "补建充电桩2000个"):
        assert expected in read
    assert "现答复如下" not in _words(Client().get(f"/v/{other.pk}/"))
    Matter.objects.filter(pk=matter.pk).update(confidential=True)
    assert "现答复如下" not in _words(Client().get(page))


def test_a_suggestion_that_was_opened_stands_in_public_without_its_author(cast: Cast) -> None:
    matter = make_suggestion(cast, "feedback")
    assert Client().get("/done/").context["rows"] == []
    _opened(cast, matter)
    for where in ("/done/", "/done/?kind=deputy-suggestion", "/done/feed.atom"):
        page = _words(Client().get(where))
        assert "电动自行车" in page
        assert f">{cast.deputy.name}<" not in page
        assert "0000-1234567" not in page
    assert Client().get("/done/?kind=golden-idea").context["rows"] == []


def test_nothing_confidential_or_personal_stands_in_public(cast: Cast, campaign: Campaign) -> None:
    secret = _answered(cast, [say(campaign)], text="这件事项保密，答复另有渠道送达。")
    _opened(cast, secret)
    Matter.objects.filter(pk=secret.pk).update(confidential=True)
    public.tallies.forget()  # type: ignore[attr-defined]
    page = Client().get("/done/")
    assert (page.context["rows"], page.context["total"].answered) == ([], 0)
    personal = _answered(
        cast, [say(campaign, "再来一条建议")], text="请联系张伟，电话13900001234。现答复如下。"
    )
    _opened(cast, personal)
    page = Client().get("/done/")
    assert len(page.context["rows"]) == 1
    for where in (page, Client().get("/done/feed.atom")):
        assert "13900001234" not in where.content.decode()


@pytest.mark.parametrize(("act", "shown"), [("summary", 1), ("redact", 1), ("keep", 0)])
def test_what_is_not_open_in_full_stands_as_its_review_says(
    cast: Cast, campaign: Campaign, act: str, shown: int
) -> None:
    matter = _answered(cast, [say(campaign)])
    given = {"text": "已纳入年度计划。", "reason_code": "SUMMARY", "reason": "篇幅"}
    _opened(cast, matter, act, **given)
    page = Client().get("/done/")
    assert len(page.context["rows"]) == shown
    assert ("已纳入年度计划" in _words(page)) == bool(shown)
    for inside in ("现答复如下", "补建充电桩2000个"):
        assert inside not in _words(page)
    total = page.context["total"]
    assert (total.answered, total.opened, total.closed) == (1, shown, 1 - shown)


def test_the_title_of_what_is_confidential_stands_on_no_receipt(
    cast: Cast, campaign: Campaign
) -> None:
    voice, title = say(campaign), "关于某企业排污的意见"
    matter = actions.begin(
        procedure="golden-idea",
        new=NewMatter(title=title, requests=("查处",), confidential=True),
        hat=cast.office,
        voices=[voice.pk],
    )
    actions.greet(matter_id=matter.pk)
    units = Given(units=(Part(cast.unit),))
    actions.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.office, given=units)
    answer = make_answer(text="经核实，现答复如下：已整改。")
    answer_part(matter, cast.handler, cast.head, answer)
    for move in Move.objects.filter(matter=matter, act__in=["assign", "answered"]):
        spread(move_id=move.pk)
    page = _words(Client().get(_receipt(voice)))
    assert "已整改" in page
    assert "保密办理的事项" in page
    assert title not in page
    actions.split(matter_id=matter.pk, voice_id=voice.pk, hat=cast.office)
    assert title not in _words(Client().get(_receipt(voice)))


@pytest.mark.parametrize(
    "quoted", ["《关于某企业排污的意见》", "关于某企业\n排污的意见", "某企业排污"]
)
def test_no_letter_and_no_promise_names_what_is_confidential(
    cast: Cast, campaign: Campaign, quoted: str
) -> None:
    """The letter is written to the deputy and quotes the title; authors of voices read it too."""
    voice, title = say(campaign), "关于某企业排污的意见"
    matter = actions.begin(
        procedure="golden-idea",
        new=NewMatter(title=title, requests=("查处",), confidential=True),
        hat=cast.office,
        voices=[voice.pk],
    )
    units = Given(units=(Part(cast.unit),))
    actions.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.office, given=units)
    sound = make_answer(promised=True, text=f"您提出的{quoted}收悉，现答复如下：已立案。")
    promises = (NewPromise(f"{quoted}一事年内办结", today() + timedelta(days=90)),)
    responses = (f"{quoted}：已立案。",)
    answer = NewAnswer(**{**vars(sound), "promises": promises, "responses": responses})
    answer_part(matter, cast.handler, cast.head, answer)
    spread(move_id=Move.objects.get(matter=matter, act="answered").pk)
    promise = Promise.objects.get()
    promising.keep(promise_id=promise.pk, words=f"{quoted}已办结", hat=cast.head)
    page = "".join(_words(Client().get(_receipt(voice))).split())
    assert page.count("保密办理的事项") >= 4
    assert "已立案" in page
    assert "某企业" not in page
    desk = at_desk(cast.head).get(f"/desk/matters/{matter.pk}/")
    assert "某企业" in _words(desk)


def test_what_becomes_confidential_later_is_named_no_more(cast: Cast, campaign: Campaign) -> None:
    voice, matter = say(campaign), make_suggestion(cast, "review")
    actions.carry(matter=matter, voice_ids=[voice.pk], hat=cast.deputy_office)
    actions.greet(matter_id=matter.pk)
    assert "电动自行车" in _words(Client().get(_receipt(voice)))
    reason = Given(reason="请补充")
    actions.act_on_matter(matter_id=matter.pk, act="revise", hat=cast.deputy_office, given=reason)
    secret = NewMatter(title="另一标题", requests=("查处",), confidential=True)
    rewritten = Given(new=secret)
    actions.act_on_matter(matter_id=matter.pk, act="rewrite", hat=cast.deputy, given=rewritten)
    page = _words(Client().get(_receipt(voice)))
    assert "电动自行车" not in page
    assert "另一标题" not in page
    assert "保密办理的事项" in page


@pytest.mark.parametrize(
    "asked", ["before=x", "unit=" + "9" * 30, "kind=%00", "before=" + "9" * 18]
)
def test_odd_questions_are_no_error_of_ours(cast: Cast, asked: str) -> None:
    for url in ("/done/", "/done/feed.atom"):
        assert Client().get(f"{url}?{asked}").status_code == 200
