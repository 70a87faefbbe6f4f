"""Colours, type and spaces of every chart: the values of the interface's tokens, in light."""

from typing import Any

RED = "#a01c1f"
# For parts of a whole; each stands out from white and from the dark ground by 3:1 (WCAG 1.4.11).
PARTS = ("#a01c1f", "#c9706b", "#b0842f", "#7d8088")
INK = "#221d1a"  # becomes currentColor, so that text follows the page
SANS = (
    "PingFang SC, HarmonyOS Sans SC, MiSans, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, "
    "sans-serif"
)
TEXT = 13  # px, at the width that was asked for
LINE = 16  # px from line to line of a name
STEP = 30  # px from bar to bar

CONFIG: dict[str, Any] = {
    "background": None,
    "font": SANS,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": TEXT,
        "titleFontSize": TEXT,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "domainColor": INK,
        "domainOpacity": 0.35,
        "gridColor": INK,
        "gridOpacity": 0.12,
        "ticks": False,
        "labelPadding": 8,
        "labelLimit": 0,
    },
    "legend": {"labelFontSize": TEXT, "labelColor": INK, "labelLimit": 0, "symbolType": "square"},
    "text": {"fontSize": TEXT, "color": INK},
}


def width_of(text: str) -> int:
    """Pixels of the longest line, without a font: Chinese is as wide as high, Latin about 0.6.

    So that the same picture comes out on a server that has no Chinese font to measure with.
    """
    lines = text.split("\n")
    return max(round(sum(TEXT if c > "\u2e7f" else 0.6 * TEXT for c in line)) for line in lines)


def folded(label: str, width: int) -> str:
    """The label on lines of about equal length, `width` pixels at most; nothing is left out."""
    whole = width_of(label)
    if whole <= width:
        return label
    even = whole / -(-whole // width) + TEXT
    lines, line = [], ""
    for character in label:
        if line and width_of(line + character) > min(width, even):
            lines.append(line)
            line = ""
        line += character
    return "\n".join([*lines, line])
