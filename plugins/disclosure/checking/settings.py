# ruff: noqa: D401 -- the docstring of a rule is the rule
"""Rules of the settings that time and figures are reckoned with: calendars, deadlines, statistics, regimes."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from disclosure.checking.case import Case, day_of
from disclosure.checking.regimes import (
    later_rules_name_regimes_that_there_are,
    regimes_are_told_apart,
    the_shortest_time_is_not_the_longer,
)
from disclosure.checking.remarks import Remark
from disclosure.model.kinds import KINDS
from disclosure.model.language import _
from disclosure.model.record import Pointer
from disclosure.timing.calendar import days_off

CALENDARS = ("calendar", "local_calendar")
DECEMBER, SATURDAY, LONGEST = 12, 5, 31
Placed = tuple[Pointer, date]


def days_off_run_forward(case: Case) -> Iterator[Remark]:
    """A holiday does not end before it begins, and does not last longer than a month."""
    for pointer, span in _spans(case):
        first, last = day_of(span.get("from")), day_of(span.get("until"))
        if first and last and not 0 <= (last - first).days < LONGEST:
            problem = _("从 {first} 到 {last} 不像是一次放假").format(first=first, last=last)
            yield Remark((*pointer, "until"), "calendar-span", problem, _("请照通知核对两个日期"))


def days_are_of_the_year(case: Case) -> Iterator[Remark]:
    """The notice of a year sets days of that year, and of the December before it."""
    stem = PurePosixPath(case.document.path).stem
    if case.kind.schema != "calendar" or not stem.isdigit():
        return
    for pointer, day in [*_starts(case), *_make_up(case)]:
        if day.year != int(stem) and (day.year, day.month) != (int(stem) - 1, DECEMBER):
            problem = _("{day} 不在 {year} 年").format(day=day, year=stem)
            yield Remark(pointer, "calendar-year", problem, _("请核对年份；上一年十二月的可以写"))


def make_up_days_are_of_a_weekend(case: Case) -> Iterator[Remark]:
    """Only a Saturday or a Sunday is made a working day, and none that is off by the same arrangement."""
    if case.faulty:
        return
    free = {day for holiday in _holidays(case) for day in days_off(holiday)}
    for pointer, day in _make_up(case):
        if case.kind.schema == "calendar" and day.weekday() < SATURDAY:
            problem = _("{day} 不是周六、周日，本来就上班").format(day=day)
            yield Remark(pointer, "calendar-workday", problem, _("请照通知核对日期；本来就上班的不用写"))
        elif day in free:
            problem = _("{day} 又写了放假，又写了上班").format(day=day)
            yield Remark(pointer, "calendar-workday", problem, _("请照通知核对，只留一处"))


def deadlines_have_ids_of_their_own(case: Case) -> Iterator[Remark]:
    """Each rule of rules/deadlines.yaml has an id of its own: records name it."""
    seen: set[str] = set()
    for position, rule in _deadlines(case):
        name = str(rule.get("id", ""))
        if name and name in seen:
            problem = _("「{name}」写了两次").format(name=name)
            yield Remark(("deadlines", position, "id"), "deadline-twice", problem, _("请换一个代号"))
        seen.add(name)


def deadlines_are_about_kinds_that_there_are(case: Case) -> Iterator[Remark]:
    """A rule about a kind that there is not would be kept by everybody and check nothing."""
    known = [kind.name for kind in KINDS]
    for position, rule in _deadlines(case):
        for place, name in enumerate(rule.get("kinds", ())):
            if name not in known:
                close = get_close_matches(str(name), known, n=1)
                hint = _("，是不是「{name}」").format(name=close[0]) if close else ""
                problem = _("没有「{name}」这一类信息{hint}").format(name=name, hint=hint)
                yield Remark(("deadlines", position, "kinds", place), "deadline-kind", problem, _("请核对代号"))


def counts_name_columns_that_there_are(case: Case) -> Iterator[Remark]:
    """What would be counted in a column that the form does not have would be counted nowhere."""
    if case.kind.schema != "statistics" or case.faulty:
        return
    form = case.schemas.by_name.get("annual_report", {}).get("properties", {})
    for position, rule in enumerate(case.data.get("counts", ())):
        known = sorted(form.get(rule["table"], {}).get("properties", {}))
        for pointer, column in _columns_of(rule):
            if column not in known:
                close = get_close_matches(column, known, n=1)
                hint = _("，是不是「{name}」").format(name=close[0]) if close else ""
                problem = _("年报的这张表没有「{name}」这一栏{hint}").format(name=column, hint=hint)
                remedy = _("请照 schemas/annual_report.schema.json 核对字段名")
                yield Remark(("counts", position, *pointer), "count-column", problem, remedy)


def _columns_of(rule: Mapping[str, Any]) -> Iterator[tuple[Pointer, str]]:
    for name in ("columns", "amounts"):
        for place, one in enumerate(rule.get(name, ())):
            yield (name, place, "column"), str(one["column"])
    if "other" in rule:
        yield ("other",), str(rule["other"])


SETTING_RULES: tuple[Callable[[Case], Iterator[Remark]], ...] = (
    days_off_run_forward,
    days_are_of_the_year,
    make_up_days_are_of_a_weekend,
    deadlines_have_ids_of_their_own,
    deadlines_are_about_kinds_that_there_are,
    counts_name_columns_that_there_are,
    regimes_are_told_apart,
    the_shortest_time_is_not_the_longer,
    later_rules_name_regimes_that_there_are,
)


def a_stated_deadline_is_known(case: Case) -> Iterator[Remark]:
    """A decision names a rule that rules/deadlines.yaml has for its publication."""
    written = case.data.get("deadline")
    rules = case.rules.deadlines.get("deadlines", ())
    name = written.get("rule") if isinstance(written, Mapping) else None
    if not name or not rules:
        return
    known = [str(rule.get("id")) for rule in rules if isinstance(rule, Mapping) and _governs(rule, case)]
    if name not in known:
        problem = _("rules/deadlines.yaml 里没有管得着这个决定公开的「{name}」").format(name=name)
        can = _("可以写 {known}；").format(known="、".join(known)) if known else ""
        remedy = _("{can}另有规定的，写天数和依据").format(can=can)
        yield Remark(("deadline", "rule"), "deadline-rule", problem, remedy)


def _governs(rule: Mapping[str, Any], case: Case) -> bool:
    """Tell whether a rule is about the publication of such a decision; where and since when is left to the count."""
    fits = case.data.get("type") in rule.get("types", (case.data.get("type"),))
    return fits and rule.get("act") == "公开" and case.kind.name in rule.get("kinds", ())


def _deadlines(case: Case) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if case.kind.schema == "deadlines" and not case.faulty:
        yield from enumerate(case.data.get("deadlines", ()))


def _holidays(case: Case) -> list[Mapping[str, Any]]:
    return list(case.data.get("holidays", ())) if case.kind.schema in CALENDARS and not case.faulty else []


def _spans(case: Case) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    for place, holiday in enumerate(_holidays(case)):
        for number, span in enumerate(holiday.get("days_off", ())):
            yield ("holidays", place, "days_off", number), span


def _starts(case: Case) -> Iterator[Placed]:
    for pointer, span in _spans(case):
        day = day_of(span.get("from"))
        if day:
            yield (*pointer, "from"), day


def _make_up(case: Case) -> Iterator[Placed]:
    for place, holiday in enumerate(_holidays(case)):
        for number, written in enumerate(holiday.get("workdays", ())):
            day = day_of(written)
            if day:
                yield ("holidays", place, "workdays", number), day
