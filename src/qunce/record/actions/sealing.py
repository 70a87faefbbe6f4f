"""Sealing: giving entries their places in the log, and signing what the log then is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from qunce import proof
from qunce.common.clock import now
from qunce.proof.tiles import WIDTH, WIDTH_BITS
from qunce.record import hashes, signing
from qunce.record.models import Checkpoint, Entry, Tile

# One statement, so that the entries and the floor come from the same snapshot. Whatever has not
# committed in it has a transaction number at or above its xmin and is found by the next sealing.
# One look into the index for each entry, not NOT EXISTS: see models.Leaf.digest for the trap.
_PLACE = """
WITH placed AS (
    INSERT INTO record_leaf (jurisdiction_id, position, entry_id, digest)
    SELECT e.jurisdiction_id, %(size)s + row_number() OVER (ORDER BY e.id) - 1, e.id, e.digest
    FROM record_entry e
    WHERE e.jurisdiction_id = %(log)s AND e.tx >= %(floor)s
      AND (SELECT l.id FROM record_leaf l WHERE l.entry_id = e.id) IS NULL
    ORDER BY e.id
    RETURNING 1
)
SELECT count(*), pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM placed
"""
# The jurisdictions that have entries, by jumping from one to the next in the index.
_LOGS = """
WITH RECURSIVE log (id) AS (
    SELECT min(jurisdiction_id) FROM record_entry
    UNION ALL
    SELECT (SELECT min(jurisdiction_id) FROM record_entry WHERE jurisdiction_id > log.id)
    FROM log WHERE log.id IS NOT NULL
)
SELECT id FROM log WHERE id IS NOT NULL
"""
_ANY = """
SELECT EXISTS (
    SELECT FROM record_entry e
    WHERE e.jurisdiction_id = %s AND e.tx >= %s
      AND (SELECT l.id FROM record_leaf l WHERE l.entry_id = e.id) IS NULL
)
"""
_LOCK = 0x71756E63  # "qunc": the first half of the advisory lock, the log is the second
_CHUNK = 64  # tiles folded at a time: 16,384 hashes in memory


@dataclass(frozen=True, slots=True)
class Seal:
    """What one sealing did."""

    jurisdiction_id: int
    added: int
    size: int


def seal_all(*, thorough: bool = False) -> list[Seal]:
    """Seal every log that has something new."""
    made = (seal(jurisdiction_id, thorough=thorough) for jurisdiction_id in _logs())
    return [done for done in made if done.added]


@transaction.atomic
def seal(jurisdiction_id: int, *, thorough: bool = False) -> Seal:
    """Give every committed entry without a leaf the next place, and sign the new size and root.

    `thorough` looks at all entries instead of those whose transaction may be new. All or
    nothing: a sealer that is killed leaves the log as it was.
    """
    if not _may_have_new(jurisdiction_id, thorough):
        return Seal(jurisdiction_id, 0, _size(jurisdiction_id))
    _lock(jurisdiction_id)
    size = _size(jurisdiction_id)
    added, floor = _place(jurisdiction_id, size, 0 if thorough else _floor(jurisdiction_id))
    if added:
        _fold(jurisdiction_id, size, size + added)
        _sign(jurisdiction_id, size + added, floor)
    return Seal(jurisdiction_id, added, size + added)


def _logs() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_LOGS)
        return [log for (log,) in cursor.fetchall()]


def _lock(jurisdiction_id: int) -> None:
    """One sealer a log. The statements after this one see what the sealer before committed."""
    with connection.cursor() as cursor:
        # The second half of the lock has 32 bits; two logs that share one only wait a little.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, jurisdiction_id % 0x7FFFFFFF]
        )


def _last(jurisdiction_id: int) -> Checkpoint | None:
    return Checkpoint.objects.filter(jurisdiction_id=jurisdiction_id).order_by("-size").first()


def _size(jurisdiction_id: int) -> int:
    last = _last(jurisdiction_id)
    return last.size if last else 0


def _floor(jurisdiction_id: int) -> int:
    """The transaction number below which nothing can be unsealed."""
    last = _last(jurisdiction_id)
    if last is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (ahead,) = cursor.fetchone()
    # Restored into a younger server, the numbers begin again below the floor: look at everything.
    return last.floor_tx if ahead >= last.floor_tx else 0


def _may_have_new(jurisdiction_id: int, thorough: bool) -> bool:
    if thorough:
        written = Entry.objects.filter(jurisdiction_id=jurisdiction_id).count()
        return written != _size(jurisdiction_id)
    with connection.cursor() as cursor:
        cursor.execute(_ANY, [jurisdiction_id, _floor(jurisdiction_id)])
        (found,) = cursor.fetchone()
    return bool(found)


def _place(jurisdiction_id: int, size: int, floor: int) -> tuple[int, int]:
    """How many entries got a place, and the floor for the next sealing."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, {"log": jurisdiction_id, "size": size, "floor": floor})
        added, next_floor = cursor.fetchone()
    return added, next_floor


def _fold(jurisdiction_id: int, before: int, size: int) -> None:
    """Store the roots of the subtrees of 256, 65,536, … leaves that are complete now."""
    for level in hashes.levels(size):
        shift = WIDTH_BITS * level
        for start in range(before >> shift, size >> shift, _CHUNK):
            stop = min(start + _CHUNK, size >> shift)
            Tile.objects.bulk_create(_tiles(jurisdiction_id, level, start, stop))


def _tiles(jurisdiction_id: int, level: int, start: int, stop: int) -> Iterable[Tile]:
    below = hashes.read(jurisdiction_id, level - 1, start * WIDTH, stop * WIDTH)
    for index in range(start, stop):
        offset = (index - start) * WIDTH
        yield Tile(
            jurisdiction_id=jurisdiction_id,
            level=level,
            position=index,
            digest=proof.fold(below[offset : offset + WIDTH]),
        )


def _sign(jurisdiction_id: int, size: int, floor: int) -> None:
    root = proof.root(size, hashes.of(jurisdiction_id, size))
    Checkpoint.objects.create(
        jurisdiction_id=jurisdiction_id,
        size=size,
        root=root,
        note=signing.sign(jurisdiction_id, size, root),
        made_at=now(),
        floor_tx=floor,
    )
