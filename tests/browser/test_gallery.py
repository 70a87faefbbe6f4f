"""The page of all components, in every state that a reader can choose."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

STATES = list(product((390, 1280), ("light", "dark"), ("normal", "large"), ("zh-hans", "en")))
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > innerWidth"
SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll("body *")]
  .filter(e => e.checkVisibility() && !e.closest("svg, .visually-hidden, .paper")
    && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
# Links inside a sentence are exempt, as in WCAG 2.5.8.
TOO_SMALL_TO_HIT = """(least) => [...document.querySelectorAll(
    "button, select, textarea, summary, .btn, .nav a, .side a, .pages a, .brand, .back," +
    "input:not([type=hidden], [type=checkbox], [type=radio]), .check label, .options label")]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < least - 0.5)
  .map(e => e.outerHTML.slice(0, 120))"""

PageAt = Callable[..., Page]


@pytest.mark.parametrize(("width", "theme", "size", "lang"), STATES)
def test_every_component_can_be_used_by_everyone(
    page_at: PageAt,
    axe: Callable[[Page], None],
    look: Callable[[Page, str], Path],
    width: int,
    theme: str,
    size: str,
    lang: str,
) -> None:
    page = page_at(width, theme, size, lang, path="/ui/?wrong=1")
    axe(page)
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    look(page, f"ui-{width}-{theme}-{size}-{lang}")


@pytest.mark.parametrize("width", [390, 1280])
def test_large_type_is_large_and_easy_to_hit(page_at: PageAt, width: int) -> None:
    page = page_at(width, size="large", path="/ui/?wrong=1")
    assert page.evaluate(SMALLEST_TEXT) >= 18
    assert page.evaluate(TOO_SMALL_TO_HIT, 60) == []


def test_normal_type_is_easy_to_hit_on_a_phone(page_at: PageAt) -> None:
    assert page_at(390, path="/ui/?wrong=1").evaluate(TOO_SMALL_TO_HIT, 44) == []


def test_a_dark_device_gets_a_dark_page_without_asking(page_at: PageAt) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page_at(theme="auto", path="/ui/", color_scheme="dark").evaluate(ground)
    light = page_at(theme="auto", path="/ui/", color_scheme="light").evaluate(ground)
    wished = page_at(theme="light", path="/ui/", color_scheme="dark").evaluate(ground)
    assert (dark, light, wished) == ("rgb(24, 21, 19)", "rgb(255, 255, 255)", "rgb(255, 255, 255)")


def test_a_first_visit_is_light(page_at: PageAt) -> None:
    page: Any = page_at(path="/ui/")
    page.wait_for_load_state("networkidle")
    assert len(page.watch.fetched) <= 10
    assert sum(page.watch.fetched.values()) <= 150_000


def test_scripts_and_styles_keep_their_budget(page_at: PageAt) -> None:
    page: Any = page_at(path="/ui/")
    page.wait_for_load_state("networkidle")
    fetched = page.watch.fetched
    scripts = sum(size for url, size in fetched.items() if url.endswith(".js"))
    styles = sum(size for url, size in fetched.items() if url.endswith(".css"))
    assert 10_000 < scripts <= 30_000
    assert 5_000 < styles <= 30_000


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_a_page_that_is_not_there_says_what_next(
    page_at: PageAt, axe: Callable[[Page], None], lang: str
) -> None:
    page = page_at(path="/ui/no-such-page/", lang=lang)
    axe(page)
    heading = {"zh-hans": "没有找到这个页面", "en": "There is no such page"}
    assert page.locator("h1").inner_text() == heading[lang]
    assert page.locator("main a.btn").get_attribute("href") == "/"
