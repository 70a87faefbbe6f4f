"""Which column is what: guessed from names and contents, with a reason, open to correction."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qunce.sheets.roles import HEADERS, refusal, role_by_name
from qunce.sheets.words import Said

ROLES = tuple(HEADERS)
LEFT_OUT = ("person", "contact")  # personal data: taken in only if somebody chooses so by hand

_DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-?\d{7,8}")
_ID_CARD = re.compile(r"[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d\d{3}[\dXx]")
_MOST = 0.6  # of the filled cells; forms are filled in carelessly
_MEAN_OF_TEXT = 6  # characters: shorter columns are names, places, choices


@dataclass(frozen=True)
class Column:
    """One column with the reason for what it was taken for."""

    name: str
    index: int
    reason: Said


@dataclass(frozen=True)
class Columns:
    """`roles` are read; `left_out` can be chosen by hand; `refused` never."""

    names: tuple[str, ...]
    roles: Mapping[str, Column]
    left_out: tuple[Column, ...] = ()
    refused: tuple[Column, ...] = ()

    def cell(self, role: str, cells: Sequence[str]) -> str:
        """The cell of that role without blanks around it; "" if there is no such column."""
        column = self.roles.get(role)
        return cells[column.index].strip() if column else ""

    def mapping(self) -> dict[str, int]:
        """The position of the column of each role."""
        return {role: column.index for role, column in self.roles.items()}

    def corrected(self, chosen: Mapping[str, str | None]) -> "Columns":
        """With other columns for some roles; None takes a role away.

        Raises ValueError for an unknown role or column and for a column that is never read.
        """
        roles = dict(self.roles)
        for role, name in chosen.items():
            if role not in ROLES:
                raise ValueError(f"no such role: {role}; there are {', '.join(ROLES)}")
            roles.pop(role, None)
            if name is not None:
                roles = {r: column for r, column in roles.items() if column.name != name}
                roles[role] = Column(name, self._index(name), Said("by_hand"))
        taken = {column.name for column in roles.values()}
        left_out = tuple(column for column in self.left_out if column.name not in taken)
        return replace(self, roles=roles, left_out=left_out)

    def _index(self, name: str) -> int:
        never = {column.name for column in self.refused}
        if name in self.names and name not in never:
            return self.names.index(name)
        readable = "、".join(other for other in self.names if other not in never)
        raise ValueError(f"no column “{name}” can be read; there are: {readable}")


def recognise(names: Sequence[str], sample: Sequence[Sequence[str]]) -> Columns:
    """Guesses the role of each column from its name and from the rows of the sample."""
    return _Guessing(names, sample).columns()


class _Guessing:
    def __init__(self, names: Sequence[str], sample: Sequence[Sequence[str]]) -> None:
        self.names = tuple(names)
        self.cells = [_filled(sample, index) for index in range(len(names))]
        self.roles: dict[str, Column] = {}
        self.left_out: list[Column] = []
        self.refused = list(self._refused())

    def columns(self) -> Columns:
        for index in self._open():
            self._by_name(index)
        for index in self._open():
            if _share(self.cells[index], _PHONE) >= _MOST:
                self._leave_out(index, "contact")
        self._time_by_content()
        self._text_by_content()
        return Columns(self.names, self.roles, tuple(self.left_out), tuple(self.refused))

    def _refused(self) -> Iterator[Column]:
        for index, name in enumerate(self.names):
            code = refusal(name)
            if not code and _share(self.cells[index], _ID_CARD) >= _MOST:
                code = "refused_id_card"
            if code:
                yield Column(name, index, Said(code, {"column": name}))

    def _open(self) -> list[int]:
        """The columns that nothing has been decided about."""
        decided = {c.index for c in (*self.refused, *self.left_out, *self.roles.values())}
        return [index for index in range(len(self.names)) if index not in decided]

    def _by_name(self, index: int) -> None:
        name = self.names[index]
        role, word = role_by_name(name)
        if role in LEFT_OUT:
            self._leave_out(index, role)
        elif role:
            known = self.roles.get(role)
            if known and not self._better(role, index, known.index):
                return
            whole = len(word) == len(name)
            self.roles[role] = Column(
                name,
                index,
                Said("by_name", {"column": name}) if whole else Said("by_ending", {"word": word}),
            )

    def _better(self, role: str, index: int, known: int) -> bool:
        """Of two columns for the words of a voice, the one in which more was said."""
        return role in ("text", "title") and _mean(self.cells[index]) > _mean(self.cells[known])

    def _leave_out(self, index: int, role: str) -> None:
        name = self.names[index]
        self.left_out.append(Column(name, index, Said(f"left_out_{role}", {"column": name})))

    def _time_by_content(self) -> None:
        dated = [i for i in self._open() if _share(self.cells[i], _DATE) >= _MOST]
        if dated and "time" not in self.roles:
            self.roles["time"] = Column(self.names[dated[0]], dated[0], Said("by_dates"))

    def _text_by_content(self) -> None:
        if "text" in self.roles:
            return
        index = max(self._open(), key=lambda i: _mean(self.cells[i]), default=-1)
        mean = _mean(self.cells[index]) if index >= 0 else 0
        title = self.roles.get("title")
        if mean >= _MEAN_OF_TEXT and (not title or mean > _mean(self.cells[title.index])):
            reason = Said("by_length", {"mean": round(mean)})
            self.roles["text"] = Column(self.names[index], index, reason)
        elif title:
            self.roles["text"] = replace(self.roles.pop("title"), reason=Said("no_other_text"))


def _filled(sample: Sequence[Sequence[str]], index: int) -> list[str]:
    cells = (unicodedata.normalize("NFKC", row[index]).strip() for row in sample)
    return [cell for cell in cells if cell]


def _share(cells: list[str], pattern: re.Pattern[str]) -> float:
    """The share of cells that begin with the pattern and hold little else."""
    hits = sum(1 for cell in cells if len(cell) <= 30 and pattern.match(cell))
    return hits / len(cells) if cells else 0.0


def _mean(cells: list[str]) -> float:
    """Letters and characters per cell; digits and signs say nothing."""
    return sum(sum(map(str.isalpha, cell)) for cell in cells) / len(cells) if cells else 0.0
