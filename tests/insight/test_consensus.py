"""Opinion groups: what is found, when nothing is named, and that order says nothing."""

import csv
import os
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from qunce.insight import OpinionGroups, Stances
from qunce.insight.consensus import Common, Divide, Echo, Held, Verdict, axes, division
from tests.insight.planted import Conversation, converse

SAMPLES = Path(os.environ.get("QUNCE_SAMPLES", "")) / "polis"
SMALL = converse(300, 60, 25, groups=2)


def agreement(found: OpinionGroups, truth: Conversation) -> float:
    return float(adjusted_rand_score(truth.groups[found.people_], found.groups_))


@pytest.mark.parametrize("groups", [2, 3])
def test_planted_groups_are_found_and_so_is_their_number(groups: int) -> None:
    truth = converse(600, 80, 50, groups=groups)
    found = OpinionGroups().fit(truth.stances())
    assert found.count_ == groups
    assert agreement(found, truth) > 0.95


def test_axes_are_those_of_the_whole_matrix_with_means_for_what_is_missing() -> None:
    stances = SMALL.stances()
    whole = np.full((300, 60), np.nan)
    whole[SMALL.people, SMALL.statements] = SMALL.values
    means = np.nanmean(whole, axis=0)
    exact = np.linalg.svd(np.where(np.isnan(whole), 0, whole - means))[2][: axes.AXES]
    found = axes.find(stances, np.ones(300))
    assert found.means == pytest.approx(means)
    assert abs(np.sum(found.weights * exact, axis=1)) == pytest.approx(1, abs=1e-9)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_stances_changes_nothing(seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(SMALL.people))
    mixed = Stances.of(SMALL.people[order], SMALL.statements[order], SMALL.values[order])
    first, second = OpinionGroups().fit(SMALL.stances()), OpinionGroups().fit(mixed)
    assert second.groups_.tolist() == first.groups_.tolist()
    assert second.verdict_ == first.verdict_
    assert second.common() == first.common()
    assert second.held(0) == first.held(0)


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(300)), st.permutations(range(60)))
def test_other_labels_of_people_and_statements_give_the_same_groups(
    names: list[int], topics: list[int]
) -> None:
    people = np.array(names)[SMALL.people]
    found = OpinionGroups().fit(
        Stances.of(people, np.array(topics)[SMALL.statements], SMALL.values)
    )
    first = OpinionGroups().fit(SMALL.stances())
    back = found.groups_[np.searchsorted(found.people_, np.array(names)[first.people_])]
    assert back.tolist() == first.groups_.tolist()


def test_labels_may_be_words() -> None:
    words = Stances.of([f"人{p:03}" for p in SMALL.people], SMALL.statements, SMALL.values)
    assert (
        OpinionGroups().fit(words).groups_.tolist()
        == OpinionGroups().fit(SMALL.stances()).groups_.tolist()
    )


def test_who_took_few_stances_belongs_to_no_group() -> None:
    few = Stances.of(
        np.append(SMALL.people, [900] * 6), np.append(SMALL.statements, range(6)),
        np.append(SMALL.values, [1] * 6),
    )  # fmt: skip
    found = OpinionGroups().fit(few)
    assert found.groups_[-1] == -1
    assert found.sizes_.sum() == (found.groups_ >= 0).sum()


def test_stances_on_a_statement_that_was_left_out_say_nothing() -> None:
    without = Stances.of(SMALL.people, SMALL.statements, SMALL.values, left_out=[3])
    turned = np.where(SMALL.statements == 3, -SMALL.values, SMALL.values)
    other = Stances.of(SMALL.people, SMALL.statements, turned, left_out=[3])
    first, second = OpinionGroups().fit(without), OpinionGroups().fit(other)
    assert 3 not in first.statements_
    assert second.groups_.tolist() == first.groups_.tolist()


def test_those_who_were_there_are_predicted_where_they_were_found() -> None:
    found = OpinionGroups().fit(SMALL.stances())
    assert found.predict(SMALL.stances()).tolist() == found.groups_.tolist()
    some = SMALL.people < 40
    few = Stances.of(SMALL.people[some], SMALL.statements[some], SMALL.values[some])
    assert found.predict(few).tolist() == found.groups_[:40].tolist()


def test_of_too_few_stances_nothing_is_predicted() -> None:
    found = OpinionGroups().fit(SMALL.stances())
    assert found.predict(Stances.of([1] * 6, range(6), [1] * 6)).tolist() == [-1]


@pytest.mark.parametrize(("away", "groups"), [(4, None), (5, [30, 5])])
def test_fewer_than_five_people_are_no_group(away: int, groups: list[int] | None) -> None:
    crowd = np.random.default_rng(0).normal(0, 1, (30 + away, 2))
    crowd[30:] += 100
    found = division.divide(crowd, np.ones(len(crowd)), most=5)
    sizes = found and np.bincount(division.nearest(crowd, found.centres)).tolist()
    assert sizes == groups


def test_statements_not_known_at_the_fit_say_nothing() -> None:
    found = OpinionGroups().fit(SMALL.stances())
    more = Stances.of(
        np.append(SMALL.people, [0, 1]), np.append(SMALL.statements, [70, 70]),
        np.append(SMALL.values, [1, 1]),
    )  # fmt: skip
    assert found.predict(more).tolist() == found.groups_.tolist()


