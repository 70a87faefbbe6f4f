"""Two hands on one matter at the same moment: one wins, the other is told; nobody is told twice."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
from django.db import connection, transaction

from qunce import procedures
from qunce.common import now
from qunce.common.errors import Problem
from qunce.matters import actions
from qunce.matters.actions import Given, Part, spreading
from qunce.matters.models import Move
from qunce.notices.models import Notice
from qunce.people.rules import Hat
from qunce.procedure import Act, Phase, Role, Step
from qunce.proof import new_salt
from qunce.voices.models import Fate, Voice
from tests.at_once import at_once
from tests.factories import make_call
from tests.factories.matters import NEW, answer_part, make_cast
from tests.factories.steps import do, enough, make_house, stand
from tests.matters.test_matrix import KINDS, RECEIPT, _roles

pytestmark = pytest.mark.django_db(transaction=True)
VOICES = 2_000


@pytest.mark.parametrize("procedure", KINDS)
def test_of_two_who_do_the_same_one_wins_and_the_other_gets_a_sentence(procedure: str) -> None:
    house = make_house()
    said: dict[str, list[str]] = {}
    for step in procedures.load(procedure).steps:
        for act in step.acts:
            if (who := _who(procedure, step, act)) and _moves_on(procedure, step, act):
                with transaction.atomic():
                    row = stand(house, procedure, step.code)
                    given = enough(house, row, act.code)
                hat = None if who == RECEIPT else house.people[who]
                said[f"{step.code}.{act.code}"] = sorted(_both(row, act.code, hat, given))
    assert said
    assert {k: v for k, v in said.items() if v not in (["refused", "won"], ["refused"] * 2)} == {}
    assert ["refused", "won"] in said.values()


def _who(procedure: str, step: Step, act: Act) -> str:
    """Somebody who may; nobody where the house does it by itself."""
    able = [who for who, roles in _roles(procedure, step).items() if set(step.may(act)) & roles]
    return able[0] if able else ""


def _moves_on(procedure: str, step: Step, act: Act) -> bool:
    """What may be done again where it leads (asking one more co-signer) may be done twice."""
    kind = procedures.load(procedure)
    again = any(kind.step(to).act(act.code) for to in act.to)
    return bool(act.to) and not again and act.by != (Role.HOUSE,)


def _both(row: Any, act: str, hat: Hat | None, given: Given) -> list[str]:
    moves = Move.objects.count()

    def one(_n: int) -> str:
        try:
            do(row, act, hat, given)
        except Problem as problem:
            return "refused" if str(problem.message).strip() else "refused without a word"
        return "won"

    said = at_once(one, [(1,), (2,)])
    row.refresh_from_db()
    assert Move.objects.count() - moves >= said.count("won")
    return said


def test_a_unit_signs_while_the_deputy_withdraws() -> None:
    """Whoever comes second finds another matter than they saw; neither leaves it half-way."""
    house = make_house()
    with transaction.atomic():
        part = stand(house, "assignment", "signing")
    part.matter.assignments.filter(mode="co").update(step="given", phase="ended", ended_at=now())

    def sign() -> str:
        return _said(lambda: do(part, "sign", house.cast.head, Given()))

    def withdraw() -> str:
        reason = Given(reason="问题已解决")
        return _said(lambda: do(part.matter, "withdraw", house.cast.deputy, reason))

    said = at_once(lambda act: act(), [(sign,), (withdraw,)])
    part.matter.refresh_from_db()
    assert sorted(said) == ["refused", "won"]
    assert part.matter.step == ("feedback" if said[0] == "won" else "withdrawn")


def _said(act: Any) -> str:
    try:
        act()
    except Problem:
        return "refused"
    return "won"


def _answered(voices: int) -> Move:
    """The move by which a golden idea that carries so many voices was answered."""
    cast, call = make_cast(), make_call()
    made = Voice.objects.bulk_create(
        Voice(
            jurisdiction_id=call.jurisdiction_id,
            call=call,
            text=f"第{n}条",
            salt=new_salt(),
            said_at=now(),
            received_at=now(),
        )
        for n in range(voices)
    )
    matter = actions.begin(
        procedure="golden-idea", new=NEW, hat=cast.office, voices=[v.pk for v in made]
    )
    units = Given(units=(Part(cast.unit),))
    actions.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.office, given=units)
    answer_part(matter, cast.handler, cast.head)
    return matter.moves.get(act="answered")


def _told(move: Move) -> list[int]:
    batch = spreading.batch_of(move.pk)
    told = Notice.objects.filter(code="matter.answered", batch=batch)
    return list(told.values_list("to_id", flat=True))


def _each_once(move: Move) -> bool:
    told = _told(move)
    return len(told) == len(set(told)) == Voice.objects.filter(fate=Fate.ANSWERED).count()


def test_telling_that_breaks_off_after_its_first_part_is_begun_again() -> None:
    move = _answered(1_200)
    chunk = spreading._next(move.matter, 0)
    spreading._tell(move, chunk)  # what a worker did before it fell over
    assert len(_told(move)) == 500
    assert actions.spread(move_id=move.pk) == 1_200
    assert _each_once(move)
    assert len(_told(move)) == 1_200


def test_two_workers_that_tell_at_once_tell_each_once() -> None:
    move = _answered(1_200)
    at_once(lambda _n: actions.spread(move_id=move.pk), [(1,), (2,)])
    assert _each_once(move)
    assert len(_told(move)) == 1_200


_WORKER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from qunce.matters import actions
actions.spread(move_id=int(sys.argv[2]))
"""


def _worker(move: Move) -> "subprocess.Popen[bytes]":
    name = connection.settings_dict["NAME"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qunce.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", _WORKER, name, str(move.pk)],
        env=environment,
    )


def test_a_worker_killed_in_the_middle_leaves_nobody_out_and_tells_nobody_twice() -> None:
    move = _answered(VOICES)
    worker = _worker(move)
    until = time.monotonic() + 60
    while not _told(move) and time.monotonic() < until:
        time.sleep(0.005)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    first = len(_told(move))
    assert first > 0
    again = _worker(move)
    assert again.wait(timeout=120) == 0
    assert _each_once(move)
    assert len(_told(move)) == VOICES


def test_only_open_steps_are_tried() -> None:
    assert all(
        not step.acts for k in KINDS for step in procedures.load(k).steps
        if step.phase == Phase.ENDED
    )  # fmt: skip
