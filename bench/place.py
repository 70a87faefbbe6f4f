"""Voices that arrive after a reading, with a million remembered: time, memory, and the same rule.

    python -m bench.place                      a million originals
    python -m bench.place --originals 100000   fewer

The themes are those of a reading of generated ideas. The originals beyond them are made from the
sentences of these ideas: each takes the sentences of one and puts those of others in place of
every second one. So each sentence stands in many originals, which real voices do not do; what is
looked up meets more that is nearly alike than it would there.

`--held-back` asks whether placing agrees with reading: a tenth of the ideas is held back, the rest
is read for families, and what was held back is placed one by one; so ten times.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.figures import keep, note
from qunce import insight
from qunce.demo.writing import Idea, write
from qunce.insight import Assignment, Outcome, Placer, families
from qunce.insight.copies import Copies
from qunce.insight.keys import key
from qunce.insight.originals import Original
from qunce.insight.text import sentences

FULL = 1_000_000
READ, ASKED, ONE_BY_ONE = 20_000, 3_000, 100_000
MILLISECONDS, MEGABYTES, MINUTES = 5.0, 3_000, 10.0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--originals", type=int, default=FULL)
    options.add_argument("--held-back", type=int, metavar="IDEAS")
    options.add_argument("--asking", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.asking:
        return _ask(chosen.asking)
    if chosen.held_back:
        return _hold_back(list(write(chosen.held_back)))
    return _measure(chosen.originals)


def _measure(total: int) -> int:
    texts = [_whole(idea) for idea in write(READ)]
    placer = insight.read(texts).placer
    placer.copies = Copies()
    minutes = _add(placer, texts, total)
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "placer"
        began = time.process_time()
        placer.save(saved)
        size = sum(path.stat().st_size for path in saved.rglob("*.*"))
        print(f"saved in {time.process_time() - began:.1f} CPU s, {size / 1e6:,.0f} MB")
        print(f"  memory of the process that added and saved {_peak():,} MB")
        del placer
        command = [sys.executable, "-m", "bench.place", "--asking", str(saved)]
        asked = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        print(asked.stdout, end="")
    median, late, megabytes = map(float, asked.stdout.splitlines()[-1].split()[1:])
    note("`place` among a million originals, median", median, "ms")
    note("`place` among a million originals, p99", late, "ms", most=MILLISECONDS)
    note("memory of the process that places", megabytes, "MB", most=MEGABYTES)
    if total == FULL:
        keep("place")
    return int(max(late / MILLISECONDS, megabytes / MEGABYTES, minutes / MINUTES) > 1)


def _add(placer: Placer, texts: Sequence[str], total: int) -> float:
    """Minutes a million would take one by one, by the last of them."""
    found = Assignment(Outcome.THEME, (placer.leaves[0],))
    pieces = [[text[start:stop] for start, stop in sentences(text)] for text in texts]
    keys = [[key(piece) for piece in text] for text in pieces]
    last = max(0, total - ONE_BY_ONE)
    for row, text_key in enumerate(_mixed(keys, 0, last)):
        placer.copies.add(Original(row, text_key, None, found.themes))
    fresh = list(_mixed(pieces, last, total))
    began = time.process_time()
    for row, text in enumerate(fresh, start=last):
        placer.add(row, text, found)
    each = (time.process_time() - began) / max(len(fresh), 1)
    print(f"{total:,} originals of {sum(map(len, fresh)) / max(len(fresh), 1):.0f} characters")
    print(f"  the last {len(fresh):,} added one by one: {each * 1e6:.0f} CPU µs each,")
    minutes = each * 1e6 / 60
    note("a million voices added one by one", minutes, "minutes", most=MINUTES)
    print(f"  {minutes:.1f} CPU minutes for a million, reckoned from these (goal {MINUTES})")
    return minutes


def _mixed(pieces: Sequence[Sequence[str]], first: int, last: int) -> Iterator[str]:
    pool = [piece for text in pieces for piece in text]
    for row in range(first, last):
        draw = random.Random(row)
        own = list(pieces[row % len(pieces)])
        for at in range(row // len(pieces) % 2, len(own), 2):
            own[at] = pool[draw.randrange(len(pool))]
        yield "".join(own)


def _ask(saved: Path) -> int:
    """In a process of its own, which has only loaded what was saved."""
    began = time.process_time()
    placer = Placer.load(saved)
    print(f"loaded in {(time.process_time() - began) * 1e3:.0f} CPU ms, {len(placer.copies):,}")
    fresh = [_whole(idea) for idea in write(READ + 2 * ASKED)][READ:]
    for text in fresh[:50]:
        placer.place([text])
        placer.similar(text)
    # At first most of what is looked up has yet to be brought in from the files.
    _print("place, at first", [_timed(placer.place, [text]) for text in fresh[:ASKED]])
    then = [_timed(placer.place, [text]) for text in fresh[ASKED:]]
    late = _print("place, then", then)
    _print("similar", [_timed(placer.similar, text) for text in fresh[ASKED:]])
    print(f"  goal: p99 of place {MILLISECONDS}; memory {_peak():,} MB (goal {MEGABYTES:,})")
    print(f"figures {sorted(then)[len(then) // 2]} {late} {_peak()}")
    return 0


def _print(name: str, times: list[float]) -> float:
    times.sort()
    late = times[len(times) * 99 // 100]
    print(
        f"  {name:15} median {times[len(times) // 2]:.2f}, p99 {late:.2f}, most {times[-1]:.2f} ms"
    )
    return late


def _timed(ask: object, given: object) -> float:
    assert callable(ask)
    began = time.process_time()
    ask(given)
    return (time.process_time() - began) * 1e3


def _peak() -> int:
    """Most megabytes of this program; `getrusage` would count what started it as well."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _whole(idea: Idea) -> str:
    return f"{idea.title}\n{idea.text}" if idea.title else idea.text


def _hold_back(ideas: Sequence[Idea]) -> int:
    counted = agreement([key(idea.text) for idea in ideas])
    total = counted.total()
    print(f"{total:,} ideas placed after the other nine tenths were read")
    for (read, placed), count in sorted(counted.items(), key=lambda pair: -pair[1]):
        print(f"  {read:38} {placed:10} {count:7,}  {count / total:.4f}")
    agreeing = counted["original", "original"] + counted["duplicate", "duplicate"]
    leads = sum(count for (read, _), count in counted.items() if read.endswith("of a family"))
    note("placing decides as reading does, leads of families aside", agreeing / (total - leads))
    keep("place_held_back")
    return 0


def agreement(keys: Sequence[str], folds: int = 10) -> Counter[tuple[str, str]]:
    """How often each decision of a reading of all meets each decision of placing."""
    decided = _decided(keys)
    counted: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        rest = [row for row in range(len(keys)) if row % folds != fold]
        roles = _decided([keys[row] for row in rest])
        copies = Copies(
            [
                Original(row, keys[row], None, ())
                for row, role in zip(rest, roles, strict=True)
                if role != "duplicate"
            ]
        )
        for row in range(fold, len(keys), folds):
            found = copies.find(keys[row])
            if found is None:
                copies.add(Original(row, keys[row], None, ()))
            counted[decided[row], "original" if found is None else "duplicate"] += 1
    return counted


def _decided(keys: Sequence[str]) -> list[str]:
    roles = ["original"] * len(keys)
    for group in families.find(keys):
        if group.kind != families.TEMPLATE:
            for row in group.members:
                roles[row] = "duplicate"
            roles[group.representative] = "original, of a family"
    return roles


if __name__ == "__main__":
    raise SystemExit(main())
