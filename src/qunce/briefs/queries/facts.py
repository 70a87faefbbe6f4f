"""The facts of a period that a draft is made of: what was heard, done, promised, what is late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from qunce.briefs.figures import QUERIES, Asked
from qunce.briefs.queries.wording import LONGEST
from qunce.campaigns.models import Task
from qunce.matters.models import Matter, Promise
from qunce.matters.queries import public
from qunce.matters.queries.public import Done
from qunce.reading import queries as reading
from qunce.reading.models import Placement
from qunce.reading.queries import SMALL, ThemeCard
from qunce.voices import screen
from qunce.voices.models import Showing, Voice

HEARD = 10
# Of each kind; the draft says so where there are more.
LISTED = 10
# The newest that are looked through for a second voice that is no copy of the first.
_LOOKED_AT = 50
# Shorter ones say little without what they answer to.
_TELLING = 15


@dataclass(frozen=True)
class Heard:
    """A theme, how many voices of the period speak of it, and two of them in their own words."""

    theme: int
    title: str
    voices: int
    quotes: tuple[int, ...]


@dataclass(frozen=True)
class Late:
    """Tasks of one kind that are overdue, at so many units."""

    title: str
    units: int


def heard(asked: Asked) -> list[Heard]:
    """The themes most heard in a period; none of fewer than five voices."""
    if asked.corpus is None:
        return []
    leaves = {card.id: card for card in _leaves(asked.corpus) if card.id}
    counted = dict(
        Placement.objects.filter(theme__in=list(leaves), voice__in=QUERIES["received"].rows(asked))
        .order_by()
        .values_list("theme")
        .annotate(n=Count("pk"))
    )
    most = sorted(counted, key=lambda theme: (-counted[theme], theme))[:HEARD]
    found = [_heard(leaves[theme], replace(asked, theme=theme)) for theme in most]
    return [one for one in found if one.voices >= SMALL]


def _leaves(corpus_id: int) -> Iterator[ThemeCard]:
    for card in reading.themes(corpus_id, public=True):
        yield from card.children or (card,)


def _heard(card: ThemeCard, asked: Asked) -> Heard:
    spoken = QUERIES["theme"].rows(asked)
    return Heard(card.id, card.title, spoken.count(), tuple(_quotes(card, spoken)))


def _quotes(card: ThemeCard, spoken: "QuerySet[Voice]", most: int = 2) -> list[int]:
    """Those the reading holds for telling come first; only such as everybody may read."""
    page = reading.theme_page(card.id, public=True)
    telling = [v.pk for v in page.representatives] if page else []
    shown = spoken.filter(showing=Showing.SHOWN, erased_at=None)
    readable = set(shown.filter(pk__in=telling).values_list("pk", flat=True))
    fitting = shown.filter(text__regex=f"^.{{{_TELLING},{LONGEST}}}$").exclude(pk__in=readable)
    more = fitting.order_by("-pk").values_list("pk", flat=True)[:_LOOKED_AT]
    return _unlike([pk for pk in telling if pk in readable] + list(more), most)


def _unlike(ids: Sequence[int], most: int) -> list[int]:
    """The first of these that are no copies of one another: by family, and letter by letter."""
    families = dict(
        Placement.objects.filter(voice__in=ids, family__isnull=False).values_list("voice", "family")
    )
    texts = dict(Voice.objects.filter(pk__in=ids).values_list("pk", "text"))
    kept: list[int] = []
    seen: set[object] = set()
    for pk in ids:
        marks = {families.get(pk, -pk), "".join(filter(str.isalnum, texts[pk]))}
        if not marks & seen and len(kept) < most:
            kept.append(pk)
            seen |= marks
    return kept


def answered(asked: Asked) -> list[Done]:
    """Answers of the period that everybody may read."""
    kinds, days = ("golden-idea", "citizens-voice"), (asked.from_on, asked.to_on)
    found = public.done_within(asked.jurisdiction, kinds, days)
    return [row for row in found if row.matter.title and row.text]


def kept(asked: Asked) -> list[tuple[Done, Promise]]:
    """Promises kept in the period that stand beside an answer open in full."""
    return public.kept_within(asked.jurisdiction, (asked.from_on, asked.to_on))


def overdue(asked: Asked) -> list[Matter]:
    """Late matters but tasks and findings; with the unit that holds them, never a person."""
    found = QUERIES["overdue"].rows(asked).filter(task=None).exclude(procedure="finding")
    found = found.select_related("holder_unit")
    return [m for m in found.order_by("due_on", "pk") if not screen.codes(m.title)]


def late_tasks(asked: Asked) -> list[Late]:
    late = Task.objects.filter(
        Q(matter__in=QUERIES["overdue"].rows(asked)), action__campaign=asked.campaign
    )
    rows = late.order_by().values("action__title").annotate(n=Count("participation", distinct=True))
    return [Late(row["action__title"], row["n"]) for row in rows.order_by("-n", "action__title")]
