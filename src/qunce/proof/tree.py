"""The Merkle tree of RFC 9162 §2.1: roots, paths, and what a reader does to check them.

Every function takes the hash as `h`, so that SM3 can stand where SHA-256 stands today.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeAlias

Hash: TypeAlias = Callable[[bytes], bytes]


class Hashes(Protocol):
    """Where the hashes of a tree are read from: memory, a file, a database."""

    def node(self, level: int, index: int) -> bytes:
        """The root of the 2**level leaves that start at index * 2**level.

        Only complete subtrees are asked for.
        """


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def leaf_hash(entry: bytes, h: Hash = sha256) -> bytes:
    return h(b"\x00" + entry)


def node_hash(left: bytes, right: bytes, h: Hash = sha256) -> bytes:
    return h(b"\x01" + left + right)


def fold(hashes: Sequence[bytes], h: Hash = sha256) -> bytes:
    """The root of a perfect subtree, from 2**n hashes of one level."""
    if not hashes or len(hashes) & (len(hashes) - 1):
        raise ValueError(f"a perfect subtree has 1, 2, 4, 8 … hashes, not {len(hashes)}")
    layer = list(hashes)
    while len(layer) > 1:
        layer = [node_hash(*pair, h) for pair in zip(layer[::2], layer[1::2], strict=True)]
    return layer[0]


def root(size: int, hashes: Hashes, h: Hash = sha256) -> bytes:
    """The root over the first `size` leaves; of none, the hash of nothing."""
    return _range(0, size, hashes, h) if size else h(b"")


def inclusion(position: int, size: int, hashes: Hashes, h: Hash = sha256) -> list[bytes]:
    """The path that leads from leaf `position` to the root of the first `size` leaves."""
    if not 0 <= position < size:
        raise ValueError(f"no leaf {position} among {size}")
    start, stop, path = 0, size, []
    while stop - start > 1:
        middle = start + _split(stop - start)
        if position < middle:
            path.append(_range(middle, stop, hashes, h))
            stop = middle
        else:
            path.append(_range(start, middle, hashes, h))
            start = middle
    return path[::-1]


def consistency(old: int, new: int, hashes: Hashes, h: Hash = sha256) -> list[bytes]:
    """The path that shows the first `old` of `new` leaves to be unchanged; for 0, nothing."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves has no earlier size {old}")
    if old in (0, new):
        return []
    start, stop, path = 0, new, []
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            path.append(_range(middle, stop, hashes, h))
            stop = middle
        else:
            path.append(_range(start, middle, hashes, h))
            start = middle
    if start:  # otherwise the reader has this hash already: it is the old root
        path.append(_range(start, stop, hashes, h))
    return path[::-1]


def verify_inclusion(
    leaf: bytes, position: int, size: int, path: Sequence[bytes], tree: bytes, h: Hash = sha256
) -> bool:
    """Whether `path` leads from the leaf hash at `position` to the root `tree` (§2.1.3.2)."""
    if not 0 <= position < size:
        return False
    node, index, last = leaf, position, size - 1
    for step in path:
        if last == 0:
            return False
        if index & 1 or index == last:
            node = node_hash(step, node, h)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = node_hash(node, step, h)
        index, last = index >> 1, last >> 1
    return last == 0 and node == tree


def verify_consistency(
    old: int,
    new: int,
    path: Sequence[bytes],
    old_tree: bytes,
    new_tree: bytes,
    h: Hash = sha256,
) -> bool:
    """Whether the tree of `new` leaves only added to the tree of `old` leaves (§2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not path and old_tree == h(b"")
    if old == new:
        return not path and old_tree == new_tree
    steps = list(path) if old & (old - 1) else [old_tree, *path]
    if not steps:
        return False
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before, after = node_hash(step, before, h), node_hash(step, after, h)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            after = node_hash(after, step, h)
        index, last = index >> 1, last >> 1
    return last == 0 and before == old_tree and after == new_tree


def _split(count: int) -> int:
    """The largest power of two smaller than `count`: where RFC 9162 cuts a tree in two."""
    return 1 << (count - 1).bit_length() - 1


def _range(start: int, stop: int, hashes: Hashes, h: Hash) -> bytes:
    """The root over leaves start..stop-1, where start is where RFC 9162 may begin a subtree."""
    *rest, node = [hashes.node(level, index) for level, index in _perfect(start, stop)]
    for left in reversed(rest):
        node = node_hash(left, node, h)
    return node


def _perfect(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees that make up the range, largest first, as (level, index)."""
    while start < stop:
        level = (stop - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level
