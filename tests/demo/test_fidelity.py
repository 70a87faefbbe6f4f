"""The demo's texts against real ones, where there are real ones to compare with."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from qunce.demo.writing import write

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
import fidelity

FOLDER = fidelity.samples()
pytestmark = pytest.mark.skipif(
    FOLDER is None, reason="QUNCE_SAMPLES names no folder of real messages to compare with"
)


@pytest.fixture(scope="module")
def real() -> list[str]:
    assert FOLDER is not None
    return fidelity.column(FOLDER / "messages.xlsx", "留言详情")


# How many characters of distinct 5-grams are alike. Beyond, sentences come again: a person writes
# each only once, these writers share some fifteen thousand of them.
GRAMS, FLOOR = 900_000, 0.7


def is_long(line: fidelity.Line) -> bool:
    what, _, mark = line.name.partition(" at ")
    return what == "5-grams" and int(mark.replace(",", "")) > GRAMS


def test_lengths_words_and_phrases_are_within_a_fifth_of_real_ones(real: list[str]):
    lines = fidelity.compared(real, [idea.text for idea in write(len(real))])
    off = [line for line in lines if not is_long(line) and not 0.8 <= line.ratio <= 1.2]
    assert [str(line) for line in off] == []
    poor = [line for line in lines if is_long(line) and not FLOOR <= line.ratio <= 1.2]
    assert [str(line) for line in poor] == []


def test_classes_are_as_hard_to_tell_apart_as_real_ones():
    assert FOLDER is not None
    labelled = FOLDER / "messages_labelled.xlsx"
    classes = fidelity.column(labelled, "一级分类")
    sizes = [count for _, count in Counter(classes).most_common()]
    theirs = fidelity.separation(fidelity.column(labelled, "留言详情"), classes)
    ours = fidelity.separation(*fidelity.grouped(write(4_000), sizes))
    assert abs(ours - theirs) <= 0.1
