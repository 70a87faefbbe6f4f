"""A small congress with its office and three units, and matters at any step of their way."""

from dataclasses import dataclass
from datetime import timedelta

from qunce.common.clock import today
from qunce.matters import actions
from qunce.matters.actions import Given, NewAnswer, NewContact, NewMatter, NewPromise, Part
from qunce.matters.models import Assignment, Matter
from qunce.people.models import Role, Unit
from qunce.people.rules import Hat
from tests.factories.people import make_hat, make_unit


@dataclass(frozen=True)
class Cast:
    """Who plays: a deputy and two more, the offices, three units with handler and head."""

    deputy: Hat
    second: Hat
    third: Hat
    office: Hat
    deputy_office: Hat
    government: Hat
    station: Hat
    handler: Hat
    head: Hat
    co_handler: Hat
    other_handler: Hat
    other_head: Hat
    stranger: Hat

    @property
    def unit(self) -> int:
        return self.handler.unit_id

    @property
    def co_unit(self) -> int:
        return self.co_handler.unit_id

    @property
    def other_unit(self) -> int:
        return self.other_handler.unit_id


def make_cast() -> Cast:
    congress = make_unit(code="R01", name="示例市人大常委会")
    government = make_unit(code="Z01", name="示例市政府办公室")
    one = make_unit(code="D01", name="市住房和城乡建设局", short="市住建局")
    two = make_unit(code="D02", name="市公安局", short="市公安局")
    three = make_unit(code="D03", name="市城市管理局", short="市城管局")
    return Cast(
        deputy=make_hat("deputy", Role.DEPUTY, congress),
        second=make_hat("second", Role.DEPUTY, congress),
        third=make_hat("third", Role.DEPUTY, congress),
        office=make_hat("office", Role.OFFICE, make_unit()),
        deputy_office=make_hat("deputy-office", Role.DEPUTY_OFFICE, congress),
        government=make_hat("government", Role.GOVERNMENT_OFFICE, government),
        station=make_hat("station", Role.STATION, congress),
        handler=make_hat("handler", Role.UNIT, one),
        head=make_hat("head", Role.UNIT_HEAD, one),
        co_handler=make_hat("co-handler", Role.UNIT, two),
        other_handler=make_hat("other-handler", Role.UNIT, three),
        other_head=make_hat("other-head", Role.UNIT_HEAD, three),
        stranger=make_hat("stranger", Role.UNIT, make_unit(code="D09", name="市档案馆")),
    )


NEW = NewMatter(
    title="关于在老旧小区增设电动自行车充电桩的建议",
    situation="我市老旧小区电动自行车飞线充电普遍。",
    analysis="充电设施少，收费没有标准。",
    requests=("今年内补建充电桩", "统一收费标准"),
)


def make_suggestion(cast: Cast, step: str = "draft", parts: tuple[Part, ...] = ()) -> Matter:
    """A deputy's suggestion that has come as far as this step, by its acts."""
    matter = actions.begin(procedure="deputy-suggestion", new=NEW, hat=cast.deputy)
    if step == "draft":
        return matter
    actions.act_on_matter(matter_id=matter.pk, act="submit", hat=cast.deputy)
    if step != "review":
        actions.act_on_matter(matter_id=matter.pk, act="admit", hat=cast.deputy_office)
    if step not in {"review", "assigning"}:
        units = parts or (Part(cast.unit, "sole"),)
        actions.act_on_matter(
            matter_id=matter.pk, act="assign", hat=cast.deputy_office, given=Given(units=units)
        )
    if step not in {"review", "assigning", "handling"}:
        answer_part(matter, cast.handler, cast.head)
    matter.refresh_from_db()
    return matter


def part_of(matter: Matter, hat: Hat) -> Assignment:
    return matter.assignments.filter(unit=hat.unit_id).latest("pk")


def make_answer(promised: bool = False, text: str = "", **fields: object) -> NewAnswer:
    """A sound answer; with a promise half a year ahead if asked for."""
    promises = (NewPromise("补建充电桩2000个", today() + timedelta(days=180)),) if promised else ()
    return NewAnswer(
        text=text or "您提出的建议收悉。经研究，现答复如下：已补建充电桩并公布收费标准。",
        result="planned" if promised else "solved",
        responses=("已列入计划，补建充电桩。", "收费标准已公布。"),
        promises=promises,
        contact_name="李工",
        contact_phone="0000-1234567",
    )


def answer_part(
    matter: Matter, handler: Hat, head: Hat, answer: NewAnswer | None = None
) -> Assignment:
    """Accept, speak with the deputy, draft and sign."""
    part = part_of(matter, handler)
    contact = NewContact("face", today(), "到社区当面沟通")
    for act, hat, given in (
        ("receive", handler, Given()),
        ("contact", handler, Given(contact=contact)),
        ("draft", handler, Given(answer=answer or make_answer())),
        ("sign", head, Given()),
    ):
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=hat, given=given)
    part.refresh_from_db()
    return part


def make_town(name: str = "示例街道", duties: str = "") -> Unit:
    unit = make_unit(code="T01", name=name)
    Unit.objects.filter(pk=unit.pk).update(duties=duties)
    return unit
