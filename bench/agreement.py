"""How well groups agree with what is true, where a text may be of several themes on both sides."""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Sets = Sequence[Sequence[Hashable]]


def b_cubed(truth: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """F of B-cubed precision and recall (Bagga and Baldwin 1998): one theme and one group each."""
    both, one, other = (
        Counter(zip(truth, found, strict=True)),
        Counter(truth),
        Counter(found),
    )
    precision = sum(count**2 / other[group] for (_, group), count in both.items())
    recall = sum(count**2 / one[theme] for (theme, _), count in both.items())
    return 2 * precision * recall / (precision + recall) / len(truth)


def extended(truth: Sets, found: Sets) -> tuple[float, float, float]:
    """Extended B-cubed precision, recall and F (Amigó, Gonzalo, Artiles and Verdejo 2009).

    Of two texts that share groups, precision asks whether they share as many themes; of two that
    share themes, recall asks whether they share as many groups. Each text is averaged over those
    that it shares with (itself among them), then all texts are.
    Where every text has one theme and one group this is B-cubed.

    >>> extended([["a"], ["a", "b"], ["b"]], [[1], [1, 2], [2]])
    (1.0, 1.0, 1.0)
    """
    themes, groups = _shared(truth), _shared(found)
    both = themes.minimum(groups).tocsr()
    precision, recall = (float(_share(both, of).mean()) for of in (groups, themes))
    return precision, recall, 2 * precision * recall / (precision + recall)


def either(truth: Sets, found: Sequence[Hashable]) -> list[Hashable]:
    """One theme for each text: of those that it may be put under, the one most of its group are of.

    A text whose themes are equally frequent there keeps the first.
    """
    mains = Counter((group, themes[0]) for group, themes in zip(found, truth, strict=True))
    return [
        max(themes, key=lambda theme: mains[group, theme])
        for group, themes in zip(found, truth, strict=True)
    ]


def _shared(sets: Sets) -> sparse.csr_matrix:
    """How many labels each two texts have in common."""
    numbers: dict[Hashable, int] = {}
    cells = sorted(
        (row, numbers.setdefault(label, len(numbers)))
        for row, labels in enumerate(sets)
        for label in set(labels)
    )
    rows, columns = np.array(cells).T
    shape = (len(sets), len(numbers))
    held = sparse.csr_matrix((np.ones(len(cells), np.float32), (rows, columns)), shape=shape)
    return (held @ held.T).tocsr()


def _share(both: sparse.csr_matrix, of: sparse.csr_matrix) -> NDArray[np.float64]:
    part = both.multiply(of.power(-1)).sum(axis=1)
    return np.asarray(part, np.float64).ravel() / np.diff(of.indptr)
