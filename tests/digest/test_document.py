"""digest.json accounts for every row of the file, by the row's own number."""

from collections import Counter
from pathlib import Path
from typing import Any

from qunce.digest import Digest, digest
from tests.digest.voices import (
    JUNK,
    LAMP_COPIES,
    LONG,
    NO_TEXT,
    rows,
    spreadsheet,
)

Document = dict[str, Any]


def test_it_has_what_was_promised(document: Document) -> None:
    assert set(document) >= {
        "received",
        "rows_refused",
        "ledger",
        "independent",
        "families",
        "themes",
        "coverage",
        "assignments",
        "rows_are",
    }
    assert list(document["ledger"]) == [
        "theme",
        "duplicate",
        "not_understandable",
        "undecided",
    ]


def test_every_row_is_read_or_refused_exactly_once(document: Document) -> None:
    assert document["received"] == 69
    assert document["rows_refused"] == 1
    read = [one["row"] for one in document["assignments"]]
    refused = [one["row"] for one in document["refused"]]
    assert sorted(read + refused) == list(range(2, 72))
    assert document["refused"] == [{"row": NO_TEXT, "reason": "no_text"}]


def test_the_ledger_is_the_sum_of_the_assignments(document: Document) -> None:
    assert sum(document["ledger"].values()) == document["received"]
    counted = Counter(one["outcome"] for one in document["assignments"])
    assert {key: count for key, count in document["ledger"].items() if count} == counted


def by_row(document: Document) -> dict[int, Document]:
    return {one["row"]: one for one in document["assignments"]}


def test_copies_are_found_and_named_by_their_rows(document: Document) -> None:
    assert list(LAMP_COPIES) in document["families"]
    place = document["families"].index(list(LAMP_COPIES))
    outcomes = [by_row(document)[row]["outcome"] for row in LAMP_COPIES]
    assert sorted(outcomes).count("duplicate") == 2
    assert {by_row(document)[row]["family"] for row in LAMP_COPIES} == {place}
    first = document["family_representatives"][place]
    reasons = {by_row(document)[row]["reason"] for row in LAMP_COPIES if row != first}
    assert all(reason.endswith(f" of row {first}") for reason in reasons)


def test_junk_is_not_understandable(document: Document) -> None:
    assert by_row(document)[JUNK]["outcome"] == "not_understandable"


def all_themes(themes: list[Document]) -> list[Document]:
    return [found for theme in themes for found in (theme, *all_themes(theme["children"]))]


def test_themes_quote_rows_word_for_word(document: Document) -> None:
    themes = all_themes(document["themes"])
    assert themes
    cells = dict(enumerate(rows(), 2))
    for theme in themes:
        assert theme["independent"] <= theme["size"]
        assert theme["representatives"]
        for quoted in theme["representatives"]:
            row = cells[quoted["row"]]
            assert (quoted["title"], quoted["text"]) == (row[2], row[3])


def test_assignments_name_leaf_themes_that_exist(document: Document) -> None:
    leaves = {theme["key"] for theme in all_themes(document["themes"]) if not theme["children"]}
    for one in document["assignments"]:
        assert set(one["themes"]) <= leaves
        assert bool(one["themes"]) or one["outcome"] != "theme"


def test_points_point_into_title_and_text(document: Document) -> None:
    cells = dict(enumerate(rows(), 2))
    for one in document["assignments"]:
        _, _, title, text, *_ = cells[one["row"]]
        whole = f"{title}\n{text}" if title else text
        for start, stop in one["points"]:
            assert whole[start:stop].strip()


def test_coverage_rises_to_a_share(document: Document) -> None:
    counts, shares = zip(*document["coverage"], strict=True)
    assert list(counts) == list(range(1, len(counts) + 1))
    assert list(shares) == sorted(shares)
    assert 0 < shares[0] <= shares[-1] <= 1
    assert len(document["reading_order"]) == len(shares)


def test_personal_columns_are_told_and_not_kept(document: Document, folder: Path) -> None:
    assert document["left_out"] == ["姓名"]
    assert document["never_read"] == ["身份证号"]
    for name in ("digest.json", "digest.html"):
        written = (folder / "out" / name).read_text()
        assert "11010119900307753X" not in written
        assert "王某" not in written


def test_a_long_text_is_kept_whole(read: Digest) -> None:
    assert read.gathered.voices[66].text == LONG


def test_the_same_file_gives_the_same_digest(folder: Path, read: Digest, tmp_path: Path) -> None:
    digest(spreadsheet(tmp_path / "金点子.xlsx"), tmp_path / "out")
    for name in ("digest.json", "digest.html"):
        assert (tmp_path / "out" / name).read_bytes() == (folder / "out" / name).read_bytes()
