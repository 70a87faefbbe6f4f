"""A campaign is lived through to its closing report, each act on its own day."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from tests.factories import make_unit

from qunce.audit import walk
from qunce.briefs.models import Brief, Kind, State
from qunce.campaigns.models import Campaign, Task
from qunce.common.clock import today
from qunce.demo import bulletins, closing, founding, funnel, plan, supervision, topics
from qunce.demo.calendar import WEEKS_SINCE, in_the_middle
from qunce.demo.funnel import Funnel
from qunce.matters.models import Matter, Move

pytestmark = pytest.mark.django_db
SMALL = Funnel(
    sent=40, passed=24, first_county=8, city_units=6, seats=14, reviewers=8, zone=(12, 4)
)


def test_the_campaign_ends_with_its_report(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    city = founding.found(WEEKS_SINCE)
    # A unit of the grid is none of the campaign's 97.
    make_unit(code="P990102001", jurisdiction=city.campaign.jurisdiction)
    city = founding.founded()
    campaign, office, units = city.campaign, city.office, city.units
    with in_the_middle(campaign):
        middle = today()
        plan.plan(campaign, office=office, units=units)
        funnel.send(campaign, office=office, units=units, how=SMALL, seed=5)
        funnel.select(campaign, office=office, units=units, how=SMALL)
        supervision.supervise(campaign, office=office, units=units)
        topics.live(campaign, office=office, units=units)
        bulletins.issue(campaign, office)
    assert middle <= today() - timedelta(weeks=WEEKS_SINCE)
    heard: list[float] = []
    closing.close(campaign, office=office, units=units, since=middle, say=heard.append)
    assert heard[-1] == 1
    _is_over(campaign)
    _every_act_has_its_day(campaign)
    laws = [law for law in walk.laws() if law.code != "record.sealed"]
    assert [(law.code, b.row) for law in laws for b in walk.walk(law).breaches] == []

    closing.close(campaign, office=office, units=units, since=middle, say=heard.append)
    assert Brief.objects.filter(campaign=campaign, kind=Kind.REPORT).count() == 1


def _is_over(campaign: Campaign) -> None:
    assert not campaign.phases.filter(closed_at=None).exists()
    assert not Task.objects.filter(matter__phase="open").exists()
    assert campaign.participations.count() == 97
    assert not campaign.participations.filter(visits=None).exclude(unit=campaign.office).exists()
    left = Matter.objects.filter(phase="open").exclude(
        step__in=["carrying_out", "long_term"]  # dated promises, and what is mended over years
    )
    assert set(left.values_list("procedure", "step")) == set()
    briefs = Brief.objects.filter(campaign=campaign)
    assert set(briefs.values_list("state", flat=True)) == {State.ISSUED}
    assert briefs.filter(kind=Kind.REPORT).count() == 1
    assert briefs.filter(kind=Kind.BULLETIN).count() >= 8


def _every_act_has_its_day(campaign: Campaign) -> None:
    tasks = Matter.objects.filter(procedure="campaign-task", ended_at__isnull=False)
    days = set(tasks.values_list("ended_at__date", flat=True))
    assert len(days) > 15
    assert max(days) <= campaign.ends_on + closing.REPORTED_AFTER < today()
    assert not Move.objects.filter(at__lt=F("matter__begun_at")).exists()
    # Not all at once: the plan is written on a day on which none of them is near.
    assert len(set(campaign.actions.values_list("due_on", flat=True))) > 4
