"""What will become of each suggestion, drawn beforehand: the same seed, the same years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from random import Random

from qunce.demo.suggestions.subjects import AREAS, PLACES, SUBJECTS, Subject


class Fate(Enum):
    ANSWERED = "answered"
    PROMISED = "promised"
    BROKEN = "broken"  # promised, and not kept in time
    AGAIN = "again"  # the deputy was not satisfied
    LATE = "late"
    RETURNED = "returned"  # the first unit was the wrong one
    EXTENDED = "extended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# Shares of the whole. Real counties report 4-17 % of class C and D and one to three rehandled in a
# hundred; here it is a little worse, so that every list has something to show.
_WEIGHTS = {
    Fate.ANSWERED: 40,
    Fate.PROMISED: 22,
    Fate.BROKEN: 6,
    Fate.AGAIN: 7,
    Fate.LATE: 6,
    Fate.RETURNED: 6,
    Fate.EXTENDED: 6,
    Fate.REFUSED: 4,
    Fate.WITHDRAWN: 3,
}


@dataclass(frozen=True)
class Plan:
    subject: Subject
    area: str
    place: str
    author: int  # number of the deputy
    signers: tuple[int, ...]
    begins_on: date
    fate: Fate
    mode: str  # sole, lead or split
    pace: float  # how quick the units are; 1 is usual

    def fill(self, text: str) -> str:
        return text.format(area=self.area, place=self.place)


def plans(*, sessions: list[date], until: date, deputies: int, n: int, seed: int) -> Iterator[Plan]:
    """`n` of them, half handed in while a session sits, the others in between."""
    draw = Random(f"suggestions {seed}")
    for number in range(n):
        subject = SUBJECTS[number % len(SUBJECTS)]
        author, *others = draw.sample(range(deputies), 4)
        yield Plan(
            subject=subject,
            area=draw.choice(AREAS),
            place=draw.choice(PLACES),
            author=author,
            signers=tuple(others[: draw.choice((0, 0, 0, 1, 2, 3))]),
            begins_on=_begin(draw, sessions, until),
            fate=draw.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0],
            mode=draw.choices(("sole", "lead", "split"), (50, 40, 10))[0] if subject.co else "sole",
            pace=draw.uniform(0.5, 1.2),
        )


def _begin(draw: Random, sessions: list[date], until: date) -> date:
    session = draw.choice(sessions)
    if draw.random() < 0.5:
        return session + timedelta(days=draw.randrange(3))
    return min(session + timedelta(days=draw.randrange(20, 340)), until - timedelta(days=2))
