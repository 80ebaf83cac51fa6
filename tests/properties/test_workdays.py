"""Day arithmetic over all calendars: monotone, invertible, and what a plain loop finds."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from disclosure.timing.calendar import Calendar
from disclosure.timing.periods import months_after

DAY = timedelta(days=1)
DAYS = st.dates(date(2025, 11, 1), date(2027, 2, 28))
COUNTS = st.integers(0, 60)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Return a calendar with any days off and make-up days, some of them in places where they change nothing."""
    spans = draw(st.lists(st.tuples(DAYS, st.integers(0, 9)), max_size=8))
    off = [{"from": one.isoformat(), "until": (one + length * DAY).isoformat()} for one, length in spans]
    workdays = [one.isoformat() for one in draw(st.lists(DAYS, max_size=8))]
    years = draw(st.sets(st.sampled_from((2025, 2026, 2027))))
    data = {"holidays": [{"days_off": off, "workdays": workdays}]}
    return Calendar.of(dict.fromkeys(years, data), data)


def by_steps(calendar: Calendar, start: date, n: int) -> date:
    """Return the n-th working day as one counts on the fingers."""
    while n:
        start += DAY if n > 0 else -DAY
        n -= calendar.is_workday(start) if n > 0 else -calendar.is_workday(start)
    return start


@given(calendars(), DAYS, st.integers(-60, 60))
def test_counting_is_what_a_plain_loop_finds(calendar: Calendar, start: date, n: int) -> None:
    """Forwards and backwards, the day is that of a loop over single days."""
    assert calendar.add_workdays(start, n).day == by_steps(calendar, start, n)


@given(calendars(), DAYS, DAYS)
def test_the_distance_is_what_a_plain_loop_finds(calendar: Calendar, start: date, end: date) -> None:
    """The working days between two days are those that a loop counts; the other way round they are negative."""
    first, last = min(start, end), max(start, end)
    counted = sum(calendar.is_workday(first + n * DAY) for n in range(1, (last - first).days + 1))
    assert calendar.workdays_between(first, last) == counted == -calendar.workdays_between(last, first)


@given(calendars(), DAYS, COUNTS)
def test_adding_and_counting_back_meet(calendar: Calendar, start: date, n: int) -> None:
    """The n-th working day lies n working days away, and from a working day the way back leads home."""
    end = calendar.add_workdays(start, n).day
    assert calendar.workdays_between(start, end) == n
    assert n == 0 or calendar.is_workday(end)
    if calendar.is_workday(start):
        assert calendar.add_workdays(end, -n).day == start


@given(calendars(), DAYS, DAYS, COUNTS, COUNTS)
def test_a_later_start_or_a_longer_limit_never_ends_earlier(
    calendar: Calendar, one: date, other: date, few: int, many: int
) -> None:
    """Counting is monotone in the day and in the number."""
    assert calendar.add_workdays(min(one, other), few).day <= calendar.add_workdays(max(one, other), few).day
    assert calendar.add_workdays(one, min(few, many)).day <= calendar.add_workdays(one, max(few, many)).day


@given(calendars(), DAYS, COUNTS)
def test_a_count_is_provisional_exactly_where_a_day_of_it_is_of_an_unknown_year(
    calendar: Calendar, start: date, n: int
) -> None:
    """Every day after the start, up to the end, is of a year with data: or the end is provisional."""
    found = calendar.add_workdays(start, n)
    passed = [start + step * DAY for step in range(1, (found.day - start).days + 1)]
    assert found.provisional is any(day.year not in calendar.years for day in passed)


@given(calendars(), DAYS)
def test_what_is_rolled_is_the_first_working_day_from_then_on(calendar: Calendar, day: date) -> None:
    """A working day stays where it is."""
    found = calendar.rolled(day).day
    assert calendar.is_workday(found)
    assert not any(calendar.is_workday(day + n * DAY) for n in range((found - day).days))


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 600))
def test_months_end_on_the_same_number_or_the_last_day(day: date, months: int) -> None:
    """The corresponding day has the number of the first, or is the last of its month; it never lies beyond."""
    end = months_after(day, months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    assert end.day == day.day or (end.day < day.day and (end + DAY).day == 1)
