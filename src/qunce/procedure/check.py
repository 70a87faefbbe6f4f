"""Proves a procedure sound: everything can be reached, everything can end, everyone is timed.

>>> from qunce import procedures, profiles
>>> check(procedures.load("deputy-suggestion"), profiles.load("national"))
[]
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qunce.procedure.grammar import (
    OWN_CLOCKS,
    SET_DATE,
    Effect,
    Need,
    Phase,
    Procedure,
    Step,
)
from qunce.procedure.profile import Profile


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    where: str
    words: str


def check(procedure: Procedure, profile: Profile) -> list[Fault]:
    """Every fault of a procedure under a profile; none if it is sound."""
    faults = list(_names(procedure))
    if faults:  # the rest follows arrows, which must lead somewhere
        return faults
    rules = (
        _unreached,
        _endless,
        _unheld,
        _untimed,
        _dead,
        _undecided,
        _unmarked,
        _undated,
        _unassigned,
    )
    return [fault for rule in rules for fault in rule(procedure, profile)]


def _names(procedure: Procedure) -> Iterator[Fault]:
    known = {step.code for step in procedure.steps}
    for step, act, to in procedure.moves():
        if to not in known:
            yield Fault(f"{step.code}.{act.code}", f"leads to “{to}”, which is no step")
    for step in procedure.steps:
        codes = [act.code for act in step.acts]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield Fault(f"{step.code}.{code}", "stands twice at this step")


def _unreached(procedure: Procedure, _: Profile) -> Iterator[Fault]:
    for code in _missing(procedure, _closure(_arrows(procedure), [procedure.first.code])):
        yield Fault(code, "cannot be reached from the first step")


def _endless(procedure: Procedure, _: Profile) -> Iterator[Fault]:
    ends = [step.code for step in procedure.steps if step.phase == Phase.ENDED]
    back = [(to, came) for came, to in _arrows(procedure)]
    for code in _missing(procedure, _closure(back, ends)):
        yield Fault(code, "no way leads from here to an end")


def _unheld(procedure: Procedure, _: Profile) -> Iterator[Fault]:
    for step in procedure.steps:
        if (step.phase == Phase.ENDED) != (step.holder is None):
            yield Fault(step.code, "an open step needs one holder, an ended one has none")


def _untimed(procedure: Procedure, profile: Profile) -> Iterator[Fault]:
    for step in procedure.steps:
        if (step.phase == Phase.OPEN) != bool(step.term):
            yield Fault(step.code, "an open step needs a term, any other has none")
        if step.term and step.term not in OWN_CLOCKS | set(profile.terms):
            yield Fault(step.code, f"profile {profile.code} has no term “{step.term}”")


def _dead(procedure: Procedure, _: Profile) -> Iterator[Fault]:
    for step in procedure.steps:
        for act in step.acts:
            if not step.may(act):
                yield Fault(f"{step.code}.{act.code}", "nobody may ever do this")
            if not (act.to or act.effect or act.marks):
                yield Fault(f"{step.code}.{act.code}", "changes nothing")
        if step.phase == Phase.ENDED and step.acts:
            yield Fault(step.code, "has acts although it is an end")


def _undecided(procedure: Procedure, _: Profile) -> Iterator[Fault]:
    for step in procedure.steps:
        for act in step.acts:
            if (len(act.to) > 1) != (act.choice is not None):
                yield Fault(
                    f"{step.code}.{act.code}",
                    "several next steps need a choice, a single one must not have any",
                )


def _unmarked(procedure: Procedure, profile: Profile) -> Iterator[Fault]:
    """A term counts from a day that some way to its step has not set."""
    for step in procedure.steps:
        days = [
            t.anchor for t in (profile.terms.get(step.term), profile.statutes.get(step.term)) if t
        ]
        if days and not any(_always_set(procedure, day, step) for day in days):
            yield Fault(step.code, f"can be reached before “{days[0]}” is a day on record")


def _undated(procedure: Procedure, _: Profile) -> Iterator[Fault]:
    """A step that is due on a date which some way to it did not ask for."""
    dated = "due_on" in procedure.begins_with
    for step, act, to in procedure.moves():
        leads = act.to and procedure.step(to).term == SET_DATE
        if leads and Need.DUE_ON not in act.needs:
            yield Fault(f"{step.code}.{act.code}", f"leads to “{to}” without asking for its date")
    if procedure.first.term == SET_DATE and not dated:
        yield Fault(procedure.first.code, "begins without its date")


def _unassigned(procedure: Procedure, _: Profile) -> Iterator[Fault]:
    """Parts are given, and asked back from nobody."""
    gives = [f"{s.code}.{act.code}" for s, act, _to in procedure.moves() if act.effect in _GIVING]
    if gives and procedure.assigner is None:
        yield Fault(gives[0], "gives units their parts, but nobody is named as assigner")


_GIVING = frozenset({Effect.ASSIGN, Effect.DISPATCH})


def _always_set(procedure: Procedure, day: str, step: Step) -> bool:
    """Whether every way to the step passes an act that marks this day."""
    if day in procedure.begins_with:
        return True
    without = [(came.code, to) for came, act, to in procedure.moves() if day not in act.marks]
    return step.code not in _closure(without, [procedure.first.code])


def _arrows(procedure: Procedure) -> list[tuple[str, str]]:
    return [(step.code, to) for step, _, to in procedure.moves()]


def _closure(arrows: Iterable[tuple[str, str]], begin: Iterable[str]) -> set[str]:
    arrows, seen, ahead = list(arrows), set[str](), list(begin)
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead += [to for came, to in arrows if came == here]
    return seen


def _missing(procedure: Procedure, seen: set[str]) -> list[str]:
    return [step.code for step in procedure.steps if step.code not in seen]
