"""Themes against known classes, beside peers; their cost; how far they move with more voices.

    python -m bench themes [texts]

Real messages are read from the folder that QUNCE_SAMPLES names; without it that part is left out.
Peers see the same words, headings counted as often, stop words gone.
"""

import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from python_calamine import CalamineWorkbook
from scipy import sparse
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.decomposition import LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import normalized_mutual_info_score
from threadpoolctl import threadpool_limits

from bench.agreement import b_cubed, either, extended
from bench.figures import keep, note
from qunce import insight
from qunce.demo.writing import Idea, write
from qunce.insight import Outcome, Understanding, themes
from qunce.insight.counting import uses
from qunce.insight.vectors import HEADING, Vectors
from qunce.insight.words import Cut, content_mask, cut

TEXTS, SHORT_TEXTS = 20_000, 38_000
CLASSES, SEEDS = 7, 8
GOAL_DEMO, GOAL_UNPLACED, GOAL_SHORT, GOAL_MOVED = 0.75, 0.10, 25.0, 0.10

Labels = Sequence[int] | NDArray[np.int64]


def whole(idea: Idea) -> str:
    return f"{idea.title}\n{idea.text}" if idea.title else idea.text


def messages() -> tuple[list[str], list[str]] | None:
    """Labelled messages and their classes."""
    folder = os.environ.get("QUNCE_SAMPLES")
    path = Path(folder or ".") / "messages_labelled.xlsx"
    if not folder or not path.exists():
        return None
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    title, body, label = (header.index(name) for name in ("留言主题", "留言详情", "一级分类"))
    texts = [f"{str(row[title]).strip()}\n{str(row[body]).strip()}" for row in rows]
    return texts, [str(row[label]) for row in rows]


def bag(words: Cut) -> sparse.csr_matrix:
    pointers, ids, counts = uses(
        words.ids, words.starts[:-1], words.starts[1:], words.heads, HEADING, len(words.words)
    )
    full = sparse.csr_matrix((counts, ids, pointers), shape=(len(words), len(words.words)))
    heard = np.bincount(full.indices, minlength=full.shape[1])
    fit = content_mask(words.words) & (heard >= 2) & (heard <= 0.5 * len(words))
    return full[:, np.flatnonzero(fit)]


def peers(words: Cut) -> dict[str, Callable[[int], Labels]]:
    counts = bag(words)
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts)

    def reduced(seed: int) -> NDArray[np.float64]:
        return TruncatedSVD(100, random_state=seed).fit_transform(weighted)

    return {
        "K-means on TF-IDF and SVD": lambda seed: KMeans(
            CLASSES, n_init=10, random_state=seed
        ).fit_predict(reduced(seed)),
        "MiniBatchKMeans on the same": lambda seed: MiniBatchKMeans(
            CLASSES, n_init=10, random_state=seed
        ).fit_predict(reduced(seed)),
        "LDA": lambda seed: (
            LatentDirichletAllocation(CLASSES, max_iter=20, random_state=seed)
            .fit_transform(counts)
            .argmax(axis=1)
        ),
    }


def labelled() -> bool:
    given = messages()
    if given is None:
        print("labelled messages left out: QUNCE_SAMPLES names no folder that holds them")
        return True
    texts, truth = given
    words = cut(texts)
    rows = Vectors().fit(words).transform(words)
    ways = {"Qunce": lambda seed: themes.parted(rows, CLASSES, seed=seed), **peers(words)}
    print(f"{len(texts)} labelled messages, {CLASSES} classes, mean of {SEEDS} seeds")
    scores = {name: _scores(name, find, truth) for name, find in ways.items()}
    ours = scores.pop("Qunce")
    best = np.max(list(scores.values()), axis=0)
    print(f"ratio to the best peer: NMI {ours[0] / best[0]:.2f}, F {ours[1] / best[1]:.2f}")
    for name, own, peer in zip(("NMI", "B-cubed F"), ours, best, strict=True):
        note(f"labelled messages, 7 classes: {name}", own, least=peer)
        note(f"the same, times the best peer ({peer:.3f})", own / peer, "×", least=1)
    return bool((ours > best).all())


def _scores(name: str, find: Callable[[int], Labels], truth: Sequence[str]) -> NDArray[np.float64]:
    began = time.process_time()
    found = [find(seed) for seed in range(SEEDS)]
    spent = (time.process_time() - began) / SEEDS
    each = [(normalized_mutual_info_score(truth, one), b_cubed(truth, list(one))) for one in found]
    nmi, f = np.mean(each, axis=0)
    print(f"  {name:28} NMI {nmi:.3f}  B-cubed F {f:.3f}  {spent:5.2f} CPU s a run")
    return np.array([nmi, f])


def leaves_of(found: Understanding) -> list[int]:
    """The main leaf of each row; a row outside any is alone."""
    return [one.themes[0] if one.themes else -row - 1 for row, one in enumerate(found.assignments)]


