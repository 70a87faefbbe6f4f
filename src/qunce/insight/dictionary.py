"""A dictionary learned from cut texts, and texts cut by it: the likeliest words win.

The rule is that of jieba without its guesses at unknown words (the most probable path through
the words of a dictionary), with the words and frequencies of the corpus at hand, guesses
included. Compiled, it reads twenty times as fast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qunce.insight.folding import (
    ALNUM,
    BREAK,
    CODES,
    HAN,
    SCRIPT,
    Codes,
    Folded,
    Ints,
    Kinds,
    Longs,
    joined,
)
from qunce.insight.kernel import kernel

Floats = NDArray[np.float32]

# A run of another script is known by its first letters: endings are many in Uyghur or Mongolian.
STEM = 5
# 'a市', 'a3区', 'm1县': a masked place tells nothing, and its letters glue to the next word.
MASKED = "市区县镇州省"
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MASK_CODES = np.array([ord(char) for char in MASKED], np.uint32)


@dataclass(frozen=True)
class Dictionary:
    """Words as paths: `first[character]` leads to a node, a table of (node, character) onwards.

    `word[node]` is -1 or the number of the word that ends there, `cost[number]` its logarithmic
    probability.
    """

    first: Ints
    steps: Longs
    nodes: Ints
    word: Ints
    cost: Floats
    unknown: int

    @classmethod
    def of(cls, words: Sequence[str], uses: Longs, *, unknown: int) -> Self:
        """Words by number and how often each is used; 0 is no word."""
        codes, starts = joined(words)
        bits = max(4, int(len(codes) * 2.5).bit_length())
        first, steps, nodes, word = _grown(codes, starts, bits)
        cost = np.log(np.maximum(uses, 0.5) / max(int(uses.sum()), 1)).astype(np.float32)
        return cls(first, steps, nodes, word, cost, unknown)

    def cut(self, folded: Folded) -> tuple[Ints, Ints, Longs]:
        """Word numbers, where each begins in the folded codes, and where each text starts."""
        kinds = folded.kinds()
        return _cut(
            folded.codes, folded.starts, kinds, self.first, self.steps, self.nodes, self.word,
            self.cost, self.unknown,
        )  # fmt: skip


@kernel
def slot(steps: Longs, node: int, code: int) -> int:
    """Where the step stands in the table, or the empty slot where it would."""
    step = (np.int64(node) << 21 | np.int64(code)) + 1
    mask = np.int64(len(steps) - 1)
    at = np.int64((np.uint64(step) * _ODD) >> np.uint64(20)) & mask
    while steps[at] != 0 and steps[at] != step:
        at = (at + 1) & mask
    return int(at)


@kernel
def _grown(codes: Codes, starts: Longs, bits: int) -> tuple[Ints, Longs, Ints, Ints]:
    first = np.zeros(CODES, np.int32)
    steps = np.zeros(1 << bits, np.int64)
    nodes = np.zeros(1 << bits, np.int32)
    word = np.full(len(codes) + 1, -1, np.int32)
    last = 0
    for number in range(1, len(starts) - 1):
        begin = starts[number]
        if first[codes[begin]] == 0:
            last += 1
            first[codes[begin]] = last
        node = first[codes[begin]]
        for at in range(begin + 1, starts[number + 1]):
            place = slot(steps, node, codes[at])
            if steps[place] == 0:
                last += 1
                steps[place] = (np.int64(node) << 21 | np.int64(codes[at])) + 1
                nodes[place] = last
            node = nodes[place]
        word[node] = number
    return first, steps, nodes, word[: last + 1].copy()


@kernel
def _cut(
    codes: Codes, starts: Longs, kinds: Kinds, first: Ints, steps: Longs, nodes: Ints, word: Ints,
    cost: Floats, unknown: int,
) -> tuple[Ints, Ints, Longs]:  # fmt: skip
    ids = np.empty(len(codes), np.int32)
    begins = np.empty(len(codes), np.int32)
    ends = np.zeros(len(starts), np.int64)
    longest = 0
    for text in range(len(starts) - 1):
        longest = max(longest, starts[text + 1] - starts[text])
    best = np.zeros(longest + 1, np.float32)
    choice = np.zeros(longest + 1, np.int32)
    length = np.zeros(longest + 1, np.int32)
    end = 0
    for text in range(len(starts) - 1):
        at, stop = starts[text], starts[text + 1]
        while at < stop:
            kind = kinds[at]
            run = at + 1
            if kind != BREAK:
                while run < stop and kinds[run] == kind:
                    run += 1
            if kind == HAN:
                _likeliest(
                    codes, at, run, first, steps, nodes, word, cost, unknown, best, choice, length
                )
                place = at
                while place < run:
                    ids[end] = choice[place - at]
                    begins[end] = place
                    end += 1
                    place += length[place - at]
            else:
                number = 0
                if kind == ALNUM and run < stop and _masked(codes, at, run):
                    run += 1
                elif kind != BREAK:
                    known = min(run, at + STEM) if kind == SCRIPT else run
                    number = _looked_up(codes, at, known, first, steps, nodes, word)
                    number = unknown if number < 0 else number
                ids[end] = number
                begins[end] = at
                end += 1
            at = run
        ends[text + 1] = end
    return ids[:end].copy(), begins[:end].copy(), ends


@kernel
def _likeliest(
    codes: Codes, start: int, stop: int, first: Ints, steps: Longs, nodes: Ints, word: Ints,
    cost: Floats, unknown: int, best: Floats, choice: Ints, length: Ints,
) -> None:  # fmt: skip
    """For each place of a run the best first word of what follows it, from the back."""
    best[stop - start] = 0
    for place in range(stop - 1, start - 1, -1):
        at = place - start
        best[at] = cost[unknown] + best[at + 1]
        choice[at] = unknown
        length[at] = 1
        node, reach = first[codes[place]], place + 1
        while node != 0:
            number = word[node]
            if number >= 0:
                score = cost[number] + best[reach - start]
                if score >= best[at]:
                    best[at] = score
                    choice[at] = number
                    length[at] = reach - place
            if reach == stop:
                break
            node = nodes[slot(steps, node, codes[reach])]
            reach += 1


@kernel
def _looked_up(
    codes: Codes, start: int, stop: int, first: Ints, steps: Longs, nodes: Ints, word: Ints
) -> int:
    node = first[codes[start]]
    for at in range(start + 1, stop):
        if node == 0:
            return -1
        node = nodes[slot(steps, node, codes[at])]
    return int(word[node])


@kernel
def _masked(codes: Codes, start: int, stop: int) -> bool:
    """A letter, up to three digits, and a word for a place after them."""
    if stop - start > 4 or not 97 <= codes[start] <= 122:
        return False
    for at in range(start + 1, stop):
        if not 48 <= codes[at] <= 57:
            return False
    return bool((codes[stop] == _MASK_CODES).any())
