"""The page in Word: margins, grid, page numbers, and the letterhead in the first page's header."""

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.section import Section, _Footer, _Header
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from qunce.papers import blocks
from qunce.papers.blocks import MM, PITCH_TWIPS, Face, Layout, Letterhead, Style
from qunce.papers.fonts import FAMILIES
from qunce.papers.word_styles import dress
from qunce.papers.word_xml import add_field, element, say, write_lines

_MARK_TOP = 18.0  # mm, of the result class above the organ's name
_ORGAN_SIZE = 30.0
_FOOTER = blocks.HEIGHT - blocks.TOP - blocks.AREA_HEIGHT - 7 - 14 / MM  # 7 mm below the type area


def lay_page(document: WordFile, layout: Layout) -> None:
    section = document.sections[0]
    _set_area(section)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    if layout.letterhead:
        section.different_first_page_header_footer = True
        section.header_distance = Mm(_MARK_TOP)
        _letterhead(section.first_page_header, layout.letterhead)
        _last_rule(section.first_page_footer)


def _set_area(section: Section) -> None:
    section.page_width, section.page_height = Mm(blocks.WIDTH), Mm(blocks.HEIGHT)
    section.left_margin, section.top_margin = Mm(blocks.LEFT), Mm(blocks.TOP)
    section.right_margin = Mm(blocks.WIDTH - blocks.LEFT - blocks.AREA_WIDTH)
    section.bottom_margin = Mm(blocks.HEIGHT - blocks.TOP - blocks.AREA_HEIGHT)
    section.footer_distance = Mm(_FOOTER)
    for grid in section._sectPr.xpath("./w:docGrid"):
        section._sectPr.remove(grid)
    section._sectPr.append(element("w:docGrid", type="lines", linePitch=PITCH_TWIPS))


def _number(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — in size 4, one character in from the outer edge (§7.5)."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    paragraph.add_run("— ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" —")
    for run in paragraph.runs:
        run.font.size, run.font.name = Pt(14), FAMILIES[Face.PAGE_NUMBER][0]


def _letterhead(header: _Header, head: Letterhead) -> None:
    header.is_linked_to_previous = False
    mark = dress(header.paragraphs[0], Style.HEADING)
    mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    mark.paragraph_format.first_line_indent = None
    _exactly(mark, (blocks.ORGAN_TOP - _MARK_TOP) * MM)
    write_lines(mark, head.mark)
    organ = dress(header.add_paragraph(), Style.TITLE)
    _exactly(organ, _ORGAN_SIZE + blocks.RULE_GAP * MM)
    write_lines(organ, head.organ)
    for run in organ.runs:
        run.font.size, run.font.color.rgb = Pt(_ORGAN_SIZE), RGBColor.from_string(blocks.RED)
    _rule(organ, "bottom", 18)
    thin = header.add_paragraph()
    _exactly(thin, 2.5)
    _rule(thin, "bottom", 6)
    thin.paragraph_format.space_after = Pt(blocks.SEVEN_EIGHTHS)


def _last_rule(footer: _Footer) -> None:
    """Thin over thick, 20 mm above the edge."""
    footer.is_linked_to_previous = False
    thin = footer.paragraphs[0]
    _exactly(thin, 2.5)
    _rule(thin, "top", 6)
    thick = footer.add_paragraph()
    _exactly(thick, 2.5)
    _rule(thick, "top", 18)


def _exactly(paragraph: Paragraph, points: float) -> None:
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
    form.space_before = form.space_after = Pt(0)


def _rule(paragraph: Paragraph, side: str, eighths: int) -> None:
    """A red line of 170 mm: it stands out by 7 mm on both sides of the type area."""
    out = Mm((blocks.AREA_WIDTH - blocks.RULE_WIDTH) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = out
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=eighths, space=0, color=blocks.RED))
    say(paragraph._p.get_or_add_pPr(), borders)
