"""Somebody at a telephone, who signs in, opens a matter and does what its page offers."""

import re
from typing import Any

from playwright.sync_api import Page

from qunce.matters.models import Matter

PASSWORD = "open sesame 2026"


def sign_in(page: Page, account: str) -> None:
    """Through the entrance, as everybody comes in."""
    page.goto("/enter/?next=/desk/inbox/")
    page.fill("#id_account", account)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/desk/inbox/")


class Hand:
    def __init__(self, page: Page, matter: Matter) -> None:
        self.page, self.url = page, f"/desk/matters/{matter.pk}/"

    def opens(self, title: str) -> None:
        """From the inbox, where it waits."""
        self.page.goto("/desk/inbox/")
        self.page.click(f"a.title:has-text('{title}')")
        self.page.wait_for_url(f"**{self.url}*")

    def does(self, act: str, **typed: str) -> None:
        """Open the matter, the form of the act if it is folded, fill it in and send it."""
        self.page.goto(self.url)
        self.tries(act, **typed)
        self.page.wait_for_selector(f"text=已完成：{act}")

    def tries(self, act: str, **typed: str) -> None:
        """The same without a word on what comes of it."""
        named = re.compile(rf"^\s*{re.escape(act)}\s*$")
        folded = self.page.locator("details.offer:not([open]) > summary", has_text=named)
        if folded.count():
            folded.first.click()
        button = self.page.locator(f"button:text-is('{act}')")
        form = self.page.locator("form", has=button).first
        for name, value in typed.items():
            fill(form, name, value)
        button.first.click()

    def sees(self, words: str) -> bool:
        self.page.goto(self.url)
        return words in self.page.inner_text("main")

    def may(self) -> list[str]:
        """The acts that the page offers, by their names."""
        self.page.goto(self.url)
        shown = self.page.locator("#do .offer > summary, #do form.offer > button")
        return [text.strip() for text in shown.all_inner_texts()]


def fill(form: Any, name: str, value: str) -> None:
    field = form.locator(f"[name={name}]")
    folded = field.first.locator("xpath=ancestor::details[not(@open)]/summary")
    for at in range(folded.count()):
        folded.nth(at).click()
    kind = field.first.evaluate("f => f.type")
    if kind in {"radio", "checkbox"}:
        form.locator(f"[name={name}][value='{value}']").check()
    elif kind == "select-one":
        field.select_option(value)
    else:
        field.fill(value)
