"""Opinion groups: published ones found again, planted ones told from noise, and a million people.

    python -m bench.consensus                    1,000,000 people x 5,000 statements
    python -m bench.consensus --people 100000 --statements 1000

The folder that QUNCE_SAMPLES names may hold polis/<conversation>/ with the files that Polis
exports; published groups are compared over all participants who were given one, those that we
place nowhere as a group of their own. The peer is red-dwarf, only where somebody installed it.
"""

import argparse
import csv
import os
import resource
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from bench.figures import keep, note
from qunce.insight import OpinionGroups, Stances

FULL = (1_000_000, 5_000)
ARI, SECONDS, MEGABYTES, STANCES = 0.87, 10.0, 2_000, 30
AT_ONCE = 20_000

Longs = NDArray[np.int64]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=FULL[0])
    options.add_argument("--statements", type=int, default=FULL[1])
    asked = options.parse_args()
    OpinionGroups().fit(Stances.of(*_planted(200, 50, 20, groups=2)[0]))  # compiled beforehand
    reached = [_published(), _told_from_noise(), _large(asked.people, asked.statements)]
    if (asked.people, asked.statements) == FULL:
        keep("consensus")
    return 0 if all(reached) else 1


def _published() -> bool:
    folder = Path(os.environ.get("QUNCE_SAMPLES", "")) / "polis"
    if not folder.is_dir():
        print("left out: QUNCE_SAMPLES names no folder with polis/")
        return True
    scores = [_one_published(path) for path in sorted(folder.iterdir())]
    print(f"mean ARI {np.mean(scores):.3f} (goal {ARI})")
    note("mean ARI with three published groupings", float(np.mean(scores)), least=ARI)
    return bool(np.mean(scores) >= ARI)


def _one_published(path: Path) -> float:
    rows, out, groups = _export(path)
    began = time.process_time()
    found = OpinionGroups().fit(Stances.of(*np.array(rows).T, left_out=out))
    seconds = time.process_time() - began
    own = dict(zip(found.people_.tolist(), found.groups_.tolist(), strict=True))
    score = float(adjusted_rand_score([*groups.values()], [own[one] for one in groups]))
    print(
        f"{path.name:26} {len(own):5,} people {len(rows):7,} stances  groups {found.count_}  "
        f"ARI {score:.3f}  reliability {found.verdict_.reliability:.2f}  {seconds:.3f} CPU s"
    )
    _peer(rows, out, groups, seconds)
    return score


def _export(path: Path) -> tuple[list[tuple[int, int, int]], list[int], dict[int, int]]:
    """Stances, statements that moderators took out, and the published groups."""
    with (path / "participants-votes.csv").open(encoding="utf-8") as lines:
        header, *table = csv.reader(lines)
    with (path / "comments.csv").open(encoding="utf-8") as lines:
        states = {row["comment-id"]: row["moderated"] for row in csv.DictReader(lines)}
    rows = [
        (int(row[0]), int(statement), int(value))
        for row in table
        for statement, value in zip(header[6:], row[6:], strict=True)
        if value
    ]
    out = [int(statement) for statement in header[6:] if states.get(statement) == "-1"]
    return rows, out, {int(row[0]): int(row[1]) for row in table if row[1]}


def _peer(
    rows: list[tuple[int, int, int]], out: list[int], groups: dict[int, int], ours: float
) -> None:
    try:
        from reddwarf.implementations.polis import run_pipeline
    except ImportError:
        return
    votes = [
        {"participant_id": one, "statement_id": statement, "vote": value}
        for one, statement, value in rows
    ]
    began = time.process_time()
    found = run_pipeline(votes=votes, mod_out_statement_ids=out)
    seconds = time.process_time() - began
    own = found.participants_df["cluster_id"].fillna(-1).to_dict()
    score = adjusted_rand_score([*groups.values()], [own.get(one, -1) for one in groups])
    print(f"{'red-dwarf':26} ARI {score:.3f}  {seconds:.2f} CPU s, {seconds / ours:.0f} times ours")


def _planted(
    people: int, statements: int, votes: int, *, groups: int, apart: float = 2.0, seed: int = 0
) -> tuple[tuple[Longs, Longs, Longs], Longs]:
    """Stances in random order, and each person's group; one group is noise."""
    random = np.random.default_rng([seed, people, statements, groups])
    own = random.integers(0, groups, people)
    odds = random.normal(0, 1, statements) + random.normal(0, apart, (groups, statements))
    parts = [
        _answers(random, np.arange(at, min(at + AT_ONCE, people)), own, odds, votes)
        for at in range(0, people, AT_ONCE)
    ]
    rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = random.permutation(len(rows))
    return (rows[order], columns[order], values[order]), own


def _answers(
    random: np.random.Generator, people: Longs, own: Longs, odds: NDArray[np.float64], votes: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    width = odds.shape[1]
    rows = np.repeat(people, np.maximum(random.poisson(votes, len(people)), 1))
    rows, columns = np.divmod(np.unique(rows * width + random.integers(0, width, len(rows))), width)
    agrees = random.random(len(rows)) < 1 / (1 + np.exp(-odds[own[rows], columns]))
    values = np.where(random.random(len(rows)) < 0.1, 0, np.where(agrees, 1, -1))
    return rows.astype(np.int32), columns.astype(np.int32), values.astype(np.int8)


def _told_from_noise() -> bool:
    """8,000 people, 5,000 statements: groups named where they would be right, not in noise."""
    honest = True
    for groups, apart in ((1, 0.0), (2, 1.0), (2, 2.0), (4, 2.0)):
        for votes in (20, 40, 80):
            planted, own = _planted(8_000, 5_000, votes, groups=groups, apart=apart)
            found = OpinionGroups().fit(Stances.of(*planted))
            score = adjusted_rand_score(own[found.people_], found.groups_)
            verdict = found.verdict_
            print(
                f"{groups} planted, {apart} apart, {votes} stances each: found {found.count_}, "
                f"ARI {score:.2f}, reliability {verdict.reliability:.2f} "
                f"{verdict.reason} {verdict.needed or ''}"
            )
            honest &= found.count_ == 0 if groups == 1 or votes == 20 else True
    note("noise or 20 stances each of 5,000: no groups named (1: never)", honest, least=1)
    return honest


def _large(people: int, statements: int) -> bool:
    planted, own = _planted(people, statements, STANCES, groups=2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began = time.process_time()
    stances = Stances.of(*planted)
    read = time.process_time() - began
    found = OpinionGroups().fit(stances)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    score = adjusted_rand_score(own[found.people_], found.groups_)
    print(
        f"{people:,} people x {statements:,} statements, {len(stances.marks):,} stances: "
        f"{seconds:.1f} CPU s, of them {read:.1f} to take them in (goal {SECONDS} for a million "
        f"x 5,000); found {found.count_}, ARI {score:.2f}\n"
        f"memory of the process {peak:,} MB (goal {MEGABYTES:,}), {before:,} MB before"
    )
    note("a million people, 5,000 statements, 30 million stances", seconds, "CPU s", most=SECONDS)
    note("memory of the process", peak, "MB", most=MEGABYTES)
    return seconds <= SECONDS and peak <= MEGABYTES


if __name__ == "__main__":
    raise SystemExit(main())
