"""Limits: months with their corresponding day, days of rest, fixed days, the day of the beginning."""

import pytest
from tests.timing.years import calendar, day

from disclosure.timing.calendar import Reckoned
from disclosure.timing.limits import Limit, Unit
from disclosure.timing.periods import months_after


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2025-11-30", 3, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 36, "2026-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_end_on_the_corresponding_day(start: str, months: int, end: str) -> None:
    """The day of the same number, or the last of a month that lacks it (民法典 第二百零二条)."""
    assert months_after(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("limit", "start", "end"),
    [
        (Limit(Unit.WORKDAY, 7), "2026-11-20", "2026-12-01"),
        (Limit(Unit.WORKDAY, 7, same_day=True), "2026-11-20", "2026-11-30"),
        (Limit(Unit.WORKDAY, 0), "2026-11-21", "2026-11-21"),
        (Limit(Unit.DAY, 30), "2026-09-01", "2026-10-08"),
        (Limit(Unit.DAY, 30, rolls=False), "2026-09-01", "2026-10-01"),
        (Limit(Unit.DAY, 30, same_day=True), "2026-09-01", "2026-09-30"),
        (Limit(Unit.MONTH, 1), "2026-09-01", "2026-10-08"),
        (Limit(Unit.MONTH, 1, rolls=False), "2026-09-01", "2026-10-01"),
        (Limit(Unit.MONTH, 1, same_day=True), "2026-08-31", "2026-09-29"),
        (Limit(Unit.FIXED, month=1, day=31, rolls=False), "2025-12-31", "2026-01-31"),
        (Limit(Unit.FIXED, month=1, day=31), "2025-12-31", "2026-02-02"),
        (Limit(Unit.FIXED, month=1, day=31, rolls=False), "2026-01-31", "2027-01-31"),
        (Limit(Unit.FIXED, month=2, day=29, rolls=False), "2024-12-31", "2025-02-28"),
    ],
)
def test_a_limit_ends_on_its_last_day(limit: Limit, start: str, end: str) -> None:
    """Each unit, with and without the day of the beginning, with and without rolling over days of rest."""
    assert limit.end(day(start), calendar()) == Reckoned(day(end))


def test_what_rolls_into_a_year_without_data_is_provisional_and_a_fixed_day_is_not() -> None:
    """Whether 2 January 2027 is a day of rest nobody knows yet; 31 January is 31 January in any year."""
    assert Limit(Unit.MONTH, 1).end(day("2026-12-02"), calendar()) == Reckoned(day("2027-01-04"), provisional=True)
    fixed = Limit(Unit.FIXED, month=1, day=31, rolls=False)
    assert fixed.end(day("2026-12-31"), calendar()) == Reckoned(day("2027-01-31"))


def test_limits_in_words() -> None:
    """As a page or a report names them."""
    limits = [Limit(Unit.WORKDAY, 7), Limit(Unit.DAY, 30), Limit(Unit.MONTH, 1), Limit(Unit.FIXED, month=1, day=31)]
    assert [str(limit) for limit in limits] == ["7 个工作日", "30 日", "1 个月", "每年1月31日"]
