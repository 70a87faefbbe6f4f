"""Copies of known kinds among generated ideas: what somebody does to a text who hands it in again.

Nothing here knows how families are found, and the sound-alikes are not those of the generator.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from opencc import OpenCC

from qunce.demo.writing import Idea, write

SHORTEST, LONGEST = 20, 400
# One text in so many is a planted copy of an earlier one.
ONE_IN = 12

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")
_CLAUSE = re.compile(r"[^，,。！？!?；;\n]+[，,。！？!?；;\n]*")
_NUMBER = re.compile(r"(?<![\d.])[1-9]\d{0,3}(?![\d.])")
_TRADITIONAL = OpenCC("s2t")
_INVISIBLE = "\u200b\u200c\u2060\ufeff\u00ad"
_SOUND_ALIKE = (
    *(
        "的地得",
        "在再载",
        "是事式室试市",
        "做作坐座",
        "公工功",
        "交教郊胶",
        "路录陆",
        "小晓",
        "区曲趋",
    ),
    *("电店垫", "站占战", "园员原圆", "象像向", "带代待", "决绝觉", "治制质", "即及极", "近进尽"),
    *("长常场", "为位围未", "安按案", "费废肺", "停庭廷", "桥乔侨", "水睡税", "请清情", "望忘旺"),
    *("修休羞", "楼漏娄", "以已意", "元缘源", "建件健", "成城程", "化话画", "河合和何"),
)
_GROUP = {char: group for group in _SOUND_ALIKE for char in group}
_BEFORE = ("我是本小区的住户，", "代父母反映一个事情：", "昨天在群里看到的，", "各位邻居都说了，")
_AFTER = ("，大家等着答复。", "，拜托了！", "，这是大家的心里话。", "。以上就是我想说的。")
_OTHER_WORDS = (
    ("我们", "咱们"), ("因为", "由于"), ("现在", "如今"), ("非常", "特别"), ("经常", "时常"),
    ("希望", "盼着"), ("马上", "立刻"), ("认为", "觉得"), ("附近", "周边"), ("所以", "因此"),
    ("但是", "不过"), ("晚上", "夜里"), ("已经", "早已"), ("看到", "看见"), ("麻烦", "劳烦"),
)  # fmt: skip

Edit = Callable[[str, Random], str]


def _reordered(text: str, random: Random) -> str:
    sentences = _SENTENCE.findall(text)
    pieces = sentences if len(sentences) > 2 else _CLAUSE.findall(text)
    if len(pieces) < 3:
        return text
    pieces[-1] = pieces[-1].rstrip("。，") + "，"
    random.shuffle(pieces)
    return "".join(pieces)


def _sounding_alike(text: str, random: Random) -> str:
    """One character in twenty-five."""
    chars = list(text)
    known = [at for at, char in enumerate(chars) if char in _GROUP]
    for at in random.sample(known, min(len(known), max(1, len(text) // 25))):
        chars[at] = random.choice(_GROUP[chars[at]].replace(chars[at], ""))
    return "".join(chars)


def _with_invisible(text: str, random: Random) -> str:
    return "".join(
        char + random.choice(_INVISIBLE) if random.random() < 0.5 else char for char in text
    )


def _in_words(text: str, _random: Random) -> str:
    return _NUMBER.sub(lambda found: spoken(int(found[0])), text)


def spoken(number: int) -> str:
    """A number below 10,000 in words.

    >>> [spoken(number) for number in (7, 10, 12, 20, 105, 110, 2006, 3450)]
    ['七', '十', '十二', '二十', '一百零五', '一百一十', '二千零六', '三千四百五十']
    """
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += "零一二三四五六七八九"[digit] + name
        elif words and not words.endswith("零"):
            words += "零"
    words = words.rstrip("零")
    return words[1:] if words.startswith("一十") else words


def _in_other_script(text: str, _random: Random) -> str:
    """Traditional characters in full width, with other stops."""
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    return str(_TRADITIONAL.convert(wide)).replace("，", "　").replace("。", "……")


def _split(text: str, random: Random) -> str:
    """One half of its clauses: the other half was handed in by itself."""
    pieces = _CLAUSE.findall(text)
    if len(text) < 120 or len(pieces) < 4:
        return text + "！"
    middle = len(pieces) // 2
    return "".join(pieces[:middle] if random.random() < 0.5 else pieces[middle:])


def _begun(text: str, random: Random) -> str:
    """Its first part, cut off anywhere, as by a form that takes so many characters."""
    return text[: max(60, int(len(text) * random.uniform(0.5, 0.9)))]


def _framed(text: str, random: Random) -> str:
    return random.choice(_BEFORE) + text.rstrip("。！") + random.choice(_AFTER)


def _reworded(text: str, random: Random) -> str:
    for old, new in _OTHER_WORDS:
        text = text.replace(old, new)
    pieces = _CLAUSE.findall(text)
    if len(pieces) > 7:
        pieces.pop(random.randrange(len(pieces)))
    return "".join(pieces)


KINDS: dict[str, Edit] = {
    "reordered": _reordered,
    "sound-alikes": _sounding_alike,
    "invisible": _with_invisible,
    "in words": _in_words,
    "other script": _in_other_script,
    "split": _split,
    "begun": _begun,
    "framed": _framed,
    "reworded": _reworded,
}
MERGED = "merged"


@dataclass(frozen=True)
class Planted:
    """A text and what is true of it: the row it copies, the row it holds as well, and how."""

    text: str
    kind: str
    copy_of: int | None = None
    holds: int | None = None


def planted(count: int, *, seed: int = 1) -> list[Planted]:
    """So many texts of 20 to 400 characters, one in twelve a copy; the generator's own stay in."""
    random = Random(seed)
    own = list(_ideas(count - count // ONE_IN))
    kinds = [*KINDS, MERGED]
    sources = [row for row, one in enumerate(own) if one.kind in ("plain", "many")]
    copies = [
        _copy(own, random.sample(sources, 2), kinds[number % len(kinds)], random)
        for number in range(count - len(own))
    ]
    return own + copies


def _copy(own: Sequence[Planted], rows: Sequence[int], kind: str, random: Random) -> Planted:
    first, second = rows
    text = own[first].text
    if kind == MERGED:
        return Planted(f"{text}\n另外，{own[second].text}", kind, first, second)
    return Planted(KINDS[kind](text, random), kind, first)


def _ideas(count: int) -> Iterator[Planted]:
    """Generated ideas that are neither too short nor too long; what they copy is among them."""
    at: dict[int, int] = {}
    fitting = ((row, i) for row, i in enumerate(_endless(count)) if _fits(i, at))
    for number, (row, idea) in enumerate(islice(fitting, count)):
        at[row] = number
        source = None if idea.copy_of is None else at[idea.copy_of]
        yield Planted(idea.text, idea.kind, source)


def _endless(count: int) -> Iterator[Idea]:
    return write(4 * count + 1_000)


def _fits(idea: Idea, kept: dict[int, int]) -> bool:
    if not SHORTEST <= len(idea.text) <= LONGEST:
        return False
    return idea.copy_of is None or idea.copy_of in kept
