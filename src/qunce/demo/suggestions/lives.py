"""The life of one suggestion as a generator: it yields the day of its next step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from qunce.common.clock import today
from qunce.demo.suggestions.plans import Fate, Plan
from qunce.demo.suggestions.staff import Staff
from qunce.matters import actions
from qunce.matters.actions import (
    Given,
    NewAnswer,
    NewContact,
    NewMatter,
    NewPromise,
    NewRating,
    Part,
    promising,
)
from qunce.matters.models import Answer, Assignment, Matter, Promise
from qunce.matters.queries import gate
from qunce.people.rules import Hat

_HAPPY = NewRating("satisfied", "satisfied", "satisfied")
_FAIR = NewRating("satisfied", "basically", "satisfied")


@dataclass(frozen=True)
class Cast:
    deputies: list[Hat]
    staff: Staff
    office: Hat


def life(plan: Plan, cast: Cast) -> Iterator[date]:
    """From the draft until it ends, or until the present has been reached."""
    return _Life(plan, cast).days()


class _Life:
    def __init__(self, plan: Plan, cast: Cast) -> None:
        self.plan = plan
        self.cast = cast
        self.unit = plan.subject.unit
        self.author = cast.deputies[plan.author]
        self.id = 0

    def days(self) -> Iterator[date]:
        yield self.plan.begins_on
        yield from self._written()
        yield from self._admitted()
        if self.plan.fate in {Fate.REFUSED, Fate.WITHDRAWN}:
            return
        yield from self._handled(1)
        yield self._in(9)
        if not self._stands("feedback"):  # silence lapsed in the meantime
            return
        yield from self._rated()
        yield from self._promises()

    def _written(self) -> Iterator[date]:
        plan, subject = self.plan, self.plan.subject
        new = NewMatter(
            title=plan.fill(subject.title),
            situation=plan.fill(subject.situation),
            analysis=plan.fill(subject.analysis),
            requests=tuple(map(plan.fill, subject.requests)),
        )
        self.id = actions.begin(procedure="deputy-suggestion", new=new, hat=self.author).pk
        if plan.signers:
            signers = [self.cast.deputies[n] for n in plan.signers]
            self._act("invite", self.author, people=tuple(s.person_id for s in signers))
            yield self._in(1)
            for signer in signers:
                self._act("confirm", signer)
        self._act("submit", self.author)
        yield self._in(2)

    def _admitted(self) -> Iterator[date]:
        office = self.cast.office
        if self.plan.fate == Fate.REFUSED:
            why = "建议内容属于在审案件的处理意见，按规定不作为代表建议办理。"
            self._act("refuse", office, reason_code="CASE", reason=why)
            return
        self._act("admit", office)
        yield self._in(1)
        first = "市信访局" if self.plan.fate == Fate.RETURNED else self.unit
        self._act("assign", office, units=tuple(self._parts(first)))
        yield self._in(2)
        if self.plan.fate == Fate.WITHDRAWN:
            for n in self.plan.signers:
                self._act("agree", self.cast.deputies[n])
            self._act("withdraw", self.author, reason="所提问题已经解决，申请撤回。")
        elif self.plan.fate == Fate.RETURNED:
            yield from self._returned(first)

    def _returned(self, first: str) -> Iterator[date]:
        right = self.cast.staff.handler(self.unit).unit_id
        handler = self.cast.staff.handler(first)
        self._part("ask_return", handler, reason="建议内容不属我局职责范围。", unit_id=right)
        yield self._in(3)
        self._part("allow_return", self.cast.office, handler, units=(Part(right),))
        yield self._in(1)

    def _parts(self, first: str) -> Iterator[Part]:
        staff, subject = self.cast.staff, self.plan.subject
        unit = staff.handler(first).unit_id
        if self.plan.mode == "sole" or self.plan.fate == Fate.RETURNED:
            yield Part(unit)
            return
        co = staff.handler(subject.co).unit_id
        if self.plan.mode == "lead":
            yield from (Part(unit, "lead"), Part(co, "co"))
            return
        yield Part(unit, "split", f"第一条：{self.plan.fill(subject.requests[0])}")
        yield Part(co, "split", f"第二条：{self.plan.fill(subject.requests[1])}")

    def _handled(self, round_: int) -> Iterator[date]:
        handler = self.cast.staff.handler(self.unit)
        self._part("receive", handler)
        if self._is_with_others():
            self._part("receive", self.cast.staff.handler(self.plan.subject.co))
        yield self._in(12 * self.plan.pace)
        contact = NewContact(("face", "visit", "phone")[self.plan.author % 3], today())
        self._part("contact", handler, contact=contact)
        yield from self._more_time(handler)
        yield self._in(
            (95 if self._is_late(round_) else 40 if round_ == 1 else 15) * self.plan.pace
        )
        yield from self._answered(round_)

    def _more_time(self, handler: Hat) -> Iterator[date]:
        if self.plan.fate != Fate.EXTENDED or self._matter().extended:
            return
        self._part("ask_extension", handler, reason="涉及多个部门，选址需征求居民意见。")
        yield self._in(4)
        self._part("extend", self.cast.office, handler)
        yield self._in(40)

    def _answered(self, round_: int) -> Iterator[date]:
        staff, co = self.cast.staff, self.plan.subject.co
        if self.plan.mode == "lead" and self._is_with_others():
            self._part("give_opinion", staff.handler(co), text="我单位同意主办单位意见，予以配合。")
        yield self._in(3)
        self._sign(self.unit, round_)
        if self.plan.mode == "split" and self._is_with_others():
            yield self._in(5)
            self._part("contact", staff.handler(co), contact=NewContact("phone", today()))
            self._sign(co, round_)

    def _sign(self, unit: str, round_: int) -> None:
        staff = self.cast.staff
        self._part("draft", staff.handler(unit), answer=self._answer(unit, round_))
        # The same subject comes from several counties, and the gate sees it.
        drafted = Answer.objects.filter(matter=self.id, signed_at=None).latest("pk")
        despite = "同类建议来自不同区县，相同部分已逐条核对。" if gate.look(drafted) else ""
        self._part("sign", staff.head(unit), staff.handler(unit), despite=despite)

    def _answer(self, unit: str, round_: int) -> NewAnswer:
        plan, subject = self.plan, self.plan.subject
        with_co = f"，{subject.co}会办" if plan.mode == "lead" and self._is_with_others() else ""
        again = "收到您的意见后，我们重新作了研究。" if round_ > 1 else ""
        promised = plan.fate in {Fate.PROMISED, Fate.BROKEN, Fate.EXTENDED} or round_ > 1
        due_on = today() + timedelta(days=150 + plan.author)
        return NewAnswer(
            text=f"您提出的《{plan.fill(subject.title)}》收悉。经{unit}研究{with_co}，现答复如下。{again}",
            result="planned" if promised else "solved",
            responses=tuple(map(plan.fill, subject.answers)),
            promises=(NewPromise(plan.fill(subject.promise), due_on),) if promised else (),
            contact_name=self.cast.staff.handler(unit).name,
            contact_phone="0000-8830000",
        )

    def _rated(self) -> Iterator[date]:
        if self.plan.fate != Fate.AGAIN:
            self._act("rate", self.author, rating=_FAIR if self.plan.author % 4 == 0 else _HAPPY)
            return
        words = "答复没有说明哪些点位今年能建成，请列出清单。"
        unhappy = NewRating("basically", "dissatisfied", "basically", words)
        self._act("rate", self.author, rating=unhappy)
        yield self._in(3)
        self._act("rehandle", self.cast.office)
        yield self._in(2)
        yield from self._handled(2)
        yield self._in(8)
        if self._stands("feedback_again"):
            self._act("rate", self.author, rating=_FAIR)

    def _promises(self) -> Iterator[date]:
        for promise in Promise.objects.filter(matter=self.id, state="running").select_related(
            "unit"
        ):
            yield promise.due_on + timedelta(days=60 if self.plan.fate == Fate.BROKEN else -10)
            hat = self.cast.staff.handler(promise.unit.short)
            if self.plan.fate == Fate.BROKEN and self.plan.author % 2:
                why = "因地块权属调整，项目未能实施，已与代表当面说明。"
                promising.give_up(promise_id=promise.pk, words=why, hat=hat)
            else:
                words = f"{promise.what}，已办结。"
                promising.keep(promise_id=promise.pk, words=words, hat=hat)

    def _act(self, act: str, hat: Hat, **given: Any) -> None:
        actions.act_on_matter(matter_id=self.id, act=act, hat=hat, given=Given(**given))

    def _part(self, act: str, hat: Hat, whose: Hat | None = None, **given: Any) -> None:
        unit = (whose or hat).unit_id
        part = Assignment.objects.filter(matter=self.id, unit=unit).latest("pk")
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=hat, given=Given(**given))

    def _matter(self) -> Matter:
        return Matter.objects.get(pk=self.id)

    def _stands(self, step: str) -> bool:
        return self._matter().step == step

    def _is_late(self, round_: int) -> bool:
        return self.plan.fate == Fate.LATE and round_ == 1

    def _is_with_others(self) -> bool:
        return self.plan.mode != "sole" and self.plan.fate != Fate.RETURNED

    def _in(self, days: float) -> date:
        return today() + timedelta(days=max(1, round(days)))
