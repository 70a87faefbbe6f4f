"""What leaves the house: by e-mail and by a call, each once a batch and under one key."""

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from qunce.notices.actions import Unreachable, tell
from qunce.notices.models import Message
from qunce.settings import _smtp
from qunce.voices.actions import Author
from qunce.voices.actions.contacts import deliver
from tests.at_once import at_once
from tests.factories import make_voice

pytestmark = pytest.mark.django_db


class _Smtp(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as takes a message; refuses who is at `nowhere`."""

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "DATA":
                self._take()
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                refused = word == "RCPT" and "@nowhere" in line
                self._say("550 nobody there" if refused else "250 fine")

    def _take(self) -> None:
        self._say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.server.took.append(b"".join(lines))  # type: ignore[attr-defined]
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Http(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.took.append((dict(self.headers), json.loads(body)))  # type: ignore[attr-defined]
        self.send_response(self.server.answers)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@contextmanager
def _serving(server: Any) -> Iterator[Any]:
    server.took = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def outbox(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path / "outbox"


@pytest.fixture
def mail(settings: Any) -> Iterator[Any]:
    with _serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp)) as server:
        settings.SMTP = _smtp(f"smtp://127.0.0.1:{server.server_address[1]}")
        settings.MAIL_FROM = "qunce@example.org"
        yield server


@pytest.fixture
def sms(settings: Any) -> Iterator[Any]:
    with _serving(HTTPServer(("127.0.0.1", 0), _Http)) as server:
        server.answers = 202
        settings.SMS_URL = f"http://127.0.0.1:{server.server_address[1]}/send"
        settings.SMS_TOKEN = "open-sesame"
        yield server


def _told(*contacts: str) -> list[int]:
    """One batch of notices to voices whose authors left these contacts."""
    voices = [make_voice(f"路灯{n}坏了", author=Author(contact=c)) for n, c in enumerate(contacts)]
    params = {"title": "", "number": "2026-0007", "unit": "市城管局"}
    return tell(voices=[v.pk for v in voices], code="matter.answered", params=params)


def _read(raw: bytes) -> tuple[Mail, str]:
    letter = message_from_bytes(raw)
    return letter, letter.get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_one_e_mail_holds_all_that_a_batch_tells_a_person(mail: Any, outbox: Path) -> None:
    ids = _told("a@example.com", "a@example.com", "b@example.com")
    assert [deliver(ids), deliver(ids)] == [2, 0]
    letters = [_read(raw) for raw in mail.took]
    assert sorted(letter["To"] for letter, _words in letters) == ["a@example.com", "b@example.com"]
    words = next(words for letter, words in letters if letter["To"] == "a@example.com")
    first, second = (n.to_id for n in Message.objects.order_by("pk")[0].notices.order_by("pk"))
    assert f"第{first}、{second}号：市城管局已答复" in words
    assert "保密办理的事项" in words  # the title is confidential
    assert "路灯" not in words
    keys = {letter["Message-ID"] for letter, _words in letters}
    assert len(keys) == 2
    assert all(str(Message.objects.all()[0].batch) in key for key in keys)
    assert not outbox.exists()


def test_a_telephone_number_goes_to_the_address_that_sends_sms(sms: Any, outbox: Path) -> None:
    ids = _told("13900001234")
    assert deliver(ids) == 1
    ((headers, body),) = sms.took
    assert (body["to"], headers["Authorization"]) == ("13900001234", "Bearer open-sesame")
    assert headers["Idempotency-Key"] == body["key"]
    assert [n["code"] for n in body["notices"]] == ["matter.answered"]
    assert "号：市城管局已答复" in body["words"]
    assert not outbox.exists()


def test_each_contact_takes_its_own_channel(mail: Any, sms: Any, outbox: Path) -> None:
    assert deliver(_told("a@example.com", "13900001234")) == 2
    assert (len(mail.took), len(sms.took)) == (1, 1)


def test_without_a_channel_it_lies_in_the_outbox_under_its_key(mail: Any, outbox: Path) -> None:
    assert deliver(_told("13900001234")) == 1
    (path,) = outbox.glob("*.json")
    assert json.loads(path.read_text())["key"] == path.stem
    assert path.stat().st_mode & 0o077 == 0
    assert mail.took == []


def test_a_channel_that_fails_holds_up_nobody_else_and_is_tried_again(mail: Any, sms: Any) -> None:
    ids = _told("13900001234", "a@example.com")
    sms.answers = 503
    with pytest.raises(Unreachable, match="1 of 2"):
        deliver(ids)
    assert (len(mail.took), Message.objects.count()) == (1, 1)
    sms.answers = 200
    assert deliver(ids) == 1
    assert (len(mail.took), Message.objects.count()) == (1, 2)
    keys = {body["key"] for _headers, body in sms.took}
    assert len(keys) == 1  # the same message, under the same key


def test_who_cannot_be_connected_to_is_unreachable(settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SMTP = _smtp(f"smtp://127.0.0.1:{free.getsockname()[1]}")
    with pytest.raises(Unreachable):
        deliver(_told("a@example.com"))
    assert not Message.objects.exists()


def test_an_address_that_is_refused_for_good_lies_in_the_outbox(mail: Any, outbox: Path) -> None:
    assert deliver(_told("a@nowhere.example")) == 1
    assert len(list(outbox.glob("*.json"))) == 1


def test_a_contact_with_a_line_break_writes_no_header_of_its_own(mail: Any, outbox: Path) -> None:
    assert deliver(_told("a@example.com\nBcc: b@example.com")) == 1
    assert mail.took == []
    assert len(list(outbox.glob("*.json"))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_message(mail: Any) -> None:
    ids = _told("a@example.com")
    assert sorted(at_once(lambda: deliver(ids), [(), ()])) == [0, 1]
    assert len(mail.took) == 1


@pytest.mark.parametrize(
    ("url", "port", "kind"),
    [
        ("smtp://h", 25, ""),
        ("smtp+starttls://h", 587, "use_tls"),
        ("smtps://u:p%40@h:9", 9, "use_ssl"),
    ],
)
def test_a_mail_server_is_one_address(url: str, port: int, kind: str) -> None:
    found = _smtp(url)
    assert (found["host"], found["port"]) == ("h", port)
    assert [k for k in ("use_tls", "use_ssl") if found.get(k)] == [k for k in [kind] if k]


def test_what_is_no_mail_server_is_refused_at_the_start() -> None:
    for url in ("https://h", "smtp://", "mail.example"):
        with pytest.raises(ValueError, match="QUNCE_SMTP"):
            _smtp(url)
