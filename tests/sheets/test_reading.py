"""What a person has in a spreadsheet is what is read, in whatever kind of file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from qunce.sheets import NoSuchSheet, open_sheet, write_csv
from qunce.sheets.cells import letters, text_of
from tests.libreoffice import convert
from tests.sheets.files import FIRST, HEAD, ROWS, SECOND, xls, xlsx


def csv_file(path: Path, encoding: str, newline: str = "\r\n", separator: str = ",") -> Path:
    lines = (separator.join(row) for row in ROWS)
    path.write_bytes((newline.join(lines) + newline).encode(encoding))
    return path


def notes(path: Path) -> list[str]:
    with open_sheet(path) as sheet:
        return [note.code for note in sheet.notes]


@pytest.mark.parametrize("make", [xlsx, xls])
def test_a_workbook_is_read_with_the_rows_numbered_as_on_its_edge(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    with open_sheet(make(tmp_path / "留言.bin")) as sheet:
        assert sheet.columns == HEAD
        assert sheet.header_row == 1
        assert list(sheet.rows()) == [(2, FIRST), (3, SECOND)]
        assert list(sheet.rows()) == [(2, FIRST), (3, SECOND)]  # a second time as well


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_csv_is_read_in_every_usual_encoding(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    with open_sheet(csv_file(tmp_path / "a.csv", encoding, separator=separator)) as sheet:
        assert sheet.columns == HEAD
        assert list(sheet.rows()) == [(2, FIRST), (3, SECOND)]


def test_characters_outside_gbk_survive_in_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("内容\r\n䶮镇的路灯坏了🙂\r\n".encode("gb18030"))
    with open_sheet(path) as sheet:
        assert list(sheet.rows()) == [(2, ["䶮镇的路灯坏了🙂"])]
        assert [note.code for note in sheet.notes] == ["note_encoding"]


def test_cells_are_read_as_a_person_sees_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        day = book.add_format({"num_format": "yyyy/m/d"})
        sheet.write_row(0, 0, ["内容", "b", "c", "d", "e", "f", "g", "h"])
        sheet.write_datetime(1, 0, dt.datetime(2020, 1, 6, 19, 9, 20), moment)
        sheet.write_datetime(1, 1, dt.date(2020, 1, 6), day)
        sheet.write_row(1, 2, [12, 0.1 + 0.2, 123456789012345, True])
        sheet.write_formula(1, 6, "=A1&B1", None, "算好的值")
        sheet.write_string(1, 7, "00123")
    with open_sheet(path) as sheet:
        assert list(sheet.rows()) == [
            (
                2,
                [
                    "2020-01-06 19:09:20",
                    "2020-01-06",
                    "12",
                    "0.3",
                    "123456789012345",
                    "TRUE",
                    "算好的值",
                    "00123",
                ],
            )
        ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (-0.5, "-0.5"),
        (1e-7, "0.0000001"),
        (1.234567890123457e17, "123456789012345696"),
        (dt.datetime(2020, 1, 6, 19, 9, 19, 999_997), "2020-01-06 19:09:20"),
        (dt.time(8, 30), "08:30:00"),
        (dt.timedelta(hours=26, minutes=5), "26:05:00"),
        (None, ""),
        (False, "FALSE"),
    ],
)
def test_one_cell(value: object, text: str) -> None:
    assert text_of(value) == text


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_blank_rows_keep_their_place_and_are_not_read(tmp_path: Path) -> None:
    rows = [[], ["内容", "时间"], [], ["  "], ["路灯坏了", ""], [], ["公交太少", "昨天"]]
    with open_sheet(xlsx(tmp_path / "a.xlsx", rows)) as sheet:
        assert list(sheet.rows()) == [(5, ["路灯坏了", ""]), (7, ["公交太少", "昨天"])]
    path = tmp_path / "a.csv"
    path.write_text("\n内容,时间\n\n  ,\n路灯坏了,\n,\n公交太少,昨天", encoding="utf-8")
    with open_sheet(path) as sheet:
        assert list(sheet.rows()) == [(5, ["路灯坏了", ""]), (7, ["公交太少", "昨天"])]


def test_a_cell_of_a_csv_may_hold_lines_and_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('内容,时间\n"第一行\n第""二""行",2020\n后面,2021\n', encoding="utf-8")
    with open_sheet(path) as sheet:
        assert list(sheet.rows()) == [(2, ['第一行\n第"二"行', "2020"]), (3, ["后面", "2021"])]


def test_a_csv_row_that_is_too_long_comes_with_all_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("内容,时间\n路灯坏了,没人修,2020\n短\n", encoding="utf-8")
    with open_sheet(path) as sheet:
        assert sheet.columns == ["内容", "时间"]
        assert list(sheet.rows()) == [(2, ["路灯坏了", "没人修", "2020"]), (3, ["短", ""])]


def test_a_long_text_is_read_whole(tmp_path: Path) -> None:
    text = "路灯" * 50_000
    path = tmp_path / "a.csv"
    path.write_text(f"内容\n{text}\n", encoding="utf-8")
    with open_sheet(path) as sheet:
        assert [len(cells[0]) for _, cells in sheet.rows()] == [100_000]


def test_a_title_above_the_header_is_not_taken_for_content(tmp_path: Path) -> None:
    rows = [["示例市“金点子”汇总表"], ["填报单位：某局"], *ROWS]
    with open_sheet(xlsx(tmp_path / "a.xlsx", rows)) as sheet:
        assert (sheet.header_row, sheet.columns) == (3, HEAD)
        assert [number for number, _ in sheet.rows()] == [4, 5]
        assert [note.code for note in sheet.notes] == ["note_title_rows"]


@pytest.mark.parametrize(
    "rows",
    [
        [["路灯坏了"], ["公交太少，等车要四十分钟"]],
        [["路灯坏了三个月，没人修。", "3"], ["公交太少", "4"]],
        [["路灯坏了"], ["公交太少"], ["早高峰等车太久", "补充：四十分钟"]],
    ],
)
def test_without_a_header_no_words_are_lost(rows: list[list[str]], tmp_path: Path) -> None:
    with open_sheet(xlsx(tmp_path / "a.xlsx", rows)) as sheet:
        assert sheet.header_row == 0
        assert [number for number, _ in sheet.rows()] == list(range(1, len(rows) + 1))
        assert sheet.columns[0] == "A"
        assert [note.code for note in sheet.notes] == ["note_no_header"]


def test_a_single_column_with_a_known_name_has_a_header(tmp_path: Path) -> None:
    with open_sheet(xlsx(tmp_path / "a.xlsx", [["建议内容（必填）"], ["路灯坏了"]])) as sheet:
        assert list(sheet.rows()) == [(2, ["路灯坏了"])]


def test_the_header_can_be_chosen(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    with open_sheet(path, header=0) as sheet:
        assert [number for number, _ in sheet.rows()] == [1, 2, 3]
    with open_sheet(path, header=2) as sheet:
        assert sheet.columns == FIRST


def test_every_column_has_a_name_of_its_own(tmp_path: Path) -> None:
    rows = [["内容", "", "内容", " 时\n间 "], ["a", "b", "c", "d", "e"]]
    with open_sheet(xlsx(tmp_path / "a.xlsx", rows)) as sheet:
        assert sheet.columns == ["内容", "B", "内容 (2)", "时 间", "E"]


def test_the_first_sheet_with_anything_in_it_is_read_and_the_others_are_named(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("说明")
        hidden = book.add_worksheet("旧")
        hidden.write(0, 0, "藏起来的")
        hidden.hide()
        for name in ("一月", "二月"):
            book.add_worksheet(name).write_column(0, 0, ["内容", name])
    with open_sheet(path) as sheet:
        assert (sheet.name, sheet.sheet_names) == ("一月", ("说明", "旧", "一月", "二月"))
        assert [note.code for note in sheet.notes] == ["note_sheets"]
    with open_sheet(path, sheet="二月") as sheet:
        assert list(sheet.rows()) == [(2, ["二月"])]
    with pytest.raises(NoSuchSheet) as caught:
        open_sheet(path, sheet="三月")
    assert caught.value.words() == "没有名为“三月”的工作表。文件里有：说明、旧、一月、二月。"


def test_a_file_under_a_wrong_name_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert notes(xlsx(tmp_path / "a.csv")) == ["note_misnamed"]
    assert notes(xls(tmp_path / "a.xlsx")) == ["note_misnamed"]
    assert notes(csv_file(tmp_path / "a.xls", "utf-8", separator="\t")) == ["note_misnamed"]
    assert notes(csv_file(tmp_path / "b.txt", "utf-8")) == []


def test_the_name_that_counts_is_the_one_its_owner_gave(tmp_path: Path) -> None:
    with open_sheet(xlsx(tmp_path / "upload"), name="点子.xls") as sheet:
        assert [note.words() for note in sheet.notes] == [
            "文件名以 .xls 结尾，实际是 .xlsx，已按实际格式读取。"
        ]


def test_reading_can_be_broken_off(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["内容"], *([f"第 {n} 条"] for n in range(5_000))])
    sheet = open_sheet(path)
    rows = sheet.rows()
    assert next(rows) == (2, ["第 0 条"])
    rows.close()  # type: ignore[attr-defined]
    assert sum(1 for _ in sheet.rows()) == 5_000
    open_sheet(path).close()


@given(st.lists(st.lists(st.text(alphabet="路灯a,\"'\n\t =", max_size=5), min_size=2, max_size=2)))
def test_what_we_write_as_csv_we_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(path, ["内容", "标题"], rows)
    live = ("=", "\t", "\n")
    expected = [[f"'{cell}" if cell.startswith(live) else cell for cell in row] for row in rows]
    with open_sheet(path, header=1) as sheet:
        read = [cells for _, cells in sheet.rows()]
    assert read == [row for row in expected if any(cell.strip() for cell in row)]


def test_a_file_saved_by_libreoffice(tmp_path: Path) -> None:
    source = csv_file(tmp_path / "a.csv", "utf-8")
    # 44: comma, 34: quotation mark, 76: UTF-8 (without it LibreOffice takes the system's).
    saved = convert(source, "xlsx", tmp_path / "out", "--infilter=CSV:44,34,76")
    with open_sheet(saved) as sheet:
        assert [cells[4] for _, cells in sheet.rows()] == [FIRST[4], SECOND[4]]