def subjects_of(found: Understanding) -> list[int]:
    """The parent of the main leaf of each row, a leaf without one by itself; a row may be alone."""
    above = {theme.key: theme.parent or theme.key for theme in found.themes}
    return [above.get(leaf, leaf) for leaf in leaves_of(found)]


def city(count: int) -> tuple[bool, Understanding]:
    ideas = list(write(count))
    found = insight.read([whole(idea) for idea in ideas])
    print(f"{count:,} generated ideas")
    f = _agree(ideas, found)
    unplaced = found.ledger[Outcome.UNDECIDED] + found.ledger[Outcome.NOT_UNDERSTANDABLE]
    print(f"  in no theme {unplaced / count:.1%} (goal {GOAL_UNPLACED:.0%})")
    note("the same, share in no theme", unplaced / count, most=GOAL_UNPLACED)
    subjects = subjects_of(found)
    above = b_cubed([themes[0].split("/")[0] for themes in truth_of(ideas)], subjects)
    largest = max(Counter(subject for subject in subjects if subject > 0).values()) / count
    print(f"  parents: {above:.3f} against the known subjects, the largest holds {largest:.0%}")
    note("its parents against the 12 subjects: B-cubed F", above)
    return f >= GOAL_DEMO and unplaced <= GOAL_UNPLACED * count, found


def truth_of(ideas: Sequence[Idea]) -> list[list[str]]:
    """The themes of each idea, the main one first; what has none is alone."""
    return [list(idea.themes) or [f"nothing {row}"] for row, idea in enumerate(ideas)]


def _agree(ideas: Sequence[Idea], found: Understanding) -> float:
    """F by the one theme of each idea, by either of its themes, and by all on both sides."""
    leaves, truth = leaves_of(found), truth_of(ideas)
    one = b_cubed([themes[0] for themes in truth], leaves)
    best = b_cubed(either(truth, leaves), leaves)
    chance = b_cubed(either(_dealt(truth), leaves), leaves)
    groups = [list(a.themes) or [-row - 1] for row, a in enumerate(found.assignments)]
    precision, recall, f = extended(truth, groups)
    print(
        f"  B-cubed F by one theme each {one:.3f}, by either of two {best:.3f} (goal {GOAL_DEMO})"
    )
    print(f"  by either, second themes dealt out at random: {chance:.3f}")
    print(f"  extended B-cubed: precision {precision:.3f}, recall {recall:.3f}, F {f:.3f}")
    note("generated city, 63 themes, one each: B-cubed F", one, least=GOAL_DEMO)
    note("the same, either of the themes of a text accepted", best, least=GOAL_DEMO)
    note("the same, had second themes been dealt out at random", chance)
    note("the same, all themes of a text on both sides: extended B-cubed F", f)
    return best


def _dealt(truth: Sequence[Sequence[str]]) -> list[list[str]]:
    """The same number of further themes, changed between the ideas: what is gained by freedom."""
    further = [theme for themes in truth for theme in themes[1:]]
    random.Random(0).shuffle(further)
    deck = iter(further)
    return [[themes[0], *(next(deck) for _ in themes[1:])] for themes in truth]


def moved(count: int, before: Understanding) -> bool:
    """Texts whose theme is another after one in a hundred was added."""
    after = insight.read([whole(idea) for idea in write(count * 101 // 100)])
    old, new = (np.array(leaves_of(found)[:count]) for found in (before, after))
    held = (old > 0) & (new > 0)
    table = np.zeros((old.max() + 1, new.max() + 1))
    np.add.at(table, (old[held], new[held]), 1)
    same = table[linear_sum_assignment(-table)].sum()
    share = 1 - same / held.sum()
    print(f"with 1 % more ideas {share:.1%} change their theme (goal {GOAL_MOVED:.0%})")
    note("texts that change their theme with 1 % more", share, most=GOAL_MOVED)
    return bool(share <= GOAL_MOVED)


def short() -> bool:
    first = re.compile(r"[^。！？!?\n]{4,40}")
    sayings = [said.group() for idea in write(SHORT_TEXTS) if (said := first.search(idea.text))]
    began = time.process_time()
    found = insight.read(sayings)
    spent = time.process_time() - began
    print(f"{len(sayings):,} short texts ({sum(map(len, sayings)) / len(sayings):.0f} characters)")
    print(f"  {spent:.1f} CPU s (goal {GOAL_SHORT:.0f}), {len(found.themes)} themes")
    note(f"reading of {len(sayings):,} short texts", spent, "CPU s", most=GOAL_SHORT)
    return spent <= GOAL_SHORT


def main(argv: list[str]) -> int:
    count = int(argv[0]) if argv else TEXTS
    insight.read([whole(idea) for idea in write(300)])
    with threadpool_limits(limits=1, user_api="blas"):
        good = [labelled()]
        told, found = city(count)
        good += [told, moved(count, found), short()]
    if count == TEXTS and messages():
        keep("themes")
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
