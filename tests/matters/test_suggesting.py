"""The triage suggests a unit with its reasons, and learns from where matters were left."""

import pytest

from qunce.matters import actions
from qunce.matters.actions import Given, NewMatter, Part
from qunce.matters.models import Matter
from qunce.matters.queries import choices, suggesting
from qunce.people.models import Unit
from tests.factories.matters import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    suggesting._learned.forget()  # type: ignore[attr-defined]
    cast = make_cast()
    Unit.objects.filter(pk=cast.unit).update(duties="老旧小区改造 充电桩 物业")
    Unit.objects.filter(pk=cast.other_unit).update(duties="市容 垃圾 路灯 占道经营")
    return cast


def _assigned(cast: Cast, title: str, unit: int | None = None) -> Matter:
    new = NewMatter(title=title, requests=("尽早解决",))
    matter = actions.begin(procedure="deputy-suggestion", new=new, hat=cast.deputy)
    steps = [("submit", cast.deputy, Given()), ("admit", cast.deputy_office, Given())]
    if unit:
        steps.append(("assign", cast.deputy_office, Given(units=(Part(unit),))))
    for act, hat, given in steps:
        actions.act_on_matter(matter_id=matter.pk, act=act, hat=hat, given=given)
    return matter


def test_published_duties_are_enough_to_begin_with(cast: Cast) -> None:
    found = suggesting.suggest(_assigned(cast, "关于增设充电桩的建议"))
    assert found is not None
    assert found.unit_id == cast.unit
    assert found.words == ("充电",)


def test_assigning_otherwise_teaches_it(cast: Cast) -> None:
    for n in range(6):
        _assigned(cast, f"关于第{n}号公园夜间照明的建议", cast.co_unit)
        _assigned(cast, f"关于第{n}条街道垃圾清运的建议", cast.other_unit)
    suggesting._learned.forget()  # type: ignore[attr-defined]
    found = suggesting.suggest(_assigned(cast, "关于改善公园夜间照明的建议"))
    assert found is not None
    assert found.unit_id == cast.co_unit


def test_nothing_is_suggested_where_nothing_is_known(cast: Cast) -> None:
    Unit.objects.update(duties="")
    assert suggesting.suggest(_assigned(cast, "关于路灯的建议")) is None


def test_each_unit_to_choose_says_what_it_has_in_hand(cast: Cast) -> None:
    _assigned(cast, "关于路灯的建议", cast.unit)
    matter = _assigned(cast, "关于充电桩的建议", cast.unit)
    offered = dict(choices.units(matter.jurisdiction_id))
    assert "2" in offered[cast.unit]
    assert "0" in offered[cast.co_unit]
