"""Voices that arrive after a reading are placed at once."""

import shutil
import threading

import pytest
from django.db import connections

from qunce.people.rules import Hat
from qunce.reading import actions, engine, queries
from qunce.reading.models import Family, Outcome, Placement, Reading
from qunce.voices import actions as voices
from qunce.voices.actions import Author
from tests.factories import make_hat
from tests.reading.corpora import (
    ALL,
    BUSES,
    JUNK,
    SCHOOLS,
    add,
    add_many,
    assert_accounts,
    fresh_ledger,
    make_corpus,
    run,
    theme_with,
    voice_of,
)

pytestmark = pytest.mark.django_db

NEW = "公交车班次太少了，晚上等公交要一个小时"


def test_without_a_reading_voices_wait(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    assert actions.place_arrived() == 0
    ledger = assert_accounts(corpus)
    assert (ledger.received, ledger.waiting) == (len(ALL), len(ALL))


def test_a_new_voice_stands_in_its_theme_at_once(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    theme = theme_with(corpus, BUSES[0])
    add(corpus, [NEW])
    assert fresh_ledger(corpus).waiting == 1
    assert actions.place_arrived() == 1
    assert theme_with(corpus, NEW) == theme
    ledger = assert_accounts(corpus)
    assert (ledger.waiting, ledger.theme) == (0, ledger.theme)
    theme.refresh_from_db()
    assert (theme.size, theme.independent) == (
        Placement.objects.filter(theme=theme).count(),
        Placement.objects.filter(theme=theme, outcome=Outcome.THEME).count(),
    )


def test_a_copy_that_arrives_joins_its_original_where_that_stands_now(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    schools = theme_with(corpus, SCHOOLS[0])
    original = voice_of(BUSES[4])
    actions.move_voice(voice_id=original.pk, corpus_id=corpus.pk, theme_id=schools.pk, hat=alice)
    first, second = add(corpus, [BUSES[4] + "。", BUSES[4]])
    actions.place_arrived()
    copies = Placement.objects.filter(voice__in=[first, second])
    assert {(p.outcome, p.theme_id) for p in copies} == {("duplicate", schools.pk)}
    family = Family.objects.get(representative=original)
    assert (family.size, family.theme_id) == (3, schools.pk)
    assert assert_accounts(corpus).duplicate == 2


def test_a_support_that_arrives_follows_its_voice(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    theme = theme_with(corpus, BUSES[2])
    size, independent = theme.size, theme.independent
    voices.support(voice=voice_of(BUSES[2]), author=Author(mark="someone"))
    assert actions.place_arrived() == 1
    theme.refresh_from_db()
    assert (theme.size, theme.independent) == (size + 1, independent)
    assert_accounts(corpus)


def test_a_voice_goes_where_its_theme_was_merged(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    buses, schools = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    actions.merge(theme_id=buses.pk, into_id=schools.pk, hat=alice)
    add(corpus, [NEW])
    actions.place_arrived()
    assert theme_with(corpus, NEW) == schools
    assert_accounts(corpus)


def test_what_says_nothing_is_accounted_for_too(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    add(corpus, [*JUNK, "我们镇上的邮局周末不开门"])
    assert actions.place_arrived() == 4
    ledger = assert_accounts(corpus)
    assert (ledger.not_understandable, ledger.waiting) == (3, 0)


def test_what_was_placed_on_arrival_is_read_again_with_the_rest(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    add(corpus, [NEW, BUSES[0], *JUNK])
    actions.place_arrived()
    run(corpus, alice)
    ledger = assert_accounts(corpus)
    assert (ledger.received, ledger.waiting) == (len(ALL) + 5, 0)


def test_a_number_committed_late_is_found_by_the_thorough_look(
    alice: Hat, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    add(corpus, [NEW])
    monkeypatch.setattr("qunce.reading.actions.placing.LOOK_BACK", -1)
    assert actions.place_arrived() == 0
    assert actions.place_arrived(thorough=True) == 1
    assert_accounts(corpus)


def test_without_the_model_voices_wait_for_a_new_reading(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    engine.forget_others(corpus.pk, 0)
    add(corpus, [NEW])
    assert actions.place_arrived() == 0
    assert assert_accounts(corpus).waiting == 1
    run(corpus, alice)
    assert assert_accounts(corpus).waiting == 0


def test_erased_words_leave_the_model(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    erased = voice_of(BUSES[1])
    voices.erase(voice_id=erased.pk, reason="law", hat=alice)
    actions.forget_erased()
    reading = Reading.objects.get()
    folder = engine.folder(corpus.pk, reading.pk)
    kept = b"".join(path.read_bytes() for path in sorted(folder.rglob("*.*")))
    assert BUSES[2][:4].encode("utf-16-le") in kept
    assert "到县城的公交线路".encode("utf-16-le") not in kept
    assert "到县城的公交线路".encode() not in kept
    # Nobody can find out any more by handing in the same words.
    add(corpus, [BUSES[1]])
    actions.place_arrived()
    placement = Placement.objects.order_by("voice").last()
    assert placement is not None
    assert str(erased.pk) not in placement.reason


def test_erased_words_leave_a_model_that_an_older_engine_saved(
    alice: Hat, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    voices.erase(voice_id=voice_of(BUSES[1]).pk, reason="law", hat=alice)
    monkeypatch.setattr("qunce.insight.place.VERSION", 10**6)
    actions.forget_erased()
    assert not engine.folder(corpus.pk, Reading.objects.get().pk).exists()


def test_a_model_in_the_files_of_an_older_engine_is_removed_where_words_were_erased(
    alice: Hat,
) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    folder = engine.folder(corpus.pk, Reading.objects.get().pk)
    shutil.rmtree(folder / "placer")
    (folder / engine.OLDER).write_bytes(b"")
    add(corpus, [NEW])
    assert actions.place_arrived() == 0
    voices.erase(voice_id=voice_of(BUSES[1]).pk, reason="law", hat=alice)
    actions.forget_erased()
    assert not folder.exists()


def test_only_the_last_model_is_kept(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    run(corpus, alice)
    last = queries.last_reading(corpus.pk)
    assert last is not None
    folder = engine.folder(corpus.pk, last.pk)
    assert [path.name for path in folder.parent.iterdir()] == [str(last.pk)]


@pytest.mark.django_db(transaction=True)
def test_two_placers_at_once_place_each_voice_once() -> None:
    alice, gate = make_hat(), threading.Barrier(2)
    corpus = make_corpus(ALL)
    run(corpus, alice)
    add_many(corpus, [f"{text}（{n}）" for n in range(5) for text in BUSES])

    def place() -> None:
        gate.wait()
        actions.place_arrived()
        connections.close_all()

    threads = [threading.Thread(target=place) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert assert_accounts(corpus).waiting == 0
