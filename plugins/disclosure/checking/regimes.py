# ruff: noqa: D401 -- the docstring of a rule is the rule
"""Rules of rules/publicity.yaml: regimes that can be told apart, and later rules that name them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from disclosure.checking.case import Case
from disclosure.checking.remarks import Remark
from disclosure.model.language import _


def regimes_are_told_apart(case: Case) -> Iterator[Remark]:
    """No two regimes have one id, and no regime has one severity twice: records name both."""
    ids = Counter(regime["id"] for regime in _regimes(case))
    for position, regime in enumerate(_regimes(case)):
        if ids[regime["id"]] > 1:
            problem = _("「{name}」写了两次").format(name=regime["id"])
            yield Remark(("regimes", position, "id"), "regime-twice", problem, _("请换一个代号"))
        grades = Counter(one["severity"] for one in regime["classes"])
        for place, one in enumerate(regime["classes"]):
            if grades[one["severity"]] > 1:
                problem = _("「{name}」写了两次").format(name=one["severity"])
                where = ("regimes", position, "classes", place, "severity")
                yield Remark(where, "regime-twice", problem, _("请把两项合成一项，或者换一个名称"))


def the_shortest_time_is_not_the_longer(case: Case) -> Iterator[Remark]:
    """No publication lasts longer at the least than at the most."""
    for position, regime in enumerate(_regimes(case)):
        for place, one in enumerate(regime["classes"]):
            least, most = one.get("min_months"), one.get("max_months")
            if least is not None and most is not None and least > most:
                problem = _("最短 {least} 个月，比最长 {most} 个月还长").format(least=least, most=most)
                where = ("regimes", position, "classes", place, "min_months")
                yield Remark(where, "regime-months", problem, _("请照规定的原文核对"))


def later_rules_name_regimes_that_there_are(case: Case) -> Iterator[Remark]:
    """A later rule for what is published already leads from one known regime to another, by severities of both."""
    known = {regime["id"]: regime for regime in _regimes(case)}
    for position, change in enumerate(case.data.get("changes", ()) if known else ()):
        for side in ("from", "to"):
            if change[side] not in known:
                close = get_close_matches(change[side], sorted(known), n=1)
                hint = _("，是不是「{name}」").format(name=close[0]) if close else ""
                problem = _("没有「{name}」这一套规定{hint}").format(name=change[side], hint=hint)
                yield Remark(("changes", position, side), "regime-change", problem, _("请核对代号"))
        if change["from"] in known and change["to"] in known:
            yield from _severities(position, change, known)


def _severities(position: int, change: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> Iterator[Remark]:
    """Yield the severities of the one regime for which the other has none: nothing would change for them."""
    old, new = ({one["severity"] for one in known[change[side]]["classes"]} for side in ("from", "to"))
    lost = sorted((set(change.get("severities", old)) & old) - new)
    if lost:
        told = "、".join(lost)
        problem = _("「{to}」没有「{lost}」这种程度").format(to=change["to"], lost=told)
        remedy = _("这种程度的不会改按新规定；只对别的程度的，请写 severities")
        yield Remark(("changes", position, "to"), "regime-change", problem, remedy)


def _regimes(case: Case) -> list[Mapping[str, Any]]:
    return list(case.data.get("regimes", ())) if case.kind.schema == "publicity" and not case.faulty else []
