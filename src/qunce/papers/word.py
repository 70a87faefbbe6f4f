"""Word, built element by element: there is no template in which a text could be an instruction."""

import io
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordFile
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from qunce.papers import blocks
from qunce.papers.blocks import MM, Block, Colophon, Form, Gap, Layout, Sides, Style, Text
from qunce.papers.kinds import Paper
from qunce.papers.layouts import lay_out
from qunce.papers.word_bulletin import add_colophon, add_sides
from qunce.papers.word_page import lay_page
from qunce.papers.word_styles import add_styles, dress, name_fonts
from qunce.papers.word_tables import add_form
from qunce.papers.word_xml import element, say, write_lines

# A zip file holds no earlier day; a fixed one makes the same paper the same bytes.
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def as_word(paper: Paper, *, open_fonts: bool = False) -> bytes:
    """A .docx with named styles, which an office can go on working with.

    The fonts are those that the standard names; the file says what may stand in for them. Not
    every program heeds that: with `open_fonts` the Noto fonts are named themselves.
    """
    layout = lay_out(paper)
    document = Document()
    _empty(document)
    _describe(document, layout.name)
    add_styles(document, open_fonts=open_fonts)
    name_fonts(document)
    lay_page(document, layout)
    for block in layout.blocks:
        _add(document, block)
    if layout.copies:
        _add_copies(document, layout)
    return _packed(document)


def _empty(document: WordFile) -> None:
    """The library's own template begins with nothing but the section."""
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)


def _describe(document: WordFile, name: str) -> None:
    about = document.core_properties
    about.title, about.author, about.comments, about.language = name[:255], "", "", "zh-CN"
    about.created = about.modified = datetime(*_FIRST_DAY, tzinfo=UTC)
    about.last_modified_by, about.revision = "", 1


def _add(document: WordFile, block: Block) -> None:
    match block:
        case Text():
            _add_text(document, block)
        case Gap():
            for _line in range(block.lines):
                dress(document.add_paragraph(), Style.SIGNATURE)
        case Form():
            add_form(document, block)
        case Sides():
            add_sides(document, block)
        case Colophon():
            add_colophon(document, block)


def _add_text(document: WordFile, text: Text) -> Paragraph:
    paragraph = dress(document.add_paragraph(), text.style)
    write_lines(paragraph, text.text)
    if text.size:
        for run in paragraph.runs:
            run.font.size = Pt(text.size)
    if text.new_page:
        paragraph.paragraph_format.page_break_before = True
    if text.right:
        paragraph.paragraph_format.right_indent = Pt(text.right * 16)
    return paragraph


def _add_copies(document: WordFile, layout: Layout) -> None:
    """抄送 at the foot of the type area: a frame that is held at the margin."""
    paragraph = _add_text(document, Text(Style.COPIES, layout.copies))
    frame = element(
        "w:framePr",
        w=round(blocks.AREA_WIDTH * MM * 20),
        wrap="notBeside",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="left",
        yAlign="bottom",
    )
    form = paragraph.paragraph_format
    size = Style.COPIES.value.size
    form.left_indent, form.right_indent = Pt(4 * size), Pt(size)
    form.first_line_indent = Pt(-3 * size)
    say(paragraph._p.get_or_add_pPr(), frame)


def _packed(document: WordFile) -> bytes:
    """The parts in a fixed order, all of the same day."""
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            out.writestr(zipfile.ZipInfo(name, _FIRST_DAY), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
