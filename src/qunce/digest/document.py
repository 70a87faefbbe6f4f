"""digest.json: the whole reading, for programs. Its keys are promised and only added to."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qunce.digest.account import Digest
from qunce.insight import Assignment, Theme

FORMAT = "qunce-digest/1"
_ORIGINAL = re.compile(r"(?<= of )\d+$")


def write(digest: Digest, path: Path) -> None:
    """One line for each element of a list, so that two digests can be compared by eye."""
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.writelines(_lines(as_document(digest)))


def as_document(digest: Digest) -> dict[str, Any]:
    gathered, read = digest.gathered, digest.understanding
    return {
        "format": FORMAT,
        "file": gathered.name,
        "sheet": gathered.sheet,
        "rows_are": "rows of the sheet as a spreadsheet numbers them: its first row is 1",
        "points_are": "[start, stop] in characters of title + line break + text (or of the text)",
        "columns": {role: column.name for role, column in gathered.columns.roles.items()},
        "left_out": [column.name for column in gathered.columns.left_out],
        "never_read": [column.name for column in gathered.columns.refused],
        "received": read.received,
        "rows_refused": len(gathered.refused),
        "refused": [{"row": one.row, "reason": one.reason} for one in gathered.refused],
        "ledger": {str(outcome): count for outcome, count in read.ledger.items()},
        "independent": read.independent,
        "read_in_part": [digest.row(position) for position in read.read_in_part],
        "families": [[digest.row(n) for n in family.members] for family in read.families],
        "family_kinds": [family.kind for family in read.families],
        "family_representatives": [digest.row(family.representative) for family in read.families],
        "themes": [_theme(digest, theme) for theme in read.themes if theme.parent is None],
        "coverage": [[n, round(share, 6)] for n, share in enumerate(read.coverage.share, 1)],
        "reading_order": [digest.row(position) for position in read.coverage.order],
        "assignments": [
            _assignment(digest, position, one) for position, one in enumerate(read.assignments)
        ],
    }


def _theme(digest: Digest, theme: Theme) -> dict[str, Any]:
    read = digest.understanding
    return {
        "key": theme.key,
        "name": theme.name,
        "size": theme.size,
        "independent": theme.independent,
        "keywords": list(theme.keywords),
        "representatives": [_quoted(digest, position) for position in theme.representatives],
        "children": [_theme(digest, read.theme(key)) for key in theme.children],
    }


def _quoted(digest: Digest, position: int) -> dict[str, Any]:
    voice = digest.gathered.voices[position]
    return {"row": voice.row, "title": voice.title, "text": voice.text}


def _assignment(digest: Digest, position: int, one: Assignment) -> dict[str, Any]:
    return {
        "row": digest.row(position),
        "outcome": str(one.outcome),
        "themes": list(one.themes),
        "family": one.family,
        "points": [list(span) for span in one.points],
        "reason": reason(digest, one),
    }


def reason(digest: Digest, one: Assignment) -> str:
    """The engine's reason, with the row of the file where it speaks of another voice."""
    return _ORIGINAL.sub(lambda found: f"row {digest.row(int(found[0]))}", one.reason)


def _lines(document: dict[str, Any]) -> Iterator[str]:
    last = len(document) - 1
    yield "{\n"
    for place, (key, value) in enumerate(document.items()):
        yield f" {_json(key)}: {''.join(_value(value))}{'' if place == last else ','}\n"
    yield "}\n"


def _value(value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield _json(value)
        return
    yield "[\n"
    yield ",\n".join(f"  {_json(element)}" for element in value)
    yield "\n ]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
