"""Matters in a large place: what a post's pages cost, and an answer that ten thousand wait for.

    python -m bench.matters

50,000 matters with their parts (four fifths are over), then a matter that carries 10,000 voices is
answered; the telling is killed in the middle and begun again.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bench.cpu import Spent, own_database, spent
from bench.figures import keep, note

MATTERS, UNITS, VOICES, TIMES = 50_000, 60, 10_000, 200
LIST_MS, ANSWER_MS, QUERIES = 20, 300, 12
NUMBERS_MS = 3_000  # once in half a minute for each process; in between it is a page like others

_COPIES = """
WITH made AS (
    INSERT INTO matters_matter ({columns})
    SELECT {values} FROM matters_matter m, generate_series(1, %s) AS n WHERE m.id = %s
    RETURNING id, holder_unit_id, phase, due_on
)
INSERT INTO matters_assignment ({part_columns})
SELECT {part_values} FROM made, matters_assignment a WHERE a.id = %s
"""
_WORKER = """
import sys, django
django.setup()
from qunce.matters import actions
actions.spread(move_id=int(sys.argv[1]))
"""


def main() -> int:
    own_database()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    city = _City()
    city.fill()
    missed = [_read(city), _numbers(city), _answer(city)]
    keep("matters")
    return int(any(missed))


class _City:
    """A campaign office, sixty units, and a person at each."""

    def __init__(self) -> None:
        from qunce.people.models import Role, Unit, UnitKind
        from qunce.places.models import Jurisdiction

        place = Jurisdiction.objects.create(code="990000", name="示例市")

        def unit(code: str, name: str) -> Unit:
            return Unit.objects.create(
                jurisdiction=place, code=code, name=name, kind=UnitKind.DEPARTMENT
            )

        self.place = place
        self.units = [unit(f"D{n:02}", f"第{n}局") for n in range(UNITS)]
        self.office = _hat("office", Role.OFFICE, unit("A01", "活动办公室"))
        self.handler = _hat("handler", Role.UNIT, self.units[0])
        self.head = _hat("head", Role.UNIT_HEAD, self.units[0])

    def fill(self) -> None:
        """One matter goes its way by its acts; the others are copies of its rows."""
        matter = _handled(self, [])
        part = matter.assignments.get()
        columns = _columns("matters_matter", {
            "holder_unit_id": f"{self.units[0].pk} + n %% {UNITS}",
            "due_on": "m.due_on + (n %% 90) - 60",
            "phase": "CASE WHEN n %% 5 = 0 THEN 'open' ELSE 'ended' END",
            "step": "CASE WHEN n %% 5 = 0 THEN m.step ELSE 'closed' END",
            "ended_at": "CASE WHEN n %% 5 = 0 THEN NULL ELSE now() END",
        }, "m")  # fmt: skip
        parts = _columns("matters_assignment", {
            "matter_id": "made.id",
            "unit_id": "made.holder_unit_id",
            "holder_unit_id": "made.holder_unit_id",
            "phase": "made.phase",
            "step": "CASE WHEN made.phase = 'open' THEN a.step ELSE 'answered' END",
            "ended_at": "CASE WHEN made.phase = 'open' THEN NULL ELSE now() END",
            "due_on": "made.due_on",
        }, "a")  # fmt: skip
        _run(
            _COPIES.format(
                columns=", ".join(columns),
                values=", ".join(columns.values()),
                part_columns=", ".join(parts),
                part_values=", ".join(parts.values()),
            ),
            [MATTERS, matter.pk, part.pk],
        )
        _run("ANALYZE matters_matter, matters_assignment")


def _hat(name: str, role: str, unit: Any) -> Any:
    from qunce.people import queries
    from qunce.people.models import Person, Post

    person = Person.objects.create(username=name, name=name, password="!")
    Post.objects.create(person=person, unit=unit, role=role, since_on=date(2020, 1, 1))
    return queries.hat_of(person)


def _columns(table: str, other: dict[str, str], source: str) -> dict[str, str]:
    """Each column but the number, with what it is copied from or made of."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    names = [column.name for column in found if column.name != "id"]
    return {name: other.get(name, f"{source}.{name}") for name in names}


