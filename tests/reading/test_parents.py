"""Parents and children under a person's hands: they hold, and through the next reading."""

from collections.abc import Callable

import pytest

from qunce.common.errors import Refused
from qunce.people.rules import Hat
from qunce.reading import actions
from qunce.reading.models import Corpus, Theme
from tests.reading.corpora import (
    BUSES,
    CHARGING,
    SCHOOLS,
    assert_accounts,
    members,
    theme_with,
    voice_of,
)

pytestmark = pytest.mark.django_db


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
