"""300 MB at the door of a running house: refused by what is announced, and no memory grows.

The web server hands a body on as it comes and waits while nobody reads; so what Django does not
read is neither in memory nor on the disk.
"""

import re
import socket
import threading
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import psutil
import pytest

from tests.house.conftest import House

MB = 1_000_000
BOUNDARY = "edge"
# What may lie in the buffers of the two sockets and of the server, in MB.
UNDER_WAY = 40


class Browser:
    """Signed in as Alice, or nobody; sends bodies of any size and counts what went out."""

    def __init__(self, house: House) -> None:
        self.house, self.jar = house, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def enter(self) -> None:
        form = {"account": "alice", "password": "open sesame 2026"}
        form["csrfmiddlewaretoken"] = self.token("/enter/")
        sent = urllib.parse.urlencode(form).encode()
        self.opener.open(f"{self.house.door}/enter/", sent).read()

    def token(self, path: str) -> str:
        page = self.opener.open(self.house.door + path).read().decode()
        found = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)
        assert found
        return found[1]

    def send(self, path: str, megabytes: int, *, chunked: bool = False) -> tuple[int, int, str]:
        """Megabytes that went out, the status, the page."""
        token = self.token(path)
        fields = {"csrfmiddlewaretoken": token, "call": "1"}
        begin = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
            for k, v in fields.items()
        )
        begin += (
            f"--{BOUNDARY}\r\nContent-Disposition: form-data;"
            ' name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
        )
        end = f"\r\n--{BOUNDARY}--\r\n"
        length = len(begin) + megabytes * MB + len(end)
        kind = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {length}"
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.jar)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n{kind}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nConnection: close\r\n\r\n"
        )
        pieces = [begin.encode(), end.encode()]
        return _talk(self.house.port, head.encode(), pieces, megabytes, chunked=chunked)


def _talk(
    port: int, head: bytes, pieces: list[bytes], megabytes: int, *, chunked: bool
) -> tuple[int, int, str]:
    def wrapped(piece: bytes) -> bytes:
        return b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece

    block, out = wrapped((b"x" * 99 + b"\n") * (MB // 100)), 0
    with socket.create_connection(("127.0.0.1", port), timeout=120) as line:
        line.sendall(head)
        try:
            line.sendall(wrapped(pieces[0]))
            for _block in range(megabytes):
                line.sendall(block)
                out += 1
            line.sendall(wrapped(pieces[-1]) + (b"0\r\n\r\n" if chunked else b""))
        except OSError:  # answered and closed before all was out
            pass
        answer = line.makefile("rb").read().decode(errors="replace")
    return out, int(answer.split()[1]), answer


class Memory(threading.Thread):
    """The most that the web server's processes have of memory for themselves (PSS), in MB."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.servers = [p for p in house.family() if "granian" in " ".join(p.cmdline())]
        self.before = self.most = self.now()
        self.over = False

    def now(self) -> float:
        return sum(_pss(server) for server in self.servers)

    def run(self) -> None:
        while not self.over:
            self.most = max(self.most, self.now())
            time.sleep(0.05)

    def __enter__(self) -> "Memory":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over = True
        self.join()

    @property
    def grown(self) -> float:
        return self.most - self.before


def _pss(process: psutil.Process) -> float:
    found = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    return int(re.findall(r"^Pss:\s+(\d+) kB", found, re.MULTILINE)[0]) / 1024


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="reads Linux's /proc")
def test_large_bodies_are_refused_unread_and_those_that_may_come_pass_through(house: House) -> None:
    house.open()
    house.python("from tests.factories import *\nmake_campaign()\nmake_clerk('alice')")
    passer_by, alice = Browser(house), Browser(house)
    alice.enter()
    for browser, path, chunked, expected in (
        (passer_by, "/enter/", False, 413),
        (passer_by, "/c/ideas/say/", False, 413),
        (alice, "/desk/imports/new/", False, 413),
        (alice, "/desk/take-down/", False, 413),
        # Without an announced length Django reads nothing: no token, no file.
        (passer_by, "/enter/", True, 403),
        (alice, "/desk/imports/new/", True, 403),
    ):
        with Memory(house) as memory:
            out, status, page = browser.send(path, 320, chunked=chunked)
        assert (path, status) == (path, expected)
        assert out < UNDER_WAY, (path, out)
        assert memory.grown < UNDER_WAY, (path, memory.grown)
        assert ("320" in page) == (expected == 413)
    with Memory(house) as memory:
        out, status, _page = alice.send("/desk/imports/new/", 100)
    assert (out, status) == (100, 302)
    assert memory.grown < UNDER_WAY, memory.grown
    # Of all that was sent, this one file lies on the disk.
    kept = [path.stat().st_size for path in (house.var / "files" / "imports").iterdir()]
    assert kept == [100 * MB]
