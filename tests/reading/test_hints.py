"""What a voice seems to say, on the desk's page of a voice: with its words, and never for good."""

import pytest
from django.test import Client
from django.urls import reverse

from qunce.common.errors import NotAllowed, Refused
from qunce.people.models import Person, Role
from qunce.people.rules import Hat
from qunce.reading import actions, queries, why
from qunce.reading.models import Dismissal
from qunce.record.models import Entry
from qunce.voices import actions as voices
from qunce.voices.actions import Author
from qunce.voices.models import Voice
from tests.factories import make_hat, make_jurisdiction, make_unit, make_voice
from tests.reading.corpora import ALL, BUSES, add, make_corpus, run, voice_of

pytestmark = pytest.mark.django_db

LAMPS = "中山路晚上没有灯，因为线路坏了，建议增设路灯。"


@pytest.fixture
def desk(alice: Hat, client: Client) -> Client:
    client.force_login(Person.objects.get(pk=alice.person_id))
    client.cookies["django_language"] = "en"
    return client


def given(voice: Voice) -> dict[str, tuple[str, ...]]:
    found = queries.hints_of(voice)
    assert found is not None
    return {hint.code: hint.quotes for hint in found.given}


def test_hints_quote_the_words_that_caused_them() -> None:
    found = given(make_voice(LAMPS))
    assert list(found) == ["situation", "reason", "proposal", "place"]
    assert found["place"] == ("中山路",)
    assert all(quote in LAMPS for quotes in found.values() for quote in quotes)


def test_what_is_missing_is_said() -> None:
    found = queries.hints_of(make_voice("中山路晚上没有灯，走路很不安全。"))
    assert found is not None
    assert found.missing == ("说明了理由", "提出了具体建议")


def test_a_hint_found_wrong_stays_away_and_can_come_back(alice: Hat) -> None:
    voice = make_voice(LAMPS)
    for _twice in range(2):
        actions.dismiss_hint(voice_id=voice.pk, what="place", hat=alice)
    found = queries.hints_of(voice)
    assert found is not None
    assert "place" not in given(voice)
    assert [(hint.code, hint.by) for hint in found.dismissed] == [("place", alice.name)]
    actions.restore_hint(voice_id=voice.pk, what="place", hat=alice)
    assert "place" in given(voice)
    verbs = Entry.objects.filter(subject_kind="hint", subject_id=voice.pk)
    assert [*verbs.order_by("pk").values_list("verb", flat=True)] == [
        "suggestion.dismissed",
        "suggestion.restored",
    ]


def test_only_the_office_of_the_place_finds_hints_wrong(alice: Hat) -> None:
    voice = make_voice(LAMPS)
    elsewhere = make_hat("edith", unit=make_unit(make_jurisdiction("980000")))
    unit, deputy = make_hat("ursula", Role.UNIT), make_hat("dora", Role.DEPUTY)
    for hat in (elsewhere, unit, deputy):
        with pytest.raises(NotAllowed):
            actions.dismiss_hint(voice_id=voice.pk, what="place", hat=hat)
    with pytest.raises(Refused):
        actions.dismiss_hint(voice_id=voice.pk, what="angry", hat=alice)
    assert not Dismissal.objects.exists()


def test_erased_words_and_supports_give_no_hints(alice: Hat) -> None:
    voice = make_voice(LAMPS)
    support = voices.support(voice=voice, author=Author(mark="someone"))
    assert queries.hints_of(Voice.objects.get(pk=support.pk)) is None
    voices.erase(voice_id=voice.pk, reason="wish", hat=alice)
    voice.refresh_from_db()
    assert queries.hints_of(voice) is None


def test_the_page_says_where_a_voice_stands_and_why(alice: Hat, desk: Client) -> None:
    corpus = make_corpus([*ALL, BUSES[0]])
    run(corpus, alice)
    (late,) = add(corpus, [BUSES[0]])
    actions.place_arrived()
    page = desk.get(reverse("reading:voice", args=[late.pk])).content.decode()
    assert "The same words as another voice" in page
    assert f"No. {voice_of(BUSES[0]).pk}" in page
    part = desk.get(reverse("reading:voice", args=[late.pk]), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()


def test_not_so_is_one_click_and_leads_back_to_the_voice(desk: Client) -> None:
    voice = make_voice(LAMPS)
    address = reverse("reading:voice", args=[voice.pk])
    answer = desk.post(address, {"act": "dismiss", "what": "place"})
    assert answer["Location"] == reverse("voices_desk:voice", args=[voice.pk])
    assert "place" not in given(voice)
    assert desk.post(address, {"act": "dismiss", "what": "angry"}).status_code == 404
    assert address in desk.get(reverse("voices_desk:voice", args=[voice.pk])).content.decode()


@pytest.mark.parametrize(
    ("reason", "original"),
    [("near:0.96 of 17", 17), ("contained in 4", 4), ("supports:9", 9), ("theme:0.62", None)],
)
def test_reasons_name_the_voice_that_they_speak_of(reason: str, original: int | None) -> None:
    assert why.original(reason) == original
    assert why.words(reason)
