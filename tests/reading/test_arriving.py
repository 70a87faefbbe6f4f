"""Voices that arrive after a reading are compared with each other, by whichever process."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings

from qunce.people.rules import Hat
from qunce.reading import actions, engine
from qunce.reading.actions import placing
from qunce.reading.models import Corpus, Family, Placement, Reading
from qunce.voices import actions as voices
from qunce.voices.models import Voice
from tests.reading.corpora import ALL, add, assert_accounts, make_corpus, run

pytestmark = pytest.mark.django_db

FLOOD = "桥下一下大雨就积水，车子进去就熄火，居民绕行要多走三公里，请尽快改造排水泵站"
EDITED = "桥下一下大雨就积水，车子进去就熄火，居民绕行要多走四公里，请尽快改造排水泵站！"
COPY = "您好！" + FLOOD + "。谢谢"


@pytest.fixture
def corpus(alice: Hat) -> Corpus:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    engine.unload()
    return corpus


def outcome(voice: Voice) -> str:
    return Placement.objects.get(voice=voice).outcome


def original(voice: Voice) -> int | None:
    family = Placement.objects.get(voice=voice).family
    return family.representative_id if family else None


def test_a_copy_of_one_that_arrived_before_is_found_at_once(corpus: Corpus) -> None:
    (first,) = add(corpus, [FLOOD])
    actions.place_arrived()
    second, third = add(corpus, [COPY, FLOOD])
    actions.place_arrived()
    assert (outcome(first), outcome(second), outcome(third)) == (
        "undecided",
        "duplicate",
        "duplicate",
    )
    assert original(second) == original(third) == first.pk
    assert Family.objects.get(representative=first).size == 3
    assert_accounts(corpus)


def test_so_is_one_that_arrived_in_the_same_batch(corpus: Corpus) -> None:
    first, second, third = add(corpus, [FLOOD, COPY, FLOOD])
    assert actions.place_arrived() == 3
    assert original(second) == original(third) == first.pk
    assert_accounts(corpus)


def test_a_process_that_begins_later_learns_what_others_placed(corpus: Corpus) -> None:
    (first,) = add(corpus, [FLOOD])
    actions.place_arrived()
    engine.unload()
    (second,) = add(corpus, [COPY])
    actions.place_arrived()
    assert original(second) == first.pk


def test_a_process_learns_what_others_placed_since_it_last_looked(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading.objects.get()
    mine = engine.load(corpus.pk, reading.pk)
    engine.unload()
    (first,) = add(corpus, [FLOOD])
    actions.place_arrived()
    assert engine.load(corpus.pk, reading.pk) is not mine
    monkeypatch.setattr(engine, "load", lambda *_ids: mine)
    (second,) = add(corpus, [COPY])
    actions.place_arrived()
    assert original(second) == first.pk


def test_what_another_process_places_meanwhile_is_compared_after_all(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = add(corpus, [FLOOD, COPY])
    meet = engine.Model.meet
    others: list[Callable[[], object]] = [
        lambda: Placement.objects.create(corpus=corpus, voice=first, outcome="undecided")
    ]

    def met(model: engine.Model, voice_id: int, text: str) -> engine.Placed:
        if voice_id == second.pk and others:
            others.pop()()
        return meet(model, voice_id, text)

    monkeypatch.setattr(engine.Model, "meet", met)
    actions.place_arrived()
    assert (outcome(first), outcome(second)) == ("undecided", "duplicate")
    assert original(second) == first.pk


def test_what_could_not_be_stored_is_not_remembered(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    (voice,) = add(corpus, [FLOOD])

    def broken(*_given: object) -> int:
        raise RuntimeError("the database is gone")

    with monkeypatch.context() as patched:
        patched.setattr(placing, "_save", broken)
        with pytest.raises(RuntimeError):
            actions.place_arrived()
    actions.place_arrived()
    assert outcome(voice) == "undecided"


def test_other_facts_are_no_copy_of_what_arrived_before(corpus: Corpus) -> None:
    add(corpus, [FLOOD])
    (other,) = add(corpus, [EDITED])
    actions.place_arrived()
    assert outcome(other) == "undecided"


def test_what_arrived_and_was_erased_is_forgotten_in_memory_and_files(
    corpus: Corpus, alice: Hat
) -> None:
    (first,) = add(corpus, [FLOOD])
    actions.place_arrived()
    voices.erase(voice_id=first.pk, reason="wish", hat=alice)
    actions.forget_erased()
    for _process in range(2):
        (again,) = add(corpus, [FLOOD])
        actions.place_arrived()
        assert original(again) != first.pk
        Placement.objects.filter(voice=again).delete()
        Voice.objects.filter(pk=again.pk).update(erased_at=datetime.now(UTC), text="")
        engine.unload()
    folder = engine.folder(corpus.pk, Reading.objects.get().pk)
    assert folder.is_relative_to(settings.VAR)
    held = b"".join(path.read_bytes() for path in folder.rglob("*.npy"))
    assert "改造排水泵站".encode("utf-16-le") not in held
