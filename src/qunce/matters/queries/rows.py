"""Matters, parts and reviews as the lines of a list: only the columns that a line shows or that
decide who may do what.

A page of an inbox made 120 models of thirty lines, and half of it was that.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet, Value
from django.utils.translation import get_language

from qunce import procedures
from qunce.common.compiled import compiled
from qunce.matters.models import Assignment, Mode, Signer
from qunce.matters.queries.facts import GONE, made_of
from qunce.matters.rules import Facts
from qunce.procedure import Words


class Kind(IntEnum):
    """In this order they stand on the same day."""

    MATTER = 0
    PART = 1
    REVIEW = 2


class Row(NamedTuple):
    """One line; `unit_id` and `mode` are a part's, the columns from `matter_id` on the matter's."""

    kind: Kind
    pk: int
    procedure: str
    step: str
    due_on: date | None
    due_zh: str
    due_en: str
    unit_id: int | None
    mode: str
    matter_id: int
    of: str
    matter_step: str
    phase: str
    title: str
    number: str
    jurisdiction_id: int
    author_id: int | None
    author: str | None
    place_id: int | None
    group_id: int | None

    @property
    def step_title(self) -> str:
        return step_title(self.procedure, self.step, get_language())

    @property
    def kind_title(self) -> str:
        return kind_title(self.of, get_language())

    @property
    def why(self) -> str:
        """The due date in a sentence, in the reader's language."""
        return Words(self.due_zh, self.due_en).in_language(get_language() or "zh")

    @property
    def answers_itself(self) -> bool:
        return self.mode != Mode.CO


_OWN = ("pk", "procedure", "step", "due_on", "due_zh", "due_en")
_MATTER = (
    *("pk", "procedure", "step", "phase", "title", "number", "jurisdiction_id"),
    *("author_id", "author__name", "place_id", "group_id"),
)
_OF_IT = tuple(f"matter__{name}" for name in _MATTER)
_SHOWN = {
    Kind.MATTER: (*_OWN, *_MATTER[3:]),
    Kind.PART: (*_OWN, "unit_id", "mode", *_OF_IT),
    Kind.REVIEW: (*_OWN, *_OF_IT),
}


def columns(kind: Kind, found: "QuerySet[Any]") -> "QuerySet[Any, tuple[Any, ...]]":
    return found.values_list(*_SHOWN[kind])


def row(kind: Kind, read: tuple[Any, ...]) -> Row:
    """The line of what `columns` read."""
    if kind == Kind.PART:
        return Row._make((kind, *read))
    if kind == Kind.REVIEW:
        return Row._make((kind, *read[:6], None, "", *read[6:]))
    return Row._make((kind, *read[:6], None, "", *read[:3], *read[6:]))


@lru_cache(maxsize=1_000)
def step_title(procedure: str, step: str, language: str | None) -> str:
    return procedures.load(procedure).step(step).title.in_language(language or "zh")


@lru_cache
def kind_title(procedure: str, language: str | None) -> str:
    return procedures.load(procedure).title.in_language(language or "zh")


def facts_of_rows(rows: Sequence[Row]) -> list[Facts]:
    """As `facts_of`, of all lines of a list in one question."""
    units: dict[int, list[tuple[int, str]]] = defaultdict(list)
    signers: dict[int, list[int]] = defaultdict(list)
    ids = tuple(sorted({row.matter_id for row in rows}))
    for matter_id, unit_or_person, mode in _parts_and_signers(ids) if ids else ():
        if mode:
            units[matter_id].append((unit_or_person, mode))
        else:
            signers[matter_id].append(unit_or_person)
    return [
        made_of(
            row, procedures.load(row.of), units[row.matter_id], signers[row.matter_id], row.unit_id
        )
        for row in rows
    ]


@compiled
def _parts_and_signers(ids: tuple[int, ...]) -> "QuerySet[Assignment, tuple[Any, ...]]":
    """The units that have a part, with their mode; the people asked to sign, without one."""
    parts = Assignment.objects.filter(matter__in=ids).exclude(step__in=GONE)
    signers = Signer.objects.filter(matter__in=ids).annotate(no_mode=Value(""))
    units = parts.values_list("matter_id", "unit_id", "mode")
    return units.union(signers.values_list("matter_id", "person_id", "no_mode"), all=True)
