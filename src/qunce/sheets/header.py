"""Which row names the columns."""

import re

from qunce.sheets.roles import known_header
from qunce.sheets.workbook import Row

_LONGEST = 30  # characters of a column's name; the longest seen on real forms is 22
_TITLE_ROWS = 10  # a title, a unit, a date, a filling-in note: the header follows soon
_CONTENT = re.compile(r"[。！？!?；;]|^[-+]?[\d,.]+$|\d{4}[-/年]\d{1,2}[-/月]\d{1,2}|1\d{10}")


def header_of(head: list[Row], chosen: int | None) -> tuple[int, list[str]]:
    """The number of the header row (0 for none) and its cells."""
    if chosen is not None:
        return chosen, next((cells for number, cells in head if number == chosen), [])
    for above, (number, cells) in enumerate(head[:_TITLE_ROWS]):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if any(known_header(cell) for cell in filled):
            return number, cells
        if len(filled) > 1:
            return (number, cells) if not above and _names_columns(filled) else (0, [])
    # A single column and no word that we know above it: losing somebody's words would be worse
    # than reading a column's name as one voice more.
    return 0, []


def _names_columns(filled: list[str]) -> bool:
    distinct = len(set(filled)) == len(filled)
    return distinct and all(len(cell) <= _LONGEST and not _CONTENT.search(cell) for cell in filled)
