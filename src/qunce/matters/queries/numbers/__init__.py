"""The numbers that are published of suggestions and their kin (domain: 满意率, 按期答复率, …).

A rate never stands alone: its numerator and its denominator are part of it, and satisfaction
never stands without the rate of return.
"""

from dataclasses import dataclass
from datetime import date

from qunce.matters.queries.numbers.cases import cubes
from qunce.matters.queries.numbers.figures import BY_CODE, FIGURES, RATES, RESULTS, Figure, Rate
from qunce.matters.queries.numbers.tables import Group, working_days

__all__ = [
    "BY_CODE",
    "FIGURES",
    "RATES",
    "RESULTS",
    "Figure",
    "Numbers",
    "Rate",
    "cubes",
    "forget",
    "numbers",
]


@dataclass(frozen=True)
class Satisfaction:
    """Three separate rates over what was returned, and beside them how much was."""

    returned: Rate
    satisfied: Rate
    basically: Rate
    dissatisfied: Rate


@dataclass(frozen=True)
class Numbers:
    matters: int
    answered: Rate
    in_time: Rate
    face_to_face: Rate
    feedback: Satisfaction
    satisfied_at_once: Rate
    by_result: dict[str, Rate]
    promises_kept: Rate
    handled_again: Rate
    returned_parts: Rate


def numbers(jurisdiction_id: int, procedure: str, since: date, until: date) -> Numbers:
    """Of the matters that were assigned in these days, both included."""
    found = Group("", cubes(jurisdiction_id, procedure, since, until).whole)
    rate = {figure.code: found.rate(figure.code) for figure in FIGURES}
    results = {f.code.removeprefix("result_"): rate[f.code] for f in RESULTS}
    return Numbers(
        matters=found.matters,
        answered=rate["answered"],
        in_time=rate["in_time"],
        face_to_face=rate["met"],
        feedback=Satisfaction(
            rate["returned"], rate["satisfied"], rate["basically"], rate["dissatisfied"]
        ),
        satisfied_at_once=rate["at_once"],
        by_result={code: each for code, each in results.items() if each.part},
        promises_kept=rate["kept"],
        handled_again=rate["again"],
        returned_parts=rate["returned_parts"],
    )


def forget() -> None:
    """What is kept for half a minute is asked anew."""
    cubes.forget()  # type: ignore[attr-defined]
    working_days.forget()  # type: ignore[attr-defined]
