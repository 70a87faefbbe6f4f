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


def test_lengths_words_and_phrases_are_within_a_fifth_of_real_ones(real: list[str]):
    demo = [idea.text for idea in write(len(real))]
    off = [line for line in fidelity.compared(real, demo) if not 0.8 <= line.ratio <= 1.2]
    assert [str(line) for line in off] == []


def test_classes_are_as_hard_to_tell_apart_as_real_ones():
    assert FOLDER is not None
    labelled = FOLDER / "messages_labelled.xlsx"
    classes = fidelity.column(labelled, "一级分类")
    sizes = [count for _, count in Counter(classes).most_common()]
    theirs = fidelity.separation(fidelity.column(labelled, "留言详情"), classes)
    ours = fidelity.separation(*fidelity.grouped(write(4_000), sizes))
    assert ours == pytest.approx(theirs, abs=0.1)
