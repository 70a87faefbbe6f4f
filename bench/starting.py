"""How fast a process begins: importing the engine, and its first reading with what is compiled.

python -m bench.starting
"""

import resource
import subprocess
import sys

from bench.figures import keep, note

SECONDS = 0.5
_FIRST = "from qunce import insight; insight.read(['路灯坏了', '小区路灯不亮', '公交太少'] * 20)"


def main() -> int:
    imported = _seconds("import qunce.insight")
    _seconds(_FIRST)  # compiled and cached now, if it was not
    first = _seconds(_FIRST)
    print(f"import qunce.insight {imported:.2f} CPU s (goal {SECONDS})")
    print(f"a new process to the end of its first reading {first:.2f} CPU s")
    note("`import qunce.insight`", imported, "CPU s", most=SECONDS)
    note("a new process to the end of its first reading", first, "CPU s")
    keep("starting")
    return int(imported > SECONDS)


def _seconds(program: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
