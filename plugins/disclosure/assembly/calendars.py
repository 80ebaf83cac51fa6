"""The calendar of a portal: calendar/<year>.yaml and calendar/local.yaml, and what is missing of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.timing.calendar import Calendar

YEAR = re.compile(r"calendar/([12][0-9]{3})\.yaml")
LOCAL = "calendar/local.yaml"
ASKED_FROM = (12, 1)
"""The month and day from when the next year's notice is missed: it has always come by mid-December since 2006."""


def calendar_schema(path: str) -> str | None:
    """Return the schema of a file of the calendar, or None for any other file."""
    if path == LOCAL:
        return "local_calendar"
    return "calendar" if YEAR.fullmatch(path) else None


def calendar_of(documents: Mapping[str, Mapping[str, Any]]) -> Calendar:
    """Return the calendar that the sound files of a portal make, by their paths."""
    years = {int(found[1]): data for path, data in documents.items() if (found := YEAR.fullmatch(path))}
    return Calendar.of(years, documents.get(LOCAL))


def missing_years(files: Iterable[str], as_of: date) -> Iterator[Issue]:
    """Yield a warning for each year whose days off should be known by now, and of which there is no file."""
    there = {int(found[1]) for path in files if (found := YEAR.fullmatch(path))}
    wanted = [as_of.year, *([as_of.year + 1] if (as_of.month, as_of.day) >= ASKED_FROM else [])]
    for year in wanted:
        if year not in there:
            problem = _("没有 {year} 年的放假安排，算到 {year} 年的期限都是暂定的，不算超期").format(year=year)
            remedy = _("请用 ./portal calendar import 导入国务院办公厅的通知；还没有印发的，等印发以后导入")
            place = f"content/calendar/{year}.yaml"
            yield Issue(place, 0, 0, "calendar-missing", problem, remedy, level=Level.WARNING)
