"""The stream of ideas with the truth beside each."""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from qunce.demo.writing import copies, times
from qunce.demo.writing.compose import SHORT, compose, drawn_length
from qunce.demo.writing.copies import Source, Sources
from qunce.demo.writing.library import Case, Library, Theme, weighted
from qunce.demo.writing.manners import MANNERS, Manner, fit
from qunce.demo.writing.surface import finish

# The share of each kind, declared; the tests hold the stream to it.
SHARES = {
    "plain": 0.762,
    "many": 0.16,
    "copy": 0.015,
    "near": 0.021,
    "template": 0.012,
    "slogan": 0.018,
    "junk": 0.012,
}
KINDS = tuple(SHARES)
KIND_SUMS = tuple(accumulate(SHARES.values()))
CHANNELS = {manner.name: weighted(manner.channels) for manner in MANNERS}
TITLED = 0.72
BRIEF = 60  # texts that short may meet by chance


@dataclass(frozen=True)
class Idea:
    """What one person said, and what is true of it.

    `area` is a code of `qunce.demo.city`; `theme` and `themes` are keys (group/theme), the main
    one first, empty for slogans and junk: what its points are about, then what its case could as
    well be put under; `copy_of` is the row (from 0) of the text that this one
    was made from, always an earlier row that is not itself a copy. A row of kind `template` shares
    the wording of `copy_of` but speaks of another matter: it is no duplicate.
    """

    text: str
    title: str
    area: str
    channel: str
    said_at: datetime
    theme: str
    themes: tuple[str, ...]
    copy_of: int | None
    kind: str


class Writer:
    """Writes row after row; a row depends on the seed and the rows before it only."""

    def __init__(self, library: Library, seed: int) -> None:
        self.library = library
        self.random = library.random
        self.seed = seed
        self.sources = Sources(library)
        self._short: dict[str, int] = {}

    def row(self, row: int) -> Idea:
        # Reseeded for each row: streams may interleave, and a stream's beginning never changes.
        self.random.seed(self.seed << 32 | row)
        kind = KINDS[bisect(KIND_SUMS, self.random.random() * KIND_SUMS[-1])]
        if kind in ("slogan", "junk"):
            return self._odd(row, kind)
        if kind in ("copy", "near", "template") and self.sources:
            return self._copied(row, kind)
        return self._own(row, "many" if kind == "many" else "plain")

    def _own(self, row: int, kind: str) -> Idea:
        library, random = self.library, self.random
        themes = self._themes(kind)
        manner = self._manner(themes[0])
        library.start(rural=themes[0].rural, units=themes[0].units)
        length = int(drawn_length(random.random()) * manner.length)
        length = max(length, 150 * len(themes)) if kind == "many" else max(length, 12)
        words, first = compose(library, themes, manner, length)
        text = self._unheard(row, finish(words, manner, random))
        title = self._title(first) if random.random() < TITLED else ""
        keys = tuple(theme.key for theme in themes)
        if length >= SHORT:  # a shorter text tells nothing of the case itself
            keys += tuple(key for key in first.also if key not in keys)
        said_at = times.drawn(random)
        if kind == "plain":
            source = Source(row, text, title, library.scene.names, keys, said_at)
            self.sources.add(source)
        channel = CHANNELS[manner.name](random.random())
        area = library.scene.place.area.code
        return Idea(text, title, area, channel, said_at, keys[0], keys, None, kind)

    def _unheard(self, row: int, text: str) -> str:
        """The text; where somebody said just that before, with the place."""
        if len(text) < BRIEF and self._short.setdefault(text, row) != row:
            place = self.library.scene.place
            return f"{place.town}{place.area.name}：{text}"
        return text

    def _manner(self, theme: Theme) -> Manner:
        fits = [manner for manner in MANNERS if fit(manner, theme.group, rural=theme.rural)]
        return self.random.choices(fits, [manner.weight for manner in fits])[0]

    def _title(self, case: Case) -> str:
        return case.titles[int(self.random.random() * len(case.titles))]()

    def _themes(self, kind: str) -> list[Theme]:
        """One theme, or two or three different ones of the same sort of place."""
        themes = [self.library.theme()]
        wanted = 1 if kind == "plain" else 2 + (self.random.random() < 0.35)
        while len(themes) < wanted:
            theme = self.library.theme()
            if theme not in themes and theme.rural == themes[0].rural:
                themes.append(theme)
        return themes

    def _copied(self, row: int, kind: str) -> Idea:
        library, random = self.library, self.random
        source = self.sources.pick()
        if kind == "template":
            tries = (self.sources.pick() for _ in range(50))
            source = next(filter(copies.is_template, tries), source)
        library.start(rural=False, units=[])
        text = source.text
        if kind == "near":
            text = copies.near(text, library)
        elif kind == "template":
            text = copies.template(source, library)
            # A source without facts to change gives the same words: that is a copy.
            kind = kind if text != source.text else "copy"
        title = source.title if random.random() < 0.6 and kind != "template" else ""
        said_at = times.soon_after(source.said_at, random)
        area, channel = library.scene.place.area.code, "web"
        theme = source.themes[0]
        return Idea(text, title, area, channel, said_at, theme, source.themes, source.row, kind)

    def _odd(self, row: int, kind: str) -> Idea:
        library, random = self.library, self.random
        library.start(rural=False, units=[])
        text = (library.slogan if kind == "slogan" else library.junk)()
        # Short texts meet by chance; the later one is then a copy in every respect that counts.
        first = self._short.setdefault(text, row)
        area = library.scene.place.area.code
        copy_of = first if first != row else None
        return Idea(text, "", area, "web", times.drawn(random), "", (), copy_of, kind)


def write(n: int, *, seed: int = 2026) -> Iterator[Idea]:
    """The first `n` ideas of the stream of a seed.

    A longer stream begins like a shorter one. Streams share one grammar: several may be read in
    turns in one thread, never in two.
    """
    writer = Writer(Library.shared(), seed)
    for row in range(n):
        yield writer.row(row)
