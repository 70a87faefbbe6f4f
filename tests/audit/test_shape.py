"""Matters, never residents: what may not become a column or an address."""

from typing import Any

import pytest
from django.urls import path
from django.views import View

from qunce.audit import laws, walk

FORBIDDEN = [
    ("people_person", "id_card"),
    ("people_person", "id_card_no"),
    ("voices_voice", "id_number"),
    ("voices_contact", "identity_number"),
    ("people_person", "sfzh"),
    ("a", "passport_no"),
    ("people_person", "religion"),
    ("x", "religious_belief"),
    ("x", "health"),
    ("x", "medical_history"),
    ("x", "disability"),
    ("x", "fingerprint"),
    ("x", "face_id"),
    ("x", "voiceprint"),
    ("people_deputy", "ethnicity"),
    ("people_deputy", "minzu"),
    ("people_deputy", "party_affiliation"),
    ("people_deputy", "conviction"),
    ("people_deputy", "score"),
    ("people_deputy", "level"),
    ("people_group", "points"),
    ("people_person", "political_attitude"),
    ("x", "political_status"),
    ("x", "party_member"),
    ("voices_voice", "sentiment"),
    ("x", "attitude"),
    ("x", "risk_level"),
    ("x", "credit_score"),
    ("places_resident", "id"),
    ("places_household", "id"),
    ("places_area", "hukou"),
    ("people_person", "score"),
    ("people_person", "tags"),
    ("people_deputy", "rank"),
    ("people_deputy", "rating"),
    ("voices_contact", "label"),
    ("people_post", "points"),
    ("People_Person", "Score"),
]
FINE = [
    ("people_person", "name"),
    ("people_post", "role"),
    ("people_deputy", "status"),
    ("people_deputy", "reason"),
    ("people_congress", "tier"),
    ("voices_voice", "screen"),
    ("voices_voice", "token"),
    ("reading_theme", "size"),
    ("selection_review", "score"),
    ("places_area", "level"),
    ("reading_theme", "representatives"),
    ("record_tile", "level"),
    ("matters_rating", "stars"),
    ("voices_import", "columns"),
    ("common_job", "done"),
    ("procrastinate_jobs", "priority"),
    ("x", "healthy_lag"),
    ("record_entry", "subject_id"),
]


@pytest.mark.parametrize(("table", "column"), FORBIDDEN)
def test_what_is_never_kept_is_refused(table: str, column: str) -> None:
    assert laws.forbidden(table, column) != ""


@pytest.mark.parametrize(("table", "column"), FINE)
def test_what_matters_need_is_fine(table: str, column: str) -> None:
    assert laws.forbidden(table, column) == ""


@pytest.mark.parametrize(
    "route",
    [
        "people/<int:pk>/score/",
        "api/deputies/ranking/",
        "residents/",
        "api/risk-level/<int:pk>",
        "desk/persons/<int:pk>/tags/",
        "^authors/(?P<id>[0-9]+)/reputation$",
        "id-cards/",
    ],
)
def test_an_address_that_crosses_the_line_is_refused(route: str) -> None:
    assert laws.forbidden_route(route) != ""


@pytest.mark.parametrize(
    "route",
    [
        "themes/<int:pk>/",
        "desk/voices/<int:pk>/release/",
        "record/check/",
        "people/",
        "desk/import/<int:score>/",
        "posts/<int:pk>/",
        "campaigns/<slug:slug>/themes/",
    ],
)
def test_an_address_that_matters_need_is_fine(route: str) -> None:
    assert laws.forbidden_route(route) == ""


class Crooked:
    urlpatterns = [path("deputies/ranking/", View.as_view())]  # noqa: RUF012


def test_a_door_that_crosses_the_line_is_named(settings: Any) -> None:
    settings.ROOT_URLCONF = Crooked
    (law,) = [law for law in laws.LAWS if law.code == "house.doors"]
    result = walk.walk(law)
    assert [breach.row for breach in result.breaches] == ["/deputies/ranking/"]


@pytest.mark.django_db
def test_the_house_as_it_stands_keeps_both() -> None:
    results = [walk.walk(law) for law in laws.LAWS]
    assert [(r.law.code, r.breaches) for r in results if not r.kept] == []
    assert all(result.seen > 20 for result in results)
