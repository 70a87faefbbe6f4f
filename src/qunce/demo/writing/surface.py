"""The surface of a text: punctuation by habit, paragraphs, typing faults."""

from random import Random

from qunce.demo.writing.faults import mistype
from qunce.demo.writing.manners import Manner

HALF = str.maketrans("，。！？：；（）", ",.!?:;()")
COMMAS = str.maketrans("。；", "，，")
NOTHING = str.maketrans("", "", "，。！？；：“”")
SPACES = str.maketrans("，。；！", "    ")
BETWEEN = {",": "，", ".": "。"}


def _breathless(text: str, at: float) -> str:
    """No punctuation at all is rare; mostly commas only, or spaces."""
    if at < 0.25:
        return text.translate(NOTHING)
    return text.translate(SPACES if at < 0.45 else COMMAS)


def finish(text: str, manner: Manner, random: Random) -> str:
    """The text as its writer would have typed it."""
    at = random.random()
    if manner.marks == "none":
        text = _breathless(text, at)
    elif manner.marks == "sparse" and at < 0.5:
        text = text.translate(COMMAS)
    elif at < (0.4 if manner.marks == "half" else 0.07):
        text = text.translate(HALF)
    elif at < 0.22:
        text = text.translate(COMMAS)
    elif manner.marks == "loud" and at < 0.3:
        text = text.replace("！", "！！！", 1 + int(at * 10))
    if at > 0.975 and len(text) > 200:
        text = text.replace("。", "。\n")
    # Every tenth writer does not look at the screen; most make next to no faults.
    rate = manner.faults * (2.5 if random.random() < 0.1 else 0.8)
    return mistype(text, rate, random).strip()
