"""What people teach: each edit holds at once, and through the next reading of more voices."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connections

from qunce.common.errors import Conflict, NotAllowed, Problem, Refused
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.reading import actions, queries
from qunce.reading.models import Corpus, Lesson, Outcome, Placement, Theme
from qunce.record.models import Entry
from qunce.voices import actions as voices
from qunce.voices.actions import Author
from tests.factories import make_hat
from tests.reading.corpora import (
    ALL,
    BUSES,
    CHARGING,
    JUNK,
    SCHOOLS,
    add,
    assert_accounts,
    make_corpus,
    run,
    theme_with,
    voice_of,
)

pytestmark = pytest.mark.django_db

MORE = ["公交车的座椅坏了没有人修，希望公交公司检查一遍"]


@pytest.fixture
def corpus(alice: Hat) -> Corpus:
    corpus = make_corpus([*ALL, BUSES[0], *JUNK])
    run(corpus, alice)
    return corpus


@pytest.fixture
def read_again(corpus: Corpus, alice: Hat) -> Callable[[], None]:
    """The next reading, with a few voices more."""

    def again() -> None:
        add(corpus, MORE)
        run(corpus, alice)
        assert assert_accounts(corpus).waiting == 0

    return again


def members(theme: Theme) -> set[int]:
    found = Placement.objects.filter(corpus=theme.corpus_id, theme=theme)
    return set(found.values_list("voice_id", flat=True))


def title_of(theme: Theme) -> str:
    page = queries.theme_page(theme.pk, public=False)
    assert page is not None
    return page.card.title


def test_a_name_that_a_person_gave_stays(
    corpus: Corpus, alice: Hat, read_again: Callable[[], None]
) -> None:
    theme = theme_with(corpus, BUSES[0])
    was = members(theme)
    actions.rename(theme_id=theme.pk, title="  公交 出行 ", hat=alice)
    assert title_of(theme) == "公交 出行"
    read_again()
    assert title_of(theme) == "公交 出行"
    assert was <= members(theme)
    assert queries.theme_page(theme.pk, public=False).card.edited  # type: ignore[union-attr]


def test_an_empty_name_gives_back_the_engines(corpus: Corpus, alice: Hat) -> None:
    theme = theme_with(corpus, BUSES[0])
    actions.rename(theme_id=theme.pk, title="公交出行", hat=alice)
    actions.rename(theme_id=theme.pk, title="", hat=alice)
    assert title_of(theme) == theme.name
    assert_accounts(corpus)


def test_a_theme_nobody_edited_keeps_its_id_and_name(
    corpus: Corpus, read_again: Callable[[], None]
) -> None:
    theme = theme_with(corpus, SCHOOLS[0])
    read_again()
    assert theme_with(corpus, SCHOOLS[0]) == theme
    assert title_of(theme) == str(theme)


def test_merged_themes_stay_one(corpus: Corpus, alice: Hat, read_again: Callable[[], None]) -> None:
    buses, schools = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    both = members(buses) | members(schools)
    actions.merge(theme_id=buses.pk, into_id=schools.pk, hat=alice)
    assert members(schools) == both
    assert_accounts(corpus)
    read_again()
    assert both <= members(schools)
    # An old link leads to where the voices are.
    page = queries.theme_page(buses.pk, public=False)
    assert page is not None
    assert page.card.id == schools.pk


def test_a_link_to_a_theme_merged_twice_leads_to_the_last(corpus: Corpus, alice: Hat) -> None:
    a, b = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    c = theme_with(corpus, CHARGING[1])
    actions.merge(theme_id=a.pk, into_id=b.pk, hat=alice)
    actions.merge(theme_id=b.pk, into_id=c.pk, hat=alice)
    page = queries.theme_page(a.pk, public=False)
    assert page is not None
    assert page.card.id == c.pk
    assert_accounts(corpus)


def test_a_theme_split_off_stays(
    corpus: Corpus, alice: Hat, read_again: Callable[[], None]
) -> None:
    buses = theme_with(corpus, BUSES[0])
    chosen = [voice_of(BUSES[3]).pk, voice_of(BUSES[0]).pk]
    made = actions.split(theme_id=buses.pk, voice_ids=chosen, title="公交站台", hat=alice)
    # The copy of BUSES[0] came along: it says the same text.
    assert made.size == 3
    assert made.independent == 2
    assert not members(made) & members(buses)
    assert_accounts(corpus)
    was = members(made)
    read_again()
    assert was <= members(made)
    assert title_of(made) == "公交站台"
    assert not was & members(buses)


def test_a_pinned_theme_keeps_all_its_voices(
    corpus: Corpus, alice: Hat, read_again: Callable[[], None]
) -> None:
    theme = theme_with(corpus, CHARGING[5])
    was, size = members(theme), theme.size
    actions.pin(theme_id=theme.pk, hat=alice)
    read_again()
    theme.refresh_from_db()
    assert was <= members(theme)
    assert theme.size >= size
    actions.unpin(theme_id=theme.pk, hat=alice)
    theme.refresh_from_db()
    assert not theme.pinned


def test_a_voice_moved_by_hand_stays_with_its_copies(
    corpus: Corpus, alice: Hat, read_again: Callable[[], None]
) -> None:
    voice, schools = voice_of(BUSES[0]), theme_with(corpus, SCHOOLS[0])
    supporting = voices.support(voice=voice, author=Author(mark="someone"))
    actions.place_arrived()
    actions.move_voice(voice_id=voice.pk, corpus_id=corpus.pk, theme_id=schools.pk, hat=alice)
    same = Placement.objects.filter(voice__text=BUSES[0]) | Placement.objects.filter(
        voice=supporting
    )
    assert {p.theme_id for p in same.all()} == {schools.pk}
    assert_accounts(corpus)
    for _ in range(2):
        read_again()
        assert {p.theme_id for p in same.all()} == {schools.pk}
        assert {p.by_hand for p in same.all()} == {True}


def test_a_voice_taken_out_of_every_theme_stays_out(
    corpus: Corpus, alice: Hat, read_again: Callable[[], None]
) -> None:
    voice = voice_of(SCHOOLS[2])
    actions.move_voice(voice_id=voice.pk, corpus_id=corpus.pk, theme_id=None, hat=alice)
    read_again()
    placement = Placement.objects.get(voice=voice)
    assert (placement.outcome, placement.theme_id) == (Outcome.UNDECIDED, None)


def test_what_the_engine_could_not_understand_a_person_can_place(
    corpus: Corpus, alice: Hat, read_again: Callable[[], None]
) -> None:
    junk, theme = voice_of(JUNK[0]), theme_with(corpus, BUSES[0])
    actions.move_voice(voice_id=junk.pk, corpus_id=corpus.pk, theme_id=theme.pk, hat=alice)
    assert_accounts(corpus)
    read_again()
    placement = Placement.objects.get(voice=junk)
    assert (placement.outcome, placement.theme_id) == (Outcome.THEME, theme.pk)


# Parents: the engine makes none of so few voices, so a person's are made here.


@pytest.fixture
def city(corpus: Corpus) -> Theme:
    """A parent of the themes of buses and schools."""
    parent = Theme.objects.create(corpus=corpus, name="城市生活")
    for text in (BUSES[0], SCHOOLS[0]):
        Theme.objects.filter(pk=theme_with(corpus, text).pk).update(parent=parent)
    from qunce.reading.actions.counting import recount

    recount(corpus.pk)
    parent.refresh_from_db()
    assert_accounts(corpus)
    return parent


def test_a_parent_counts_each_voice_of_its_children_once(city: Theme) -> None:
    children = list(city.children.all())
    assert city.size <= sum(child.size for child in children)
    assert city.size == len(set().union(*(members(child) for child in children)))


def test_a_renamed_parent_keeps_its_children(
    corpus: Corpus, city: Theme, alice: Hat, read_again: Callable[[], None]
) -> None:
    actions.rename(theme_id=city.pk, title="市民出行与上学", hat=alice)
    was = set(city.children.values_list("pk", flat=True))
    read_again()
    city.refresh_from_db()
    assert str(city) == "市民出行与上学"
    assert was <= set(city.children.filter(gone_at=None).values_list("pk", flat=True))


def test_a_child_taken_out_stands_on_its_own(
    corpus: Corpus, city: Theme, alice: Hat, read_again: Callable[[], None]
) -> None:
    child = theme_with(corpus, BUSES[0])
    actions.split_off(theme_id=child.pk, hat=alice)
    city.refresh_from_db()
    assert city.size == theme_with(corpus, SCHOOLS[0]).size
    read_again()
    child.refresh_from_db()
    assert (child.parent_id, child.gone_at) == (None, None)


def test_merging_a_leaf_into_a_parent_makes_it_a_child(
    corpus: Corpus, city: Theme, alice: Hat, read_again: Callable[[], None]
) -> None:
    charging = theme_with(corpus, CHARGING[1])
    size = city.size
    actions.merge(theme_id=charging.pk, into_id=city.pk, hat=alice)
    city.refresh_from_db()
    assert city.size > size
    assert_accounts(corpus)
    read_again()
    charging.refresh_from_db()
    assert charging.parent == city


def test_merging_a_parent_into_its_child_leaves_the_child(
    corpus: Corpus, city: Theme, alice: Hat, read_again: Callable[[], None]
) -> None:
    buses = theme_with(corpus, BUSES[0])
    actions.merge(theme_id=city.pk, into_id=buses.pk, hat=alice)
    assert theme_with(corpus, SCHOOLS[0]) == buses
    assert_accounts(corpus)
    read_again()
    buses.refresh_from_db()
    assert (buses.parent_id, buses.gone_at) == (None, None)
    assert theme_with(corpus, SCHOOLS[0]) == buses


def test_merging_the_last_children_away_ends_the_parent(
    corpus: Corpus, city: Theme, alice: Hat
) -> None:
    charging = theme_with(corpus, CHARGING[1])
    for text in (BUSES[0], SCHOOLS[0]):
        actions.merge(theme_id=theme_with(corpus, text).pk, into_id=charging.pk, hat=alice)
    city.refresh_from_db()
    assert city.gone_at is not None
    assert_accounts(corpus)


def test_a_voice_is_moved_to_leaves_only(corpus: Corpus, city: Theme, alice: Hat) -> None:
    with pytest.raises(Refused):
        actions.move_voice(
            voice_id=voice_of(CHARGING[0]).pk, corpus_id=corpus.pk, theme_id=city.pk, hat=alice
        )


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
    with pytest.raises(Refused):
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
