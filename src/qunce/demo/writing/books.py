"""Reads the text files in which the grammar is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

MARKS = {
    "*": "title", "我": "who", ".": "what", "+": "detail", "!": "how", "~": "short", "题": "topic",
    "&": "list",
}  # fmt: skip

Rules = dict[str, list[str]]


class BookError(ValueError):
    """A file of the grammar cannot be understood; names file and line."""


@dataclass
class CaseBook:
    """One thing that happens to people: lines by section, in order, and the facts they share.

    `also` are other themes of the list that a reader would accept for it as well as its own.
    """

    key: str
    lines: Rules = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)

    def section(self, name: str) -> list[str]:
        """Its lines, which name the case's own facts as `case/fact`."""
        return [self._own(line) for line in self.lines.get(name, [])]

    def _own(self, line: str) -> str:
        return re.sub(r"\{([^{}]+)\}", self._fact, line)

    def _fact(self, found: re.Match[str]) -> str:
        return f"{{{self.key}/{found[1]}}}" if found[1] in self.facts else found[0]


@dataclass
class ThemeBook:
    """What people say about one theme; `key` is group/name."""

    key: str
    name: str
    group: str
    weight: float
    rural: bool
    units: list[str]
    lines: Rules = field(default_factory=dict)
    cases: list[CaseBook] = field(default_factory=list)

    @property
    def writing(self) -> Rules:
        """Where the next line goes: into the last case, before the first one into the theme."""
        return self.cases[-1].lines if self.cases else self.lines


def _read(folder: str, name: str) -> Iterator[str]:
    text = files(__package__).joinpath(folder, name).read_text(encoding="utf-8")
    yield from (line for line in text.splitlines() if line.strip() and line[:2] != "# ")


@cache
def faults() -> list[tuple[str, str]]:
    """What is meant and what is typed instead."""
    pairs = (line.split() for line in _read("words", "faults.txt"))
    return [(meant, typed) for meant, typed in pairs]


@cache
def habits() -> list[tuple[str, list[str]]]:
    """Patterns and what may stand in their place."""
    lines = (line.split() for line in _read("words", "habits.txt"))
    return [(pattern, others) for pattern, *others in lines]


def rules(name: str) -> Rules:
    """Rules of a file in which `@name` starts a rule and each following line is a choice."""
    found: Rules = {}
    current: list[str] = []
    for line in _read("words", name):
        if line.startswith("@"):
            current = found.setdefault(line[1:].strip(), [])
        else:
            current.append(line)
    return found


@cache
def glimpses() -> dict[str, dict[str, list[str]]]:
    """For each theme what can be named in passing: P, Q and H."""
    return {
        key: {line[0]: line[2:].split("|") for line in lines}
        for key, lines in rules("glimpses.txt").items()
    }


def passing(theme: str) -> list[str]:
    """The sentences around glimpses, naming the theme's own rules `theme/P` and so on."""
    return [
        re.sub(r"\{([PQH])\}", rf"{{{theme}/\1}}", line) for line in rules("frames.txt")["list"]
    ]


def _theme(line: str, group: str) -> ThemeBook:
    key, name, weight, units, *flags = line[3:].split()
    return ThemeBook(
        f"{group}/{key}", name, group, float(weight), "rural" in flags, units.split("|")
    )


def _case(theme: ThemeBook) -> CaseBook:
    return CaseBook(f"{theme.key}/{len(theme.cases)}")


@cache
def group(file: str) -> tuple[str, str, list[ThemeBook]]:
    """A group's key and name, and its themes."""
    first, *lines = _read("themes", file)
    key, name = first.removeprefix("#### ").split(maxsplit=1)
    themes: list[ThemeBook] = []
    for line in lines:
        if line.startswith("== "):
            themes.append(_theme(line, key))
        else:
            _take(line, themes[-1], file)
    return key, name, themes


def _take(line: str, theme: ThemeBook, file: str) -> None:
    mark, rest = line[0], line[2:]
    if line.startswith("--"):
        theme.cases.append(_case(theme))
    elif mark == "=":
        theme.cases[-1].also.append(rest)
    elif mark == "@":
        name, drawn = rest.split(maxsplit=1)
        theme.cases[-1].facts[name] = drawn
    elif mark in MARKS and line[1:2] == " ":
        theme.writing.setdefault(MARKS[mark], []).append(rest)
    else:
        raise BookError(f"{file}: {line}")


def groups() -> list[str]:
    folder = files(__package__).joinpath("themes")
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".txt"))


def names() -> tuple[dict[str, str], dict[str, str]]:
    """The names of all themes and of all groups, by key."""
    themes: dict[str, str] = {}
    grouped: dict[str, str] = {}
    for file in groups():
        key, name, found = group(file)
        grouped[key] = name
        themes |= {theme.key: theme.name for theme in found}
    return themes, grouped
