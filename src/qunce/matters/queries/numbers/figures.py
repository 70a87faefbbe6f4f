"""The figures that are published of suggestions and their kin (面商率、按期答复率、满意率……).

Each says what is counted and of how many; the page, the spreadsheet and the rows behind a number
are all drawn from here, so they cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qunce.matters.models import Grade, Result


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
    """`part` and `whole` are how much of a case counts, in SQL over the columns of `found`: 1 and 0
    for a matter, more for promises."""

    code: str
    title: Any
    of: Any
    part: str
    whole: str


def _if(condition: str) -> str:
    """1 or 0; what is not known counts as 0."""
    return f"coalesce(({condition})::int, 0)"


_SIGNED, _OWED = _if("signed_on IS NOT NULL"), _if("owes")
_RETURNED = _if("grade <> ''")
_UNDER_WAY = _if("result IN ('in_progress', 'planned')")
_DUE, _ANSWERED = _("matters assigned"), _("matters answered")
_FEEDBACK = _("feedback returned")


def _graded(grade: Grade) -> str:
    return _if(f"grade = '{grade.value}'")


FIGURES: Sequence[Figure] = (
    Figure("answered", _("Answers given"), _DUE, _SIGNED, _OWED),
    Figure("in_time", _("Answered in time"), _DUE, _if("signed_on <= due"), _OWED),
    Figure("met", _("Met face to face before the answer"), _DUE, _if("met"), _OWED),
    Figure("closed", _("Closed"), _DUE, _if("ended AND owes"), _OWED),
    Figure(
        "returned",
        _("Feedback returned"),
        _("feedback asked"),
        _RETURNED,
        _if("grade IS NOT NULL"),
    ),
    *(
        Figure(code, title, _FEEDBACK, _graded(grade), _RETURNED)
        for code, title, grade in (
            ("satisfied", _("Satisfied"), Grade.SATISFIED),
            ("basically", _("Basically satisfied"), Grade.BASICALLY),
            ("dissatisfied", _("Dissatisfied"), Grade.DISSATISFIED),
        )
    ),
    Figure(
        "at_once",
        _("Satisfied at once"),
        _("feedback returned in the first round"),
        _if("first_grade = 'satisfied'"),
        _if("first_grade <> ''"),
    ),
    Figure(
        "kept",
        _("Promises kept by their first day"),
        _("promises that were due"),
        "kept",
        "promises",
    ),
    # B类转A类率: what was under way or planned, and is done now: every promise kept, or a later
    # answer that says solved. The first class stays what it was (domain 1.5).
    Figure(
        "became",
        _("Under way or planned, and solved since"),
        _("first answers that were under way or planned"),
        f"{_UNDER_WAY} * {_if('became')}",
        _UNDER_WAY,
    ),
    Figure(
        "again", _("Handled a second time"), _ANSWERED, f"{_if('round > 1')} * {_SIGNED}", _SIGNED
    ),
    Figure("returned_parts", _("Parts returned"), _("parts given"), "returned", "parts"),
    *(
        Figure(f"result_{r.value}", r.label, _ANSWERED, _if(f"result = '{r.value}'"), _SIGNED)
        for r in Result
    ),
)
BY_CODE = {figure.code: figure for figure in FIGURES}
RESULTS = tuple(figure for figure in FIGURES if figure.code.startswith("result_"))
RATES = tuple(figure for figure in FIGURES if figure not in RESULTS)
