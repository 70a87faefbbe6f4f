"""A draft is edited as one page; figures are chosen from the closed list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.briefs.actions.keeping import locked, write
from qunce.briefs.figures import QUERIES
from qunce.briefs.models import Article, Brief, Figure, Secrecy, State
from qunce.briefs.queries.wording import figures_named, shown, voices_named
from qunce.common.errors import Conflict, Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.rules import Hat
from qunce.places.models import Area
from qunce.voices.models import Voice

_LONGEST = 20_000
_MOST = 20  # articles


@dataclass(frozen=True)
class Edited:
    """The whole page as it was sent; `edition` is the one that was being edited."""

    edition: int
    articles: Sequence[tuple[str, str]]
    secrecy: Secrecy
    editor_note: str = ""
    to_report: str = ""
    to_send: str = ""
    to_distribute: str = ""
    copies: int = 0


@transaction.atomic
def edit(*, brief_id: int, edited: Edited, hat: Hat) -> Brief:
    """Keeps the page; an article without title and text falls away."""
    brief = locked(brief_id, hat, State.DRAFT)
    if brief.edition != edited.edition:
        raise Conflict(
            _("Somebody else has changed this draft meanwhile. Yours is not kept yet: copy what "
              "you wrote, load the page again and put it in.")
        )  # fmt: skip
    articles = _articles(edited.articles)
    _refuse_unknown(brief, [edited.editor_note, *(text for _title, text in articles)])
    for name in ("to_report", "to_send", "to_distribute"):
        setattr(brief, name, checked_words(name, getattr(edited, name), 200))
    brief.editor_note = checked_words("note", edited.editor_note, _LONGEST)
    brief.secrecy, brief.copies = edited.secrecy, edited.copies
    brief.edition += 1
    kept = ("to_report", "to_send", "to_distribute", "editor_note", "secrecy", "copies", "edition")
    brief.save(update_fields=kept)
    brief.articles.all().delete()
    Article.objects.bulk_create(
        Article(brief=brief, order=order, title=title, text=text)
        for order, (title, text) in enumerate(articles, 1)
    )
    write("brief.edited", brief, hat, edition=brief.edition)
    return brief


@transaction.atomic
def add_figure(*, brief_id: int, code: str, hat: Hat, area_id: int | None = None) -> Figure:
    """One more number that the articles can name; the same twice is once."""
    brief = locked(brief_id, hat, State.DRAFT)
    query = QUERIES.get(code)
    if query is None or code == "theme":
        raise Refused(_("There is no such figure."))
    area = _area(brief, area_id) if area_id else None
    if area and not query.by_area:
        raise Refused(_("This figure is not counted by area."))
    key = f"{code}-{area.pk}" if area else code
    figure, made = Figure.objects.get_or_create(
        brief=brief,
        key=key,
        defaults={
            "code": code,
            "version": query.version,
            "area": area,
            "title": area.name if area else "",
        },
    )
    if made:
        write("brief.figure_added", brief, hat, code=code, area=area.pk if area else 0)
    return figure


def _area(brief: Brief, area_id: int) -> Area:
    found = Area.objects.filter(pk=area_id, jurisdiction=brief.campaign.jurisdiction_id).first()
    if found is None:
        raise Refused(_("There is no such area here."))
    return found


def _articles(sent: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    kept = [
        (checked_words("article", title, 80).strip(), checked_words("text", text, _LONGEST))
        for title, text in sent
    ]
    kept = [(title, text) for title, text in kept if title or text.strip()]
    if any(not title for title, _text in kept):
        raise Refused(_("Every article needs a title."))
    if len(kept) > _MOST:
        raise Refused(_("More than %(n)d articles are two bulletins.") % {"n": _MOST})
    return kept


def _refuse_unknown(brief: Brief, texts: Sequence[str]) -> None:
    """A name in braces that is no figure here, or a voice that not everybody may read."""
    known = set(brief.figures.values_list("key", flat=True))
    if unknown := sorted(figures_named(texts) - known):
        said = _("“%(name)s” is no figure of this bulletin; choose it from the list first.")
        raise Refused(said % {"name": "{" + unknown[0] + "}"})
    refuse_unshown(brief, texts)


def refuse_unshown(brief: Brief, texts: Sequence[str]) -> None:
    """Quoted is only what its author agreed to show and the office released, of this campaign."""
    named = voices_named(texts)
    readable = shown(named)
    calls = set(brief.campaign.calls.values_list("pk", flat=True))
    ours = set(_of_calls(named, calls))
    for voice in named:
        if voice not in readable or voice not in ours:
            raise Refused(
                _("Voice %(n)d is not one that everybody may read; it cannot be quoted.")
                % {"n": voice},
                code="not-shown",
            )


def _of_calls(ids: Sequence[int], calls: set[int]) -> Sequence[int]:
    return list(Voice.objects.filter(pk__in=ids, call__in=calls).values_list("pk", flat=True))
