"""A bulletin as a page or a paper shows it, its names in braces replaced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from qunce.briefs.models import Brief, Figure, Kind, Secrecy, Series, State
from qunce.briefs.queries.wording import Piece, pieces, shown, voices_named
from qunce.briefs.queries.working import asked_of_brief, query_of, value_of
from qunce.common.clock import today
from qunce.papers import Article as PaperArticle
from qunce.papers import Bulletin
from qunce.people.models import Post, Role
from qunce.reading.queries import SMALL


@dataclass(frozen=True)
class Shown:
    """An article; each paragraph in its pieces, paragraphs without a word left out."""

    title: str
    paragraphs: list[list[Piece]]

    @property
    def text(self) -> str:
        return "\n".join("".join(piece.text for piece in line) for line in self.paragraphs)


@dataclass(frozen=True)
class Counted:
    """A figure with what it is called, and its number as a reader may see it."""

    figure: Figure
    title: str
    words: str


@dataclass(frozen=True)
class Page:
    brief: Brief
    note: Shown
    articles: list[Shown]
    figures: list[Counted]
    # Every voice that is quoted in it and that everybody may read.
    quoted: frozenset[int]


def at_desk(jurisdiction_id: int) -> QuerySet[Brief]:
    found = Brief.objects.filter(campaign__jurisdiction=jurisdiction_id)
    return found.select_related("campaign").order_by("-drafted_at", "-pk")


def public() -> QuerySet[Brief]:
    """Issued and labelled public, the newest first."""
    found = Brief.objects.filter(state=State.ISSUED, secrecy=Secrecy.PUBLIC)
    return found.select_related("campaign", "unit").order_by("-issued_on", "-pk")


def one(brief_id: int, *, jurisdiction_id: int | None = None) -> Brief | None:
    """At the desk of its place; without a place only as everybody may read it."""
    found = public() if jurisdiction_id is None else at_desk(jurisdiction_id)
    return found.select_related("unit", "drafted_by", "campaign").filter(pk=brief_id).first()


def page(brief: Brief, *, public: bool) -> Page:
    figures = counted(brief, public=public)
    articles = list(brief.articles.all())
    texts = [brief.editor_note, *(a.text for a in articles)]
    voices = shown(voices_named(texts))
    words = {c.figure.key: c.words for c in figures}

    def of(title: str, text: str) -> Shown:
        lines = (list(pieces(line, words, voices)) for line in text.split("\n"))
        return Shown(title, [line for line in lines if any(p.text.strip() for p in line)])

    return Page(
        brief=brief,
        note=of("", brief.editor_note),
        articles=[of(a.title, a.text) for a in articles],
        figures=figures,
        quoted=frozenset(voices),
    )


def counted(brief: Brief, *, public: bool) -> list[Counted]:
    asked = asked_of_brief(brief)
    figures = list(brief.figures.select_related("area"))
    values = {f.key: value_of(f, asked) for f in figures}
    hidden = _small(figures, values) if public else set()
    return [
        Counted(
            f,
            " · ".join(filter(None, [str(query_of(f).title), f.title])),
            str(_("fewer than 5")) if f.key in hidden else str(values[f.key]),
        )
        for f in figures
    ]


def _small(figures: Sequence[Figure], values: Mapping[str, int]) -> set[str]:
    """Parts below five; where they make fewer than five together, the next larger one with them."""
    parts = sorted((f for f in figures if f.area_id or f.theme_id), key=lambda f: values[f.key])
    small = [f for f in parts if values[f.key] < SMALL]
    rest = parts[len(small) :]
    while small and rest and sum(values[f.key] for f in small) < SMALL:
        small.append(rest.pop(0))
    return {f.key for f in small}


def others_of_office(brief: Brief) -> list[str]:
    """Who can sign it: everybody of the campaign office but who drafted it."""
    at = today()
    held = Post.objects.filter(
        Q(until_on=None) | Q(until_on__gte=at),
        role=Role.OFFICE,
        since_on__lte=at,
        unit__jurisdiction=brief.campaign.jurisdiction_id,
        person__is_active=True,
    )
    names = held.exclude(person=brief.drafted_by_id).order_by("person__name")
    return list(names.values_list("person__name", flat=True).distinct())


def next_number(brief: Brief) -> int:
    """What it would be numbered if it were signed now."""
    found = Series.objects.filter(
        Q(campaign=brief.campaign_id, name=brief.name, year=brief.year, is_extra=brief.is_extra)
    )
    return (found.values_list("last", flat=True).first() or 0) + 1


def issue_words(brief: Brief) -> str:
    """As the head of the paper numbers it: 第3期（总第12期）, 增刊第1期."""
    if brief.number is None or brief.kind == Kind.REPORT:
        return ""
    if brief.is_extra:
        return f"{brief.year}年增刊第{brief.number}期"
    return f"{brief.year}年第{brief.number}期（总第{brief.total_number}期）"


def paper_of(shown_page: Page) -> Bulletin:
    """To print, sign and send; a draft has no number yet."""
    brief = shown_page.brief
    return Bulletin(
        name=brief.name,
        issue=issue_words(brief),
        unit=brief.unit.name,
        issued_on=brief.issued_on,
        mark="内部资料" if brief.secrecy == Secrecy.INTERNAL else "",
        editor_note=shown_page.note.text,
        articles=tuple(PaperArticle(title=a.title, text=a.text) for a in shown_page.articles),
        to_report=brief.to_report,
        to_send=brief.to_send,
        to_distribute=brief.to_distribute,
        copies=brief.copies,
        signed_by=brief.signed_by,
    )
