"""What units send is screened, scored and selected by the product's own actions."""

from pathlib import Path
from typing import Any

import pytest

from qunce.audit import walk
from qunce.campaigns.models import Topic
from qunce.common.clock import moved_to
from qunce.demo import congress, founding, funnel, supervision
from qunce.demo.city import UNITS
from qunce.demo.funnel import Funnel
from qunce.demo.inquiries import INQUIRIES
from qunce.demo.topics import live
from qunce.notices.models import Notice
from qunce.selection.models import Candidate, Round, Stage, State
from qunce.voices.models import Voice

pytestmark = pytest.mark.django_db
SMALL = Funnel(
    sent=40, passed=24, first_county=8, city_units=6, seats=14, reviewers=8, zone=(12, 4)
)


def test_the_numbers_of_the_funnel_come_out(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    year = congress.last_year()
    with moved_to(founding.founding_day(year)):
        office, _deputies_office, units = founding.settle_down(year)
    campaign = founding.open_campaign(units)
    for _twice in range(2):
        assert funnel.send(campaign, office=office, units=units, how=SMALL, seed=5) == 52
        funnel.select(campaign, office=office, units=units, how=SMALL)
    supervision.supervise(campaign, office=office, units=units)  # takes the units in
    live(campaign, office=office, units=units, full=True)

    assert Voice.objects.filter(source__unit__isnull=False).count() == 52
    city, zone = Round.objects.order_by("pk")
    assert (city.stage, zone.stage) == (Stage.SELECTED, Stage.SELECTED)
    assert _states(city) == {"selected": 14, "below_line": 10, "screened": 16}
    assert _states(zone) == {"selected": 4, "below_line": 3, "screened": 5}
    dropped = Candidate.objects.filter(state=State.DROPPED).values_list("subject_id", flat=True)
    assert Notice.objects.filter(to_id__in=dropped).count() >= len(dropped)
    assert Topic.objects.count() == 6 + len(INQUIRIES) == 46
    codes = ("campaigns.", "selection.", "matters.", "voices.")
    laws = [law for law in walk.laws() if law.code.startswith(codes)]
    assert [b.row for law in laws for b in walk.walk(law).breaches] == []


def _states(round_: Round) -> dict[str, int]:
    rows = round_.candidates.all()
    dropped = rows.filter(state=State.DROPPED)
    return {
        "selected": rows.filter(state=State.SELECTED).count(),
        "below_line": dropped.filter(reason="below_line").count(),
        "screened": dropped.exclude(reason="below_line").count(),
    }


def test_every_inquiry_is_of_another_unit_that_exists() -> None:
    known = {unit.short for unit in UNITS}
    assert len({unit for unit, _title, _problem in INQUIRIES}) == len(INQUIRIES)
    assert {unit for unit, _title, _problem in INQUIRIES} <= known
