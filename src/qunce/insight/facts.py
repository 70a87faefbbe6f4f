"""Whether texts that are nearly the same state other facts: another number, date or place."""

import re
from collections.abc import Iterator
from itertools import pairwise

import rjieba
from rapidfuzz.distance import Levenshtein, Opcode

from qunce.insight.likeness import SLIPS
from qunce.insight.names.shape import tag

LONGEST_PLACE = 6
# What was exchanged in one piece longer than this is a clause, whatever numbers it holds.
LONGEST_FACT = 12

_NUMBER = re.compile("[0-9]+(?:点[0-9]+)*")
_PLACE = re.compile(r"[路街巷道区县镇乡村市苑园城府桥栋幢号线站]")
_BUILDING = re.compile("医院|[小中大]学|幼儿园|公园|广场|市场|商场|超市|大厦|酒店|车站")
# Everybody's: 晓区 for 小区 is a slip of the pen, not another place.
_NO_NAME = re.compile(
    "[小社园校厂]区|[街楼占]道|[道马公小修铁带走让挡过问赶迷引]路|公园|乡镇|城[市乡镇]|县城|[农全本]村"
    # Words that bind, and words that ask somebody: 的村民 and 得村民, 希望市里 and 恳请市里.
    "|(?:[地得在是和与及到去来给从向对让请找]|因为|由于|希望|盼望|恳请|请求|要求|建议|呼吁|解决|处理)."
    "|.*[的了着过].*"
)
# What a number or a place is told by, in what was exchanged or behind it; most of it has none.
_TELLING = re.compile("[0-9点路街巷道区县镇乡村市苑园城府桥栋幢号线站医小中大幼公广商超酒车]")
_COMMON = frozenset(("n", "v", "vn", "q", "m", "a", "ad", "d", "l", "s", "t"))
# So much around a place word is cut to see which word it belongs to.
_AROUND = 6


def only_facts_differ(first: str, second: str, *, aligned: bool) -> bool:
    """Whether near keys say the same sentences about different numbers, dates or places.

    Two facts exchanged are enough; one is, where hardly anything else was. What one of them
    leaves out or adds is no other fact: that is an edited copy. `aligned`: their edits show what
    was exchanged, which they do not where sentences moved, nor in very long keys.
    """
    if not aligned:
        inner, outer = sorted((first, second), key=len)
        return not no_new_numbers(inner, outer)
    facts = others = 0
    for block in Levenshtein.opcodes(first, second):
        if block.tag != "replace":
            continue
        if not _another_fact(first, second, block):
            others += _size(block)
        elif facts:
            return True
        else:
            facts = 1
    return facts == 1 and others <= SLIPS


def _size(block: Opcode) -> int:
    return max(block.src_end - block.src_start, block.dest_end - block.dest_start)


def _another_fact(first: str, second: str, block: Opcode) -> bool:
    mine = _whole_fact(first, block.src_start, block.src_end)
    yours = mine and _whole_fact(second, block.dest_start, block.dest_end)
    if not yours or mine == yours:
        return False
    if _size(block) > 1 or (mine[0].isdigit() and yours[0].isdigit()):
        return True
    return _in_a_word(first, block.src_start) == _in_a_word(second, block.dest_start)


def _in_a_word(text: str, at: int) -> bool:
    """Whether the character at `at`, a place word behind it, belongs to a common word.

    公交站 and 十分钟 before 路上 are words, 公胶站 and 十分种 slips for them. What ends with the
    word for a place and has two characters proves nothing: 山路 is a word, in 中山路.
    """
    low = max(0, at - _AROUND)
    words = rjieba.cut(text[low : at + _AROUND])
    for word, after in pairwise([*words, ""]):
        low += len(word)
        if low > at:
            ends_here = low == at + 2 and len(word) > 2
            ends_before = low == at + 1 and len(word) > 1 and len(after) > 1
            return (ends_here or ends_before) and tag(word) in _COMMON
    return False


def no_new_numbers(inner: str, outer: str) -> bool:
    """Whether every number of the inner key stands in the outer too.

    What stood between two numbers is not in a key: where sentences were moved, 重做1186 and
    1边 became 重做11861边. And a form that takes so many characters cuts the last number short.
    """
    new = {*_NUMBER.findall(inner)}.difference(_NUMBER.findall(outer))
    if inner[-LONGEST_FACT:] in outer:
        new -= {number for number in new if inner.endswith(number)}
    if not new:
        return True
    glued = {number for number, *_ in _pieced(inner, outer)}
    parts = {part for _, *both in _pieced(outer, inner) for part in both}
    return new <= glued | parts


def _pieced(text: str, other: str) -> Iterator[tuple[str, str, str]]:
    """Numbers of a text that stand in the other in two parts, each beside the same character."""
    for found in _NUMBER.finditer(text):
        start, stop = found.span()
        for cut in range(start + 1, stop):
            if text[max(0, start - 1) : cut] in other and text[cut : stop + 1] in other:
                yield found.group(), text[start:cut], text[cut:stop]


def _whole_fact(text: str, start: int, stop: int) -> str:
    """The number, or the name before a place word, that the span is part of; else nothing."""
    if stop - start > LONGEST_FACT or not _TELLING.search(text, start, stop + 1):
        return ""
    for number in _NUMBER.finditer(text, max(0, start - 8), min(len(text), stop + 8)):
        if number.start() < stop and start < number.end():
            return number.group()
    if stop - start > LONGEST_PLACE:
        return ""
    place = _place(text, start, stop)
    return "" if _NO_NAME.fullmatch(place) else place


def _place(text: str, start: int, stop: int) -> str:
    """The span with the place word behind it or at its end."""
    if stop < len(text) and _PLACE.match(text[stop]):
        return text[start : stop + 1]
    if _PLACE.match(text[stop - 1]):
        return text[start:stop]
    # One character before 医院 is rather 去 or 在 than a name.
    if stop - start > 1 and (found := _BUILDING.match(text, stop)):
        return text[start : found.end()]
    return text[start:stop] if _BUILDING.search(text, start, stop) else ""
