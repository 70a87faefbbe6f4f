"""A laid out paper, before it is Word or PDF: pieces with a style, and nothing to be interpreted.

The numbers are those of GB/T 9704-2012: A4 with a type area of 156 × 225 mm, 37 mm from the top
and 28 mm from the left, 22 lines of 28 characters of size 3 (16 pt).
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

WIDTH, HEIGHT = 210.0, 297.0  # of the page, in mm
LEFT, TOP = 28.0, 37.0
AREA_WIDTH, AREA_HEIGHT = 156.0, 225.0
CHARACTERS, LINES = 28, 22
COLUMNS = 24  # of a form
MM = 72 / 25.4  # points in a millimetre
PITCH = AREA_HEIGHT * MM / LINES  # from line to line, in points
# Word counts in twentieths of a point. Rounded down: were it more, only 21 lines would fit.
PITCH_TWIPS = int(PITCH * 20)
SIZE_3 = 16  # points
# 28 characters of 16 pt are wider than 156 mm by this much each.
SQUEEZE = AREA_WIDTH * MM / CHARACTERS - SIZE_3
RED = "E60012"

# §10.1: the organ's name stands 30 mm below the edge, the double lines are 170 mm long.
ORGAN_TOP, RULE_WIDTH, RULE_GAP, LAST_RULE = 30.0, 170.0, 4.0, 20.0
SEVEN_EIGHTHS = SIZE_3 * 7 / 8  # of the height of a character of size 3, in points


class Face(Enum):
    """The five faces, by what they are for; fonts.py says which font each is set in."""

    TITLE = "小标宋"
    BODY = "仿宋"
    HEADING = "黑体"
    SUBHEADING = "楷体"
    PAGE_NUMBER = "宋体"


@dataclass(frozen=True)
class Look:
    """`indent` and `right` count characters; `align` is left, center, right or both."""

    name: str  # of the style in Word
    face: Face
    size: float
    align: str = "both"
    indent: int = 0
    keep: bool = False  # on the page of what follows
    heading: int = 0  # its level in the outline
    on_grid: bool = True  # of 22 lines on a page
    is_red: bool = False


class Style(Enum):
    TITLE = Look("公文标题", Face.TITLE, 22, "center", keep=True, heading=1)
    LINE = Look("公文文号", Face.BODY, 16, "left")
    RIGHT = Look("公文右侧", Face.BODY, 16, "right")
    ADDRESSEE = Look("主送", Face.BODY, 16, "left")
    HEADING = Look("一级标题", Face.HEADING, 16, indent=2, keep=True, heading=2)
    SUBHEADING = Look("二级标题", Face.SUBHEADING, 16, indent=2, keep=True)
    BODY = Look("公文正文", Face.BODY, 16, indent=2)
    CLOSING = Look("公文结语", Face.BODY, 16, indent=2, keep=True)
    SIGNATURE = Look("署名", Face.BODY, 16, "right", keep=True)
    NOTE = Look("附注", Face.BODY, 16, indent=2)
    COPIES = Look("抄送", Face.BODY, 14, "left")
    LABEL = Look("表格项目", Face.HEADING, 14, "center", on_grid=False)
    CELL = Look("表格内容", Face.BODY, 14, "left", on_grid=False)
    SMALL = Look("表格说明", Face.BODY, 12, "left", on_grid=False)
    MASTHEAD = Look("简报名称", Face.TITLE, 52, "center", on_grid=False, is_red=True)
    ISSUE = Look("简报期号", Face.BODY, 16, "center")
    MARK = Look("简报密级", Face.HEADING, 16, "left")
    CONTENTS = Look("简报目录", Face.SUBHEADING, 16, indent=2)
    ARTICLE = Look("简报文题", Face.TITLE, 20, "center", keep=True, heading=1)
    COLOPHON = Look("简报版记", Face.BODY, 14, "left")


@dataclass(frozen=True)
class Text:
    """One paragraph; `right` is how many characters its right edge stands in."""

    style: Style
    text: str
    right: float = 0
    new_page: bool = False
    size: float = 0  # points, where it is not that of the style


@dataclass(frozen=True)
class Gap:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True)
class Cell:
    """`span` of the columns of a form; its text may have several lines."""

    text: str
    span: int
    style: Style = Style.CELL


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    height: float = 10.0  # mm, at least


@dataclass(frozen=True)
class Form:
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sides:
    """One line with a text at each side, and the thick red line of a bulletin below it."""

    left: str
    right: str
    size: float = SIZE_3


@dataclass(frozen=True)
class Colophon:
    """版记: to whom it goes between thin lines, and how many were printed. Last on the paper."""

    lines: tuple[str, ...]
    copies: str = ""


Block: TypeAlias = Text | Gap | Form | Sides | Colophon


@dataclass(frozen=True)
class Letterhead:
    """What stands at the top of a letter's first page, and the result class right above it."""

    organ: str
    mark: str


@dataclass(frozen=True)
class Layout:
    """A whole paper. `copies` stand at the foot of the last page's type area."""

    name: str
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    copies: str = ""
