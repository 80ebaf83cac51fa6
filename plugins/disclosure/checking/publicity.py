# ruff: noqa: D401 -- the docstring of a rule is the rule
"""How long a record is published, against rules/publicity.yaml: which regime, how grave, and what may end it sooner."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from disclosure.checking.case import Case, day_of
from disclosure.checking.remarks import Remark
from disclosure.model.event import Event
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.timing.periods import (
    FROM_PUBLICATION,
    class_of,
    earliest_stop,
    first_shown,
    governs_on,
    publicity_end,
    regime_of,
)

FIELD = "publicity"
SHORTENED = "shortened"


def publicity_regime_exists(case: Case) -> Iterator[Remark]:
    """A record names a publication regime, and a severity, that rules/publicity.yaml knows."""
    regimes = {regime["id"]: regime for regime in case.rules.publicity.get("regimes", ())}
    named = case.data.get(FIELD, {})
    regime, severity = named.get("regime"), named.get("severity")
    if not regimes or not regime:
        return
    if regime not in regimes:
        remedy = _("可以写 {known}").format(known="、".join(sorted(regimes)))
        problem = _("rules/publicity.yaml 里没有「{regime}」").format(regime=regime)
        yield Remark((FIELD, "regime"), "publicity-regime", problem, remedy)
        return
    known = [entry["severity"] for entry in regimes[regime]["classes"]]
    if severity and severity not in known:
        problem = _("「{regime}」没有「{severity}」这一程度").format(regime=regime, severity=severity)
        remedy = _("可以写 {known}").format(known="、".join(known))
        yield Remark((FIELD, "severity"), "publicity-regime", problem, remedy)


def the_regime_is_that_of_the_day(case: Case) -> Iterator[Remark]:
    """The regime that a record names was in force on the day of the decision, for its type and its region."""
    regime = _regime(case)
    if regime is None or case.day is None:
        return
    first, last = day_of(regime["in_force_from"]), day_of(regime.get("in_force_until"))
    if (first and case.day < first) or (last and case.day > last):
        span = _("{first} 至 {last}") if last else _("{first} 起")
        problem = _("作出决定的 {day} 不适用「{regime}」（适用 {span}）").format(
            day=case.day, regime=regime["id"], span=span.format(first=first, last=last)
        )
        yield Remark((FIELD, "regime"), "publicity-day", problem, _fitting(case))
        return
    region = str((case.rules.portal.get("jurisdiction") or {}).get("region_code", ""))
    elsewhere = "regions" in regime and region and not region.startswith(tuple(regime["regions"]))
    if elsewhere or case.data.get("type") not in regime.get("types", (case.data.get("type"),)):
        problem = _("「{regime}」不适用于这类决定").format(regime=regime["id"])
        yield Remark((FIELD, "regime"), "publicity-day", problem, _fitting(case), Level.WARNING)


def what_is_not_to_be_published_says_so(case: Case) -> Iterator[Remark]:
    """A severity that its regime does not publish, and for which it has no period, is not published."""
    found = class_of(_regime(case), case.data.get(FIELD, {}).get("severity"))
    if found and found["published"] is False and "max_months" not in found and not case.withheld:
        problem = _("按「{regime}」，「{severity}」的不公示").format(
            regime=case.data[FIELD]["regime"], severity=found["severity"]
        )
        remedy = _("请核对程度；依法不公开的写 publish: false 和 reason_code")
        yield Remark((FIELD, "severity"), "publicity-not-published", problem, remedy, Level.WARNING)


def a_shortened_period_keeps_its_bounds(case: Case, events: Sequence[Event]) -> Iterator[Remark]:
    """A decision to shorten leaves the shortest time that the regime asks for, and does not lengthen."""
    named, regime = case.data.get(FIELD, {}), _regime(case)
    day = day_of(named.get(SHORTENED, {}).get("until"))
    if regime is None or case.day is None or day is None:
        return
    pointer, first = (FIELD, SHORTENED, "until"), events[0].moment if events else None
    shown = first_shown(case.data, first.time, imported=first.imported) if first else None
    yield from (
        Remark(pointer, "publicity-shortened", problem, remedy, level)
        for problem, remedy, level in too_early(case.rules.publicity, case.data, case.day, shown, day)
    )
    usual = {key: value for key, value in named.items() if key != SHORTENED}
    end = publicity_end(case.rules.publicity, usual, case.day, shown)
    if end and day >= end.on:
        problem = _("{day} 不早于本来的期满日 {end}").format(day=day, end=end.on)
        yield Remark(pointer, "publicity-shortened", problem, _("请核对；没有缩短的删去 shortened"))


def too_early(
    rules: Mapping[str, Any], data: Mapping[str, Any], decided: date, published: date | None, day: date
) -> Iterator[tuple[str, str, Level]]:
    """Yield why the publication of a decision may not be stopped early on a day: problem, what to do, level.

    Where the time counts from the publication, and nobody tells when that was, it is taken from the decision: the real
    end can only be later.
    """
    named = data.get(FIELD)
    regime = governs_on(rules, named, day) if isinstance(named, Mapping) else None
    stop = regime.get("early_stop") if regime else None
    if not isinstance(named, Mapping) or regime is None or stop is None:
        return
    start = (published or decided) if regime.get("starts") == FROM_PUBLICATION else decided
    first, level = earliest_stop(regime, named.get("severity"), decided, start), Level(stop["level"])
    if first and day < first:
        problem = _("没有满最短公示期限（到 {first}），{day} 不能停止公示").format(first=first, day=day)
        basis = (class_of(regime, named.get("severity")) or {}).get("basis", regime["basis"])[0]
        remedy = _("请写最短期限满以后的日期，依据是{basis}；不是因为信用修复撤下的，改写原因类别")
        yield problem, remedy.format(basis=basis.get("document_no") or basis["law"]), level
    penalty = data.get("penalty")
    kinds = penalty.get("kinds", ()) if isinstance(penalty, Mapping) else ()
    for kind in (kind for kind in stop.get("never", ()) if kind in kinds):
        problem = _("有「{kind}」的处罚不得提前停止公示").format(kind=kind)
        yield problem, _("请核对；依据是{law}").format(law=regime["basis"][0]["law"]), level


def stops_early(rules: Mapping[str, Any], data: Mapping[str, Any], code: str, day: date) -> Mapping[str, Any] | None:
    """Return the conditions of stopping early, where withdrawing a record for a reason on a day is that."""
    named = data.get(FIELD)
    regime = governs_on(rules, named, day) if isinstance(named, Mapping) else None
    stop: Mapping[str, Any] = (regime or {}).get("early_stop") or {}
    return stop if code in stop.get("reason_codes", ()) else None


def _regime(case: Case) -> Mapping[str, Any] | None:
    named = case.data.get(FIELD, {})
    return None if case.withdrawn else regime_of(case.rules.publicity, str(named.get("regime")))


def _fitting(case: Case) -> str:
    """Say which regimes were in force on the day of the decision for its type."""
    day, type_ = str(case.day), case.data.get("type")
    known = [
        regime["id"]
        for regime in case.rules.publicity.get("regimes", ())
        if regime["in_force_from"] <= day <= regime.get("in_force_until", "9999")
        and type_ in regime.get("types", (type_,))
    ]
    return (
        _("可以写 {known}").format(known="、".join(known))
        if known
        else _("请核对类别和决定日期；没有合适的不写 regime")
    )
