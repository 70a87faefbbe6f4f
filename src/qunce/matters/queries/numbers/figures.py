"""The figures that are published of suggestions and their kin (面商率、按期答复率、满意率……).

Each says what is counted and of how many; the page, the spreadsheet and the rows behind a number
are all drawn from here, so they cannot differ.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qunce.matters.models import Grade, Result
from qunce.matters.queries.numbers.cases import Case

Count = Callable[[Case], int]


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`; no percentage where there is nothing to divide by."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Two places, rounded down: 92.479 is never said to be 92.48, nor 99.996 to be 100."""
        return self.part * 10_000 // self.whole / 100 if self.whole else None

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}" + ("" if self.percent is None else f" {self.percent} %")


@dataclass(frozen=True)
class Figure:
    """`part` and `whole` say how much of a case counts: 1 and 0 for a matter, more for promises."""

    code: str
    title: Any
    of: Any
    part: Count
    whole: Count

    def rate(self, cases: Iterable[Case]) -> Rate:
        counted = [(self.part(case), self.whole(case)) for case in cases]
        return Rate(sum(part for part, _w in counted), sum(whole for _p, whole in counted))

    def behind(self, cases: Iterable[Case], *, missing: bool) -> list[int]:
        """The matters that are counted; with `missing`, those of the whole that fall short."""
        found = (c for c in cases if self.whole(c))
        return [
            c.matter for c in found if (self.part(c) < self.whole(c) if missing else self.part(c))
        ]


def _signed(case: Case) -> int:
    return int(case.signed is not None)


def _owed(case: Case) -> int:
    return int(case.owes)


def _returned(case: Case) -> int:
    return int(bool(case.grade))


def _graded(grade: str) -> Count:
    return lambda case: int(case.grade == grade)


def _result(result: str) -> Count:
    return lambda case: int(case.result == result)


_DUE, _ANSWERED = _("matters assigned"), _("matters answered")
_FEEDBACK = _("feedback returned")
FIGURES: Sequence[Figure] = (
    Figure("answered", _("Answers given"), _DUE, _signed, _owed),
    Figure("in_time", _("Answered in time"), _DUE, lambda c: int(c.in_time), _owed),
    Figure("met", _("Met face to face before the answer"), _DUE, lambda c: int(c.met), _owed),
    Figure(
        "returned",
        _("Feedback returned"),
        _("feedback asked"),
        _returned,
        lambda c: int(c.grade is not None),
    ),
    Figure("satisfied", _("Satisfied"), _FEEDBACK, _graded(Grade.SATISFIED), _returned),
    Figure("basically", _("Basically satisfied"), _FEEDBACK, _graded(Grade.BASICALLY), _returned),
    Figure("dissatisfied", _("Dissatisfied"), _FEEDBACK, _graded(Grade.DISSATISFIED), _returned),
    Figure(
        "at_once",
        _("Satisfied at once"),
        _("feedback returned in the first round"),
        lambda c: int(c.first_grade == Grade.SATISFIED),
        lambda c: int(bool(c.first_grade)),
    ),
    Figure(
        "kept",
        _("Promises kept by their first day"),
        _("promises that were due"),
        lambda c: c.kept,
        lambda c: c.promises,
    ),
    Figure(
        "again",
        _("Handled a second time"),
        _ANSWERED,
        lambda c: int(c.round > 1 and bool(c.signed)),
        _signed,
    ),
    Figure(
        "returned_parts",
        _("Parts returned"),
        _("parts given"),
        lambda c: c.returned,
        lambda c: c.parts,
    ),
    *(Figure(f"result_{r.value}", r.label, _ANSWERED, _result(r.value), _signed) for r in Result),
)
BY_CODE = {figure.code: figure for figure in FIGURES}
RESULTS = tuple(figure for figure in FIGURES if figure.code.startswith("result_"))
RATES = tuple(figure for figure in FIGURES if figure not in RESULTS)
