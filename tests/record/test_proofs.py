"""Proofs served from the database hold for everyone, and cost a handful of queries."""

from typing import Any

import pytest

from qunce import proof
from qunce.record import actions, queries, signing
from qunce.record.models import Entry
from tests.factories.record import make_entries, make_line


def holds(entry: Entry) -> bool:
    parts = queries.proof_of(entry)
    assert parts is not None
    signed = proof.open_checkpoint(parts.checkpoint, signing.public_key(entry.jurisdiction_id))
    leaf = proof.leaf_hash(proof.canonical(parts.entry))
    return proof.verify_inclusion(leaf, parts.position, signed.size, parts.path, signed.root)


@pytest.mark.django_db
def test_an_entry_that_is_not_sealed_yet_has_no_proof() -> None:
    entry = actions.write(make_line())
    assert queries.proof_of(entry) is None
    actions.seal(1)
    assert holds(entry)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 513, 1000])
def test_every_entry_of_a_log_has_a_proof_that_holds(size: int) -> None:
    make_entries(size)
    actions.seal(1)
    step = max(1, size // 40)
    entries = list(Entry.objects.order_by("id"))
    assert all(holds(entry) for entry in [*entries[::step], entries[-1]])


@pytest.mark.django_db
def test_a_proof_costs_four_queries_in_a_small_log_and_in_a_large_one(
    django_assert_num_queries: Any,
) -> None:
    make_entries(200)
    actions.seal(1)
    first = queries.first_entry("voice.received", ("voice", 1))
    assert first is not None
    with django_assert_num_queries(3):
        assert holds(first)
    make_entries(66_000, start=201)
    actions.seal(1)
    for number in (1, 257, 30_000, 65_536, 65_537, 66_200):
        entry = queries.first_entry("voice.received", ("voice", number))
        assert entry is not None
        with django_assert_num_queries(4):
            assert holds(entry)


@pytest.mark.django_db
def test_an_older_log_is_shown_to_be_the_beginning_of_the_newer() -> None:
    sizes = [1, 3, 200, 256, 300, 512, 700, 701]
    before = 0
    for size in sizes:
        make_entries(size - before)
        actions.seal(1)
        before = size
    roots = {c.size: bytes(c.root) for c in queries.checkpoints(1)}
    assert list(roots) == sizes
    for old in sizes:
        for new in (size for size in sizes if size >= old):
            found = queries.consistency(1, old, new)
            assert found is not None
            assert (found.old_root, found.new_root) == (roots[old], roots[new])
            assert proof.verify_consistency(old, new, found.path, roots[old], roots[new])


@pytest.mark.django_db
def test_consistency_costs_four_queries(django_assert_num_queries: Any) -> None:
    make_entries(66_000)
    actions.seal(1)
    for old, new in ((1, 66_000), (256, 66_000), (40_000, 65_536), (65_536, 65_537)):
        with django_assert_num_queries(3):
            queries.consistency(1, old, new)


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new"), [(-1, 2), (3, 2), (0, 6), (6, 6)])
def test_a_size_the_log_never_had_has_no_proof(old: int, new: int) -> None:
    make_entries(5)
    actions.seal(1)
    assert queries.consistency(1, old, new) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 5), (5, 5)])
def test_the_ends_have_empty_proofs_that_hold(old: int, new: int) -> None:
    make_entries(5)
    actions.seal(1)
    found = queries.consistency(1, old, new)
    assert found is not None
    assert found.path == []
    assert proof.verify_consistency(old, new, [], found.old_root, found.new_root)


@pytest.mark.django_db
def test_the_state_of_a_log_counts_what_waits() -> None:
    make_entries(3)
    actions.seal(1)
    make_entries(2, start=4)
    state = queries.state(1)
    assert (state.size, state.unsealed, state.origin) == (3, 2, "qunce/1")
    assert proof.open_checkpoint(state.note, state.public_key).root == state.root


@pytest.mark.django_db
def test_a_log_without_entries_is_empty_and_unsigned() -> None:
    state = queries.state(1)
    assert (state.size, state.unsealed, state.note) == (0, 0, "")
    assert state.root == proof.sha256(b"")
    assert queries.logs() == []
