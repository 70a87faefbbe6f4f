"""Files that cannot or must not be read: each gets a clear sentence, and the process lives."""

import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qunce import sheets
from qunce.sheets import Limits, Said, SheetError, open_sheet
from qunce.sheets.words import WORDS
from tests.sheets.files import compound, xls_with_password, xlsx


def refused(path: Path, limits: Limits | None = None) -> SheetError:
    with pytest.raises(SheetError) as caught, open_sheet(path, limits=limits) as sheet:
        list(sheet.rows())
    assert "{" not in caught.value.words("zh") + caught.value.words("en")
    return caught.value


def repacked(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same workbook with some of its parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def with_sheet(tmp_path: Path, change: Callable[[bytes], bytes]) -> Path:
    def only_sheet(name: str, content: bytes) -> bytes:
        return change(content) if name == "xl/worksheets/sheet1.xml" else content

    return repacked(xlsx(tmp_path / "whole.xlsx"), tmp_path / "changed.xlsx", only_sheet)


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "a.xlsx").read_bytes()
    path = tmp_path / "b.xlsx"
    for length in (10, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:length])
        assert refused(path).words() == (
            "表格已损坏，读不下去（文件不完整）。没有导入任何内容。"
            "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"
        )


def test_a_damaged_cell_is_named(tmp_path: Path) -> None:
    path = with_sheet(tmp_path, lambda xml: xml.replace(b'<c r="E2"', b'<c r="E2"><<'))
    assert isinstance(refused(path), sheets.Broken)
    assert (
        refused(path)
        .words("en")
        .startswith("The spreadsheet is damaged and cannot be read (near cell E2).")
    )


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    assert refused(compound(tmp_path / "a.xlsx", "EncryptedPackage")).code == "encrypted"
    assert refused(xls_with_password(tmp_path / "a.xls")).code == "encrypted"


def test_a_workbook_in_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    content = bytearray(path.read_bytes())
    directory = struct.unpack_from("<I", content, content.rindex(b"PK\x05\x06") + 16)[0]
    content[directory + 8] |= 1
    path.write_bytes(content)
    assert refused(path).code == "encrypted"


