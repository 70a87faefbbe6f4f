"""A text that is remembered, and a key as it is looked up among many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from qunce.insight import meeting, sketches
from qunce.insight.meeting import Tags, Units
from qunce.insight.signatures import BANDS, RUN, SAMPLE, SHOWN, WIDTH, words_of_bands
from qunce.insight.sketches import Hashes, Longs, Signatures

# Each run, band or key is met so many times at most, the newest first: what a million say alike
# must not be walked through for each of them.
MOST_MET = 16
# A run is met more often before one that is long enough and holds the others.
MOST_MET_RUNS = 256
ENCODING = "utf-16-le"


@dataclass(frozen=True)
class Original:
    """A text that stands for itself or its family, with what a copy inherits."""

    row: int
    key: str
    family: int | None
    themes: tuple[int, ...]


class Left:
    """How many may still be met for each band and each run that asks, over several shelves."""

    def __init__(self, asking: int) -> None:
        self.bands = np.full(BANDS, MOST_MET, np.int64)
        self.runs = np.full(asking, MOST_MET_RUNS, np.int64)


@dataclass(frozen=True)
class Asked:
    """A key as shelves are asked for it."""

    key: str
    whole: np.uint64
    words: Hashes
    runs: Tags
    length: int

    @classmethod
    def of(cls, key: str) -> Self:
        own = Sketched.of([key])
        words = words_of_bands(own.sketches)[0]
        return cls(key, own.wholes[0], words, own.runs[:SHOWN], len(own.units))


@dataclass(frozen=True)
class Sketched:
    """Everything a shelf keeps of keys but the keys: `sizes` are the runs of each."""

    units: Units
    lengths: Longs
    wholes: Hashes
    sketches: Signatures
    sizes: Longs
    runs: Tags

    @classmethod
    def of(cls, keys: Sequence[str]) -> Self:
        codes, starts = sketches.flat(keys)
        units = np.frombuffer("".join(keys).encode(ENCODING, "surrogatepass"), np.uint16)
        # A character beyond the first 65,536 takes two units.
        wide = np.concatenate(([0], np.cumsum(codes > 0xFFFF)))
        ends = starts + wide[starts]
        sizes, runs = sketches.sampled_runs(codes, starts, RUN, SAMPLE)
        return cls(
            units,
            np.diff(ends),
            meeting.wholes(units, ends),
            sketches.minhashes(codes, starts, WIDTH),
            sizes,
            # The upper half of a hash keeps their order; texts decide in the end.
            (runs >> np.uint64(32)).astype(np.uint32),
        )
