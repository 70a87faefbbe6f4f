"""The same text many times: over days and places, raw and counted once, without its authors."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qunce.people.models import Person
from qunce.people.rules import Hat
from qunce.places.models import Area, Level
from qunce.reading import queries
from qunce.reading.models import Corpus
from qunce.reading.queries import families
from qunce.voices.models import Voice
from tests.reading.corpora import ALL, BUSES, CHARGING, make_corpus, run, voice_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def corpus(alice: Hat) -> Corpus:
    """Three more copies of one text from the east, on two days; one more of another, nowhere."""
    corpus = make_corpus([*ALL, BUSES[0], BUSES[0], BUSES[0], CHARGING[0]])
    call = corpus.calls.get()
    city = Area.objects.create(
        jurisdiction=call.jurisdiction, code="9", name="示例市", level=Level.CITY
    )
    east = Area.objects.create(
        jurisdiction=call.jurisdiction, code="91", name="东区", level=Level.COUNTY, parent=city
    )
    street = Area.objects.create(
        jurisdiction=call.jurisdiction, code="911", name="和平街", level=Level.STREET, parent=east
    )
    said = datetime(2026, 6, 1, 4, tzinfo=UTC)
    copies = Voice.objects.filter(text=BUSES[0]).order_by("pk")
    for number, voice in enumerate(copies):
        day = said + timedelta(days=5 if number == 3 else 0)
        Voice.objects.filter(pk=voice.pk).update(area=street, said_at=day)
    families.places_of.forget()  # type: ignore[attr-defined]
    run(corpus, alice)
    return corpus


@pytest.fixture
def desk(alice: Hat, client: Client) -> Client:
    client.force_login(Person.objects.get(pk=alice.person_id))
    client.cookies["django_language"] = "en"
    return client


def test_families_are_told_with_days_and_places_and_what_they_count(corpus: Corpus) -> None:
    first, second = queries.lines_of(list(queries.families_of(corpus.pk)))
    assert (first.family.size, first.counted, first.places) == (4, 1, (("和平街", 4),))
    assert (first.first, first.last) == (date(2026, 6, 1), date(2026, 6, 6))
    assert (first.peak, first.at_peak) == (date(2026, 6, 1), 3)
    assert (second.family.size, second.places) == (2, (("", 2),))


def test_places_add_up_raw_and_once(corpus: Corpus) -> None:
    found = queries.places_of(corpus.pk)
    assert found[0] == queries.Place("东区", 4, 1)
    assert found[-1].name == ""
    ledger = queries.ledger(corpus.pk)
    assert sum(one.received for one in found) == ledger.received
    assert sum(one.own for one in found) == ledger.independent


def test_a_family_is_found_by_any_of_its_voices(corpus: Corpus) -> None:
    copies = Voice.objects.filter(text=BUSES[0])
    found = {queries.family_page(corpus.pk, voice.pk).family.pk for voice in copies}  # type: ignore[union-attr]
    assert len(found) == 1
    assert queries.family_page(corpus.pk, voice_of(BUSES[1]).pk) is None


def test_the_pages_tell_texts_and_nothing_of_who_handed_them_in(
    corpus: Corpus, desk: Client
) -> None:
    page = desk.get(reverse("reading:families", args=[corpus.pk])).content.decode()
    assert "4 voices, counted as one text" in page
    assert "东区" in page
    own = reverse("reading:family", args=[corpus.pk, voice_of(BUSES[0]).pk])
    page = desk.get(own).content.decode()
    assert "The same words as another voice" in page
    assert "和平街" in page
    lone = reverse("reading:family", args=[corpus.pk, voice_of(BUSES[1]).pk])
    assert desk.get(lone).status_code == 404


def test_longer_lists_ask_no_more_often(corpus: Corpus, desk: Client, alice: Hat) -> None:
    address = reverse("reading:families", args=[corpus.pk])
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    corpus2 = make_corpus([text for text in ALL for _copy in range(2)])
    run(corpus2, alice)
    other = reverse("reading:families", args=[corpus2.pk])
    desk.get(other)
    with CaptureQueriesContext(connection) as many:
        desk.get(other)
    assert len(many) <= len(few)
