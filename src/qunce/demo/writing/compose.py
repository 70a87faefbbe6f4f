"""Puts one text together: who writes, about what, how long, in which order."""

from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise, zip_longest

from qunce.demo.writing.grammar import Write
from qunce.demo.writing.library import Library, Theme
from qunce.demo.writing.manners import Manner
from qunce.demo.writing.numbers import ordinal

# Order in which the parts stand. What a text is for decides how much of each it holds.
ORDER = (
    "praise", "history2", "what", "detail", "scene", "history", "tries", "pushing", "impact",
    "life", "family", "compare", "law", "general", "why", "colour", "money", "how", "rhetoric",
    "wish",
)  # fmt: skip
PLACES = {part: place for place, part in enumerate(ORDER)}
INTENTS = {
    "complaint": (
        50,
        "what 20 detail 18 life 15 general 4 scene 2 history 3 tries 4 pushing 2 impact 3 "
        "family 3 compare 2 law 1 why 2 colour 2 money 2 how 7 rhetoric 2 wish 3",
    ),
    "proposal": (
        36,
        "praise 2 what 14 detail 10 life 13 general 5 scene 1 history 1 impact 2 family 1 "
        "compare 3 law 1 why 3 colour 2 money 3 how 18 rhetoric 2 wish 2 history2 2",
    ),
    "question": (
        14,
        "what 16 detail 13 life 13 general 2 history 3 tries 5 family 3 law 2 pushing 2 colour 2 "
        "impact 2 wish 5 scene 2 why 1 compare 1",
    ),
}
# Quantiles of the length of a message, as citizens write them: share, characters.
LENGTHS = (
    (0.0, 22), (0.01, 34), (0.05, 58), (0.10, 77), (0.25, 108), (0.5, 168), (0.75, 350),
    (0.9, 740), (0.95, 1150), (0.99, 2300), (1.0, 4200),
)  # fmt: skip
DIGITS = ("{}、", "{}.", "{}，", "({})", "{}：", "({}) ")
POINTS = {"official": "{}是", "chinese": "{}、", "ordinals": "第{}，", "brackets": "（{}）"}


def drawn_length(at: float) -> int:
    for (share, low), (above, high) in pairwise(LENGTHS):
        if at <= above:
            return int(low + (high - low) * (at - share) / (above - share))
    return LENGTHS[-1][1]


class _Schedule:
    """Draws the next part to write, by the weights of an intent."""

    def __init__(self, line: str) -> None:
        words = line.split()
        self.parts = words[::2]
        self.sums = list(accumulate(float(weight) for weight in words[1::2]))

    def draw(self, at: float) -> str:
        return self.parts[bisect(self.sums, at * self.sums[-1])]


SCHEDULES = {name: _Schedule(line) for name, (_, line) in INTENTS.items()}
INTENT_NAMES = tuple(INTENTS)
INTENT_SUMS = tuple(accumulate(share for share, _ in INTENTS.values()))


class Draft:
    """One text in the making. `budget` counts characters still to be written."""

    def __init__(self, library: Library, manner: Manner, budget: float) -> None:
        self.library = library
        self.random = library.random.random
        self.manner = manner
        self.budget = budget
        self.voice = library.voices[manner.name]
        self._used: set[Write] = set()
        at = self.random() * INTENT_SUMS[-1]
        self.schedule = SCHEDULES[INTENT_NAMES[bisect(INTENT_SUMS, at)]]

    def line(self, lines: Sequence[Write]) -> str:
        """A line not yet used in this text, or nothing when a few tries find none."""
        for _ in range(4):
            if not lines:
                break
            write = lines[int(self.random() * len(lines))]
            if write not in self._used:
                self._used.add(write)
                text = write()
                self.budget -= len(text) + 1
                return text
        return ""

    def chance(self, of: float) -> bool:
        return self.random() < of

    def pool(self, theme: Theme, part: str) -> Sequence[Write]:
        if part == "colour":
            return self.voice.colours
        if part in theme.lines:
            return theme.lines[part]
        return self.library.frames[part]


def _parts(draft: Draft, theme: Theme, budget: float) -> list[tuple[int, str]]:
    """Sentences about one theme with their places in the order, for so many characters."""
    floor = draft.budget - budget
    first = draft.line(theme.lines["what"])
    found = [(PLACES["what"], first)]
    misses = 0
    while draft.budget > floor + 12 and misses < 12:
        part = draft.schedule.draw(draft.random())
        text = draft.line(draft.pool(theme, part))
        if text:
            found.append((PLACES[part], text))
        else:
            misses += 1
    found.sort(key=lambda pair: pair[0])
    return found


