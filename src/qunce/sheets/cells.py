"""A cell as a person sees it."""

import datetime as dt
from decimal import Decimal

# A spreadsheet keeps a moment as a fraction of a day, so 19:09:20 may come as 19:09:19.999997.
_HALF_SECOND = dt.timedelta(milliseconds=500)


def text_of(value: object) -> str:
    """12 not 12.0, 2020-01-06 19:09:20 not 43836.79…, no exponents in long numbers."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return (value + _HALF_SECOND).isoformat(" ", "seconds")
    if isinstance(value, dt.timedelta):
        return _duration(value)
    return "" if value is None else str(value)


def _number(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if value == int(value):
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")  # 15 digits are what a spreadsheet keeps


def _duration(value: dt.timedelta) -> str:
    seconds = int(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def letters(index: int) -> str:
    """The name of the column at `index` (0 is A, 26 is AA)."""
    name = ""
    while index >= 0:
        name = chr(ord("A") + index % 26) + name
        index = index // 26 - 1
    return name
