"""Families beside datasketch and rensa, on the same generated ideas with known copies.

    python -m bench.families               20,000 texts
    python -m bench.families --texts 151681

A planted copy is found when it stands in the family of its source; it is wrong to merge a text
whose facts differ (kind `template`) or one that was neither planted nor is alike. Every method is
given the same keys, so what counts is proposing and deciding, not normalising. The peers propose
only: what they pair above their estimate of 0.5 is joined.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qunce.demo.writing import Idea, write
from qunce.insight import families
from qunce.insight.compare import NEAR_LONG, alike, contained
from qunce.insight.keys import key

RECALL, PRECISION, SECONDS, MEGABYTES = 0.995, 0.99, 4.0, 800
TIMES = {"datasketch": 30, "rensa": 5}
PLANTED = ("copy", "near")

Group = Sequence[int]


@dataclass(frozen=True)
class Judged:
    seconds: float
    recall: float
    precision: float


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=int, default=20_000)
    ideas = list(write(options.parse_args().texts))
    keys = [key(idea.text) for idea in ideas]
    families.find(keys[:200])  # compiled before it is measured
    ours = _judge(ideas, keys, _ours)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(keys):,} keys, {sum(map(len, keys)) / 1e6:.1f} million characters")
    print(f"{'':11} CPU s  recall  precision  times ours (goal)")
    print(f"{'qunce':11} {ours.seconds:5.1f}  {ours.recall:6.3f}  {ours.precision:9.3f}")
    reached = ours.recall >= RECALL and ours.precision >= PRECISION and ours.seconds <= SECONDS
    for name, peer in (("datasketch", _datasketch), ("rensa", _rensa)):
        found = _judge(ideas, keys, peer)
        times = found.seconds / ours.seconds
        reached &= times >= TIMES[name]
        print(
            f"{name:11} {found.seconds:5.1f}  {found.recall:6.3f}  {found.precision:9.3f}"
            f"  {times:.1f} ({TIMES[name]})"
        )
    print(f"goals at 151,681 texts: recall {RECALL}, precision {PRECISION}, {SECONDS} CPU s")
    print(f"memory of the process {peak:,} MB (goal {MEGABYTES})")
    return 0 if reached and peak <= MEGABYTES else 1


def _judge(
    ideas: Sequence[Idea], keys: Sequence[str], find: Callable[[Sequence[str]], list[Group]]
) -> Judged:
    began = time.process_time()
    groups = find(keys)
    seconds = time.process_time() - began
    group_of = {row: number for number, group in enumerate(groups) for row in group}
    planted = [(row, idea.copy_of) for row, idea in enumerate(ideas) if idea.kind in PLANTED]
    found = sum(
        group_of.get(row, -1) == group_of.get(source, -2)
        for row, source in planted
        if source is not None
    )
    right = [_belongs(ideas, keys, group[0], row) for group in groups for row in group[1:]]
    return Judged(seconds, found / len(planted), sum(right) / max(len(right), 1))


def _belongs(ideas: Sequence[Idea], keys: Sequence[str], first: int, second: int) -> bool:
    if _root(ideas, first) == _root(ideas, second):
        return "template" not in (ideas[first].kind, ideas[second].kind)
    inner, outer = sorted((keys[first], keys[second]), key=len)
    return alike(inner, outer) >= NEAR_LONG or contained(inner, outer) >= 0.9


def _root(ideas: Sequence[Idea], row: int) -> int:
    source = ideas[row].copy_of
    return row if source is None else source


def _ours(keys: Sequence[str]) -> list[Group]:
    found = [group for group in families.find(keys) if group.kind != families.TEMPLATE]
    return [
        (group.representative, *(row for row in group.members if row != group.representative))
        for group in found
    ]


def _shingles(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(max(len(text) - 2, 1))}


def _datasketch(keys: Sequence[str]) -> list[Group]:
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    sketches = []
    for row, text in enumerate(keys):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in _shingles(text)])
        sketches.append(sketch)
        lsh.insert(row, sketch)
    return _joined(len(keys), _estimated(lsh, sketches))


def _rensa(keys: Sequence[str]) -> list[Group]:
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    sketches = []
    for row, text in enumerate(keys):
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(list(_shingles(text)))
        sketches.append(sketch)
        lsh.insert(row, sketch)
    return _joined(len(keys), _estimated(lsh, sketches))


def _estimated(lsh: Any, sketches: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Pairs that the index proposes and whose estimate is 0.5 or more."""
    for row, sketch in enumerate(sketches):
        for other in lsh.query(sketch):
            if other > row and sketch.jaccard(sketches[other]) >= 0.5:
                yield row, other


def _joined(total: int, pairs: Iterator[tuple[int, int]]) -> list[Group]:
    above = list(range(total))

    def top(row: int) -> int:
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row

    for first, second in pairs:
        above[top(second)] = top(first)
    groups: dict[int, list[int]] = {}
    for row in range(total):
        groups.setdefault(top(row), []).append(row)
    return [group for group in groups.values() if len(group) > 1]


if __name__ == "__main__":
    raise SystemExit(main())
