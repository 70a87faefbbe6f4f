"""Simulated panels: is the corrected ranking better than the plain mean, and what can a pair push?

    python -m bench.panels              200 runs
    python -m bench.panels --runs 40

300 candidates, 40 reviewers, 4 scores each, out of 100. Standard deviations: quality 8, severity
8, noise 10. Four reviewers score at random between 40 and 100. Two collude: they give 100 to
whatever they meet of ten candidates on which they agreed beforehand, all of them truly just below
the line of the best 60; they did not choose whom they read. “Worst” is a pair that gives 100 to ten
candidates of its own stack just below the line.
"""

import argparse
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.figures import keep, note
from qunce.insight import Panel, share_out

CANDIDATES, REVIEWERS, EACH, LINE, FAVOURED = 300, 40, 4, 60, 10
RANDOM, PAIR = (0, 1, 2, 3), (4, 5)
RUNS = 200
BETTER, CROSSED = 0.95, 4

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    """Kendall's tau with the truth of plain means and of corrected scores; how many favoured ones
    came over the line by collusion, by either, for the agreed list and for the worst pair."""

    plain: float
    corrected: float
    crossed: int
    crossed_plain: int
    worst: int


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=RUNS)
    runs = options.parse_args().runs
    began = time.process_time()
    found = [simulate(seed) for seed in range(runs)]
    seconds = (time.process_time() - began) / runs
    better = float(np.mean([run.corrected > run.plain for run in found]))
    plain, corrected = (
        float(np.mean([getattr(r, n) for r in found])) for n in ("plain", "corrected")
    )
    crossed = [run.crossed for run in found]
    print(
        f"{runs} runs: corrected better in {better:.1%} (goal {BETTER:.0%}); tau {corrected:.3f} "
        f"against {plain:.3f} of the plain mean\n"
        f"of {FAVOURED} favoured by a pair over the line: {_said(crossed)} (goal {CROSSED}); "
        f"by plain mean {_said([run.crossed_plain for run in found])}; "
        f"worst pair {_said([run.worst for run in found])}\n{seconds * 1000:.0f} CPU ms a run"
    )
    _note(found, better, plain, corrected, seconds)
    if runs == RUNS:
        keep("panels")
    return 0 if better >= BETTER and max(crossed) <= CROSSED else 1


def _said(counts: list[int]) -> str:
    return f"{np.mean(counts):.2f} in a run, at most {max(counts)}"


def _note(found: list[Run], better: float, plain: float, corrected: float, seconds: float) -> None:
    note("runs in which the corrected ranking beats the plain mean", better, least=BETTER)
    note("tau with the truth, corrected", corrected)
    note("tau with the truth, plain mean", plain)
    note("favoured over the line by a colluding pair, most in a run",
         max(run.crossed for run in found), most=CROSSED)  # fmt: skip
    note("the same, mean of the runs", float(np.mean([run.crossed for run in found])))
    note("the same by plain mean", float(np.mean([run.crossed_plain for run in found])))
    note("the same for a pair that picks among its own stack", max(run.worst for run in found))
    note("one run, shared out and corrected four times", seconds * 1000, "CPU ms")


def simulate(seed: int) -> Run:
    random = np.random.default_rng(seed)
    quality, severity = random.normal(70, 8, CANDIDATES), random.normal(0, 8, REVIEWERS)
    shares = share_out(range(CANDIDATES), range(REVIEWERS), each=EACH, seed=str(seed))
    pairs = [(own, by) for own, readers in shares.readers.items() for by in readers]
    own, by = (np.array(part) for part in zip(*pairs, strict=True))
    scores = quality[own] - severity[by] + random.normal(0, 10, len(own))
    at_random = np.isin(by, RANDOM)
    scores[at_random] = random.uniform(40, 100, at_random.sum())
    honest = scores.clip(0, 100)
    below = np.argsort(-quality)[LINE : 2 * LINE]
    agreed = random.choice(below, FAVOURED, replace=False)
    pair = np.isin(by, PAIR)
    picked = [one for one in below if one in set(own[pair].tolist())][:FAVOURED]
    pushed = np.where(pair & np.isin(own, agreed), 100.0, honest)
    truth = _fit(own, by, honest)
    told = _fit(own, by, pushed)
    worst = _fit(own, by, np.where(pair & np.isin(own, picked), 100.0, honest))
    return Run(
        plain=_tau(quality, told.raw_),
        corrected=_tau(quality, told.corrected_),
        crossed=_crossed(told.corrected_, truth.corrected_, agreed.tolist()),
        crossed_plain=_crossed(told.raw_, truth.raw_, agreed.tolist()),
        worst=_crossed(worst.corrected_, truth.corrected_, picked),
    )


def _fit(own: NDArray[np.int64], by: NDArray[np.int64], scores: Floats) -> Panel:
    return Panel().fit(own.tolist(), by.tolist(), scores.tolist())


def _crossed(after: Floats, before: Floats, favoured: list[int]) -> int:
    return len((_top(after) - _top(before)) & set(favoured))


def _top(scores: Floats) -> set[int]:
    return set(np.argsort(-scores, kind="stable")[:LINE].tolist())


def _tau(truth: Floats, scores: Floats) -> float:
    from scipy.stats import kendalltau

    return float(kendalltau(truth, scores)[0])


if __name__ == "__main__":
    raise SystemExit(main())
