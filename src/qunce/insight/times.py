"""Themes over days: bursts, trends and what is new, with stated rates of false alarm.

`counts` is an array (themes, days) of whole numbers. `exposure` says how much was to be expected
of each day, up to a factor: (days,), by default the same for each. Give the day's total over all
themes and shares are compared: then no theme bursts because everybody wrote more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Days found to burst are taken out of what the others are compared with, so many times.
ROUNDS = 3
# How much days vary is read from this share of them, the least surprising ones, so that a burst
# does not hide itself; of a square of normal deviates they hold 0.5206 of the mean.
CALM, CALM_MEAN = 0.85, 0.5206
# A trend is read from sums over so many days: single days are mostly nought.
TREND_SPAN = 7
# Mann and Kendall's test is near its stated rate from about so many sums on.
TREND_FROM = 8


@dataclass(frozen=True)
class Burst:
    """A theme was said far more often on the days `first` to `last` than on its other days.

    `chance` is the probability of the most surprising of these days if nothing was the matter.
    """

    theme: int
    first: int
    last: int
    count: int
    expected: float
    chance: float


@dataclass(frozen=True)
class Trend:
    """A theme rises or falls: change a day, with its interval, in voices (or share of exposure)."""

    theme: int
    change: float
    low: float
    high: float
    chance: float


@dataclass(frozen=True)
class Emerging:
    """A theme is said so many times as often as before, `low` to `high`; `first` day it was said
    since then. `high` is infinite where it was never said before."""

    theme: int
    first: int
    before: int
    after: int
    low: float
    high: float


def by_day(themes: Sequence[int], days: Sequence[int], shape: tuple[int, int]) -> NDArray[np.int64]:
    """Counts (themes, days) from one theme and one day number of each voice.

    >>> by_day([0, 0, 1], [0, 2, 2], (2, 3)).tolist()
    [[1, 0, 1], [0, 0, 1]]
    """
    found = np.zeros(shape, np.int64)
    np.add.at(found, (np.asarray(themes, np.int64), np.asarray(days, np.int64)), 1)
    return found


def weekly(totals: ArrayLike, *, season: int = 7) -> Floats:
    """Exposure (days,) that knows weekdays: the median of the days of the same weekday.

    >>> weekly([9, 1, 9, 1, 90, 1], season=2).tolist()
    [9.0, 1.0, 9.0, 1.0, 9.0, 1.0]
    """
    given = np.asarray(totals, np.float64)
    usual = np.ones(len(given))
    for weekday in range(min(season, len(given))):
        usual[weekday::season] = np.median(given[weekday::season])
    return np.maximum(usual, 1e-3 * max(float(usual.max(initial=0)), 1e-9))


def bursts(
    counts: ArrayLike, *, exposure: ArrayLike | None = None, false_alarms: float = 0.05
) -> list[Burst]:
    """Days on which a theme was said surprisingly often, by theme and day.

    In a whole table without bursts about `false_alarms` alarms are to be expected at most. Each
    day is compared with the theme's other days: given the sum of both, the day's count is
    binomial, so the uncertainty about the usual rate is in the test. Where the calm days
    vary more than by chance alone (Pearson's statistic), counts are worth that much less.

    >>> [(b.theme, b.first, b.last) for b in bursts([[1, 0, 2, 1, 19, 21, 1, 0, 1, 2, 0, 1]])]
    [(0, 4, 5)]
    """
    table, share = _checked(counts, exposure)
    found = np.zeros(table.shape, np.bool_)
    chance = np.ones(table.shape)
    spread = np.ones((len(table), 1))
    for _ in range(ROUNDS):
        chance = _chances(table, share, found, spread)
        found = chance < false_alarms / max(table.size, 1)
        spread = _spread(table, share, found)
    usual = _usual(table, share, found)
    return [
        Burst(
            theme, first, last, int(table[theme, first : last + 1].sum()),
            float(usual[theme] * share[first : last + 1].sum()),
            float(chance[theme, first : last + 1].min()),
        )
        for theme in range(len(table))
        for first, last in _runs(found[theme])
    ]  # fmt: skip


def trends(
    counts: ArrayLike, *, exposure: ArrayLike | None = None, false_alarms: float = 0.05
) -> list[Trend]:
    """Themes that rise or fall throughout: Mann and Kendall's test, Theil and Sen's slope.

    About `false_alarms` are to be expected in a whole table without trends, if days are
    independent; what lingers for weeks looks like a trend. Sums over weeks are compared, an
    incomplete first week is left out; under eight weeks nothing is said.
    """
    table, share = _checked(counts, exposure)
    weeks = table.shape[1] // TREND_SPAN
    if weeks < TREND_FROM:
        return []
    span = weeks * TREND_SPAN
    sums = table[:, -span:].reshape(len(table), weeks, TREND_SPAN).sum(axis=2)
    rates = sums / share[-span:].reshape(weeks, TREND_SPAN).sum(axis=1)
    at_most = false_alarms / max(len(table), 1)
    found = [_trend(theme, row, at_most) for theme, row in enumerate(rates)]
    return [trend for trend in found if trend]


def emerging(
    counts: ArrayLike,
    since: int,
    *,
    exposure: ArrayLike | None = None,
    times: float = 2.0,
    false_alarms: float = 0.05,
) -> list[Emerging]:
    """Themes said more than `times` as often from day `since` on as before, surest first.

    The whole interval must lie above `times`; it is exact for independent voices (Clopper and
    Pearson, of the ratio of two Poisson rates) and so wide that in a whole table about
    `false_alarms` are to be expected at most. ValueError unless both sides have a day.

    >>> [found.theme for found in emerging([[0] * 20 + [3] * 5, [2] * 25], 20)]
    [0]
    """
    table, share = _checked(counts, exposure)
    if not 0 < since < table.shape[1]:
        raise ValueError(f"day {since} does not divide {table.shape[1]} days")
    before, after = table[:, :since].sum(axis=1), table[:, since:].sum(axis=1)
    odds = share[:since].sum() / share[since:].sum()
    tail = false_alarms / max(len(table), 1)
    low = odds * _odds(special.betaincinv(np.maximum(after, 1e-9), before + 1, tail))
    high = odds * _odds(special.betaincinv(after + 1, np.maximum(before, 1e-9), 1 - tail))
    high[before == 0] = np.inf
    found = [
        Emerging(
            theme, since + int(np.argmax(table[theme, since:] > 0)), int(before[theme]),
            int(after[theme]), float(low[theme]), float(high[theme]),
        )
        for theme in np.flatnonzero((after > 0) & (low > times)).tolist()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.low, one.theme))


def _checked(counts: ArrayLike, exposure: ArrayLike | None) -> tuple[Floats, Floats]:
    table = np.asarray(counts, np.float64)
    if table.ndim != 2:
        raise ValueError(f"counts have {table.ndim} dimensions; themes and days are wanted")
    if not (np.isfinite(table).all() and (table >= 0).all() and (table % 1 == 0).all()):
        raise ValueError("counts are whole numbers from nought")
    share = np.ones(table.shape[1]) if exposure is None else np.asarray(exposure, np.float64)
    if share.shape != (table.shape[1],):
        raise ValueError(f"{table.shape[1]} days but exposure for {share.shape}")
    if not (np.isfinite(share).all() and (share >= 0).all()):
        raise ValueError("exposure is finite and not below nought")
    # A day on which nothing was to be expected still must not divide by nought.
    return table, np.maximum(share, 1e-9)


def _chances(table: Floats, share: Floats, left_out: Flags, spread: Floats) -> Floats:
    """Probability (themes, days) of so much or more on a day, given the other days."""
    kept = ~left_out
    others = _others(table, kept)
    their_share = _others(np.broadcast_to(share, table.shape), kept)
    part = share / np.maximum(share + their_share, 1e-12)
    sure = special.betainc(np.maximum(table / spread, 1e-9), others / spread + 1, part)
    # A day whose mean varies has a longer tail than that: negative binomial.
    loose = np.maximum(spread - 1, 1e-6)
    mean = others * share / np.maximum(their_share, 1e-12)
    tail = special.betainc(
        np.maximum(table, 1e-9), np.maximum(mean / loose, 1e-9), 1 - 1 / (1 + loose)
    )
    sure = np.where(spread > 1, np.maximum(sure, tail), sure)
    # One day alone has nothing to be compared with.
    found: Floats = np.where((table > 0) & (their_share > 0), sure, 1.0)
    return found


def _spread(table: Floats, share: Floats, left_out: Flags) -> Floats:
    """How many times more than by chance each theme's calm days vary (themes, 1), at least 1.

    At least as much as the middle one of the themes said daily: rare ones cannot show it.
    """
    usual = _usual(table, share, left_out)[:, None] * share
    surprise = np.sort((table - usual) ** 2 / np.maximum(usual, 1e-9), axis=1)
    calm = surprise[:, : int(max(CALM * table.shape[1], 1))]
    mean = calm.sum(axis=1, keepdims=True) / max(calm.shape[1], 1)
    daily = mean[usual.sum(axis=1) >= table.shape[1]]
    least = max(1.0, float(np.median(daily)) / CALM_MEAN) if len(daily) else 1.0
    found: Floats = np.maximum(mean / CALM_MEAN, least)
    return found


def _usual(table: Floats, share: Floats, left_out: Flags) -> Floats:
    """Voices for one unit of exposure, over the days that do not burst."""
    whole = ((~left_out) * share).sum(axis=1)
    found: Floats = ((~left_out) * table).sum(axis=1) / np.maximum(whole, 1e-12)
    return found


def _others(values: Floats, kept: Flags) -> Floats:
    """For each day the sum over the other days that are kept."""
    own = values * kept
    found: Floats = own.sum(axis=1, keepdims=True) - own
    return found


def _runs(flags: Flags) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(first), int(last) - 1) for first, last in edges.reshape(-1, 2)]


def _odds(part: Floats) -> Floats:
    found: Floats = part / np.maximum(1 - part, 1e-12)
    return found


def _trend(theme: int, rates: Floats, at_most: float) -> Trend | None:
    chance = _kendall(rates)
    if chance >= at_most:
        return None
    # `scipy.stats` takes a second to load: it is when first asked for.
    slope = scipy.stats.theilslopes(rates, alpha=1 - at_most)
    change, low, high = (float(value) / TREND_SPAN for value in (slope[0], slope[2], slope[3]))
    return Trend(theme, change, low, high, chance)


def _kendall(rates: Floats) -> float:
    """Two-sided chance of so many rises over falls, ties counted (Kendall 1975)."""
    order = np.sign(rates[None, :] - rates[:, None])
    score = float(np.triu(order, 1).sum())
    many = len(rates)
    _, ties = np.unique(rates, return_counts=True)
    variance = (
        many * (many - 1) * (2 * many + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()
    ) / 18
    if variance <= 0 or abs(score) <= 1:
        return 1.0
    return float(special.erfc((abs(score) - 1) / np.sqrt(2 * variance)))
