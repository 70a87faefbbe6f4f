"""The demo's groups, visits, topics and publicity, made by the product's own actions."""

import pytest

from qunce.audit import walk
from qunce.campaigns.models import Finding, Publicity, Topic, Visit
from qunce.common.clock import moved_to
from qunce.demo import congress, founding, supervision, topics

pytestmark = pytest.mark.django_db


def test_twelve_groups_find_in_every_state_and_keep_every_law() -> None:
    year = congress.last_year()
    with moved_to(founding.founding_day(year)):
        office, _deputies_office, units = founding.settle_down(year)
    campaign = founding.open_campaign(units)
    for _ in range(2):  # what was made stays as it is
        supervision.supervise(campaign, office=office, units=units)
        topics.live(campaign, office=office, units=units)
    assert campaign.supervision_groups.count() == 12
    assert campaign.participations.filter(group=None).count() == 1
    steps = set(Finding.objects.values_list("matter__step", flat=True))
    assert steps >= {"found", "mending", "looked_at", "closed", "objected", "taken_back"}
    assert Visit.objects.count() > 40
    assert Topic.objects.count() == 6
    assert Publicity.objects.count() == 8
    laws = [law for law in walk.laws() if law.code.startswith("campaigns.")]
    assert [b.row for law in laws for b in walk.walk(law).breaches] == []
