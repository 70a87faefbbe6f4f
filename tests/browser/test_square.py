"""The square as a citizen walks it: on a telephone, in large type, in the dark, without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from qunce.campaigns.models import Campaign
from qunce.voices import queries as voices
from qunce.voices.models import Kind, Voice
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.factories import make_campaign
from tests.square.conftest import REMEMBERED
from tests.square.making import make_theme, say

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
SAID = [
    "小区里电动车没有地方充电，晚上从窗户飞线下来，太危险了",
    "老小区停车位太少，下班回家要转半个小时",
    "医院门口停车难，建议错时开放旁边单位的车位",
    "停车收费不透明，同一条路三种价格",
    "学校门口接送孩子没地方停车，天天堵",
    "停车场晚上空着一半，能不能让附近居民停车",
]


@pytest.fixture
def campaign() -> Campaign:
    for asked in REMEMBERED:
        asked.forget()  # type: ignore[attr-defined]
    made = make_campaign()
    said = [say(made, text, title=text[:8]) for text in SAID]
    say(made, "这一条不公开", consent=False)
    make_theme(made, "停车难", said)
    return made


@in_every_shape
def test_every_page_can_be_read_by_everybody(
    campaign: Campaign, page_at: PageAt, read: Read, shape: Shape
) -> None:
    page = page_at(*shape)
    for name, address in _walk(campaign).items():
        page.goto(address)
        read(page, f"square-{name}")


def _walk(campaign: Campaign) -> dict[str, str]:
    home = f"/c/{campaign.slug}/"
    voice = Voice.objects.order_by("pk")[0]
    theme = voice.placements.get().theme_id
    receipt = f"/r/{voices.receipt_number(voice)}/"
    return {
        "front": "/",
        "say": home + "say/",
        "themes": home + "themes/",
        "theme": f"/t/{theme}/",
        "voice": f"/v/{voice.pk}/",
        "search": home + "search/?q=停车",
        "nothing": home + "search/?q=火星",
        "look-up": "/r/",
        "receipt": receipt + "?new=1",
        "withdraw": receipt + "withdraw/",
        "no-receipt": "/r/7-AAAA-BBBB-CCCC-DDDD/",
        "no-page": "/nothing/",
        "about": "/about/",
        "privacy": "/privacy/",
    }


def test_a_mistyped_receipt_is_asked_for_again(campaign: Campaign, page_at: PageAt) -> None:
    page = page_at(390, path="/r/7-AAAA-BBBB-CCCC-DDDD/")
    assert page.input_value("input[name=receipt]") == "7-AAAA-BBBB-CCCC-DDDD"
    assert "没有找到这个编号的回执" in page.inner_text(".errors")


def test_every_public_page_ends_with_the_same_ways_on(campaign: Campaign, page_at: PageAt) -> None:
    page = page_at(390)
    ends = []
    for address in ("/", "/record/", "/record/check/", "/enter/", "/nothing/"):
        page.goto(address)
        ends.append(page.locator(".foot a").all_inner_texts())
    assert ends[0][:3] == ["您说我办", "评选公示", "简报"]
    assert ends == ends[:1] * 5


def test_a_first_visit_is_light(campaign: Campaign, page_at: PageAt) -> None:
    page = page_at(390, path="/")
    page.wait_for_load_state("networkidle")
    fetched: dict[str, int] = page.watch.fetched  # type: ignore[attr-defined]
    assert len(fetched) <= 10, fetched
    assert sum(fetched.values()) <= 150_000, fetched


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_says_something_and_follows_it(
    campaign: Campaign, page_at: PageAt, scripts: bool
) -> None:
    page = page_at(390, size="large", path="/", java_script_enabled=scripts)
    page.click("text=说说我的想法")
    page.fill("textarea", "村口的路灯坏了三个月，老人晚上不敢出门，建议修好。")
    page.fill("input[name=place]", "柳树村口")
    page.check("input[name=consent]")
    page.click("main form[method=post] button.btn-primary")
    page.wait_for_url("**/r/*/?new=1")
    assert "您的民声已经收到" in page.inner_text("main")
    number = page.inner_text(".receipt.number")
    page.goto("/r/")
    page.fill("input[name=receipt]", number.replace("-", " ").lower())
    page.click("main form button.btn-primary")
    page.wait_for_url(f"**/r/{number}/")
    assert "村口的路灯坏了三个月" in page.inner_text("main")
    page.click("main >> text=撤回")
    page.click("text=确定撤回")
    page.wait_for_url(f"**/r/{number}/")
    assert "您已经撤回" in page.inner_text(".fate")


def test_the_language_can_be_changed_on_a_receipt(campaign: Campaign, page_at: PageAt) -> None:
    """With a referrer policy of no-referrer the browser would send no origin: a refusal."""
    page = page_at(1280, path=_walk(campaign)["receipt"])
    page.click("details.drop summary")
    page.click("button[value=en]")
    page.wait_for_selector("html[lang=en]")
    assert "Receipt number" in page.inner_text("main")


def test_similar_voices_appear_while_typing_and_can_be_joined(
    campaign: Campaign,
    page_at: PageAt,
    look: Callable[[Page, str], Path],
    axe: Callable[[Page], None],
) -> None:
    page = page_at(390, path=f"/c/{campaign.slug}/say/")
    page.locator("textarea").press_sequentially("我们小区电动车也没有地方充电")
    page.wait_for_selector(".similar")
    look(page, "square-similar-390")
    axe(page)
    page.click(".similar .like:first-of-type button")
    page.wait_for_selector(".similar .done")
    support = Voice.objects.get(kind=Kind.SUPPORT)
    assert support.supports is not None
    assert "电动车" in support.supports.text
    assert page.input_value("textarea") == "我们小区电动车也没有地方充电"
    assert voices.receipt_number(support) in page.inner_text(".similar")


def test_a_second_click_makes_no_second_voice(campaign: Campaign, page_at: PageAt) -> None:
    page = page_at(390, path=f"/c/{campaign.slug}/say/")
    page.fill("textarea", "建议公园多放几张长椅")
    page.dblclick("main form[method=post] button.btn-primary")
    page.wait_for_url("**/r/*/?new=1")
    assert Voice.objects.filter(text="建议公园多放几张长椅").count() == 1


def test_what_was_typed_survives_a_refusal(
    campaign: Campaign, page_at: PageAt, settings: Any
) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 0
    page = page_at(390, path=f"/c/{campaign.slug}/say/")
    page.fill("textarea", "建议公园多放几张长椅")
    page.fill("input[name=place]", "东门")
    page.click("main form[method=post] button.btn-primary")
    page.wait_for_selector(".errors")
    assert "还没有提交成功。您写的内容都还在。" in page.inner_text(".errors")
    assert page.input_value("textarea") == "建议公园多放几张长椅"
    assert page.input_value("input[name=place]") == "东门"


def test_the_count_grows_while_the_page_stays_open(campaign: Campaign, page_at: PageAt) -> None:
    page = page_at(390, path="/")
    assert page.inner_text(".count-live .number") == "7"
    say(campaign, "又来了一条")
    voices.counts.forget()  # type: ignore[attr-defined]
    page.evaluate(
        "htmx.ajax('GET', document.querySelector('.count-live').getAttribute('hx-get'),"
        " {target: '.count-live', swap: 'outerHTML'})"
    )
    expect(page.locator(".count-live .number")).to_have_text("8")


def test_a_long_list_goes_on_in_place(campaign: Campaign, page_at: PageAt) -> None:
    for n in range(30):
        say(campaign, f"路灯坏了，第 {n} 处")
    page = page_at(390, path=f"/c/{campaign.slug}/search/?q=路灯坏了")
    assert page.locator(".rows > li:not(.more)").count() == 20
    page.click(".more a")
    expect(page.locator(".rows > li:not(.more)")).to_have_count(30)
