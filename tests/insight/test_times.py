"""Bursts, trends and new themes: found where they are, and not in noise."""

import numpy as np
import pytest
from numpy.typing import NDArray

from qunce.insight.times import bursts, by_day, emerging, trends, weekly

DAYS = 84
RATES = np.array([0.05, 0.3, 1, 3, 10, 40])
TABLES = 60


def noise(seed: int, *, spread: float = 1.0) -> NDArray[np.int64]:
    """Independent days: Poisson, or with `spread` times its variance negative binomial."""
    random = np.random.default_rng(seed)
    means = np.repeat(RATES[:, None], DAYS, axis=1)
    if spread == 1:
        return random.poisson(means)
    return random.negative_binomial(means / (spread - 1), 1 / spread)


def test_noise_raises_no_more_false_alarms_than_stated() -> None:
    tables = [noise(seed) for seed in range(TABLES)]
    limit = 0.5 * TABLES + 3 * np.sqrt(0.5 * TABLES)
    assert sum(len(bursts(table, false_alarms=0.5)) for table in tables) <= limit
    assert sum(len(trends(table, false_alarms=0.5)) for table in tables) <= limit
    found = [emerging(table, 60, times=1.0, false_alarms=0.5) for table in tables]
    assert sum(map(len, found)) <= limit


def test_noise_that_varies_twice_as_much_raises_few_more() -> None:
    tables = [noise(seed, spread=2.0) for seed in range(TABLES)]
    found = sum(len(bursts(table, false_alarms=0.5)) for table in tables)
    assert found <= 2 * 0.5 * TABLES


def test_weekdays_alone_are_no_burst() -> None:
    week = np.array([5, 5, 5, 5, 5, 30, 40])
    random = np.random.default_rng(0)
    counts = random.poisson(np.tile(week, 12)[None, :])
    usual = weekly(counts.sum(axis=0))
    assert not bursts(counts, exposure=usual)
    counts[0, 40] = 70
    found = bursts(counts, exposure=usual)
    assert [(burst.first, burst.last, burst.count) for burst in found] == [(40, 40, 70)]
    assert found[0].expected < 45


@pytest.mark.parametrize("theme", range(2, len(RATES)))
def test_a_planted_burst_is_found_with_its_days(theme: int) -> None:
    counts = noise(1)
    counts[theme, 50:53] += int(12 + 6 * np.sqrt(RATES[theme]))
    found = [burst for burst in bursts(counts) if burst.theme == theme]
    assert [(burst.first, burst.last) for burst in found] == [(50, 52)]
    assert found[0].chance < 1e-4


def test_where_everybody_writes_more_no_theme_bursts_by_share() -> None:
    counts = noise(2)
    counts[:, 30] *= 5
    assert bursts(counts)
    assert not bursts(counts, exposure=counts.sum(axis=0))


def test_a_rise_and_a_fall_are_trends_with_their_sign() -> None:
    random = np.random.default_rng(3)
    ramp = np.linspace(2, 12, DAYS)
    counts = random.poisson(np.array([ramp, ramp[::-1], np.full(DAYS, 6)]))
    found = trends(counts, false_alarms=0.01)
    assert [trend.theme for trend in found] == [0, 1]
    assert found[0].low > 0 > found[1].high
    assert found[0].change == pytest.approx(10 / DAYS, rel=0.4)


def test_a_theme_never_said_before_is_new_and_says_since_when() -> None:
    counts = noise(4)
    counts[0] = 0
    counts[0, 70:] = 2
    found = emerging(counts, 60)
    assert [(one.theme, one.first, one.before, one.after) for one in found] == [(0, 70, 0, 28)]
    assert found[0].low > 2
    assert found[0].high == np.inf


def test_themes_are_judged_the_same_in_any_order_when_nothing_else_changes() -> None:
    counts = noise(5)
    counts[3, 10] += 30
    turned = bursts(counts[::-1])
    ours = [(len(RATES) - 1 - one.theme, one.first, one.count) for one in bursts(counts)]
    assert [(one.theme, one.first, one.count) for one in turned] == ours[::-1]


@pytest.mark.parametrize("shape", [(0, 0), (0, 9), (3, 0), (3, 1)])
def test_tables_of_nothing_say_nothing(shape: tuple[int, int]) -> None:
    assert bursts(np.zeros(shape)) == trends(np.zeros(shape)) == []
    assert bursts(np.ones(shape)) == []


@pytest.mark.parametrize("counts", [[1, 2], [[-1]], [[0.5]], [[float("nan")]]])
def test_what_are_no_counts_is_refused(counts: list[object]) -> None:
    with pytest.raises(ValueError, match=r"counts|dimensions"):
        bursts(counts)


def test_days_and_exposure_must_fit() -> None:
    with pytest.raises(ValueError, match="3 days but exposure"):
        bursts([[1, 2, 3]], exposure=[1, 2])
    with pytest.raises(ValueError, match="does not divide"):
        emerging([[1, 2, 3]], 3)
    assert by_day([], [], (1, 2)).tolist() == [[0, 0]]
