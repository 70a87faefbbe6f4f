"""Which keys may be copies of each other: cheap sketches that propose pairs, never decide.

Two sketches, because they fail differently. MinHash over pairs of characters (256 values in
64 bands of 4) proposes texts that are alike as a whole, however the edits are spread. Sampled
runs of 12 characters propose a text that stands inside a longer one.
"""

import math

import numpy as np
from numpy.typing import NDArray

from qunce.insight import pairing, sketches
from qunce.insight.sketches import Codes, Longs

Hashes = NDArray[np.uint64]
Pairs = NDArray[np.int64]
Signatures = NDArray[np.uint16]

WIDTH, BANDS = 256, 64
ROWS = WIDTH // BANDS
ALIKE_ESTIMATE = 0.3
RUN = 12
# One run in eight is kept: a text of 40 characters then has none in 2 % of cases.
SAMPLE = 8
# Of a key's runs (smallest hash first) three look for longer keys and eight must agree.
ASKED, SHOWN, AGREE = 3, 8, 0.75


def signatures(codes: Codes, starts: Longs) -> Signatures:
    """MinHash of pairs of characters of `sketches.flat` keys, (n, WIDTH)."""
    return sketches.minhashes(codes, starts, WIDTH)


def words_of_bands(rows: Signatures) -> Hashes:
    """Each band's four values as one word, (n, BANDS)."""
    return np.ascontiguousarray(rows).view(np.uint64).reshape(len(rows), BANDS)


def alike(rows: Signatures) -> Pairs:
    """Pairs (low, high) that share a band and agree in enough of their values."""
    least = math.ceil(ALIKE_ESTIMATE * WIDTH)
    codes = pairing.sharing_bands(words_of_bands(rows), least).astype(np.int64)
    return np.column_stack(np.divmod(codes, max(len(rows), 1)))


def inside(codes: Codes, starts: Longs) -> Pairs:
    """Pairs (inner, outer), outer longer: most of the inner key's runs stand in the outer."""
    sizes, runs = sketches.sampled_runs(codes, starts, RUN, SAMPLE)
    begins = np.concatenate(([0], np.cumsum(sizes)))
    lengths = np.diff(starts)
    longest_first = np.lexsort((np.arange(len(lengths)), lengths))[::-1].copy()
    return pairing.longer_with_runs(begins, runs, longest_first, lengths, ASKED, SHOWN, AGREE)
