"""简报: the usual head (名称, 期号, 编发单位, 日期), articles, and 报送发 with 份数 at the foot."""

from collections.abc import Iterator

from qunce.papers.blocks import (
    AREA_WIDTH,
    MM,
    SIZE_3,
    Block,
    Colophon,
    Gap,
    Layout,
    Sides,
    Style,
    Text,
)
from qunce.papers.cleaning import paragraphs
from qunce.papers.kinds import Article, Bulletin
from qunce.papers.wording import day, title_lines, width

# A name is set as large as its line allows, and never smaller than a title.
_LARGEST, _SMALLEST = 52, 22
_ROOM = 26  # characters between the two sides' own margins
_WIDE = 17  # characters of an article's title in a line


def bulletin(paper: Bulletin) -> Layout:
    return Layout(
        name=" ".join(filter(None, [paper.name, paper.issue])),
        blocks=(*_head(paper), *_note(paper.editor_note), *_articles(paper), *_foot(paper)),
    )


def _head(paper: Bulletin) -> Iterator[Block]:
    yield Text(Style.MARK, paper.mark)
    yield Text(Style.MASTHEAD, paper.name, size=_fitting(paper.name))
    yield Gap()
    yield Text(Style.ISSUE, paper.issue)
    yield _issuer(paper.unit, day(paper.issued_on))
    yield Gap()


def _issuer(unit: str, date: str) -> Sides:
    """In one line, smaller where an office's full name is long: a broken date would look lost."""
    wide = width(unit) + width(date) + 1
    return Sides(unit, date, size=min(SIZE_3, int(_ROOM * SIZE_3 / wide)))


def _fitting(name: str) -> float:
    """Characters with a little air between them over the whole type area."""
    return max(_SMALLEST, min(_LARGEST, int(AREA_WIDTH * MM / (width(name) + 1))))


def _note(note: str) -> Iterator[Block]:
    for number, line in enumerate(paragraphs(note)):
        yield Text(Style.CONTENTS, f"编者按：{line}" if number == 0 else line)
    if note:
        yield Gap()


def _articles(paper: Bulletin) -> Iterator[Block]:
    """One alone needs no list of contents."""
    if len(paper.articles) > 1:
        yield Text(Style.HEADING, "本期目录")
        for article in paper.articles:
            yield Text(Style.CONTENTS, f"◇ {article.title}")
        yield Gap()
    for article in paper.articles:
        yield from _article(article)


def _article(article: Article) -> Iterator[Block]:
    yield Text(Style.ARTICLE, "\n".join(title_lines(article.title, _WIDE)))
    for line in paragraphs(article.text):
        yield Text(Style.BODY, line)
    yield Gap()


def _foot(paper: Bulletin) -> Iterator[Block]:
    to = (("报", paper.to_report), ("送", paper.to_send), ("发", paper.to_distribute))
    lines = [f"{way}：{names}" for way, names in to if names]
    signed = [f"签发：{paper.signed_by}"] if paper.signed_by else []
    copies = f"共印{paper.copies}份" if paper.copies else ""
    if lines or signed or copies:
        yield Colophon((*lines, *signed), copies)
