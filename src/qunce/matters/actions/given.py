"""What comes with an act: each field only where the act needs it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qunce.procedure import Need


@dataclass(frozen=True)
class Part:
    """A unit in an assignment: how it takes part, and what its share is."""

    unit_id: int
    mode: str = "sole"
    share: str = ""


@dataclass(frozen=True)
class NewContact:
    way: str
    on: date
    note: str = ""


@dataclass(frozen=True)
class NewPromise:
    what: str
    due_on: date


@dataclass(frozen=True)
class NewAnswer:
    text: str
    result: str
    responses: tuple[str, ...] = ()
    promises: tuple[NewPromise, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True)
class NewRating:
    """Three grades; `words` are asked for where one of them is “dissatisfied”."""

    manner: str
    result: str
    explanation: str
    words: str = ""

    @property
    def dissatisfied(self) -> bool:
        return "dissatisfied" in {self.manner, self.result, self.explanation}


@dataclass(frozen=True)
class NewMatter:
    """What is asked, in the author's words; `requests` are answered one by one."""

    title: str
    situation: str = ""
    analysis: str = ""
    requests: tuple[str, ...] = ()
    evidence: dict[str, Any] = field(default_factory=dict)
    confidential: bool = False
    # Of a task or a finding: the unit it lies with, the group that found it, the day it is due.
    lies_with: int | None = None
    group: int | None = None
    due_on: date | None = None
    # Of a task: the units that help with it.
    co_units: tuple[int, ...] = ()


@dataclass(frozen=True)
class Given:
    text: str = ""
    reason: str = ""
    reason_code: str = ""
    units: tuple[Part, ...] = ()
    unit_id: int | None = None
    due_on: date | None = None
    contact: NewContact | None = None
    answer: NewAnswer | None = None
    rating: NewRating | None = None
    target: int | None = None
    new: NewMatter | None = None
    people: tuple[int, ...] = ()
    unit_ratings: tuple[tuple[int, str], ...] = ()
    outcome: str = ""
    # Why the head signs although the gate warns.
    despite: str = ""

    def has(self, need: Need) -> bool:
        return bool(getattr(self, _FIELDS[need]))

    @property
    def words(self) -> str:
        """The words of the act for the timeline; those of an answer stand with the answer."""
        rated = self.rating.words if self.rating else ""
        return self.reason or self.text or rated or self.despite


_FIELDS = {
    Need.TEXT: "text",
    Need.REASON: "reason",
    Need.REASON_CODE: "reason_code",
    Need.UNITS: "units",
    Need.UNIT: "unit_id",
    Need.DUE_ON: "due_on",
    Need.CONTACT: "contact",
    Need.ANSWER: "answer",
    Need.RATING: "rating",
    Need.TARGET: "target",
    Need.PEOPLE: "people",
    Need.UNIT_RATINGS: "unit_ratings",
    Need.WORDS: "new",
}
