"""PDF through Typst: the paper goes in as JSON and is set by one fixed program, page.typ."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from qunce.papers import blocks, fonts
from qunce.papers.blocks import Block, Cell, Colophon, Form, Gap, Layout, Row, Sides, Style, Text
from qunce.papers.kinds import Paper
from qunce.papers.layouts import lay_out

_MEASURES = (
    *("WIDTH", "HEIGHT", "LEFT", "TOP", "AREA_WIDTH", "AREA_HEIGHT", "SQUEEZE", "PITCH", "COLUMNS"),
    *("RED", "ORGAN_TOP", "RULE_WIDTH", "RULE_GAP", "LAST_RULE", "SEVEN_EIGHTHS"),
)
_PROGRAM = Path(__file__).with_name("page.typ")


def as_pdf(paper: Paper, *, folders: Sequence[Path] = ()) -> bytes:
    """A tagged PDF. `folders` hold fonts beside those of the system.

    Raises NoChineseFont where there is none to set Chinese with. The bytes depend on the paper
    and the fonts alone: the file carries no time.
    """
    made = _compile(paper, tuple(folders), format="pdf")
    assert isinstance(made, bytes)
    return made


def as_pictures(paper: Paper, *, folders: Sequence[Path] = (), ppi: float = 100) -> list[bytes]:
    """Its pages as PNG, to be looked at."""
    made = _compile(paper, tuple(folders), format="png", ppi=ppi)
    return made if isinstance(made, list) else [made or b""]


def _compile(paper: Paper, folders: tuple[Path, ...], **options: Any) -> bytes | list[bytes] | None:
    given = {"paper": json.dumps(_values(lay_out(paper), folders), ensure_ascii=False)}
    made: bytes | list[bytes] | None = typst.compile(
        _program(),
        font_paths=fonts.library(folders),
        sys_inputs=given,
        timestamp=0,
        **options,
    )
    return made


@cache
def _program() -> bytes:
    return _PROGRAM.read_bytes()


def _values(layout: Layout, folders: tuple[Path, ...]) -> dict[str, Any]:
    """Everything that page.typ reads: measures, styles, and the pieces of the paper."""
    families = fonts.available(folders)
    return {
        "name": layout.name,
        "measures": _measures(),
        "styles": {style.name: _look(style, families) for style in Style},
        "letterhead": asdict(layout.letterhead) if layout.letterhead else None,
        "blocks": [_block(block) for block in layout.blocks],
        "copies": layout.copies,
        "page_number": families[blocks.Face.PAGE_NUMBER],
    }


def _measures() -> dict[str, Any]:
    return {name.lower(): getattr(blocks, name) for name in _MEASURES}


def _look(style: Style, families: dict[blocks.Face, list[str]]) -> dict[str, Any]:
    look, own = style.value, families[style.value.face]
    light = look.face is blocks.Face.TITLE and own[0] not in fonts.HEAVY
    return {
        "font": own,
        "weight": "bold" if light else "regular",
        "size": look.size,
        "align": look.align,
        "indent": look.indent,
        "keep": look.keep,
        "heading": look.heading,
        "on_grid": look.on_grid,
        "is_red": look.is_red,
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Text():
            own = {"right": block.right, "new": block.new_page, "size": block.size}
            return {"is": "text"} | own | _lines(block)
        case Gap():
            return {"is": "gap", "lines": block.lines}
        case Form():
            return {"is": "form", "rows": [_row(row) for row in block.rows]}
        case Sides():
            return {"is": "sides"} | asdict(block)
        case Colophon():
            return {"is": "colophon"} | asdict(block)


def _row(row: Row) -> dict[str, Any]:
    cells = [{"span": cell.span} | _lines(cell) for cell in row.cells]
    return {"height": row.height, "cells": cells}


def _lines(piece: Text | Cell) -> dict[str, Any]:
    return {"style": piece.style.name, "lines": piece.text.split("\n")}
