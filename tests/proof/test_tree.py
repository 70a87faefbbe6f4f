"""The tree against RFC 9162, a plain recursive definition, and known roots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunce import proof

# The eight leaves and roots that Certificate Transparency implementations test with.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def hashes_of(count: int) -> list[bytes]:
    return [proof.leaf_hash(str(n).encode()) for n in range(count)]


def plain_root(hashes: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word."""
    if len(hashes) < 2:
        return hashes[0] if hashes else proof.sha256(b"")
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return proof.node_hash(plain_root(hashes[:k]), plain_root(hashes[k:]))


def plain_path(m: int, hashes: list[bytes]) -> list[bytes]:
    """RFC 9162 §2.1.3.1."""
    if len(hashes) == 1:
        return []
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    if m < k:
        return [*plain_path(m, hashes[:k]), plain_root(hashes[k:])]
    return [*plain_path(m - k, hashes[k:]), plain_root(hashes[:k])]


def plain_growth(m: int, hashes: list[bytes], whole: bool = True) -> list[bytes]:
    """RFC 9162 §2.1.4.1."""
    if m == len(hashes):
        return [] if whole else [plain_root(hashes)]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    if m <= k:
        return [*plain_growth(m, hashes[:k], whole), plain_root(hashes[k:])]
    return [*plain_growth(m - k, hashes[k:], False), plain_root(hashes[:k])]


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size: int) -> None:
    tree = proof.Leaves([proof.leaf_hash(leaf) for leaf in LEAVES])
    assert proof.root(size, tree).hex() == ROOTS[size]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 13, 33])
def test_every_leaf_can_be_shown_to_be_there(size: int) -> None:
    hashes = hashes_of(size)
    tree = proof.Leaves(hashes)
    for position, leaf in enumerate(hashes):
        path = proof.inclusion(position, size, tree)
        assert path == plain_path(position, hashes)
        assert proof.verify_inclusion(leaf, position, size, path, plain_root(hashes))


@pytest.mark.parametrize("new", [1, 2, 3, 5, 7, 8, 13, 33])
def test_growth_can_be_shown_from_every_earlier_size(new: int) -> None:
    hashes = hashes_of(new)
    tree = proof.Leaves(hashes)
    for old in range(1, new + 1):
        path = proof.consistency(old, new, tree)
        assert path == plain_growth(old, hashes)
        roots = plain_root(hashes[:old]), plain_root(hashes)
        assert proof.verify_consistency(old, new, path, *roots)


@given(st.data())
def test_a_path_fits_only_its_own_leaf_place_and_tree(draw: st.DataObject) -> None:
    size = draw.draw(st.integers(2, 70))
    position = draw.draw(st.integers(0, size - 1))
    hashes = hashes_of(size)
    path = proof.inclusion(position, size, proof.Leaves(hashes))
    tree = plain_root(hashes)
    leaf = hashes[position]
    other = draw.draw(st.integers(0, size - 1).filter(lambda n: n != position))
    assert not proof.verify_inclusion(hashes[other], position, size, path, tree)
    assert not proof.verify_inclusion(leaf, other, size, path, tree)
    assert not proof.verify_inclusion(leaf, position, size, path[:-1], tree)
    assert not proof.verify_inclusion(leaf, position, size, [*path, leaf], tree)
    assert not proof.verify_inclusion(leaf, size, size, path, tree)
    assert not proof.verify_inclusion(leaf, -1, size, path, tree)


@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 69))
def test_a_rewritten_past_is_not_growth(a: int, b: int, changed: int) -> None:
    old, new = sorted((a, b))
    hashes = hashes_of(new)
    forged = list(hashes)
    forged[changed % old] = proof.leaf_hash(b"rewritten")
    path = proof.consistency(old, new, proof.Leaves(forged))
    before, after = plain_root(hashes[:old]), plain_root(forged)
    assert not proof.verify_consistency(old, new, path, before, after)


def test_an_empty_log_grows_into_anything_but_proves_nothing_more() -> None:
    tree = plain_root(hashes_of(5))
    assert proof.verify_consistency(0, 5, [], proof.sha256(b""), tree)
    assert not proof.verify_consistency(0, 5, [], tree, tree)
    assert not proof.verify_consistency(6, 5, [], tree, tree)
    assert not proof.verify_consistency(3, 5, [], tree, tree)


def test_what_does_not_exist_is_not_proved() -> None:
    tree = proof.Leaves(hashes_of(3))
    for position, size in ((3, 3), (-1, 3), (0, 0)):
        with pytest.raises(ValueError):
            proof.inclusion(position, size, tree)
    with pytest.raises(ValueError):
        proof.consistency(4, 3, tree)
    with pytest.raises(ValueError):
        proof.fold(hashes_of(3))


class Store:
    """Keeps what a database keeps: leaf hashes, and roots of 256**k complete leaves."""

    def __init__(self, hashes: list[bytes]) -> None:
        self.rows = [hashes]
        self.read = 0
        while len(self.rows[-1]) >= 256:
            below = self.rows[-1]
            whole = len(below) // 256 * 256
            self.rows.append([proof.fold(below[i : i + 256]) for i in range(0, whole, 256)])

    def leaves(self, start: int, stop: int) -> list[bytes]:
        return self.tiles(0, start, stop)

    def tiles(self, k: int, start: int, stop: int) -> list[bytes]:
        assert stop - start <= 256
        self.read += stop - start
        return self.rows[k][start:stop]


@pytest.mark.parametrize("size", [1, 255, 256, 257, 511, 65_536, 70_001])
def test_a_tree_read_by_tiles_is_the_same_tree(size: int) -> None:
    hashes = hashes_of(size)
    store, tree = Store(hashes), proof.Leaves(hashes)
    tiles = proof.Tiles(size, store.leaves, store.tiles)
    assert proof.root(size, tiles) == plain_root(hashes)
    for position in {0, size // 3, size // 2, size - 1}:
        assert proof.inclusion(position, size, tiles) == proof.inclusion(position, size, tree)
        assert proof.consistency(position, size, tiles) == proof.consistency(position, size, tree)


def test_one_path_through_a_large_tree_reads_few_hashes() -> None:
    store = Store(hashes_of(70_001))
    proof.inclusion(40_000, 70_001, proof.Tiles(70_001, store.leaves, store.tiles))
    assert store.read <= 4 * 256


def test_a_store_with_holes_is_noticed() -> None:
    tiles = proof.Tiles(300, lambda start, stop: [], lambda k, start, stop: [])
    with pytest.raises(LookupError, match="0 of 1 hashes"):
        proof.root(300, tiles)
    with pytest.raises(ValueError):
        tiles.node(3, 300)
