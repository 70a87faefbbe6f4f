"""What pages are given: in public no small cell and no word that is not shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunce.people.rules import Hat
from qunce.reading import actions, queries
from qunce.reading.models import Corpus, Family, Placement, Theme
from qunce.reading.queries import SMALL, ThemeCard, pages
from qunce.reading.queries.pages import joined
from qunce.reading.queries.themes import without_small
from qunce.voices.models import Showing, Voice
from tests.reading.corpora import (
    ALL,
    BUSES,
    JUNK,
    SCHOOLS,
    add,
    make_corpus,
    run,
    theme_with,
    voice_of,
)


def cards(sizes: list[int]) -> list[ThemeCard]:
    return [
        ThemeCard(
            id=n,
            title=str(n),
            size=size,
            independent=size,
            keywords=(),
            pinned=False,
            edited=False,
        )
        for n, size in enumerate(sizes, start=1)
    ]


@given(st.lists(st.integers(1, 12), max_size=12))
def test_no_public_card_tells_of_fewer_than_five(sizes: list[int]) -> None:
    shown = without_small(cards(sizes))
    assert all(card.size >= SMALL for card in shown)
    # Whoever knows the whole can subtract: what is left is nothing, or no lone small theme.
    hidden = sum(sizes) - sum(card.size for card in shown)
    assert hidden in {0, sum(sizes)}
    named = {card.id for card in shown if card.id}
    together = [size for n, size in enumerate(sizes, start=1) if n not in named]
    assert len(together) != 1 or sum(sizes) < SMALL


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ([9, 7, 4], [(1, 9), (0, 11)]),
        ([9, 7, 4, 3], [(1, 9), (2, 7), (0, 7)]),
        ([9, 7, 2, 1], [(1, 9), (0, 10)]),
        ([9, 7], [(1, 9), (2, 7)]),
        ([4, 3], [(0, 7)]),
        ([3], []),
        ([6, 2], [(0, 8)]),
    ],
)
def test_small_themes_are_told_together(sizes: list[int], shown: list[tuple[int, int]]) -> None:
    assert [(card.id, card.size) for card in without_small(cards(sizes))] == shown


@given(st.lists(st.integers(1, 9), max_size=30))
def test_public_days_are_joined_and_sum_up(sizes: list[int]) -> None:
    days = [(date(2026, 6, 1) + timedelta(days=n), size) for n, size in enumerate(sizes)]
    found = joined(days)
    assert all(size >= SMALL for _day, size in found)
    if sum(sizes) >= SMALL:
        assert sum(size for _day, size in found) == sum(sizes)


@pytest.fixture
def corpus(alice: Hat) -> Corpus:
    corpus = make_corpus([*ALL, *[BUSES[0]] * 5, *JUNK])
    run(corpus, alice)
    return corpus


@pytest.mark.django_db
def test_the_public_page_quotes_only_what_is_shown(corpus: Corpus) -> None:
    theme = theme_with(corpus, BUSES[0])
    hidden = theme.representatives[:2]
    Voice.objects.filter(pk__in=hidden).update(showing=Showing.PRIVATE)
    public, desk = (queries.theme_page(theme.pk, public=p) for p in (True, False))
    assert public is not None
    assert desk is not None
    assert [v.pk for v in desk.representatives] == theme.representatives
    assert [v.pk for v in public.representatives] == theme.representatives[2:]
    # Counts include all.
    assert public.card.size == desk.card.size == theme.size


@pytest.mark.django_db
def test_the_public_list_holds_only_what_is_shown(corpus: Corpus) -> None:
    theme = theme_with(corpus, BUSES[0])
    voice = voice_of(BUSES[1])
    Voice.objects.filter(pk=voice.pk).update(showing=Showing.WITHHELD)
    public, desk = (queries.theme_page(theme.pk, public=p) for p in (True, False))
    assert public is not None
    assert desk is not None
    assert {v.pk for v in desk.found.voices} - {v.pk for v in public.found.voices} == {voice.pk}
    assert desk.found.count == theme.size


@pytest.mark.django_db
def test_the_public_list_goes_on_where_many_in_a_row_are_not_shown(corpus: Corpus) -> None:
    theme = theme_with(corpus, BUSES[0])
    placed = Placement.objects.filter(theme=theme).order_by("voice")
    oldest, *later = placed.values_list("voice_id", flat=True)
    Voice.objects.filter(pk__in=later).update(showing=Showing.PRIVATE)
    assert len(later) > 3
    page = queries.theme_page(theme.pk, public=True, size=1)
    assert page is not None
    assert [v.pk for v in page.found.voices] == [oldest]


@pytest.mark.django_db
def test_a_family_is_public_from_five_and_if_shown(corpus: Corpus) -> None:
    theme = theme_with(corpus, BUSES[0])
    family = Family.objects.get()
    page = queries.theme_page(theme.pk, public=True)
    assert page is not None
    assert [(f.size, f.independent, f.kind) for f in page.families] == [(6, 1, "exact")]
    Voice.objects.filter(pk=family.representative_id).update(showing=Showing.PRIVATE)
    page = queries.theme_page(theme.pk, public=True)
    assert page is not None
    assert page.families == []
    Voice.objects.filter(pk=family.representative_id).update(showing=Showing.SHOWN)
    Family.objects.update(size=4)
    page = queries.theme_page(theme.pk, public=True)
    assert page is not None
    assert page.families == []


@pytest.mark.django_db
def test_a_small_theme_has_no_public_page(corpus: Corpus, alice: Hat) -> None:
    theme = theme_with(corpus, BUSES[0])
    chosen = [voice_of(text).pk for text in BUSES[1:4]]
    small = actions.split(theme_id=theme.pk, voice_ids=chosen, title="公交站台", hat=alice)
    assert small.size == 3
    assert queries.theme_page(small.pk, public=True) is None
    assert queries.theme_page(small.pk, public=False) is not None
    assert queries.theme_of_voice(chosen[0]) is None
    assert small.pk not in {card.id for card in queries.themes(corpus.pk, public=True)}


@pytest.mark.django_db
def test_the_author_is_told_the_theme(corpus: Corpus) -> None:
    theme = theme_with(corpus, SCHOOLS[0])
    found = queries.theme_of_voice(voice_of(SCHOOLS[0]).pk)
    assert found is not None
    assert (found.id, found.size) == (theme.pk, theme.size)
    assert queries.theme_of_voice(voice_of(JUNK[0]).pk) is None


@pytest.mark.django_db
@pytest.mark.parametrize("looked", [2000, 2, 1])
def test_pages_of_a_theme_hold_each_voice_once(
    corpus: Corpus, looked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "LOOKED", looked)
    theme, other = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    # Second points, also of voices that stand in both children of a parent.
    several = [voice_of(SCHOOLS[n]).pk for n in (0, 1, 3)]
    Placement.objects.filter(voice__in=several).update(also=[theme.pk])
    parent = Theme.objects.create(corpus=corpus, name="城市生活", size=SMALL)
    Theme.objects.filter(pk__in=[theme.pk, other.pk]).update(parent=parent)
    for pk, leaves in ((theme.pk, [theme.pk]), (parent.pk, [theme.pk, other.pk])):
        seen: list[int] = []
        before = None
        while True:
            page = queries.theme_page(pk, public=True, before=before, size=3)
            assert page is not None
            found = page.found
            seen += [voice.pk for voice in found.voices]
            if (before := found.next) is None:
                break
        main = Placement.objects.filter(theme__in=leaves).values_list("voice_id", flat=True)
        assert seen == sorted({*main, *several}, reverse=True)


@pytest.mark.django_db
def test_the_days_of_a_theme_sum_up_to_its_size(corpus: Corpus) -> None:
    theme = theme_with(corpus, BUSES[0])
    page = queries.theme_page(theme.pk, public=False)
    assert page is not None
    assert sum(size for _day, size in page.trend) == theme.size


@pytest.mark.django_db
def test_coverage_rises_to_all_that_can_be_heard(corpus: Corpus) -> None:
    coverage = queries.coverage(corpus.pk)
    assert len(coverage.order) == len(coverage.share) == len(set(coverage.order))
    assert list(coverage.share) == sorted(coverage.share)
    assert coverage.heard(0) == 0
    assert coverage.heard(10**6) == coverage.share[-1]
    needed = coverage.needed(0.5)
    assert needed is not None
    assert coverage.heard(needed) >= 0.5 > coverage.heard(needed - 1)


@pytest.mark.django_db
def test_counts_are_remembered_for_seconds_only(corpus: Corpus) -> None:
    before = queries.ledger(corpus.pk)
    add(corpus, JUNK)
    assert queries.ledger(corpus.pk) == before
    queries.ledger.forget()  # type: ignore[attr-defined]
    assert queries.ledger(corpus.pk).waiting == 3


@pytest.mark.django_db
def test_what_is_not_there_is_none(corpus: Corpus) -> None:
    assert queries.theme_page(10**9, public=True) is None
    assert queries.theme_of_voice(10**9) is None
    assert queries.placement_of(10**9, corpus.pk) is None
    assert queries.corpus(10**9) is None
    assert queries.coverage(10**9).order == ()
    assert queries.ledger(10**9).received == 0
    assert queries.themes(10**9, public=True) == []
