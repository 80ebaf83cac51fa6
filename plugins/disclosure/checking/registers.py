# ruff: noqa: D401 -- the docstring of a rule is the rule
"""Rules of registers: objections, deadlines of the plan, versions of laws."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from disclosure.checking.case import Case, day_of
from disclosure.checking.remarks import Remark
from disclosure.model.language import _

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SOMEBODY = re.compile(r"[\u4e00-\u9fff](?:某{1,3}|先生|女士|同志)")


def _entries(case: Case, kind: str = "") -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the entries of a list with their positions; of one kind of list alone where it is named."""
    if case.kind.key and kind in {"", case.kind.name}:
        for position, entry in enumerate(case.data.get("entries", ())):
            if isinstance(entry, Mapping):
                yield position, entry


def objections_are_in_order(case: Case) -> Iterator[Remark]:
    """An objection is closed on or after the day on which it came in, and neither lies in the future."""
    for position, entry in _entries(case, "objection"):
        received, closed = day_of(entry.get("received")), day_of(entry.get("closed"))
        for field, day in (("received", received), ("closed", closed)):
            if day and day > case.rules.as_of:
                problem = _("{day} 还没有到（检查的日期是 {as_of}）").format(day=day, as_of=case.rules.as_of)
                yield Remark(("entries", position, field), "date-in-future", problem, _("请照台账核对日期"))
        if received and closed and closed < received:
            problem = _("{closed} 早于收到日期 {received}").format(closed=closed, received=received)
            yield Remark(("entries", position, "closed"), "date-order", problem, _("请核对两个日期"))


def objections_name_nobody(case: Case) -> Iterator[Remark]:
    """The register of objections is anonymous (个人信息保护法 第六条): not even a masked name stands in it."""
    for position, entry in _entries(case, "objection"):
        found = SOMEBODY.search(str(entry.get("note", "")))
        if found:
            problem = _("像是提到了人（「{found}」）").format(found=found.group())
            remedy = _("台账不写人，请写成「当事人」「有关人员」")
            yield Remark(("entries", position, "note"), "objection-names-somebody", problem, remedy)


def deadlines_are_days(case: Case) -> Iterator[Remark]:
    """A deadline that is written as a day is a day of the calendar."""
    for position, entry in _entries(case, "plan"):
        written = str(entry.get("deadline", ""))
        if DAY.fullmatch(written) and not day_of(written):
            problem = _("「{written}」不是有效日期").format(written=written)
            yield Remark(("entries", position, "deadline"), "deadline", problem, _("请核对月份的天数"))


def versions_follow_each_other(case: Case) -> Iterator[Remark]:
    """The versions of a law stand from old to new, each beginning the day after the one before it ended."""
    versions = case.data.get("versions", ()) if case.kind.name == "law" else ()
    for position, (old, new) in enumerate(pairwise(versions), start=1):
        begins, ended = day_of(new.get("in_force_from")), day_of(old.get("in_force_until"))
        if begins and not (ended and ended + timedelta(days=1) == begins):
            problem = _("{begins} 施行，前一个版本应当施行至 {eve}").format(begins=begins, eve=_eve(begins))
            remedy = _("请核对；版本从早到晚写，前一个写上施行至")
            yield Remark(("versions", position, "in_force_from"), "law-versions", problem, remedy)
    if versions:
        first, stated = versions[0].get("in_force_from"), case.data.get("in_force_from")
        if stated and first != stated:
            problem = _("{stated} 不是最早的版本施行的日期 {first}").format(stated=stated, first=first)
            yield Remark(("in_force_from",), "law-versions", problem, _("请核对两个日期"))


def _eve(day: date) -> date:
    return day - timedelta(days=1)
