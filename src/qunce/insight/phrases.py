"""A fixed list of phrases found in many texts in one pass: the leftmost, and there the longest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qunce.insight.dictionary import Dictionary, slot
from qunce.insight.folding import Codes, Folded, Ints, Longs, fold
from qunce.insight.kernel import kernel
from qunce.insight.text import plain


@dataclass(frozen=True)
class Found:
    """Phrases in their order: `phrase[i]` stands in text `text[i]` at `start[i]:stop[i]`.

    `phrase` counts in the list as it was given; `start` and `stop` are places in the folded
    codes, `span` translates them.
    """

    folded: Folded
    text: Longs
    phrase: Longs
    start: Longs
    stop: Longs

    def spans(self, start: Longs, stop: Longs) -> tuple[Longs, Longs]:
        """Places in the texts themselves of places in the folded codes; none may be empty."""
        origin = self.folded.origin
        return origin[start].astype(np.int64), origin[stop - 1].astype(np.int64) + 1


class Phrases:
    """Phrases that ignore width, case and script; what overlaps an earlier one is not found.

    >>> found = Phrases(["路", "路灯", "坏"]).find(["路燈坏了", "马路"])
    >>> found.text.tolist(), found.phrase.tolist(), found.start.tolist()
    ([0, 0, 1], [1, 2, 0], [0, 2, 5])
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        known: dict[str, int] = {}
        for number, phrase in enumerate(phrases):
            if not plain(phrase):
                raise ValueError(f"phrase {number} is empty")
            known.setdefault(plain(phrase), number)
        self._numbers = np.array([-1, *known.values()], np.int64)
        uses = np.ones(len(self._numbers), np.int64)
        self._paths = Dictionary.of(("", *known), uses, unknown=0)

    def find(self, texts: Sequence[str]) -> Found:
        folded = fold(texts)
        paths = self._paths
        start, stop, word = _found(
            folded.codes, folded.starts, paths.first, paths.steps, paths.nodes, paths.word
        )
        text = np.searchsorted(folded.starts, start, side="right") - 1
        return Found(folded, text, self._numbers[word], start, stop)


@kernel
def _found(
    codes: Codes, starts: Longs, first: Ints, steps: Longs, nodes: Ints, word: Ints
) -> tuple[Longs, Longs, Ints]:
    begins = np.empty(len(codes), np.int64)
    ends = np.empty(len(codes), np.int64)
    words = np.empty(len(codes), np.int32)
    end = 0
    for text in range(len(starts) - 1):
        at = starts[text]
        while at < starts[text + 1]:
            longest = 0
            node, reach = first[codes[at]], at + 1
            while node != 0:
                if word[node] > 0:
                    longest = reach - at
                    words[end] = word[node]
                if reach == starts[text + 1]:
                    break
                node = nodes[slot(steps, node, codes[reach])]
                reach += 1
            if longest:
                begins[end], ends[end] = at, at + longest
                end += 1
            at += max(longest, 1)
    return begins[:end].copy(), ends[:end].copy(), words[:end].copy()
