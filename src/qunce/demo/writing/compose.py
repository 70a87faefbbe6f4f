"""Puts one text together: who speaks, what happened, whom they asked, what they propose."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qunce.demo.writing.library import Case, Library, Line, Theme
from qunce.demo.writing.manners import Manner
from qunce.demo.writing.numbers import ordinal

# Quantiles of the length of a message, as citizens write them: share, characters.
LENGTHS = (
    (0.0, 24), (0.01, 36), (0.05, 70), (0.10, 90), (0.25, 120), (0.5, 185), (0.75, 385),
    (0.9, 980), (0.95, 1350), (0.99, 2600), (1.0, 3400),
)  # fmt: skip
SHORT = 42
IDEAS = 0.4  # of those who write at length, how many come with proposals rather than a complaint
LISTS = 0.85
ASKED = 0.4
NUMBERED = 0.3
AROUND = 0.2  # the share of a longer text that is not about the matter itself
ALONE = 150  # below so many characters there is nothing but the matter
COMMON = 1.6  # of twenty-two cases the first four are told by a third, not a fifth, of the people
# How many of each kind a text may hold.
MOST = {"list": 2, "impact": 2, "colour": 2, "wish": 1, "praise": 1, "elsewhere": 1}
DIGITS = ("{}、", "{}.", "{}，", "({})", "（{}）")
POINTS = {"official": "{}是", "chinese": "{}、", "ordinals": "第{}，", "brackets": "（{}）"}
ONE = ("建议", "建议", "建议", "希望", "希望", "恳请{}", "请{}", "想请{}", "最好", "能不能")
# Characters with which a line begins that says what an office does; others begin with the thing.
DOES = "把给在对为加增派修建开装换设调安排公查管清恢先改让定列取提"
ANYBODY = ("建议", "建议", "希望", "最好", "我的想法是，")
SEVERAL = ("建议：", "我的建议：", "为此建议：", "希望：", "几点建议：", "建议如下：", "请{}考虑：")
NEXT = ("同时", "另外，", "再就是，", "也希望", "还可以", "最好还能")
ALSO = ("同时，", "另外，", "再就是，", "还有，", "也希望")
FURTHER = (
    "另外，",
    "还有，",
    "还有一件：",
    "再说一件，",
    "此外，",
    "再就是，",
    "顺带说说，",
    "",
    "",
    "",
)
STOPS = "。！？…，；：~～”）"


def drawn_length(at: float) -> int:
    for (share, low), (above, high) in pairwise(LENGTHS):
        if at <= above:
            return int(low + (high - low) * (at - share) / (above - share))
    return LENGTHS[-1][1]


@dataclass
class Segment:
    """What one text says of one case: its lines in their order."""

    case: Case
    what: Line
    details: list[int] = field(default_factory=list)
    how: list[int] = field(default_factory=list)


class Draft:
    """One text in the making."""

    def __init__(self, library: Library, manner: Manner, length: int) -> None:
        self.library = library
        self.random = library.random.random
        self.manner = manner
        self.left = float(length)
        self.voice = library.voices[manner.name]
        self.idea = self.chance(IDEAS)
        self._used: set[int] = set()
        # Who writes has said what they do: with a line of their own, or within this case.
        self.teller: Case | None = None

    def chance(self, of: float) -> bool:
        return self.random() < of

    def one_of(self, words: Sequence[str]) -> str:
        return words[int(self.random() * len(words))]

    def fits(self, line: Line) -> bool:
        if self.manner.official and (line.homely or line.telling):
            return False
        return id(line) not in self._used

    def take(self, lines: Sequence[Line], room: float = 1e9) -> Line | None:
        """A line not yet used that has room, or nothing when a few tries find none."""
        for _ in range(4 if lines else 0):
            line = lines[int(self.random() * len(lines))]
            if self.fits(line) and line.size <= room:
                self._used.add(id(line))
                self.left -= line.size + 1
                return line
        return None

    def cases(self, theme: Theme) -> list[Case]:
        """Those of a theme that this writer can tell of, in any order.

        The first ones of a theme are what most people meet, and so the likelier the earlier.
        """
        order = [theme.cases[at] for at in self.shuffled(len(theme.cases))]
        likely = theme.cases[int(len(order) * self.random() ** COMMON)]
        order.sort(key=lambda case: case is not likely)
        return [case for case in order if any(map(self.fits, case.what))] or order

    def shuffled(self, many: int) -> list[int]:
        order = list(range(many))
        self.library.random.shuffle(order)
        return order


def _segment(draft: Draft, case: Case, budget: float) -> Segment:
    """The matter of a case for so many characters."""
    elsewhere = draft.teller not in (None, case)

    def fits(line: Line) -> bool:
        return draft.fits(line) and not (line.telling and elsewhere)

    fitting = [line for line in case.what if fits(line)] or case.what
    what = draft.take(fitting) or fitting[0]
    segment = Segment(case, what)
    floor = draft.left - budget + what.size
    asks = [("how", at) for at in draft.shuffled(len(case.how))]
    facts = [("detail", at) for at in draft.shuffled(len(case.details))]
    for kind, at in _wanted(draft, asks, facts):
        line = (case.how if kind == "how" else case.details)[at]
        if fits(line) and draft.left - floor > line.size * 0.6:
            (segment.how if kind == "how" else segment.details).append(at)
            draft.left -= line.size + 2
    segment.details.sort()
    segment.how.sort()
    return segment


Part = tuple[str, int]


def _wanted(draft: Draft, asks: list[Part], facts: list[Part]) -> list[Part]:
    """What to say of a case, most wanted first; who complains asks for one or two things."""
    if draft.idea:
        return [*asks[:1], *facts[:1], *asks[1:3], *facts[1:], *asks[3:]]
    first = asks[:1] if draft.chance(0.75) else []
    second = asks[1:2] if draft.chance(0.4) else []
    return [*facts[:1], *first, *facts[1:], *second]


def _around(draft: Draft, theme: Theme, budget: float) -> dict[str, list[Line]]:
    """Sentences around the matter, by kind, for so many characters."""
    found: dict[str, list[Line]] = {}
    floor = draft.left - budget
    pools = {**draft.library.frames, "colour": draft.voice.colours, "list": theme.lists}
    for kind in _kinds(draft):
        room = draft.left - floor + 12
        full = len(found.get(kind, [])) >= MOST.get(kind, 99)
        line = None if full or room < 20 else draft.take(pools[kind], room)
        if line:
            found.setdefault(kind, []).append(line)
    return found


def _kinds(draft: Draft) -> list[str]:
    """In which order things around the matter are wanted."""
    first = ["list"] if draft.chance(LISTS) else []
    first += ["colour"] if draft.chance(draft.manner.colours * 0.8) else []
    if draft.idea:
        other = ("impact", "elsewhere", "wish" if draft.manner.official else "praise")
        return [*first, draft.one_of(other), "list", "wish"]
    some = ["impact"] if draft.chance(0.15) else []
    asked = ["tried", "again", "list", "again", "last"] if draft.chance(ASKED) else []
    known = ["number"] if draft.chance(NUMBERED) else []
    return [*first, *some, *known, *asked, "list", "wish", "list"]


def _numbered(draft: Draft, points: list[str]) -> str:
    style = draft.one_of(draft.manner.points)
    if style == "none" or (len(points) == 2 and draft.chance(0.5)):
        return f"{_asked(draft, points[0])}。" + "。".join(
            draft.one_of(NEXT if point[0] in DOES else ALSO) + point for point in points[1:]
        )
    frame = POINTS.get(style) or draft.one_of(DIGITS)
    spoken = str if style == "digits" else ordinal
    marked = [frame.format(spoken(at)) + point for at, point in enumerate(points, start=1)]
    lead = draft.one_of(SEVERAL).format(draft.library.scene.unit())
    return lead + draft.one_of(("；", "；", "。")).join(marked)


def _asked(draft: Draft, point: str) -> str:
    lead = draft.one_of(ONE if point[0] in DOES else ANYBODY)
    end = "？" if lead == "能不能" and "。" not in point else ""
    return lead.format(draft.library.scene.unit()) + point + end


def _how(draft: Draft, segment: Segment) -> list[str]:
    points = [segment.case.how[at].write() for at in segment.how]
    if not points:
        return []
    return [_asked(draft, points[0]) if len(points) == 1 else _numbered(draft, points)]


def _written(lines: Sequence[Line]) -> list[str]:
    return [line.write() for line in lines]


def _matter(segment: Segment) -> list[str]:
    return [segment.what.write(), *(segment.case.details[at].write() for at in segment.details)]


def _body(draft: Draft, segments: list[Segment], around: dict[str, list[Line]]) -> list[str]:
    """All sentences in the order in which they are told."""
    alone = len(segments) == 1
    said = _written(around.get("praise", []))
    for at, segment in enumerate(segments):
        matter = _matter(segment)
        if at:
            matter[0] = draft.one_of(FURTHER) + matter[0]
        said += matter + ([] if alone else _how(draft, segment))
    for kind in ("list", "tried", "again", "last", "impact", "elsewhere", "colour"):
        said += _written(around.get(kind, []))
    said += _how(draft, segments[0]) if alone else []
    return said + _written(around.get("wish", []))


def _frame(draft: Draft, case: Case, length: int) -> list[Line | None]:
    """Opening, identity, closing and signature, as far as the manner and the length allow."""
    manner, library = draft.manner, draft.library
    room = min(1.0, length / 160)  # short messages come without ceremony
    who = case.who if case.who and draft.chance(0.7) else library.identity[library.scene.rural]
    if case.tells and who is not case.who:
        who = []
    draft.teller = case
    return [
        draft.take(lines, length / 3) if draft.chance(share * room) else None
        for lines, share in (
            (draft.voice.openings, manner.opens),
            (who, manner.identity),
            (draft.voice.closings, manner.closes),
            (library.signs, manner.signs),
        )
    ]


def _segments(draft: Draft, cases: list[Case], others: list[Case]) -> list[Segment]:
    """Each case with its share of the room; what is left goes to `others` of the same theme."""
    body = draft.left if draft.left < ALONE else draft.left * (1 - AROUND)
    segments = [_segment(draft, case, body / len(cases)) for case in cases]
    for case in others:
        if draft.left > body * AROUND + ALONE:
            segments.append(_segment(draft, case, draft.left - body * AROUND))
    return segments


def compose(library: Library, themes: list[Theme], manner: Manner, length: int) -> tuple[str, Case]:
    """The words of one message about the themes, near the length, and the case it is mainly of."""
    draft = Draft(library, manner, length)
    first, *others = draft.cases(themes[0])
    library.scene.topic = first.topic
    if length < SHORT and len(themes) == 1:
        return (draft.take(themes[0].short) or themes[0].short[0]).write(), first
    second = [draft.cases(theme)[0] for theme in themes[1:]]
    before_after = _frame(draft, first, length)
    segments = _segments(draft, [first, *second], [] if second else others)
    around = _around(draft, themes[0], draft.left) if length >= ALONE else {}
    opening, who, closing, sign = before_after
    head = "".join(_written([line for line in (opening, who) if line]))
    body = _joined(draft, head, _body(draft, segments, around))
    return body + "".join(_written([line for line in (closing, sign) if line])), first


def _joined(draft: Draft, head: str, sentences: list[str]) -> str:
    text = head if head[-1:] in STOPS else head + "。"
    for sentence in sentences:
        text += sentence if sentence[-1:] in "。！？…～”" else sentence + _stop(draft)
    text = text.strip("，；：。 ") + (text[-1] if text[-1] in "！？…～”" else "。")
    return text + draft.library.emoji() if draft.chance(draft.manner.emoji) else text


def _stop(draft: Draft) -> str:
    return draft.one_of(
        {
            "full": "。。。。。。。。。，",
            "sparse": "，，，。。。",
            "loud": "！。。。。。，",
            "half": "。。。，  ",
            "none": "，，， ",
            "spaces": "。。。，",
        }[draft.manner.marks]
    )
