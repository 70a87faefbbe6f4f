"""What two keys are to each other: the one rule of families and of voices that arrive later."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from qunce.insight import compare
from qunce.insight.compare import EDIT_UP_TO

EXACT, NEAR, CONTAINED, TEMPLATE = "exact", "near", "contained", "template"


def between(first: str, second: str, edit: float) -> str | None:
    """Near, contained, template, or None where two different keys have nothing to do with each
    other. The order of the two changes nothing; `edit` is their `edits`.

    >>> lamp = "青禾路十二号门前的路灯坏了三个月没有人来修晚上老人不敢出门"
    >>> between(lamp, lamp + "请", *edits([lamp], [lamp + "请"]))
    'near'
    """
    inner, outer = inner_first(first, second)
    if compare.is_near(inner, outer, edit):
        return TEMPLATE if compare.only_facts_differ(inner, outer) else NEAR
    if not compare.is_contained(inner, outer):
        return None
    return CONTAINED if compare.no_new_numbers(inner, outer) else TEMPLATE


def inner_first(first: str, second: str) -> tuple[str, str]:
    """The key that can stand inside the other: the shorter, of two equally long the later one."""
    return (first, second) if (len(first), second) < (len(second), first) else (second, first)


def adds_nothing(copy: str, original: str, kind: str | None) -> bool:
    """Whether `copy` is a duplicate of what was there before it, if `kind` is between them.

    A text that holds an older one and says more is none.
    """
    return kind == NEAR or (kind == CONTAINED and inner_first(copy, original)[0] == copy)


def edits(first: Sequence[str], second: Sequence[str]) -> NDArray[np.float32]:
    """Edit similarities pair by pair; 0 where they are low or a key is too long for that."""
    fit = [
        len(a) <= EDIT_UP_TO and len(b) <= EDIT_UP_TO for a, b in zip(first, second, strict=True)
    ]
    found = cpdist(
        [a if ok else "" for a, ok in zip(first, fit, strict=True)],
        [b if ok else "x" for b, ok in zip(second, fit, strict=True)],
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=compare.NEAR_LONG,
        dtype=np.float32,
        workers=1,
    )
    ravelled: NDArray[np.float32] = found.ravel()
    return ravelled
