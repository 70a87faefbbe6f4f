"""Themes of the made-up campaign are taken up as matters: begun, assigned, answered."""

from django.db import transaction
from django.db.models import QuerySet

from qunce.common.clock import today
from qunce.common.errors import Refused
from qunce.demo import answering
from qunce.demo.answering import Asked, Subject
from qunce.demo.opening import open_up
from qunce.demo.suggestions.staff import Staff
from qunce.matters import actions
from qunce.matters.actions import Given, NewAnswer, NewContact, NewMatter, Part
from qunce.matters.models import Matter
from qunce.matters.queries import themes
from qunce.people.models import Unit
from qunce.people.rules import Hat
from qunce.reading.models import Theme

# How far each of the first ones has come, the largest theme first.
_WAYS = ("solved", "planned", "solved", "assigned", "assigned", "selected")
_SAME = "同一批征集意见，答复的说明部分相同。"


def take_up(*, corpus_id: int, units: dict[str, Unit], office: Hat) -> None:
    """Once for a city: what was taken up before stays as it is."""
    if Matter.objects.filter(procedure="golden-idea").exists():
        return
    staff, ways = Staff(units, today()), list(_WAYS)
    for theme in open_themes(corpus_id):
        if ways and (subject := answering.subjects().get(about(theme))):
            _one(theme, subject, ways.pop(0), staff, office)
    open_up(office, at_once=True)


def open_themes(corpus_id: int) -> QuerySet[Theme]:
    """Those that no matter grew from, the largest first."""
    grown = Matter.objects.filter(procedure="golden-idea", evidence__kind="theme")
    leaves = Theme.objects.filter(
        corpus=corpus_id, children=None, gone_at=None, merged_into=None
    ).exclude(name="")
    taken = grown.values_list("evidence__id", flat=True)
    return leaves.exclude(pk__in=list(taken)).order_by("-size", "pk")


def about(theme: Theme) -> str:
    """The key of what its waiting voices are about."""
    return answering.about(answering.texts_of(themes.voices_of(theme.pk)))


@transaction.atomic
def _one(theme: Theme, subject: Subject, way: str, staff: Staff, office: Hat) -> None:
    matter = begin(theme, office)
    if way == "selected":
        return
    assign(matter, staff.units[subject.unit], office)
    if way != "assigned":
        answer(matter, staff, subject.unit, way)


def begin(theme: Theme, office: Hat) -> Matter:
    """A matter that carries all who say it; each hears that it was taken up."""
    grown = themes.theme(theme.pk, office.jurisdiction_id)
    assert grown is not None
    matter = actions.begin(
        procedure="golden-idea",
        new=NewMatter(title=f"关于{grown.name}的意见", evidence=grown.evidence),
        hat=office,
        voices=themes.voices_of(theme.pk),
    )
    actions.greet(matter_id=matter.pk)
    return matter


def assign(matter: Matter, unit: Unit, office: Hat) -> None:
    given = Given(units=(Part(unit.pk),))
    actions.act_on_matter(matter_id=matter.pk, act="assign", hat=office, given=given)
    spread(matter)


def subject_of(matter: Matter) -> Subject:
    """What a matter is about; one that only wishes well is for the party's office to thank for."""
    return answering.subjects().get(about_matter(matter), _subject_of_thanks())


def about_matter(matter: Matter) -> str:
    """The same key for the voices that a matter carries."""
    return answering.about(_texts(matter))


def _subject_of_thanks() -> Subject:
    return answering.subjects()["office/style"]


def _texts(matter: Matter) -> list[str]:
    carried = matter.carried.filter(until=None).order_by("pk").values_list("voice", flat=True)
    return answering.texts_of(list(carried))


def answer(matter: Matter, staff: Staff, unit: str, result: str = "") -> None:
    """The unit answers what it was given, and each author is told."""
    handler, head = staff.handler(unit), staff.head(unit)
    asked = Asked(
        name=matter.evidence.get("name") or matter.title[:60],
        size=matter.carried.filter(until=None).count(),
        texts=_texts(matter),
        nth=matter.pk,
    )
    contact = f"{handler.name}（办理科室）"
    new = answering.answer(subject_of(matter), asked, staff.units[unit], contact, result)
    _answer_it(matter, handler, head, new)
    spread(matter)


def _answer_it(matter: Matter, handler: Hat, head: Hat, new: NewAnswer) -> None:
    """From the unit's receipt of its part to the signature of its head."""
    part = matter.assignments.get()
    contact = NewContact("meeting", today(), "请提出意见的居民座谈")
    for act, given in (
        ("receive", Given()),
        ("contact", Given(contact=contact)),
        ("draft", Given(answer=new)),
    ):
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=handler, given=given)
    try:
        actions.act_on_assignment(assignment_id=part.pk, act="sign", hat=head)
    except Refused:  # the gate found one that is nearly the same
        given = Given(despite=_SAME)
        actions.act_on_assignment(assignment_id=part.pk, act="sign", hat=head, given=given)


def spread(matter: Matter) -> None:
    """Whom the last move concerns is told."""
    actions.spread(move_id=matter.moves.latest("pk").pk)
