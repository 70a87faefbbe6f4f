"""The record's promises: nothing altered, nothing missing, nothing in it that does not belong."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce import proof
from qunce.common import now
from qunce.common.laws import Breach, Law, Seen, Sum, select
from qunce.record import signing
from qunce.record.documents import digest, document
from qunce.record.growth import Growth
from qunce.record.models import Checkpoint, Entry, Leaf, Tile
from qunce.record.rules import foreign_part

_SEALED_WITHIN = timedelta(hours=1)

_ENTRIES = """
SELECT id, jurisdiction_id, at, verb, actor_kind, actor_id, subject_kind, subject_id, body::text,
    digest
FROM record_entry ORDER BY id
"""
_UNSEALED = """
SELECT e.id, e.at FROM record_entry e
LEFT JOIN record_leaf l ON l.entry_id = e.id
WHERE e.at < %s AND l.id IS NULL ORDER BY e.id
"""
_MISPLACED = """
SELECT l.jurisdiction_id, l.position, l.expected, l.entry_id, l.found FROM (
    SELECT l.jurisdiction_id, l.position, l.entry_id, e.jurisdiction_id AS found,
        1 + lag(l.position, 1, -1::bigint)
            OVER (PARTITION BY l.jurisdiction_id ORDER BY l.position) AS expected
    FROM record_leaf l LEFT JOIN record_entry e ON e.id = l.entry_id
) AS l
WHERE l.position <> l.expected OR l.found IS DISTINCT FROM l.jurisdiction_id
ORDER BY l.jurisdiction_id, l.position
"""
_LEAVES = """
SELECT l.position, l.digest, e.digest FROM record_leaf l JOIN record_entry e ON e.id = l.entry_id
WHERE l.jurisdiction_id = %s ORDER BY l.position
"""


def sums() -> Iterator[Sum]:
    yield Sum(gettext_lazy("entries"), Entry.objects.count())
    yield Sum(gettext_lazy("sealed entries (leaves)"), Leaf.objects.count(), part=True)
    yield Sum(
        gettext_lazy("waiting to be sealed"), Entry.objects.filter(leaf=None).count(), part=True
    )
    yield Sum(gettext_lazy("signed states"), Checkpoint.objects.count())


def _recomputed(seen: Seen) -> Iterator[Breach]:
    for pk, log, at, verb, actor_kind, actor_id, kind, number, body, kept in select(_ENTRIES):
        seen(1)
        made = _digest(
            jurisdiction_id=log,
            at=at,
            verb=verb,
            actor=(actor_kind, actor_id),
            subject=(kind, number),
            body=json.loads(body),
        )
        if made != bytes(kept):
            yield Breach(f"record_entry {pk}", _("was altered after it was written"))


def _digest(**parts: Any) -> bytes:
    try:
        return digest(document(**parts))
    except proof.NotCanonical:  # so it was not written by us
        return b""


def _codes_only(seen: Seen) -> Iterator[Breach]:
    for pk, body in select("SELECT id, body::text FROM record_entry ORDER BY id"):
        seen(1)
        if foreign := foreign_part(json.loads(body)):
            yield Breach(
                f"record_entry {pk}",
                _("holds something at %(place)s that is no number, code, date or commitment")
                % {"place": foreign},
            )


def _sealed(seen: Seen) -> Iterator[Breach]:
    seen(Entry.objects.count())
    for pk, at in select(_UNSEALED, [now() - _SEALED_WITHIN]):
        words = _("was written at %(at)s and has no place in the log; qunce audit --seal gives one")
        yield Breach(f"record_entry {pk}", words % {"at": f"{at:%Y-%m-%d %H:%M:%S}"})


def _without_gaps(seen: Seen) -> Iterator[Breach]:
    seen(Leaf.objects.count())
    for log, position, expected, entry, found in select(_MISPLACED):
        row = f"record_leaf {log}/{position}"
        if position != expected:
            words = _("comes where place %(place)d should come") % {"place": expected}
            yield Breach(row, words)
        if found != log:
            words = _("holds entry %(entry)s, which is not of this log") % {"entry": entry}
            yield Breach(row, words)


def _recomputed_states(seen: Seen) -> Iterator[Breach]:
    for log in _logs():
        yield from _walk(log, seen)


def _walk(log: int, seen: Seen) -> Iterator[Breach]:
    """One walk over a log's leaves; every tile and every signed root is met on the way.

    That each root is the one of the first entries, recomputed, says more than a consistency
    proof between two of them: nothing before it was altered, taken out or put in.
    """
    growth = Growth()
    tiles = _stored_tiles(log)
    states = Checkpoint.objects.filter(jurisdiction_id=log).order_by("size").iterator(1000)
    state = next(states, None)
    signed = 0
    for position, kept, leaf in select(_LEAVES, [log]):
        seen(1)
        if bytes(kept) != bytes(leaf):
            yield Breach(f"record_leaf {log}/{position}", _("has another hash than its entry"))
        for level, index, made in growth.add(bytes(leaf)):
            if tiles.pop((level, index), b"") != made:
                yield _tile(log, level, index, _("is not the hash of the entries below it"))
        while state is not None and state.size <= growth.size:
            if (state.size, bytes(state.root)) != (growth.size, growth.root()):
                yield _state(state, _("is not the root of the first entries as they are kept"))
            signed, state = state.size, next(states, None)
    for level, index in tiles:
        yield _tile(log, level, index, _("stands for entries that are not there"))
    while state is not None:
        yield _state(state, _("signed more entries than there are"))
        signed, state = state.size, next(states, None)
    if signed < growth.size:
        yield Breach(f"record_leaf {log}/{signed}", _("and those after it are not signed"))


def _stored_tiles(log: int) -> dict[tuple[int, int], bytes]:
    """All of them: there is one for 255 entries, so they stay small."""
    found = Tile.objects.filter(jurisdiction_id=log).values_list("level", "position", "digest")
    return {(level, position): bytes(digest) for level, position, digest in found}


def _signed(seen: Seen) -> Iterator[Breach]:
    for state in Checkpoint.objects.order_by("id").iterator(1000):
        seen(1)
        try:
            opened = proof.open_checkpoint(state.note, signing.public_key(state.jurisdiction_id))
        except proof.BadCheckpoint as problem:
            words = _("does not carry our signature (%(code)s)") % {"code": problem.code}
            yield _state(state, words)
            continue
        if (opened.size, opened.root) != (state.size, bytes(state.root)):
            yield _state(state, _("says another size or root than was signed"))


def _logs() -> list[int]:
    """Every log that has anything at all."""
    tables = (Leaf, Tile, Checkpoint)
    found = (t.objects.values_list("jurisdiction_id", flat=True).distinct() for t in tables)
    return sorted({log for logs in found for log in logs})


def _state(state: Checkpoint, words: str) -> Breach:
    return Breach(f"record_checkpoint {state.jurisdiction_id}/{state.size}", words)


def _tile(log: int, level: int, index: int, words: str) -> Breach:
    return Breach(f"record_tile {log}/{level}/{index}", words)


LAWS = (
    Law(
        "record.unaltered",
        gettext_lazy("Every entry is as it was written: its fingerprint recomputes."),
        _recomputed,
    ),
    Law(
        "record.codes",
        gettext_lazy("No entry holds a text, a name or a contact."),
        _codes_only,
    ),
    Law(
        "record.sealed",
        gettext_lazy("Every entry older than an hour has its place in the log."),
        _sealed,
    ),
    Law(
        "record.places",
        gettext_lazy("The places of a log have no gaps, and hold entries of that log."),
        _without_gaps,
    ),
    Law(
        "record.states",
        gettext_lazy("Every signed state is that of the first entries, recomputed from them."),
        _recomputed_states,
    ),
    Law(
        "record.signatures",
        gettext_lazy("Every signed state carries our signature over its size and root."),
        _signed,
    ),
)
