"""What a number in words is in digits: 三百二十 and 320 are one fact."""

import re
from functools import lru_cache

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
NUMBER_WORDS = "".join([*_DIGITS, *_SMALL, *_LARGE])
# Longer runs are no amounts; nobody's counter has so many places.
LONGEST = 24
_TOKEN = re.compile(r"[0-9]+|.")
_GAPS = re.compile(r"[ \t]+")
_TEN_THOUSANDS = re.compile(r"(?<![0-9.])([0-9]{1,8})\.([0-9]{1,4})万")


def _whole(found: re.Match[str]) -> str:
    """1.5万 is 15000."""
    return f"{int(found[1]) * 10_000 + int(found[2].ljust(4, '0'))}"


@lru_cache(maxsize=65_536)
def spelled_in_digits(run: str) -> str:
    """A run of digits and number words, with the 点 before it if there is one, in digits."""
    run = _TEN_THOUSANDS.sub(_whole, _GAPS.sub("", run))
    if run.startswith("点"):
        rest = run[1:]
        return "点" + (_one_by_one(rest) or rest if len(rest) > 1 else _amount(rest))
    return _amount(run)


def _amount(run: str) -> str:
    if (run.isdigit() and run.isascii()) or len(run) > LONGEST:
        return run
    if _is_row_of_digits(run):
        return _one_by_one(run)
    value = _value(run)
    return run if value is None else str(value)


def _is_row_of_digits(run: str) -> bool:
    """二〇二六, 一一九; 三五 is "three or five"."""
    return len(run) > 2 and not set(run) & {*_SMALL, *_LARGE, "两"}


def _one_by_one(run: str) -> str:
    """The digits in turn; nothing if there is a unit among them."""
    if set(run) & {*_SMALL, *_LARGE}:
        return ""
    return "".join(str(_DIGITS[char]) if char in _DIGITS else char for char in run)


def _value(run: str) -> int | None:
    """The number that the run spells, None where it spells none."""
    total = section = 0
    digit: int | None = None
    unit, large = 0, 10**12
    skipped = False
    for token in _TOKEN.findall(run):
        if token in _SMALL:
            step = _SMALL[token]
            if digit is None and (step != 10 or section % 100):
                return None
            if unit and step >= unit:
                return None
            section += (1 if digit is None else digit) * step
            digit, unit, skipped = None, step, False
        elif token in _LARGE:
            section += digit or 0
            if not section or _LARGE[token] >= large:
                return None
            large = _LARGE[token]
            total += section * large
            section, digit, unit, skipped = 0, None, 0, False
        elif digit is not None:
            return None
        elif token in "零〇" and (section or total):
            skipped = True
        else:
            digit = _DIGITS[token] if token in _DIGITS else int(token)
    return total + section + _last(digit, unit, large, section, skipped=skipped)


def _last(digit: int | None, unit: int, large: int, section: int, *, skipped: bool) -> int:
    """三百五 is 350 and 三百零五 is 305."""
    if digit is None:
        return 0
    if skipped or digit > 9 or unit == 10:
        return digit
    if unit:
        return digit * (unit // 10)
    return digit * (large // 10) if large < 10**12 and not section else digit
