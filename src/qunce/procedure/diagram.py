"""A procedure as a picture: a line for each step and act, and a lane for each way from one to
another. SVG that stands by itself, in light and dark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from qunce.procedure.grammar import Phase, Procedure, Step

_LINE, _STEP, _GAP = 22, 30, 16
_LEFT, _TEXT, _LANE = 24, 250, 14
_STYLE = """
text { font: 14px "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; fill: #222 }
.step { font-weight: 600 } .who { fill: #777 } .way { fill: none; stroke: #b8b0a4 }
.back { stroke-dasharray: 3 3 } .dot { fill: #a4262c } .end { fill: #8a8178 } .tip { fill: #b8b0a4 }
@media (prefers-color-scheme: dark) {
  text { fill: #eee } .who { fill: #aaa } .way { stroke: #6b645b } .tip { fill: #6b645b }
  .dot { fill: #e07a7e }
}
"""


@dataclass(frozen=True)
class _Way:
    """From the line of an act to the line of a step, as heights in the picture."""

    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return min(self.start, self.end), max(self.start, self.end)


def as_svg(procedure: Procedure, language: str = "zh") -> str:
    """The picture; its words are in `language`, “zh” or “en”."""
    heights = _heights(procedure)
    ways = list(_ways(procedure, heights))
    lanes = _lanes(ways)
    width = _LEFT + _TEXT + _LANE * (max(lanes, default=0) + 2)
    height = max(heights.values()) + _LINE * 2
    body = [*_texts(procedure, heights, language)]
    body += (_path(way, lane) for way, lane in zip(ways, lanes, strict=True))
    title = escape(procedure.title.in_language(language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n" + "\n".join(body) + "\n</svg>\n"
    )


def _heights(procedure: Procedure) -> dict[tuple[str, str], int]:
    """Where each step and each of its acts stands; a step's own line has no act."""
    found, y = {}, _STEP
    for step in procedure.steps:
        found[step.code, ""] = y
        for act in step.acts:
            y += _LINE
            found[step.code, act.code] = y
        y += _STEP if step.phase == Phase.ENDED else _STEP + _GAP
    return found


def _ways(procedure: Procedure, heights: dict[tuple[str, str], int]) -> Iterator[_Way]:
    for step in procedure.steps:
        for act in step.acts:
            for to in act.to:
                yield _Way(heights[step.code, act.code], heights[to, ""])


def _lanes(ways: list[_Way]) -> list[int]:
    """The lane of each way, so that none covers another; short ones lie inside."""
    taken: list[list[tuple[int, int]]] = []
    lanes = [0] * len(ways)
    for i in sorted(range(len(ways)), key=lambda i: (ways[i].span[1] - ways[i].span[0], i)):
        lanes[i] = _free(taken, ways[i].span)
    return lanes


def _free(taken: list[list[tuple[int, int]]], span: tuple[int, int]) -> int:
    for lane, spans in enumerate(taken):
        if all(span[1] < low or high < span[0] for low, high in spans):
            spans.append(span)
            return lane
    taken.append([span])
    return len(taken) - 1


def _path(way: _Way, lane: int) -> str:
    left, right = _LEFT + _TEXT, _LEFT + _TEXT + _LANE * (lane + 1)
    start, end = way.start - 5, way.end - 5
    kind = "way back" if end < start else "way"
    return (
        f'<path class="{kind}" d="M{left - 20} {start}H{right}V{end}H{left + 4}"/>'
        f'<path class="tip" d="M{left - 2} {end}l7 -4v8z"/>'
    )


def _texts(
    procedure: Procedure, heights: dict[tuple[str, str], int], language: str
) -> Iterator[str]:
    for step in procedure.steps:
        y = heights[step.code, ""]
        yield f'<circle class="{_dot(step)}" cx="{_LEFT - 10}" cy="{y - 5}" r="5"/>'
        yield f'<text class="step" x="{_LEFT}" y="{y}">{_head(step, language)}</text>'
        for act in step.acts:
            words = escape(act.title.in_language(language))
            yield f'<text x="{_LEFT + 16}" y="{heights[step.code, act.code]}">{words}</text>'


def _dot(step: Step) -> str:
    return "end" if step.phase == Phase.ENDED else "dot"


def _head(step: Step, language: str) -> str:
    title = escape(step.title.in_language(language))
    if step.holder is None:
        return title
    who = escape(step.holder.words.in_language(language))
    return f'{title} <tspan class="who">{who}</tspan>'
