"""Periods end when the Civil Code says; a calendar walked day by day says the same."""

import itertools
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qunce.workdays import Calendar, Length, Pause, Unit, count, overrule

CALENDAR = Calendar()
DAY = timedelta(days=1)
# Worked out with the State Council's calendar of 2026: domain rules, 8.10.
VECTORS = [
    ("10 workdays", date(2026, 2, 10), date(2026, 3, 2)),
    ("5 workdays", date(2026, 2, 10), date(2026, 2, 24)),
    ("5 workdays", date(2026, 4, 28), date(2026, 5, 8)),
    ("10 workdays", date(2026, 9, 21), date(2026, 10, 12)),
    ("3 months", date(2026, 2, 10), date(2026, 5, 11)),
    ("3 months", date(2025, 11, 30), date(2026, 2, 28)),
    ("3 months", date(2026, 7, 1), date(2026, 10, 8)),
    ("1 months", date(2026, 1, 31), date(2026, 2, 28)),
]
DAYS = st.dates(date(2019, 1, 1), date(2026, 6, 30))
LENGTHS = st.one_of(
    st.builds(Length, st.integers(1, 90), st.just(Unit.DAYS)),
    st.builds(Length, st.integers(1, 60), st.just(Unit.WORKDAYS)),
    st.builds(Length, st.integers(1, 12), st.just(Unit.MONTHS)),
)


@pytest.mark.parametrize(("length", "start", "end"), VECTORS)
def test_the_eight_vectors(length: str, start: date, end: date) -> None:
    assert count(start, Length.parse(length), CALENDAR).on == end


def _walked(start: date, length: Length, stood: set[date]) -> date:
    """The same by brute force: one day after another."""
    if length.unit == Unit.MONTHS:
        year, month = start.year, start.month
        for _ in range(length.n):
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        on = date(year, month, min(start.day, monthrange(year, month)[1]))
        left = (on - start).days
    else:
        left = length.n
    on = start
    while left:
        on += DAY
        counts = CALENDAR.is_workday(on) if length.unit == Unit.WORKDAYS else True
        left -= counts and on not in stood
    while not CALENDAR.is_workday(on):
        on += DAY
    return on


@given(start=DAYS, length=LENGTHS)
def test_a_calendar_walked_day_by_day_agrees(start: date, length: Length) -> None:
    assert count(start, length, CALENDAR).on == _walked(start, length, set())


@given(start=DAYS, length=LENGTHS, data=st.data())
def test_pauses_are_days_that_do_not_count(
    start: date, length: Length, data: st.DataObject
) -> None:
    pauses = []
    for _ in range(data.draw(st.integers(1, 3))):
        since = start + DAY * data.draw(st.integers(-5, 20))
        pauses.append(Pause(since, since + DAY * data.draw(st.integers(0, 15))))
    stood = {p.since + DAY * n for p in pauses for n in range(1, (p.until - p.since).days + 1)}
    assert count(start, length, CALENDAR, pauses=pauses).on == _walked(start, length, stood)


@settings(deadline=None)  # the first asks for every published year
@example(start=date(2020, 1, 15), length=Length(57, Unit.WORKDAYS))  # two festivals, one prolonged
@given(start=DAYS, length=LENGTHS)
def test_a_period_is_never_longer_than_it_says_it_may_be(start: date, length: Length) -> None:
    assert (count(start, length, CALENDAR).counted - start).days <= length.most_days()


def test_working_days_may_last_as_long_as_the_longest_that_did() -> None:
    length = Length(5, Unit.WORKDAYS)
    starts = [date(2004, 1, 1) + DAY * n for n in range(22 * 365)]
    lasted = max((count(start, length, CALENDAR).counted - start).days for start in starts)
    assert lasted == length.most_days()


def test_one_period_exceeds_another() -> None:
    lengths = [Length.parse(text) for text in ("60 workdays", "3 months", "61 days", "60 days")]
    for longer, shorter in itertools.pairwise(lengths):
        assert longer.exceeds(shorter)
        assert not shorter.exceeds(longer)
    assert not lengths[0].exceeds(lengths[0])


def test_more_than_a_year_of_working_days_is_bounded_by_its_parts() -> None:
    years, rest = Length(250, Unit.WORKDAYS), Length(100, Unit.WORKDAYS)
    most = Length(600, Unit.WORKDAYS).most_days()
    assert most == 2 * years.most_days() + rest.most_days()


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Pause(date(2026, 3, 2), date(2026, 3, 1))


def test_a_year_without_calendar_makes_the_date_provisional_until_it_comes() -> None:
    start, length = date(2030, 12, 20), Length.parse("10 workdays")
    before = count(start, length, CALENDAR)
    notice = {date(2031, 1, 2): False, date(2031, 1, 3): False, date(2030, 12, 31): True}
    after = count(start, length, overrule(CALENDAR, notice))
    assert before.provisional
    assert not after.provisional
    assert after.on > before.on


def test_without_weekends_only_a_holiday_moves_the_end() -> None:
    month = Length.parse("1 months")
    assert count(date(2026, 2, 7), month, CALENDAR, weekends=False).on == date(2026, 3, 7)
    assert count(date(2026, 9, 1), month, CALENDAR, weekends=False).on == date(2026, 10, 8)


@pytest.mark.parametrize("text", ["", "3", "0 days", "3 years", "-1 days", "3 months ", "3month"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no length"):
        Length.parse(text)
