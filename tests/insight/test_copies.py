"""Originals on shelves: what is found is the same however they were added and wherever they lie."""

from pathlib import Path

import pytest
from bench.place import agreement
from hypothesis import given, settings
from hypothesis import strategies as st

from qunce.demo.writing import write
from qunce.insight import bonds, copies, families
from qunce.insight.copies import Copies
from qunce.insight.keys import key
from qunce.insight.originals import Original
from qunce.insight.shelf import Shelf
from tests.insight.corpus import misspelt, texts

PIECES = [key(text) for text in texts(12)]
CORPUS = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join),
    min_size=1,
    max_size=30,
    unique=True,
)


def originals(keys: list[str]) -> list[Original]:
    return [
        Original(row, text, row % 3 or None, (row, 7)[: row % 3]) for row, text in enumerate(keys)
    ]


def one_by_one(keys: list[str]) -> Copies:
    found = Copies()
    for original in originals(keys):
        found.add(original)
    return found


@pytest.fixture(autouse=True)
def _small_shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "FIRST_ROOM", 2)
    monkeypatch.setattr(copies, "MOST_ROOM", 8)


@given(CORPUS, st.lists(st.sampled_from(PIECES), max_size=3).map("".join))
@settings(deadline=None, max_examples=40)
def test_added_one_by_one_is_the_same_as_given_at_once(keys: list[str], other: str) -> None:
    together, single = Copies(originals(keys)), one_by_one(keys)
    assert len(together) == len(single) == len(keys)
    for asked in [*keys, other, *(text[3:] for text in keys)]:
        assert single.find(asked) == together.find(asked)
        assert single.similar(asked, 5) == together.similar(asked, 5)


def test_what_many_say_alike_is_met_as_often_on_many_shelves_as_on_one() -> None:
    keys = [
        key(f"青禾路{number}号的路灯坏了三个月没有人修请尽快派人来看看") for number in range(200)
    ]
    together, single = Copies(originals(keys)), one_by_one(keys)
    for asked in [text + "好" for text in keys[::20]]:
        assert single.find(asked) == together.find(asked)
        assert single.similar(asked, 20) == together.similar(asked, 20)


def test_what_was_saved_finds_the_same_and_can_be_added_to(tmp_path: Path) -> None:
    keys = [key(text) for text in texts(40)]
    before = one_by_one(keys[:30])
    before.save(tmp_path / "saved")
    # Shelves of 2, 4, 8, 8 and 8: two are joined.
    assert len(list((tmp_path / "saved").iterdir())) == 4
    loaded = Copies.load(tmp_path / "saved")
    asked = [*keys, *(misspelt(text, 2) for text in keys)]
    assert [loaded.find(text) for text in asked] == [before.find(text) for text in asked]
    for row, text in enumerate(keys[30:], start=30):
        loaded.add(Original(row, text, None, ()))
    assert all((copy := loaded.find(text)) and copy.row == row for row, text in enumerate(keys))
    loaded.save(tmp_path / "again")
    again = Copies.load(tmp_path / "again")
    assert [again.find(text) for text in asked] == [loaded.find(text) for text in asked]


def test_what_is_forgotten_is_nowhere_on_a_shelf_and_the_rest_is(tmp_path: Path) -> None:
    keys = [key(text) for text in texts(20)]
    found = one_by_one(keys)
    found.forget([0, 7, 19, 99])
    for row, text in enumerate(keys):
        copy = found.find(text)
        assert (copy is None) == (row in (0, 7, 19))
        assert row in (0, 7, 19) or (copy and copy.row == row)
    for shelf in found._shelves:
        gone = [at for at in range(len(shelf)) if shelf.original(at) is None]
        assert not any(shelf.key(at).strip("\0") for at in gone)
        assert not shelf.sketches[gone].any()
        assert not shelf.wholes[gone].any()
    joined = Shelf.joined(found._shelves)
    assert [one.row for at in range(len(joined)) if (one := joined.original(at))] == [
        row for row in range(20) if row not in (0, 7, 19)
    ]


def test_nothing_saved_is_nothing_loaded(tmp_path: Path) -> None:
    Copies().save(tmp_path / "saved")
    loaded = Copies.load(tmp_path / "saved")
    assert loaded.find(PIECES[0]) is None
    loaded.add(Original(0, PIECES[0], None, ()))
    assert loaded.find(PIECES[0]) is not None


def test_a_petition_that_stands_inside_a_longer_text_is_found_when_it_arrives_later() -> None:
    petition = key("".join(texts(2, seed=8)))
    longer = key("".join(texts(40, seed=9))) + petition + key("".join(texts(40, seed=10)))
    # Beside so much else its sketch does not agree; its runs do.
    kept = Copies(originals([*PIECES, longer]))
    copy = kept.find(petition)
    assert copy is not None
    assert (copy.row, copy.reason) == (12, "contained:1.00 of 12")
    assert [group.kind for group in families.find([petition, longer])] == ["contained"]


def test_a_longer_text_that_holds_an_older_one_says_more_and_is_no_copy() -> None:
    petition = key("".join(texts(2, seed=8)))
    longer = petition + key("".join(texts(4, seed=9)))
    assert Copies(originals([petition])).find(longer) is None


@given(st.sampled_from(PIECES), st.sampled_from(PIECES), st.integers(0, 30), st.integers(0, 8))
@settings(deadline=None)
def test_the_rule_does_not_ask_which_came_first(one: str, more: str, cut: int, slips: int) -> None:
    other = misspelt(one, slips, seed=cut)[cut:] + more[:cut]
    assert bonds.between(one, other) == bonds.between(other, one)


def test_what_is_placed_later_gets_the_decision_of_a_reading() -> None:
    keys = [key(idea.text) for idea in write(3_000)]
    counted = agreement(keys)
    assert counted.total() == 3_000
    assert counted["duplicate", "duplicate"] >= 100
    # Who stands for a family when all are read together is a copy when it comes last.
    agreed = counted["original", "original"] + counted["duplicate", "duplicate"]
    leading = sum(many for (read, _), many in counted.items() if read == "original, of a family")
    # Without its centre a family may gather around another text, and what a text of the same turn
    # holds comes before it (docs/engine/place.md).
    assert 3_000 - agreed - leading <= 5
