"""The two lines of a bulletin that Word has no style for: below its head, and around its foot."""

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from qunce.papers.blocks import AREA_WIDTH, RED, SIZE_3, Colophon, Sides, Style
from qunce.papers.word_styles import dress
from qunce.papers.word_xml import element, say, write_lines

_THICK, _THIN, _BLACK = 18, 5, "000000"  # eighths of a point


def add_sides(document: WordFile, sides: Sides) -> None:
    paragraph = dress(document.add_paragraph(), Style.LINE)
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent = Pt(0), Pt(0)
    form.first_line_indent = Pt(SIZE_3 / 2)
    form.tab_stops.add_tab_stop(Mm(AREA_WIDTH) - Pt(SIZE_3 / 2), WD_TAB_ALIGNMENT.RIGHT)
    write_lines(paragraph, sides.left)
    paragraph.add_run().add_tab()
    paragraph.add_run(sides.right)
    for run in paragraph.runs:
        run.font.size = Pt(sides.size)
    _ruled(paragraph, bottom=(_THICK, RED))


def add_colophon(document: WordFile, colophon: Colophon) -> None:
    """After the text, its lines kept together: a program that opens it moves it as one piece."""
    for number, words in enumerate(colophon.lines):
        paragraph = _line(document, words)
        is_last = number == len(colophon.lines) - 1
        thin = (_THIN, _BLACK)
        _ruled(paragraph, top=thin, **({"bottom": thin} if is_last else {"between": thin}))
        paragraph.paragraph_format.keep_with_next = not is_last or bool(colophon.copies)
    if colophon.copies:
        _line(document, colophon.copies).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _line(document: WordFile, words: str) -> Paragraph:
    paragraph = dress(document.add_paragraph(), Style.COLOPHON)
    size = Style.COLOPHON.value.size
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent = Pt(3 * size), Pt(size)
    form.first_line_indent = Pt(-2 * size)
    write_lines(paragraph, words)
    return paragraph


def _ruled(paragraph: Paragraph, **sides: tuple[int, str]) -> None:
    borders = element("w:pBdr")
    for side in ("top", "bottom", "between"):
        if side in sides:
            eighths, color = sides[side]
            borders.append(element(f"w:{side}", val="single", sz=eighths, space=4, color=color))
    say(paragraph._p.get_or_add_pPr(), borders)
