"""The made-up congress does what real ones do, by the same acts, and every law holds."""

from collections import Counter

import pytest

from qunce.audit import walk
from qunce.common.clock import moved_to
from qunce.demo import congress, founding
from qunce.demo.suggestions import live
from qunce.matters.laws import LAWS
from qunce.matters.models import Matter
from qunce.people.queries import congress_of

pytestmark = pytest.mark.django_db


def test_bills_key_supervisions_and_grid_reports_come_as_far_as_they_should() -> None:
    year = congress.last_year()
    with moved_to(founding.founding_day(year)):
        _office, deputies_office, units = founding.settle_down(year)
    seated = congress_of(deputies_office.jurisdiction_id)
    assert seated is not None
    said: list[float] = []
    live(
        term=seated.terms.get(),
        units=units,
        deputy_office=deputies_office,
        n=2,
        seed=1,
        say=said.append,
    )
    assert said[-1] == 1
    stands = Counter(Matter.objects.values_list("procedure", "step"))
    assert {step for kind, step in stands if kind == "bill"} == {
        "reported",
        "converted",
        "after_session",
    }
    assert stands["key-supervision", "closed"] == 1
    assert stands["key-supervision", "supervising"] == 2
    assert {step for kind, step in stands if kind == "grid-report"} >= {
        "triage",
        "town",
        "whistle_approval",
        "joint",
        "redirected",
    }
    assert [str(breach) for breach in _breaches()] == []


def _breaches() -> list[object]:
    return [breach for law in LAWS for breach in walk.walk(law).breaches]
