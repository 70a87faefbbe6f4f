from pathlib import Path

import numpy as np
import pytest

from qunce.insight import Outcome, Placer, Understanding, read
from qunce.insight.place import LEARNED, VERSION
from qunce.insight.words import cut_as
from tests.insight.corpus import MATTERS, misspelt, texts, voices

GIVEN = [*texts(400), texts(1)[0]]


@pytest.fixture(scope="module")
def found() -> Understanding:
    return read(GIVEN)


def test_a_copy_of_something_read_is_a_duplicate_with_its_family_and_themes(
    found: Understanding,
) -> None:
    (placed,) = found.placer.place([misspelt(GIVEN[0], 1)])
    assert placed.outcome is Outcome.DUPLICATE
    assert placed.family == found.assignments[0].family is not None
    assert placed.themes == found.assignments[0].themes


def test_a_new_voice_goes_to_the_theme_of_its_matter(found: Understanding) -> None:
    matter = {row: voice.theme for row, voice in enumerate(voices(400))}
    later = voices(200, seed=77)
    right = 0
    for voice, placed in zip(
        later, found.placer.place([voice.text for voice in later]), strict=True
    ):
        assert placed.outcome is not Outcome.NOT_UNDERSTANDABLE
        members = found.theme(placed.themes[0]).members if placed.themes else ()
        own = [matter[row] for row in members if row in matter]
        right += own.count(voice.theme) > len(own) / 2
    assert right >= 190


def test_other_facts_in_the_same_sentence_are_no_copy() -> None:
    bus = "建议{}路公交在{}路口增设站台，方便老人看病和学生上学，候车不用再站到车道上"
    placer = read([bus.format(12, "青禾"), *texts(60)]).placer
    (same,) = placer.place([bus.format(12, "青禾") + "。"])
    (other,) = placer.place([bus.format(38, "望江")])
    assert same.outcome is Outcome.DUPLICATE
    assert other.outcome is not Outcome.DUPLICATE


def test_what_is_unknown_stays_undecided_and_what_says_nothing_says_so(
    found: Understanding,
) -> None:
    placed = found.placer.place(["量子纠缠与黑洞蒸发", "？？", ""])
    assert [one.outcome for one in placed] == [
        Outcome.UNDECIDED,
        Outcome.NOT_UNDERSTANDABLE,
        Outcome.NOT_UNDERSTANDABLE,
    ]


def test_one_by_one_is_the_same_as_together(found: Understanding) -> None:
    later = [*texts(30, seed=5), "？？", GIVEN[3], MATTERS["公交"][0]]
    assert found.placer.place(later) == [found.placer.place([text])[0] for text in later]


def test_a_saved_placer_places_the_same(found: Understanding, tmp_path: Path) -> None:
    later = [*texts(50, seed=6), misspelt(GIVEN[5], 1), GIVEN[0]]
    found.placer.save(tmp_path / "placer")
    assert Placer.load(tmp_path / "placer").place(later) == found.placer.place(later)


def test_what_is_forgotten_is_neither_recognised_nor_saved(tmp_path: Path) -> None:
    secret = "青禾路九号的住户说楼上漏水三个月物业一直不来看也不修天花板都塌了"
    placer = read([secret, *texts(60)]).placer
    assert placer.place([secret])[0].outcome is Outcome.DUPLICATE
    placer.forget([0])
    assert placer.place([secret])[0].outcome is not Outcome.DUPLICATE
    placer.save(tmp_path / "placer")
    kept = b"".join(path.read_bytes() for path in sorted((tmp_path / "placer").rglob("*.np?")))
    assert "漏水".encode("utf-16-le") not in kept
    assert "道路".encode("utf-16-le") in kept
    assert Placer.load(tmp_path / "placer").place([secret])[0].outcome is not Outcome.DUPLICATE


