"""The styles of an official paper, and which fonts may stand in for which."""

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from qunce.papers.blocks import PITCH_TWIPS, RED, SIZE_3, SQUEEZE, Face, Look, Style
from qunce.papers.fonts import FAMILIES, SANS, SERIF
from qunce.papers.word_xml import element, say

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def add_styles(document: WordFile, *, open_fonts: bool = False) -> None:
    _speak_chinese(document)
    for style in Style:
        look = style.value
        made = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(made, ParagraphStyle)
        made.base_style = None
        _set_letters(made, look, family(look.face, open_fonts=open_fonts))
        if open_fonts and look.face is Face.TITLE:
            made.font.bold = True
        _set_paragraph(made, look)


def dress(paragraph: Paragraph, style: Style) -> Paragraph:
    """Give it a style by its id: the library would look through all styles for each paragraph."""
    paragraph._p.style = style.value.name
    return paragraph


def family(face: Face, *, open_fonts: bool) -> str:
    if open_fonts:
        return SANS if face is Face.HEADING else SERIF
    return FAMILIES[face][0]


def _speak_chinese(document: WordFile) -> None:
    """So that programs choose Chinese glyphs and line breaks where a font is missing."""
    for language in document.styles.element.xpath("./w:docDefaults//w:lang"):
        for kind in ("val", "eastAsia"):
            language.set(qn(f"w:{kind}"), "zh-CN")


def _set_letters(style: ParagraphStyle, look: Look, name: str) -> None:
    """One font for Chinese and for Latin letters; 28 characters of size 3 in a line."""
    style.font.size = Pt(look.size)
    if look.is_red:
        style.font.color.rgb = RGBColor.from_string(RED)
    properties = style.element.get_or_add_rPr()
    if look.size == SIZE_3:
        closer = element("w:spacing", val=round(SQUEEZE * 20))
        properties.insert_element_before(closer, "w:sz", "w:szCs")
    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _set_paragraph(style: ParagraphStyle, look: Look) -> None:
    form = style.paragraph_format
    form.alignment, form.keep_with_next = _ALIGN[look.align], look.keep
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False
    if look.on_grid:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(PITCH_TWIPS / 20)
    if look.indent:
        form.first_line_indent = Pt(look.indent * look.size)
        indents = style.element.get_or_add_pPr().get_or_add_ind()
        indents.set(qn("w:firstLineChars"), str(look.indent * 100))
    properties = style.element.get_or_add_pPr()
    # No space of its own between Chinese and Latin letters or digits.
    say(properties, element("w:autoSpaceDE", val="0"))
    say(properties, element("w:autoSpaceDN", val="0"))
    say(properties, element("w:snapToGrid", val="0"))  # a title would take two lines of it
    if look.heading:
        say(properties, element("w:outlineLvl", val=look.heading - 1))


def name_fonts(document: WordFile) -> None:
    """The font table: where the font of the standard is missing, what may be used instead."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(f"<w:fonts {nsdecls('w')}/>")
    for names in FAMILIES.values():
        font = element("w:font", name=names[0])
        font.append(element("w:altName", val=",".join(names[1:])))
        font.append(element("w:charset", val="86"))
        table.append(font)
    part._blob = serialize_part_xml(table)
