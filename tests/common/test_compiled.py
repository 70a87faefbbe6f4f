"""Queries compiled once answer what Django's own answer, whatever is asked."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, QuerySet
from django.test.utils import CaptureQueriesContext

from qunce.common.compiled import compiled, give
from qunce.places.models import Area, Jurisdiction

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Jurisdiction:
    place = Jurisdiction.objects.create(code="330100", name="江城", profile="national")
    for number in range(3):
        Area.objects.create(
            jurisdiction=place, code=f"33010{number}", name=f"区{number}", level="county"
        )
    return place


def in_place(place_id: int, names: tuple[str, ...]) -> QuerySet[Area]:
    found = Area.objects.select_related("jurisdiction", "parent").order_by("-code")
    return found.filter(jurisdiction=place_id, **({"name__in": names} if names else {}))


@pytest.mark.parametrize("names", [(), ("区1",), ("区0", "区2"), ("区2", "区0"), ("没有",)])
def test_the_rows_are_those_of_the_queryset(place: Jurisdiction, names: tuple[str, ...]) -> None:
    ask = compiled(in_place)
    for _again in range(2):
        assert ask(place.pk, names) == list(in_place(place.pk, names))


def test_the_second_call_brings_its_own_values(place: Jurisdiction) -> None:
    ask = compiled(in_place)
    assert [area.name for area in ask(place.pk, ("区0",))] == ["区0"]
    assert [area.name for area in ask(place.pk, ("区1",))] == ["区1"]


def test_related_rows_come_with_the_same_query(place: Jurisdiction) -> None:
    ask = compiled(in_place)
    ask(place.pk, ())
    with CaptureQueriesContext(connection) as asked:
        areas = ask(place.pk, ())
        assert {area.jurisdiction.name for area in areas} == {"江城"}
        assert {area.parent for area in areas} == {None}
    assert len(asked) == 1


def test_tuples_single_values_and_annotations(place: Jurisdiction) -> None:
    def pairs(place_id: int) -> QuerySet[Area, Any]:
        return Area.objects.filter(jurisdiction=place_id).order_by("pk").values_list("code", "name")

    def names(place_id: int) -> QuerySet[Area, Any]:
        return (
            Area.objects.filter(jurisdiction=place_id).order_by("pk").values_list("name", flat=True)
        )

    def placed(place_id: int) -> QuerySet[Any]:
        return Area.objects.filter(jurisdiction=place_id).annotate(of=F("jurisdiction__name"))

    def counted(place_id: int) -> QuerySet[Any, Any]:
        found = Area.objects.filter(jurisdiction=place_id).values("jurisdiction")
        return found.annotate(n=Count("*")).values_list("n", flat=True)

    assert compiled(pairs)(place.pk)[0] == ("330100", "区0")
    assert compiled(names)(place.pk) == ["区0", "区1", "区2"]
    assert [area.of for area in compiled(placed)(place.pk)] == ["江城"] * 3
    assert compiled(counted)(place.pk) == [3]


def test_a_list_of_nothing_and_numbers_no_column_holds_find_nothing(place: Jurisdiction) -> None:
    @compiled
    def by_id(ids: tuple[int, ...]) -> QuerySet[Area]:
        return Area.objects.filter(pk__in=ids)

    assert by_id(()) == []
    assert by_id((10**30,)) == []
    assert by_id((-(2**63), 2**63 - 1)) == []


def test_what_is_no_plain_value_takes_the_way_of_django(place: Jurisdiction) -> None:
    @compiled
    def below(parent: Any) -> QuerySet[Area]:
        return Area.objects.filter(parent=parent)

    assert len(below(None)) == 3
    assert below(Area.objects.all()[0]) == []


def test_days_are_values_too() -> None:
    @compiled
    def begun(on: date) -> QuerySet[Any]:
        from qunce.campaigns.models import Campaign

        return Campaign.objects.filter(starts_on__lte=on)

    assert begun(date(2026, 1, 1)) == begun(date(2027, 1, 1)) == []


def test_an_argument_that_is_no_value_of_the_query_is_refused(place: Jurisdiction) -> None:
    @compiled
    def some(place_id: int, most: int) -> QuerySet[Area]:
        return Area.objects.filter(jurisdiction=place_id)[:most]

    with pytest.raises(TypeError, match="some"):
        some(place.pk, 2)


def test_rows_that_are_given_are_asked_for_no_more(place: Jurisdiction) -> None:
    rows = list(Area.objects.filter(jurisdiction=place).order_by("pk"))
    give(place, "area_set", rows)
    with CaptureQueriesContext(connection) as asked:
        assert list(place.area_set.all()) == rows
        assert [area.jurisdiction is place for area in place.area_set.all()] == [True] * 3
    assert len(asked) == 0
    assert place.area_set.filter(name="区1").count() == 1
