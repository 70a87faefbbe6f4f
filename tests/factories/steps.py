"""A matter or a part at any step of any procedure, stored as its acts would have left it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from qunce import procedures
from qunce.common import now
from qunce.common.clock import today
from qunce.matters.actions import Given, NewContact, NewRating, Part, act_as_author
from qunce.matters.actions.acting import act_on_assignment, act_on_matter
from qunce.matters.actions.beginning import whole
from qunce.matters.actions.moving import enter, write
from qunce.matters.models import Answer, Assignment, Matter, Running, Signer
from qunce.matters.queries import gate
from qunce.people.models import Role, Unit
from qunce.people.rules import Hat
from qunce.procedure import Phase
from qunce.procedure.term import ANCHORS
from qunce.proof import commit, new_salt
from tests.factories.matters import NEW, Cast, make_answer, make_cast, make_town
from tests.factories.people import make_hat, make_jurisdiction, make_unit

PARTS = ("assignment", "opinion", "co-task")
# The kind whose units have such a part, and the step at which they work on it.
_PART_OF = {"co-task": "campaign-task"}
_AT_WORK = {"grid-report": "joint", "campaign-task": "owed"}
# Whose author is a deputy; of the others it is whoever holds the receipt.
OF_DEPUTIES = ("deputy-suggestion", "bill")
# Steps after which the units have answered.
_DONE = {"feedback", "rehandle_decision", "feedback_again", "mediation", "tracking", "answered",
         "objection", "carrying_out"}  # fmt: skip


@dataclass(frozen=True)
class House:
    """The cast, the offices that a suggestion never meets, and a town with its head."""

    cast: Cast
    secretariat: Hat
    committee: Hat
    chairs: Hat
    town: Hat
    town_head: Hat
    group: Hat
    other_group: Hat

    @cached_property
    def people(self) -> dict[str, Hat]:
        cast = self.cast
        return {
            "deputy": cast.deputy,
            "co-signer": cast.second,
            "another deputy": cast.third,
            "campaign office": cast.office,
            "deputies' office": cast.deputy_office,
            "government office": cast.government,
            "secretariat": self.secretariat,
            "committee": self.committee,
            "chairs": self.chairs,
            "station": cast.station,
            "town": self.town,
            "head of the town": self.town_head,
            "supervision group": self.group,
            "another supervision group": self.other_group,
            "unit": cast.handler,
            "head of the unit": cast.head,
            "co-unit": cast.co_handler,
            "another unit": cast.other_handler,
            "stranger": cast.stranger,
        }


def make_house() -> House:
    cast, town = make_cast(), make_town()
    congress = make_unit(code="R01")
    return House(
        cast=cast,
        secretariat=make_hat("secretariat", Role.SECRETARIAT, congress),
        committee=make_hat("committee", Role.COMMITTEE, congress),
        chairs=make_hat("chairs", Role.CHAIRS, congress),
        town=make_hat("town", Role.UNIT, town),
        town_head=make_hat("town-head", Role.UNIT_HEAD, town),
        group=make_hat("group", Role.SUPERVISOR, make_unit(code="G01", name="第一督导组")),
        other_group=make_hat("group-2", Role.SUPERVISOR, make_unit(code="G02", name="第二督导组")),
    )


def stand(house: House, procedure: str, step: str, days_ago: int = 0, of: str = "") -> Running:
    """A matter, or a unit's part in one `of` that kind, at this step; begun `days_ago`."""
    if procedure in PARTS:
        of = of or part_of(procedure)
        matter = _matter(house, of, _AT_WORK.get(of, "handling"), days_ago)
        mode = "lead" if procedure == "assignment" else "co"
        return matter.assignments.get(mode=mode) if not step else _part(matter, mode, step)
    return _matter(house, procedure, step, days_ago)


def part_of(procedure: str) -> str:
    """A kind of matter in which units have this kind of part."""
    return _PART_OF.get(procedure, "deputy-suggestion")


