"""Reading the log's hashes: leaves, and larger subtrees from the tiles."""

from collections.abc import Iterable

from django.db import connection

from qunce import proof
from qunce.proof.tiles import WIDTH, WIDTH_BITS
from qunce.record.models import Tile

# k, index of the first hash, index after the last: level 0 are leaves, level k roots of 256**k.
Block = tuple[int, int, int]

_LEAVES = """
SELECT position, digest FROM record_leaf WHERE jurisdiction_id = %s AND ({ranges})
ORDER BY position
"""
_TILES = """
SELECT level, position, digest FROM record_tile
WHERE jurisdiction_id = %s AND ({ranges})
ORDER BY level, position
"""


def levels(size: int) -> range:
    """The levels of tiles that a log of this size has: 1 from 256 leaves, 2 from 65,536, …"""
    return range(1, (size.bit_length() - 1) // WIDTH_BITS + 1 if size else 1)


def read(jurisdiction_id: int, level: int, start: int, stop: int) -> list[bytes]:
    """The hashes start..stop-1 of one level."""
    if level == 0:
        return list(_read_leaves(jurisdiction_id, [(0, start, stop)]).values())
    found = Tile.objects.filter(
        jurisdiction_id=jurisdiction_id, level=level, position__gte=start, position__lt=stop
    )
    return [bytes(d) for d in found.order_by("position").values_list("digest", flat=True)]


def of(jurisdiction_id: int, size: int, near: Iterable[int] = ()) -> proof.Tiles:
    """The hashes of the log at `size`, with those near the given positions read at once.

    A path touches only the tiles around its own leaf and around the right edge, so all it needs
    comes in two queries; anything else is read when it is asked for.
    """
    at_hand = _around({*near, size - 1} - {-1}, size, jurisdiction_id) if size else {}

    def tiles(level: int, start: int, stop: int) -> list[bytes]:
        wanted = [at_hand.get((level, index)) for index in range(start, stop)]
        if any(digest is None for digest in wanted):
            return read(jurisdiction_id, level, start, stop)
        return [digest for digest in wanted if digest is not None]

    return proof.Tiles(size, lambda start, stop: tiles(0, start, stop), tiles)


def _around(near: set[int], size: int, jurisdiction_id: int) -> dict[tuple[int, int], bytes]:
    blocks = {_block(level, position, size) for level in (0, *levels(size)) for position in near}
    low = sorted(b for b in blocks if b[0] == 0)
    high = sorted(b for b in blocks if b[0] > 0)
    found = _read_leaves(jurisdiction_id, low)
    return found | _read_tiles(jurisdiction_id, high) if high else found


def _block(level: int, position: int, size: int) -> Block:
    shift = WIDTH_BITS * level
    start = (position >> shift) // WIDTH * WIDTH
    return level, start, min(start + WIDTH, size >> shift)


def _read_leaves(jurisdiction_id: int, blocks: list[Block]) -> dict[tuple[int, int], bytes]:
    ranges = " OR ".join(["position >= %s AND position < %s"] * len(blocks))
    bounds = [bound for _, start, stop in blocks for bound in (start, stop)]
    with connection.cursor() as cursor:
        cursor.execute(_LEAVES.format(ranges=ranges), [jurisdiction_id, *bounds])
        return {(0, position): bytes(digest) for position, digest in cursor.fetchall()}


def _read_tiles(jurisdiction_id: int, blocks: list[Block]) -> dict[tuple[int, int], bytes]:
    ranges = " OR ".join(["level = %s AND position >= %s AND position < %s"] * len(blocks))
    bounds = [bound for block in blocks for bound in block]
    with connection.cursor() as cursor:
        cursor.execute(_TILES.format(ranges=ranges), [jurisdiction_id, *bounds])
        return {(level, position): bytes(d) for level, position, d in cursor.fetchall()}
