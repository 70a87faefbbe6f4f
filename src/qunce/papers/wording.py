"""Chinese numbers, dates, brackets and titles as official papers write them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import Any

import rjieba

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """1 to 99 as 一、十、二十三.

    >>> [numeral(n) for n in (1, 10, 11, 20, 35)]
    ['一', '十', '十一', '二十', '三十五']
    """
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    ten = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return ten + (_DIGITS[ones] if ones else "")


def day(on: date | None) -> str:
    """Arabic numerals, the whole year, no zeros before (GB/T 9704 §7.3.5.4).

    >>> day(date(2026, 3, 5))
    '2026年3月5日'
    """
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def document_number(number: str) -> str:
    """The year in hexagonal brackets, without 第 and zeros before (§7.2.5).

    >>> document_number("示住建函[2026]012号")
    '示住建函〔2026〕12号'
    """
    found = re.sub(r"[\[(（【［〈〔](\d{4})[\])）】］〉〕]", r"〔\1〕", number)
    return re.sub(r"〕第?0*(?=\d)", "〕", found)


def width(text: str) -> float:
    """How many characters wide; Latin letters and digits take half.

    >>> width("2026年3月")
    4.5
    """
    return sum(0.5 if character < "\u2000" else 1 for character in text)


def title_lines(title: str, most: int = 20) -> list[str]:
    """A title in lines of like length that end where a word ends (§7.3.1).

    `most` is how many characters of size 2 a line holds; a title is centred and never broken
    within a word, a number or before 的.
    """
    lines = [line for line in title.split("\n") if line]
    return [part for line in lines for part in _balanced(line, most)]


def _balanced(title: str, most: int) -> Iterator[str]:
    parts = -(-int(width(title) * 2) // (2 * (most - 1)))
    if width(title) <= most or parts < 2:
        yield title
        return
    ends, start = list(_ends(title)), 0
    for part in range(1, parts):
        aim = width(title) * part / parts
        end = min(ends, key=lambda e: abs(width(title[:e]) - aim), default=start)
        if end > start:
            yield title[start:end]
            start = end
    yield title[start:]


def _ends(title: str) -> Iterator[int]:
    """Where a line may end: after a word, not before what belongs to it."""
    words: list[Any] = rjieba.cut(title)
    for end in accumulate(map(len, words)):
        after = title[end : end + 1]
        if (
            after
            and after not in "的地得了》〉）〕”’、，。；：！？号条届次"
            and not (title[end - 1] in "《（〔“‘第" or after.isdigit())
        ):
            yield end
