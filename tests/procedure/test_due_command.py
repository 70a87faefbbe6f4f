"""`qunce due` from the outside."""

import json

import pytest

from qunce.profiles.__main__ import main


def test_a_date_and_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--profile", "national", "--term", "answer", "--from", "2026-02-10"]) == 0
    on, zh, en = capsys.readouterr().out.splitlines()
    assert on == "2026-05-11"
    assert zh.startswith("2026年5月11日前：自2026年2月10日交办之日起3个月（代表法第五十一条）")
    assert en.startswith("Due 11 May 2026: 3 months from assignment on 10 Feb 2026")


def test_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--term", "answer", "--from", "2026-11-10", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["due_on"], found["provisional"], found["term"]) == ("2027-02-10", True, "answer")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--term", "nonsense", "--from", "2026-02-10"],
        ["--term", "answer", "--from", "soon"],
        ["--term", "answer", "--from", "2026-02-10", "--profile", "mars"],
        ["--term", "answer", "--from", "2026-02-10", "--anchor", "birth=2026-01-01"],
        ["--term", "answer", "--from", "9999-12-01"],
    ],
)
def test_what_makes_no_sense_is_a_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("qunce due: ")
