"""Months by the calendar, and when a publication period ends."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.timing.periods import PublicityEnd, months_after, publicity_end

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(0, 600)
REGIME = {
    "id": "a",
    "starts": "决定日期",
    "ends_automatically": True,
    "classes": [{"severity": "一般", "max_months": 3}, {"severity": "严重"}],
}


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2025-11-30", 3, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 36, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-12-01", 1, "2026-01-01"),
        ("2026-03-31", 0, "2026-03-31"),
    ],
)
def test_a_month_ends_on_the_corresponding_day_else_on_its_last(day: str, months: int, end: str) -> None:
    """民法典 第二百零二条."""
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(end)


@given(DAYS, MONTHS)
def test_the_end_lies_in_the_right_month_on_the_same_day_or_the_last(day: date, months: int) -> None:
    """Counting the months one by one leads to the same month; the day is the same unless the month is too short."""
    end = months_after(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == min(day.day, monthrange(end.year, end.month)[1])


@given(DAYS, MONTHS)
def test_a_later_start_never_ends_earlier(day: date, months: int) -> None:
    """The order of two starts is that of their ends."""
    assert months_after(day, months) <= months_after(day + timedelta(days=1), months)


def test_a_period_ends_by_the_severity_from_the_day_that_its_regime_names() -> None:
    """From the decision, or from the publication; by the longest time of that severity."""
    decided, published = date(2025, 11, 30), date(2025, 12, 5)
    named = {"regime": "a", "severity": "一般"}
    told = publicity_end({"regimes": [REGIME]}, named, decided, published)
    assert told == PublicityEnd(date(2026, 2, 28), decided, 3, REGIME)
    from_publication = {**REGIME, "starts": "公开日期"}
    told = publicity_end({"regimes": [from_publication]}, named, decided, published)
    assert told == PublicityEnd(date(2026, 3, 5), published, 3, from_publication)
    assert publicity_end({"regimes": [from_publication]}, named, decided, None) is None


@pytest.mark.parametrize(
    "named",
    [{}, {"regime": "b"}, {"regime": "a"}, {"regime": "a", "severity": "严重"}, {"regime": "a", "severity": "?"}],
)
def test_nothing_ends_that_names_no_regime_with_months(named: dict[str, str]) -> None:
    """No regime, another one, no severity, one without an end of its own: the record is left alone."""
    assert publicity_end({"regimes": [REGIME]}, named, date(2025, 11, 30), None) is None
    by_hand = {**REGIME, "ends_automatically": False}
    assert publicity_end({"regimes": [by_hand]}, {"regime": "a", "severity": "一般"}, date(2025, 1, 1), None) is None
