"""Whether two texts are the same text, and what shows it. Every pair can be explained."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import rjieba
from rapidfuzz.distance import Indel, Levenshtein, Opcode

from qunce.insight import sketches
from qunce.insight.keys import key
from qunce.insight.names.shape import tag
from qunce.insight.sketches import Hashes
from qunce.insight.text import key_with_offsets

SHORT, MIDDLE = 30, 60
NEAR_MIDDLE, NEAR_LONG = 0.85, 0.75
# Sentences moved about leave an edit distance large and the characters alone: of these, and of runs
# of three of them, two texts must share so much. Two texts about one thing share as many runs, but
# not as many characters.
REORDERED, SAME_CHARACTERS = 0.5, 0.84
MOVED = 0.6
CONTAINED = 0.9
# In a short text each sentence that moved breaks many of its runs, and keeps its characters.
MOVED_INSIDE, TIMES_AS_LONG = 0.8, 1.5
SHORTEST_CONTAINED = 30
# A shorter text stands in another that frames it (我也同意：…) word by word and is most of it.
SHORTEST_FRAMED = 12
# Edit distance grows with the square of the length; longer keys are compared as sets.
EDIT_UP_TO = 4_000
SLIPS = 2
# More edits than this are another version of the text, not a turn of its meaning.
FEW_EDITS = 12
LONGEST_PLACE = 6
# What was exchanged in one piece longer than this is a clause, whatever numbers it holds.
LONGEST_FACT = 12

_STANCE = re.compile(
    "不|没|未|无|非|别|勿|反对|支持|同意|取消|增加|增设|减少|新建|拆除|关闭|开放|禁止|允许|提高|降低|恢复|停止"
)
# Words to will or to be able to: 不 put before one of them turns the whole text.
_TURNED = re.compile("[不别勿未非](?=[愿同支赞接希能会可应该要想准允得请])|(?<=请)[不别勿]")
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
_COMMON = frozenset(("n", "v", "vn", "q", "m", "a", "ad", "d", "l", "s", "t"))
# So much around a place word is cut to see which word it belongs to.
_AROUND = 6


@dataclass(frozen=True)
class SharedSpan:
    """The longest run that two texts share, as spans in each original."""

    first: tuple[int, int]
    second: tuple[int, int]


def shared_span(first: str, second: str) -> SharedSpan | None:
    """The longest shared run of two texts, dress ignored; None if they share nothing.

    >>> shared_span("小区路灯坏了", "我们的小区路燈坏了。")
    SharedSpan(first=(0, 6), second=(3, 9))
    """
    first_key, first_at = key_with_offsets(first)
    second_key, second_at = key_with_offsets(second)
    best = max(
        Indel.opcodes(first_key, second_key),
        key=lambda block: (block.tag == "equal") * (block.src_end - block.src_start),
        default=None,
    )
    if best is None or best.tag != "equal":
        return None
    return SharedSpan(
        (first_at[best.src_start], first_at[best.src_end - 1] + 1),
        (second_at[best.dest_start], second_at[best.dest_end - 1] + 1),
    )


def similarity(first: str, second: str) -> float:
    """How alike two texts are, 0 to 1: the larger of edit similarity and shared characters.

    >>> similarity("小区路灯坏了。", "小區路燈坏了")
    1.0
    """
    return alike(key(first), key(second))


def alike(first: str, second: str) -> float:
    if max(len(first), len(second)) > EDIT_UP_TO:
        return jaccard(first, second)
    edit = Levenshtein.normalized_similarity(first, second)
    return edit if edit >= NEAR_LONG or len(first) < MIDDLE else max(edit, jaccard(first, second))


def jaccard(first: str, second: str) -> float:
    shared = _shared(first, second)
    return shared / (len(_grams(first)) + len(_grams(second)) - shared)


def contained(inner: str, outer: str) -> float:
    """The share of the inner key's runs of three characters that stand in the outer."""
    return _shared(inner, outer) / len(_grams(inner))


# Pairs come sorted by their first key, and a pair is asked about more than once.
@lru_cache(maxsize=4_096)
def _grams(text_key: str) -> Hashes:
    """Hashes of its runs of three characters, each once, sorted; a shorter key gives one."""
    return sketches.sampled_runs(*sketches.flat([text_key]), 3, 1)[1]


@lru_cache(maxsize=4)
def _shared(first: str, second: str) -> int:
    return sketches.in_both(_grams(first), _grams(second))


def is_near(first: str, second: str, edit: float) -> bool:
    """Whether keys with this edit similarity are copies; the shorter, the stricter."""
    length, longer = sorted((len(first), len(second)))
    edits = round((1 - edit) * longer)
    if edits <= FEW_EDITS and opposed(first, second):
        return False
    if edits <= SLIPS and _turns(first) != _turns(second):
        return False
    if length < SHORT:
        return edits <= length // 10
    if length < MIDDLE:
        return edit >= NEAR_MIDDLE or _only_moved(first, second)
    return edit >= NEAR_LONG or _reordered(first, second)


