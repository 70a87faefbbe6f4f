"""A reading from start to end: every voice accounted for, nothing seen of it before."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qunce.common.errors import NotAllowed, Refused
from qunce.common.models import Job, JobState
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.reading import actions, queries
from qunce.reading.models import Outcome, Placement, Reading
from qunce.record.models import Entry
from qunce.voices import actions as voices
from qunce.voices.actions import Author
from tests.factories import make_call, make_hat
from tests.reading.corpora import (
    ALL,
    BUSES,
    CHARGING,
    JUNK,
    SCHOOLS,
    add_many,
    assert_accounts,
    fresh_ledger,
    make_corpus,
    picture,
    run,
    theme_with,
    voice_of,
)


@pytest.mark.django_db
def test_every_voice_has_exactly_one_outcome(alice: Hat) -> None:
    corpus = make_corpus([*ALL, BUSES[0], CHARGING[0] + "！", *JUNK])
    run(corpus, alice)
    ledger = assert_accounts(corpus)
    assert ledger.received == len(ALL) + 5
    assert (ledger.duplicate, ledger.not_understandable, ledger.waiting) == (2, 3, 0)
    assert ledger.independent == len(ALL)


@pytest.mark.django_db
def test_the_stored_ledger_is_what_the_pages_count(alice: Hat) -> None:
    corpus = make_corpus([*ALL, *JUNK])
    run(corpus, alice)
    ledger = fresh_ledger(corpus)
    reading = Reading.objects.get()
    assert reading.ledger == {
        "theme": ledger.theme,
        "duplicate": ledger.duplicate,
        "not_understandable": ledger.not_understandable,
        "undecided": ledger.undecided,
    }
    assert (reading.received, reading.independent) == (ledger.received, ledger.independent)


@pytest.mark.django_db
def test_a_support_stands_where_the_voice_it_supports_stands(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    original = voice_of(BUSES[2])
    supporting = voices.support(voice=original, author=Author(mark="someone"))
    run(corpus, alice)
    placement = queries.placement_of(supporting.pk, corpus.pk)
    assert placement is not None
    assert placement.outcome == Outcome.DUPLICATE
    assert placement.reason == f"supports:{original.pk}"
    assert placement.theme == theme_with(corpus, BUSES[2])
    ledger = assert_accounts(corpus)
    assert (ledger.received, ledger.independent) == (len(ALL) + 1, len(ALL))


@pytest.mark.django_db
def test_reasons_name_voices_not_rows(alice: Hat) -> None:
    make_corpus(["路边的树倒了"], call=make_call("another"))
    corpus = make_corpus([*ALL, BUSES[0]])
    run(corpus, alice)
    copies = Placement.objects.filter(voice__text=BUSES[0]).order_by("voice")
    originals, duplicates = copies.exclude(outcome="duplicate"), copies.filter(outcome="duplicate")
    assert duplicates.get().reason == f"exact of {originals.get().voice_id}"


@pytest.mark.django_db
def test_only_the_office_reads(alice: Hat) -> None:
    corpus = make_corpus()
    for name, role in (("bob", Role.UNIT), ("dora", Role.DEPUTY), ("erin", Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            actions.start_reading(corpus.pk, make_hat(name, role))
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_nothing_to_read_is_said_plainly(alice: Hat) -> None:
    with pytest.raises(Refused):
        actions.start_reading(make_corpus([]).pk, alice)
    assert not Reading.objects.exists()


@pytest.mark.django_db
def test_start_and_end_are_in_the_record(alice: Hat) -> None:
    corpus = make_corpus()
    run(corpus, alice)
    told = Entry.objects.filter(subject_kind="corpus", subject_id=corpus.pk).order_by("id")
    assert [entry.verb for entry in told] == ["reading.started", "reading.finished"]
    assert told[1].body["received"] == len(ALL)


@pytest.mark.django_db
def test_the_same_voices_are_read_the_same(alice: Hat) -> None:
    corpus = make_corpus([*ALL, BUSES[0], *JUNK])
    run(corpus, alice)
    first = picture(corpus.pk)
    run(corpus, alice)
    assert picture(corpus.pk) == first


@pytest.mark.django_db
def test_work_that_somebody_else_began_is_left_to_them(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    job = actions.start_reading(corpus.pk, alice, task="")
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    actions.read(job)
    assert not Placement.objects.exists()


@pytest.mark.django_db
def test_a_voice_of_another_call_is_not_read(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    make_corpus(BUSES, call=make_call("another"))
    run(corpus, alice)
    assert assert_accounts(corpus).received == len(ALL)


@pytest.mark.django_db
def test_when_a_call_leaves_the_corpus_its_voices_leave_too(alice: Hat) -> None:
    corpus = make_corpus(CHARGING + BUSES)
    more = make_corpus(SCHOOLS, call=make_call("another")).calls.get()
    corpus.calls.add(more)
    run(corpus, alice)
    assert assert_accounts(corpus).received == 18
    corpus.calls.remove(more)
    run(corpus, alice)
    assert assert_accounts(corpus).received == 12


_ODD = ["", "a", "1234567", "🙂🙂", "\u202e路灯坏了", BUSES[0] + "！！"]
_WORDS = st.sampled_from([*ALL, *JUNK, *_ODD])


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=st.lists(_WORDS, min_size=1, max_size=14), later=st.lists(_WORDS, max_size=6))
def test_whatever_is_said_is_accounted_for(first: list[str], later: list[str]) -> None:
    hat = make_hat(uuid4().hex)
    corpus = make_corpus(call=make_call(uuid4().hex), texts=[])
    add_many(corpus, first)
    run(corpus, hat)
    assert assert_accounts(corpus).waiting == 0
    add_many(corpus, later)
    actions.place_arrived()
    assert assert_accounts(corpus).waiting == 0
    run(corpus, hat)
    assert assert_accounts(corpus).received == len(first) + len(later)


@pytest.mark.django_db
def test_erased_words_are_read_as_nothing(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    voices.erase(voice_id=voice_of(BUSES[0]).pk, reason="law", hat=alice)
    run(corpus, alice)
    assert assert_accounts(corpus).not_understandable == 1


@pytest.mark.django_db
def test_themes_that_vanish_are_gone_and_empty(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    old = theme_with(corpus, BUSES[0])
    for text in BUSES:
        voices.erase(voice_id=voice_of(text).pk, reason="law", hat=alice)
    run(corpus, alice)
    old.refresh_from_db()
    assert old.gone_at is not None
    assert (old.size, old.independent) == (0, 0)
    assert queries.theme_page(old.pk, public=False) is None
    assert_accounts(corpus)
