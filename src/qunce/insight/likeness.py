"""What pairs of keys have in common, in numbers, and whether that is enough for copies.

Sketches propose many pairs; nearly all are told apart here, many at once. Those that are left have
their words compared (`bonds`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from qunce.insight import grams, sketches
from qunce.insight.sketches import Codes, Longs

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]

SHORT, MIDDLE = 30, 60
NEAR_MIDDLE, NEAR_LONG = 0.85, 0.75
# Sentences moved about leave an edit distance large and the characters alone: of these, and of runs
# of three of them, two texts must share so much. Two texts about one thing share as many runs, but
# not as many characters.
REORDERED, SAME_CHARACTERS = 0.5, 0.84
# Three of five runs are a coincidence of one subject in some lines, not in a letter of a page.
MOVED, LETTER = 0.6, 400
CONTAINED = 0.9
SHORTEST_CONTAINED = 30
# In a short text each sentence that moved breaks many of its runs, and keeps its characters.
MOVED_INSIDE, TIMES_AS_LONG = 0.8, 1.5
# What has so few of its characters in a longer text does not stand there.
FEWEST_CHARACTERS = 0.85
# A shorter text stands in another that frames it (我也同意：…) word by word and is most of it.
SHORTEST_FRAMED = 12
# Edit distance grows with the square of the length; longer keys are compared as sets.
EDIT_UP_TO = 4_000
SLIPS = 2


@dataclass(frozen=True)
class Flat:
    """Keys, as one array of their code points too, and how many different runs of three each has.

    Key i is `codes[starts[i]:starts[i + 1]]`.
    """

    keys: Sequence[str]
    codes: Codes
    starts: Longs
    sizes: Longs

    @classmethod
    def of(cls, keys: Sequence[str]) -> Self:
        codes, starts = sketches.flat(keys)
        return cls(keys, codes, starts, grams.distinct(codes, starts))


@dataclass(frozen=True)
class Likeness:
    """Of pairs of keys, an array each: their lengths; their edit similarity, 0 where that is low
    or a key is too long for it; the share of runs of three characters that are in both, of both
    keys' and of the shorter key's, 0 where few characters are; and how many characters both have.
    """

    shorter: Longs
    longer: Longs
    edit: Floats
    both: Floats
    held: Floats
    characters: Longs

    @classmethod
    def of(cls, flat: Flat, pairs: Pairs) -> Self:
        """Of pairs of positions, (n, 2); cheap where they are sorted by their first.

        Characters are counted first: where too few are shared, so are runs, and edits are many.
        """
        codes, starts = flat.codes, flat.starts
        one, other = np.diff(starts)[pairs.T]
        shorter, longer = np.minimum(one, other), np.maximum(one, other)
        characters = grams.same_characters(codes, starts, pairs)
        edit, shared = np.zeros(len(pairs)), np.zeros(len(pairs), np.int64)
        some = (characters >= NEAR_LONG * longer) & (longer <= EDIT_UP_TO)
        edit[some] = _edits(flat.keys, pairs[some])
        some = characters >= FEWEST_CHARACTERS * shorter
        shared[some] = grams.shared(codes, starts, pairs[some])
        one, other = flat.sizes[pairs].T
        both, held = shared / (one + other - shared), shared / np.minimum(one, other)
        return cls(shorter, longer, edit, both, held, characters)

    @property
    def edits(self) -> Longs:
        """How many characters differ, by `edit`."""
        return np.rint((1 - self.edit) * self.longer).astype(np.int64)

    @property
    def closeness(self) -> Floats:
        """0 to 1, to be compared with that of other pairs: the edit similarity, where sentences
        moved the share of characters in common, or what they share of their runs if that is more,
        the middle between the share of the shorter key and of both.
        """
        same = self.characters / self.longer
        moved = np.where(same >= SAME_CHARACTERS, same, 0)
        return np.maximum(np.where(self.edit > 0, self.edit, moved), (self.both + self.held) / 2)

    def near(self) -> Bools:
        """Which are so alike that they are copies, if what differs does not matter; the shorter,
        the stricter.
        """
        slips = self.longer - self.characters <= SLIPS
        same = self.characters >= SAME_CHARACTERS * self.longer
        middle = (self.edit >= NEAR_MIDDLE) | (slips & (self.both >= MOVED))
        revised = (self.shorter >= LETTER) & (self.both >= MOVED)
        long = (self.edit >= NEAR_LONG) | (same & (self.both >= REORDERED)) | revised
        short = (self.edit > 0) & (self.edits <= self.shorter // 10)
        is_short, is_middle = self.shorter < SHORT, self.shorter < MIDDLE
        return (is_short & short) | (is_middle & ~is_short & middle) | (~is_middle & long)

    def inside(self) -> Bools:
        """Of which the shorter stands in the longer, if that does not turn it."""
        there = self.shorter - self.characters <= SLIPS
        little_more = self.longer <= TIMES_AS_LONG * self.shorter
        moved = (self.shorter < MIDDLE) & little_more & there & (self.held >= MOVED_INSIDE)
        long_enough = self.shorter >= SHORTEST_CONTAINED
        return (long_enough & ((self.held >= CONTAINED) | moved)) | self.framed()

    def framed(self) -> Bools:
        """Of which the shorter may stand in the longer as it is, and is most of it."""
        short = (self.shorter >= SHORTEST_FRAMED) & (self.shorter < SHORTEST_CONTAINED)
        return short & (self.longer <= 2 * self.shorter) & (self.held >= 1)


def _edits(keys: Sequence[str], pairs: Pairs) -> Floats:
    """Edit similarities pair by pair; 0 where they are low."""
    one, other = ([keys[row] for row in rows] for rows in pairs.T.tolist())
    found = cpdist(
        one,
        other,
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=NEAR_LONG,
        dtype=np.float32,
        workers=1,
    )
    return found.ravel().astype(np.float64)