def test_what_is_forgotten_in_a_loaded_placer_leaves_its_files_by_saving(tmp_path: Path) -> None:
    secret = "青禾路九号的住户说楼上漏水三个月物业一直不来看也不修天花板都塌了"
    where = tmp_path / "placer"
    read([secret, *texts(60)]).placer.save(where)
    first, other = Placer.load(where), Placer.load(where)
    first.forget([0])
    # Until it is saved, who has loaded the same files sees what was there.
    assert other.place([secret])[0].reason == "exact of 0"
    assert first.place([secret])[0].outcome is not Outcome.DUPLICATE
    assert all(one.row != 0 for one in first.similar(secret, 60))
    first.save(where)
    kept = b"".join(path.read_bytes() for path in sorted(where.rglob("*.np?")))
    assert "漏水".encode("utf-16-le") not in kept
    assert Placer.load(where).place([secret])[0].outcome is not Outcome.DUPLICATE


def test_a_voice_that_was_added_is_recognised_and_copies_are_not_remembered() -> None:
    placer = read(texts(60)).placer
    new = "望江路的图书馆周末下午不开门，孩子们没有地方看书，希望延长到晚上九点"
    (found,) = placer.place([new])
    assert found.outcome is not Outcome.DUPLICATE
    assert placer.add(1_000, new, found)
    (again,) = placer.place([new + "谢谢"])
    assert (again.outcome, again.reason) == (Outcome.DUPLICATE, "exact of 1000")
    assert again.themes == found.themes
    assert not placer.add(1_001, new + "谢谢", again)
    assert not placer.add(1_002, "？？", placer.place(["？？"])[0])


def test_similar_voices_are_shown_with_what_they_share() -> None:
    petition = "小区东门的电梯坏了很久没有人修，老人下不了楼，请物业尽快修好"
    placer = read([*texts(60), petition]).placer
    text = "您好！我家小区东门的电梯坏了，很久没有人管，请问什么时候修"
    first, *_ = placer.similar(text, 3)
    assert first.row == 60
    assert text[slice(*first.span)] == "小区东门的电梯坏了，很久没有人"
    assert first.words == "小区东门的电梯坏了很久没有人"
    assert 0 < first.share < 1
    assert placer.similar("量子纠缠", 3) == []


def test_another_version_is_refused_by_name(found: Understanding, tmp_path: Path) -> None:
    found.placer.save(tmp_path / "placer")
    path = tmp_path / "placer" / LEARNED
    with np.load(path) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    kept["notes"] = np.frombuffer(
        kept["notes"].tobytes().replace(f'"version": {VERSION}'.encode(), b'"version": 0'), np.uint8
    )
    with path.open("wb") as out:
        np.savez(out, **kept)
    with pytest.raises(ValueError, match="version 0"):
        Placer.load(tmp_path / "placer")


@pytest.mark.parametrize("given", [[], ["路灯坏了"], ["？？"]])
def test_a_placer_of_next_to_nothing_still_places(given: list[str]) -> None:
    assert len(read(given).placer.place(["路灯坏了", "", "公交太少"])) == 3
    assert read(given).placer.place([]) == []


def test_a_large_reading_and_its_placer_cut_by_the_same_dictionary(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("qunce.insight.words.TAUGHT", 5_000)
    found = read(GIVEN)
    own = [GIVEN[row] for row, one in enumerate(found.assignments) if one.outcome is Outcome.THEME]
    assert found.placer.words.taught is not None
    found.placer.save(tmp_path / "placer")
    loaded = Placer.load(tmp_path / "placer")
    read_as = cut_as(own, found.placer.words.taught)
    expected = found.placer.vectors.known(read_as).ids.tolist()
    for placer in (found.placer, loaded):
        one_by_one = [placer.words.cut([text]) for text in own]
        assert [number for cut in one_by_one for number in cut.ids.tolist()] == expected
    later = [voice.text for voice in voices(100, seed=77)]
    assert loaded.place(later) == found.placer.place(later)
