"""Working days: the vectors of the domain, every day that others know, years without data, local holidays."""

import json
from collections.abc import Iterator
from datetime import date

import chinese_calendar
import pytest
from tests.timing.years import DAY, SHARED, calendar, day, holiday, year

from disclosure.timing.calendar import Calendar, Reckoned

VECTORS = {
    "2025-01-24": ("2025-02-05", "2025-02-10", "2025-02-27"),
    "2025-09-26": ("2025-09-30", "2025-10-13", "2025-10-30"),
    "2025-10-11": ("2025-10-15", "2025-10-21", "2025-11-07"),
    "2026-02-13": ("2026-02-25", "2026-03-02", "2026-03-19"),
    "2026-04-30": ("2026-05-08", "2026-05-13", "2026-06-01"),
    "2026-09-24": ("2026-09-30", "2026-10-12", "2026-10-29"),
    "2026-11-20": ("2026-11-25", "2026-12-01", "2026-12-18"),
}
"""A day of decision, and its third, seventh and twentieth working day."""


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day of a period."""
    while first <= last:
        yield first
        first += DAY


@pytest.mark.parametrize(("decided", "expected"), VECTORS.items())
def test_the_third_seventh_and_twentieth_working_day(decided: str, expected: tuple[str, ...]) -> None:
    """Spring festival, golden weeks, make-up days, a decision on a make-up day, a plain month."""
    found = [calendar().add_workdays(day(decided), n) for n in (3, 7, 20)]
    assert found == [Reckoned(day(one)) for one in expected]


def test_a_limit_that_runs_into_a_year_without_data_is_provisional() -> None:
    """Two ends lie in 2026 and are certain, the third is counted by the week alone and marked."""
    found = [calendar().add_workdays(day("2026-12-18"), n) for n in (3, 7, 20)]
    assert found == [
        Reckoned(day("2026-12-23")),
        Reckoned(day("2026-12-29")),
        Reckoned(day("2027-01-15"), provisional=True),
    ]


def test_every_day_is_as_chinesecalendar_has_it() -> None:
    """All 7,305 days of 2007 to 2026 agree; of 2004 to 2006, for which we have no data, only the plain days do."""
    first, known = date(2004, 1, 1), date(2007, 1, 1)
    other = [one for one in days(first, date(2026, 12, 31)) if theirs(one) != calendar().is_workday(one)]
    assert [one for one in other if one >= known] == []
    assert {one.year: sum(one.year == each.year for each in other) for one in other} == {2004: 22, 2005: 22, 2006: 23}


def theirs(one: date) -> bool:
    """Return what chinesecalendar says of a day."""
    return bool(chinese_calendar.is_workday(one))  # type: ignore[no-untyped-call]  # it has no types


@pytest.mark.skipif(not SHARED.is_dir(), reason="the calendars of ../shared/data/holiday-cn are not here")
@pytest.mark.parametrize("number", range(2007, 2027))
def test_every_day_is_as_holiday_cn_has_it(number: int) -> None:
    """Every day that a notice names is off or worked as another reading of the same notices says, and no other."""
    found = json.loads((SHARED / f"{number}.json").read_text(encoding="utf-8"))
    told = {day(one["date"]): not one["isOffDay"] for one in found["days"]}
    assert {one: calendar().is_workday(one) for one in told} == told
    rest = [one for one in days(date(number, 1, 1), date(number, 12, 1)) if one not in told]
    assert [one for one in rest if calendar().is_workday(one) != (one.weekday() < 5)] == []


def test_the_last_days_of_a_year_may_be_set_by_the_next_years_notice() -> None:
    """29 December 2018 was a Saturday and worked, 31 December a Monday and off: by the notice for 2019."""
    assert [calendar().is_workday(day(one)) for one in ("2018-12-29", "2018-12-31")] == [True, False]


def test_a_year_without_data_goes_by_the_week() -> None:
    """Without any data every weekday is worked, and every count is provisional, but for nought."""
    empty = Calendar()
    assert [empty.is_workday(day(one)) for one in ("2026-10-01", "2026-10-10")] == [True, False]
    assert empty.add_workdays(day("2026-09-30"), 1) == Reckoned(day("2026-10-01"), provisional=True)
    assert empty.add_workdays(day("2026-09-30"), 0) == Reckoned(day("2026-09-30"))


def test_counting_back_leads_to_working_days_before() -> None:
    """The day itself does not count backwards either; a count back into a year without data is provisional."""
    assert calendar().add_workdays(day("2026-10-08"), -1) == Reckoned(day("2026-09-30"))
    assert calendar().add_workdays(day("2007-01-04"), -1) == Reckoned(day("2006-12-31"), provisional=True)
    assert calendar().workdays_between(day("2026-10-08"), day("2026-09-30")) == -1


def test_a_day_of_rest_rolls_to_the_next_working_day() -> None:
    """A limit that ends within a holiday ends after it; a working day stays."""
    assert calendar().rolled(day("2026-10-01")) == Reckoned(day("2026-10-08"))
    assert calendar().rolled(day("2026-10-10")) == Reckoned(day("2026-10-10"))
    assert calendar().rolled(day("2027-01-02")) == Reckoned(day("2027-01-04"), provisional=True)


def test_local_holidays_win_over_the_countrys_calendar() -> None:
    """A festival of an autonomous prefecture is off there, and its make-up Sunday is worked."""
    local = {"holidays": [holiday("2026-08-06", "2026-08-07", "2026-10-10", workdays=("2026-08-09", "2026-10-07"))]}
    found = Calendar.of({2026: year(holiday("2026-10-07", workdays=("2026-10-10",)))}, local)
    told = {one: found.is_workday(day(one)) for one in ("2026-08-06", "2026-08-09", "2026-10-07", "2026-10-10")}
    assert told == {"2026-08-06": False, "2026-08-09": True, "2026-10-07": True, "2026-10-10": False}


def test_a_local_holiday_makes_no_year_known() -> None:
    """Days off of one place do not stand for the notice of a year."""
    found = Calendar.of({}, {"holidays": [holiday("2027-08-06")]})
    assert (found.years, found.is_workday(day("2027-08-06"))) == (frozenset(), False)


def test_a_later_notice_wins_over_an_earlier_one() -> None:
    """Where two years' notices name one day, the later year's counts."""
    found = Calendar.of(
        {2026: year(holiday("2025-12-31")), 2025: year(holiday("2025-01-01", workdays=("2025-12-31",)))}
    )
    assert not found.is_workday(day("2025-12-31"))
