"""Matters in a real browser: on a telephone and on a desk, light and dark."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from qunce.campaigns.models import Campaign
from qunce.common.clock import today
from qunce.matters import actions
from qunce.matters.actions import Given, NewContact, NewMatter, Part
from qunce.matters.actions.spreading import spread
from qunce.matters.models import Move, Rating
from qunce.matters.queries.public import tallies
from qunce.voices.models import Voice
from qunce.voices.queries import receipt_number
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.factories import make_voice
from tests.factories.matters import (
    Cast,
    answer_part,
    make_answer,
    make_suggestion,
    part_of,
)
from tests.square.making import make_theme

pytestmark = pytest.mark.django_db(transaction=True)


def _drafted(cast: Cast) -> int:
    matter = make_suggestion(cast, "handling")
    part = part_of(matter, cast.handler)
    for act, given in (
        ("receive", Given()),
        ("contact", Given(contact=NewContact("phone", today(), "说明了选址的难处"))),
        ("draft", Given(answer=make_answer(promised=True, text="我局将尽快补建充电桩。"))),
    ):
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=cast.handler, given=given)
    return matter.pk


@in_every_shape
def test_matters_are_read_by_everybody(cast: Cast, at: Any, read: Read, shape: Shape) -> None:
    width, theme, size, lang = shape
    look = {"theme": theme, "size": size, "lang": lang}
    drafted = _drafted(cast)
    make_suggestion(cast, "assigning")
    answered = make_suggestion(cast, "handling", ())
    answer_part(answered, cast.handler, cast.head, make_answer(promised=True))
    head = at(cast.head, width, **look)
    head.goto(f"/desk/matters/{drafted}/")
    read(head, "matter-signing")
    head.goto("/desk/inbox/")
    read(head, "inbox")
    office = at(cast.deputy_office, width, **look)
    office.goto("/desk/matters/")
    read(office, "matters")
    office.goto(f"/desk/matters/{drafted + 1}/")
    office.click("summary:has-text('交办'), summary:has-text('Assign')")
    read(office, "matter-assigning")
    deputy = at(cast.deputy, width, **look)
    deputy.goto(f"/desk/matters/{answered.pk}/")
    read(deputy, "matter-answered")
    deputy.goto("/desk/matters/new/")
    read(deputy, "suggestion")


def _by(page: Page, title: str) -> None:
    """Open the form of an act, if it is folded, and wait until its button is in sight."""
    page.locator(f"details.offer:not([open]) > summary:has-text('{title}')").first.click()


def _send(page: Page, title: str) -> None:
    page.locator(f"details.offer[open] form button:has-text('{title}')").click()
    page.wait_for_selector("text=已完成")


def test_from_a_citizens_words_to_a_rated_answer_on_a_telephone(
    cast: Cast, page_at: PageAt, at: Any, read: Read
) -> None:
    citizen = page_at(390, path="/c/ideas/say/")
    citizen.fill("#id_text", "我们小区没有充电桩，电动车只能飞线充电，建议补建。")
    citizen.click("main form .btn-primary")
    citizen.wait_for_selector(".receipt-paper")
    theme = make_theme(Campaign.objects.get(), "小区充电桩", Voice.objects.all())

    office = at(cast.office)
    office.goto(f"/desk/reading/{theme.corpus_id}/themes/{theme.pk}/")
    office.click("text=交办为事项")
    read(office, "from-theme")
    office.fill("#id_requests", "1. 补建充电桩\n2. 公布收费标准")
    office.select_option("#id_unit_1", str(cast.unit))
    office.click("main form .btn-primary")
    office.wait_for_selector("text=事项已建立")
    read(office, "walk-office")

    handler = at(cast.handler)
    handler.goto("/desk/")
    handler.click(".held a.title")
    handler.click("button:has-text('签收')")
    handler.wait_for_selector("text=已完成")
    _by(handler, "登记沟通")
    handler.locator("select[name=way]").select_option("phone")
    _send(handler, "登记沟通")
    _by(handler, "拟写答复")
    handler.fill("textarea[name=answer]", "经现场查看，现答复如下：今年内补建，收费已公布。")
    handler.fill("textarea[name=response_1]", "已列入计划。")
    handler.fill("textarea[name=response_2]", "收费标准已在小区公布。")
    handler.locator("select[name=result]").select_option("planned")
    handler.fill("input[name=promise_1]", "补建充电桩20个")
    handler.fill("input[name=promise_1_on]", (today() + timedelta(days=60)).isoformat())
    handler.fill("input[name=contact_name]", "李工")
    handler.fill("input[name=contact_phone]", "0000-1234567")
    read(handler, "walk-draft")
    _send(handler, "拟写答复")

    head = at(cast.head)
    head.goto("/desk/inbox/")
    assert head.evaluate("scrollY") == 0  # though the keys count at once
    head.keyboard.press("1")
    head.wait_for_selector("text=现在可以办理")
    read(head, "walk-sign")
    head.click("button:has-text('签发')")
    head.wait_for_selector("text=已完成")
    for move in Move.objects.filter(act="answered"):
        spread(move_id=move.pk)

    citizen.reload()
    assert "今年内补建，收费已公布" in citizen.inner_text("main")
    read(citizen, "walk-answer")
    for name, grade in (
        ("manner", "satisfied"),
        ("result", "dissatisfied"),
        ("explanation", "basically"),
    ):
        citizen.check(f"input[name={name}][value={grade}]")
    citizen.click("#rate button")
    citizen.wait_for_selector("#rate .errors")
    assert citizen.is_checked("input[name=result][value=dissatisfied]")
    citizen.fill("#id_words", "三号楼还没有。")
    citizen.click("#rate button")
    citizen.wait_for_selector("text=感谢评价")
    assert Rating.objects.get(voice_id__isnull=False).words == "三号楼还没有。"
    citizen.goto("/done/")
    read(citizen, "walk-done")


@in_every_shape
def test_you_said_we_did_is_read_by_everybody(
    cast: Cast, page_at: PageAt, read: Read, shape: Shape
) -> None:
    width, theme, size, lang = shape
    tallies.forget()  # type: ignore[attr-defined]
    voice = make_voice("建议补建充电桩", call=Campaign.objects.get().calls.get())
    matter = actions.begin(
        procedure="golden-idea",
        new=NewMatter(title="小区充电桩", requests=("补建充电桩", "公布收费标准")),
        hat=cast.office,
        voices=[voice.pk],
    )
    units = Given(units=(Part(cast.unit),))
    actions.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.office, given=units)
    answer_part(matter, cast.handler, cast.head, make_answer(promised=True))
    for move in Move.objects.filter(act="answered"):
        spread(move_id=move.pk)
    page = page_at(width, theme=theme, size=size, lang=lang, path="/done/")
    read(page, "done")
    page.goto(f"/r/{receipt_number(voice)}/")
    read(page, "receipt-answered")
