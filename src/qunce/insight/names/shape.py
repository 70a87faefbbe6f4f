"""Which words may stand in a name, and how much a phrase looks like a heading."""

import re
from functools import lru_cache

import rjieba

from qunce.insight.vocabulary import ASKING, PLACES_AND_FIRMS, STOP_WORDS, THIN, UNNAMED

# Particles and directions make a word part of a story: 挪不动, 拄着, 报上去, 形同虚设 stays.
_TOLD = re.compile(r"^[不没](?!动产|锈钢|文明)|[着了过得去来住死]$|.[不得]..?$|[上下]去$")
_HAN = re.compile(r"[\u3400-\u9fff]+")
# Part-of-speech tags that may stand inside a name, and those that may end it.
NOUNS = frozenset(("n", "vn", "an", "j"))
_LAST = NOUNS | {"v", "l", "x"}
_INNER = _LAST | {"nz", "nt", "ns", "a", "b", "s", "ng", "vg"}
_PROPER = frozenset(("ns", "nt", "nz", "x"))
# Single characters that end a compound: 充电桩, 断头路, 健康码, 学区房.
ENDINGS = frozenset(
    "桩房路码柜站场证款车楼灯桥园渠库井线卡网费税女厂店院校点棚箱池沟田河塘坝机险金梯"
)
_FIRMS = frozenset(("公司", "有限公司", "总公司", "集团"))
_LENGTHS = {2: 0.5, 3: 0.75, 4: 0.95, 5: 1.0, 6: 1.1, 7: 1.1, 8: 1.05, 9: 0.9}


def may_stand(word: str) -> tuple[bool, bool]:
    """Whether a word may stand inside a name, and whether it may end one."""
    if word in ENDINGS:
        return False, True
    if not _may_name(word):
        return False, False
    return tag(word) in _INNER, tag(word) in _LAST


def _may_name(word: str) -> bool:
    if word in STOP_WORDS or word in UNNAMED or ASKING.search(word):
        return False
    return len(word) > 1 and _HAN.fullmatch(word) is not None and not _TOLD.search(word)


# A phrase of many themes is looked at for each of them.
@lru_cache(maxsize=200_000)
def shape(phrase: tuple[str, ...]) -> float:
    """How much a phrase looks like a heading: four to eight characters, something said in it."""
    if len(phrase) == 1 and phrase[0] in ENDINGS:
        return 0.0
    form = _LENGTHS.get(sum(map(len, phrase)), 0.6)
    if all(word in THIN for word in phrase):
        form *= 0.2
    if any(is_proper(word) for word in phrase):
        form *= 0.5
    if phrase[-1] in PLACES_AND_FIRMS or not _FIRMS.isdisjoint(phrase):
        form *= 0.4
    return form * _grammar([tag(word) for word in phrase])


def _grammar(tags: list[str]) -> float:
    """A noun at the end reads best; 噪音扰民 is well, a verb alone is not."""
    if tags[-1] not in {"v", "l", "i"}:
        return 1.0
    return 0.8 if tags[0].startswith("n") and len(tags) > 1 else 0.4


def is_proper(word: str) -> bool:
    """A place, a firm, or a word that is in no dictionary, which mostly is such a name too."""
    return len(word) > 1 and (tag(word) in _PROPER or not in_dictionary(word))


def in_dictionary(word: str) -> bool:
    known: bool = rjieba.has_word(word)
    return known


@lru_cache(maxsize=200_000)
def tag(word: str) -> str:
    """Part of speech of a word by itself; 'x' where the tagger would cut it again."""
    tagged = rjieba.tag(word)
    return tagged[0][1] if len(tagged) == 1 else "x"
