"""What two keys are to each other: the one rule of families and of voices that arrive later."""

from collections.abc import Sequence

import numpy as np

from qunce.insight import compare, facts
from qunce.insight.likeness import Likeness, Pairs

EXACT, NEAR, CONTAINED, TEMPLATE = "exact", "near", "contained", "template"


def between(first: str, second: str) -> str | None:
    """Near, contained, template, or None where two different keys have nothing to do with each
    other. The order of the two changes nothing.

    >>> lamp = "青禾路十二号门前的路灯坏了三个月没有人来修晚上老人不敢出门"
    >>> between(lamp, lamp + "请")
    'near'
    """
    return next((kind for _, kind in with_each(first, [second])), None)


def with_each(first: str, others: Sequence[str]) -> list[tuple[int, str]]:
    """Which of the others are copies or templates of the first, and what they are."""
    keys = [first, *others]
    pairs = np.array([(0, at) for at in range(1, len(keys))], np.int64).reshape(-1, 2)
    return proved(keys, pairs, Likeness.of(keys, pairs))


def proved(keys: Sequence[str], pairs: Pairs, alike: Likeness) -> list[tuple[int, str]]:
    """Which of these pairs of positions are copies or templates, and what they are."""
    near, inside, edits = alike.near(), alike.inside(), alike.edits
    found = []
    for at in np.flatnonzero(near | inside).tolist():
        both = inner_first(*(keys[row] for row in pairs[at].tolist()))
        if kind := _kind(*both, int(edits[at]), near=bool(near[at]), inside=bool(inside[at])):
            found.append((at, kind))
    return found


def _kind(inner: str, outer: str, edits: int, *, near: bool, inside: bool) -> str | None:
    if near and not compare.turned(inner, outer, edits):
        return TEMPLATE if facts.only_facts_differ(inner, outer) else NEAR
    if not inside or compare.turned_inside(inner, outer):
        return None
    return CONTAINED if facts.no_new_numbers(inner, outer) else TEMPLATE


def inner_first(first: str, second: str) -> tuple[str, str]:
    """The key that can stand inside the other: the shorter, of two equally long the later one."""
    return (first, second) if (len(first), second) < (len(second), first) else (second, first)


def adds_nothing(copy: str, original: str, kind: str | None) -> bool:
    """Whether `copy` is a duplicate of what was there before it, if `kind` is between them.

    A text that holds an older one and says more is none.
    """
    return kind == NEAR or (kind == CONTAINED and inner_first(copy, original)[0] == copy)
