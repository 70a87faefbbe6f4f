"""Forms in Word: a table of many columns whose rows are as high as what stands in them."""

from docx.document import Document as WordFile
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Mm
from docx.table import Table, _Row

from qunce.papers import blocks
from qunce.papers.blocks import COLUMNS, Form, Row
from qunce.papers.word_styles import dress
from qunce.papers.word_xml import write_lines


def add_form(document: WordFile, form: Form) -> None:
    table: Table = document.add_table(len(form.rows), COLUMNS, "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column in table.columns:
        column.width = Mm(blocks.AREA_WIDTH / COLUMNS)
    for made, row in zip(table.rows, form.rows, strict=True):
        _fill(made, row)


def _fill(made: _Row, row: Row) -> None:
    made.height, made.height_rule = Mm(row.height), WD_ROW_HEIGHT_RULE.AT_LEAST
    start = 0
    cells = made.cells
    for cell in row.cells:
        whole = cells[start].merge(cells[start + cell.span - 1])
        whole.width = Mm(blocks.AREA_WIDTH / COLUMNS * cell.span)
        whole.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        write_lines(dress(whole.paragraphs[0], cell.style), cell.text)
        start += cell.span
