"""A reading that was broken off goes on where it was, and finds the same."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qunce import insight
from qunce.insight import Seed, Understanding, reading, stages
from tests.insight import corpus

STAGES = ("families", "words", "vectors", "themes", "points")
# What does the work of each stage, and what is called after the last one.
WORK = ("_families", "_words", "Vectors", "themes", "_points", "grow")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return corpus.texts(300)


@pytest.fixture(scope="module")
def whole(texts: list[str]) -> Understanding:
    return insight.read(texts)


class Broken(Exception):
    pass


def broken_at(work: str, texts: list[str], folder: Path) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise Broken

    class Fails:
        find = fit = fails
        __call__ = fails

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, work, Fails() if work == "themes" else fails)
        with pytest.raises(Broken):
            insight.read(texts, keep=folder)


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.glob("*")}


def test_broken_off_in_any_stage_it_goes_on_and_finds_the_same(
    texts: list[str], whole: Understanding, tmp_path: Path
) -> None:
    for done, work in enumerate(WORK):
        broken_at(work, texts, tmp_path)
        assert names_in(tmp_path) == {f"{stage}.npz" for stage in STAGES[:done]}
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for work in ("_families", "_words", "_points"):
            patch.setattr(reading, work, None)
        found = insight.read(texts, keep=tmp_path, progress=lambda stage, _: told.append(stage))
    assert found == whole
    assert found.placer.place(texts[:20]) == whole.placer.place(texts[:20])
    assert list(dict.fromkeys(told))[1:] == [*STAGES, "names", "coverage"]


def others(texts: list[str]) -> Iterator[dict[str, Any]]:
    yield {"texts": texts[1:]}
    yield {"texts": [*texts[:-1], "路灯坏了"]}
    yield {"texts": texts, "seeds": (Seed("a", "路灯", (0,)),)}
    yield {"texts": texts, "seed": 1}


def test_what_other_texts_or_seeds_left_is_not_taken(texts: list[str], tmp_path: Path) -> None:
    insight.read(texts, keep=tmp_path)
    for other in others(texts):
        assert insight.read(**other, keep=tmp_path) == insight.read(**other)


def test_what_another_version_left_is_not_taken(
    texts: list[str], whole: Understanding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(stages, "VERSION", 0)
        insight.read(texts[:40], keep=tmp_path)
        before = stages.mark_of(texts, (), 0)
    assert stages.mark_of(texts, (), 0) != before
    assert insight.read(texts, keep=tmp_path) == whole


@pytest.mark.parametrize("broken", [b"", b"PK", b"half"])
def test_a_broken_file_is_as_good_as_none(
    texts: list[str], whole: Understanding, tmp_path: Path, broken: bytes
) -> None:
    insight.read(texts, keep=tmp_path)
    kept = (tmp_path / "themes.npz").read_bytes()
    spoilt = bytearray(kept)
    spoilt[len(kept) // 2] ^= 255
    written = {b"half": kept[: len(kept) // 2], b"": bytes(spoilt)}.get(broken, broken)
    (tmp_path / "themes.npz").write_bytes(written)
    assert insight.read(texts, keep=tmp_path) == whole


def test_nothing_at_all_is_kept_and_found_again(tmp_path: Path) -> None:
    for texts in ([], ["？？"], ["路灯坏了"], ["\ud800路灯"] * 3):
        found = insight.read(texts, keep=tmp_path)
        assert found == insight.read(texts, keep=tmp_path)
