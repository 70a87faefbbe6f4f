"""docs/benchmarks.md, written from what the benches kept: `python -m bench.page`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import FOLDER

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
TITLES = {
    "families": "Families",
    "reading": "The whole reading",
    "themes": "Themes",
    "coverage": "Coverage",
    "place": "A voice that arrives later",
    "place_held_back": "Placing beside reading",
    "triage": "Triage",
    "consensus": "Consensus",
    "panels": "Panels of reviewers",
    "scale": "Beyond memory",
    "starting": "Starting",
    "matters": "Matters",
    "campaigns": "Campaigns",
}
_HEAD = """# Benchmarks

Written by `python -m bench.page` from the files in `bench/measured`, which the benches write at the
end of a run in full size; a test compares the two. `make bench` runs them all and writes this
page, `python -m bench.families` and its like run one. Seconds are CPU seconds of our processes; a
ratio to a peer comes from one run. The machine is shared: *load* is how many processes wanted its
processors over the last quarter of an hour. What figures mean stands in [the engine](engine.md).
"""
# What must be known to read the figures of a bench.
NOTES = {
    "themes": """\
Each text of the generated city has one theme. A text of a case at the edge of two (446 of 1,585
cases), and one that makes several points, has further ones, marked where the cases are written, by
reading them and never by what the engine made of them. Three measures: *one each* is B-cubed F
(Bagga and Baldwin 1998) by the first theme alone. *Either accepted* is the same, where a text
counts under the one of its themes that most of its leaf are of: a reader would accept any of them.
*Extended* B-cubed (Amigó, Gonzalo, Artiles and Verdejo 2009) compares all themes with all leaves of
each text. Choosing flatters by itself: by how much is seen where the second themes are dealt out at
random.
""",
}
_LEFT = """
## Not measured

- Names: the protocol stands in [names](engine/names.md); two people have not judged the fifty.
- 10 million texts: 600,000 is the most that was read over partitions, see [scale](scale.md).
- BERTopic, Leiden, K-means on headlines: measured once before the engine was written, on texts that
  may not be kept here; not run again.
- red-dwarf is not installed by `make bench`; [consensus](engine/consensus.md) gives its figures.
"""


def text() -> str:
    parts = [_HEAD]
    for bench, title in TITLES.items():
        path = FOLDER / f"{bench}.json"
        if path.exists():
            kept = json.loads(path.read_text(encoding="utf-8"))
            parts.append("\n".join(_section(bench, title, kept)))
    return "\n".join([*parts, _LEFT.lstrip("\n")])


def _section(bench: str, title: str, kept: dict[str, Any]) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"{kept['on']}, {kept['machine']}, load {kept['load']}.\n"
    if bench in NOTES:
        yield NOTES[bench]
    yield "| | measured | goal | |\n|---|--:|--:|---|"
    for figure in kept["figures"]:
        yield _row(figure)
    yield ""


def _row(figure: dict[str, Any]) -> str:
    value, unit = figure["value"], f" {figure['unit']}" if figure["unit"] else ""
    goal = ""
    if "most" in figure:
        goal = f"≤ {figure['most']:,.4g}{unit}"
    elif "least" in figure:
        goal = f"≥ {figure['least']:.4g}{unit}"
    verdict = "" if not goal else "reached" if reached(figure) else "**missed**"
    return f"| {figure['what']} | {_said(value)}{unit} | {goal} | {verdict} |"


def _said(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"


def reached(figure: dict[str, Any]) -> bool:
    value = figure["value"]
    return bool(value <= figure.get("most", value) and value >= figure.get("least", value))


def write() -> None:
    PAGE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write()
