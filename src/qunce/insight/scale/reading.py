"""Families and themes over partitions: the stages one after the other, each spread over workers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from qunce.insight.scale import stars
from qunce.insight.scale.joining import join_band, join_runs
from qunce.insight.scale.learning import draw, learn, least
from qunce.insight.scale.placing import Counted, Table, decide, place, silent_table
from qunce.insight.scale.proving import prove
from qunce.insight.scale.ranges import Ranges, Stretch, borders, merge, sort_part
from qunce.insight.scale.running import Run, here
from qunce.insight.scale.shelf import Shelf
from qunce.insight.scale.sketching import bucket_bits, sketch
from qunce.insight.scale.sources import Source
from qunce.insight.signatures import BANDS
from qunce.insight.understanding import Outcome, Theme
from qunce.insight.vectors import LEARN_FROM

Tell = Callable[[str, float], None]
# Keys that one task holds at a time.
KEYS_A_RANGE = 50_000
# Keys whose bands one join holds at a time.
KEYS_A_JOIN = 1_000_000


@dataclass(frozen=True)
class Found:
    """Families and themes of many texts; what concerns single rows stays in the folder.

    `themes` are parents first, with `size` (rows) and `independent` texts by main theme; their
    `members` are empty, `representatives` are rows. `families` counts them by kind.
    `sum(ledger.values()) == received`. `tables()` reads the rows.
    """

    received: int
    ledger: Mapping[Outcome, int]
    independent: int
    families: Mapping[str, int]
    themes: tuple[Theme, ...]
    shelf: Shelf
    runs: tuple[str, ...]
    ranges: int

    def tables(self) -> Iterator[Table]:
        """What became of each row, range by range; every row is in one table."""
        for number in range(self.ranges):
            yield Table.load(self.shelf, f"table-{number}")
        for run in self.runs:
            yield silent_table(self.shelf, run)


def read(
    source: Source,
    *,
    folder: Path | str,
    run: Run = here,
    keys_a_range: int = KEYS_A_RANGE,
    sample: int = LEARN_FROM,
    progress: Tell | None = None,
    seed: int = 0,
) -> Found:
    """Read texts of any number: families, themes and their names, one outcome a row.

    `folder` is empty and seen by every worker: what a stage leaves for the next lies there. Memory
    is that of a range, however many there are. Families are those of `insight.read`. Themes are
    learned on `sample` independent texts chosen by a hash of their keys; every text is then placed
    as one that arrives later. Neither the parts of the source nor `keys_a_range` nor `run` change
    the result. ValueError if the folder is not empty.
    """
    if any(Path(folder).iterdir()):
        raise ValueError(f"not empty: {folder}")
    say = progress or (lambda stage, share: None)
    shelf = Shelf(str(folder))
    runs = _runs(shelf, source, run, say)
    ranges, characters = _ranges(shelf, runs, run, keys_a_range, say)
    _families(ranges, run, say)
    themes = _themes(ranges, characters, run, sample, seed, say)
    counted = _places(ranges, run, say)
    silent = sum(one.silent for one in runs)
    counts = Counted.nothing()
    for one in counted:
        counts.add(one)
    counts.outcomes[Outcome.NOT_UNDERSTANDABLE] = silent
    return Found(
        received=sum(one.rows for one in runs),
        ledger={outcome: counts.outcomes[outcome] for outcome in Outcome},
        independent=counts.outcomes[Outcome.THEME] + counts.outcomes[Outcome.UNDECIDED],
        families=dict(sorted(counts.families.items())),
        themes=_sized(themes, counts),
        shelf=shelf,
        runs=tuple(one.name for one in runs),
        ranges=len(ranges),
    )


def _runs(shelf: Shelf, source: Source, run: Run, say: Tell) -> list[Stretch]:
    say("text", 0.0)
    parts = ((shelf, number, part) for number, part in enumerate(source.parts(shelf)))
    return [one for several in run(sort_part, parts) for one in several]


def _ranges(
    shelf: Shelf, runs: Sequence[Stretch], run: Run, keys_a_range: int, say: Tell
) -> tuple[Ranges, int]:
    say("sort", 0.0)
    names = [one.name for one in runs]
    bounds = pairwise([None, *borders(runs, keys_a_range), None])
    tasks = ((shelf, number, names, low, high) for number, (low, high) in enumerate(bounds))
    merged = list(run(merge, tasks))
    for field in ("key", "text", "rows"):
        shelf.drop(f"run-*.{field}*")
    shelf.drop("given-*")
    firsts = np.cumsum([0, *(keys for keys, _ in merged)], dtype=np.int64)
    return Ranges(shelf, firsts), sum(characters for _, characters in merged)


def _families(ranges: Ranges, run: Run, say: Tell) -> None:
    say("families", 0.0)
    every = [(ranges, number) for number in range(len(ranges))]
    _all(run, sketch, every)
    shares = -(-ranges.total // KEYS_A_JOIN)
    bands = [(band, share) for band in range(BANDS) for share in range(shares)]
    say("families", 0.2)
    _all(run, join_band, [(ranges, band, share, shares) for band, share in bands])
    ranges.shelf.drop("range-*.band.npy")
    buckets = range(1 << bucket_bits(ranges.total))
    _all(run, join_runs, [(ranges, bucket) for bucket in buckets])
    ranges.shelf.drop("range-*.met*")
    say("families", 0.5)
    alike = [f"alike-{band}-{share}" for band, share in bands]
    inside = [f"inside-{bucket}" for bucket in buckets]
    _all(run, prove, [(*task, alike, inside) for task in every])
    ranges.shelf.drop("alike-*")
    ranges.shelf.drop("inside-*")
    for field in ("signature", "run", "run_ends"):
        ranges.shelf.drop(f"range-*.{field}.npy")
    say("families", 0.9)
    stars.gather(ranges, run)


def _themes(
    ranges: Ranges, characters: int, run: Run, most: int, seed: int, say: Tell
) -> tuple[Theme, ...]:
    say("themes", 0.0)
    drawn = run(draw, ((ranges, number, most) for number in range(len(ranges))))
    sample, whole = least(drawn, most)
    (themes,) = run(learn, [(ranges, sample, whole, characters, seed)])
    return themes


def _places(ranges: Ranges, run: Run, say: Tell) -> list[Counted]:
    say("places", 0.0)
    every = [(ranges, number) for number in range(len(ranges))]
    _all(run, place, every)
    counted = list(run(decide, every))
    say("places", 1.0)
    return counted


def _all(run: Run, function: Callable[..., Any], tasks: Sequence[tuple[Any, ...]]) -> None:
    for _ in run(function, tasks):
        pass


def _sized(themes: Sequence[Theme], counts: Counted) -> tuple[Theme, ...]:
    """The same themes, with all rows counted instead of the sample."""

    def of(theme: Theme, counter: Mapping[int, int]) -> int:
        return sum(counter[key] for key in theme.children or (theme.key,))

    return tuple(
        replace(
            theme,
            members=(),
            size=of(theme, counts.sizes),
            independent=of(theme, counts.independent),
        )
        for theme in themes
    )
