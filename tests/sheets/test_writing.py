"""What we hand out opens everywhere, is never live, and is never cut in silence."""

import csv
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from qunce import sheets
from qunce.sheets import Table, open_sheet, write_csv, write_xlsx, writer

LIVE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    '=HYPERLINK("http://x")',
]


def test_no_formula_is_live_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [Table("全部", ["内容"], [[text] for text in LIVE])])
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
        assert "hyperlink" not in " ".join(archive.namelist()).lower()
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml
    cells = openpyxl.load_workbook(path).active["A"][1:]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}


@pytest.mark.parametrize("text", LIVE)
def test_no_formula_is_live_in_a_csv(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ["=head"], [[text], [-5], ["无害"]])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["'=head"], [f"'{text}"], ["-5"], ["无害"]]


def test_tables_become_sheets_that_we_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows: list[list[str | float | None]] = [
        ["路灯🙂", 3],
        ["\x01控制\x07字符", None],
        ["孤\ud800立", 2.5],
    ]
    write_xlsx(path, [Table("总览", ["内容", "次数"], rows, (40, 8)), Table("空", ["内容"], [])])
    with open_sheet(path) as sheet:
        assert sheet.sheet_names == ("总览", "空")
        assert list(sheet.rows()) == [
            (2, ["路灯🙂", "3"]),
            (3, ["\x01控制\x07字符", ""]),
            (4, ["孤?立", "2.5"]),
        ]


def test_a_text_that_no_cell_can_hold_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [Table("全部", ["内容"], [["字" * 100_000]])])
    with open_sheet(path) as sheet:
        ((_, (text,)),) = sheet.rows()
    assert text.count("字") == 32_727 + 1
    assert text.endswith("……（表格放不下，后面还有 67273 字，见原文）")


def test_rows_that_no_sheet_can_hold_go_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MOST_ROWS", 4)
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [Table("全部", ["内容"], ([str(n)] for n in range(7)))])
    with open_sheet(path) as sheet:
        assert sheet.sheet_names == ("全部", "全部 (2)", "全部 (3)")
    read = []
    for name in sheet.sheet_names:
        with open_sheet(path, sheet=name, header=1) as part:
            read += [cells[0] for _, cells in part.rows()]
    assert read == [str(n) for n in range(7)]


def test_the_package_offers_what_it_says() -> None:
    assert sorted(sheets.__all__) == sorted(set(sheets.__all__))
    assert all(hasattr(sheets, name) for name in sheets.__all__)
