"""Deadlines: which dated rule of rules/deadlines.yaml governs an act, and the day by which it must be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from disclosure.model.packing import packed
from disclosure.timing.calendar import Calendar
from disclosure.timing.limits import Limit, Unit

OWN_CHANNEL = "本网站"
OWN_RULE = "record"
"""The id of the rule that a record states for itself."""

SAME_DAY = "当日起算"


class Act(StrEnum):
    """What must be done in time."""

    PUBLISH = "公开"
    WITHDRAW = "撤下"
    CORRECT = "更正"
    UPDATE = "更新"
    SUBMIT = "报送"


@packed
@dataclass(frozen=True, slots=True)
class Basis:
    """One article that a rule rests on."""

    law: str
    article: str = ""
    document_no: str = ""


@packed
@dataclass(frozen=True, slots=True)
class Rule:
    """One dated limit for one act; empty kinds, types, regions, reason codes or an empty channel mean all of them."""

    id: str
    name: str
    act: Act
    trigger: str
    limit: Limit
    in_force_from: date
    in_force_until: date | None = None
    basis: tuple[Basis, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    reason_codes: tuple[str, ...] = ()
    channel: str = ""
    remind_days: int = 0

    def in_force(self, day: date) -> bool:
        """Tell whether the rule was in force on a day."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides which rules a record falls under.

    Its kind, what is to be done with it, where it is published and under which region's rules (行政区划代码), the type
    of a decision, and the reason of a withdrawal.
    """

    kind: str
    act: Act
    type: str = ""
    reason_code: str = ""
    region: str = ""
    channel: str = OWN_CHANNEL


@dataclass(frozen=True, slots=True)
class Stated:
    """What a record says of its own limit: another rule that governs it, or a limit of its own, each with its law."""

    basis: tuple[Basis, ...]
    rule: str = ""
    limit: Limit | None = None

    @classmethod
    def of(cls, written: Mapping[str, Any] | None) -> "Stated | None":
        """Return a record's field `deadline` as a value, or None where it has none."""
        if not written:
            return None
        limit = Limit(Unit(written["unit"]), written["n"]) if "n" in written else None
        return cls(_basis(written["basis"]), str(written.get("rule", "")), limit)


@packed
@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for an act, whether it is provisional (暂定), and by which rule, resting on what."""

    day: date
    provisional: bool
    start: date
    rule: Rule
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """What deadlines are reckoned with: the calendar, the rules, the region of the portal.

    Many decisions are of one type and one day: what was reckoned once is remembered.
    """

    calendar: Calendar
    rules: tuple[Rule, ...]
    region: str = ""
    _reckoned: dict[tuple[Facts, date], Deadline | None] = field(default_factory=dict, compare=False, repr=False)

    def governing(self, facts: Facts, start: date, stated: Stated | None = None) -> Deadline | None:
        """Return the deadline that governs an act whose limit began on a day; None where no rule asks for it."""
        if stated:
            return governing(facts, start, self.rules, self.calendar, stated)
        if (facts, start) not in self._reckoned:
            self._reckoned[facts, start] = governing(facts, start, self.rules, self.calendar)
        return self._reckoned[facts, start]


def rules_of(data: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of the data of rules/deadlines.yaml, in their order."""
    return tuple(_rule(written) for written in data.get("deadlines", ()))


def rules_for(facts: Facts, day: date, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules that an act falls under, as they were in force on the day on which its limit began."""
    return tuple(rule for rule in rules if rule.in_force(day) and _fits(rule, facts))


def due(rule: Rule, start: date, calendar: Calendar) -> Deadline:
    """Return the deadline that a rule sets for what began on a day."""
    found = rule.limit.end(start, calendar)
    return Deadline(found.day, found.provisional, start, rule, rule.basis)


def governing(
    facts: Facts, start: date, rules: Iterable[Rule], calendar: Calendar, stated: Stated | None = None
) -> Deadline | None:
    """Return the deadline of the strictest of the rules that fit, unless the record states another with its law.

    A record may state one of the rules that fit, or a limit of its own; a rule that does not fit is not taken.
    """
    found = [due(rule, start, calendar) for rule in rules_for(facts, start, rules)]
    strictest = min(found, key=lambda deadline: deadline.day, default=None)
    if stated and stated.limit:
        reminding = strictest.rule.remind_days if strictest else 0
        own = Rule(OWN_RULE, "", facts.act, "", stated.limit, start, basis=stated.basis, remind_days=reminding)
        return due(own, start, calendar)
    named = next((deadline for deadline in found if stated and deadline.rule.id == stated.rule), None)
    return replace(named, basis=stated.basis) if named and stated else strictest


def _fits(rule: Rule, facts: Facts) -> bool:
    return (
        rule.act is facts.act
        and _among(facts.kind, rule.kinds)
        and _among(facts.type, rule.types)
        and _among(facts.reason_code, rule.reason_codes)
        and (not rule.regions or facts.region.startswith(rule.regions))
        and rule.channel in {"", facts.channel}
    )


def _among(value: str, allowed: tuple[str, ...]) -> bool:
    return not allowed or value in allowed


def _rule(written: Mapping[str, Any]) -> Rule:
    until = written.get("in_force_until")
    return Rule(
        id=str(written["id"]),
        name=str(written["name"]),
        act=Act(written["act"]),
        trigger=str(written["trigger"]),
        limit=_limit(written),
        in_force_from=date.fromisoformat(written["in_force_from"]),
        in_force_until=date.fromisoformat(until) if until else None,
        basis=_basis(written["basis"]),
        kinds=tuple(written.get("kinds", ())),
        types=tuple(written.get("types", ())),
        regions=tuple(written.get("regions", ())),
        reason_codes=tuple(written.get("reason_codes", ())),
        channel=str(written.get("channel", "")),
        remind_days=int(written.get("remind_days", 0)),
    )


def _limit(written: Mapping[str, Any]) -> Limit:
    unit = Unit(written["unit"])
    month, day = (int(part) for part in str(written.get("day", "01-01")).split("-"))
    rolls = bool(written.get("rolls", unit is not Unit.FIXED))
    same_day = written.get("start") == SAME_DAY
    return Limit(unit, int(written.get("n", 0)), month, day, same_day, rolls)


def _basis(written: Iterable[Mapping[str, Any]]) -> tuple[Basis, ...]:
    return tuple(
        Basis(str(one["law"]), str(one.get("article", "")), str(one.get("document_no", ""))) for one in written
    )