def _reordered(first: str, second: str) -> bool:
    """Whether two texts hold the same characters and mostly the same runs of them."""
    longer = max(len(first), len(second))
    if min(len(first), len(second)) < SAME_CHARACTERS * longer:
        return False
    if jaccard(first, second) < REORDERED:
        return False
    return (Counter(first) & Counter(second)).total() >= SAME_CHARACTERS * longer


def _turns(text: str) -> Counter[str]:
    return Counter(_TURNED.findall(text))


def _only_moved(first: str, second: str) -> bool:
    """Whether texts too short for sets alone hold the same characters in another order."""
    mine, yours = Counter(first), Counter(second)
    if (mine - yours).total() > SLIPS or (yours - mine).total() > SLIPS:
        return False
    return not opposed(first, second) and jaccard(first, second) >= MOVED


def is_contained(inner: str, outer: str) -> bool:
    if len(inner) < SHORTEST_CONTAINED:
        return _is_framed(inner, outer)
    if contained(inner, outer) < CONTAINED and not _moved_inside(inner, outer):
        return False
    if len(outer) - len(inner) <= SLIPS and _turns(inner) != _turns(outer):
        return False
    return not Counter(_STANCE.findall(inner)) - Counter(_STANCE.findall(outer))


def _moved_inside(inner: str, outer: str) -> bool:
    if len(inner) >= MIDDLE or len(outer) > TIMES_AS_LONG * len(inner):
        return False
    return (
        contained(inner, outer) >= MOVED_INSIDE
        and (Counter(inner) - Counter(outer)).total() <= SLIPS
    )


def _is_framed(inner: str, outer: str) -> bool:
    """Whether a short text stands in the other as it is, and what is said around it agrees."""
    if len(inner) < SHORTEST_FRAMED or 2 * len(inner) < len(outer) or inner not in outer:
        return False
    around = Counter(_STANCE.findall(outer)) - Counter(_STANCE.findall(inner))
    return around.keys() <= {"支持", "同意"}


def why(copy: str, original: str, row: int) -> str:
    """The reason code for a key that was found to copy the key of `row`."""
    if copy == original:
        return f"exact of {row}"
    likeness = alike(copy, original)
    if likeness >= NEAR_LONG or len(copy) < SHORTEST_CONTAINED:
        return f"near:{likeness:.2f} of {row}"
    return f"contained:{contained(copy, original):.2f} of {row}"


def opposed(first: str, second: str) -> bool:
    """Whether texts that are nearly the same want or deny different things.

    Among short ones any 'not', 'cancel' or 'more' that only one of them has is enough; among
    longer ones each must have one that the other lacks ('support' here, 'oppose' there).
    """
    mine, yours = (Counter(_STANCE.findall(text)) for text in (first, second))
    if min(len(first), len(second)) < MIDDLE:
        return mine != yours
    return bool(mine - yours and yours - mine)


def only_facts_differ(first: str, second: str) -> bool:
    """Whether near keys say the same sentences about different numbers, dates or places.

    Two facts exchanged are enough; one is, where hardly anything else was. What one of them
    leaves out or adds is no other fact: that is an edited copy.
    """
    if not _aligned(first, second):
        inner, outer = sorted((first, second), key=len)
        return not no_new_numbers(inner, outer)
    exchanged = [b for b in Levenshtein.opcodes(first, second) if b.tag == "replace"]
    facts = [block for block in exchanged if _another_fact(first, second, block)]
    others = sum(_size(block) for block in exchanged) - sum(_size(block) for block in facts)
    return len(facts) > 1 or (len(facts) == 1 and others <= SLIPS)


def _aligned(first: str, second: str) -> bool:
    """Whether edits show what was exchanged: not where sentences moved, nor in very long keys."""
    if max(len(first), len(second)) > EDIT_UP_TO:
        return False
    cutoff = NEAR_LONG
    return Levenshtein.normalized_similarity(first, second, score_cutoff=cutoff) >= cutoff


def _size(block: Opcode) -> int:
    return max(block.src_end - block.src_start, block.dest_end - block.dest_start)


def _another_fact(first: str, second: str, block: Opcode) -> bool:
    mine = _whole_fact(first, block.src_start, block.src_end)
    yours = _whole_fact(second, block.dest_start, block.dest_end)
    if not mine or not yours or mine == yours:
        return False
    if _size(block) > 1:
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
    new = {*_numbers(inner)} - {*_numbers(outer)}
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


def _numbers(text: str) -> list[str]:
    return sorted(_NUMBER.findall(text))


def _whole_fact(text: str, start: int, stop: int) -> str:
    """The number, or the name before a place word, that the span is part of; else nothing."""
    if stop - start > LONGEST_FACT:
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