def _run(sql: str, params: list[Any] | None = None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def _handled(city: _City, voices: list[int]) -> Any:
    from qunce.matters import actions
    from qunce.matters.actions import Given, NewMatter, Part

    new = NewMatter(title="在老旧小区增设充电桩", requests=("补建充电桩",))
    matter = actions.begin(procedure="golden-idea", new=new, hat=city.office, voices=voices)
    given = Given(units=(Part(city.units[0].pk),))
    return actions.act_on_matter(matter_id=matter.pk, act="assign", hat=city.office, given=given)


def _read(city: _City) -> bool:
    """The pages of a unit's inbox, of all that is open, and of one matter; whole, as sent."""
    from qunce.matters.models import Matter

    mine = Matter.objects.filter(holder_unit=city.units[0].pk, phase="open")
    middle = mine.order_by("pk").values_list("pk", flat=True)[mine.count() // 2]
    missed = False
    for name, hat, address in (
        ("a unit's inbox", city.handler, "/desk/inbox/"),
        ("all that is open", city.office, "/desk/matters/"),
        ("a matter", city.handler, f"/desk/matters/{middle}/"),
    ):
        page = _page(hat, address)
        asked = _queries(page)
        print(f"{name}: {asked} queries (at most {QUERIES})")
        note(f"{name}: queries", asked, "", most=QUERIES)
        each = _note(f"the page of {name}, of {MATTERS:,} matters", page)
        missed |= each > LIST_MS or asked > QUERIES
    return missed


def _numbers(city: _City) -> bool:
    """The numbers of all of them: asked anew, and within the half minute that they are kept."""
    from qunce.matters.queries.numbers import forget

    page = _page(city.office, "/desk/numbers/?kind=golden-idea")
    page()

    def anew() -> None:
        forget()
        page()

    begin = spent()
    anew()
    cold = (spent() - begin).total * 1000
    asked = _queries(anew)
    print(f"the numbers of {MATTERS:,} matters, asked anew {cold:7.0f} CPU ms, {asked} queries")
    note(f"the numbers of {MATTERS:,} matters, asked anew", cold, "CPU ms", most=NUMBERS_MS)
    note("the numbers, asked anew: queries", asked, "", most=30)
    page()
    begin = spent()
    for _time in range(20):
        page()
    warm = (spent() - begin).total / 20 * 1000
    print(f"the same within half a minute {warm:7.1f} CPU ms")
    note("the same within half a minute", warm, "CPU ms")
    return cold > NUMBERS_MS


def _page(hat: Any, address: str) -> Callable[[], None]:
    from django.test import Client

    from qunce.people.models import Person

    client = Client(HTTP_HOST="localhost")
    client.force_login(Person.objects.get(pk=hat.person_id))

    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    return ask


def _queries(page: Callable[[], None]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page()  # what is kept for a while is kept from now on
    with CaptureQueriesContext(connection) as asked:
        page()
    return len(asked)


def _note(name: str, deed: Callable[[], None]) -> float:
    deed()
    begin = spent()
    for _time in range(TIMES):
        deed()
    each = (spent() - begin).total / TIMES * 1000
    print(f"{name:60} {each:7.2f} CPU ms")
    note(name, each, "CPU ms", most=LIST_MS)
    return each


def _answer(city: _City) -> bool:
    """The signature returns at once; the telling goes on behind it, and through a kill."""
    matter = _handled(city, _voices(city))
    signing = _sign(city, matter)
    move = matter.moves.get(act="answered")
    print(f"signing an answer that {VOICES:,} voices wait for {signing.total * 1000:.0f} CPU ms")
    note(f"signing an answer that {VOICES:,} wait for", signing.total * 1000, "CPU ms",
         most=ANSWER_MS)  # fmt: skip
    told, whole = _tell_through_a_kill(move)
    print(f"telling them {whole.total:.1f} CPU s; killed after {told:,}, begun again")
    note("telling each of them, with one kill in the middle", whole.total, "CPU s")
    once = _each_once(move)
    print("each was told once" if once else "NOT each was told once")
    note("told exactly once", once, f"of {VOICES:,}", least=VOICES)
    return once != VOICES or signing.total * 1000 > ANSWER_MS


def _voices(city: _City) -> list[int]:
    from qunce.common import now
    from qunce.proof import new_salt
    from qunce.voices.models import Voice

    at = now()
    rows = (
        Voice(jurisdiction=city.place, text=f"第{n}条", salt=new_salt(), said_at=at, received_at=at)
        for n in range(VOICES)
    )
    return [voice.pk for voice in Voice.objects.bulk_create(rows, batch_size=1_000)]


def _sign(city: _City, matter: Any) -> Spent:
    from qunce.matters import actions
    from qunce.matters.actions import Given, NewAnswer

    answer = NewAnswer(
        text="现答复如下：已补建充电桩。", result="solved", responses=("已补建。",),
        contact_name="李工", contact_phone="0000-1234567",
    )  # fmt: skip
    part = matter.assignments.get().pk
    for act, given in (("receive", Given()), ("draft", Given(answer=answer))):
        actions.act_on_assignment(assignment_id=part, act=act, hat=city.handler, given=given)
    begin = spent()
    actions.act_on_assignment(assignment_id=part, act="sign", hat=city.head)
    return spent() - begin


def _tell_through_a_kill(move: Any) -> tuple[int, Spent]:
    begin = spent()
    worker = _worker(move)
    while _told(move) < VOICES // 4 and worker.poll() is None:
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    told = _told(move)
    _worker(move).wait()
    return told, spent() - begin


def _worker(move: Any) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", _WORKER, str(move.pk)], env=dict(os.environ))


def _told(move: Any) -> int:
    from qunce.matters.actions.spreading import batch_of
    from qunce.notices.models import Notice

    return Notice.objects.filter(code="matter.answered", batch=batch_of(move.pk)).count()


def _each_once(move: Any) -> int:
    """How many voices have exactly one notice of the answer and the fate “answered”."""
    from qunce.matters.actions.spreading import batch_of
    from qunce.notices.models import Notice
    from qunce.voices.models import Fate, Voice

    told = Notice.objects.filter(code="matter.answered", batch=batch_of(move.pk))
    answered = set(Voice.objects.filter(fate=Fate.ANSWERED).values_list("pk", flat=True))
    to = list(told.values_list("to_id", flat=True))
    return len(answered & set(to)) if len(to) == len(set(to)) else 0


if __name__ == "__main__":
    raise SystemExit(main())
