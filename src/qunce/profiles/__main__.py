"""`qunce due`: a date and the sentence in which it explains itself."""

import argparse
import json
import sys
from datetime import date

from qunce import profiles
from qunce.procedure import BadProfile, Clock, Due, due
from qunce.procedure.term import ANCHORS
from qunce.workdays import Calendar


def main(argv: list[str] | None = None) -> int:
    """Print when a term ends. Exit code 2 where profile, term or date make no sense."""
    arguments = parser().parse_args(argv)
    try:
        found = _due(arguments)
    except (BadProfile, ValueError, OverflowError) as error:
        print(f"qunce due: {error}", file=sys.stderr)
        return 2
    print(json.dumps(_document(found), ensure_ascii=False) if arguments.json else _plain(found))
    return 0


def parser() -> argparse.ArgumentParser:
    """What may be said after the command."""
    words = argparse.ArgumentParser("qunce due", description=__doc__)
    words.add_argument("--profile", default="national", help="a file in profiles/")
    words.add_argument("--term", required=True, help="a line of the profile, such as answer")
    words.add_argument("--from", dest="start", required=True, metavar="DATE", help="2026-02-10")
    words.add_argument(
        "--anchor",
        action="append",
        default=[],
        metavar="DAY=DATE",
        help="another day on record, such as received=2026-02-13; else all are --from",
    )
    words.add_argument("--json", action="store_true")
    return words


def _due(arguments: argparse.Namespace) -> Due:
    start = date.fromisoformat(arguments.start)
    anchors = dict.fromkeys(ANCHORS, start) | dict(map(_anchor, arguments.anchor))
    return due(profiles.load(arguments.profile), Clock(arguments.term, anchors), Calendar())


def _anchor(text: str) -> tuple[str, date]:
    name, _, on = text.partition("=")
    if name not in ANCHORS:
        raise ValueError(f"“{name}” is no day to count from; known: {', '.join(ANCHORS)}")
    return name, date.fromisoformat(on)


def _plain(found: Due) -> str:
    return f"{found.on}\n{found.why.zh}\n{found.why.en}"


def _document(found: Due) -> dict[str, object]:
    return {
        "due_on": str(found.on),
        "provisional": found.provisional,
        "term": found.term,
        "why": {"zh": found.why.zh, "en": found.why.en},
    }


if __name__ == "__main__":
    raise SystemExit(main())
