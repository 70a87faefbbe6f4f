"""Which days are worked, and what a place knows better than the library."""

from datetime import date

from qunce.workdays import Calendar, overrule


def test_a_saturday_moved_for_the_spring_festival_is_worked() -> None:
    assert Calendar().is_workday(date(2026, 2, 28))
    assert not Calendar().is_workday(date(2026, 2, 17))


def test_a_year_without_notice_has_weeks_and_the_fixed_days() -> None:
    calendar = Calendar()
    assert not calendar.knows(2031)
    assert not calendar.is_workday(date(2031, 10, 1))
    assert not calendar.is_workday(date(2031, 10, 4))  # a Saturday
    assert calendar.is_workday(date(2031, 10, 6))


def test_a_notice_that_a_place_enters_makes_the_year_known() -> None:
    calendar = overrule(Calendar(), {date(2031, 10, 6): False, date(2031, 9, 27): True})
    assert calendar.knows(2031)
    assert not calendar.is_workday(date(2031, 10, 6))
    assert calendar.is_workday(date(2031, 9, 27))
    assert calendar.is_workday(date(2031, 10, 8))


def test_a_day_overruled_in_a_known_year_changes_only_that_day() -> None:
    calendar = overrule(Calendar(), {date(2026, 3, 2): False})
    assert not calendar.is_workday(date(2026, 3, 2))
    assert calendar.is_workday(date(2026, 2, 28))


def test_a_holiday_is_more_than_a_weekend() -> None:
    calendar = Calendar()
    assert calendar.is_holiday(date(2026, 10, 1))
    assert not calendar.is_holiday(date(2026, 3, 7))  # an ordinary Saturday
    assert calendar.is_holiday(date(2026, 10, 3))  # a Saturday within the National Day


def test_the_working_day_before_skips_the_rest() -> None:
    assert Calendar().last_workday_before(date(2026, 3, 2)) == date(2026, 2, 28)
    assert Calendar().last_workday_before(date(2026, 10, 8)) == date(2026, 9, 30)
