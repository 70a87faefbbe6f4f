"""From a term and the days things happened to a date that explains itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qunce.procedure import sentences
from qunce.procedure.profile import Profile
from qunce.procedure.term import Term
from qunce.procedure.words import Words
from qunce.workdays import Calendar, End, Pause, count


@dataclass(frozen=True)
class Due:
    """When something is due, and why. No date while the clock stands or has not started."""

    on: date | None
    why: Words
    provisional: bool = False
    term: str = ""

    def __post_init__(self) -> None:
        if self.on is None and not self.why.zh:
            raise ValueError("a missing date needs its reason too")


@dataclass(frozen=True)
class Clock:
    """A term that runs: from which days, and when it stood. `stands_since` is a pause not ended."""

    term: str
    anchors: Mapping[str, date]
    pauses: Sequence[Pause] = ()
    stands_since: date | None = None
    stands_because: str = ""


def due(profile: Profile, clock: Clock, calendar: Calendar) -> Due:
    """The due date by the profile and by the law, whichever is earlier, with its sentence.

    Raises BadProfile where the profile lacks the term.
    """
    term = profile.term(clock.term)
    if clock.stands_since is not None:
        return Due(
            None, sentences.standing(clock.stands_since, clock.stands_because), term=term.code
        )
    counted = [(t, _end(t, profile, clock, calendar)) for t in _terms(profile, clock)]
    running = [(t, end) for t, end in counted if end is not None]
    if not running:
        return Due(None, sentences.waiting(term), term=term.code)
    best, end = min(running, key=lambda pair: pair[1].on)
    others = [pair for pair in running if pair[0] is not best]
    why = sentences.explain(best, end, clock.anchors[best.anchor], clock.pauses, others)
    return Due(end.on, why, any(e.provisional for _, e in running), term.code)


def _terms(profile: Profile, clock: Clock) -> list[Term]:
    law = profile.statute(clock.term)
    term = profile.term(clock.term)
    return [term, law] if law else [term]


def _end(term: Term, profile: Profile, clock: Clock, calendar: Calendar) -> End | None:
    if (start := clock.anchors.get(term.anchor)) is None:
        return None
    weekends = profile.switch("roll_weekends") == "true"
    return count(start, term.length, calendar, pauses=clock.pauses, weekends=weekends)
