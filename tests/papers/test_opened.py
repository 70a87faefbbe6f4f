"""简报 opened by LibreOffice, as a picture, beside the golden page."""

from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from qunce.papers import as_pdf, as_word
from tests.libreoffice import convert
from tests.papers.samples import BULLETIN

# The first page in fields of about five millimetres, how much ink is in each: a blank for none, a
# nine for most. It is what `drawn` gives of our PDF, looked at and found to be as it should.
GOLDEN = Path(__file__).with_name("bulletin.page")
ROWS, COLUMNS = 59, 42
Fields = NDArray[np.float64]


def fields(pdf: bytes) -> Fields:
    """The share of ink in each field of the first page, 0 to 1."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=2, grayscale=True).to_numpy().astype(np.float64)
    document.close()
    high, wide = picture.shape[0] // ROWS, picture.shape[1] // COLUMNS
    whole = picture[: high * ROWS, : wide * COLUMNS, ...].reshape(ROWS, high, COLUMNS, wide)
    return 1 - whole.mean(axis=(1, 3)) / 255


def drawn(page: Fields) -> str:
    grades = np.minimum(np.ceil(page * 20), 9).astype(int)
    lines = ("".join(str(grade) if grade else " " for grade in row) for row in grades.tolist())
    return "\n".join(line.rstrip() for line in lines) + "\n"


def golden() -> Fields:
    lines = GOLDEN.read_text(encoding="utf-8").split("\n")[:ROWS]
    return np.array([[float(sign.strip() or 0) for sign in line.ljust(COLUMNS)] for line in lines])


def alike(page: Fields) -> float:
    """How alike a page and the golden one are, as a correlation of ink.

    Ink is spread over 15 mm up and down and 10 aside: LibreOffice sets the first line half a line
    lower, the head on one more, and blanks around figures.
    """
    return float(np.corrcoef(_spread(page).ravel(), _spread(golden()).ravel())[0, 1])


def _spread(page: Fields) -> Fields:
    rows = np.sum([np.roll(page, by, axis=0) for by in range(-3, 4)], axis=0)
    return np.sum([np.roll(rows, by, axis=1) for by in range(-2, 3)], axis=0)  # type: ignore[no-any-return]


def test_our_pdf_is_the_golden_page() -> None:
    assert alike(fields(as_pdf(BULLETIN))) > 0.99


def test_word_opened_by_libreoffice_looks_like_it(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.docx"
    path.write_bytes(as_word(BULLETIN, open_fonts=True))
    opened = convert(path, "pdf", tmp_path)
    assert alike(fields(opened.read_bytes())) > 0.85


def test_a_page_without_its_red_head_does_not() -> None:
    page = fields(as_pdf(BULLETIN))
    page[6:16] = 0
    assert alike(page) < 0.7
