"""Every committed entry gets exactly one place, whatever the order of the commits."""

import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qunce import proof
from qunce.record import actions, queries, signing
from qunce.record.actions import sealing
from qunce.record.models import Checkpoint, Entry, Leaf, Tile
from tests.factories.record import copy_lines, make_entries, make_line


def places(log: int = 1) -> list[tuple[int, int]]:
    found = Leaf.objects.filter(jurisdiction_id=log).order_by("position")
    return list(found.values_list("position", "entry__subject_id"))


def naive_root(log: int = 1) -> bytes:
    """The root from the entries alone, by the definition of RFC 9162 §2.1.1."""
    # Two plain reads, not a join: see models.Leaf.digest.
    entries = Entry.objects.filter(jurisdiction_id=log).in_bulk()
    order = Leaf.objects.filter(jurisdiction_id=log).order_by("position")
    hashes = [
        proof.leaf_hash(proof.canonical(queries.document_of(entries[pk])))
        for pk in order.values_list("entry_id", flat=True)
    ]

    def tree(part: list[bytes]) -> bytes:
        if len(part) == 1:
            return part[0]
        cut = 1 << (len(part) - 1).bit_length() - 1
        return proof.node_hash(tree(part[:cut]), tree(part[cut:]))

    return tree(hashes) if hashes else proof.sha256(b"")


@pytest.mark.django_db
def test_entries_get_places_in_their_order_without_gaps() -> None:
    make_entries(3)
    assert actions.seal(1) == actions.Seal(1, added=3, size=3)
    make_entries(2, start=4)
    assert actions.seal(1) == actions.Seal(1, added=2, size=5)
    assert places() == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]


@pytest.mark.django_db
def test_sealing_nothing_changes_nothing() -> None:
    assert actions.seal(1) == actions.Seal(1, added=0, size=0)
    make_entries(2)
    actions.seal(1)
    assert actions.seal(1) == actions.Seal(1, added=0, size=2)
    assert actions.seal(1, thorough=True) == actions.Seal(1, added=0, size=2)
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db
def test_each_jurisdiction_has_its_own_log() -> None:
    make_entries(2, log=1)
    make_entries(3, log=7)
    assert actions.seal_all() == [actions.Seal(1, 2, 2), actions.Seal(7, 3, 3)]
    assert (len(places(1)), len(places(7))) == (2, 3)
    assert [log.origin for log in queries.logs()] == ["qunce/1", "qunce/7"]


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(batches=st.lists(st.integers(1, 300), min_size=1, max_size=4))
def test_the_signed_root_is_that_of_the_entries(batches: list[int]) -> None:
    with transaction.atomic():
        for batch in batches:
            make_entries(batch)
            actions.seal(1)
        last = Checkpoint.objects.order_by("-size")[0]
        signed = proof.open_checkpoint(last.note, signing.public_key(1))
        assert (signed.size, signed.root) == (sum(batches), naive_root())
        assert Tile.objects.filter(level=1).count() == sum(batches) // 256
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_log_of_many_tiles_has_the_root_of_its_entries() -> None:
    make_entries(66_000)
    actions.seal(1)
    make_entries(1000)
    actions.seal(1)
    counts = [Tile.objects.filter(level=level).count() for level in (1, 2, 3)]
    assert counts == [261, 1, 0]
    assert queries.state(1).root == naive_root()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_large_log_is_sealed_quickly_though_the_statistics_say_it_is_empty() -> None:
    """A write that was rolled back and then vacuumed away leaves such statistics behind."""
    with transaction.atomic():
        make_entries(3_000)
        actions.seal(1)
        transaction.set_rollback(True)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE, TRUNCATE off) record_entry, record_leaf")
        cursor.execute("SELECT reltuples, relpages > 0 FROM pg_class WHERE relname = 'record_leaf'")
        assert cursor.fetchone() == (0, True)
    make_entries(12_000)
    with connection.cursor() as cursor:
        # All with all would be 144 million pairs, far beyond this.
        cursor.execute("SET statement_timeout = '5s'")
    actions.seal(1)
    entry = Entry.objects.order_by("-id")[0]
    assert queries.proof_of(entry) is not None
    with connection.cursor() as cursor:
        cursor.execute("RESET statement_timeout")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_entry_that_was_begun_earlier_and_committed_later_is_sealed() -> None:
    late = connections.create_connection("default")
    late.set_autocommit(False)
    try:
        with late.cursor() as cursor:
            copy_lines(cursor, [make_line(1)])
        make_entries(1, start=2)
        assert actions.seal(1).added == 1
        assert places() == [(0, 2)]
        late.commit()
        assert actions.seal(1).added == 1
        assert places() == [(0, 2), (1, 1)]
    finally:
        late.close()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_many_hands_and_sealers_at_once_lose_nothing_and_double_nothing() -> None:
    troubles: list[BaseException] = []

    def run(work: Any) -> None:
        try:
            for _ in range(15):
                work()
        except BaseException as trouble:
            troubles.append(trouble)
        finally:
            connections["default"].close()

    def write() -> None:
        with transaction.atomic():
            actions.write(make_line())
            actions.write(make_line())

    hands = [threading.Thread(target=run, args=[write]) for _ in range(3)]
    sealers = [threading.Thread(target=run, args=[actions.seal_all]) for _ in range(3)]
    for thread in hands + sealers:
        thread.start()
    for thread in hands + sealers:
        thread.join()
    actions.seal_all()
    assert troubles == []
    assert Entry.objects.count() == 90
    assert [position for position, _ in places()] == list(range(90))
    assert queries.state(1).root == naive_root()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_sealer_killed_half_way_leaves_the_log_as_it_was() -> None:
    make_entries(300)
    actions.seal(1)
    make_entries(300)
    killed = threading.Thread(target=_seal_and_die)
    killed.start()
    killed.join()
    assert (Leaf.objects.count(), Tile.objects.count(), Checkpoint.objects.count()) == (300, 1, 1)
    assert actions.seal(1) == actions.Seal(1, added=300, size=600)
    assert queries.state(1).root == naive_root()


