"""The workbooks, the command, and what happens when something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qunce.digest import Digest, NoText, digest
from qunce.digest.__main__ import main
from qunce.insight import Stopped
from qunce.sheets import SheetError, open_sheet, write_csv
from tests.digest.voices import FORMULA, HEAD, LAMPS, NO_TEXT, spreadsheet


def cells(path: Path, name: str) -> tuple[list[str], list[list[str]]]:
    with open_sheet(path, sheet=name, header=1) as sheet:
        return sheet.columns, [row for _, row in sheet.rows()]


def test_the_workbook_has_a_line_for_every_voice(read: Digest, folder: Path) -> None:
    with open_sheet(folder / "out" / "digest.xlsx") as sheet:
        assert sheet.sheet_names == ("总览", "主题", "同文", "每条去向", "先读这些", "未读入")
    columns, rows = cells(folder / "out" / "digest.xlsx", "每条去向")
    assert columns[0] == "行号"
    assert [int(row[0]) for row in rows] == [voice.row for voice in read.gathered.voices]
    assert {row[-1] for row in rows} >= {FORMULA}
    outcomes = [row[1] for row in rows]
    _, overview = cells(folder / "out" / "digest.xlsx", "总览")
    said = dict(overview[:8])
    assert int(said["收到"]) == len(rows) == 69
    for outcome in ("归入主题", "同文", "暂未归类", "看不出意思"):
        assert int(said[outcome]) == outcomes.count(outcome)
    assert outcomes.count("同文") >= 2


def test_rows_that_were_not_read_come_back_with_a_reason(read: Digest, folder: Path) -> None:
    columns, rows = cells(folder / "out" / "refused.xlsx", "未读入")
    assert columns == ["行号", "原因", *HEAD]
    assert rows == [[str(NO_TEXT), "这一行没有正文，也没有标题", "69", "李某", "", "", "", ""]]


def test_a_row_with_too_many_cells_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"内容,时间\n路灯坏了,没人修,2020\n{LAMPS},2021\n", encoding="utf-8")
    read = digest(path, tmp_path / "out")
    assert [(one.row, one.reason) for one in read.gathered.refused] == [(2, "too_many_cells")]
    assert [voice.row for voice in read.gathered.voices] == [3]
    _, rows = cells(tmp_path / "out" / "refused.xlsx", "未读入")
    assert rows[0][2:] == ["路灯坏了", "没人修", "2020"]


def test_an_earlier_list_of_refused_rows_does_not_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_csv(tmp_path / "a.csv", ["编号", "内容"], [[1, LAMPS], [2, ""]])
    digest(tmp_path / "a.csv", out)
    assert (out / "refused.xlsx").exists()
    write_csv(tmp_path / "a.csv", ["编号", "内容"], [[1, LAMPS]])
    digest(tmp_path / "a.csv", out)
    assert sorted(file.name for file in out.iterdir()) == [
        "digest.html",
        "digest.json",
        "digest.xlsx",
    ]


def test_a_reading_that_is_stopped_writes_nothing(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path / "a.xlsx")
    with pytest.raises(Stopped):
        digest(path, tmp_path / "out", stop=lambda: True)
    assert not (tmp_path / "out").exists()


def test_a_title_alone_is_a_voice(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ["标题", "内容"], [["路灯坏了", ""], ["公交", "公交"]])
    read = digest(tmp_path / "a.csv", tmp_path / "out")
    assert [voice.whole for voice in read.gathered.voices] == ["路灯坏了", "公交"]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    path = spreadsheet(tmp_path / "a.xlsx")
    digest(path, tmp_path / "out", progress=lambda stage, share: told.append(stage))
    assert told[0] == "rows"
    assert told[-1] == "writing"
    assert {"families", "themes", "coverage"} <= set(told)


def test_columns_can_be_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ["x1", "x2"], [["12", "34"], ["56", "78"]])
    with pytest.raises(NoText):
        digest(path, tmp_path / "out")
    assert main([str(path), "--out", str(tmp_path / "out")]) == 1
    assert "表格里的列有：x1、x2。" in capsys.readouterr().err
    command = [str(path), "--out", str(tmp_path / "out"), "--column"]
    assert main([*command, "text=x2"]) == 0
    assert main([*command, "text=x3"]) == 2
    document = json.loads((tmp_path / "out" / "digest.json").read_text())
    assert document["columns"] == {"text": "x2"}


def test_the_command_tells_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "out")]
    assert main([str(tmp_path / "none.xlsx"), *out]) == 1
    assert capsys.readouterr().err == f"找不到文件：{tmp_path / 'none.xlsx'}\n"
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    assert main([str(tmp_path / "a.xlsx"), *out]) == 1
    assert capsys.readouterr().err.startswith("文件名以 .xlsx 结尾，内容却是PDF 文件，不是表格。")
    assert main([str(tmp_path / "a.xlsx"), *out, "--lang", "en"]) == 1
    assert "is a PDF, not a spreadsheet" in capsys.readouterr().err
    (tmp_path / "file").touch()
    path = spreadsheet(tmp_path / "b.xlsx")
    assert main([str(path), "--out", str(tmp_path / "file" / "x")]) == 1
    assert "写不进" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_needs_no_django_and_no_database(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path / "a.xlsx")
    code = (
        "import sys; from qunce.digest.__main__ import main;"
        f"code = main([{str(path)!r}, '--out', {str(tmp_path / 'out')!r}]);"
        "assert not [m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg')];"
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("收到 69 条＝")
    assert done.stdout.splitlines()[1:] == [
        str(tmp_path / "out" / name)
        for name in ("digest.html", "digest.json", "digest.xlsx", "refused.xlsx")
    ]


def test_real_messages_from_end_to_end(tmp_path: Path) -> None:
    samples = os.environ.get("QUNCE_SAMPLES", "")
    if not samples:
        pytest.skip("left out: QUNCE_SAMPLES is not set, so no real messages were read")
    read = digest(Path(samples) / "messages.xlsx", tmp_path)
    document = json.loads((tmp_path / "digest.json").read_text())
    assert document["received"] == 4326
    assert document["rows_refused"] == 0
    assert sum(document["ledger"].values()) == 4326
    assert sorted(one["row"] for one in document["assignments"]) == list(range(2, 4328))
    assert document["ledger"]["theme"] > 3000
    assert 3500 < document["independent"] < 4326
    with open_sheet(Path(samples) / "messages.xlsx") as sheet:
        texts = {row: cells[4].strip() for row, cells in sheet.rows()}
    quoted = [q for theme in document["themes"] for q in theme["representatives"]]
    assert all(texts[q["row"]] == q["text"] for q in quoted)
    assert (tmp_path / "digest.html").read_text().count("<article>") == 20
    assert len(read.files) == 3


def test_a_broken_file_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(SheetError):
        digest(tmp_path / "a.xlsx", tmp_path / "out")
    assert not (tmp_path / "out").exists()
