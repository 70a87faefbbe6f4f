"""Families beside datasketch and rensa, on the same texts with known copies of known kinds.

    python -m bench.families                          151,681 texts
    python -m bench.families --texts 20000 --alone    fewer, without the peers

The texts are generated ideas of 20 to 400 characters and planted copies of them (`planting`). A
copy is found when it stands in the family of its source, a merged text when it stands with either
of its two. It is wrong to merge a text whose facts differ (kind `template`) or one that was
neither planted nor is alike. Every method is given the same keys, so what counts is proposing and
deciding, not normalising. The peers propose only: what they pair above their estimate of 0.5 is
joined.
"""

import argparse
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.figures import keep, note
from bench.planting import KINDS, MERGED, Planted, planted
from qunce.insight import families
from qunce.insight.compare import alike, contained
from qunce.insight.keys import keys as keys_of
from qunce.insight.likeness import NEAR_LONG

RECALL, PRECISION, SECONDS, MEGABYTES = 0.995, 0.99, 4.0, 800
FULL = 151_681
TIMES = {"datasketch": 30, "rensa": 5}
PLANTED = ("copy", "near", *KINDS, MERGED)

Group = Sequence[int]


@dataclass(frozen=True)
class Judged:
    seconds: float
    recall: float
    precision: float
    merged: int
    of_kind: Counter[str]
    found_of_kind: Counter[str]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=int, default=FULL)
    options.add_argument("--alone", action="store_true")
    given = options.parse_args()
    texts = planted(given.texts)
    keys = keys_of([one.text for one in texts])
    families.find(keys[:200])  # compiled before it is measured
    before = _peak()
    ours = _judge(texts, keys, _ours)
    peak = _peak()
    print(f"{len(keys):,} keys, {sum(map(len, keys)) / 1e6:.1f} million characters")
    for kind in PLANTED:
        print(f"  {kind:12} {ours.found_of_kind[kind]:6,} of {ours.of_kind[kind]:6,}")
    print(f"{'':11} CPU s  recall  precision  times ours (goal)")
    print(f"{'qunce':11} {ours.seconds:5.1f}  {ours.recall:6.4f}  {ours.precision:9.4f}")
    reached = ours.recall >= RECALL and ours.precision >= PRECISION and ours.seconds <= SECONDS
    note("recall of planted copies", ours.recall, least=RECALL)
    note("precision", ours.precision, least=PRECISION)
    note("families of 151,681 texts of 20 to 400 characters", ours.seconds, "CPU s", most=SECONDS)
    for name, peer in () if given.alone else (("datasketch", _datasketch), ("rensa", _rensa)):
        found = _judge(texts, keys, peer)
        times = found.seconds / ours.seconds
        reached &= times >= TIMES[name]
        note(f"{name}: CPU seconds, times ours", times, "×", least=TIMES[name])
        note(f"{name}: recall", found.recall)
        note(f"{name}: precision", found.precision)
        print(
            f"{name:11} {found.seconds:5.1f}  {found.recall:6.4f}  {found.precision:9.4f}"
            f"  {times:.1f} ({TIMES[name]})"
        )
    print(f"goals at 151,681 texts: recall {RECALL}, precision {PRECISION}, {SECONDS} CPU s")
    print(f"memory {peak:,} MB (goal {MEGABYTES}), {before:,} with the texts before")
    note("memory of the process", peak, "MB", most=MEGABYTES)
    if given.texts == FULL and not given.alone:
        keep("families")
    return 0 if reached and peak <= MEGABYTES else 1


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _judge(
    texts: Sequence[Planted], keys: Sequence[str], find: Callable[[Sequence[str]], list[Group]]
) -> Judged:
    began = time.process_time()
    groups = find(keys)
    seconds = time.process_time() - began
    group_of = {row: number for number, group in enumerate(groups) for row in group}
    copies = [(row, one) for row, one in enumerate(texts) if one.kind in PLANTED]
    found = [one.kind for row, one in copies if _found(group_of, row, one)]
    right = [_belongs(texts, keys, group[0], row) for group in groups for row in group[1:]]
    return Judged(
        seconds,
        len(found) / len(copies),
        sum(right) / max(len(right), 1),
        len(right),
        Counter(one.kind for _, one in copies),
        Counter(found),
    )


def _found(group_of: dict[int, int], row: int, one: Planted) -> bool:
    sources = [source for source in (one.copy_of, one.holds) if source is not None]
    return row in group_of and group_of[row] in [group_of.get(source) for source in sources]


def _belongs(texts: Sequence[Planted], keys: Sequence[str], first: int, second: int) -> bool:
    if _root(texts, first) == _root(texts, second):
        return "template" not in (texts[first].kind, texts[second].kind)
    inner, outer = sorted((keys[first], keys[second]), key=len)
    return alike(inner, outer) >= NEAR_LONG or contained(inner, outer) >= 0.9


def _root(texts: Sequence[Planted], row: int) -> int:
    source = texts[row].copy_of
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
