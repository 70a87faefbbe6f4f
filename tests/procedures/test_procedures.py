"""Every procedure is sound under every profile, and the docs are what the data say."""

import pytest

from qunce import procedures, profiles
from qunce.common.environment import ROOT
from qunce.procedure import Procedure, Role, check
from qunce.procedures.__main__ import docs, main

EVERY = list(procedures.every().values())


@pytest.mark.parametrize("code", profiles.codes())
@pytest.mark.parametrize("procedure", EVERY, ids=lambda p: p.code)
def test_it_is_sound(procedure: Procedure, code: str) -> None:
    assert check(procedure, profiles.load(code)) == []


def test_the_kinds_of_the_trade_are_there() -> None:
    assert {p.code for p in EVERY} >= {
        "deputy-suggestion",
        "bill",
        "citizens-voice",
        "grid-report",
        "golden-idea",
        "key-supervision",
        "assignment",
        "opinion",
        "publication",
        "co-task",
    }


def test_the_docs_are_made_from_the_data() -> None:
    folder = ROOT / "docs/procedures"
    made = docs(profiles.load("national"))
    assert {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir()} == made


def test_rule_5_a_co_unit_can_never_sign_an_answer() -> None:
    opinion = procedures.load("opinion")
    assert "sign" not in {act.code for step in opinion.steps for act in step.acts}
    signing = procedures.load("assignment").step("signing")
    sign = signing.act("sign")
    assert sign is not None
    assert Role.CO_UNIT not in signing.may(sign)


def test_rule_3_no_unit_may_assign_or_forward() -> None:
    units = {Role.LEAD_UNIT, Role.CO_UNIT, Role.UNIT_HEAD}
    hand_on = [
        (procedure.code, step.code, act.code)
        for procedure in EVERY
        for step in procedure.steps
        for act in step.acts
        if act.effect in {"assign", "reassign", "merge"} and units & set(step.may(act))
    ]
    assert hand_on == []


def test_rule_23_only_the_towns_leader_approves_a_whistle() -> None:
    step = procedures.load("grid-report").step("whistle_approval")
    assert {act.code: step.may(act) for act in step.acts} == {
        "approve": (Role.TOWN_LEADER,),
        "refuse": (Role.TOWN_LEADER,),
    }


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deputy-suggestion", "--profile", "zhejiang"]) == 0
    out = capsys.readouterr().out
    assert "| **办理** | 承办单位 | 自收到3个月（" in out


def test_an_unknown_name_is_answered_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["suggestion"]) == 2
    assert "deputy-suggestion" in capsys.readouterr().err
