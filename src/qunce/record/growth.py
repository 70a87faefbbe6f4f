"""A log that grows leaf by leaf, in memory that grows with the logarithm of its size."""

from qunce import proof
from qunce.proof.tiles import WIDTH_BITS


class Growth:
    """Follows RFC 9162 from the first leaf on, so that every root on the way can be compared."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[tuple[int, bytes]] = []  # perfect subtrees as (level, hash), large first

    def add(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Append a leaf hash; returns the tiles it completes as (k, index, hash)."""
        level, node, tiles = 0, leaf, []
        while self._edge and self._edge[-1][0] == level:
            node = proof.node_hash(self._edge.pop()[1], node)
            level += 1
            if level % WIDTH_BITS == 0:
                tiles.append((level // WIDTH_BITS, self.size >> level, node))
        self._edge.append((level, node))
        self.size += 1
        return tiles

    def root(self) -> bytes:
        if not self._edge:
            return proof.sha256(b"")
        *rest, (_, node) = self._edge
        for _level, left in reversed(rest):
            node = proof.node_hash(left, node)
        return node
