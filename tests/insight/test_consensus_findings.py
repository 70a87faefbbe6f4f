"""What groups hold, share and dispute; copied stances; the next statement."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from qunce.insight import OpinionGroups, Stances, next_statement
from qunce.insight.consensus.findings import product_interval
from tests.insight.planted import Conversation, with_people

BOTH, FIRST, SECOND, NOBODY = 0, 1, 2, 3


def town(people: int = 400, *, seed: int = 1) -> Conversation:
    """Two groups and 24 statements: held by both, by the first, by the second, by neither, in turn.

    One in ten answers against their group, and three in ten statements are not asked.
    """
    random = np.random.default_rng(seed)
    groups = np.arange(people) % 2
    rows, columns = np.nonzero(random.random((people, 24)) < 0.7)
    kind = columns % 4
    holds = (kind == BOTH) | ((kind == FIRST) & (groups[rows] == 0))
    holds |= (kind == SECOND) & (groups[rows] == 1)
    strays = random.random(len(rows)) < 0.1
    return Conversation(rows, columns, np.where(holds != strays, 1, -1), groups)


def group_of(found: OpinionGroups, person: int) -> int:
    return int(found.groups_[np.searchsorted(found.people_, person)])


def agreed(found: OpinionGroups) -> set[int]:
    return {int(one.statement) for one in found.common(most=100) if one.agree}


def test_what_both_groups_hold_is_common_and_nothing_else() -> None:
    found = OpinionGroups().fit(town().stances())
    assert agreed(found) == {0, 4, 8, 12, 16, 20}
    refused = {one.statement for one in found.common(most=100) if not one.agree}
    assert refused == {3, 7, 11, 15, 19, 23}


def test_each_group_is_represented_by_what_it_alone_holds() -> None:
    found = OpinionGroups().fit(town().stances())
    first = found.held(group_of(found, 0), most=100)
    assert {int(one.statement) for one in first if one.agree} == {1, 5, 9, 13, 17, 21}
    assert {int(one.statement) for one in first if not one.agree} == {2, 6, 10, 14, 18, 22}
    assert all(one.share > 0.8 > 0.2 > one.others for one in first)


def test_what_divides_are_the_statements_of_one_group() -> None:
    found = OpinionGroups().fit(town().stances())
    assert {int(one.statement) % 4 for one in found.divides(most=12)} == {FIRST, SECOND}
    assert all(one.difference_at_least > 0.5 for one in found.divides(most=12))


def test_a_statement_that_few_saw_is_not_the_surest_though_all_of_them_agree() -> None:
    whole = town()
    asked = np.arange(30)
    seen = Conversation(
        np.append(whole.people, asked), np.append(whole.statements, np.full(30, 24)),
        np.append(whole.values, np.ones(30, int)), whole.groups,
    )  # fmt: skip
    common = OpinionGroups().fit(seen.stances()).common(most=100)
    assert max(common, key=lambda one: one.score).statement == 24
    assert common[0].statement != 24


def test_the_score_is_the_product_of_the_smoothed_shares() -> None:
    found = OpinionGroups().fit(town().stances())
    best = found.common()[0]
    at = int(np.searchsorted(found.statements_, best.statement))
    part = found.tally_.agreed if best.agree else found.tally_.disagreed
    expected = np.prod((part[:, at] + 1) / (found.tally_.seen[:, at] + 2))
    assert best.score == pytest.approx(expected)
    assert best.low < best.score < best.high


def test_the_interval_holds_the_true_product_about_nineteen_times_in_twenty() -> None:
    random = np.random.default_rng(5)
    shares = random.uniform(0.05, 0.95, (3, 4_000))
    seen = random.integers(5, 200, shares.shape)
    low, high = product_interval(random.binomial(seen, shares).astype(float), seen.astype(float))
    held = ((low <= shares.prod(axis=0)) & (shares.prod(axis=0) <= high)).mean()
    assert 0.93 < held < 0.97


def test_by_chance_alone_a_group_holds_nothing_of_its_own() -> None:
    """Two groups that differ in statements 0 to 9; on 90 others all answer by the same coin."""
    wrong = 0
    for seed in range(10):
        random = np.random.default_rng(seed)
        people, statements = np.divmod(np.arange(200 * 100), 100)
        sides = np.where(random.random(len(people)) < 0.9, people % 2, 1 - people % 2)
        coin = random.random(len(people)) < 0.6
        values = np.where(np.where(statements < 10, sides == 1, coin), 1, -1)
        found = OpinionGroups().fit(Stances.of(people, statements, values))
        wrong += sum(one.statement >= 10 for one in found.held(0, most=100))
    # At most one in twenty of what is said to be held: about 10 true ones in each.
    assert wrong <= 10


def script(size: int, answers: dict[int, int], width: int = 24) -> NDArray[np.int64]:
    row = np.full(width, 9)
    row[list(answers)] = list(answers.values())
    return np.tile(row, (size, 1))


PUSH = {1: 1, 2: 1, 3: 1, 0: -1, 4: -1, 8: -1, 12: -1, 16: -1, 20: 1, 5: 1, 6: 1, 7: 1}


def test_copied_stances_count_once() -> None:
    quiet = OpinionGroups().fit(town().stances())
    loud = OpinionGroups().fit(with_people(town(), script(300, PUSH)).stances())
    assert [(echo.people, echo.stances) for echo in loud.echoes_] == [(300, 12)]
    assert agreed(loud) == agreed(quiet)
    assert loud.count_ == quiet.count_
    assert loud.groups_[:400].tolist() == quiet.groups_.tolist()
    assert loud.tally_.seen.sum() == pytest.approx(quiet.tally_.seen.sum() + 12)


def test_people_who_agree_by_themselves_are_no_echo() -> None:
    random = np.random.default_rng(3)
    same = np.where(random.random((500, 12)) < 0.96, 1, -1)
    people, statements = np.divmod(np.arange(same.size), 12)
    stances = Stances.of(people, statements, same.ravel())
    assert (same.min(axis=1) == 1).sum() > 250
    assert OpinionGroups().fit(stances).echoes_ == ()


@pytest.mark.parametrize("share", [0.1, 0.2])
def test_a_brigade_that_varies_its_answers_cannot_make_a_consensus(share: float) -> None:
    """Its own group may come to agree, or it becomes a group; the others still do not."""
    random = np.random.default_rng(8)
    people = town()
    brigade = script(int(400 * share), {at: 1 for at in range(24) if at % 4 != BOTH} | {0: -1})
    brigade = np.where((random.random(brigade.shape) < 0.1) & (brigade != 9), -brigade, brigade)
    found = OpinionGroups().fit(with_people(people, brigade).stances())
    assert found.echoes_ == ()
    assert agreed(found) <= {0, 4, 8, 12, 16, 20}


def test_copies_do_not_make_up_for_people() -> None:
    few = town(18)
    found = OpinionGroups().fit(with_people(few, script(200, PUSH)).stances())
    assert found.verdict_.reason == "few_people"


def ask(people: int, statements: int, votes: int, *, routed: bool) -> Conversation:
    """Each person in turn answers `votes` statements, chosen by the routing or by lot."""
    random = np.random.default_rng(11)
    groups = random.integers(0, 2, people)
    odds = random.normal(0, 1, statements) + random.normal(0, 2, (2, statements))
    agrees, against, seen = (np.zeros(statements) for _ in range(3))
    taken: list[tuple[int, int, int]] = []
    for person in range(people):
        answered: list[int] = []
        lot = random.choice(statements, votes, replace=False).tolist()
        for turn in range(votes):
            at = next_statement(answered, agrees, against, seen) if routed else lot[turn]
            assert at is not None
            answered.append(at)
            agree = random.random() < 1 / (1 + np.exp(-odds[groups[person], at]))
            taken.append((person, at, 1 if agree else -1))
            (agrees if agree else against)[at] += 1
            seen[at] += 1
    return Conversation(*np.array(taken).T, groups)


def test_routing_finds_groups_where_the_same_number_of_scattered_stances_does_not() -> None:
    scattered = OpinionGroups().fit(ask(400, 1_000, 20, routed=False).stances())
    assert scattered.count_ == 0
    truth = ask(400, 1_000, 20, routed=True)
    found = OpinionGroups().fit(truth.stances())
    assert found.count_ == 2
    assert adjusted_rand_score(truth.groups, found.groups_) > 0.8


def test_routing_leaves_no_statement_unseen() -> None:
    truth = ask(200, 300, 20, routed=True)
    assert np.bincount(truth.statements, minlength=300).min() >= 1


def test_nobody_is_shown_a_statement_twice_and_who_saw_all_is_shown_none() -> None:
    answered: list[int] = []
    while (at := next_statement(answered, [3, 0, 1, 0], [3, 9, 0, 0], [9, 9, 1, 0])) is not None:
        answered.append(at)
    assert sorted(answered) == [0, 1, 2, 3]
    assert next_statement([], [], [], []) is None
