"""Reads the text files in which the grammar is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

MARKS = {"*": "title", ".": "what", "+": "detail", "?": "why", "!": "how", "~": "short"}

Rules = dict[str, list[str]]


class BookError(ValueError):
    """A file of the grammar cannot be understood; names file and line."""


@dataclass
class ThemeBook:
    """One theme's lines by section; `key` is group/name."""

    key: str
    name: str
    group: str
    weight: float
    rural: bool
    lines: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class GroupBook:
    key: str
    name: str
    lines: dict[str, list[str]] = field(default_factory=dict)


def _read(folder: str, name: str) -> Iterator[str]:
    text = files(__package__).joinpath(folder, name).read_text(encoding="utf-8")
    yield from (line for line in text.splitlines() if line.strip())


@cache
def synonyms() -> dict[str, list[str]]:
    lines = (line.split() for line in _read("words", "synonyms.txt") if line[0] != "#")
    return {word: others for word, *others in lines}


@cache
def faults() -> list[tuple[str, str]]:
    """What is meant and what is typed instead."""
    pairs = (line.split() for line in _read("words", "faults.txt") if line[0] != "#")
    return [(meant, typed) for meant, typed in pairs]


def rules(name: str) -> Rules:
    """Rules of a file in which `@name` starts a rule and each following line is a choice."""
    found: Rules = {}
    current: list[str] = []
    for line in _read("words", name):
        if line.startswith("@"):
            current = found.setdefault(line[1:].strip(), [])
        elif not line.startswith("#"):
            current.append(line)
    return found


def _theme(line: str, group: str) -> ThemeBook:
    key, name, weight, *flags = line[2:].split()
    return ThemeBook(f"{group}/{key}", name, group, float(weight), "rural" in flags)


def group(name: str) -> tuple[GroupBook, list[ThemeBook], Rules]:
    """A group's file: its own lines, its themes, and the small rules (`name = …`) it defines."""
    first, *lines = _read("themes", name)
    key, title = first.lstrip("# ").split(maxsplit=1)
    book, themes, small = GroupBook(key, title), list[ThemeBook](), Rules()
    current = book.lines
    for line in lines:
        mark, rest = line[0], line[2:]
        if line.startswith("== "):
            themes.append(_theme(line, key))
            current = themes[-1].lines
        elif line.startswith("题 "):
            current["topic"] = [rest]
        elif line.startswith("管 "):
            current["units"] = rest.split("|")
        elif mark in MARKS and line[1] == " ":
            current.setdefault(MARKS[mark], []).append(rest)
        elif line.startswith("@"):
            word, choices = line[1:].split(" = ", 1)
            small[word] = [choices]
        elif mark != "#":
            raise BookError(f"{name}: {line}")
    return book, themes, small


def _slots(lines: list[str]) -> dict[str, list[str]]:
    return {line[0]: line[2:].split("|") for line in lines}


@cache
def heads() -> dict[str, dict[str, list[str]]]:
    """For each theme the words that fill the skeletons: P pairs, S things, Q, H and G."""
    found = {}
    more = rules("heads2.txt")
    for key, lines in rules("heads.txt").items():
        slots, others = _slots(lines), _slots(more[key])
        pairs = [tuple(pair.split("·")) for pair in others["P"]]
        pairs += zip(slots["S"], slots["V"], strict=True)
        found[key] = {
            "P": [f"{thing}{{中}}{fault}" for thing, fault in pairs],
            "S": [thing for thing, _ in pairs],
            **{slot: slots[slot] + others[slot] for slot in "QHG"},
        }
    return found


@cache
def skeletons() -> Rules:
    return rules("skeletons.txt")


def fleshed(section: str, theme: str) -> list[str]:
    """The skeletons of a section, naming the theme's own rules `theme/P` and so on."""
    lines = skeletons()[section]
    return [re.sub(r"\{([PSQHG])\}", rf"{{{theme}/\1}}", line) for line in lines]


def groups() -> list[str]:
    folder = files(__package__).joinpath("themes")
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".txt"))


def names() -> tuple[dict[str, str], dict[str, str]]:
    """The names of all themes and of all groups, by key."""
    themes: dict[str, str] = {}
    grouped: dict[str, str] = {}
    for file in groups():
        book, found, _ = group(file)
        grouped[book.key] = book.name
        themes |= {theme.key: theme.name for theme in found}
    return themes, grouped
