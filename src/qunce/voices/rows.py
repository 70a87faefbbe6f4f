"""From a row of a spreadsheet to a voice, or to the reason why not."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from qunce.voices import words

# What a column may be to a voice. Names and contacts are never taken in from a spreadsheet.
ROLES = ("text", "title", "time", "place", "topic", "id", "consent")
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
    topic: str
    said_at: datetime | None
    consent: bool | None
    origin: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row cannot; `cells` are those of the columns that were confirmed, by role."""

    row: int
    reason: str
    cells: dict[str, str]


@dataclass
class RowReader:
    """Reads rows by the columns that a person confirmed: {role: column number}.

    Of ROLES only text is required.
    """

    columns: Mapping[str, int]
    zone: tzinfo
    # Hashes of the rows so far, and how often those came that came again.
    _seen: set[int] = field(default_factory=set)
    _again: dict[int, int] = field(default_factory=dict)

    def read(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Parsed | Refusal]:
        for number, cells in rows:
            yield self._one(number, list(cells))

    def _one(self, number: int, cells: list[str]) -> Parsed | Refusal:
        title = words.clean(self._cell(cells, "title"))
        text = words.clean(self._cell(cells, "text"))
        if not text:
            title, text = "", title
        place = words.clean(self._cell(cells, "place"))
        time = self._cell(cells, "time").strip()
        said_at = read_time(time, self.zone) if time else None
        reason = _refuse(title, text, place) or ("time_unreadable" if time and not said_at else "")
        if reason:
            kept = {role: self._cell(cells, role) for role in self.columns}
            return Refusal(number, reason, kept)
        return Parsed(
            row=number,
            title=title,
            text=text,
            place=place,
            topic=words.clean(self._cell(cells, "topic")).strip(),
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
        """The row's words with its number, or with how often they came before without one.

        The number alone will not do: many lists count from 1, and a second list is not the first.
        """
        number = self._cell(cells, "id").strip()
        row = _hash(f"{number}\x1f{title}\x1f{text}\x1f{time}")
        return row if number else _hash(f"{row.hex()}/{self._earlier(row)}")

    def _earlier(self, row: bytes) -> int:
        """How many equal rows came before; 64 bits a row keep a large file's memory small."""
        short = int.from_bytes(row[:8], "big")
        if short not in self._seen:
            self._seen.add(short)
            return 0
        self._again[short] = self._again.get(short, 0) + 1
        return self._again[short]


def read_time(written: str, zone: tzinfo) -> datetime | None:
    """The instant that was written in any of the usual ways, or None.

    >>> from datetime import UTC
    >>> read_time("2019/2/28 11:25:05", UTC).isoformat()
    '2019-02-28T11:25:05+00:00'
    """
    found = _read_usual_time(written) or _read_other_time(written)
    # Beyond these years a number was mistyped, and some do not fit into a timestamp with a zone.
    return found.replace(tzinfo=zone) if found and 1900 <= found.year <= 2100 else None


def _read_usual_time(written: str) -> datetime | None:
    """2019-02-28 11:25:05 and shorter: 20 times quicker than the way that knows all the others."""
    if len(written) not in {10, 16, 19} or written[4] != "-":
        return None
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return None


def _read_other_time(written: str) -> datetime | None:
    for form in _TIMES:
        try:
            return datetime.strptime(written, form)
        except ValueError:
            continue
    return None


def _refuse(title: str, text: str, place: str) -> str:
    if not text:
        return "no_text"
    if len(text) > words.LONGEST_TEXT:
        return "too_long"
    if len(title) > words.LONGEST_TITLE:
        return "title_too_long"
    if len(place) > words.LONGEST_PLACE:
        return "place_too_long"
    return ""


def _hash(of: str) -> bytes:
    return hashlib.sha256(of.encode()).digest()[:16]
