"""Limits of time as rules write them (seven working days, one month, 31 January), and the day on which each ends."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from disclosure.model.language import _
from disclosure.model.packing import packed
from disclosure.timing.calendar import DAY, Calendar, Reckoned
from disclosure.timing.periods import months_after


class Unit(StrEnum):
    """What a limit counts."""

    WORKDAY = "工作日"
    DAY = "日"
    MONTH = "个月"
    FIXED = "固定日期"


@packed
@dataclass(frozen=True, slots=True)
class Limit:
    """How long somebody has.

    `n` units, or, for a fixed day, the `month` and `day` of it. The day of the beginning does not count unless
    `same_day`; a limit that ends on a day of rest ends on the next working day where `rolls`.
    """

    unit: Unit
    n: int = 0
    month: int = 1
    day: int = 1
    same_day: bool = False
    rolls: bool = True

    def end(self, start: date, calendar: Calendar) -> Reckoned:
        """Return the last day of the limit; it runs until that day is over (民法典 第二百零三条)."""
        if self.unit is Unit.WORKDAY:
            return calendar.add_workdays(start - DAY if self.same_day else start, self.n)
        last = self._last(start)
        return calendar.rolled(last) if self.rolls else Reckoned(last)

    def _last(self, start: date) -> date:
        """Return the last day as the calendar has it, whether or not people work on it."""
        if self.unit is Unit.FIXED:
            this_year = _in_year(start.year, self.month, self.day)
            return this_year if this_year > start else _in_year(start.year + 1, self.month, self.day)
        end = months_after(start, self.n) if self.unit is Unit.MONTH else start + timedelta(days=self.n)
        return end - DAY if self.same_day else end

    def __str__(self) -> str:
        if self.unit is Unit.FIXED:
            return _("每年{month}月{day}日").format(month=self.month, day=self.day)
        return _("{n} 个工作日").format(n=self.n) if self.unit is Unit.WORKDAY else f"{self.n} {_(self.unit.value)}"


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
