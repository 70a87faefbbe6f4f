"""What people teach: each edit holds at once, and through the next reading of more voices."""

from collections.abc import Callable

import pytest

from qunce.people.rules import Hat
from qunce.reading import actions, queries
from qunce.reading.models import Corpus, Outcome, Placement
from qunce.voices import actions as voices
from qunce.voices.actions import Author
from tests.reading.corpora import (
    BUSES,
    CHARGING,
    JUNK,
    SCHOOLS,
    assert_accounts,
    members,
    theme_with,
    title_of,
    voice_of,
)

pytestmark = pytest.mark.django_db


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
    a.refresh_from_db()
    assert a.merged_into == c
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
