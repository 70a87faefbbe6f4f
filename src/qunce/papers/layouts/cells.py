"""Cells that several forms share: boxes to tick, lines to sign."""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from qunce.papers.blocks import Cell, Row, Style
from qunce.papers.wording import day

LABEL, REST = 6, 18  # of the columns of a form


def labelled(label: str, text: str, height: float = 10.0) -> Row:
    """A label and what belongs to it over the whole width."""
    return Row((Cell(label, LABEL, Style.LABEL), Cell(text, REST)), height)


def pair(first: tuple[str, str], second: tuple[str, str], height: float = 10.0) -> Row:
    """Two labels with their texts side by side."""
    return Row(
        (
            Cell(first[0], LABEL, Style.LABEL),
            Cell(first[1], 6),
            Cell(second[0], 5, Style.LABEL),
            Cell(second[1], 7),
        ),
        height,
    )


def ticked(options: Iterable[tuple[str, bool]]) -> str:
    """Boxes to tick; what is ticked is filled."""
    return "\u2002".join(f"{'■' if chosen else '□'}{label}" for label, chosen in options)


def choice(kind: type[Enum], chosen: Enum | None) -> str:
    return ticked((str(option.value), option is chosen) for option in kind)


def yes_or_no(chosen: bool | None) -> str:
    return ticked([("是", chosen is True), ("否", chosen is False)])


def signed(name: str, on: date | None) -> str:
    """A name and a day, or room for both by hand."""
    when = day(on) if on else "　　　年　　月　　日"
    return f"{name or '　　　　　　'}　　　{when}"
