"""The quality gate before a signature: what bars it, what warns, and why.

It never decides: what only warns, the head may sign with a reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from qunce.common.clock import today
from qunce.matters.models import Answer, Assignment, Matter, Mode, Result

# 尽量不用“近期”“尽快”“即将”等模糊概念: an office's own rule (乐清). “加快” is a verb and passes.
_VAGUE = re.compile("近期|尽快|即将|适时|择机|条件成熟时|下一步将|抓紧时间")
_DATED = {Result.IN_PROGRESS, Result.PLANNED}
# Of 100, with numbers and names in it: two answers written for two matters stay well below.
_SAME = 92
_OTHERS = 200  # the unit's latest answers that a draft is compared with


@dataclass(frozen=True)
class Finding:
    """`bars`: cannot be signed at all. `code` is for programs, `says` for people."""

    code: str
    says: Any
    bars: bool = False


def look(answer: Answer) -> list[Finding]:
    """Everything there is to say about a draft, what bars first."""
    found = [finding for rule in _RULES for finding in rule(answer)]
    return sorted(found, key=lambda finding: not finding.bars)


def answers_missing(matter: Matter) -> list[Assignment]:
    """The parts whose answer is still due to the author."""
    of = matter.parent if matter.tie == "merged" and matter.parent else matter
    parts = of.assignments.filter(round=of.round).exclude(mode=Mode.CO)
    return [part for part in parts if part.step not in {"answered", "returned", "ended"}]


def _promise_without_date(answer: Answer) -> Iterator[Finding]:
    if answer.result in _DATED and not answer.drafted_promises:
        yield Finding(
            "no_promise",
            _("“%(result)s” needs at least one promise with a date.")
            % {"result": answer.get_result_display()},
            bars=True,
        )


def _promise_ahead(answer: Answer) -> Iterator[Finding]:
    """A draft may lie until its own dates have gone by."""
    for promise in answer.drafted_promises:
        if date.fromisoformat(promise["due_on"]) <= today():
            yield Finding(
                "promise_past",
                _("The promise “%(what)s” is dated %(on)s, which is not ahead any more.")
                % {"what": promise["what"], "on": promise["due_on"]},
                bars=True,
            )


def _co_units_named(answer: Answer) -> Iterator[Finding]:
    for part in answer.matter.assignments.filter(mode=Mode.CO).select_related("unit"):
        names = {part.unit.name, part.unit.short} - {""}
        if part.step != "ended" and not any(name in answer.text for name in names):
            yield Finding(
                "co_unit",
                _("The answer does not name %(unit)s, which took part.") % {"unit": part.unit.name},
                bars=True,
            )


def _every_request_answered(answer: Answer) -> Iterator[Finding]:
    responses = [*answer.responses, *[""] * len(answer.matter.requests)]
    missing = [
        n for n, _asked in enumerate(answer.matter.requests, 1) if not responses[n - 1].strip()
    ]
    if missing:
        numbers = "、".join(map(str, missing))
        yield Finding("request", _("No answer to request %(numbers)s yet.") % {"numbers": numbers})


def _contact_logged(answer: Answer) -> Iterator[Finding]:
    if answer.matter.author_id and not answer.matter.contacts.exists():
        yield Finding(
            "contact", _("No contact with the deputy is on record (Deputies Law Art. 51).")
        )


def _contact_given(answer: Answer) -> Iterator[Finding]:
    if not (answer.contact_name and answer.contact_phone):
        yield Finding("sender", _("The answer names nobody whom one can ask, with a telephone."))


def _vague(answer: Answer) -> Iterator[Finding]:
    words = sorted(set(_VAGUE.findall(whole(answer))))
    if words:
        said = "”“".join(words)
        yield Finding("vague", _("Vague time: “%(words)s”. Give a date.") % {"words": said})


def _class_against_text(answer: Answer) -> Iterator[Finding]:
    if answer.result == Result.SOLVED and answer.drafted_promises:
        yield Finding("class", _("It says “solved”, and yet it promises something."))


def _nearly_the_same(answer: Answer) -> Iterator[Finding]:
    others = Answer.objects.filter(unit=answer.unit_id).exclude(matter=answer.matter_id)
    signed = others.exclude(signed_at=None).order_by("-signed_at").select_related("matter")
    for other in signed[:_OTHERS]:
        if fuzz.ratio(other.text, answer.text) >= _SAME:
            yield Finding(
                "same",
                _("Nearly word for word the answer to %(matter)s.") % {"matter": str(other.matter)},
            )
            return


def whole(answer: Answer) -> str:
    """The words of an answer, as the record commits to them: its text and each response."""
    return "\n".join([answer.text, *answer.responses])


_RULES = (
    _promise_without_date,
    _promise_ahead,
    _co_units_named,
    _every_request_answered,
    _contact_logged,
    _contact_given,
    _vague,
    _class_against_text,
    _nearly_the_same,
)
