# ruff: noqa: D401 -- the docstring of a rule is the rule
"""What a service guide must keep beyond its schema."""

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.checking.case import Case
from disclosure.checking.remarks import Remark
from disclosure.model.issue import Level
from disclosure.model.language import _

WORKING_DAYS = "工作日"
HOURS: Mapping[str, tuple[int, int]] = {
    "小时": (1, 1),
    "日": (24, 24),
    WORKING_DAYS: (24, 72),
    "个月": (28 * 24, 31 * 24),
    "年": (365 * 24, 366 * 24),
}
"""How short and how long each unit can be: working days stretch over weekends and holidays."""


def promise_is_not_longer_than_the_law(case: Case) -> Iterator[Remark]:
    """A promised time limit is at most the statutory one (行政许可法 第四十二条)."""
    limits = case.data.get("time_limit", {}) if case.kind.name == "guide" else {}
    statutory, promised = limits.get("statutory"), limits.get("promised")
    if statutory and promised and _longer(promised, statutory):
        problem = _("承诺时限{promised}比法定时限{statutory}长").format(
            promised=_written(promised), statutory=_written(statutory)
        )
        yield Remark(("time_limit", "promised"), "promised-limit", problem, _("请核对；承诺的时限不能超过法定时限"))


def _longer(promised: Mapping[str, Any], statutory: Mapping[str, Any]) -> bool:
    """Tell whether one limit is surely longer than another, whatever holidays fall within."""
    if promised["unit"] == statutory["unit"]:
        return bool(promised["n"] > statutory["n"])
    return bool(promised["n"] * HOURS[promised["unit"]][0] > statutory["n"] * HOURS[statutory["unit"]][1])


def _written(limit: Mapping[str, Any]) -> str:
    unit = _("个工作日") if limit["unit"] == WORKING_DAYS else limit["unit"]
    return _("{n}{unit}").format(n=limit["n"], unit=unit)


def opening_times_are_in_order(case: Case) -> Iterator[Remark]:
    """An office closes after it opens."""
    for position, span in enumerate(case.data.get("opening", ()) if case.kind.name == "guide" else ()):
        if span["to"].rjust(5, "0") <= span["from"].rjust(5, "0"):
            problem = _("{end} 不晚于开始的 {begin}").format(end=span["to"], begin=span["from"])
            yield Remark(("opening", position, "to"), "opening-hours", problem, _("请核对办公时间"))


def charged_fees_say_how_much(case: Case) -> Iterator[Remark]:
    """Who charges says how much and on what basis (行政许可法 第五十九条)."""
    fees = case.data.get("fees", {}) if case.kind.name == "guide" else {}
    lacking = [title for key, title in (("standard", _("收费标准")), ("basis", _("收费依据"))) if key not in fees]
    if fees.get("charged") is True and lacking:
        problem = _("写了收费，没有写{lacking}").format(lacking="、".join(lacking))
        yield Remark(("fees",), "fees", problem, _("请补上；不收费的把 charged 写成 false"), Level.WARNING)


GUIDE_RULES = (promise_is_not_longer_than_the_law, opening_times_are_in_order, charged_fees_say_how_much)