def _seal_and_die() -> None:
    """Do what seal() does up to the signature; then the connection breaks off."""
    try:
        with transaction.atomic():
            sealing._lock(1)
            added, _ = sealing._place(1, 300, 0)
            sealing._fold(1, 300, 300 + added)
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM record_leaf")
                assert cursor.fetchone() == (600,)
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    except Exception:
        pass
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_after_a_restore_into_a_younger_server_new_entries_are_still_found() -> None:
    make_entries(2)
    actions.seal(1)
    last = Checkpoint.objects.get()
    # As the backup would bring it: a floor far above the numbers of this server.
    Checkpoint.objects.create(
        jurisdiction_id=1,
        size=3,
        root=last.root,
        note="",
        made_at=last.made_at,
        floor_tx=2**40,
    )
    one = _one_entry()
    Leaf.objects.create(jurisdiction_id=1, position=2, entry=one, digest=one.digest)
    make_entries(1, start=9)
    assert actions.seal(1).added == 1
    assert places()[-1] == (3, 9)


def _one_entry() -> Entry:
    with transaction.atomic():
        return actions.write(make_line(5))


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_thorough_sealing_finds_what_the_quick_one_cannot() -> None:
    make_entries(2)
    actions.seal(1)
    with connection.cursor() as cursor:  # an entry with a number of long ago, as a restore brings
        copy_lines(cursor, [])
        cursor.execute(
            "INSERT INTO record_entry (jurisdiction_id, at, verb, actor_kind, actor_id,"
            " subject_kind, subject_id, body, digest, tx) SELECT jurisdiction_id, at, verb,"
            " actor_kind, actor_id, subject_kind, 99, body, digest, 3 FROM record_entry LIMIT 1"
        )
    assert actions.seal(1).added == 0
    assert actions.seal(1, thorough=True).added == 1
    assert places()[-1] == (2, 99)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_looking_for_nothing_new_costs_the_same_with_one_entry_and_with_many(
    django_assert_num_queries: Any,
) -> None:
    make_entries(1)
    actions.seal(1)
    with django_assert_num_queries(6, connection=connection):
        _quick_look()
    make_entries(500)
    actions.seal(1)
    with django_assert_num_queries(6, connection=connection):
        _quick_look()


def _quick_look() -> None:
    assert actions.seal(1).added == 0