def test_a_workbook_with_macros_is_never_opened(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf")
    assert refused(path).code == "macros"
    assert refused(compound(tmp_path / "a.xls", "Workbook", "_VBA_PROJECT_CUR")).code == "macros"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "a web page or XML"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><Workbook/>", "a web page or XML"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"Rar!\x1a\x07", "a RAR archive"),
    ],
)
def test_what_is_no_spreadsheet_is_named(content: bytes, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "点子.xls"
    path.write_bytes(content)
    problem = refused(path)
    assert problem.code == "misdeclared"
    assert problem.words("en").startswith(f"The file is named .xls but is {kind},")


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/document.xml", "a Word document"),
        ("readme.txt", "a zip archive"),
        ("content.xml", "an OpenDocument file"),
        ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ],
)
def test_another_archive_is_named(part: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert kind in refused(path).words("en")


def test_a_word_document_of_old_is_named(tmp_path: Path) -> None:
    assert refused(compound(tmp_path / "a.xls", "WordDocument")).code == "misdeclared"
    assert refused(compound(tmp_path / "b.xls", "Other")).code == "broken"


def test_an_empty_file_and_an_empty_sheet_are_refused(tmp_path: Path) -> None:
    nothing = tmp_path / "a.csv"
    nothing.touch()
    blank = tmp_path / "b.csv"
    blank.write_text("\n , \n\n")
    for path in (nothing, blank, xlsx(tmp_path / "c.xlsx", []), xlsx(tmp_path / "d.xlsx", [[" "]])):
        assert refused(path).code == "empty"


def test_300_megabytes_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(300 * 1024 * 1024)  # a sparse file: it takes no room on the disk
    assert refused(path).words() == (
        "文件有 315 MB，超过了 300 MB 的上限。请删去图片和无关的列，或分成几份再试。"
    )


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    path = with_sheet(tmp_path, lambda xml: xml + b" " * 60_000_000)
    assert path.stat().st_size < 200_000
    assert refused(path).code == "bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = with_sheet(tmp_path, lambda xml: xml + b" " * 60_000_000)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = struct.pack("<I", archive.getinfo("xl/worksheets/sheet1.xml").file_size)
    assert content.count(size) == 2  # in the local header and in the directory
    path.write_bytes(content.replace(size, struct.pack("<I", 2_000)))
    assert refused(path).code == "bomb"


def test_an_archive_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(60):
            archive.writestr(f"xl/media/{number}.png", b"")
    assert refused(path, Limits(parts=50)).code == "bomb"
    with open_sheet(path) as sheet:
        assert len(list(sheet.rows())) == 2


def test_one_stray_cell_in_the_far_corner_does_not_take_the_process_along(tmp_path: Path) -> None:
    # 1,048,576 rows of 16,384 columns: a reader that keeps the whole range wants 400 GB.
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = with_sheet(tmp_path, lambda xml: xml.replace(b"</sheetData>", corner))
    assert refused(path).code == "too_heavy"


def test_reading_keeps_to_the_memory_it_was_given(tmp_path: Path) -> None:
    corner = b'<row r="2000"><c r="XFD2000"><v>1</v></c></row></sheetData>'
    path = with_sheet(tmp_path, lambda xml: xml.replace(b"</sheetData>", corner))
    assert refused(path, Limits(memory=500_000_000)).code == "too_heavy"


def test_a_csv_in_an_unknown_encoding_names_the_row_and_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("内容\n路灯\n".encode("gbk") + b"\xff\xff\xff\n")
    assert refused(path).words() == (
        "第 3 行（文件第 11 个字节处）的文字编码无法识别，既不是 UTF-8 也不是 GB18030。"
        "请用 Excel 或 WPS 打开，确认文字正常，另存为 .xlsx 后再试。"
    )
    path.write_bytes("内容\n路灯\n".encode() + b"\xff\n")
    assert refused(path).params == {"row": 3, "byte": 15}


def test_an_encoding_that_only_happens_to_decode_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        "內容,時間\n這裡的路燈壞了很久，沒有人來修理，請儘快處理。,2020\n".encode("big5")
    )
    assert refused(path).code == "wrong_encoding"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00\x04\x00")
    assert refused(path).code == "broken"


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('内容,时间\n甲,1\n"乙,2\n丙,3\n', encoding="utf-8")
    assert "第 3 行的引号没有配对" in refused(path).words()
    read = []
    with pytest.raises(SheetError), open_sheet(path, header=1) as sheet:
        read += [number for number, _ in sheet.rows()]
    assert read == []  # refused before a row is promised
    path.write_text('内容,时间\n甲,1\n"乙,2\n' + "丙,3\n" * 500, encoding="utf-8")
    assert "第 3 行的引号没有配对" in refused(path, Limits(cell=1000)).words()


def test_a_program_beside_the_spreadsheet_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    with open_sheet(path) as sheet:
        assert len(list(sheet.rows())) == 2


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=40))
@example([(0.999, 56)])  # the directory is said to begin before the file
def test_a_workbook_with_random_damage_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, int]]
) -> None:
    path = xlsx(tmp_path_factory.mktemp("damage") / "a.xlsx")
    content = bytearray(path.read_bytes())
    for place, byte in damage:
        content[int(place * len(content))] = byte
    path.write_bytes(content)
    with suppress(SheetError), open_sheet(path) as sheet:
        list(sheet.rows())


def test_everything_is_said_in_both_languages() -> None:
    holes = {"row": 1, "byte": 1, "name": "x", "names": "x", "suffix": "x", "kind": "x"}
    holes |= {"kind_zh": "x", "kind_en": "x", "megabytes": 1, "limit": 1, "where": "x"}
    holes |= {"cell": "x", "encoding": "x", "column": "x", "word": "x", "mean": 1}
    for code, (zh, en) in WORDS.items():
        assert zh.isascii() is False
        assert "{" not in Said(code, holes).words("zh-hans")
        assert "{" not in Said(code, holes).words("en")
        assert sorted(_holes(zh)) == sorted(_holes(en)) or code == "misdeclared"


def _holes(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]
