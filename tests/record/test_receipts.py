"""A receipt holds exactly as it was given, and in no other form."""

import base64
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from qunce import proof
from qunce.record import actions, queries, receipts, signing
from tests.factories.record import make_entries, make_line

SALT = bytes(range(16))
WORDS = "学校后面的巷子没有路灯"
NUMBER = "K7M3-9XRT-2PQB-W5ND"

Receipt = dict[str, Any]


def make_receipt(others: int = 20) -> Receipt:
    """A sealed entry among others, as a receipt that opens number and words."""
    make_entries(others, start=100)
    body = {"number": proof.commit(SALT, NUMBER), "words": proof.commit(SALT, WORDS)}
    with transaction.atomic():
        entry = actions.write(make_line(7, body=body))
    make_entries(others, start=200)
    actions.seal(1)
    parts = queries.proof_of(entry)
    assert parts is not None
    opened = [("body.number", SALT, NUMBER), ("body.words", SALT, WORDS)]
    return proof.make_receipt(
        NUMBER, parts.entry, parts.position, parts.path, parts.checkpoint, opened
    )


@pytest.mark.django_db
def test_a_receipt_as_it_was_given_holds() -> None:
    finding = receipts.check(receipts.read(json.dumps(make_receipt())))
    assert finding.holds
    assert [said.code for said in finding.said] == [
        "signed",
        "included",
        "number",
        "opened",
        "same_log",
    ]
    assert (finding.number, finding.place, finding.size) == (NUMBER, 21, 41)
    assert finding.words == WORDS


@pytest.mark.django_db
def test_an_old_receipt_still_holds_when_the_log_has_grown() -> None:
    receipt = make_receipt()
    make_entries(600, start=1000)
    actions.seal(1)
    assert receipts.check(receipt).holds


def _put(path: str, value: Any) -> Callable[[Receipt], None]:
    def forge(receipt: Receipt) -> None:
        *holders, last = path.split(".")
        place: Any = receipt
        for key in holders:
            place = place[int(key) if key.isdigit() else key]
        place[int(last) if last.isdigit() else last] = value

    return forge


def _signature(receipt: Receipt) -> None:
    text, line = receipt["checkpoint"].rsplit(" ", 1)
    raw = bytearray(base64.b64decode(line))
    raw[-1] ^= 1
    receipt["checkpoint"] = f"{text} {base64.b64encode(bytes(raw)).decode()}\n"


def _grown(receipt: Receipt) -> None:
    receipt["checkpoint"] = receipt["checkpoint"].replace("\n41\n", "\n42\n")


def _foreign_key(receipt: Receipt) -> None:
    mine = proof.open_checkpoint(receipt["checkpoint"], signing.public_key(1))
    receipt["checkpoint"] = proof.sign(mine, bytes(32))


FORGED: list[tuple[str, Callable[[Receipt], None], str]] = [
    ("another number", _put("number", "AAAA-AAAA-AAAA-AAAA"), "not_number"),
    ("other words", _put("opened.1.text", "什么都好"), "not_opened"),
    ("another time", _put("entry.at", "2020-01-01T00:00:00.000000+00:00"), "not_included"),
    ("another verb", _put("entry.verb", "voice.answered"), "not_included"),
    ("another subject", _put("entry.subject.1", 8), "not_included"),
    ("another commitment", _put("entry.body.words", "0" * 64), "not_included"),
    ("another place", _put("position", 21), "not_included"),
    ("no path", _put("path", []), "not_included"),
    ("a broken path", _put("path.0", "%%%"), "malformed"),
    ("a signature with one bit turned", _signature, "checkpoint_bad_signature"),
    ("a larger size", _grown, "checkpoint_bad_signature"),
    ("signed by somebody else", _foreign_key, "checkpoint_not_signed"),
    ("no checkpoint", _put("checkpoint", ""), "checkpoint_malformed"),
    ("a log that is not ours", _put("checkpoint", "other/1\n1\nAAAA\n\n— a b\n"), "checkpoint_"),
    ("a place that is no number", _put("position", "20"), "malformed"),
    ("a number past all places", _put("position", 2**70), "not_included"),
    ("another format", _put("format", "qunce-receipt/9"), "unknown_format"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "forge", "code"), FORGED, ids=[f[0] for f in FORGED])
def test_a_forged_receipt_does_not_hold(
    name: str, forge: Callable[[Receipt], None], code: str
) -> None:
    receipt = copy.deepcopy(make_receipt())
    forge(receipt)
    finding = receipts.check(receipt)
    assert not finding.holds
    assert any(said.code.startswith(code) for said in finding.said if not said.holds)


@pytest.mark.django_db
def test_a_log_that_was_rewritten_after_the_receipt_is_told() -> None:
    """Signed by us, but not the log that is kept here: somebody was shown a second log."""
    receipt = make_receipt()
    entry = receipt["entry"]
    other = proof.leaf_hash(proof.canonical(entry))
    note = signing.sign(1, 1, other)
    finding = receipts.check({**receipt, "position": 0, "path": [], "checkpoint": note})
    assert [said.code for said in finding.said if not said.holds] == ["not_same_log"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["", "null", "[]", "{}", "7", "{", "小区", "[" * 50_000, b"\xff\xfe", '{"format": 1}', "NaN"],
)
def test_whatever_is_brought_gets_an_answer(typed: str | bytes) -> None:
    finding = receipts.check(receipts.read(typed))
    assert [said.code for said in finding.said] == ["unknown_format"]


@pytest.mark.django_db
def test_the_answer_is_in_the_readers_language() -> None:
    with translation.override("en"):
        assert receipts.check(None).said[0].words.startswith("This is not a Qunce receipt")
    with translation.override("zh-hans"):
        assert receipts.check(None).said[0].words.startswith("这不是群策的回执文件")
