"""The dated rules of rules/statistics.yaml: how penalties are weighed, and which records count in which column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

DECIDED_AMOUNT = "决定金额"
HEAVIEST = "最重的一种"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The kinds of penalty from light to heavy, as a law has them for a time."""

    since: date
    until: date | None
    weights: Mapping[str, int]

    def heaviest(self, kinds: Iterable[str]) -> str:
        """Return the heaviest kind; one that the ladder does not name (其他) outranks none that it does."""
        return max(sorted(kinds), key=lambda kind: self.weights.get(kind, -1))


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated rule: which records count in a table, by which field, in which column; what it says of itself.

    `elsewhere` are the values that another rule counts. `several` says whether one with several values counts once,
    under the heaviest, or under each. `each` names the list whose members are counted in the place of the record, with
    `each_day` of their own; `needs` and `unless` say what a member has, or has not.
    """

    table: str
    kind: str
    types: frozenset[str]
    field: str
    columns: Mapping[str, str]
    other: str
    elsewhere: frozenset[str]
    several: str
    amounts: tuple[tuple[str, tuple[str, ...]], ...]
    day: str
    each: str
    each_day: str
    needs: str
    unless: str
    since: date
    until: date | None
    said: str
    basis: tuple[str, ...]

    def in_force(self, day: date) -> bool:
        """Tell whether the rule governs what was done on a day."""
        return _in_force(self.since, self.until, day)

    @property
    def known(self) -> tuple[str, ...]:
        """The columns that the rule fills, in its order."""
        return tuple(dict.fromkeys((*self.columns.values(), *([self.other] if self.other else ()))))

    @property
    def sums(self) -> tuple[str, ...]:
        """The columns of amounts that the rule fills."""
        return tuple(column for column, _fields in self.amounts)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The rules of counting: ladders and rules, whether the overturned count, which withdrawals mean there was none."""

    ladders: tuple[Ladder, ...] = ()
    rules: tuple[Rule, ...] = ()
    overturned: bool = True
    never: frozenset[str] = frozenset()
    overturning: frozenset[str] = frozenset()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Statistics":
        """Return the rules of the data of rules/statistics.yaml; without any, nothing is counted."""
        decided = data.get("amount", DECIDED_AMOUNT) == DECIDED_AMOUNT
        return cls(
            tuple(_ladder(written) for written in data.get("ladders", ())),
            tuple(_rule(written, decided=decided) for written in data.get("counts", ())),
            data.get("overturned_count", True) is True,
            frozenset(data.get("never_counted", ())),
            frozenset(data.get("overturned", ())),
        )

    def tables(self, year: int) -> Mapping[str, tuple[Rule, ...]]:
        """Return the rules that govern any day of a year, by table, in their order."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        found: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            if rule.since <= last and (rule.until is None or rule.until >= first):
                found[rule.table] = (*found.get(rule.table, ()), rule)
        return found

    def counts(self, reason_code: str) -> bool:
        """Tell whether what was withdrawn for a reason is counted all the same."""
        return reason_code not in self.never and (self.overturned or reason_code not in self.overturning)

    def ladder(self, day: date) -> Ladder | None:
        """Return the ladder that was in force on a day."""
        return next((one for one in self.ladders if _in_force(one.since, one.until, day)), None)


def _in_force(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day <= until)


def _ladder(written: Mapping[str, Any]) -> Ladder:
    weights = {kind: weight for weight, step in enumerate(written["steps"]) for kind in step}
    return Ladder(*_span(written), weights)


def _rule(written: Mapping[str, Any], *, decided: bool) -> Rule:
    columns = {value: one["column"] for one in written.get("columns", ()) for value in one["values"]}
    amounts = tuple((str(one["column"]), tuple(one["fields"])) for one in written.get("amounts", ()))
    return Rule(
        table=str(written["table"]),
        kind=str(written["kind"]),
        types=frozenset(written.get("types", ())),
        field=str(written.get("field", "")),
        columns=columns,
        other=str(written.get("other", "")),
        elsewhere=frozenset(written.get("elsewhere", ())),
        several=str(written.get("several", "")),
        amounts=amounts if decided or written["table"] != "penalty" else (),
        day=str(written["day"]),
        each=str(written.get("each", "")),
        each_day=str(written.get("each_day", "")),
        needs=str(written.get("needs", "")),
        unless=str(written.get("unless", "")),
        since=_span(written)[0],
        until=_span(written)[1],
        said=str(written["said"]),
        basis=tuple(_named(one) for one in written["basis"]),
    )


def _span(written: Mapping[str, Any]) -> tuple[date, date | None]:
    until = written.get("in_force_until")
    return date.fromisoformat(written["in_force_from"]), date.fromisoformat(until) if until else None


def _named(basis: Mapping[str, Any]) -> str:
    """Return an article as people cite it: by the number of its document, else by the name of its law."""
    law = basis.get("document_no") or f"《{basis['law']}》"
    return f"{law}{basis.get('article', '')}"
