"""A new campaign from an earlier one or from a usual outline: a draft with the same plan."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qunce.campaigns.actions.asking import NewAction, ask
from qunce.campaigns.actions.joining import take_in
from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Action, Campaign, KeyDate, Phase
from qunce.campaigns.outlines import Outline
from qunce.campaigns.rules import may_run
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.rules import Hat
from qunce.reading.models import Corpus
from qunce.voices.actions import set_out_topics
from qunce.voices.models import Call
from qunce.voices.queries import topics_of


@transaction.atomic
def copy(*, campaign_id: int, slug: str, title: str, starts_on: date, hat: Hat) -> Campaign:
    """Last time's plan begins on another day: phases, required actions with who helps, topics,
    days and units.

    Tasks, summaries and units' own actions belong to that time and are not copied. A second
    click finds the draft that the first one made.
    """
    source = Campaign.objects.filter(pk=campaign_id).first()
    if source is None:
        raise Refused(_("There is no such campaign."))
    if not may_run(hat, source.jurisdiction_id):
        raise NotAllowed(_("The campaign office does this."))
    if earlier := _earlier(slug, source):
        return earlier
    shift = starts_on - source.starts_on
    made = _draft(source, slug, _title(title), shift)
    phases = _phases(source, made, shift)
    actions = _actions(source, made, phases, shift)
    KeyDate.objects.bulk_create(
        KeyDate(campaign=made, on=d.on + shift, title=d.title) for d in source.key_dates.all()
    )
    write("campaign.copied", made, made, hat, source=source.pk)
    units = list(source.participations.values_list("unit", flat=True))
    take_in(campaign_id=made.pk, unit_ids=units, hat=hat)
    _co_units(made, actions)
    return made


@transaction.atomic
def apply_outline(*, campaign_id: int, outline: Outline, hat: Hat) -> list[Action]:
    """The required actions of a usual outline, where the campaign has none yet."""
    campaign = locked(campaign_id, hat)
    if campaign.actions.filter(own=None).exists():
        return list(campaign.actions.filter(own=None))
    phases = list(campaign.phases.all())
    made = []
    for each in outline.actions:
        phase = phases[min(each.phase, len(phases)) - 1]
        new = NewAction(
            title=str(each.title),
            about=str(each.about),
            phase=phase.order,
            due_on=phase.ends_on,
            needs_evidence=each.needs_evidence,
        )
        made.append(ask(campaign_id=campaign_id, new=new, hat=hat))
    return made


def _earlier(slug: str, source: Campaign) -> Campaign | None:
    found = Campaign.objects.filter(slug=slug).first()
    if found and (found.copied_from_id != source.pk or found.issued_at):
        raise Refused(_("This short name is taken; choose another."), code="slug-taken")
    return found


def _title(title: str) -> str:
    if not (title := checked_words("campaign", title, 80).strip()):
        raise Refused(_("Give it a title."))
    return title


def _draft(source: Campaign, slug: str, title: str, shift: timedelta) -> Campaign:
    call, corpus = _call(source, slug, shift), Corpus.objects.create(name=title)
    corpus.calls.add(call)
    made = Campaign.objects.create(
        jurisdiction=source.jurisdiction,
        slug=slug,
        title=title,
        slogan=source.slogan,
        about=source.about,
        aim=source.aim,
        leading_group=source.leading_group,
        office=source.office,
        starts_on=source.starts_on + shift,
        ends_on=source.ends_on + shift,
        corpus=corpus,
        copied_from=source,
    )
    made.calls.add(call)
    return made


def _call(source: Campaign, slug: str, shift: timedelta) -> Call:
    first = source.calls.order_by("pk").first()
    made = Call.objects.create(
        jurisdiction=source.jurisdiction,
        slug=slug,
        title=first.title if first else source.title,
        opens_at=_at(source.starts_on + shift, time.min),
        closes_at=_at(source.ends_on + shift, time.max),
    )
    asked = topics_of(source.calls.values_list("pk", flat=True))
    set_out_topics(made, [line.topic.title for line in asked if not line.topic.closed_at])
    return made


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _phases(source: Campaign, made: Campaign, shift: timedelta) -> dict[int, Phase]:
    """The new phase of each old one."""
    old = list(source.phases.all())
    new = Phase.objects.bulk_create(
        Phase(
            campaign=made,
            order=phase.order,
            title=phase.title,
            about=phase.about,
            starts_on=phase.starts_on + shift,
            ends_on=phase.ends_on + shift,
        )
        for phase in old
    )
    return {before.pk: after for before, after in zip(old, new, strict=True)}


def _actions(
    source: Campaign, made: Campaign, phases: dict[int, Phase], shift: timedelta
) -> list[tuple[Action, Action]]:
    """Each required action with the one that it was copied to."""
    old = list(source.actions.filter(own=None).prefetch_related("co_units"))
    new = Action.objects.bulk_create(
        Action(
            campaign=made,
            order=action.order,
            title=action.title,
            about=action.about,
            phase=phases[action.phase_id],
            due_on=action.due_on + shift,
            gates=action.gates,
            needs_evidence=action.needs_evidence,
        )
        for action in old
    )
    return list(zip(old, new, strict=True))


def _co_units(made: Campaign, actions: Iterable[tuple[Action, Action]]) -> None:
    """Who helped helps again, as far as they take part."""
    here = {one.unit_id: one for one in made.participations.all()}
    for old, new in actions:
        new.co_units.set(here[p.unit_id] for p in old.co_units.all() if p.unit_id in here)
