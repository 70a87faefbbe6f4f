"""The desk's pages of a reading in a real browser: read by everybody, used by hand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from qunce.people.models import Role
from qunce.people.queries import hat_of
from qunce.reading.models import Corpus, Dismissal, Movement
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.factories import make_clerk
from tests.reading.corpora import ALL, BUSES, make_corpus, run, theme_with, voice_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def corpus(tmp_path: Path, settings: Any) -> Corpus:
    settings.VAR = tmp_path
    alice = hat_of(make_clerk("alice", Role.OFFICE))
    assert alice is not None
    corpus = make_corpus([*ALL, BUSES[0], BUSES[0]])
    run(corpus, alice)
    Movement.objects.create(
        theme=theme_with(corpus, BUSES[0]),
        kind="burst",
        first=date(2026, 6, 3),
        last=date(2026, 6, 5),
        count=60,
        usual=8.3,
    )
    return corpus


@pytest.fixture
def signed_in(page_at: PageAt) -> Callable[..., Page]:
    def enter(width: int = 1280, **options: Any) -> Page:
        page = page_at(width, path="/enter/", **options)
        page.fill("#id_account", "alice")
        page.fill("#id_password", "open sesame 2026")
        page.click("main form .btn-primary")
        page.wait_for_url("**/desk/")
        return page

    return enter


@in_every_shape
def test_the_pages_of_a_reading_are_read_by_everybody(
    corpus: Corpus, signed_in: Any, read: Read, shape: Shape
) -> None:
    width, theme, size, lang = shape
    page = signed_in(width, theme=theme, size=size, lang=lang)
    voice = voice_of(BUSES[0]).pk
    leaf = theme_with(corpus, BUSES[0]).pk
    for name, path in {
        "overview": "",
        "families": "families/",
        "family": f"families/{voice}/",
        "theme": f"themes/{leaf}/",
    }.items():
        page.goto(f"/desk/reading/{corpus.pk}/{path}")
        read(page, f"reading-{name}")
    page.goto(f"/desk/reading/voices/{voice}/")
    read(page, "reading-voice")


def test_a_hint_and_a_burst_are_found_wrong_by_hand(corpus: Corpus, signed_in: Any) -> None:
    page = signed_in()
    voice = voice_of(BUSES[2])
    page.goto(f"/desk/voices/{voice.pk}/")
    page.click("li:has-text('提出了具体建议') button")
    page.wait_for_selector("text=人工认为不对的")
    page.goto(f"/desk/reading/{corpus.pk}/themes/{theme_with(corpus, BUSES[0]).pk}/")
    page.click("li:has-text('突然增多') button")
    page.wait_for_selector("text=认为不对")
    assert {*Dismissal.objects.values_list("what", flat=True)} == {"proposal", "burst:2026-06-03"}
