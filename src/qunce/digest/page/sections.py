"""The parts of the page, from the whole to the single voice."""

from collections.abc import Iterator

from qunce.digest.account import Digest
from qunce.digest.page import figures
from qunce.digest.page.markup import Markup, joined, table, tag
from qunce.digest.page.quotes import masked, quote
from qunce.digest.tables import by_size
from qunce.digest.words import OUTCOMES, Say, percent
from qunce.insight import Coverage, Outcome, Theme

_THEMES = 20
_QUOTES = 3  # for each theme
_BARS = 20
_FAMILIES = 10
_ENOUGH, _MOST = 0.9, 200  # what to read first: until 90 % are heard, 200 at most
_ROWS_NAMED = 12


class Sections:
    """Numbers its figures; everything is said by `say`."""

    def __init__(self, digest: Digest, say: Say) -> None:
        self.digest, self.say = digest, say
        self.read, self.voices = digest.understanding, digest.gathered.voices
        self.leaves = by_size(theme for theme in self.read.themes if not theme.children)
        self.tops = by_size(theme for theme in self.read.themes if theme.parent is None)
        self.first = enough(self.read.coverage)
        self._figures = 0

    def all(self) -> Iterator[Markup]:
        yield self.head()
        if self.voices:
            yield self.ledger()
        if self.leaves:
            yield self.overview()
            yield self.in_their_own_words()
        if self.first:
            yield self.what_to_read_first()
        if self.digest.gathered.days():
            yield self.time()
        if self.voices:
            yield self.families()
        if self.digest.gathered.refused:
            yield self.refused()
        yield self.method()

    def head(self) -> Markup:
        say, read = self.say, self.read
        name = self.digest.gathered.name.rpartition(".")[0] or self.digest.gathered.name
        numbers = [
            ("received", read.received),
            ("independent", read.independent),
            ("themes", len(self.leaves)),
        ]
        return tag(
            "header",
            tag("p", say("kicker"), class_="kicker"),
            tag("h1", say("title", name=name)),
            tag("p", self._lead(), class_="lead"),
            tag(
                "dl",
                [
                    tag("div", tag("dt", say(key)), tag("dd", f"{count:,}"))
                    for key, count in numbers
                ],
            ),
        )

    def _lead(self) -> Markup:
        say, read = self.say, self.read
        if not self.voices:
            return joined(say("lead_none"))
        counts = {"received": read.received, "independent": read.independent}
        lead = say("lead", themes=len(self.leaves), **counts)
        if not self.first:
            return joined(lead)
        share = percent(read.coverage.share[self.first - 1])
        first = say("lead_first", read=self.first, share=share)
        return joined(lead, " " if first.isascii() else "", tag("strong", first))

    def ledger(self) -> Markup:
        say, read = self.say, self.read
        rows = [
            [say(key), f"{count:,}", percent(count / read.received), say(f"{key}_means")]
            for key in OUTCOMES
            for count in [read.ledger[Outcome(key)]]
        ]
        rows.append([say("sum"), f"{read.received:,}", "100%", ""])
        head = [say("outcome"), say("count"), say("share"), say("means")]
        return self._section(
            "h_ledger", self._figure(figures.ledger(read, say)), table(head, rows, class_="ledger")
        )

    def overview(self) -> Markup:
        shown = self.tops[:_BARS]
        return self._section(
            "h_overview", self._figure(figures.largest(shown, self.read.received, self.say))
        )

    def in_their_own_words(self) -> Markup:
        say, shown = self.say, self.leaves[:_THEMES]
        others = len(self.leaves) - len(shown)
        return tag(
            "section",
            tag("h2", say("h_voices", n=len(shown))),
            tag("p", say("voices_words")),
            [self._theme(rank, theme) for rank, theme in enumerate(shown, 1)],
            tag("p", say("other_themes", n=others), class_="note") if others else "",
            class_="voices",
        )

    def _theme(self, rank: int, theme: Theme) -> Markup:
        say = self.say
        facts = [say("theme_size", size=theme.size)]
        if theme.independent != theme.size:
            facts.append(say("theme_independent", independent=theme.independent))
        if theme.parent is not None:
            facts.append(say("under", parent=self.read.theme(theme.parent).name))
        return tag(
            "article",
            tag("h3", tag("span", str(rank), class_="no"), theme.name),
            tag("p", " · ".join(facts), class_="facts"),
            [quote(self.voices[n], say) for n in theme.representatives[:_QUOTES]],
        )

    def what_to_read_first(self) -> Markup:
        say = self.say
        listed = [
            tag("li", quote(self.voices[n], say)) for n in self.read.coverage.order[: self.first]
        ]
        return self._section(
            "h_coverage",
            self._figure(figures.coverage(self.read, self.first, say)),
            tag(
                "details",
                tag("summary", say("reading_list", read=self.first)),
                tag("ol", listed),
            ),
        )

    def time(self) -> Markup:
        days = self.digest.gathered.days()
        missing = len(self.voices) - sum(days.values())
        return self._section("h_time", self._figure(figures.time(days, missing, self.say)))

    def families(self) -> Markup:
        say = self.say
        largest = sorted(self.read.families, key=lambda f: (-len(f.members), f.representative))
        if not largest:
            return self._section("h_families", tag("p", say("families_none")))
        rows = [
            [
                f"{len(family.members):,}",
                say(family.kind),
                masked(_start(self.voices[family.representative].whole), say),
                self._rows(family.members),
            ]
            for family in largest[:_FAMILIES]
        ]
        head = [say("count"), say("kind"), say("text"), say("rows")]
        return self._section(
            "h_families", tag("p", say("families_words")), table(head, rows, class_="families")
        )

    def refused(self) -> Markup:
        say, refused = self.say, self.digest.gathered.refused
        reasons = sorted({one.reason for one in refused})
        rows = []
        for reason in reasons:
            numbers = [one.row for one in refused if one.reason == reason]
            rows.append([say(reason), f"{len(numbers):,}", _numbers(numbers, say)])
        head = [say("reason"), say("count"), say("first_rows")]
        return self._section(
            "refused_rows",
            tag("p", say("refused_words", n=len(refused))),
            table(head, rows),
        )

    def method(self) -> Markup:
        return self._section(
            "h_method",
            tag("p", self.say("method")),
            tag("p", self.say("method_names"), class_="warning"),
            tag("ul", [tag("li", line) for line in self._sources()]),
        )

    def _sources(self) -> Iterator[str]:
        say, gathered = self.say, self.digest.gathered
        where = {"file": gathered.name, "sheet": gathered.sheet, "header": str(gathered.header_row)}
        yield say("source" if gathered.header_row else "source_no_header", **where)
        language = say("language")
        for role in ("text", "title", "time"):
            column = gathered.columns.roles.get(role)
            if column:
                reason = column.reason.words(language)
                yield say(
                    "read_column", role=say(f"role_{role}"), column=column.name, reason=reason
                )
        for left in (*gathered.columns.left_out, *gathered.columns.refused):
            yield f"{left.reason.words(language)}{'。' if language == 'zh' else '.'}"
        yield from (note.words(language) for note in gathered.notes)
        if self.read.read_in_part:
            rows = _numbers([self.digest.row(n) for n in self.read.read_in_part], say)
            yield say("read_in_part", n=len(self.read.read_in_part), rows=rows)

    def _rows(self, positions: tuple[int, ...]) -> str:
        return _numbers([self.digest.row(n) for n in positions], self.say)

    def _section(self, heading: str, *parts: Markup) -> Markup:
        return tag("section", tag("h2", self.say(heading)), *parts)

    def _figure(self, draw: figures.Draw) -> Markup:
        self._figures += 1
        return figures.figure(draw, self._figures, self.say("figure"))


def enough(coverage: Coverage) -> int:
    """How many to read first: until `_ENOUGH` is heard, but not more than `_MOST`."""
    reached = (n for n, share in enumerate(coverage.share, 1) if share >= _ENOUGH)
    return min(next(reached, len(coverage.share)), _MOST, len(coverage.share))


def _numbers(rows: list[int], say: Say) -> str:
    named = "、".join(str(row) for row in rows[:_ROWS_NAMED])
    return named + (say("and_more") if len(rows) > _ROWS_NAMED else "")


def _start(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:80]}……"
