"""The whole reading of a city: CPU seconds stage by stage, memory, and the share per character.

python -m bench reading [texts]
"""

import resource
import sys
import time

from bench.figures import keep, note
from qunce import insight
from qunce.demo.writing import write
from qunce.insight import Outcome

TEXTS = 151_681
# To be accepted, and where we want to be.
GOAL_SECONDS, WANTED_SECONDS, GOAL_MEGABYTES = 90, 20, 3_000


def texts_of(count: int) -> list[str]:
    return [f"{idea.title}\n{idea.text}" if idea.title else idea.text for idea in write(count)]


def main(argv: list[str]) -> int:
    count = int(argv[0]) if argv else TEXTS
    texts = texts_of(count)
    insight.read(texts[:300])
    begun: dict[str, float] = {}
    began = time.process_time()
    found = insight.read(
        texts, progress=lambda stage, _: begun.setdefault(stage, time.process_time())
    )
    ended = time.process_time()
    characters = sum(map(len, texts))
    print(f"{count:,} generated ideas, {characters / 1e6:.1f} million characters")
    ends = [*list(begun.values())[1:], ended]
    for (stage, start), end in zip(begun.items(), ends, strict=True):
        spent = end - start
        print(f"  {stage:10} {spent:6.1f} CPU s  {spent / characters * 1e9:5.0f} ns a character")
    spent = ended - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {'in all':10} {spent:6.1f} CPU s (goal {GOAL_SECONDS}, wanted {WANTED_SECONDS})")
    print(f"  memory {peak:,} MB (goal {GOAL_MEGABYTES:,})")
    note("a whole reading of 151,681 ideas", spent, "CPU s", most=GOAL_SECONDS)
    note("the same, where we want to be", spent, "CPU s", most=WANTED_SECONDS)
    note("memory of the process", peak, "MB", most=GOAL_MEGABYTES)
    if count == TEXTS:
        keep("reading")
    print({outcome.value: found.ledger[outcome] for outcome in Outcome})
    return 0 if spent <= GOAL_SECONDS and peak <= GOAL_MEGABYTES else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
