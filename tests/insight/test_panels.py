"""Panels: even loads, nobody's own, quotas kept, severity found, any order the same."""

import random
from itertools import product

import numpy as np
import pytest
from bench.panels import simulate

from qunce.insight import Panel, agreement, drawn, seats_of, share_out, shortlist


def scored(n: int = 40, m: int = 8, seed: int = 1) -> tuple[list[int], list[int], list[float]]:
    """Candidates n, reviewers m with severities of 0, 3, 6, … and little noise."""
    chance = random.Random(seed)
    shares = share_out(range(n), range(m), each=4, seed=str(seed))
    rows = [
        (c, r, 70 + c % 9 - 3 * r + chance.gauss(0, 1)) for c in range(n) for r in shares.readers[c]
    ]
    candidates, reviewers, scores = zip(*rows, strict=True)
    return list(candidates), list(reviewers), list(scores)


def test_the_severity_that_was_planted_is_found() -> None:
    panel = Panel().fit(*scored())
    planted = 3 * np.arange(8) - 10.5
    assert np.abs(panel.severity_ - planted).max() < 1.5
    assert (
        np.abs(panel.corrected_ - panel.corrected_.mean() - (np.arange(40) % 9 - 3.9)).max() < 2.5
    )


def test_raw_means_stay_beside() -> None:
    candidates, reviewers, scores = scored()
    panel = Panel().fit(candidates, reviewers, scores)
    own = [s for c, s in zip(candidates, scores, strict=True) if c == 7]
    assert panel.raw_[7] == pytest.approx(sum(own) / len(own))
    assert panel.spread_[7] == pytest.approx(max(own) - min(own))


def test_the_order_of_scores_makes_no_difference() -> None:
    rows = list(zip(*scored(), strict=True))
    first = Panel().fit(*map(list, zip(*rows, strict=True)))
    random.Random(3).shuffle(rows)
    again = Panel().fit(*map(list, zip(*rows, strict=True)))
    assert first.corrected_.tolist() == again.corrected_.tolist()
    assert first.severity_.tolist() == again.severity_.tolist()


def test_a_reviewer_with_one_score_is_hardly_severe() -> None:
    candidates, reviewers, scores = scored()
    panel = Panel().fit([*candidates, 0], [*reviewers, 99], [*scores, 45.0])
    assert abs(panel.severity_[list(panel.reviewers_).index(99)]) < 20


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (([], [], []), "no scores yet"),
        (([1], ["a"], [float("nan")]), "not finite"),
        (([1, 2], ["a"], [1.0]), "each score needs"),
        (([1, 1], ["a", "a"], [1.0, 2.0]), "twice"),
    ],
)
def test_what_cannot_be_learned_from_is_refused(rows: tuple[list, list, list], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Panel().fit(*rows)


def test_equal_scores_and_one_score_are_no_error() -> None:
    assert Panel().fit([1], ["a"], [70]).corrected_.tolist() == [70.0]
    same = Panel().fit([1, 1, 2, 2], "abab", [70, 70, 70, 70])
    assert same.corrected_.round(6).tolist() == [70.0, 70.0]
    assert Panel().fit([1, 2], "ab", [60, 80]).groups_ == 2


def test_agreement_is_one_where_all_agree_and_none_where_nothing_is_compared() -> None:
    full = agreement([1, 1, 2, 2], "abab", [60, 60, 80, 80])
    assert (full.one, full.alpha, full.apart) == (1.0, 1.0, 0)
    assert agreement([1, 2], "ab", [60, 80]).one is None
    assert agreement([1, 1, 2, 2], "abab", [40, 70, 60, 60]).apart == 1


@pytest.mark.parametrize("seed", range(30))
def test_loads_are_equal_within_one_and_nobody_reads_their_own(seed: int) -> None:
    chance = random.Random(seed)
    n, m, each = chance.randint(1, 60), chance.randint(11, 16), chance.randint(3, 5)
    excluded = {(c, chance.randrange(m)) for c in range(n)}
    shares = share_out(range(n), range(m), each=each, seed=str(seed), excluded=excluded)
    assert shares.even
    assert sum(shares.loads.values()) == n * each
    for candidate, readers in shares.readers.items():
        assert len(set(readers)) == each
        assert not excluded & set(product([candidate], readers))
    again = share_out(
        reversed(range(n)), reversed(range(m)), each=each, seed=str(seed), excluded=excluded
    )
    assert again == shares


def test_one_unit_that_sent_nearly_everything_leaves_the_loads_as_even_as_can_be() -> None:
    excluded = {(c, 0) for c in range(18)}
    shares = share_out(range(20), range(5), each=3, seed="s", excluded=excluded)
    assert (shares.loads[0], shares.even) == (2, False)
    others = [load for who, load in shares.loads.items() if who]
    assert max(others) - min(others) <= 1


def test_too_few_reviewers_are_refused_by_the_candidate_they_lack() -> None:
    with pytest.raises(ValueError, match="candidate 1: 2 reviewers may read it, 3 are needed"):
        share_out([1], "abc", each=3, seed="s", excluded={(1, "a")})
    with pytest.raises(ValueError, match="nothing to share out"):
        share_out([], "abc", each=3, seed="s")


@pytest.mark.parametrize("seed", range(30))
def test_the_quota_is_kept(seed: int) -> None:
    chance = random.Random(seed)
    ranked = list(range(50))
    groups = {c: chance.choices("abcde", [20, 10, 5, 2, 1])[0] for c in ranked}
    sizes = {g: list(groups.values()).count(g) for g in set(groups.values())}
    for proportional in (False, True):
        seats = shortlist(ranked, groups, 12, minimum=2, proportional=proportional)
        got = [groups[seat.candidate] for seat in seats]
        assert len(seats) == 12
        assert all(got.count(g) >= min(2, size) for g, size in sizes.items())
        assert all((seat.candidate >= 12) == seat.by_quota for seat in seats)
        for group in sizes:  # of each group the best
            own = [seat.candidate for seat in seats if groups[seat.candidate] == group]
            assert own == [c for c in ranked if groups[c] == group][: len(own)]


def test_seats_add_up_and_no_group_has_more_than_candidates() -> None:
    assert seats_of({"a": 1, "b": 99}, 10) == {"a": 0, "b": 10}
    assert seats_of({"a": 1, "b": 99}, 10, minimum=3) == {"a": 1, "b": 9}
    assert seats_of({"a": 2, "b": 2}, 10) == {"a": 2, "b": 2}
    with pytest.raises(ValueError, match="6 seats, and there are 5"):
        seats_of({"a": 9, "b": 9}, 5, minimum=3)


def test_a_lot_is_the_same_for_everybody() -> None:
    names = list(range(100))
    first = drawn(names, seed="root", purpose="lottery")
    assert first == drawn(reversed(names), seed="root", purpose="lottery")
    assert first != names
    assert first != drawn(names, seed="another root", purpose="lottery")


def test_corrected_beats_plain_and_a_colluding_pair_pushes_few_over_the_line() -> None:
    """The bench does two hundred runs."""
    runs = [simulate(seed) for seed in range(12)]
    assert sum(run.corrected > run.plain for run in runs) >= 11
    assert max(run.crossed for run in runs) <= 4
