"""Bursts, trends and what is new: found over texts of their own, shown with their numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from qunce.common.errors import NotAllowed, Refused
from qunce.people.models import Person, Role
from qunce.people.rules import Hat
from qunce.reading import actions, queries
from qunce.reading.models import Corpus, Movement, Placement, Theme, ThemeDay
from qunce.voices.models import Voice
from tests.factories import make_hat
from tests.reading.corpora import ALL, BUSES, add, make_corpus, run, theme_with

pytestmark = pytest.mark.django_db

BEGIN = date(2026, 4, 1)
BURST = range(40, 43)


@pytest.fixture
def corpus(alice: Hat) -> Corpus:
    """A corpus of made-up days: buses twice a day as a rule, as often as the rest on three."""
    corpus = make_corpus(ALL)
    run(corpus, alice)
    buses = theme_with(corpus, BUSES[0])
    ThemeDay.objects.all().delete()
    leaves = Theme.objects.filter(corpus=corpus, gone_at=None, children=None)
    ThemeDay.objects.bulk_create(
        ThemeDay(theme=theme, day=BEGIN + timedelta(day), size=50, independent=count)
        for theme in leaves
        for day in range(60)
        if (count := 2 if theme == buses and day not in BURST else 20)
    )
    actions.watch(corpus.pk)
    return corpus


def bursts(corpus: Corpus) -> list[tuple[int, str]]:
    found = queries.movements_of(corpus.pk)
    return [(card.theme_id, card.what) for card in found if card.kind == "burst" and not card.by]


def test_a_burst_is_found_in_its_theme_and_said_with_its_numbers(corpus: Corpus) -> None:
    buses = theme_with(corpus, BUSES[0])
    assert bursts(corpus) == [(buses.pk, "burst:2026-05-11")]
    (card,) = queries.movements_of(corpus.pk, [buses.pk])
    assert "2026-05-11" in card.words
    assert "60" in card.words
    corpus.refresh_from_db()
    assert corpus.watched_at is not None


def test_of_few_weeks_nothing_is_said(corpus: Corpus) -> None:
    ThemeDay.objects.filter(day__gte=BEGIN + timedelta(20)).delete()
    actions.watch(corpus.pk)
    assert not Movement.objects.exists()


def test_a_burst_found_to_be_none_stays_away_also_if_it_moves_by_a_day(
    corpus: Corpus, alice: Hat
) -> None:
    ((theme, what),) = bursts(corpus)
    for _twice in range(2):
        actions.dismiss_movement(theme_id=theme, what=what, hat=alice)
    ThemeDay.objects.filter(theme=theme, day=BEGIN + timedelta(39)).update(independent=20)
    actions.watch(corpus.pk)
    assert Movement.objects.get(kind="burst").first == BEGIN + timedelta(39)
    assert bursts(corpus) == []
    actions.restore_movement(theme_id=theme, what=what, hat=alice)
    assert len(bursts(corpus)) == 1


def test_only_the_office_decides_and_only_about_movements(corpus: Corpus, alice: Hat) -> None:
    ((theme, what),) = bursts(corpus)
    with pytest.raises(NotAllowed):
        actions.dismiss_movement(theme_id=theme, what=what, hat=make_hat("ursula", Role.UNIT))
    with pytest.raises(Refused):
        actions.dismiss_movement(theme_id=theme, what="angry", hat=alice)


def test_copies_count_once_a_day_whether_read_or_placed_later(alice: Hat) -> None:
    corpus = make_corpus([*ALL, BUSES[0], BUSES[0]])
    run(corpus, alice)
    theme = theme_with(corpus, BUSES[0])
    _agree(corpus)
    late = add(corpus, [BUSES[0], "公交车班次太少了，晚上等公交要一个小时"])
    said = datetime(2026, 6, 20, 4, tzinfo=UTC)
    Voice.objects.filter(pk__in=[voice.pk for voice in late]).update(said_at=said)
    actions.place_arrived()
    day = ThemeDay.objects.get(theme=theme, day=said.date())
    assert (day.size, day.independent) == (2, 1)
    _agree(corpus)


def _agree(corpus: Corpus) -> None:
    for theme in Theme.objects.filter(corpus=corpus, gone_at=None):
        days = ThemeDay.objects.filter(theme=theme)
        assert sum(days.values_list("independent", flat=True)) == theme.independent
    assert Placement.objects.filter(corpus=corpus, outcome="duplicate").exists()


def test_the_pages_show_movements_and_take_a_no(corpus: Corpus, alice: Hat, client: Client) -> None:
    client.force_login(Person.objects.get(pk=alice.person_id))
    client.cookies["django_language"] = "en"
    ((theme, what),) = bursts(corpus)
    overview = reverse("reading:overview", args=[corpus.pk])
    address = reverse("reading:theme", args=[corpus.pk, theme])
    for page in (overview, address):
        assert "2026-05-11 to 2026-05-13: 60 texts" in client.get(page).content.decode()
    act = reverse("reading:theme_act", args=[corpus.pk, theme])
    client.post(act, {"act": "not_so", "what": what})
    assert "60 texts" not in client.get(overview).content.decode()
    assert f"found wrong by {alice.name}" in client.get(address).content.decode()
    client.post(act, {"act": "so_again", "what": what})
    assert "60 texts" in client.get(overview).content.decode()
