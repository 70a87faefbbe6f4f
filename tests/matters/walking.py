"""A year of offices, units and deputies who do what they may, what they may not, and twice.

Most hands know their work (`sure`): they do what is next, and bring what it needs, so that matters
really are signed, rated, handled again and promised for. The others do anything.

Seeded, so that a walk that broke a law can be gone again.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

from qunce import procedures
from qunce.audit import walk
from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Problem
from qunce.matters import actions, laws
from qunce.matters.actions import (
    Given,
    NewContact,
    NewPromise,
    NewRating,
    Part,
    act_as_author,
    act_on_assignment,
    act_on_matter,
    promising,
)
from qunce.matters.models import Assignment, Matter, Move, Promise
from qunce.matters.queries.coming import to_be_rated
from qunce.matters.queries.facts import facts_of
from qunce.matters.rules import roles_in, who_may
from qunce.people.models import Role as Post
from qunce.people.models import Unit
from qunce.people.rules import Hat
from qunce.places.models import Jurisdiction
from qunce.procedure import Act, Effect, Phase, Role
from qunce.voices.actions import fates
from qunce.voices.models import Fate, Voice
from tests.factories import make_call, make_voice
from tests.factories.matters import NEW, make_answer
from tests.factories.people import make_hat
from tests.factories.steps import House, make_house

_BEGINS = date(2026, 1, 5)
_NOON = ZoneInfo("Asia/Shanghai")
_KINDS = ("deputy-suggestion",) * 5 + ("golden-idea", "golden-idea", "citizens-voice",
          "grid-report", "key-supervision", "bill")  # fmt: skip
_BEGINNER = {
    "deputy-suggestion": "deputy", "bill": "deputy", "golden-idea": "campaign office",
    "citizens-voice": "station", "grid-report": "station", "key-supervision": "chairs",
}  # fmt: skip
_SELDOM = {"withdraw", "discard", "refuse", "drop", "reassign", "agree", "object", "hand_over",
           "keep_as_letter", "contact", "ask_return", "set_aside"}  # fmt: skip
_ASKING = {"ask_extension", "invite", "rewrite", "decline", "revise", "merge", "pause", "escalate",
           "send_back", "separate", "milestone"}  # fmt: skip
# What is told goes through the queue; here it is told at once or never, by the walk itself.
_QUICK = ("matters.fates", "matters.answered", "matters.held", "matters.clocks",
          "matters.entries", "matters.numbers", "matters.promised", "matters.promises",
          "matters.ratings")  # fmt: skip


@dataclass
class Walk:
    """`matters` begin over `days`; each day some hands act, and the watch goes round."""

    seed: int
    matters: int
    days: int = 365
    hands: int = 12
    sure: float = 0.7
    did: Counter[str] = field(default_factory=Counter)
    checked: int = 0  # how often every law was looked at
    away: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def go(self, look: Callable[["Walk"], None], every: int) -> None:
        """Day by day; `look` is called every so many acts and at the end."""
        with time_machine.travel(self._at(0), tick=False) as clock:
            self.house: House = make_house()
            self._give_every_unit_a_head()
            self.place = self.house.cast.deputy.jurisdiction_id
            acts = 0
            for day in range(self.days):
                clock.move_to(self._at(day))
                self._dawn(day)
                for _hand in range(self.hands):
                    self._hand()
                    acts += 1
                    if acts % every == 0:
                        look(self)
            look(self)
            assert "refused without a word" not in self.did

    def _give_every_unit_a_head(self) -> None:
        cast = self.house.cast
        second = make_hat("co-head", Post.UNIT_HEAD, Unit.objects.get(pk=cast.co_unit))
        self.house.people["head of the co-unit"] = second
        self.house.people["head of the other unit"] = cast.other_head

    def report(self) -> str:
        """What was done, and where everything stands at the end."""
        done = sum(n for act, n in self.did.items() if not act.startswith("refused"))
        stands = Counter(Matter.objects.values_list("phase", flat=True))
        promises = Counter(Promise.objects.values_list("state", flat=True))
        return (
            f"{Matter.objects.count()} matters, {done} acts done, {self.did['refused']} refused, "
            f"every law looked at {self.checked} times; {dict(self.did.most_common())}; "
            f"matters {dict(stands)}; promises {dict(promises)}"
        )

    def _at(self, day: int) -> datetime:
        on = _BEGINS + timedelta(days=day)
        return datetime(on.year, on.month, on.day, 12, tzinfo=_NOON)

    def _dawn(self, day: int) -> None:
        wanted = self.matters * (day + 1) // self.days - self.matters * day // self.days
        for _new in range(wanted):
            self._try("begin", self._begin)
        everybody = list(self.house.people)
        self.away = set(self.random.sample(everybody, self.random.choice((0, 0, 1, 4))))
        if day % 7 == 0:
            self._try("recount", lambda: actions.recount(jurisdiction_id=self.place))
        if day == self.days // 2:
            self._try("calendar", self._next_year)
        actions.watch(jurisdiction_id=self.place)

    def _next_year(self) -> None:
        jurisdiction = Jurisdiction.objects.get(pk=self.place)
        days = {date(2027, 2, 5 + n): False for n in range(8)}
        actions.enter_calendar(jurisdiction=jurisdiction, days=days)

    def _begin(self) -> None:
        kind = self.random.choice(_KINDS)
        voices = [self._voice_said().pk for _each in range(self.random.choice((0, 1, 2)))]
        hat = self.house.people[_BEGINNER[kind]]
        actions.begin(procedure=kind, new=NEW, hat=hat, voices=voices)

    def _voice_said(self) -> Voice:
        call = make_call("year", opens_at=now(), closes_at=now() + timedelta(days=400))
        return make_voice(f"第{self.random.random()}条", call=call)

    def _hand(self) -> None:
        deed = self.random.choices(
            (self._matter, self._part, self._clock, self._promise, self._voice, self._told),
            (32, 52, 2, 5, 4, 5),
        )[0]
        deed()

    def _matter(self) -> None:
        if row := self._one(Matter.objects.exclude(phase=Phase.ENDED)):
            self._act(row, lambda act, hat, given: act_on_matter(
                matter_id=row.pk, act=act, hat=hat, given=given
            ))  # fmt: skip

    def _part(self) -> None:
        if row := self._one(Assignment.objects.exclude(phase=Phase.ENDED)):
            self._act(row, lambda act, hat, given: act_on_assignment(
                assignment_id=row.pk, act=act, hat=hat, given=given
            ))  # fmt: skip

    def _act(self, row: Any, do: Callable[[str, Hat, Given], Any]) -> None:
        if self.random.random() < self.sure:
            self._act_well(row, do)
            return
        act = self._choose_act(row)
        hat = self._choose_hat(row, act)
        given = self._given(row)
        for _click in range(self.random.choice((1, 1, 1, 1, 2))):
            self._try(act, lambda: do(act, hat, given))

    def _act_well(self, row: Any, do: Callable[[str, Hat, Given], Any]) -> None:
        """What is next at its step, by somebody who may, with all that it needs."""
        here = [act for act in row.at_step.acts if act.by != (Role.HOUSE,)]
        if not here:
            return
        act = self.random.choices(here, [self._wanted(row, act) for act in here])[0]
        given = self._well_given(row, act)
        facts, step = facts_of(row), row.at_step
        people = [(w, hat) for w, hat in self.house.people.items() if w not in self.away]
        able = [hat for _who, hat in people if who_may(step, act, roles_in(hat, facts))]
        if not able and Role.AUTHOR in row.at_step.may(act) and isinstance(row, Matter):
            self._try(act.code, lambda: act_as_author(
                matter_id=row.pk, act=act.code, given=given
            ))  # fmt: skip
        elif able:
            hat = self.random.choice(able)
            self._try(act.code, lambda: do(act.code, hat, given))

    def _wanted(self, row: Any, act: Act) -> float:
        """What moves it on, most of all; a contact before the draft, once."""
        if act.code == "contact" and isinstance(row, Assignment):
            return 0.1 if row.matter.contacts.exists() else 30
        if act.code in _SELDOM or act.code in _ASKING:
            return 0.3
        return 8 if act.to or act.code in {"confirm", "countersign"} else 0.5

    def _well_given(self, row: Any, act: Act) -> Given:
        random, cast = self.random, self.house.cast
        units = [cast.unit, cast.co_unit, cast.other_unit]
        random.shuffle(units)
        parts = random.choice((
            (Part(units[0]),),
            (Part(units[0], "lead"), Part(units[1], "co")),
            (Part(units[0], "split", "一"), Part(units[1], "split", "二")),
        ))  # fmt: skip
        if isinstance(row, Assignment):
            parts = (Part(units[0], row.mode, row.share),)
        if act.effect == Effect.HAND:
            parts = (Part(self.house.town.unit_id),)
        grade = random.choice(("satisfied", "satisfied", "basically", "dissatisfied"))
        return Given(
            text=f"已办理，{random.random()}。",
            reason="理由",
            reason_code="EMPTY",
            units=parts,
            unit_id=units[0],
            contact=NewContact("visit", today()),
            answer=self._answer(),
            rating=NewRating("satisfied", grade, "satisfied", "还差一处。"),
            target=self._some_id(),
            people=(cast.third.person_id,),
            new=NEW,
            unit_ratings=tuple((unit, "satisfied") for unit in self._rated(row)),
            outcome="passed",
            due_on=today() + timedelta(days=20),
            despite="照签",
        )

    def _choose_act(self, row: Any) -> str:
        kind = procedures.load(row.procedure)
        here = row.at_step.acts
        if not here or self.random.random() < 0.05:
            here = tuple(act for step in kind.steps for act in step.acts)
        # What moves on is wanted more than what only adds to the file.
        weights = [1 if act.code in _SELDOM else 8 for act in here]
        return str(self.random.choices(here, weights)[0].code)

    def _choose_hat(self, row: Any, act: str) -> Hat:
        able = self._able(row, act)
        present = [who for who in able if who not in self.away]
        if not present or self.random.random() < 0.1:
            present = list(self.house.people)
        return self.house.people[self.random.choice(present)]

    def _able(self, row: Any, act: str) -> list[str]:
        """Who may, as the table written by hand says; mostly of the unit that holds it."""
        from tests.matters.test_matrix import _roles

        step = row.at_step
        found = step.act(act)
        able = [
            who
            for who, roles in _roles(row.procedure, step).items()
            if found and who in self.house.people and set(step.may(found)) & roles
        ]
        unit = row.unit_id if isinstance(row, Assignment) else row.holder_unit_id
        if unit and self.random.random() < 0.9:
            own = [w for w in able if self.house.people[w].unit_id == unit]
            able = own or able
        return able

    def _given(self, row: Any) -> Given:
        random, cast = self.random, self.house.cast
        units = [cast.unit, cast.co_unit, cast.other_unit]
        random.shuffle(units)
        parts = random.choice((
            (Part(units[0]),),
            (Part(units[0]),),
            (Part(units[0], "lead"), Part(units[1], "co")),
            (Part(units[0], "split", "一"), Part(units[1], "split", "二")),
            (Part(self.house.town.unit_id),),
            (Part(units[0], "co"),),
        ))  # fmt: skip
        day = today() + timedelta(days=random.choice((-1, 0, 20, 200)))
        grade = random.choice(("satisfied", "basically", "dissatisfied", "bad"))
        return Given(
            text=f"已办理，{random.random()}。",
            reason=random.choice(("理由", "理由", "理由", "")),
            reason_code="EMPTY",
            units=parts,
            unit_id=units[0],
            contact=NewContact("phone", min(day, today())),
            answer=self._answer(),
            rating=NewRating("satisfied", grade, "satisfied", random.choice(("没有", "没有", ""))),
            target=self._some_id(),
            people=(cast.third.person_id,),
            new=NEW,
            unit_ratings=tuple((unit, "satisfied") for unit in self._rated(row)),
            outcome=random.choice(("passed", "rejected", "")),
            despite=random.choice(("照签", "照签", "")),
        )

    def _answer(self) -> Any:
        names = "经市住建局、市公安局、市城管局共同办理："
        made = make_answer(self.random.random() < 0.4, f"{names}{self.random.random()}。")
        days = self.random.choice((1, 5, 30, 90))
        if not made.promises:
            return made
        promises = (NewPromise("补建", today() + timedelta(days=days)),)
        return type(made)(**{**made.__dict__, "promises": promises})

    def _rated(self, row: Any) -> set[int]:
        """Who came, or who whistled, as the step asks."""
        matter = row.matter if isinstance(row, Assignment) else row
        return {matter.place_id} if matter.step == "whistled" else to_be_rated(matter)

    def _some_id(self) -> int:
        row = self._one(Matter.objects.filter(step="handling"))
        return row.pk if row else 10**9

    def _clock(self) -> None:
        if row := self._one(Matter.objects.filter(phase=Phase.OPEN)):
            office = self.house.people[self.random.choice(("deputies' office", "campaign office"))]
            if row.stands_since:
                self._try("resume", lambda: actions.resume(matter_id=row.pk, hat=office))
            else:
                self._try("pause", lambda: actions.pause(
                    matter_id=row.pk, reason="等待鉴定", hat=office
                ))  # fmt: skip

    def _promise(self) -> None:
        if promise := self._one(Promise.objects.filter(state="running")):
            hat = self.house.cast.head if self.random.random() < 0.5 else self.house.cast.other_head
            deed = self.random.choice((promising.keep, promising.give_up, promising.move))
            to = {"to": today() + timedelta(days=30)} if deed is promising.move else {}
            self._try(deed.__name__, lambda: deed(
                promise_id=promise.pk, words="情况说明", hat=hat, **to
            ))  # fmt: skip

    def _voice(self) -> None:
        if (voice := self._one(Voice.objects.exclude(fate=Fate.WITHDRAWN))) is None:
            return
        rating = NewRating("satisfied", "satisfied", "satisfied")
        matter = self._one(Matter.objects.all())
        office, station = self.house.cast.office, self.house.cast.station
        deeds: list[tuple[str, Callable[[], Any]]] = [
            ("withdraw voice", lambda: fates.withdraw(voice_id=voice.pk)),
            ("rate as voice", lambda: actions.rate_as_voice(voice_id=voice.pk, rating=rating)),
            ("put back", lambda: fates.put_back(voice_id=voice.pk, hat=office)),
            ("set aside", lambda: fates.set_aside(
                voice_id=voice.pk, reason="no_request", hat=office
            )),
            ("carry", lambda: actions.carry(matter=matter, voice_ids=[voice.pk], hat=station)),
            ("split", lambda: actions.split(
                matter_id=matter.pk, voice_id=voice.pk, hat=office
            )),
        ]  # fmt: skip
        self._try(*self.random.choice(deeds))

    def _told(self) -> None:
        """The queue, which may run late and may run twice."""
        moves = Move.objects.filter(assignment=None).order_by("-pk")[:20]
        for move in moves:
            if self.random.random() < 0.7 and (move.act == "answered" or move.became == "answered"):
                actions.spread(move_id=move.pk)

    def _one(self, rows: Any) -> Any:
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.get(pk=self.random.choice(ids)) if ids else None

    def _try(self, name: str, deed: Callable[[], Any]) -> None:
        """Done or refused with a sentence; anything else is a bug and ends the walk."""
        try:
            deed()
        except Problem as problem:
            self.did["refused" if str(problem.message).strip() else "refused without a word"] += 1
        else:
            self.did[name] += 1


def keeps(walk_: Walk, codes: tuple[str, ...] = _QUICK) -> None:
    """Every law of matters holds; the acts so far tell which walk it was."""
    walk_.checked += 1
    for law in laws.LAWS:
        if law.code in codes:
            result = walk.walk(law)
            named = [(b.row, b.words) for b in result.breaches]
            assert not named, (law.code, named[:5], walk_.seed, sum(walk_.did.values()))