@pytest.mark.parametrize("seed", range(12))
def test_noise_is_never_called_groups(seed: int) -> None:
    noise = converse(60 + 40 * seed, 30 + 20 * seed, 12 + 4 * seed, groups=1, seed=seed)
    found = OpinionGroups().fit(noise.stances())
    assert found.count_ == 0
    assert found.verdict_.reason == "unclear"
    assert set(found.groups_.tolist()) == {-1}


def test_twenty_stances_over_five_thousand_statements_are_too_few_and_eighty_are_enough() -> None:
    named = {}
    for votes in (20, 40, 80):
        truth = converse(4_000, 5_000, votes, groups=2)
        found = OpinionGroups().fit(truth.stances())
        named[votes] = found.count_
        if found.count_:
            assert agreement(found, truth) > 0.8
        else:
            assert found.verdict_.reason in {"few_stances", "unclear"}
    assert named[20] == 0
    assert named[80] == 2


def test_too_few_stances_say_how_many_would_do() -> None:
    verdict = OpinionGroups().fit(converse(8_000, 5_000, 20, groups=2).stances()).verdict_
    assert verdict.reason == "few_stances"
    assert verdict.needed is not None
    assert (
        OpinionGroups()
        .fit(converse(8_000, 5_000, verdict.needed + 5, groups=2).stances())
        .verdict_.named
    )


@pytest.mark.parametrize("people", [0, 1, 19])
def test_few_people_are_no_groups(people: int) -> None:
    whole = converse(max(people, 1), 30, 20, groups=2)
    kept = whole.people < people
    found = OpinionGroups().fit(
        Stances.of(whole.people[kept], whole.statements[kept], whole.values[kept])
    )
    assert found.count_ == 0
    assert found.verdict_ == Verdict(
        "few_people", 0.0, found.verdict_.people, found.verdict_.stances
    )
    assert found.divides() == ()


@pytest.mark.parametrize("value", [0, 1])
def test_people_who_all_say_the_same_have_no_groups_but_may_agree(value: int) -> None:
    people, statements = np.divmod(np.arange(50 * 10), 10)
    # Each passes once, each on a statement of their own, or they would be an echo.
    values = np.where(statements == people % 10, 0, value)
    found = OpinionGroups().fit(Stances.of(people, statements, values))
    assert found.count_ == 0
    assert len(found.common()) == 10 * value


@pytest.mark.parametrize("values", [[2], [0.5], [float("nan")], ["1"], [257], [None]])
def test_what_is_no_stance_is_refused(values: list[object]) -> None:
    with pytest.raises(ValueError, match="a stance is 1"):
        Stances.of([1], [1], values)


def test_a_second_stance_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="1 second stances, the first by 乙 on 8"):
        Stances.of(["甲", "乙", "乙"], [8, 8, 8], [1, 1, -1])


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="people"):
        Stances.of([1, 2], [1], [1])


@given(
    st.dictionaries(
        st.tuples(st.integers(-5, 40_000), st.integers(-128, 127)), st.sampled_from([-1, 0, 1]),
        max_size=60,
    )
)  # fmt: skip
def test_every_stance_is_kept_with_its_person_and_statement(
    taken: dict[tuple[int, int], int],
) -> None:
    people = np.array([person for person, _ in taken], np.int64)
    statements = np.array([statement for _, statement in taken], np.int8)
    found = Stances.of(people, statements, list(taken.values()))
    owners = found.people[np.repeat(np.arange(len(found.people)), found.counts)]
    topics = found.statements[found.marks >> 2]
    back = zip(owners.tolist(), topics.tolist(), ((found.marks & 3) - 1).tolist(), strict=True)
    assert sorted(back) == sorted((*pair, value) for pair, value in taken.items())


def test_a_group_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="group 7, but 2"):
        OpinionGroups().fit(SMALL.stances()).held(7)


def test_results_speak_of_statements_and_numbers_never_of_a_person() -> None:
    names = {one.name for kind in (Common, Divide, Echo, Held, Verdict) for one in fields(kind)}
    assert names == {
        "agree", "difference_at_least", "high", "low", "needed", "others", "people", "reason",
        "reliability", "score", "seen", "share", "shares", "stances", "statement",
    }  # fmt: skip


def published(name: str) -> tuple[Stances, dict[int, int]]:
    """A Polis export: its stances, and the group of each participant who was given one."""
    with (SAMPLES / name / "comments.csv").open(encoding="utf-8") as lines:
        comments = list(csv.DictReader(lines))
    with (SAMPLES / name / "participants-votes.csv").open(encoding="utf-8") as lines:
        header, *rows = csv.reader(lines)
    taken = [
        (int(row[0]), int(statement), int(value))
        for row in rows
        for statement, value in zip(header[6:], row[6:], strict=True)
        if value
    ]
    known = set(header[6:])
    out = [
        int(one["comment-id"])
        for one in comments
        if one["moderated"] == "-1" and one["comment-id"] in known
    ]
    stances = Stances.of(*np.array(taken).T, left_out=out)
    return stances, {int(row[0]): int(row[1]) for row in rows if row[1]}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="QUNCE_SAMPLES names no folder with polis/")
def test_published_groups_of_real_conversations_are_found_again() -> None:
    scores = []
    for folder in sorted(SAMPLES.iterdir()):
        stances, groups = published(folder.name)
        found = OpinionGroups().fit(stances)
        own = dict(zip(found.people_.tolist(), found.groups_.tolist(), strict=True))
        scores.append(adjusted_rand_score(list(groups.values()), [own[one] for one in groups]))
    assert np.mean(scores) >= 0.87
