"""Numbers written in words and in digits made comparable, many texts at once.

Where runs of digits and number words stand is found by kernels; what a run spells is asked of
`numerals`, once for each different one.
"""

import numpy as np

from qunce.insight.folding import CODES, Codes, Ints, Kinds, Longs, encoded, joined, spelled
from qunce.insight.kernel import kernel
from qunce.insight.numerals import NUMBER_WORDS, spelled_in_digits

# What the kernels see in a character, one bit each.
DIGIT, WORD, GAP, SPACE, BETWEEN = 1, 2, 4, 8, 16
_POINT, _DOT, _COMMA, _MYRIAD, _MYRIADS = map(ord, "点.,万亿")
_WIDE_COMMA = ord("，")


def _marks() -> Kinds:
    marks = np.zeros(CODES, np.uint8)
    # White space beyond U+3000 there is none.
    spaces = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
    for mark, chars in (
        (DIGIT, "0123456789"),
        (WORD, NUMBER_WORDS),
        (GAP, " \t"),
        (SPACE, spaces),
        (BETWEEN, ".:：/~～—-"),
    ):
        for char in chars:
            marks[ord(char)] |= mark
    return marks


_MARKS = _marks()


def in_digits(text: str) -> str:
    """Text with its numbers in digits; what stands between the parts of a number becomes 点.

    What is no number (千万, 万一, 三五) stays as it is.

    >>> in_digits("三百二十户，1,200元，一点五米，2-3栋，千万小心")
    '320户，1200元，1点5米，2点3栋，千万小心'
    """
    codes = encoded(text)
    found, _ = all_in_digits(codes, np.zeros(1, np.int64), np.full(1, len(codes), np.int64))
    return spelled(found)


def all_in_digits(codes: Codes, begins: Longs, ends: Longs) -> tuple[Codes, Longs]:
    """The same of many texts: text i is `codes[begins[i]:ends[i]]`; what became of each in turn.

    Runs are found by a kernel, each different one is spelled once, and put in place by another.
    """
    opens, closes = _runs(codes, begins, ends, _MARKS)
    numbers, firsts = _different(codes, opens, closes)
    spellings = [
        spelled_in_digits(spelled(codes[start:stop]))
        for start, stop in zip(opens[firsts].tolist(), closes[firsts].tolist(), strict=True)
    ]
    return _with_spellings(codes, begins, ends, opens, closes, numbers, *joined(spellings), _MARKS)


@kernel
def _runs(codes: Codes, begins: Longs, ends: Longs, marks: Kinds) -> tuple[Longs, Longs]:
    """Where runs of digits and number words begin and end, with the 点 before them.

    Blanks between number words and the dot of 1.5万 are within a run. Runs of digits alone are
    left out: they are spelled already.
    """
    # Room for all there can be: growing inside the loop makes each of its steps slower.
    most = (len(codes) + len(begins)) // 2 + 1
    opens, closes = np.empty(most, np.int64), np.empty(most, np.int64)
    found = 0
    for text in range(len(begins)):
        at, end = begins[text], ends[text]
        while at < end:
            if not marks[codes[at]] & (DIGIT | WORD):
                at += 1
                continue
            start = at
            seen = 0
            while at < end:
                mark = marks[codes[at]]
                if mark & (DIGIT | WORD):
                    seen |= mark
                    at += 1
                    continue
                behind = at
                if mark & (GAP | BETWEEN):
                    behind = _goes_on(codes, begins[text], at, end, marks)
                if behind == at:
                    break
                at = behind
            if not seen & WORD:
                continue
            pointed = start > begins[text] and codes[start - 1] == _POINT
            opens[found] = start - pointed
            closes[found] = at
            found += 1
    return opens[:found].copy(), closes[:found].copy()


@kernel
def _goes_on(codes: Codes, begin: int, at: int, end: int, marks: Kinds) -> int:
    """Where a run goes on behind the blanks or the dot at `at`; `at` itself where it ends.

    Many write blanks for commas: in 欠我16万 两年了 another number begins behind it.
    """
    if codes[at] == _DOT:
        return at + _splits_ten_thousands(codes, begin, at, end, marks)
    behind = at
    while behind < end and marks[codes[behind]] & GAP:
        behind += 1
    if behind == end or not marks[codes[at - 1]] & marks[codes[behind]] & WORD:
        return at
    if (codes[at - 1] != _MYRIAD and codes[at - 1] != _MYRIADS) or behind + 1 == end:
        return behind
    return behind if marks[codes[behind + 1]] & (DIGIT | WORD | GAP) else at


