"""Words counted over flat arrays; a word outside the vocabulary is -1 and is passed over."""

import numpy as np
from numpy.typing import NDArray

from qunce.insight.kernel import kernel

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float32]


def evenly(total: int, most: int) -> Longs:
    """At most `most` positions, evenly spaced; the same for the same total."""
    if total <= most:
        return np.arange(total)
    return np.unique(np.linspace(0, total - 1, most).astype(np.int64))


@kernel
def texts_with(ids: Ints, starts: Longs, width: int) -> Longs:
    """In how many texts each word stands."""
    found = np.zeros(width, np.int64)
    seen = np.full(width, -1, np.int64)
    for text in range(len(starts) - 1):
        for at in range(starts[text], starts[text + 1]):
            word = ids[at]
            if word >= 0 and seen[word] != text:
                seen[word] = text
                found[word] += 1
    return found


@kernel
def uses(
    ids: Ints, begins: Longs, ends: Longs, heads: Longs, heading: int, width: int
) -> tuple[Longs, Ints, Floats]:
    """Distinct words of each text (or part of one) and their uses, as three arrays of a matrix.

    Text i is `ids[begins[i]:ends[i]]`; a use among its first `heads[i]` words counts `heading`
    times.
    """
    pointers = np.zeros(len(begins) + 1, np.int64)
    words = np.empty(len(ids), np.int32)
    counts = np.empty(len(ids), np.float32)
    place = np.full(width, -1, np.int64)
    end = 0
    for text in range(len(begins)):
        first = end
        head = begins[text] + heads[text]
        for at in range(begins[text], ends[text]):
            word = ids[at]
            if word < 0:
                continue
            if place[word] < first:
                place[word] = end
                words[end] = word
                counts[end] = 0
                end += 1
            counts[place[word]] += heading if at < head else 1
        pointers[text + 1] = end
    return pointers, words[:end].copy(), counts[:end].copy()


@kernel
def mixed(
    pointers: Longs, words: Ints, counts: Floats, weight: Floats, projection: Floats
) -> Floats:
    """Sum over the words of each text of (1 + log uses) x weight x the word's projection."""
    found = np.zeros((len(pointers) - 1, projection.shape[1]), np.float32)
    for text in range(len(pointers) - 1):
        for at in range(pointers[text], pointers[text + 1]):
            word = words[at]
            share = (np.float32(1) + np.log(counts[at])) * weight[word]
            for column in range(projection.shape[1]):
                found[text, column] += share * projection[word, column]
    return found


@kernel
def neighbours(ids: Ints, starts: Longs, width: int, window: int) -> Longs:
    """Each meeting of two words within `window` known words of one text, as low x width + high."""
    found = np.empty(len(ids) * window, np.int64)
    before = np.zeros(window, np.int64)
    end = 0
    for text in range(len(starts) - 1):
        known = 0
        for at in range(starts[text], starts[text + 1]):
            word = np.int64(ids[at])
            if word < 0:
                continue
            for back in range(min(window, known)):
                other = before[(known - 1 - back) % window]
                found[end] = min(word, other) * width + max(word, other)
                end += 1
            before[known % window] = word
            known += 1
    return found[:end]
