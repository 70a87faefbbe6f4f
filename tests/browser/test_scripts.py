"""The small scripts: each saves a reload or a loss, and the page works without them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

PageAt = Callable[..., Page]


def _root(page: Page, name: str) -> str | None:
    return page.locator("html").get_attribute(name)


@pytest.mark.parametrize("scripts", [True, False])
def test_large_type_can_be_switched_on_and_off(page_at: PageAt, scripts: bool) -> None:
    page = page_at(path="/ui/", java_script_enabled=scripts)
    switch = page.get_by_role("button", name="大字版")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert _root(page, "data-size") == "large"
    page.reload()
    assert _root(page, "data-size") == "large"
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert _root(page, "data-size") is None


@pytest.mark.parametrize("scripts", [True, False])
def test_the_dark_theme_stays_chosen_and_keeps_the_size(page_at: PageAt, scripts: bool) -> None:
    page = page_at(path="/ui/", size="large", java_script_enabled=scripts)
    page.locator("summary.tool").click()
    page.get_by_role("button", name="深色").click()
    page.goto("/ui/?page=2")
    assert (_root(page, "data-bs-theme"), _root(page, "data-size")) == ("dark", "large")


def test_the_language_can_be_switched_without_scripts(page_at: PageAt) -> None:
    page = page_at(path="/ui/?page=3", java_script_enabled=False)
    page.locator("summary.tool").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Components")
    assert page.url.endswith("/ui/?page=3")
    assert _root(page, "lang") == "en"


def test_the_menu_of_the_look_closes_by_escape_and_gives_the_focus_back(page_at: PageAt) -> None:
    page = page_at(path="/ui/")
    page.locator("summary.tool").click()
    page.keyboard.press("Escape")
    expect(page.locator("details[data-drop]")).not_to_have_attribute("open", "")
    expect(page.locator("summary.tool")).to_be_focused()


def test_a_keyboard_reaches_the_content_first(page_at: PageAt) -> None:
    page = page_at(path="/ui/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_the_counter_counts_as_people_do(page_at: PageAt) -> None:
    page = page_at(path="/ui/")
    page.locator("textarea").fill("路灯👍\n不亮")
    expect(page.locator(".counter")).to_have_text("6 / 2,000")


def test_what_was_typed_comes_back_after_a_reload_and_can_be_cleared(page_at: PageAt) -> None:
    page = page_at(path="/ui/")
    page.locator("textarea").press_sequentially("路灯不亮")
    page.reload()
    expect(page.locator("textarea")).to_have_value("路灯不亮")
    page.locator(".toast").get_by_role("button", name="清空").click()
    expect(page.locator("textarea")).to_have_value("")
    page.reload()
    expect(page.locator("textarea")).to_have_value("")


def test_what_the_server_gave_back_is_not_overwritten_by_a_draft(page_at: PageAt) -> None:
    page = page_at(path="/ui/")
    page.locator("textarea").press_sequentially("旧的草稿")
    page.goto("/ui/?wrong=1")
    expect(page.locator("textarea")).to_have_value("路灯")


def test_a_double_click_sends_once(page_at: PageAt) -> None:
    page = page_at(path="/ui/")
    sent: list[str] = []

    def stay(route: Route) -> None:
        sent.append(route.request.url)
        route.fulfill(status=204)

    page.route("**/ui/?*wrong=1*", stay)
    button = page.locator("main form button.btn-primary")
    button.dblclick()
    expect(button).to_have_attribute("aria-busy", "true")
    expect(button).to_be_disabled()
    assert len(sent) == 1


def test_the_enter_key_held_down_sends_once(page_at: PageAt) -> None:
    # Keys come faster than the button is disabled.
    page = page_at(path="/ui/")
    sent = page.locator("main form").evaluate(
        """form => {
          let sent = 0;
          document.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) sent += 1;
            event.preventDefault();
          });
          for (let i = 0; i < 5; i += 1) form.requestSubmit();
          return sent;
        }"""
    )
    assert sent == 1


def test_a_toast_is_said_and_can_be_closed(page_at: PageAt) -> None:
    page = page_at(path="/ui/")
    page.get_by_role("button", name="弹出提示").click()
    toast = page.locator("#toasts .toast")
    expect(toast.locator("p")).to_have_text("已暂存，可以稍后继续。")
    toast.get_by_role("button", name="关闭").click()
    expect(toast).to_have_count(0)


def test_a_receipt_number_can_be_copied(page_at: PageAt) -> None:
    page = page_at(path="/ui/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    expect(page.locator(".toast p")).to_have_text("已复制。")
    assert page.evaluate("navigator.clipboard.readText()") == "2026-0603-7Q4M-18"


def test_a_fragment_that_fails_says_so(page_at: PageAt) -> None:
    page = page_at(path="/ui/")
    page.route("**/broken/", lambda route: route.abort())
    page.evaluate("htmx.ajax('GET', '/broken/', '#form').catch(() => {})")
    expect(page.locator(".toast.red p")).to_have_text("网络不通。您填写的内容还在，请稍后再试。")
    page.watch.complaints.clear()  # type: ignore[attr-defined]
