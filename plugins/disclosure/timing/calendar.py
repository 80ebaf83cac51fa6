"""The working days of a place: the week, and the days off and make-up working days that the State Council sets."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

WEEK = 7
WORKDAYS_A_WEEK = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day that was counted; provisional where the count ran through a year whose days off nobody has set yet."""

    day: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days.

    `off` are the weekdays without work and `work` the weekend days with it, as sorted ordinals; `years` are those with
    data. The days of any other year go by the week alone, and every count through them is provisional. The notice of a
    year may also set the last days of the year before (2018-12-29 was one): they count as their own year's.
    """

    off: tuple[int, ...] = ()
    work: tuple[int, ...] = ()
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, years: Mapping[int, Mapping[str, Any]], local: Mapping[str, Any] | None = None) -> "Calendar":
        """Return the calendar of the data of calendar/<year>.yaml, by year, and of calendar/local.yaml.

        A later year's notice wins over an earlier one's, and local days over the country's.
        """
        off: set[date] = set()
        work: set[date] = set()
        for data in [*(years[year] for year in sorted(years)), local or {}]:
            for holiday in data.get("holidays", ()):
                free, busy = set(days_off(holiday)), set(make_up_days(holiday))
                off = (off | free) - busy
                work = (work - free) | busy
        return cls(
            tuple(sorted(day.toordinal() for day in off if _in_the_week(day))),
            tuple(sorted(day.toordinal() for day in work if not _in_the_week(day))),
            frozenset(years),
        )

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on a day."""
        number = day.toordinal()
        return not _has(self.off, number) if _in_the_week(day) else _has(self.work, number)

    def knows(self, start: date, end: date) -> bool:
        """Tell whether the days after `start`, up to and with `end`, all lie in years with data."""
        return end <= start or all(year in self.years for year in range((start + DAY).year, end.year + 1))

    def workdays_between(self, start: date, end: date) -> int:
        """Return how many working days there are after `start`, up to and with `end`; negative where it is before."""
        return self._until(end.toordinal()) - self._until(start.toordinal())

    def add_workdays(self, start: date, n: int) -> Reckoned:
        """Return the n-th working day after a day, or before it for n < 0.

        The day itself does not count (民法典 第二百零一条); it is what comes back for nought.
        """
        number = start.toordinal()
        found = self._after(number, n) if n >= 0 else self._before(number, -n)
        day = date.fromordinal(found)
        known = self.knows(start, day) if n >= 0 else self.knows(day - DAY, start - DAY)
        return Reckoned(day, not known)

    def rolled(self, day: date) -> Reckoned:
        """Return a day, or the next working day where it is a day of rest (民法典 第二百零三条)."""
        return self.add_workdays(day - DAY, 1)

    def _after(self, start: int, n: int) -> int:
        """Return the n-th working day after a day; no step passes it, because each day is one working day at most."""
        aim = self._until(start) + n
        day, left = start, n
        while left:
            day += left
            left = aim - self._until(day)
        return day

    def _before(self, start: int, n: int) -> int:
        """Return the n-th working day before a day."""
        aim = self._until(start - 1) - n
        day, left = start, n
        while left:
            day -= left
            left = self._until(day - 1) - aim
        return day

    def _until(self, number: int) -> int:
        """Return how many working days there are up to and with a day; the first day of all (ordinal 1) is a Monday."""
        weeks, rest = divmod(number, WEEK)
        of_the_week = weeks * WORKDAYS_A_WEEK + min(rest, WORKDAYS_A_WEEK)
        return of_the_week - bisect_right(self.off, number) + bisect_right(self.work, number)


def days_off(holiday: Mapping[str, Any]) -> Iterator[date]:
    """Yield the days off of one holiday, as written: weekends within them too."""
    for span in holiday.get("days_off", ()):
        day, last = date.fromisoformat(span["from"]), date.fromisoformat(span.get("until", span["from"]))
        while day <= last:
            yield day
            day += DAY


def make_up_days(holiday: Mapping[str, Any]) -> Iterator[date]:
    """Yield the days of one holiday on which people work although they are of a weekend."""
    for written in holiday.get("workdays", ()):
        yield date.fromisoformat(written)


def _in_the_week(day: date) -> bool:
    return day.weekday() < WORKDAYS_A_WEEK


def _has(days: tuple[int, ...], number: int) -> bool:
    place = bisect_left(days, number)
    return place < len(days) and days[place] == number
