"""A few large themes of the made-up campaign are taken up: chosen, assigned, answered."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction

from qunce.common.clock import today
from qunce.demo.opening import open_up
from qunce.demo.suggestions.staff import Staff
from qunce.matters import actions
from qunce.matters.actions import Given, NewAnswer, NewContact, NewMatter, NewPromise, Part
from qunce.matters.models import Matter
from qunce.matters.queries import themes
from qunce.people.models import Unit
from qunce.people.rules import Hat
from qunce.reading.models import Theme
from qunce.reading.queries.triage import learn

# How far each of them has come, the largest theme first.
_WAYS = ("answered", "promised", "answered", "assigned", "assigned", "selected")
# A chance, among some ninety units, at which a duty names the matter itself.
_SPEAKS = 0.1


def take_up(*, corpus_id: int, units: dict[str, Unit], office: Hat) -> None:
    """Once for a city: what was taken up before stays as it is."""
    if Matter.objects.filter(procedure="golden-idea").exists():
        return
    staff = Staff(units, today())
    for (theme, unit), way in zip(_chosen(corpus_id, units), _WAYS, strict=False):
        _one(theme, way, (staff.handler(unit), staff.head(unit)), office)
    open_up(office, at_once=True)


def _chosen(corpus_id: int, units: dict[str, Unit]) -> Iterator[tuple[Theme, str]]:
    """The largest themes that a unit's published duties speak of, each with that unit."""
    short = {unit.code: name for name, unit in units.items()}
    learned = learn((), {unit.code: unit.duties for unit in units.values() if unit.duties})
    leaves = Theme.objects.filter(
        corpus=corpus_id, children=None, gone_at=None, merged_into=None
    ).exclude(name="")
    for theme in leaves.order_by("-size", "pk"):
        found = learned.explain(" ".join([str(theme), *theme.keywords])) if learned else None
        if found and found.chance >= _SPEAKS:
            yield theme, short[found.unit]


@transaction.atomic
def _one(theme: Theme, way: str, who: tuple[Hat, Hat], office: Hat) -> None:
    grown = themes.theme(theme.pk, office.jurisdiction_id)
    assert grown is not None
    new = NewMatter(title=f"关于{grown.name}的意见", evidence=grown.evidence)
    matter = actions.begin(
        procedure="golden-idea", new=new, hat=office, voices=themes.voices_of(theme.pk)
    )
    actions.greet(matter_id=matter.pk)
    if way == "selected":
        return
    handler, head = who
    given = Given(units=(Part(handler.unit_id),))
    actions.act_on_matter(matter_id=matter.pk, act="assign", hat=office, given=given)
    spread(matter)
    if way != "assigned":
        _answer(matter, handler, head, grown.size, way == "promised")
        spread(matter)


def _answer(matter: Matter, handler: Hat, head: Hat, size: int, promises: bool) -> None:
    due_on = today() + timedelta(days=90)
    answer = NewAnswer(
        text=(
            f"您在“我为示例市献一计”中提出的意见收悉。同一主题共收到{size}条，我们逐条作了整理，"
            "把办法具体、各方都能接受的列入今年的工作安排，其余的作为下一步研究的依据。"
        ),
        result="planned" if promises else "solved",
        promises=(NewPromise(f"公布{matter.title.removeprefix('关于')}办理清单", due_on),)
        if promises
        else (),
        contact_name=handler.name,
        contact_phone="0000-8830000",
    )
    answer_it(matter, handler, head, answer)


def answer_it(matter: Matter, handler: Hat, head: Hat, answer: NewAnswer) -> None:
    """From the unit's receipt of its part to the signature of its head."""
    part = matter.assignments.get()
    contact = NewContact("meeting", today(), "请提出意见的居民座谈")
    for act, hat, given in (
        ("receive", handler, Given()),
        ("contact", handler, Given(contact=contact)),
        ("draft", handler, Given(answer=answer)),
        ("sign", head, Given(despite="同一批征集意见，答复的说明部分相同。")),
    ):
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=hat, given=given)


def spread(matter: Matter) -> None:
    """Whom the last move concerns is told."""
    actions.spread(move_id=matter.moves.latest("pk").pk)
