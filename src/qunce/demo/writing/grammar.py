"""A small language for writing variations, compiled to closures.

`[a|b|]` chooses, `{name}` calls a rule or a source, `{3-12}` writes a number in the range.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

from qunce.demo.writing.numbers import number, rough

Write = Callable[[], str]
RANGE = re.compile(r"(\d+)-(\d+)")


class GrammarError(ValueError):
    """A line of the grammar cannot be understood; says which."""


def constant(text: str) -> Write:
    return lambda: text


def writer(node: str | Write) -> Write:
    return node if callable(node) else constant(node)


def choice(options: Sequence[str | Write], random: Callable[[], float]) -> str | Write:
    """One of the options; all-literal choices, the most frequent, need no second call."""
    many = len(options)
    if many == 1:
        return options[0]
    words = [option for option in options if isinstance(option, str)]
    if len(words) == many:
        return lambda: words[int(random() * many)]
    writers = [writer(option) for option in options]
    return lambda: writers[int(random() * many)]()


def sequence(parts: Sequence[str | Write]) -> str | Write:
    """Joins constants and writers; a format string per arity, since it is the hot path."""
    calls = tuple(part for part in parts if callable(part))
    if not calls:
        return "".join(part for part in parts if isinstance(part, str))
    frame = "".join("%s" if callable(part) else part.replace("%", "%%") for part in parts)
    if len(calls) == 1:
        one = calls[0]
        return one if frame == "%s" else lambda: frame % one()
    if len(calls) == 2:
        first, second = calls
        return lambda: frame % (first(), second())
    if len(calls) == 3:
        first, second, third = calls
        return lambda: frame % (first(), second(), third())
    return lambda: frame % tuple([call() for call in calls])


class Grammar:
    """Rules by name; `random` is reseeded by its owner, so that a text depends on its seed only."""

    def __init__(self, random: Random, *, sources: Mapping[str, Write]) -> None:
        self.random = random.random
        self._rules: dict[str, Write] = dict(sources)
        self._lines: dict[str, list[str]] = {}
        self._kept: dict[str, str] = {}
        self._text = 0

    def start(self) -> None:
        """A new text: its facts are drawn anew, and what was said may be said again."""
        self._kept.clear()
        self._text += 1

    def keep(self, name: str, line: str) -> None:
        """A fact: what the line has said once stands whenever the name comes again in a text."""
        draw = self.compile(line)
        self.adopt(name, lambda: self.kept(name, draw))

    def kept(self, name: str, draw: Write) -> str:
        """What was drawn first for the name in this text."""
        known = self._kept.get(name)
        if known is None:
            known = self._kept[name] = draw()
        return known

    def fresh(self, name: str, lines: Iterable[str]) -> None:
        """A rule that says a thing only once in a text, as long as there is something else."""
        writers = [self.compile(line) for line in lines]
        said = [0] * len(writers)
        random = self.random

        def write() -> str:
            at = int(random() * len(writers))
            for _ in range(6):
                if said[at] != self._text:
                    break
                at = int(random() * len(writers))
            said[at] = self._text
            return writers[at]()

        self.adopt(name, write)

    def declare(self, name: str, lines: Iterable[str]) -> None:
        """A rule by its lines; it is compiled when something first names it."""
        if name in self._lines or name in self._rules:
            raise GrammarError(f"{name} is declared twice")
        self._lines[name] = list(lines)

    def adopt(self, name: str, write: Write) -> None:
        """A rule that is not written but computed."""
        self._rules[name] = write

    def rule(self, name: str) -> Write:
        if name not in self._rules:
            lines = self._lines.get(name)
            if lines is None:
                raise GrammarError(f"{{{name}}} is not known")
            # A rule that needs itself would never end: popped, so that it is "not known" inside.
            del self._lines[name]
            self._rules[name] = writer(choice([self.compile(line) for line in lines], self.random))
        return self._rules[name]

    def compile(self, line: str) -> Write:
        """The writer of one line."""
        node, end = self._options(line, 0, top=True)
        if end != len(line):
            raise GrammarError(f"a bracket too many in: {line}")
        return writer(node)

    def _options(self, line: str, at: int, *, top: bool) -> tuple[str | Write, int]:
        options: list[str | Write] = []
        parts: list[str | Write] = []
        while at < len(line) and (top or line[at] != "]"):
            if line[at] == "[":
                inner, at = self._options(line, at + 1, top=False)
                parts.append(inner)
            elif line[at] == "{":
                end = line.index("}", at)
                parts.append(self._named(line[at + 1 : end], line, line[end + 1 : end + 3]))
                at = end + 1
            elif line[at] == "|":
                options.append(sequence(parts))
                parts, at = [], at + 1
            else:
                stop = _stop(line, at)
                parts.append(line[at:stop])
                at = stop
        if not top and at == len(line):
            raise GrammarError(f"a bracket is not closed in: {line}")
        options.append(sequence(parts))
        return choice(options, self.random), at if top else at + 1

    def _named(self, name: str, line: str, unit: str) -> Write:
        bounds = RANGE.fullmatch(name)
        if name.isdecimal():
            return constant(name)
        if bounds:
            draw = number(int(bounds[1]), int(bounds[2]), self.random)
            year = unit.startswith("年") and int(bounds[2]) >= 100
            return draw if year else rough(draw, unit, self.random)
        try:
            return self.rule(name)
        except GrammarError as wrong:
            raise GrammarError(f"{wrong} in: {line}") from wrong


def _stop(line: str, at: int) -> int:
    found = at
    while found < len(line) and line[found] not in "[]{|":
        found += 1
    if found == at:
        raise GrammarError(f"a bracket too many in: {line}")
    return found
