"""`make bench`: every measurement in this folder, one after the other, as CPU seconds and ratios.

python bench               all of them
python bench pages         one of them; further words go to it
"""

import subprocess
import sys
from pathlib import Path

from bench import page

HERE = Path(__file__).parent
_NO_BENCH = {"__main__", "__init__", "agreement", "cpu", "figures", "page", "planting"}


def main(argv: list[str]) -> int:
    names = argv[:1] or sorted(p.stem for p in HERE.glob("*.py") if p.stem not in _NO_BENCH)
    failed = []
    for name in names:
        print(f"\n== {name}", flush=True)
        # Each in a process of its own: it chooses its own database.
        command = [sys.executable, "-m", f"bench.{name}", *argv[1:]]
        if subprocess.run(command, cwd=HERE.parent, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nmissed its target: {', '.join(failed)}")
    page.write()
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
