"""Everything that can be written, compiled: themes with their cases, frames and manners."""

import re
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from qunce.demo.writing import books
from qunce.demo.writing.grammar import Grammar, Write
from qunce.demo.writing.habits import Habits, marked
from qunce.demo.writing.manners import MANNERS
from qunce.demo.writing.scene import Scene

WORD_BOOKS = ("names.txt", "frames.txt", "manners.txt", "odd.txt")
# What anybody may say around a matter.
FRAMES = ("tried", "again", "last", "number", "impact", "wish", "praise", "elsewhere")
GENERAL_TITLES = ("关于{题}的[建议|反映|意见|几点建议]", "[反映|说说|请关注|]{题}")
FACTS = ("工种", "科")  # the same throughout a text, whatever case names them
BY_THEME = ("list",)  # what can be said only with the words of a theme
WAY = re.compile(r"\{(~[^{}]*)\}")
DRAWS = 5  # how often a line is written to learn how long it comes out
# Words of somebody who has a family here: not for officials and pupils.
HOMELY = re.compile(
    "我(家|妈|爸|儿|女|孩|爱人|老|婆|公公|母|父|们家|们班)|孙子|孙女|儿子|儿媳|女儿|闺女|女婿|老伴|媳妇"
)


# Words in which somebody says what they are or do for a living: once in a text.
TELLING = re.compile(
    "我(是|当(?![时场天初面年])|做(?![了过主不好])|在[^，。]{1,14}(上班|打工|当|开店|干活|做工|工作))"
    "|(我|自己)(跑车|开车的|送外卖|送快递)"
)


@dataclass(frozen=True)
class Line:
    """One sentence that can be written; `size` is its usual length."""

    write: Write
    size: float
    homely: bool
    telling: bool


@dataclass(frozen=True)
class Case:
    """One thing that happens to people; its sentences follow each other in their order.

    `also` are keys of themes that it could as well be put under.
    """

    also: tuple[str, ...]
    topic: Write
    titles: list[Write]
    who: list[Line]
    what: list[Line]
    details: list[Line]
    how: list[Line]

    @property
    def tells(self) -> bool:
        """Its own sentences may say who writes; nothing else must."""
        return any(line.telling for line in (*self.what, *self.details))


@dataclass(frozen=True)
class Theme:
    key: str
    name: str
    group: str
    rural: bool
    units: list[str]
    short: list[Line]
    lists: list[Line]
    cases: list[Case]


@dataclass(frozen=True)
class Voice:
    """A manner's compiled openings, colours and closings."""

    openings: list[Line]
    colours: list[Line]
    closings: list[Line]


class Library:
    """One grammar over one random source; reseed `random` before each text."""

    def __init__(self) -> None:
        self.random = Random(0)
        self.scene = Scene(self.random)
        self.grammar = Grammar(self.random, sources=self.scene.sources())
        self._habits, self._ways = Habits(self.grammar), set[str]()
        self._declare_words()
        self.frames = {name: self._lines(name) for name in FRAMES}
        self.identity = {
            True: self._lines("identity.village"),
            False: self._lines("identity.town"),
        }
        self.signs = self._lines("sign")
        self.emoji = self.grammar.rule("emoji")
        self.voices = {manner.name: self._voice(manner.name) for manner in MANNERS}
        self.themes, weights = self._themes()
        self._sums = list(accumulate(weights))
        self.slogan = self.grammar.rule("slogan")
        self.junk = self.grammar.rule("junk")

    def start(self, *, rural: bool, units: list[str]) -> None:
        """A new text: somewhere else, nothing named or dated yet."""
        self.grammar.start()
        self.scene.start(rural=rural, near=units)

    def _declare_words(self) -> None:
        self._rules: books.Rules = {}
        for name, write in self.scene.keep(self.grammar).items():
            self.grammar.adopt(name, write)
        for book in WORD_BOOKS:
            for name, lines in books.rules(book).items():
                self._rules.setdefault(name, []).extend(lines)
        for name, lines in self._rules.items():
            if name not in BY_THEME:
                self.grammar.declare(name, lines)
        for name in FACTS:
            self.grammar.keep(name, f"{{{name}名}}")
        self.scene.bind(self.grammar)

    def _lines(self, name: str) -> list[Line]:
        return self._compiled(self._rules.get(name, []))

    def _compiled(self, lines: Sequence[str]) -> list[Line]:
        return [self._line(line) for line in lines]

    def _line(self, line: str) -> Line:
        write = self.grammar.compile(self._own(line))
        self.start(rural=False, units=[])
        size = sum(len(write()) for _ in range(DRAWS)) / DRAWS
        homely, telling = (found.search(line) is not None for found in (HOMELY, TELLING))
        return Line(write, size, homely, telling)

    def _own(self, line: str) -> str:
        """The line in which each writer keeps to own words."""
        line = marked(line)
        for name in set(WAY.findall(line)) - self._ways:
            self._ways.add(name)
            self.grammar.adopt(name, self._habits.way(name))
        return line

    def _voice(self, name: str) -> Voice:
        plain = name == "plain"
        return Voice(
            # A manner's own words are likelier than everybody's, but not certain.
            openings=self._lines(f"opening.{name}") * 3
            + ([] if plain else self._lines("opening.plain")),
            colours=self._lines(f"colour.{name}"),
            closings=self._lines(f"closing.{name}") * 2
            + ([] if plain else self._lines("closing.plain")),
        )

    def _themes(self) -> tuple[list[Theme], list[float]]:
        found = [theme for file in books.groups() for theme in books.group(file)[2]]
        return [self._theme(book) for book in found], [book.weight for book in found]

    def _theme(self, book: books.ThemeBook) -> Theme:
        cases = [self._case(case, book) for case in book.cases]
        short = self._compiled(book.lines["short"])
        for kind, phrases in books.glimpses()[book.key].items():
            self.grammar.fresh(f"{book.key}/{kind}", map(self._own, phrases))
        lists = self._compiled(book.lines.get("list", []) + books.passing(book.key))
        return Theme(book.key, book.name, book.group, book.rural, book.units, short, lists, cases)

    def _case(self, book: books.CaseBook, theme: books.ThemeBook) -> Case:
        for name, drawn in book.facts.items():
            self.grammar.keep(f"{book.key}/{name}", drawn)
        topics = f"[{theme.lines['topic'][0]}]"
        titles = [*book.section("title"), *GENERAL_TITLES]
        return Case(
            also=tuple(book.also),
            topic=self.grammar.compile(topics),
            titles=[self.grammar.compile(title.replace("{题}", topics)) for title in titles],
            who=self._compiled(book.section("who")),
            what=self._compiled(book.section("what")),
            details=self._compiled(book.section("detail")),
            how=self._compiled(book.section("how")),
        )

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
