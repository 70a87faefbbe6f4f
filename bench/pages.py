"""CPU milliseconds of the pages of square and desk with 150,000 voices, the database's included.

    python bench pages                 makes a city of 150,000 ideas first (some minutes)
    python bench pages --var FOLDER    measures in a city that is there already

Each page is asked for 200 times, by Django's client in this process and again through granian.
"""

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from bench.cpu import Spent, spent

if TYPE_CHECKING:
    from django.test import Client

IDEAS = 150_000
TIMES = 200
PORT = 8765
# CPU milliseconds a request may cost, and what adhocracy+ was measured at with 150,000 ideas
# (cited, on a like machine, not measured in this run).
LIST, SEARCH, DETAIL = (15, 13_700), (30, 4_190), (20, 137)


@dataclass(frozen=True)
class Page:
    name: str
    goal: tuple[int, int]
    addresses: Sequence[str]
    # Asked for by somebody of the campaign office.
    at_desk: bool = False


class Line:
    """A visitor's one connection with the server."""

    def __init__(self) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)

    def ask(self, address: str, cookies: str = "") -> int:
        try:
            return self._once(address, cookies)
        except ConnectionError:  # the server closes a line that was silent for a while
            self.close()
            return self._once(address, cookies)

    def _once(self, address: str, cookies: str) -> int:
        headers = {"Host": "localhost", "Accept-Encoding": "gzip", "Cookie": cookies}
        self._line.request("GET", address, headers=headers)
        answer = self._line.getresponse()
        answer.read()
        return answer.status

    def close(self) -> None:
        self._line.close()


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--var", default="")
    parser.add_argument("--ideas", type=int, default=IDEAS)
    asked = parser.parse_args(argv)
    _set_up(asked.var, asked.ideas)
    pages = list(_pages())
    print(f"{'page':34} {'goal':>5} {'client':>8} {'granian':>8}  of it PostgreSQL   peer")
    print(f"load average {os.getloadavg()[0]:.1f}")
    web, line = _granian()
    try:
        missed = [page.name for page in pages if not _measure(page, web.pid, line)]
    finally:
        web.terminate()
        web.wait()
    return 1 if missed else 0


def _measure(page: Page, web: int, line: Line) -> bool:
    """CPU milliseconds a request, in this process and through the server."""
    client = _client(page.at_desk)
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    here = _each(page, lambda address: client.get(address).status_code, 0)
    there = _each(page, lambda address: line.ask(address, cookies), web)
    goal, peer = page.goal
    print(
        f"{page.name:34} {goal:5} {here.total:8.1f} {there.total:8.1f} {there.database:18.1f}"
        f"   {peer / there.total:,.0f} times (adhocracy+ {peer:,} CPU-ms, cited)"
    )
    return max(here.total, there.total) <= goal


def _each(page: Page, ask: Callable[[str], int], process: int) -> Spent:
    for address in page.addresses:
        if ask(address) != 200:
            raise SystemExit(f"{address} did not answer")
    begin = spent(process)
    for number in range(TIMES):
        ask(page.addresses[number % len(page.addresses)])
    used = spent(process) - begin
    return Spent(used.ours / TIMES * 1000, used.database / TIMES * 1000)


def _pages() -> list[Page]:
    from qunce.campaigns.queries import current
    from qunce.reading.models import Theme
    from qunce.voices.models import IdeaTopic, Voice
    from qunce.voices.queries import receipt_number

    campaign = current()
    assert campaign is not None
    home = f"/c/{campaign.slug}/"
    shown = Voice.objects.filter(showing="shown", kind="idea").order_by("pk")
    voices = [shown[n * 997 % shown.count()] for n in range(20)]
    themes = Theme.objects.filter(corpus=campaign.corpus_id, gone_at=None, size__gte=5)
    largest = themes.order_by("-size")[:5]

    def search(*words: str) -> list[str]:
        return [f"{home}search/?q={quote(word)}" for word in words]

    def at_desk(*words: str) -> list[str]:
        return [f"/desk/voices/?q={quote(word)}" for word in words]

    topics = IdeaTopic.objects.filter(call__in=campaign.calls.all())
    of_topics = [f"/desk/voices/?topic={topic.pk}" for topic in topics]
    short, longer = ("车", "停车", "充电"), ("停车位", "公交车", "物业费", "充电桩")
    return [
        Page("campaign", LIST, [home]),
        Page("themes", LIST, [f"{home}themes/"]),
        Page("theme with its voices", LIST, [f"/t/{theme.pk}/" for theme in largest]),
        Page("search: one character", SEARCH, search("车", "路", "水")),
        Page("search: two characters", SEARCH, search("停车", "充电", "公交", "学校")),
        Page("search: longer words", SEARCH, search(*longer)),
        Page("search: two words", SEARCH, search("停车 收费", "公交 老人")),
        Page("search: rare and missing", SEARCH, search("火星", "没有这样的词")),
        Page("voice", DETAIL, [f"/v/{voice.pk}/" for voice in voices]),
        Page("receipt", DETAIL, [f"/r/{receipt_number(voice)}/" for voice in voices]),
        Page("desk: voices", LIST, ["/desk/voices/"], at_desk=True),
        Page("desk: voices of a topic", LIST, of_topics, at_desk=True),
        Page(
            "desk: search in a topic",
            SEARCH,
            [f"{of}&q={quote('停车')}" for of in of_topics],
            at_desk=True,
        ),
        Page("desk: search, short words", SEARCH, at_desk(*short), at_desk=True),
        Page("desk: search, longer words", SEARCH, at_desk(*longer), at_desk=True),
    ]


def _client(at_desk: bool) -> "Client":
    from django.test import Client

    from qunce.people.models import Post, Role

    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    if at_desk:
        client.force_login(Post.objects.filter(role=Role.OFFICE)[0].person)
    return client


def _granian() -> tuple[subprocess.Popen[bytes], Line]:
    """The server as `qunce run` starts it, with one process, and a line to it."""
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"),
            *("--host", "127.0.0.1", "--port", str(PORT), "--no-ws", "qunce.wsgi:application"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    line = Line()
    for _ in range(300):
        try:
            line.ask("/healthz")
            return server, line
        except OSError:
            line.close()
            time.sleep(0.2)
    server.kill()
    raise SystemExit("granian did not start")


def _set_up(var: str, ideas: int) -> None:
    os.environ["QUNCE_VAR"] = var or tempfile.mkdtemp(prefix="qunce-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "qunce.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)  # a city that is there already may be an older one
    if not var:
        from qunce.demo.building import build

        build(ideas=ideas, seed=2026, say=lambda step, share: None)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
