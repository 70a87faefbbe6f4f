"""Research topics: the call, a unit's draft, its milestones, and what a result is put to use as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Milestone, Topic, TopicCall
from qunce.campaigns.rules import may_report, may_run
from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.matters import actions as matters
from qunce.matters.actions import Given, NewMatter
from qunce.matters.models import Matter
from qunce.people.rules import Hat


@dataclass(frozen=True)
class NewMilestone:
    title: str
    due_on: date


@dataclass(frozen=True)
class NewTopic:
    """`problem`, `approach` and `results` are the declaration; who works on it is the team."""

    title: str
    problem: str
    approach: str
    results: tuple[str, ...]
    team: str
    milestones: Sequence[NewMilestone] = ()


@transaction.atomic
def call_for_topics(
    *,
    campaign_id: int,
    title: str,
    about: str,
    directions: Sequence[str],
    closes_on: date,
    hat: Hat,
) -> TopicCall:
    """Asks every unit of the campaign to declare topics until that day."""
    campaign = locked(campaign_id, hat)
    if closes_on < today():
        raise Refused(_("The day it closes lies behind; choose today or a later day."))
    if campaign.topic_calls.filter(title=title).exists():
        raise Refused(_("There is a call of this title already."))
    call = TopicCall.objects.create(
        campaign=campaign,
        title=title,
        about=about,
        directions=list(directions),
        closes_on=closes_on,
        by_id=hat.person_id,
        at=now(),
    )
    write("topics.called", campaign, call, hat, closes_on=closes_on.isoformat())
    return call


@transaction.atomic
def draft_topic(*, call_id: int, new: NewTopic, hat: Hat) -> Topic:
    """A draft of the unit's; its head declares it by an act of the matter."""
    call = TopicCall.objects.select_related("campaign").filter(pk=call_id).first()
    if call is None:
        raise Refused(_("There is no such call."))
    one = call.campaign.participations.filter(unit=hat.unit_id).first()
    if one is None or not may_report(hat, one.unit_id):
        raise NotAllowed(_("Topics are declared by the units that take part."))
    if today() > call.closes_on:
        raise Refused(
            _("Topics could be declared until %(on)s.") % {"on": call.closes_on}, code="too-late"
        )
    if not new.team.strip():
        raise Refused(_("Say who works on it."))
    matter = matters.begin(procedure="research-topic", new=_matter(call, new, one.unit_id), hat=hat)
    topic = Topic.objects.create(call=call, participation=one, matter=matter, team=new.team.strip())
    _plan(topic, new.milestones)
    write("topic.drafted", call.campaign, topic, hat, matter=matter.pk, unit=one.unit_id)
    return topic


def _matter(call: TopicCall, new: NewTopic, unit_id: int) -> NewMatter:
    return NewMatter(
        title=new.title,
        situation=new.problem,
        analysis=new.approach,
        requests=new.results,
        evidence={"kind": "topic-call", "id": call.pk},
        lies_with=unit_id,
    )


def _plan(topic: Topic, milestones: Sequence[NewMilestone]) -> None:
    titles = [milestone.title for milestone in milestones]
    if len(set(titles)) < len(titles):
        raise Refused(_("Two milestones have the same name."))
    Milestone.objects.bulk_create(
        Milestone(topic=topic, title=one.title, due_on=one.due_on) for one in milestones
    )


@transaction.atomic
def reach_milestone(*, milestone_id: int, words: str, hat: Hat) -> Milestone:
    """What was reached comes onto the matter's timeline too; who may do so is the act's to say."""
    found = Milestone.objects.select_for_update(of=("self",)).select_related("topic")
    one = found.filter(pk=milestone_id).first()
    if one is None:
        raise Refused(_("There is no such milestone."))
    if one.reached_on:
        raise Refused(_("This milestone was reached on %(on)s.") % {"on": one.reached_on})
    given = Given(text=f"{one.title}：{words.strip()}" if words.strip() else "")
    matters.act_on_matter(matter_id=one.topic.matter_id, act="milestone", hat=hat, given=given)
    one.reached_on = today()
    one.save(update_fields=["reached_on"])
    return one


@transaction.atomic
def begin_from_topic(*, topic_id: int, hat: Hat) -> Matter:
    """A result that was adopted as a matter becomes one, which the office then assigns."""
    found = Topic.objects.select_for_update(of=("self",)).select_related("matter", "call__campaign")
    topic = found.filter(pk=topic_id).first()
    if topic is None:
        raise Refused(_("There is no such topic."))
    if not may_run(hat, topic.call.campaign.jurisdiction_id):
        raise NotAllowed(_("The campaign office does this."))
    if topic.matter.step != "as_matter":
        raise Refused(_("Its result was not adopted as a matter."))
    if topic.became_id:
        raise Refused(_("It became a matter already."), code="became-already")
    adopted = topic.matter.moves.filter(act="adopt").latest("pk")
    new = NewMatter(
        title=topic.matter.title,
        situation=adopted.words,
        evidence={"kind": "topic", "id": topic.pk},
    )
    topic.became = matters.begin(procedure="golden-idea", new=new, hat=hat)
    topic.save(update_fields=["became"])
    write("topic.became", topic.call.campaign, topic, hat, matter=topic.became.pk)
    return topic.became


@transaction.atomic
def link_suggestion(*, topic_id: int, number: str, hat: Hat) -> Matter:
    """A result that was adopted as a suggestion is named with the deputies' suggestion it became.

    A deputy makes it, not the office; so it is there already, and is known by its number.
    """
    found = Topic.objects.select_for_update(of=("self",)).select_related("matter", "call__campaign")
    topic = found.filter(pk=topic_id).first()
    if topic is None:
        raise Refused(_("There is no such topic."))
    place = topic.call.campaign.jurisdiction_id
    if not may_run(hat, place):
        raise NotAllowed(_("The campaign office does this."))
    if topic.matter.step != "as_suggestion":
        raise Refused(_("Its result was not adopted as a suggestion."))
    if topic.became_id:
        raise Refused(_("It is linked already."), code="became-already")
    made = Matter.objects.filter(
        jurisdiction=place, procedure="deputy-suggestion", number=number.strip(), confidential=False
    ).exclude(number="")
    suggestion = made.filter(from_topic=None).first()
    if suggestion is None:
        raise Refused(_("There is no suggestion of this number, or a topic is linked to it."))
    topic.became = suggestion
    topic.save(update_fields=["became"])
    write("topic.linked", topic.call.campaign, topic, hat, matter=suggestion.pk)
    return suggestion
