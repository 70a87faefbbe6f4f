"""Sketches of a range, laid out so that a band, or a bucket of runs, is read in one piece."""

import numpy as np

from qunce.insight import signatures, sketches
from qunce.insight.scale.ranges import Ranges
from qunce.insight.signatures import ASKED, RUN, SAMPLE

# Sampled runs are joined in buckets, by the first bits of their hash: those of so many keys in one.
_KEYS_A_BUCKET = 50_000


def bucket_bits(total: int) -> int:
    """So many first bits of a run's hash name its bucket.

    >>> bucket_bits(20_000), bucket_bits(10_000_000)
    (0, 8)
    """
    return min((max(total, 1) - 1) // _KEYS_A_BUCKET, 0xFFFF).bit_length()


def sketch(ranges: Ranges, number: int) -> None:
    """Signatures, their bands, and sampled runs of the keys of one range."""
    shelf, name = ranges.shelf, f"range-{number}"
    texts = shelf.get_texts(name, "key")
    codes, starts = sketches.flat(texts.between(0, len(texts)))
    rows = sketches.minhashes(codes, starts, signatures.WIDTH)
    bands = np.ascontiguousarray(signatures.words_of_bands(rows).T)
    shelf.put(name, signature=rows, band=bands)
    sizes, runs = sketches.sampled_runs(codes, starts, RUN, SAMPLE)
    ends = np.concatenate(([0], np.cumsum(sizes)))
    shelf.put(name, run=runs, run_ends=ends)
    bits = bucket_bits(ranges.total)
    bucket = (runs >> np.uint64(48) >> np.uint64(16 - bits)).astype(np.uint16)
    order = np.argsort(bucket, kind="stable")
    owner = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    asked = np.arange(len(runs)) - ends[owner] < ASKED
    shelf.put(
        name,
        met=runs[order],
        met_owner=owner[order],
        met_asked=asked[order],
        met_ends=np.searchsorted(bucket[order], np.arange((1 << bits) + 1)),
    )
