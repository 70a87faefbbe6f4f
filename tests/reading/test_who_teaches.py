"""Who may teach, what is kept of it, and hands at the same time."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connections

from qunce.common.errors import Conflict, NotAllowed, Problem, Refused
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.reading import actions
from qunce.reading.models import Corpus, Lesson, Placement, Theme
from qunce.record.models import Entry
from tests.factories import make_hat
from tests.reading.corpora import (
    ALL,
    BUSES,
    CHARGING,
    MORE,
    SCHOOLS,
    add,
    assert_accounts,
    make_corpus,
    run,
    theme_with,
    title_of,
    voice_of,
)

pytestmark = pytest.mark.django_db


# Edits made while a reading runs.


def test_edits_made_while_a_reading_runs_are_kept(
    corpus: Corpus, alice: Hat, monkeypatch: pytest.MonkeyPatch
) -> None:
    buses, schools = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    charging = theme_with(corpus, CHARGING[1])
    actions.pin(theme_id=buses.pk, hat=alice)
    add(corpus, MORE)

    def teach() -> None:
        actions.merge(theme_id=buses.pk, into_id=schools.pk, hat=alice)
        actions.rename(theme_id=charging.pk, title="电动车充电", hat=alice)
        moved = voice_of(CHARGING[1]).pk
        actions.move_voice(voice_id=moved, corpus_id=corpus.pk, theme_id=None, hat=alice)
        lone = [voice_of(SCHOOLS[5]).pk]
        actions.split(theme_id=schools.pk, voice_ids=lone, title="学校食堂", hat=alice)

    from qunce.reading.actions import reading as running

    write = running.draft.write

    def write_then_teach(*given: object) -> None:
        write(*given)  # type: ignore[arg-type]
        teach()

    monkeypatch.setattr(running.draft, "write", write_then_teach)
    run(corpus, alice)
    assert_accounts(corpus)
    assert theme_with(corpus, BUSES[0]) == schools
    assert theme_with(corpus, MORE[0]) == schools
    assert title_of(charging) == "电动车充电"
    assert Placement.objects.get(voice__text=CHARGING[1]).theme is None
    assert str(theme_with(corpus, SCHOOLS[5])) == "学校食堂"


# Who, and what is written down.


def _edits(corpus: Corpus, hat: Hat) -> Iterator[Callable[[], object]]:
    buses, schools = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    voice = voice_of(BUSES[1]).pk
    yield lambda: actions.rename(theme_id=buses.pk, title="公交出行", hat=hat)
    yield lambda: actions.pin(theme_id=buses.pk, hat=hat)
    yield lambda: actions.unpin(theme_id=buses.pk, hat=hat)
    yield lambda: actions.split(theme_id=buses.pk, voice_ids=[voice], title="站台", hat=hat)
    yield lambda: actions.move_voice(
        voice_id=voice, corpus_id=corpus.pk, theme_id=schools.pk, hat=hat
    )
    yield lambda: actions.merge(theme_id=buses.pk, into_id=schools.pk, hat=hat)


@pytest.mark.parametrize("role", [Role.UNIT, Role.DEPUTY, Role.AUDITOR])
def test_others_teach_nothing(corpus: Corpus, role: Role) -> None:
    bob = make_hat("bob", role)
    for edit in _edits(corpus, bob):
        with pytest.raises(NotAllowed):
            edit()
    assert not Lesson.objects.exists()
    assert not Entry.objects.filter(subject_kind="theme").exists()


def test_every_edit_is_a_lesson_and_an_entry_without_words(corpus: Corpus, alice: Hat) -> None:
    for edit in _edits(corpus, alice):
        edit()
    kinds = list(Lesson.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["rename", "pin", "unpin", "split", "move", "merge"]
    entries = Entry.objects.filter(subject_kind="theme").order_by("id")
    assert [e.verb for e in entries] == [
        "theme.renamed",
        "theme.pinned",
        "theme.unpinned",
        "theme.split",
        "theme.voice_moved",
        "theme.merged",
    ]
    assert all(isinstance(value, int) for e in entries for value in e.body.values())
    assert {e.actor_id for e in entries} == {alice.person_id}
    assert_accounts(corpus)


def test_doing_the_same_again_teaches_nothing_new(corpus: Corpus, alice: Hat) -> None:
    theme = theme_with(corpus, BUSES[0])
    for _ in range(2):
        actions.rename(theme_id=theme.pk, title="公交出行", hat=alice)
        actions.pin(theme_id=theme.pk, hat=alice)
    assert Lesson.objects.count() == 2


@pytest.mark.parametrize(
    ("title", "voices_chosen"), [("", 1), ("新主题", 0), ("很长的名字" * 13, 1)]
)
def test_a_split_needs_a_name_and_voices(
    corpus: Corpus, alice: Hat, title: str, voices_chosen: int
) -> None:
    theme = theme_with(corpus, BUSES[0])
    chosen = [voice_of(BUSES[1]).pk][:voices_chosen]
    with pytest.raises(Refused):
        actions.split(theme_id=theme.pk, voice_ids=chosen, title=title, hat=alice)
    assert not Theme.objects.filter(title=title, edited=True).exists()


def test_voices_of_another_theme_are_not_split_off(corpus: Corpus, alice: Hat) -> None:
    theme = theme_with(corpus, BUSES[0])
    with pytest.raises(Conflict):
        actions.split(
            theme_id=theme.pk, voice_ids=[voice_of(SCHOOLS[0]).pk], title="新主题", hat=alice
        )


def test_a_merged_theme_cannot_be_edited_any_more(corpus: Corpus, alice: Hat) -> None:
    a, b = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    actions.merge(theme_id=a.pk, into_id=b.pk, hat=alice)
    for edit in (
        lambda: actions.rename(theme_id=a.pk, title="公交", hat=alice),
        lambda: actions.merge(theme_id=b.pk, into_id=a.pk, hat=alice),
        lambda: actions.pin(theme_id=a.pk, hat=alice),
    ):
        with pytest.raises(Conflict):
            edit()


def test_a_theme_is_not_merged_into_itself(corpus: Corpus, alice: Hat) -> None:
    theme = theme_with(corpus, BUSES[0])
    with pytest.raises(Refused):
        actions.merge(theme_id=theme.pk, into_id=theme.pk, hat=alice)


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_across_at_once_one_wins() -> None:
    alice = make_hat()
    corpus = make_corpus(ALL)
    run(corpus, alice)
    a, b = theme_with(corpus, BUSES[0]).pk, theme_with(corpus, SCHOOLS[0]).pk
    gate, told = threading.Barrier(2), []

    def merge(one: int, into: int) -> None:
        gate.wait()
        try:
            actions.merge(theme_id=one, into_id=into, hat=alice)
            told.append("merged")
        except Problem as problem:
            told.append(problem.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=merge, args=pair) for pair in ((a, b), (b, a))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["conflict", "merged"]
    assert_accounts(corpus)
