"""How themes move over time, in sentences with their numbers. For the desk alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from qunce.reading.models import Dismissal, Movement, MovementKind

# A burst that was found to be none stays away if the next look moves it by a day or two.
NEARLY = timedelta(days=2)


@dataclass(frozen=True)
class MovementCard:
    """A movement in words; `what` names it when it is found to be none, `by` who found it so."""

    theme_id: int
    title: str
    kind: str
    label: str
    words: str
    what: str
    by: str = ""


def movements_of(corpus_id: int, theme_ids: Sequence[int] | None = None) -> list[MovementCard]:
    """Of all themes of a corpus, or of these: the newest first, those found to be none last."""
    found = Movement.objects.filter(theme__corpus=corpus_id, theme__gone_at=None)
    if theme_ids is not None:
        found = found.filter(theme__in=theme_ids)
    rows = list(found.select_related("theme").order_by("-last", "-count", "pk"))
    wrong = _wrong({one.theme_id for one in rows})
    cards = [_card(one, wrong[one.theme_id]) for one in rows]
    return sorted(cards, key=lambda card: bool(card.by))


def _wrong(theme_ids: set[int]) -> dict[int, list[Dismissal]]:
    found: dict[int, list[Dismissal]] = defaultdict(list)
    for one in Dismissal.objects.filter(theme__in=theme_ids).select_related("by"):
        found[one.theme_id or 0].append(one)
    return found


def _card(found: Movement, wrong: Sequence[Dismissal]) -> MovementCard:
    match = next((one for one in wrong if _same(found, one.what)), None)
    what = f"{found.kind}:{found.first}" if found.kind == MovementKind.BURST else found.kind
    return MovementCard(
        theme_id=found.theme_id,
        title=str(found.theme),
        kind=found.kind,
        label=str(MovementKind(found.kind).label),
        words=_words(found),
        what=match.what if match else what,
        by=match.by.name if match else "",
    )


def _same(found: Movement, what: str) -> bool:
    kind, _colon, day = what.partition(":")
    if kind != found.kind or not day:
        return kind == found.kind
    try:
        return found.first - NEARLY <= date.fromisoformat(day) <= found.last + NEARLY
    except ValueError:
        return False


def _words(found: Movement) -> str:
    known = {"first": found.first, "last": found.last, "count": found.count}
    if found.kind == MovementKind.BURST:
        usual = {"usual": f"{found.usual:.1f}"}
        if found.first == found.last:
            return _("%(first)s: %(count)d texts of their own, about %(usual)s to be expected.") % (
                known | usual
            )
        return _(
            "%(first)s to %(last)s: %(count)d texts of their own, about %(usual)s to be expected."
        ) % (known | usual)
    if found.kind == MovementKind.EMERGING:
        return _emerging(found, known)
    low, high = sorted((abs(found.low or 0), abs(found.high or 0)))
    change = {"change": _points(abs(found.usual)), "low": _points(low), "high": _points(high)}
    if found.kind == MovementKind.RISE:
        return _(
            "Its share of all voices rises by %(change)s points a week (%(low)s to %(high)s)."
        ) % (change)
    return _("Its share of all voices falls by %(change)s points a week (%(low)s to %(high)s).") % (
        change
    )


def _emerging(found: Movement, known: dict[str, object]) -> str:
    known |= {"before": round(found.usual), "low": f"{found.low:.1f}"}
    if found.high is None:
        return _("Since %(first)s %(count)d texts of their own; never said before.") % known
    return (
        _(
            "Since %(first)s %(count)d texts of their own, before that %(before)d: said at least"
            " %(low)s times as often."
        )
        % known
    )


def _points(share_a_day: float) -> str:
    return f"{700 * share_a_day:.2f}"
