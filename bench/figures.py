"""What the benches found, kept beside them so that docs/benchmarks.md can be written from it.

A bench notes figures while it runs and keeps them at its end: one file for each bench, with the
day, the machine and how busy it was. `python -m bench.page` writes the page.
"""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "measured"
_noted: list[dict[str, Any]] = []


def note(
    what: str,
    value: float,
    unit: str = "",
    *,
    most: float | None = None,
    least: float | None = None,
) -> None:
    """One figure, and the goal that it must not pass (`most`) or must reach (`least`)."""
    goal = {"most": most} if most is not None else {"least": least} if least is not None else {}
    _noted.append({"what": what, "value": float(f"{value:.4g}"), "unit": unit, **goal})


def keep(bench: str) -> None:
    """Write down what was noted; figures of an earlier run of the bench go."""
    FOLDER.mkdir(exist_ok=True)
    kept = {
        "on": datetime.now(UTC).date().isoformat(),
        "machine": _machine(),
        "load": round(os.getloadavg()[2], 1),
        "figures": _noted,
    }
    written = json.dumps(kept, ensure_ascii=False, indent=1)
    (FOLDER / f"{bench}.json").write_text(f"{written}\n", encoding="utf-8")
    _noted.clear()


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    return f"{os.cpu_count()} × {model or platform.machine()}, Python {platform.python_version()}"
