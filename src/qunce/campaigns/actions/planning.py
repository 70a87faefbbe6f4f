"""The plan is written and rewritten: what the campaign is for, its phases, its key dates."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import locked, locked_phase, write
from qunce.campaigns.models import Campaign, KeyDate, Phase
from qunce.common import now
from qunce.common.errors import Conflict, Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.rules import Hat


@transaction.atomic
def revise(*, campaign_id: int, aim: str, leading_group: str, hat: Hat) -> Campaign:
    """What it is for and who leads it."""
    campaign = locked(campaign_id, hat)
    campaign.aim = checked_words("aim", aim)
    campaign.leading_group = checked_words("leading_group", leading_group)
    campaign.save(update_fields=["aim", "leading_group"])
    write("campaign.plan_revised", campaign, campaign, hat)
    return campaign


@transaction.atomic
def issue(*, campaign_id: int, hat: Hat) -> Campaign:
    """The draft becomes the campaign; from now on the square shows it and tasks can be given."""
    campaign = locked(campaign_id, hat)
    if campaign.issued_at:
        raise Conflict(_("It has been issued already."))
    campaign.issued_at = now()
    campaign.save(update_fields=["issued_at"])
    write("campaign.issued", campaign, campaign, hat)
    return campaign


@transaction.atomic
def revise_phase(
    *, phase_id: int, title: str, about: str, starts_on: date, ends_on: date, hat: Hat
) -> Phase:
    """Its name and its days. Phases follow one another; what is asked in it stays inside."""
    phase, campaign = locked_phase(phase_id, hat)
    if phase.closed_at:
        raise Refused(_("This phase is closed; its days stay as they are."))
    if not title.strip():
        raise Refused(_("Give it a title."))
    _refuse_an_overlap(phase, starts_on, ends_on)
    if phase.actions.filter(due_on__lt=starts_on).exists():
        raise Refused(_("Something asked in this phase would be due before it begins."))
    phase.title, phase.about = checked_words("phase", title, 40).strip(), about
    phase.starts_on, phase.ends_on = starts_on, ends_on
    phase.save(update_fields=["title", "about", "starts_on", "ends_on"])
    _stretch(campaign)
    write("campaign.phase_revised", campaign, phase, hat, ends_on=ends_on.isoformat())
    return phase


@transaction.atomic
def set_day(*, campaign_id: int, on: date, title: str, hat: Hat) -> KeyDate:
    """A day everybody should know; twice the same is once."""
    campaign = locked(campaign_id, hat)
    title = checked_words("day", title, 60).strip()
    if not title:
        raise Refused(_("Say what happens on this day."))
    if not campaign.starts_on <= on <= campaign.ends_on:
        raise Refused(_("This day lies outside the campaign."), code="day-outside")
    day, made = KeyDate.objects.get_or_create(campaign=campaign, on=on, title=title)
    if made:
        write("campaign.day_set", campaign, day, hat, on=on.isoformat())
    return day


@transaction.atomic
def strike_day(*, day_id: int, hat: Hat) -> None:
    day = KeyDate.objects.filter(pk=day_id).first()
    if day is None:
        raise Conflict(_("This day is gone already."))
    campaign = locked(day.campaign_id, hat)
    write("campaign.day_struck", campaign, day, hat, on=day.on.isoformat())
    day.delete()


def _refuse_an_overlap(phase: Phase, starts_on: date, ends_on: date) -> None:
    others = Phase.objects.filter(campaign=phase.campaign_id)
    before = others.filter(order__lt=phase.order).last()
    after = others.filter(order__gt=phase.order).first()
    if (
        ends_on < starts_on
        or (before and starts_on <= before.ends_on)
        or (after and ends_on >= after.starts_on)
    ):
        raise Refused(_("The phases of a campaign follow one another."), code="phases-overlap")


def _stretch(campaign: Campaign) -> None:
    """A campaign lasts from its first phase to its last."""
    phases = list(campaign.phases.all())
    campaign.starts_on, campaign.ends_on = phases[0].starts_on, phases[-1].ends_on
    campaign.save(update_fields=["starts_on", "ends_on"])
