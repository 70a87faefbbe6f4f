"""Pages in a real browser: at a width, in a theme, a size and a language.

A page fails its test by itself when it writes an error to the console, breaks the content
security policy, or asks another host for anything.
"""

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from qunce.people.models import Person
from qunce.people.rules import Hat
from tests.factories import make_campaign
from tests.factories.matters import Cast, make_cast

MISSING = (
    "Chromium is missing. On Debian: apt-get install chromium fonts-noto-cjk; then run them with "
    "`python -m pytest tests/browser`."
)
# No sandbox: in a container the tests run as root, and they open no page but their own.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
HERE = Path(__file__).parent
# Width, theme, size, language: what every page is looked at in. Together they hold each of them.
Shape = tuple[int, str, str, str]
SHAPES: list[Shape] = [
    (390, "light", "normal", "zh-hans"),
    (1280, "light", "normal", "zh-hans"),
    (390, "dark", "large", "zh-hans"),
    (390, "light", "normal", "en"),
    (1280, "dark", "normal", "en"),
]
in_every_shape = pytest.mark.parametrize(
    "shape", SHAPES, ids=["-".join(map(str, shape)) for shape in SHAPES]
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report.nodeid for report in skipped if MISSING in str(report.longrepr)]
    if left_out:
        terminalreporter.section("left out")
        terminalreporter.write_line(f"{len(left_out)} browser tests did not run. {MISSING}")
        for nodeid in left_out:
            terminalreporter.write_line(f"  {nodeid}")


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    # WhiteNoise warns where nothing has been collected yet; the tests take files from the finders.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip(MISSING)
    # Playwright keeps an event loop in the test's thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Watch:
    """What a page did that no page of ours may do, and what it fetched."""

    home: str
    complaints: list[str] = field(default_factory=list)
    fetched: dict[str, int] = field(default_factory=dict)

    def on(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("requestfinished", self._finished)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that is itself a 404 is reported so by the browser; it is what was asked for.
        own = message.page is not None and message.location.get("url") == message.page.url
        if message.type == "error" and not (own and "Failed to load resource" in message.text):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "about:")):
            self.complaints.append(f"another host: {request.url}")

    def _finished(self, request: Request) -> None:
        response = request.response()
        if request.url.startswith(self.home) and response and response.status == 200:
            self.fetched[request.url] = len(gzip.compress(response.body(), 6))


PageAt = Callable[..., Page]


@pytest.fixture
def page_at(browser: Browser, live_server: Any) -> Iterator[PageAt]:
    """`page_at(390, theme="dark", size="large", lang="en", path="/ui/")` opens a page.

    `page.watch` tells what it fetched; keywords that are left are Playwright's own.
    """
    opened: list[tuple[Any, Watch]] = []

    def open_page(
        width: int = 390,
        theme: str = "light",
        size: str = "normal",
        lang: str = "zh-hans",
        path: str = "",
        **options: Any,
    ) -> Page:
        options.setdefault("color_scheme", "light")
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 768 else 800},
            locale=LOCALES[lang],
            base_url=live_server.url,
            **options,
        )
        cookies = {"look": f"{theme}.{size}", "django_language": lang}
        context.add_cookies(
            [
                {"name": name, "value": text, "url": live_server.url}
                for name, text in cookies.items()
            ]
        )
        page, watch = context.new_page(), Watch(live_server.url)
        watch.on(page)
        page.watch = watch  # type: ignore[attr-defined]
        opened.append((context, watch))
        if path:
            page.goto(path)
        return page

    yield open_page
    for context, _ in opened:
        context.close()
    assert [complaint for _, watch in opened for complaint in watch.complaints] == []


@pytest.fixture
def look() -> Callable[[Page, str], Path]:
    """`look(page, "gallery-390-dark")` keeps a picture of the whole page in var/screens."""

    def keep(page: Page, name: str) -> Path:
        path = Path(settings.VAR) / "screens" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)
        return path

    return keep


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails when the page breaks a rule of WCAG 2.2 AA that a machine can see."""

    def check(page: Page) -> None:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(WCAG)}})
        broken = [
            f"{rule['id']}: {rule['help']}: {node['html'][:160]} {node.get('failureSummary', '')}"
            for rule in found.response["violations"]
            for node in rule["nodes"]
        ]
        assert broken == []

    return check


Read = Callable[[Page, str], None]


@pytest.fixture
def read(look: Callable[[Page, str], Path], axe: Callable[[Page], None], request: Any) -> Read:
    """`read(page, "front")`: a picture is kept, nothing is wider than the screen, axe is content.

    The picture's name says in which shape, where the test has one.
    """
    shape = getattr(request.node, "callspec", None)
    suffix = f"-{shape.id}" if shape else ""

    def check(page: Page, name: str) -> None:
        look(page, f"{name}{suffix}")
        axe(page)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, f"{name} is wider than the screen"

    return check


@pytest.fixture
def cast() -> Cast:
    make_campaign()
    return make_cast()


@pytest.fixture
def at(page_at: PageAt, live_server: Any) -> Callable[..., Page]:
    """`at(hat, 390)`: a page of somebody who has entered."""

    def enter(hat: Hat, width: int = 390, **options: Any) -> Page:
        client, page = Client(), page_at(width, **options)
        client.force_login(Person.objects.get(pk=hat.person_id))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter
