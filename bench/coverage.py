"""How much has been heard after 200 voices of the demo city: `python -m bench.coverage`.

Ours beside 200 drawn at random and the 200 that most voices repeat. `--ideas N` sets the size.
The rule for *heard* stands in `qunce.insight.coverage`.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.figures import keep, note
from qunce import insight
from qunce.demo.writing import write
from qunce.insight import Outcome, Understanding
from qunce.insight.coverage import HEARD, heard
from qunce.insight.vectors import Floats

READ, IDEAS = 200, 20_000
WITHIN = (0.5, HEARD, 0.7)
GOAL, TIMES = 0.9, 1.5
SMALLEST = 0.001
DRAWS = 5


@dataclass(frozen=True)
class City:
    """Independent voices of a reading: rows, unit vectors, leaves (-1 for none), copies of each."""

    rows: list[int]
    vectors: Floats
    leaves: NDArray[np.int64]
    said: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], found: Understanding) -> "City":
        counted = (Outcome.THEME, Outcome.UNDECIDED)
        rows = [r for r, one in enumerate(found.assignments) if one.outcome in counted]
        leaves = [next(iter(found.assignments[row].themes), -1) for row in rows]
        placer = found.placer
        vectors = placer.vectors.of_known(placer.words.cut([texts[row] for row in rows]))
        said = np.ones(len(texts), np.int64)
        for family in found.families:
            if family.kind != "template":
                said[family.representative] = len(family.members)
        return cls(rows, vectors, np.array(leaves), said[rows])

    def share(self, read: Sequence[int], within: float) -> float:
        return float(heard(self.vectors, self.leaves, read, within=within).mean())

    def at_random(self, within: float) -> float:
        random = np.random.default_rng(0)
        draws = [random.choice(len(self.rows), READ, replace=False) for _ in range(DRAWS)]
        return float(np.mean([self.share(draw.tolist(), within) for draw in draws]))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ideas", type=int, default=IDEAS)
    texts = [idea.text for idea in write(options.parse_args().ideas)]
    found = insight.read(texts)
    city = City.of(texts, found)
    at = {row: position for position, row in enumerate(city.rows)}
    ours = [at[row] for row in found.coverage.order[:READ]]
    repeated = np.argsort(-city.said, kind="stable")[:READ].tolist()
    print(f"{len(texts):,} ideas, {len(city.rows):,} independent; {READ} read; share heard")
    print("within   ours  random  most repeated  ours/random (goal)")
    for within in WITHIN:
        mine, random = city.share(ours, within), city.at_random(within)
        print(
            f"{within:6.1f} {mine:6.3f}  {random:6.3f}  {city.share(repeated, within):13.3f}  "
            f"{mine / random:.2f} (at most {1 / random:.2f}; goal {TIMES})"
        )
        # By chance so much is heard within 0.5 that nothing could be half as much again.
        goal, more = (GOAL, TIMES) if within == HEARD else (None, None)
        note(f"heard within {within} after {READ}", mine, least=goal)
        note(f"the same, times that of {READ} at random", mine / random, "×", least=more)
        often = city.share(repeated, within)
        note(f"the same, times that of the {READ} most repeated", mine / often, "×", least=more)
    unheard = _unheard(city, ours)
    print(f"themes above {SMALLEST:.1%} of which nobody was read: {unheard} (goal 0)")
    note("themes above 0.1 % of which nobody was read", unheard, most=0)
    if len(texts) == IDEAS:
        keep("coverage")
    return int(city.share(ours, HEARD) < GOAL or unheard > 0)


def _unheard(city: City, read: Sequence[int]) -> int:
    leaves, sizes = np.unique(city.leaves[city.leaves >= 0], return_counts=True)
    large = leaves[sizes > SMALLEST * len(city.rows)]
    return int((~np.isin(large, city.leaves[list(read)])).sum())


if __name__ == "__main__":
    raise SystemExit(main())
