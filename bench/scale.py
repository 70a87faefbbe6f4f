"""Families and themes over partitions: does time grow as the texts do, and does memory not?

    python -m bench scale                     10,000 and 40,000 texts
    python -m bench scale 150000 1500000      other sizes
    python -m bench scale --workers 4         by a local Dask cluster as well

Texts are sentences of generated ideas, recombined within each theme, behind a made-up address. One
idea is written for eight texts, so a sentence is said eight times or so whatever the size. 3 of
100 texts repeat an earlier one, 3 more repeat it with slips. They are written to Parquet, 50,000
a row group, and streamed from there. Each size is a process of its own; CPU seconds and memory are
those of that process, or with workers the sum and the largest of all. Files of the working folder
are mapped: their pages count as memory while the machine has room, and go when it has not. What the
process holds of its own is told apart, looked at twenty times a second.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.figures import keep, note
from qunce.demo.writing import write
from qunce.insight import scale
from qunce.insight.text import sentences

SIZES = (10_000, 40_000)
# Only runs of these sizes, or larger ones, are kept for the page.
FULL = (150_000, 600_000)
TEXTS_AN_IDEA, GROUP = 8, 50_000
COPIES, SLIPS = 0.03, 0.03
# Time a text may grow so much from the smallest size to the largest; memory stays below.
GROWTH, MEGABYTES = 1.2, 1_000


@dataclass(frozen=True)
class Size:
    """One run: CPU seconds, those that grow with the texts, MB at most and MB of its own."""

    texts: int
    seconds: float
    free: float
    peak: float
    own: float


def main(argv: list[str]) -> int:
    options = argparse.ArgumentParser()
    options.add_argument("sizes", type=int, nargs="*", default=SIZES)
    options.add_argument("--workers", type=int, default=0)
    options.add_argument("--measure", type=Path)
    chosen = options.parse_args(argv)
    if chosen.measure:
        return _measure(chosen.measure, chosen.workers)
    return max(_compare(chosen.sizes, workers) for workers in {0, chosen.workers})


def varied(count: int, *, seed: int = 2026) -> Iterator[str]:
    """Texts about one theme each; the same for the same count and seed."""
    pool, sizes = defaultdict(list), defaultdict(list)
    for idea in write(max(count // TEXTS_AN_IDEA, 1_000)):
        if idea.theme:
            said = [idea.text[a:b] for a, b in sentences(idea.text)]
            pool[idea.theme] += said
            sizes[idea.theme].append(len(said))
    themes = sorted(pool)
    weights = [len(sizes[theme]) for theme in themes]
    draw = random.Random(seed)
    latest: deque[str] = deque(maxlen=10_000)
    for _ in range(count):
        kind = draw.random()
        if latest and kind < COPIES + SLIPS:
            text = draw.choice(latest)
            yield text if kind < COPIES else _slipped(text, draw)
            continue
        theme = draw.choices(themes, weights)[0]
        chosen = [draw.choice(pool[theme]) for _ in range(draw.choice(sizes[theme]))]
        text = f"{draw.choice('东西南北中')}{draw.randint(1, 999)}号，" + "".join(chosen)
        latest.append(text)
        yield text


def _slipped(text: str, draw: random.Random) -> str:
    chars = list(text)
    for _ in range(3):
        at = draw.randrange(len(chars) // 2, len(chars))
        chars[at] = draw.choice(("", chars[at] * 2))
    return "".join(chars)


def _compare(sizes: list[int], workers: int) -> int:
    a_text: list[Size] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="qunce-scale-") as folder:
            path = Path(folder) / "texts.parquet"
            characters = _written(path, size)
            by = f"{workers} workers" if workers else "one process"
            print(f"{size:,} texts, {characters / 1e6:.1f} million characters, {by}", flush=True)
            command = [sys.executable, "-m", "bench.scale", "--measure", str(path)]
            ran = subprocess.run(
                [*command, "--workers", str(workers)], check=True, text=True, capture_output=True
            )
            *told, last = ran.stdout.splitlines()
            print("\n".join(told), flush=True)
            seconds, fixed, peak, own = map(float, last.split())
            a_text.append(Size(size, seconds, seconds - fixed, peak, own))
    return _judged(a_text)


def _judged(sizes: list[Size]) -> int:
    small, large = sizes[0], sizes[-1]
    growth = (large.seconds / large.texts) / (small.seconds / small.texts)
    free = (large.free / large.texts) / (small.free / small.texts)
    print(
        f"a text costs {growth:.2f} times as much at {large.texts:,} as at {small.texts:,}"
        f" (goal {GROWTH}); without what is learned once {free:.2f};"
        f" memory {large.peak:,.0f} MB, its own {large.own:,.0f} MB (goal {MEGABYTES:,})"
    )
    for one in sizes:
        note(f"families and themes of {one.texts:,} texts, streamed", one.seconds, "CPU s")
        note("memory of the process, its own", one.own, "MB", most=MEGABYTES)
        note("the same with the pages of files that it looks at", one.peak, "MB")
    note(
        f"CPU time a text at {large.texts:,}, times that at {small.texts:,}",
        growth,
        "×",
        most=GROWTH,
    )
    note("the same without what is learned once", free, "×", most=GROWTH)
    if small.texts >= FULL[0] and large.texts >= FULL[1]:
        keep("scale")
    return 0 if free <= GROWTH and large.own <= MEGABYTES else 1


def _written(path: Path, count: int) -> int:
    """In a process of its own, so that what writing keeps is not counted."""
    code = (
        "import sys; from pathlib import Path; from bench.scale import to_parquet;"
        "print(to_parquet(Path(sys.argv[1]), int(sys.argv[2])))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path), str(count)],
        check=True, text=True, capture_output=True,
    )  # fmt: skip
    return int(ran.stdout)


def to_parquet(path: Path, count: int) -> int:
    """Write so many texts; how many characters they have."""
    import pyarrow as pa
    from pyarrow import parquet

    characters = 0
    schema = pa.schema([("text", pa.string())])
    with parquet.ParquetWriter(path, schema) as out:
        group: list[str] = []
        for text in varied(count):
            group.append(text)
            characters += len(text)
            if len(group) == GROUP:
                out.write_table(pa.table({"text": group}, schema))
                group = []
        if group:
            out.write_table(pa.table({"text": group}, schema))
    return characters


def _measure(path: Path, workers: int) -> int:
    with tempfile.TemporaryDirectory(prefix="qunce-warm-") as warm:
        scale.read(scale.Batches([list(varied(300))]), folder=warm)
    with tempfile.TemporaryDirectory(prefix="qunce-work-", dir=path.parent) as folder:
        watch = _Watch(Path(folder))
        if workers:
            with scale.cluster(workers=workers) as run:
                found = scale.read(scale.Parquet([path]), folder=folder, run=run)
        else:
            found = scale.read(scale.Parquet([path]), folder=folder, progress=watch.tell)
        watch.mark("end")
        left = found.shelf.size()
    for name, seconds, memory, own in watch.stages():
        each = seconds / found.received * 1e6
        print(f"  {name:10} {seconds:7.1f} CPU s {each:7.1f} µs a text", end="")
        print(f" {memory:7,.0f} MB, its own {own:7,.0f} MB")
    of_workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    peak = max(of_workers, *(memory for _, _, memory, _ in watch.stages()))
    own = max(own for *_, own in watch.stages())
    print(f"  memory {peak:,.0f} MB, in the folder at most {watch.fullest / 1e6:,.0f} MB,", end=" ")
    print(f"left {left / 1e6:,.0f} MB, of {path.stat().st_size / 1e6:,.0f} MB of Parquet")
    print(f"  families {dict(found.families)}, {found.independent:,} independent")
    print(f"  {dict(found.ledger)}, {len(found.themes)} themes")
    learning = sum(seconds for name, seconds, *_ in watch.stages() if name == "themes")
    print(watch.spent, learning, peak, own)
    return 0


class _Watch:
    """CPU seconds and most memory by stage, and how full the folder was between stages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.marks: list[tuple[str, float, float, float]] = []
        self.began = _cpu()
        self.fullest = 0
        self._own = 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            self._own = max(self._own, _memory("RssAnon"))
            time.sleep(0.05)

    def tell(self, stage: str, share: float) -> None:
        self.fullest = max(self.fullest, sum(path.stat().st_size for path in self.folder.iterdir()))
        if not self.marks or self.marks[-1][0] != stage:
            self.mark(stage)

    def mark(self, stage: str) -> None:
        self.marks.append((stage, _cpu(), _most_memory(), self._own))
        self._own = 0.0

    @property
    def spent(self) -> float:
        return self.marks[-1][1] - self.began

    def stages(self) -> list[tuple[str, float, float, float]]:
        return [
            (name, end - start, memory, own)
            for (name, start, *_), (_, end, memory, own) in pairwise(self.marks)
        ]


def _most_memory() -> float:
    """MB that this process held at most since it was last asked."""
    most = _memory("VmHWM")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return most


def _memory(kind: str) -> float:
    """MB, of a line of what the system tells about this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return (
        int(next(line.split()[1] for line in status.splitlines() if line.startswith(kind))) / 1024
    )


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
