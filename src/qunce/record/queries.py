"""What the record says: the state of a log, proofs for a receipt, what happened to a thing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from qunce import proof
from qunce.common.compiled import compiled
from qunce.record import hashes, signing
from qunce.record.documents import document
from qunce.record.models import Checkpoint, Entry, Leaf

# One look into the index for each entry, not a join: see models.Leaf.digest for the trap.
_WAITING = """
SELECT count(*) FROM record_entry e
WHERE e.jurisdiction_id = %s AND e.tx >= %s
  AND (SELECT l.id FROM record_leaf l WHERE l.entry_id = e.id) IS NULL
"""
_NOTHING = proof.root(0, proof.Leaves([]))


@dataclass(frozen=True, slots=True)
class LogState:
    """One log as it was last signed. `unsealed` entries wait for the next sealing."""

    jurisdiction_id: int
    origin: str
    public_key: str
    size: int
    root: bytes
    note: str
    made_at: datetime | None
    unsealed: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What a receipt needs besides its number: `proof.make_receipt` takes these as they are."""

    entry: dict[str, Any]
    position: int
    path: list[bytes]
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Consistency:
    """That the log of `old` entries is the beginning of the log of `new` entries."""

    old: int
    new: int
    old_root: bytes
    new_root: bytes
    path: list[bytes]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry for people to read; `position` is None until it is sealed."""

    id: int
    at: datetime
    verb: str
    actor: tuple[str, int]
    body: dict[str, Any]
    position: int | None


def logs() -> list[LogState]:
    """Every log that was ever signed."""
    known = Checkpoint.objects.order_by("jurisdiction_id").distinct("jurisdiction_id")
    return [state(log) for log in known.values_list("jurisdiction_id", flat=True)]


def state(jurisdiction_id: int) -> LogState:
    last = latest(jurisdiction_id)
    return LogState(
        jurisdiction_id=jurisdiction_id,
        origin=signing.origin(jurisdiction_id),
        public_key=signing.public_key(jurisdiction_id),
        size=last.size if last else 0,
        root=bytes(last.root) if last else _NOTHING,
        note=last.note if last else "",
        made_at=last.made_at if last else None,
        unsealed=unsealed(jurisdiction_id, last),
    )


def latest(jurisdiction_id: int) -> Checkpoint | None:
    return Checkpoint.objects.filter(jurisdiction_id=jurisdiction_id).order_by("-size").first()


def unsealed(jurisdiction_id: int, last: Checkpoint | None) -> int:
    """How many entries wait. Looks where the sealer looks, so it costs next to nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [jurisdiction_id, last.floor_tx if last else 0])
        (found,) = cursor.fetchone()
    return int(found)


def document_of(entry: Entry) -> dict[str, Any]:
    """The entry as it is hashed."""
    return document(
        jurisdiction_id=entry.jurisdiction_id,
        at=entry.at,
        verb=entry.verb,
        actor=(entry.actor_kind, entry.actor_id),
        subject=(entry.subject_kind, entry.subject_id),
        body=entry.body,
    )


def newest() -> tuple[int, datetime | None]:
    """The last thing that was recorded, and when: what is derived from it has not changed since."""
    found = Entry.objects.order_by("-pk").values_list("pk", "at").first()
    return found or (0, None)


def first_entry(verb: str, subject: tuple[str, int]) -> Entry | None:
    """The entry with which something began, such as the receiving of a voice."""
    kind, number = subject
    found = Entry.objects.filter(subject_kind=kind, subject_id=number, verb=verb)
    return found.select_related("leaf").order_by("id").first()


def proof_of(entry: Entry) -> Proof | None:
    """The entry's proof under the latest checkpoint; None until it is sealed (seconds)."""
    leaf = Leaf.objects.filter(entry=entry).first()
    checkpoint = latest(entry.jurisdiction_id)
    if leaf is None or checkpoint is None:
        return None
    stored = hashes.of(entry.jurisdiction_id, checkpoint.size, near=[leaf.position])
    path = proof.inclusion(leaf.position, checkpoint.size, stored)
    return Proof(document_of(entry), leaf.position, path, checkpoint.note)


def root_at(jurisdiction_id: int, size: int) -> bytes:
    """The root over the first `size` entries, from the stored hashes; LookupError if fewer."""
    return proof.root(size, hashes.of(jurisdiction_id, size))


def consistency(jurisdiction_id: int, old: int, new: int) -> Consistency | None:
    """None if the log never had that many entries."""
    last = latest(jurisdiction_id)
    if last is None or not 0 <= old <= new <= last.size:
        return None
    stored = hashes.of(jurisdiction_id, new, near={max(0, old - 1), max(0, min(old, new - 1))})
    return Consistency(
        old=old,
        new=new,
        old_root=proof.root(old, stored),
        new_root=proof.root(new, stored),
        path=proof.consistency(old, new, stored),
    )


def entries_about(kind: str, number: int) -> list[Event]:
    """What happened to one thing, oldest first."""
    return [_event(entry) for entry in _entries(kind, number)]


@compiled
def _entries(kind: str, number: int) -> QuerySet[Any]:
    found = Entry.objects.filter(subject_kind=kind, subject_id=number).order_by("id")
    return found.annotate(position=F("leaf__position"))


def bodies(verb: str, kind: str, numbers: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries of one verb about many things, oldest first: number of the thing, and body."""
    found = Entry.objects.filter(verb=verb, subject_kind=kind, subject_id__in=list(numbers))
    return found.order_by("id").values_list("subject_id", "body").iterator(chunk_size=2_000)


def _event(entry: Any) -> Event:
    return Event(
        id=entry.pk,
        at=entry.at,
        verb=entry.verb,
        actor=(entry.actor_kind, entry.actor_id),
        body=entry.body,
        position=entry.position,
    )


def checkpoint_after(jurisdiction_id: int, at: datetime) -> Checkpoint | None:
    """The first signed state later than this instant."""
    found = Checkpoint.objects.filter(jurisdiction_id=jurisdiction_id, made_at__gt=at)
    return found.order_by("size").first()


def checkpoints(jurisdiction_id: int) -> Iterator[Checkpoint]:
    """Every signed state of a log, oldest first."""
    known = Checkpoint.objects.filter(jurisdiction_id=jurisdiction_id).order_by("size")
    return known.iterator(chunk_size=1000)
