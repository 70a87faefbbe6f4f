"""The reading over partitions: the same whatever the partition, and whoever does the work."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from threading import Lock

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from qunce.demo.writing import write
from qunce.insight import Outcome, read, scale
from qunce.insight.clusters import nearest
from qunce.insight.scale import joining, sketching
from qunce.insight.scale.placing import closest
from qunce.insight.scale.ranges import Ranges, merge, sort_part
from qunce.insight.scale.shelf import Shelf
from qunce.insight.scale.sketching import sketch
from qunce.insight.vectors import unit
from tests.insight.corpus import misspelt, texts
from tests.insight.test_reading import HOSTILE

Family = tuple[tuple[int, ...], int, str]


@pytest.fixture(scope="module")
def city() -> list[str]:
    """Ideas with copies, templates, slogans and junk, some inside others, some quite the same."""
    ideas = [f"{one.title}\n{one.text}" if one.title else one.text for one in write(900)]
    longer = [f"{ideas[at]}\n{ideas[at + 1]}" for at in range(0, 60, 3)]
    return [*ideas, *longer, *ideas[:30], *(misspelt(one, 3) for one in ideas[40:80])]


def parted(given: Sequence[str], parts: int) -> scale.Batches:
    cuts = [len(given) * at // parts for at in range(parts + 1)]
    return scale.Batches([given[a:b] for a, b in pairwise(cuts)])


def spread(folder: Path, given: Sequence[str], parts: int, **more: int) -> scale.Found:
    folder.mkdir()
    return scale.read(parted(given, parts), folder=folder, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def one(city: list[str], tmp_path_factory: pytest.TempPathFactory) -> scale.Found:
    """In one piece, themes learned from part of it."""
    return scale.read(parted(city, 1), folder=tmp_path_factory.mktemp("one"), sample=500)


def families(found: scale.Found) -> list[Family]:
    members: dict[tuple[int, str], list[int]] = defaultdict(list)
    for table in found.tables():
        for row, first, kind, template in zip(
            table.row.tolist(),
            table.stands_for.tolist(),
            table.kind.tolist(),
            table.template.tolist(),
            strict=True,
        ):
            if kind:
                members[first, scale.FAMILY_KINDS[kind]].append(row)
            if template >= 0:
                members[template, "template"].append(row)
    return sorted((tuple(sorted(rows)), *key) for key, rows in members.items())


def lines(found: scale.Found) -> dict[int, tuple[float, ...]]:
    """Everything that is said of each row."""
    return {
        int(line[0]): tuple(line[1:])
        for table in found.tables()
        for line in zip(*(column.tolist() for column in vars(table).values()), strict=True)
    }


def same(first: scale.Found, second: scale.Found) -> bool:
    return (
        lines(first) == lines(second)
        and first.themes == second.themes
        and first.ledger == second.ledger
        and first.families == second.families
        and first.independent == second.independent
    )


def test_families_are_those_of_a_reading(city: list[str], one: scale.Found) -> None:
    known = read(city)
    expected = sorted((one.members, one.representative, one.kind) for one in known.families)
    assert families(one) == expected
    assert one.families == Counter(kind for *_, kind in expected)
    assert set(one.families) == {"exact", "near", "contained", "template"}
    assert one.independent == known.independent
    assert one.ledger[Outcome.DUPLICATE] == known.ledger[Outcome.DUPLICATE]


@pytest.mark.parametrize(("parts", "keys_a_range"), [(3, 300), (7, 90)])
def test_the_partition_changes_nothing(
    parts: int, keys_a_range: int, city: list[str], one: scale.Found, tmp_path: Path
) -> None:
    found = spread(tmp_path / "work", city, parts, keys_a_range=keys_a_range, sample=500)
    assert found.ranges > parts
    assert same(found, one)


def test_four_workers_find_what_one_process_finds(
    city: list[str], one: scale.Found, tmp_path: Path
) -> None:
    path = tmp_path / "texts.parquet"
    parquet.write_table(pa.table({"text": city}), path, row_group_size=200)
    (tmp_path / "work").mkdir()
    with scale.cluster(workers=4) as run:
        found = scale.read(
            scale.Parquet([path]), folder=tmp_path / "work", run=run, keys_a_range=300, sample=500
        )
    assert same(found, one)


def test_every_row_has_one_line_and_the_sums_are_equal(city: list[str], one: scale.Found) -> None:
    rows = [row for table in one.tables() for row in table.row.tolist()]
    assert sorted(rows) == list(range(len(city)))
    assert sum(one.ledger.values()) == one.received == len(city)
    told = Counter(scale.OUTCOMES[code] for table in one.tables() for code in table.outcome)
    assert told == Counter(one.ledger)
    leaves = [theme for theme in one.themes if not theme.children]
    themed = sum(int((table.theme > 0).sum()) for table in one.tables())
    assert sum(theme.size for theme in leaves) == themed > len(city) // 2
    assert sum(theme.independent for theme in leaves) == one.ledger[Outcome.THEME]


def test_a_copy_has_the_theme_of_what_it_copies(one: scale.Found) -> None:
    told = lines(one)
    copies = [line for row, line in told.items() if line[1] not in (row, -1)]
    assert len(copies) > 30
    assert all(line[4] == told[int(line[1])][4] for line in copies)


def test_learned_from_all_the_themes_are_those_of_a_reading(tmp_path: Path) -> None:
    given = texts(300)
    found = spread(tmp_path / "work", given, 3, keys_a_range=70)
    known = read(given)
    assert {theme.name for theme in found.themes} == {theme.name for theme in known.themes}
    mine = {theme.key: theme.name for theme in found.themes} | {0: ""}
    placed = [mine[int(line[4])] for _, line in sorted(lines(found).items())]
    yours = [[known.theme(key).name for key in one.themes[:1]] for one in known.assignments]
    # A reading settles its texts in rounds; here each is placed once, as one that arrives later.
    agreed = sum([name] == names for name, names in zip(placed, yours, strict=True) if name)
    assert agreed >= 0.95 * len(given)


def test_whatever_is_said_is_accounted_for(tmp_path: Path) -> None:
    given = [*HOSTILE, "\ud83d", "\udc00 坏了", *["一样的话"] * 50]
    found = spread(tmp_path / "work", given, 4, keys_a_range=3)
    assert sum(found.ledger.values()) == found.received == len(given)
    known = read(given)
    for outcome in (Outcome.DUPLICATE, Outcome.NOT_UNDERSTANDABLE):
        assert found.ledger[outcome] == known.ledger[outcome]


def test_nothing_is_read_politely(tmp_path: Path) -> None:
    found = spread(tmp_path / "work", [], 1)
    assert (found.received, found.themes, lines(found)) == (0, (), {})
    silent = spread(tmp_path / "silent", ["？", "", "。。"], 2)
    assert silent.ledger[Outcome.NOT_UNDERSTANDABLE] == 3
    assert sorted(lines(silent)) == [0, 1, 2]


def test_rows_of_parquet_are_counted_over_groups_and_files(tmp_path: Path) -> None:
    first, second = tmp_path / "1.parquet", tmp_path / "2.parquet"
    parquet.write_table(pa.table({"said": ["甲", None, "丙"]}), first, row_group_size=2)
    parquet.write_table(pa.table({"said": ["丁"]}), second)
    parts = scale.Parquet([first, second], column="said").parts(Shelf(str(tmp_path)))
    told = [(part.first, list(part.batches())) for part in parts]
    assert told == [(0, [["甲", ""]]), (2, [["丙"]]), (3, [["丁"]])]


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(ValueError, match="not empty"):
        scale.read(parted([], 1), folder=tmp_path)


@pytest.fixture(scope="module")
def sketched(city: list[str], tmp_path_factory: pytest.TempPathFactory) -> Ranges:
    shelf = Shelf(str(tmp_path_factory.mktemp("sketched")))
    runs = [run for part in parted(city, 1).parts(shelf) for run in sort_part(shelf, 0, part)]
    count, _ = merge(shelf, 0, [run.name for run in runs], None, None)
    ranges = Ranges(shelf, np.array([0, count]))
    sketch(ranges, 0)
    return ranges


def codes(ranges: Ranges, names: Iterator[str]) -> set[int]:
    return {int(code) for name in names for code in ranges.shelf.get(name, "pair")}


def test_a_band_is_joined_in_shares_as_at_once(sketched: Ranges) -> None:
    for band in range(4):
        joining.join_band(sketched, band, 0, 1)
        whole = codes(sketched, iter([f"alike-{band}-0"]))
        counts = [joining.join_band(sketched, band, share, 3) for share in range(3)]
        assert whole
        assert codes(sketched, (f"alike-{band}-{share}" for share in range(3))) == whole
        assert sum(counts) == len(whole) > max(counts)


def test_runs_are_joined_in_buckets_as_at_once(
    sketched: Ranges, monkeypatch: pytest.MonkeyPatch
) -> None:
    joining.join_runs(sketched, 0)
    whole = codes(sketched, iter(["inside-0"]))
    monkeypatch.setattr(sketching, "_KEYS_A_BUCKET", 100)
    sketch(sketched, 0)
    buckets = 1 << sketching.bucket_bits(sketched.total)
    for bucket in range(buckets):
        joining.join_runs(sketched, bucket)
    assert buckets > 4
    assert codes(sketched, (f"inside-{bucket}" for bucket in range(buckets))) == whole != set()


def test_the_nearest_leaf_does_not_depend_on_the_rows_beside() -> None:
    random = np.random.default_rng(1)
    rows = unit(random.normal(size=(500, 150)).astype(np.float32))
    centres = unit(random.normal(size=(60, 150)).astype(np.float32))
    across = np.ascontiguousarray(centres.T)
    best, near = closest(rows, across)
    assert (best == nearest(rows, centres)[0]).all()
    assert np.allclose(near, nearest(rows, centres)[1], atol=1e-6)
    for at in range(0, 500, 50):
        alone = closest(rows[at : at + 1], across)
        assert (alone[0][0], alone[1][0]) == (best[at], near[at])


def test_an_executor_never_has_more_tasks_than_it_may() -> None:
    lock, running, most = Lock(), 0, 0

    def tasks() -> Iterator[tuple[int]]:
        nonlocal running, most
        for number in range(20):
            with lock:
                running += 1
                most = max(most, running)
            yield (number,)

    def twice(number: int) -> int:
        return 2 * number

    results = []
    with ThreadPoolExecutor(2) as executor:
        for result in scale.through(executor, ahead=3)(twice, tasks()):
            running -= 1
            results.append(result)
    assert results == list(range(0, 40, 2))
    assert most == 3


def test_a_task_that_fails_ends_the_run() -> None:
    with ThreadPoolExecutor(2) as executor:
        run = scale.through(executor, ahead=2)
        with pytest.raises(ZeroDivisionError):
            list(run(lambda number: 1 // number, ((number,) for number in (1, 0, 1))))
