"""Everything that can be written, compiled: themes, frames and manners."""

from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from qunce.demo.writing import books
from qunce.demo.writing.grammar import Grammar, Write
from qunce.demo.writing.manners import MANNERS
from qunce.demo.writing.scene import Scene

SECTIONS = ("title", "what", "detail", "why", "how", "short")
WORD_BOOKS = (
    "names.txt",
    "life.txt",
    "abstract.txt",
    "frames.txt",
    "frames2.txt",
    "frames3.txt",
    "manners.txt",
    "odd.txt",
)
FRAMES = (
    "history", "history2", "tries", "pushing", "impact", "family", "scene", "law",
    "rhetoric", "compare", "money", "praise", "wish", "life", "general",
)  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """A theme's compiled lines by section; those of its group follow its own."""

    key: str
    name: str
    group: str
    rural: bool
    topic: Write
    units: list[str]
    lines: dict[str, list[Write]]


@dataclass(frozen=True)
class Voice:
    """A manner's compiled openings, colours and closings."""

    openings: list[Write]
    colours: list[Write]
    closings: list[Write]


class Library:
    """One grammar over one random source; reseed `random` before each text."""

    def __init__(self) -> None:
        self.random = Random()
        self.scene = Scene(self.random)
        self.grammar = Grammar(self.random, synonyms=books.synonyms(), sources=self.scene.sources())
        self._declare_words()
        self.frames = {name: self._lines(name) for name in FRAMES}
        self.identity = self._lines("identity.plain")
        self.signs = self._lines("sign")
        self.joint = self.grammar.rule("接")
        self.tail = self.grammar.rule("缀")
        self.aside = self.grammar.rule("嵌")
        self.emoji = self.grammar.rule("emoji")
        self.voices = {manner.name: self._voice(manner.name) for manner in MANNERS}
        self.themes, weights = self._themes()
        self._sums = list(accumulate(weights))
        self.slogan = self.grammar.rule("slogan")
        self.junk = self.grammar.rule("junk")

    def _declare_words(self) -> None:
        self._rules: books.Rules = {}
        for name, write in self.scene.keep(self.grammar).items():
            self.grammar.adopt(name, write)
        for book in WORD_BOOKS:
            for name, lines in books.rules(book).items():
                self._rules.setdefault(name, []).extend(lines)
        for name, lines in self._rules.items():
            self.grammar.declare(name, lines)
        for name, lines in books.skeletons().items():
            if name not in SECTIONS:
                self.grammar.declare(name, lines)
        self.scene.bind(self.grammar)

    def _lines(self, name: str) -> list[Write]:
        return [self.grammar.compile(line) for line in self._rules.get(name, [])]

    def _voice(self, name: str) -> Voice:
        plain_opening = self._lines("opening.plain") if name != "plain" else []
        own = self._lines(f"opening.{name}")
        closings = self._lines(f"closing.{name}")
        return Voice(
            # A manner's own words are likelier than everybody's, but not certain.
            openings=own * 3 + plain_opening,
            colours=self._lines(f"colour.{name}"),
            closings=closings * 2 + (self._lines("closing.plain") if name != "plain" else []),
        )

    def _themes(self) -> tuple[list[Theme], list[float]]:
        themes: list[Theme] = []
        weights: list[float] = []
        for name in books.groups():
            group, found, small = books.group(name)
            for word, lines in small.items():
                self.grammar.declare(word, lines)
            common = self._compiled(group.lines)
            for book in found:
                themes.append(self._theme(book, group, common))
                weights.append(book.weight)
        return themes, weights

    def _theme(
        self, book: books.ThemeBook, group: books.GroupBook, common: dict[str, list[Write]]
    ) -> Theme:
        for slot, words in books.heads()[book.key].items():
            self.grammar.fresh(f"{book.key}/{slot}", words)
        whole = {
            section: book.lines.get(section, []) + books.fleshed(section, book.key)
            for section in SECTIONS
        }
        own = self._compiled(whole)
        lines = {section: own[section] + common[section] for section in SECTIONS}
        topic = self.grammar.compile(book.lines["topic"][0])
        units = book.lines.get("units") or group.lines.get("units", [])
        return Theme(book.key, book.name, book.group, book.rural, topic, units, lines)

    def _compiled(self, lines: dict[str, list[str]]) -> dict[str, list[Write]]:
        return {
            section: [self.grammar.compile(line) for line in lines.get(section, [])]
            for section in SECTIONS
        }

    @classmethod
    def shared(cls) -> "Library":
        """The one of this program: compiling takes a second."""
        return _shared()

    def theme(self) -> Theme:
        return self.themes[bisect(self._sums, self.random.random() * self._sums[-1])]


def weighted(pairs: tuple[tuple[str, float], ...]) -> Callable[[float], str]:
    """A chooser: give it a number in [0, 1)."""
    names = [name for name, _ in pairs]
    sums = list(accumulate(weight for _, weight in pairs))
    return lambda at: names[bisect(sums, at * sums[-1])]


@cache
def _shared() -> Library:
    return Library()
