"""A reading of real messages, as the tables of docs/a-reading.md: `python -m bench.messages`.

Needs messages.xlsx in the folder that QUNCE_SAMPLES names. With `--voices` the headings of three
representatives stand under each theme, for the eye of whoever looks the reading through; they are
not to be passed on.
"""

import argparse
import os
import time
from pathlib import Path

from python_calamine import CalamineWorkbook

from qunce import insight
from qunce.insight import Theme, Understanding

STEPS = (50, 100, 200, 400)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--voices", action="store_true")
    shown = 3 if options.parse_args().voices else 0
    folder = os.environ.get("QUNCE_SAMPLES")
    if not folder:
        print("left out: QUNCE_SAMPLES names no folder")
        return 0
    texts = messages(Path(folder) / "messages.xlsx")
    insight.read(texts[:300])
    began = time.process_time()
    found = insight.read(texts)
    print(f"{len(texts):,} messages, {time.process_time() - began:.1f} CPU s")
    print({outcome.value: count for outcome, count in found.ledger.items()})
    shares = found.coverage.share
    print("heard:", *(f"{step}: {shares[step - 1]:.0%}" for step in STEPS if step <= len(shares)))
    for parent in sorted(tops(found), key=lambda theme: (-theme.size, theme.name)):
        print(row(found, parent))
        for leaf in leaves(found, parent) if shown else ():
            print(f"  {said(leaf)}  {' '.join(leaf.keywords[:5])}")
            for at in leaf.representatives[:shown]:
                print(f"      {texts[at].splitlines()[0][:40]}")
    return 0


def messages(path: Path) -> list[str]:
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    title, body = header.index("留言主题"), header.index("留言详情")
    return [f"{str(row[title]).strip()}\n{str(row[body]).strip()}" for row in rows]


def tops(found: Understanding) -> list[Theme]:
    return [theme for theme in found.themes if theme.parent is None]


def leaves(found: Understanding, parent: Theme) -> list[Theme]:
    below = [theme for theme in found.themes if theme.parent == parent.key] or [parent]
    return sorted(below, key=lambda theme: (-theme.size, theme.name))


def row(found: Understanding, parent: Theme) -> str:
    return f"| {parent.name} | {' · '.join(said(leaf) for leaf in leaves(found, parent))} |"


def said(theme: Theme) -> str:
    return f"{theme.name} {theme.size}/{theme.independent}"


if __name__ == "__main__":
    raise SystemExit(main())