def _numbered(draft: Draft, points: list[str]) -> list[str]:
    style = draft.manner.points[int(draft.random() * len(draft.manner.points))]
    if style == "none" or len(points) < 2 or (len(points) == 2 and draft.chance(0.6)):
        return points
    frame = POINTS.get(style) or DIGITS[int(draft.random() * len(DIGITS))]
    spoken = str if style == "digits" else ordinal
    return [frame.format(spoken(at)) + point for at, point in enumerate(points, start=1)]


LEADS = ("建议：", "我的建议是：", "办法其实有：", "我想了几条：", "我们的请求：", "", "", "", "")
STOPS = "。！？…，；：”~～"


def _about(draft: Draft, theme: Theme, budget: float) -> list[str]:
    draft.library.scene.topic = theme.topic
    parts = _parts(draft, theme, budget)
    how = [text for place, text in parts if place == PLACES["how"]]
    before = [part for part in parts if part[0] < PLACES["how"]]
    after = [part for part in parts if part[0] > PLACES["how"]]
    if how:
        lead = LEADS[int(draft.random() * len(LEADS))]
        how = _numbered(draft, how)
        how[0] = lead + how[0]
    before = [(place, _embellished(draft, text)) for place, text in before]
    return [*_turning(draft, before), *how, *_turning(draft, after)]


def _turning(draft: Draft, parts: list[tuple[int, str]]) -> list[str]:
    """The sentences; where the writer turns to something else, a sentence ends.

    Run together with commas, unlike things read like a patchwork.
    """
    following = [place for place, _ in parts[1:]]
    return [
        _ended(draft, text, turns=place != next_place)
        for (place, text), next_place in zip_longest(parts, following)
    ]


def _ended(draft: Draft, text: str, *, turns: bool) -> str:
    if not turns or text[-1:] in "。！？…～~" or not draft.chance(draft.manner.turns):
        return text
    return text.rstrip("，；：”") + "。"


def _embellished(draft: Draft, text: str) -> str:
    """Connectives before, asides within, a tail behind: what people put around what they say."""
    library = draft.library
    if draft.chance(0.09):
        text = f"{library.joint()}，{text}"
    if draft.chance(0.08):
        text = text.replace("，", f"，{library.aside()}", 1)
    if text[-1:] not in STOPS and draft.chance(0.14):
        text += library.tail()
    return text


def _frame(draft: Draft, theme: Theme, budget: float) -> tuple[str, str, str]:
    """Opening, closing and signature, as far as the manner and the length allow."""
    manner, library = draft.manner, draft.library
    library.scene.topic = theme.topic
    room = min(1.0, budget / 130)  # short messages come without ceremony
    opening = draft.line(draft.voice.openings) if draft.chance(manner.opens * room) else ""
    if draft.chance(manner.identity * room):
        opening += draft.line(library.identity)
    closing = draft.line(draft.voice.closings) if draft.chance(manner.closes * room) else ""
    sign = draft.line(library.signs) if draft.chance(manner.signs * room) else ""
    return opening, closing, sign


def compose(library: Library, themes: list[Theme], manner: Manner, length: int) -> str:
    """The words of one message about the themes, near the length, before typing faults."""
    library.grammar.start()
    draft = Draft(library, manner, length)
    if length < 45 and len(themes) == 1 and draft.chance(0.7):
        library.scene.topic = themes[0].topic
        return draft.line(themes[0].lines["short"])
    opening, closing, sign = _frame(draft, themes[0], length)
    sentences: list[str] = []
    for left in range(len(themes), 0, -1):
        sentences += _about(draft, themes[len(themes) - left], draft.budget / left)
    return _joined(draft, opening, sentences, closing, sign)


def _joined(draft: Draft, opening: str, sentences: list[str], closing: str, sign: str) -> str:
    stop = _stops(draft.manner.marks, draft.random)
    text = opening
    for sentence in sentences:
        text += sentence if sentence[-1:] in STOPS else sentence + stop()
    text = text[:-1] + "。" if text.endswith(("，", "；", "：")) else text
    if draft.chance(draft.manner.emoji):
        text += draft.library.emoji()
    return text + closing + sign


def _stops(marks: str, random: Callable[[], float]) -> Write:
    options = {
        "full": "。。。。。，，，；",
        "sparse": "，，，，。。",
        "loud": "！！！。。，，？",
        "half": "。，，。  ",
        "none": "，，， ",
        "spaces": "，。。 ",
    }[marks]
    many = len(options)
    return lambda: options[int(random() * many)]
