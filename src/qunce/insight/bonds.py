"""What two keys are to each other: the one rule of families and of voices that arrive later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from qunce.insight import compare, facts
from qunce.insight.likeness import SHORTEST_CONTAINED, SLIPS, Bools, Flat, Floats, Likeness, Pairs
from qunce.insight.sketches import Longs

EXACT, NEAR, CONTAINED, TEMPLATE = "exact", "near", "contained", "template"
# What two different keys can be to each other, by the number that `Bonds` keep.
KINDS = (NEAR, CONTAINED, TEMPLATE)


@dataclass(frozen=True)
class Bonds:
    """Pairs of keys that proved to be copies, an array each; `outer` can stand for `inner`.

    `closeness`, 0 to 1, is that of `Likeness`.
    """

    outer: Longs
    inner: Longs
    kind: NDArray[np.uint8]
    closeness: Floats

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Those of several in turn."""
        rows = np.empty(0, np.int64)
        none = cls(rows, rows, np.empty(0, np.uint8), np.empty(0))
        fields = zip(*(vars(part).values() for part in (none, *parts)), strict=True)
        return cls(*map(np.concatenate, fields))

    def where(self, chosen: Bools | Longs) -> Self:
        """Those of them that are chosen, or those in these places."""
        return replace(self, **{name: values[chosen] for name, values in vars(self).items()})


class Proof(NamedTuple):
    """The pair in this place are copies or templates; `inner` can stand in `outer`."""

    pair: int
    inner: int
    outer: int
    kind: str


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
    flat = Flat.of([first, *others])
    pairs = np.array([(0, at) for at in range(1, len(flat.keys))], np.int64).reshape(-1, 2)
    proofs = proved(flat.keys, pairs, Likeness.of(flat, pairs))
    return [(proof.pair, proof.kind) for proof in proofs]


def proved(keys: Sequence[str], pairs: Pairs, alike: Likeness) -> Iterator[Proof]:
    """Which of these pairs of positions are copies or templates, and what they are."""
    near, inside = alike.near(), alike.inside()
    some = np.flatnonzero(near | inside)
    told = zip(
        some.tolist(),
        *pairs[some].T.tolist(),
        *(of_each[some].tolist() for of_each in (near, inside, alike.edit > 0, alike.edits)),
        strict=True,
    )
    for pair, one, other, is_near, is_inside, aligned, edits in told:
        inner, outer = (one, other) if _is_inner(keys[one], keys[other]) else (other, one)
        both = keys[inner], keys[outer]
        kind = _near(*both, edits, aligned=aligned) if is_near else None
        if kind or (is_inside and (kind := _inside(*both))):
            yield Proof(pair, inner, outer, kind)


def _near(inner: str, outer: str, edits: int, *, aligned: bool) -> str | None:
    if compare.turned(inner, outer, edits):
        return None
    return TEMPLATE if facts.only_facts_differ(inner, outer, aligned=aligned) else NEAR


def _inside(inner: str, outer: str) -> str | None:
    if _as_it_is(inner, outer):
        return CONTAINED
    if compare.turned_inside(inner, outer):
        return None
    return CONTAINED if facts.no_new_numbers(inner, outer) else TEMPLATE


def _as_it_is(inner: str, outer: str) -> bool:
    """Whether the inner key stands in the outer word by word, with more around it.

    Then nothing in it can be turned, and no number but one that begins it can be another there.
    """
    around = len(outer) - len(inner)
    long_enough = len(inner) >= SHORTEST_CONTAINED and around > SLIPS
    return long_enough and not inner[0].isdigit() and inner in outer


def inner_first(first: str, second: str) -> tuple[str, str]:
    """The key that can stand inside the other: the shorter, of two equally long the later one."""
    return (first, second) if _is_inner(first, second) else (second, first)


def _is_inner(first: str, second: str) -> bool:
    return second < first if len(first) == len(second) else len(first) < len(second)


def adds_nothing(copy: str, original: str, kind: str | None) -> bool:
    """Whether `copy` is a duplicate of what was there before it, if `kind` is between them.

    A text that holds an older one and says more is none.
    """
    return kind == NEAR or (kind == CONTAINED and inner_first(copy, original)[0] == copy)
