"""The 50 largest themes of the demo city, for two people to judge: `python -m bench.names`.

Prints the table of docs/engine/names.md, three voices beside each name with `--voices`.
"""

import argparse

from qunce import insight
from qunce.demo.writing import write

IDEAS, JUDGED, SEEN = 20_000, 50, 60


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ideas", type=int, default=IDEAS)
    options.add_argument("--voices", action="store_true")
    asked = options.parse_args()
    texts = [idea.text for idea in write(asked.ideas)]
    leaves = [theme for theme in insight.read(texts).themes if not theme.children]
    print("| theme | voices | words that set it apart |\n|---|--:|---|")
    for theme in sorted(leaves, key=lambda theme: (-theme.size, theme.name))[:JUDGED]:
        print(f"| {theme.name} | {theme.size} | {' '.join(theme.keywords[:5])} |")
        for row in theme.representatives[:3] if asked.voices else ():
            print(f"    {texts[row][:SEEN]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
