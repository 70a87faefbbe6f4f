"""Whether two texts are the same text, and what shows it. Every pair can be explained."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel, Levenshtein

from qunce.insight import sketches
from qunce.insight.keys import key
from qunce.insight.likeness import (
    EDIT_UP_TO,
    MIDDLE,
    NEAR_LONG,
    SHORTEST_CONTAINED,
    SLIPS,
    Flat,
    Likeness,
)
from qunce.insight.sketches import Hashes
from qunce.insight.text import key_with_offsets

# More edits than this are another version of the text, not a turn of its meaning.
FEW_EDITS = 12
_STANCE = re.compile(
    "不|没|未|无|非|别|勿|反对|支持|同意|取消|增加|增设|减少|新建|拆除|关闭|开放|禁止|允许|提高|降低|恢复|停止"
)
# Words to will or to be able to: 不 put before one of them turns the whole text.
_TURNED = re.compile("[不别勿未非](?=[愿同支赞接希能会可应该要想准允得请])|(?<=请)[不别勿]")


@dataclass(frozen=True)
class SharedSpan:
    """The longest run that two texts share, as spans in each original."""

    first: tuple[int, int]
    second: tuple[int, int]


def shared_span(first: str, second: str) -> SharedSpan | None:
    """The longest shared run of two texts, dress ignored; None if they share nothing.

    >>> shared_span("小区路灯坏了", "我们的小区路燈坏了。")
    SharedSpan(first=(0, 6), second=(3, 9))
    """
    first_key, first_at = key_with_offsets(first)
    second_key, second_at = key_with_offsets(second)
    best = max(
        Indel.opcodes(first_key, second_key),
        key=lambda block: (block.tag == "equal") * (block.src_end - block.src_start),
        default=None,
    )
    if best is None or best.tag != "equal":
        return None
    return SharedSpan(
        (first_at[best.src_start], first_at[best.src_end - 1] + 1),
        (second_at[best.dest_start], second_at[best.dest_end - 1] + 1),
    )


def similarity(first: str, second: str) -> float:
    """How alike two texts are, 0 to 1: the larger of edit similarity and shared characters.

    >>> similarity("小区路灯坏了。", "小區路燈坏了")
    1.0
    """
    return alike(key(first), key(second))


def alike(first: str, second: str) -> float:
    if max(len(first), len(second)) > EDIT_UP_TO:
        return jaccard(first, second)
    edit = Levenshtein.normalized_similarity(first, second)
    return edit if edit >= NEAR_LONG or len(first) < MIDDLE else max(edit, jaccard(first, second))


def jaccard(first: str, second: str) -> float:
    shared = _shared(first, second)
    return shared / (len(_grams(first)) + len(_grams(second)) - shared)


def contained(inner: str, outer: str) -> float:
    """The share of the inner key's runs of three characters that stand in the outer."""
    return _shared(inner, outer) / len(_grams(inner))


def _grams(text_key: str) -> Hashes:
    """Hashes of its runs of three characters, each once, sorted; a shorter key gives one."""
    return sketches.sampled_runs(*sketches.flat([text_key]), 3, 1)[1]


def _shared(first: str, second: str) -> int:
    return sketches.in_both(_grams(first), _grams(second))


def turned(first: str, second: str, edits: int) -> bool:
    """Whether keys so alike want or deny different things."""
    if (edits <= FEW_EDITS or min(len(first), len(second)) < MIDDLE) and opposed(first, second):
        return True
    return edits <= SLIPS and _turns(first) != _turns(second)


def _turns(text: str) -> list[str]:
    return sorted(_TURNED.findall(text))


def turned_inside(inner: str, outer: str) -> bool:
    """Whether the longer of two keys, that holds the other, wants or denies something else."""
    if len(inner) < SHORTEST_CONTAINED:
        return inner not in outer or not _agrees(inner, outer)
    if len(outer) - len(inner) <= SLIPS and _turns(inner) != _turns(outer):
        return True
    return bool(_stance_beyond(inner, outer))


def _agrees(inner: str, outer: str) -> bool:
    """Whether what is said around a text but agrees with it."""
    return _stance_beyond(outer, inner) <= {"支持", "同意"}


def _stance_beyond(text: str, other: str) -> set[str]:
    """What wants or denies something more often in a text than in the other."""
    return {word for word in {*_STANCE.findall(text)} if text.count(word) > other.count(word)}


def why(copy: str, original: str, row: int) -> str:
    """The reason code for a key that was found to copy the key of `row`."""
    return whys([(copy, original)], [row])[0]


def whys(pairs: Sequence[tuple[str, str]], rows: Sequence[int]) -> list[str]:
    """The same for many: each copy and its original, and the originals' rows."""
    flat = Flat.of([text_key for both in pairs for text_key in both])
    found = Likeness.of(flat, np.arange(2 * len(pairs)).reshape(-1, 2))
    measured = (found.edit.tolist(), found.both.tolist(), found.held.tolist())
    return [
        f"{_degree(*both, *much)} of {row}"
        for both, row, *much in zip(pairs, rows, *measured, strict=True)
    ]


def _degree(copy: str, original: str, edit: float, both: float, held: float) -> str:
    if copy == original:
        return "exact"
    if not edit and both >= NEAR_LONG and len(copy) >= MIDDLE:
        edit = both
    if edit or len(copy) < SHORTEST_CONTAINED:
        return f"near:{edit or alike(copy, original):.2f}"
    inside = held if len(copy) <= len(original) else 0
    return f"contained:{inside or contained(copy, original):.2f}"


def opposed(first: str, second: str) -> bool:
    """Whether texts that are nearly the same want or deny different things.

    Among short ones any 'not', 'cancel' or 'more' that only one of them has is enough; among
    longer ones each must have one that the other lacks ('support' here, 'oppose' there).
    """
    mine, yours = _stance_beyond(first, second), _stance_beyond(second, first)
    if min(len(first), len(second)) < MIDDLE:
        return bool(mine or yours)
    return bool(mine and yours)