def _matter(house: House, procedure: str, step: str, days_ago: int) -> Matter:
    kind, cast = procedures.load(procedure), house.cast
    on = today() - timedelta(days=days_ago)
    matter = Matter(
        jurisdiction_id=cast.deputy.jurisdiction_id,
        procedure=procedure,
        version=kind.version,
        title=NEW.title,
        situation=NEW.situation,
        analysis=NEW.analysis,
        requests=list(NEW.requests),
        salt=new_salt(),
        author_id=cast.deputy.person_id if procedure in OF_DEPUTIES else None,
        place=Unit.objects.get(pk=house.town.unit_id),
        group_id=house.group.unit_id,
        set_on=today() + timedelta(days=30),
        begun_at=now() - timedelta(days=days_ago),
        anchors=dict.fromkeys(ANCHORS, on.isoformat()),
    )
    matter.step, matter.phase = kind.first.code, Phase.DRAFT.value
    matter.save()
    Signer.objects.create(matter=matter, person_id=cast.second.person_id, asked_at=now())
    if kind.step(step).phase == Phase.OPEN:
        at_work = "helping" if kind.co_parts == "co-task" else "working"
        _make_part(matter, cast.unit, "lead", "answered" if step in _DONE else "working")
        _make_part(matter, cast.co_unit, "co", "given" if step in _DONE else at_work)
    enter(matter, step)
    matter.save()
    text = commit(bytes(matter.salt), whole(matter))
    write(matter, "begun", ("system", 0), kind=procedure, text=text)
    return matter


def _make_part(matter: Matter, unit: int, mode: str, step: str) -> Assignment:
    kind = procedures.load(matter.grammar.co_parts if mode == "co" else "assignment")
    part = Assignment(
        matter=matter,
        unit_id=unit,
        mode=mode,
        procedure=kind.code,
        version=kind.version,
        anchors=matter.anchors,
        begun_at=matter.begun_at,
    )
    enter(part, step)
    part.save()
    write(part, "opened", ("system", 0), unit=unit, mode=mode)
    return part


def _part(matter: Matter, mode: str, step: str) -> Assignment:
    part = matter.assignments.get(mode=mode)
    enter(part, step)
    part.save()
    write(part, "came_to", ("system", 0))
    if step == "signing":
        sound = make_answer(text="经我局主办，市公安局会办，现答复如下：已补建充电桩。")
        draft_answer(part, sound.text)
    return part


def draft_answer(part: Assignment, text: str) -> Answer:
    """A sound draft, ready to be signed."""
    answer = Answer(
        matter=part.matter,
        assignment=part,
        unit_id=part.unit_id,
        text=text,
        responses=["已补建。", "已统一。"],
        result="solved",
        contact_name="李工",
        contact_phone="0000-1234567",
        salt=new_salt(),
        by_id=part.matter.author_id or 1,
        drafted_at=now(),
    )
    answer.save()
    assert gate.whole(answer)
    return answer


def enough(house: House, row: Running, act: str) -> Given:
    """All that any act may ask for, so that only step, role and guards decide."""
    cast = house.cast
    matter = row.matter if isinstance(row, Assignment) else row
    mode = row.mode if isinstance(row, Assignment) else "sole"
    place = matter.place_id if isinstance(matter, Matter) else 0
    rated = (place,) if act == "dispatch" else (cast.unit, cast.co_unit)
    return Given(
        text="已办理，今年内完成。",
        reason="理由",
        reason_code="EMPTY",
        units=(Part(cast.other_unit, mode),),
        unit_id=cast.other_unit,
        contact=NewContact("phone", today(), act),
        answer=make_answer(),
        rating=NewRating("satisfied", "satisfied", "satisfied"),
        target=_target(house, act),
        people=(cast.third.person_id,),
        new=NEW,
        unit_ratings=tuple((unit, "satisfied") for unit in rated if unit),
        outcome="as_practice"
        if isinstance(row, Matter) and row.procedure == "research-topic"
        else "passed",
        due_on=today() + timedelta(days=20),
        despite="引用上级文件原文",
    )


def _target(house: House, act: str) -> int | None:
    """What it is merged with, or the place that it is handed over to."""
    if act == "hand_over":
        return make_jurisdiction("980000", name="邻市").pk
    return _matter(house, "deputy-suggestion", "handling", 0).pk if act == "merge" else None


def do(row: Running, act: str, hat: Hat | None, given: Given) -> Running:
    """By whom it is: a post, or without one whoever holds the receipt."""
    if hat is None:
        return act_as_author(matter_id=row.pk, act=act, given=given)
    if isinstance(row, Assignment):
        return act_on_assignment(assignment_id=row.pk, act=act, hat=hat, given=given)
    return act_on_matter(matter_id=row.pk, act=act, hat=hat, given=given)
