"""digest.xlsx: what a clerk sorts and filters; refused.xlsx: what a clerk mends."""

from collections.abc import Iterator
from pathlib import Path

from qunce.digest.account import Digest
from qunce.digest.document import reason
from qunce.digest.gather import Gathered
from qunce.digest.words import OUTCOMES, Say, percent
from qunce.insight import Assignment, Outcome, Theme
from qunce.sheets import Table, write_xlsx

Cells = list[str | int | float | None]


def write(digest: Digest, path: Path, say: Say) -> None:
    write_xlsx(
        path,
        [
            Table(say("s_overview"), [say("item"), say("value")], _overview(digest, say), (24, 70)),
            Table(
                say("s_themes"),
                _named(say, "theme_key parent name size independent keywords examples"),
                _themes(digest),
                (9, 22, 26, 8, 10, 40, 40),
            ),
            Table(
                say("s_families"),
                _named(say, "family kind count representative rows text"),
                _families(digest, say),
                (9, 18, 8, 9, 40, 80),
            ),
            Table(
                say("s_voices"),
                _named(
                    say,
                    "row_number outcome main_theme parent more_themes family points why "
                    "voice_title voice_text",
                ),
                _voices(digest, say),
                (8, 12, 24, 20, 24, 8, 10, 18, 30, 90),
            ),
            Table(
                say("s_first"),
                _named(say, "order row_number heard voice_title voice_text"),
                _first(digest),
                (8, 8, 14, 30, 100),
            ),
            Table(
                say("s_refused"),
                [say("row_number"), say("reason"), *digest.gathered.columns.names],
                _refused(digest.gathered, say),
                (8, 40),
            ),
        ],
    )


def write_refused(gathered: Gathered, path: Path, say: Say) -> None:
    columns = [say("row_number"), say("reason"), *gathered.columns.names]
    write_xlsx(path, [Table(say("s_refused"), columns, _refused(gathered, say), (8, 40))])


def _named(say: Say, keys: str) -> list[str]:
    return [say(key) for key in keys.split()]


def _overview(digest: Digest, say: Say) -> Iterator[Cells]:
    gathered, read = digest.gathered, digest.understanding
    yield [say("received"), read.received]
    for key in OUTCOMES:
        yield [say(key), read.ledger[Outcome(key)]]
    yield [say("independent"), read.independent]
    yield [say("themes"), sum(1 for theme in read.themes if not theme.children)]
    yield [say("refused_rows"), len(gathered.refused)]
    yield ["", say("working_copy")]
    for note in gathered.notes:
        yield ["", note.words(say("language"))]
    for column in (*gathered.columns.left_out, *gathered.columns.refused):
        yield ["", column.reason.words(say("language"))]


def _themes(digest: Digest) -> Iterator[Cells]:
    """Each theme followed by what is under it, the largest first."""
    read = digest.understanding
    for top in by_size(theme for theme in read.themes if theme.parent is None):
        yield _theme(digest, top, "")
        for child in by_size(read.theme(key) for key in top.children):
            yield _theme(digest, child, top.name)


def _theme(digest: Digest, theme: Theme, parent: str) -> Cells:
    rows = "、".join(str(digest.row(position)) for position in theme.representatives)
    words = "、".join(theme.keywords)
    return [theme.key, parent, theme.name, theme.size, theme.independent, words, rows]


def _families(digest: Digest, say: Say) -> Iterator[Cells]:
    for number, family in enumerate(digest.understanding.families):
        rows = "、".join(str(digest.row(position)) for position in family.members)
        original = digest.gathered.voices[family.representative]
        kind, count = say(family.kind), len(family.members)
        yield [number, kind, count, original.row, rows, original.whole]


def _voices(digest: Digest, say: Say) -> Iterator[Cells]:
    read = digest.understanding
    themes = {theme.key: theme for theme in read.themes}
    for voice, one in zip(digest.gathered.voices, read.assignments, strict=True):
        yield [
            voice.row,
            say(str(one.outcome)),
            *_where(one, themes),
            one.family,
            max(len(one.points), 1),
            reason(digest, one),
            voice.title,
            voice.text,
        ]


def _where(one: Assignment, themes: dict[int, Theme]) -> Cells:
    if not one.themes:
        return ["", "", ""]
    main = themes[one.themes[0]]
    parent = themes[main.parent].name if main.parent is not None else ""
    return [main.name, parent, "、".join(themes[key].name for key in one.themes[1:])]


def _first(digest: Digest) -> Iterator[Cells]:
    coverage = digest.understanding.coverage
    for order, (position, share) in enumerate(zip(coverage.order, coverage.share, strict=True), 1):
        voice = digest.gathered.voices[position]
        yield [order, voice.row, percent(share), voice.title, voice.text]


def _refused(gathered: Gathered, say: Say) -> Iterator[Cells]:
    never = {column.index for column in gathered.columns.refused}
    for one in gathered.refused:
        cells = ["" if n in never else cell for n, cell in enumerate(one.cells)]
        yield [one.row, say(one.reason), *cells]


def by_size(themes: "Iterator[Theme]") -> list[Theme]:
    return sorted(themes, key=lambda theme: (-theme.size, theme.key))
