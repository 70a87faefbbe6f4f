"""Two places to read hashes from: a list in memory, and a store that keeps every 256th level."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from qunce.proof.tree import Hash, node_hash, sha256

WIDTH_BITS = 8  # a tile is 256 hashes wide: one database page or so, 8 levels at a time
WIDTH = 1 << WIDTH_BITS


class Leaves:
    """The hashes of a tree whose leaf hashes are all at hand."""

    def __init__(self, hashes: Sequence[bytes], h: Hash = sha256) -> None:
        self._layers = _layers(hashes, h)

    def node(self, level: int, index: int) -> bytes:
        return self._layers[level][index]


class Tiles:
    """The hashes of a stored tree of `size` leaves, read a tile of at most 256 at a time.

    `leaves(start, stop)` returns the leaf hashes of that range; `tiles(k, start, stop)` the
    roots of the complete subtrees of 256**k leaves with those indices. Tiles are kept after the
    first reading, so a path through a tree of 256**k leaves costs about k + 1 readings.
    """

    def __init__(
        self,
        size: int,
        leaves: Callable[[int, int], list[bytes]],
        tiles: Callable[[int, int, int], list[bytes]],
        h: Hash = sha256,
        keep: int = 64,
    ) -> None:
        self._size = size
        self._leaves = leaves
        self._tiles = tiles
        self._h = h
        self._tile = lru_cache(maxsize=keep)(self._read)

    def node(self, level: int, index: int) -> bytes:
        if (index + 1) << level > self._size:
            raise ValueError(f"node {index} of level {level} is not complete at {self._size}")
        k, within = divmod(level, WIDTH_BITS)
        block, offset = divmod(index << within, WIDTH)
        return self._tile(k, block)[within][offset >> within]

    def _read(self, k: int, block: int) -> list[list[bytes]]:
        start = block * WIDTH
        stop = min(start + WIDTH, self._size >> WIDTH_BITS * k)
        found = self._tiles(k, start, stop) if k else self._leaves(start, stop)
        if len(found) != stop - start:
            raise LookupError(f"tile {block} of level {k}: {len(found)} of {stop - start} hashes")
        return _layers(found, self._h)


def _layers(hashes: Sequence[bytes], h: Hash) -> list[list[bytes]]:
    """All complete levels above `hashes`; a last one without partner waits for it."""
    layers = [list(hashes)]
    while len(layers[-1]) > 1:
        below = layers[-1]
        layers.append([node_hash(*pair, h) for pair in zip(below[::2], below[1::2], strict=False)])
    return layers
