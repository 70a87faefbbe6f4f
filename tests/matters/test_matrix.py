"""Every role at every step tries every act: allowed or refused exactly as the procedure says.

The table of who is who is written by hand, apart from `matters.rules`.
"""

from typing import Any

import pytest
from django.db import transaction

from qunce import procedures
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.models import Move
from qunce.matters.queries.inbox import inbox
from qunce.matters.queries.rows import Kind
from qunce.procedure import Act, Phase, Role, Step
from tests.factories.steps import OF_DEPUTIES, PARTS, House, do, enough, make_house, part_of, stand

pytestmark = pytest.mark.django_db
RECEIPT = "whoever holds the receipt"
_EVERYWHERE: dict[str, set[Role]] = {
    "campaign office": {Role.OFFICE},
    "deputies' office": {Role.DEPUTY_OFFICE},
    "government office": {Role.GOVERNMENT_OFFICE, Role.COUNTY},
    "secretariat": {Role.SECRETARIAT, Role.PRESIDIUM},
    "committee": {Role.COMMITTEE},
    "chairs": {Role.CHAIRS},
    "station": {Role.STATION},
    "town": {Role.COMMUNITY, Role.TOWN, Role.UNIT},
    "head of the town": {Role.COMMUNITY, Role.TOWN, Role.TOWN_LEADER, Role.UNIT, Role.HEAD},
    "supervision group": {Role.GROUP},
    "another supervision group": set(),
    "another deputy": set(),
    "another unit": set(),
    "stranger": set(),
}
_OF_A_DEPUTY: dict[str, set[Role]] = {"deputy": {Role.AUTHOR}, "co-signer": {Role.COSIGNER}}
_OF_A_CITIZEN: dict[str, set[Role]] = {
    "deputy": set(), "co-signer": {Role.COSIGNER}, RECEIPT: {Role.AUTHOR},
}  # fmt: skip
_UNITS: dict[str, set[Role]] = {
    "unit": {Role.LEAD_UNIT},
    "head of the unit": {Role.LEAD_UNIT, Role.UNIT_HEAD},
    "co-unit": {Role.CO_UNIT},
}
# Who gave the units their parts: what they ask back lies there.
_GAVE = {
    "deputy-suggestion": "deputies' office", "golden-idea": "campaign office",
    "grid-report": "town", "campaign-task": "campaign office",
}  # fmt: skip
# To the part of a co-unit the lead is nobody.
_OF_AN_OPINION: dict[str, set[Role]] = {
    "unit": set(), "head of the unit": set(), "co-unit": {Role.CO_UNIT},
}  # fmt: skip
# The openness review is a row of its own, with acts of its own.
KINDS = sorted(set(procedures.every()) - {"publication"})


def _roles(procedure: str, step: Step, of: str = "") -> dict[str, set[Role]]:
    of = of or part_of(procedure)
    deputys = procedure in OF_DEPUTIES or procedure in PARTS
    units = _UNITS if procedure not in PARTS or procedure == "assignment" else _OF_AN_OPINION
    if step.phase == Phase.DRAFT:  # nobody has a part yet
        units = {who: set() for who in _UNITS}
    found = {**_EVERYWHERE, **(_OF_A_DEPUTY if deputys else _OF_A_CITIZEN), **units}
    if procedure in PARTS:
        gave = ("town", "head of the town") if of == "grid-report" else (_GAVE[of],)
        found |= {who: {*found[who], Role.ASSIGNER} for who in gave}
    return found


@pytest.mark.parametrize("procedure", KINDS)
def test_every_role_at_every_step_may_exactly_what_the_procedure_says(procedure: str) -> None:
    house = make_house()
    wrong: list[str] = []
    tried = 0
    for step in procedures.load(procedure).steps:
        if step.phase == Phase.ENDED:
            continue
        row = stand(house, procedure, step.code)
        for act in step.acts:
            for who, roles in _roles(procedure, step).items():
                said = _try(house, row, act.code, who)
                tried += 1
                if said not in _expected(step, act, roles):
                    wrong.append(f"{step.code}.{act.code} by {who}: {said}")
    assert tried
    assert wrong == []


@pytest.mark.parametrize(
    ("procedure", "of"),
    [(p, of) for p in PARTS for of in _GAVE if (p == "co-task") == (of == "campaign-task")],
)
def test_what_a_unit_asks_lies_with_whoever_gave_it_the_part(procedure: str, of: str) -> None:
    house = make_house()
    giver = house.people[_GAVE[of]]
    for step in procedures.load(procedure).steps:
        if step.holder != Role.ASSIGNER:
            continue
        row = stand(house, procedure, step.code, of=of)
        assert row.holder_role in {"deputy_office", "office", "town"}
        assert Role(row.holder_role) in _roles(procedure, step, of)[_GAVE[of]]
        lines = [held.row for held in inbox(giver).rows]
        assert (Kind.PART, row.pk) in [(line.kind, line.pk) for line in lines]
        for act in step.acts:
            for who, roles in _roles(procedure, step, of).items():
                if who == "deputy" and of != "deputy-suggestion":
                    continue  # the receipt's holder is its author, which the table above tries
                said = _try(house, row, act.code, who)
                assert said in _expected(step, act, roles), (step.code, act.code, who)


def _expected(step: Step, act: Act, roles: set[Role]) -> set[str]:
    if not set(step.may(act)) & roles:
        return {"not allowed"}
    return {"done", "not now"} if act.guards else {"done"}


def _try(house: House, row: Any, act: str, who: str) -> str:
    """What comes of it; whatever comes of it is undone."""
    hat = None if who == RECEIPT else house.people[who]
    given = enough(house, row, act)
    moves = Move.objects.count()
    undo = transaction.savepoint()
    try:
        do(row, act, hat, given)
        return "done" if Move.objects.count() > moves else "done without a trace"
    except NotAllowed:
        return "not allowed"
    except Refused as refused:
        return {"not-now": "not now"}.get(refused.code, f"{refused.code}: {refused.message}")
    finally:
        transaction.savepoint_rollback(undo)


@pytest.mark.parametrize("procedure", KINDS)
def test_an_act_of_another_step_is_refused_and_says_where_it_stands(procedure: str) -> None:
    house = make_house()
    kind = procedures.load(procedure)
    acts = {act.code: act for step in kind.steps for act in step.acts}
    for step in kind.steps:
        row = stand(house, procedure, step.code)
        for code in sorted(set(acts) - {act.code for act in step.acts}):
            with pytest.raises(Refused) as refused:
                do(row, code, house.cast.deputy_office, enough(house, row, "none"))
            assert refused.value.code == "not-here"
            assert step.title.zh in str(refused.value.message)
