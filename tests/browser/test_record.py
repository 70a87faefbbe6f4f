"""The record's pages as a person sees them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from qunce.record import actions
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.factories.record import make_entries
from tests.record.test_receipts import NUMBER, WORDS, make_receipt

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]


@in_every_shape
def test_both_pages_can_be_read_by_everybody(page_at: PageAt, read: Read, shape: Shape) -> None:
    text = json.dumps(make_receipt(), ensure_ascii=False)
    make_entries(2, start=5_000)
    page = page_at(*shape, path="/record/")
    read(page, "record")
    page.goto("/record/check/")
    read(page, "record-check")
    page.fill("textarea", text)
    page.click("main button.btn-primary")
    page.wait_for_selector("#finding")
    read(page, "record-holds")
    assert NUMBER in page.inner_text("#finding")
    page.fill("textarea", text.replace(WORDS, "什么都好"))
    page.click("main button.btn-primary")
    page.wait_for_selector("#finding .message.red")
    read(page, "record-forged")


def test_a_receipt_is_checked_without_javascript(page_at: PageAt, tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(make_receipt()), encoding="utf-8")
    page = page_at(390, path="/record/check/", java_script_enabled=False)
    page.set_input_files("input[type=file]", file)
    page.click("main button.btn-primary")
    assert page.locator("#finding .message.green").count() == 1


def test_an_empty_record_says_so(page_at: PageAt, axe: Callable[[Page], None]) -> None:
    assert actions.seal_all() == []
    page = page_at(390, path="/record/")
    axe(page)
    assert page.locator("main .empty").count() == 1
