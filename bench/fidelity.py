"""How like real messages the demo's texts are: `python bench/fidelity.py [--seed N] [--show N]`.

Compares with the real messages in the folder that QUNCE_SAMPLES names: quantiles of length, growth
of the vocabulary, share of distinct character 5-grams, and how well a plain K-means finds the
classes. `--show` prints so many of both, side by side, for reading aloud.
"""

import argparse
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rjieba
from python_calamine import CalamineWorkbook
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score

from qunce.demo.writing import Idea, write

QUANTILES = (10, 25, 50, 75, 90)
WORD_MARKS = (5_000, 20_000, 50_000, 100_000, 200_000, 400_000, 800_000)
CHARACTER_MARKS = (30_000, 100_000, 300_000, 900_000, 1_400_000)
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Line:
    """One measure: what it is called, of the real texts, of the demo's."""

    name: str
    real: float
    demo: float

    @property
    def ratio(self) -> float:
        return self.demo / self.real


def samples() -> Path | None:
    folder = os.environ.get("QUNCE_SAMPLES")
    return Path(folder) if folder else None


def column(path: Path, name: str) -> list[str]:
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    at = header.index(name)
    return [str(row[at]).strip() for row in rows]


def squeezed(texts: Iterable[str]) -> list[str]:
    return [SPACE.sub("", text) for text in texts]


def lengths(texts: Sequence[str]) -> list[float]:
    return [float(value) for value in np.percentile([len(text) for text in texts], QUANTILES)]


def vocabulary(texts: Iterable[str]) -> dict[int, int]:
    """Number of distinct words after so many words."""
    seen: set[str] = set()
    found: dict[int, int] = {}
    marks = list(WORD_MARKS)
    read = 0
    for text in texts:
        for word in rjieba.cut(text):
            read += 1
            seen.add(word)
            if marks and read == marks[0]:
                found[marks.pop(0)] = len(seen)
        if not marks:
            break
    return found


def distinct_grams(texts: Iterable[str]) -> dict[int, float]:
    """Share of distinct 5-grams within the first so many characters."""
    seen: set[str] = set()
    found: dict[int, float] = {}
    marks = list(CHARACTER_MARKS)
    grams = characters = 0
    for text in texts:
        seen.update(text[at : at + 5] for at in range(len(text) - 4))
        grams += max(len(text) - 4, 0)
        characters += len(text)
        while marks and characters >= marks[0]:
            found[marks.pop(0)] = len(seen) / grams
        if not marks:
            break
    return found


def separation(texts: Sequence[str], classes: Sequence[str], *, runs: int = 5) -> float:
    """NMI of plain K-means (TF-IDF of words, SVD 100) with the classes, mean of some seeds."""
    counts = TfidfVectorizer(
        tokenizer=lambda text: [word for word in rjieba.cut(text) if len(word) > 1],
        token_pattern=None,
        lowercase=False,
    ).fit_transform(texts)
    vectors = TruncatedSVD(100, random_state=0).fit_transform(counts)
    many = len(set(classes))
    return float(
        np.mean(
            [
                normalized_mutual_info_score(
                    classes, KMeans(many, n_init=10, random_state=seed).fit_predict(vectors)
                )
                for seed in range(runs)
            ]
        )
    )


def grouped(ideas: Iterable[Idea], sizes: Sequence[int]) -> tuple[list[str], list[str]]:
    """As many texts of as many top-level groups as the sizes say, largest groups first."""
    kept = [idea for idea in ideas if idea.theme and idea.kind in ("plain", "many")]
    groups = [idea.theme.split("/")[0] for idea in kept]
    wanted = dict(
        zip((name for name, _ in Counter(groups).most_common(len(sizes))), sizes, strict=True)
    )
    texts, classes = [], []
    for idea, group in zip(kept, groups, strict=True):
        if wanted.get(group, 0) > 0:
            wanted[group] -= 1
            texts.append(idea.text)
            classes.append(group)
    return texts, classes


def compared(real: Sequence[str], demo: Sequence[str]) -> list[Line]:
    """Every measure but the separation, on the same number of texts."""
    real, demo = squeezed(real), squeezed(demo)
    lines = [
        Line(f"length {share} %", *pair)
        for share, *pair in zip(QUANTILES, lengths(real), lengths(demo), strict=True)
    ]
    for title, measure in (("words at", vocabulary), ("5-grams at", distinct_grams)):
        ours, theirs = measure(demo), measure(real)
        lines += [
            Line(f"{title} {mark:,}", theirs[mark], ours[mark]) for mark in theirs if mark in ours
        ]
    return lines


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args(argv)
    folder = samples()
    if folder is None:
        print("left out: QUNCE_SAMPLES names no folder, so there is nothing to compare with")
        return 0
    real = column(folder / "messages.xlsx", "留言详情")
    order = random.Random(0)
    order.shuffle(real)
    ideas = list(write(len(real), seed=options.seed))
    for line in compared(real, [idea.text for idea in ideas]):
        print(f"{line.name:18} real {line.real:10.3f}  demo {line.demo:10.3f}  {line.ratio:5.2f}")
    labelled = folder / "messages_labelled.xlsx"
    theirs, classes = column(labelled, "留言详情"), column(labelled, "一级分类")
    sizes = [count for _, count in Counter(classes).most_common()]
    ours, groups = grouped(ideas, sizes)
    print(f"K-means NMI        real {separation(theirs, classes):.3f}", end="")
    print(f"  demo {separation(ours, groups):.3f}  ({len(ours)} texts, {len(sizes)} classes)")
    for at in range(options.show):
        print(f"\n--- real\n{order.choice(real)}\n--- demo ({ideas[at].theme})\n{ideas[at].text}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
