"""Copies of what others wrote: verbatim, edited, or the same template with other facts."""

import re
from dataclasses import dataclass
from datetime import datetime

from qunce.demo.writing.faults import mistype
from qunce.demo.writing.library import Library
from qunce.demo.writing.scene import KEPT

HELD = 3000  # texts that may be copied; older ones are forgotten, so that memory stays flat
HOT = 90  # texts that somebody spreads; four in ten copies are of these
LONG = 420  # nobody retypes more than so many characters
SPREAD = 0.025  # how often a new text becomes one of them


@dataclass(frozen=True)
class Source:
    row: int
    text: str
    title: str
    names: dict[str, str]
    themes: tuple[str, ...]
    said_at: datetime


class Sources:
    """What has been written so far, as far as it may be copied."""

    def __init__(self, library: Library) -> None:
        self._random = library.random.random
        self._held: list[Source] = []
        self._hot: list[Source] = []

    def __bool__(self) -> bool:
        return len(self._held) >= 20

    def add(self, source: Source) -> None:
        if len(source.text) > self._random() * LONG:
            return  # people copy what is short
        if len(self._held) < HELD:
            self._held.append(source)
        else:
            self._held[int(self._random() * HELD)] = source
        if self._random() < SPREAD:
            self._hot.append(source)
            del self._hot[:-HOT]

    def pick(self) -> Source:
        group = self._hot if self._hot and self._random() < 0.4 else self._held
        return group[int(self._random() * len(group))]


HELLOS = (
    "同意楼上：",
    "转：",
    "强烈支持！",
    "我也要说：",
    "附议，",
    "转发邻居的意见：",
    "大家都来顶：",
)
TAILS = ("请领导重视。", "支持！", "我们都同意。", "+1", "求解决！", "望采纳，谢谢。", "全楼同意。")
SWAPS = (
    ("我们", "咱们"), ("现在", "目前"), ("每天", "天天"), ("没有人", "没人"), ("因为", "由于"),
    ("但是", "可是"), ("附近", "周边"), ("晚上", "夜里"), ("非常", "特别"), ("老人", "老年人"),
    ("还是", "仍然"), ("经常", "时常"), ("谢谢", "感谢"), ("大家", "大伙"), ("希望", "恳请"),
)  # fmt: skip
CLAUSE = re.compile(r"[^，。！？；]+[，。！？；]*")


def _framed(text: str, library: Library) -> str:
    draw = library.random.random
    if draw() < 0.5:
        return HELLOS[int(draw() * len(HELLOS))] + text
    return text + TAILS[int(draw() * len(TAILS))]


def _reworded(text: str, library: Library) -> str:
    draw = library.random.random
    for old, new in SWAPS:
        if draw() < 0.5:
            text = text.replace(old, new, 1)
    return text


def _recut(text: str, library: Library) -> str:
    """One clause lost or moved; a text of few clauses stays."""
    clauses = CLAUSE.findall(text)
    if len(clauses) < 6:
        return text
    draw = library.random.random
    clause = clauses.pop(int(draw() * len(clauses)))
    if draw() < 0.5:
        clauses.insert(int(draw() * len(clauses)), clause)
    return "".join(clauses)


def _mistyped(text: str, library: Library) -> str:
    return mistype(text, 1 + 4 * library.random.random(), library.random)


EDITS = (_framed, _reworded, _recut, _mistyped)


def near(text: str, library: Library) -> str:
    """The text with one to three edits, never the text itself."""
    draw = library.random.random
    changed = text
    for _ in range(1 + int(draw() * 3)):
        changed = EDITS[int(draw() * len(EDITS))](changed, library)
    changed = changed.strip()
    return changed if changed != text else _framed(text, library)


NUMBER = re.compile(r"\d+")
SHORTEST = 50


def _other_number(digits: str, library: Library) -> str:
    if len(digits) > 3 or digits.startswith("0"):  # years, telephone numbers
        return digits
    low = 10 ** (len(digits) - 1)
    return str(low + int(library.random.random() * 9 * low))


def template(source: Source, library: Library) -> str:
    """The same wording about other places, names and numbers."""
    text = source.text
    library.scene.names = {}
    for name, old in source.names.items():
        text = text.replace(old, library.grammar.rule(KEPT[name])())
    # The same number twice in a text is one fact.
    others = {
        digits: _other_number(digits, library) for digits in sorted(set(NUMBER.findall(text)))
    }
    return NUMBER.sub(lambda found: others[found[0]], text)


def is_template(source: Source) -> bool:
    """Whether enough facts stand in the text for another set of them to make another matter.

    A short line is hardly more than its facts: with others it is another line.
    """
    if len(source.text) < SHORTEST:
        return False
    facts = sum(source.text.count(name) for name in source.names.values())
    return facts + len(NUMBER.findall(source.text)) >= 4
