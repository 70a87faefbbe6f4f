"""`make bench`: every measurement in this folder, one after the other, as CPU seconds and ratios.

python bench               all of them
python bench pages         one of them; further words go to it
"""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
_NO_BENCH = {"__main__", "__init__", "cpu"}


def main(argv: list[str]) -> int:
    names = argv[:1] or sorted(p.stem for p in HERE.glob("*.py") if p.stem not in _NO_BENCH)
    failed = []
    for name in names:
        print(f"\n== {name}", flush=True)
        if importlib.import_module(f"bench.{name}").main(argv[1:]):
            failed.append(name)
    if failed:
        print(f"\nmissed its target: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