@kernel
def _splits_ten_thousands(codes: Codes, begin: int, dot: int, end: int, marks: Kinds) -> bool:
    """Whether the dot is that of 1.5万: up to eight digits before it, up to four behind."""
    start = dot
    while start > begin and marks[codes[start - 1]] & DIGIT:
        start -= 1
    stop = dot + 1
    while stop < end and marks[codes[stop]] & DIGIT:
        stop += 1
    whole, parts = dot - start, stop - dot - 1
    if start > begin and codes[start - 1] == _DOT:
        return False
    return bool(1 <= whole <= 8 and 1 <= parts <= 4 and stop < end and codes[stop] == _MYRIAD)


@kernel
def _different(codes: Codes, opens: Longs, closes: Longs) -> tuple[Ints, Longs]:
    """The number of each run among the different ones, and the first run of each number."""
    size = 16
    while size < 2 * len(opens):
        size *= 2
    table = np.full(size, -1, np.int32)
    numbers = np.empty(len(opens), np.int32)
    firsts = np.empty(len(opens), np.int64)
    found = 0
    for run in range(len(opens)):
        value = np.uint64(0)
        for at in range(opens[run], closes[run]):
            value = (value + np.uint64(codes[at])) * np.uint64(0x9E3779B97F4A7C15)
            value ^= value >> np.uint64(29)
        place = np.int64(value & np.uint64(size - 1))
        while table[place] >= 0 and not _same(codes, opens, closes, firsts[table[place]], run):
            place = (place + 1) & (size - 1)
        if table[place] < 0:
            table[place] = found
            firsts[found] = run
            found += 1
        numbers[run] = table[place]
    return numbers, firsts[:found].copy()


@kernel
def _same(codes: Codes, opens: Longs, closes: Longs, one: int, other: int) -> bool:
    if closes[one] - opens[one] != closes[other] - opens[other]:
        return False
    for step in range(closes[one] - opens[one]):
        if codes[opens[one] + step] != codes[opens[other] + step]:
            return False
    return True


@kernel
def _with_spellings(
    codes: Codes,
    begins: Longs,
    ends: Longs,
    opens: Longs,
    closes: Longs,
    numbers: Ints,
    spellings: Codes,
    starts: Longs,
    marks: Kinds,
) -> tuple[Codes, Longs]:
    """Texts with their runs spelled; thousands closed up, and one 点 between parts of numbers."""
    size = 0
    for text in range(len(begins)):
        size += ends[text] - begins[text]
    for run in range(len(opens)):
        number = numbers[run]
        size += starts[number + 1] - starts[number] - (closes[run] - opens[run])
    found = np.empty(size, np.uint32)
    found_starts = np.zeros(len(begins) + 1, np.int64)
    run = end = 0
    for text in range(len(begins)):
        first, at = end, begins[text]
        while at < ends[text]:
            if run < len(opens) and opens[run] == at:
                for part in range(starts[numbers[run]], starts[numbers[run] + 1]):
                    found[end] = spellings[part]
                    end += 1
                at = closes[run]
                run += 1
            else:
                found[end] = codes[at]
                end += 1
                at += 1
        end = _without_thousands(found, first, end, marks)
        end = _with_points(found, first, end, marks)
        found_starts[text + 1] = end
    return found[:end].copy(), found_starts


@kernel
def _without_thousands(codes: Codes, first: int, end: int, marks: Kinds) -> int:
    """1,200 becomes 1200, in place; where the text ends then."""
    kept = first
    before = np.uint8(0)
    for at in range(first, end):
        code = codes[at]
        if before & DIGIT and (code in (_COMMA, _WIDE_COMMA)) and at + 3 < end:
            three = marks[codes[at + 1]] & marks[codes[at + 2]] & marks[codes[at + 3]] & DIGIT
            if three and (at + 4 == end or not marks[codes[at + 4]] & DIGIT):
                before = np.uint8(0)
                continue
        codes[kept] = code
        kept += 1
        before = marks[code]
    return kept


@kernel
def _with_points(codes: Codes, first: int, end: int, marks: Kinds) -> int:
    """1.5, 2 - 3, 12:30 with one 点 between the digits, in place; where the text ends then.

    Without it 1.5米 and 15米, 2-3栋 and 23栋 would have one key.
    """
    kept = at = first
    while at < end:
        codes[kept] = codes[at]
        kept += 1
        at += 1
        if not marks[codes[kept - 1]] & DIGIT or at == end:
            continue
        behind = at + (marks[codes[at]] & SPACE > 0)
        signs = behind
        while behind < end and marks[codes[behind]] & BETWEEN:
            behind += 1
        if signs < behind < end:
            behind += marks[codes[behind]] & SPACE > 0
        if signs < behind < end and marks[codes[behind]] & DIGIT:
            codes[kept] = _POINT
            kept += 1
            at = behind
    return kept
