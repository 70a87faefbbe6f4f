"""From a row of a spreadsheet to a voice, or to the reason why not."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from qunce.voices import words

_TIMES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日",
    "%Y.%m.%d",
)
_YES = {"是", "同意", "公开", "yes", "y", "true", "1", "√"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A row that can become a voice. `origin` names the row wherever the file lies."""

    row: int
    title: str
    text: str
    place: str
    said_at: datetime | None
    consent: bool | None
    origin: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    row: int
    reason: str
    cells: list[str]


@dataclass
class RowReader:
    """Reads rows by the columns that a person confirmed: {role: column number}.

    Roles: text (required), title, time, place, id, consent.
    """

    columns: Mapping[str, int]
    zone: tzinfo
    _seen: Counter[bytes] = field(default_factory=Counter)

    def read(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Parsed | Refusal]:
        for number, cells in rows:
            yield self._one(number, list(cells))

    def _one(self, number: int, cells: list[str]) -> Parsed | Refusal:
        title = words.clean(self._cell(cells, "title"))
        text = words.clean(self._cell(cells, "text"))
        if not text:
            title, text = "", title
        reason = _refuse(title, text)
        time = self._cell(cells, "time").strip()
        said_at = read_time(time, self.zone) if time else None
        if not reason and time and said_at is None:
            reason = "time_unreadable"
        if reason:
            return Refusal(number, reason, cells)
        return Parsed(
            row=number,
            title=title,
            text=text,
            place=words.clean(self._cell(cells, "place"))[:100],
            said_at=said_at,
            consent=self._consent(cells),
            origin=self._origin(cells, title, text, time),
        )

    def _cell(self, cells: list[str], role: str) -> str:
        at = self.columns.get(role, -1)
        return cells[at] if 0 <= at < len(cells) else ""

    def _consent(self, cells: list[str]) -> bool | None:
        said = self._cell(cells, "consent").strip().lower()
        return said in _YES if said else None

    def _origin(self, cells: list[str], title: str, text: str, time: str) -> bytes:
        """The row's own number if it has one; else its words and how often they came before."""
        if number := self._cell(cells, "id").strip():
            return _hash(f"id/{number}")
        words_hash = _hash(f"row/{title}\x1f{text}\x1f{time}")
        self._seen[words_hash] += 1
        return _hash(f"{words_hash.hex()}/{self._seen[words_hash]}")


def read_time(written: str, zone: tzinfo) -> datetime | None:
    """The instant that was written in any of the usual ways, or None.

    >>> from datetime import UTC
    >>> read_time("2019/2/28 11:25:05", UTC).isoformat()
    '2019-02-28T11:25:05+00:00'
    """
    for form in _TIMES:
        try:
            return datetime.strptime(written, form).replace(tzinfo=zone)
        except ValueError:
            continue
    return None


def _refuse(title: str, text: str) -> str:
    if not text:
        return "no_text"
    if len(text) > words.LONGEST_TEXT:
        return "too_long"
    if len(title) > words.LONGEST_TITLE:
        return "title_too_long"
    return ""


def _hash(of: str) -> bytes:
    return hashlib.sha256(of.encode()).digest()[:16]
