"""Checking a receipt that somebody brings: first by itself, then against the log as it is now."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qunce import proof
from qunce.record import queries, signing

# A receipt has a few kilobytes besides the words, and words have at most 100,000 characters.
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was looked at, in words for people."""

    code: str
    holds: bool
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What can be said of a receipt; it holds only if all of it holds."""

    said: tuple[Said, ...]
    number: str = ""
    at: datetime | None = None
    verb: str = ""
    place: int = 0  # counted from 1, as people do
    size: int = 0
    words: str = ""

    @property
    def holds(self) -> bool:
        return bool(self.said) and all(said.holds for said in self.said)


def read(typed: str | bytes) -> Any:
    """The JSON in what was brought; None if there is none, which no check accepts."""
    try:
        return json.loads(typed)
    except (ValueError, RecursionError):
        return None


def check(receipt: object) -> Finding:
    log = _log_of(receipt)
    verdict = proof.verify_receipt(receipt, signing.public_key(log))
    # Number and words are both opened; one sentence tells of both.
    said = tuple(dict.fromkeys(_said(looked) for looked in verdict.checks))
    if not verdict.valid or verdict.checkpoint is None or not isinstance(receipt, dict):
        return Finding(said)
    entry = receipt["entry"]
    return Finding(
        said=(*said, _same_log(log, verdict.checkpoint)),
        number=receipt["number"],
        at=_instant(entry.get("at")),
        verb=str(entry.get("verb", "")),
        place=receipt["position"] + 1,
        size=verdict.checkpoint.size,
        words=_words(receipt["opened"]),
    )


def _words(opened: list[dict[str, str]]) -> str:
    """The words of the voice, if the receipt shows them and not only their commitment."""
    return next((item["text"] for item in opened if item["field"] == "body.words"), "")


def _instant(written: object) -> datetime | None:
    """The entry is one of ours by now, so this is a date; if it ever were not, no page breaks."""
    try:
        return datetime.fromisoformat(str(written))
    except ValueError:
        return None


def _log_of(receipt: object) -> int:
    note = receipt.get("checkpoint") if isinstance(receipt, dict) else None
    return (signing.log_of(note) if isinstance(note, str) else None) or 0


def _said(looked: proof.Check) -> Said:
    return Said(looked.code, looked.passed, looked.words(get_language() or "zh"))


def _same_log(log: int, signed: proof.Checkpoint) -> Said:
    """Whether the log that is kept today still begins with the log that the receipt saw.

    A signature alone would not tell if two different logs had been shown to two people.
    """
    found = queries.consistency(log, signed.size, signed.size)
    if found is not None and found.new_root == signed.root:
        words = _("The log kept here today still begins with the log of this receipt.")
        return Said("same_log", True, words)
    return Said(
        "not_same_log",
        False,
        _(
            "The log kept here today does not begin with the log of this receipt, "
            "although the signature is ours. That must not happen. Please keep the file and show "
            "it to the supervising office."
        ),
    )
