"""Receipts: a JSON document that proves, without an account, that an entry is in the record.

    {"format": "qunce-receipt/1", "number": "…", "entry": {…}, "position": 17,
     "opened": [{"field": "text", "salt": "…", "text": "…"}],
     "path": ["…"], "checkpoint": "origin\\n18\\n…"}

`opened` carries what the entry only commits to, so that the holder can show the very words.
A field inside the entry is named by its keys with dots between them ("facts.text").
"""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qunce.proof.canonical import NotCanonical, canonical, opens
from qunce.proof.checkpoint import BadCheckpoint, Checkpoint, open_checkpoint
from qunce.proof.tree import leaf_hash, verify_inclusion
from qunce.proof.words import WORDS

FORMAT = "qunce-receipt/1"
_LONGEST_PATH = 64  # a log of 2**64 entries


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `code` is stable; the sentence is for people."""

    code: str
    passed: bool

    def words(self, language: str = "zh") -> str:
        return WORDS[self.code][0 if language.startswith("zh") else 1]


@dataclass(frozen=True)
class Verdict:
    """What can be said of a receipt: `valid` only if every check passed."""

    checks: tuple[Check, ...]
    checkpoint: Checkpoint | None = None

    @property
    def valid(self) -> bool:
        return all(check.passed for check in self.checks)

    def reasons(self, language: str = "zh") -> list[str]:
        """Why not valid, or what was shown."""
        return [c.words(language) for c in self.checks if self.valid or not c.passed]


class _Failed(Exception):
    def __init__(self, code: str) -> None:
        self.code = code


def make_receipt(
    number: str,
    entry: Mapping[str, Any],
    position: int,
    path: Sequence[bytes],
    checkpoint: str,
    opened: Iterable[tuple[str, bytes, str]] = (),
) -> dict[str, Any]:
    """The receipt as a JSON object; `opened` are (field, salt, text)."""
    return {
        "format": FORMAT,
        "number": number,
        "entry": dict(entry),
        "position": position,
        "opened": [
            {"field": field, "salt": _b64(salt), "text": text} for field, salt, text in opened
        ],
        "path": [_b64(step) for step in path],
        "checkpoint": checkpoint,
    }


def verify_receipt(receipt: object, public_key: str) -> Verdict:
    """Checks a receipt against the published key; whatever it holds, it gets a verdict."""
    try:
        return _verify(receipt, public_key)
    except _Failed as failed:
        return Verdict((Check(failed.code, False),))


def _verify(receipt: object, public_key: str) -> Verdict:
    if not isinstance(receipt, dict) or receipt.get("format") != FORMAT:
        raise _Failed("unknown_format")
    entry, position = _get(receipt, "entry", dict), _get(receipt, "position", int)
    number, note = _get(receipt, "number", str), _get(receipt, "checkpoint", str)
    opened = [_opened(item) for item in _get(receipt, "opened", list)]
    path = [_step(item) for item in _get(receipt, "path", list)]
    try:
        checkpoint = open_checkpoint(note, public_key)
        leaf = leaf_hash(canonical(entry))
    except BadCheckpoint as problem:
        raise _Failed(f"checkpoint_{problem.code}") from None
    except NotCanonical:
        raise _Failed("malformed") from None
    included = len(path) <= _LONGEST_PATH and verify_inclusion(
        leaf, position, checkpoint.size, path, checkpoint.root
    )
    return Verdict(
        (
            _check("signed", True),
            _check("included", included),
            _check("number", number in _numbers(entry, opened)),
            *(_check("opened", _fits(entry, *item)) for item in opened),
        ),
        checkpoint,
    )


def _check(code: str, passed: bool) -> Check:
    return Check(code if passed else f"not_{code}", passed)


def _numbers(entry: dict[str, Any], opened: list[tuple[str, bytes, str]]) -> set[object]:
    """The receipt numbers the entry itself speaks of, in the open or by a commitment.

    Only fields called "number" count: otherwise a voice whose words are somebody else's number
    would make a receipt for that number.
    """
    found: set[object] = {text for field, _, text in opened if field.split(".")[-1] == "number"}
    waiting: list[dict[str, Any]] = [entry]
    while waiting:
        part = waiting.pop()
        waiting += [value for value in part.values() if isinstance(value, dict)]
        if isinstance(part.get("number"), str):
            found.add(part["number"])
    return found


def _fits(entry: dict[str, Any], field: str, salt: bytes, text: str) -> bool:
    part: object = entry
    for key in field.split("."):
        part = part.get(key) if isinstance(part, dict) else None
    return isinstance(part, str) and opens(part, salt, text)


def _opened(item: object) -> tuple[str, bytes, str]:
    if not isinstance(item, dict):
        raise _Failed("malformed")
    return _get(item, "field", str), _step(item.get("salt")), _get(item, "text", str)


def _get(holder: dict[str, Any], key: str, kind: type) -> Any:
    value = holder.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _Failed("malformed")
    return value


def _step(code: object) -> bytes:
    try:
        return base64.b64decode(str(code).encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise _Failed("malformed") from None


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode()
