"""Numbers as people write them: 12, 十二, 近300, 3000多, 1.8万."""

import math
from collections.abc import Callable

UNITS = frozenset("个次人户元块天年米辆亩趟家张斤吨岁名间回份条台盏处道座批遍口本倍")
LONG_UNITS = frozenset(("公里", "分钟", "小时", "万元", "平米", "来个", "多个", "个月"))
BEFORE = ("将近", "差不多", "大概", "约", "近")
DIGITS = "零一二三四五六七八九"

Write = Callable[[], str]


def number(low: int, high: int, random: Callable[[], float]) -> Write:
    """Uniform for small ranges; wide ones lean to small numbers, as amounts of money do."""
    if low == 0 or high < low * 20:
        return lambda: str(low + int(random() * (high - low + 1)))
    span = math.log(high / low)
    return lambda: str(int(low * math.exp(random() * span)))


def chinese(value: int) -> str:
    """1 to 99 in words; 2 as 两, as before a measure word."""
    return "两" if value == 2 else ordinal(value)


def ordinal(value: int) -> str:
    """1 to 99 in words, for counting."""
    tens, ones = divmod(value, 10)
    lead = "" if tens == 0 else ("" if tens == 1 else DIGITS[tens]) + "十"
    return lead + (DIGITS[ones] if ones or not tens else "")


def _rounded(value: int) -> str:
    if value >= 20_000:
        return f"{value / 10_000:.1f}万"
    scale = 10 ** (len(str(value)) - 2)
    return str(value // scale * scale)


def rough(draw: Write, unit: str, random: Callable[[], float]) -> Write:
    """Before a measure word numbers are often rounded, spelled out or hedged."""
    if unit[:1] not in UNITS and unit not in LONG_UNITS:
        return draw

    def write() -> str:
        text = draw()
        at = random()
        value = int(text)
        if at < 0.6:
            return text
        if 0 < value <= 10 or (value < 100 and value % 10 == 0):
            return chinese(value)
        if value < 100 or unit[:1] in "年岁":
            return text
        if at < 0.75:
            return BEFORE[int(random() * len(BEFORE))] + _rounded(value)
        return f"{_rounded(value)}多" if at < 0.9 else _rounded(value)

    return write
