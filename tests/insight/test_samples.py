"""The engine on real messages. Needs the folder that QUNCE_SAMPLES names."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook
from sklearn.metrics import normalized_mutual_info_score

from qunce.insight import Outcome, read, themes
from qunce.insight.vectors import Vectors
from qunce.insight.words import cut
from tests.insight.test_reading import check

SAMPLES = os.environ.get("QUNCE_SAMPLES", "")
pytestmark = pytest.mark.skipif(
    not SAMPLES, reason="QUNCE_SAMPLES names no folder with messages.xlsx"
)


def columns(name: str, *wanted: str) -> list[list[str]]:
    path = Path(SAMPLES) / name
    if not path.exists():
        pytest.skip(f"{path.name} is not in the folder of samples")
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    at = [rows[0].index(column) for column in wanted]
    return [[str(row[place]).strip() for place in at] for row in rows[1:]]


def test_seven_classes_of_messages_are_told_apart() -> None:
    rows = columns("messages_labelled.xlsx", "留言主题", "留言详情", "一级分类")
    words = cut([f"{title}\n{body}" for title, body, _ in rows])
    vectors = Vectors().fit(words).transform(words)
    truth = [label for *_, label in rows]
    found = [themes.parted(vectors, 7, seed=seed) for seed in range(8)]
    scores = [normalized_mutual_info_score(truth, labels) for labels in found]
    assert np.mean(scores) >= 0.40


def test_four_thousand_messages_are_read_in_fifteen_seconds_of_one_core() -> None:
    rows = columns("messages.xlsx", "留言主题", "留言详情")
    given = [f"{title}\n{body}" for title, body in rows]
    began = time.process_time()
    found = read(given)
    assert time.process_time() - began <= 15
    check(given, found)
    assert found.ledger[Outcome.UNDECIDED] <= 0.1 * len(given)
    assert found.coverage.share[199] >= 0.6
    assert len({theme.name for theme in found.themes}) == len(found.themes)
