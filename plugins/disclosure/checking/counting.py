"""Counting for annual reports: which cell of which table a record falls into (国办发〔2018〕118号 第六项)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from disclosure.checking.case import day_of
from disclosure.checking.statistics import HEAVIEST, Rule, Statistics

ONE = Decimal(1)
ROLES = ("本级政府", "上级主管部门")
"""To whom an annual report goes (国办发〔2018〕118号 第六项)."""
UNKNOWN = ""
"""The column of what is counted and whose column nobody may or can tell."""


class State(StrEnum):
    """What became of the record that is counted."""

    PUBLIC = "public"
    WITHDRAWN = "withdrawn"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The cell that something is counted in: agency, year, table, column; its state, and its matter where it has one.

    An amount stands in the column of that amount (`amounts`), which is none of the counts.
    """

    agency: str
    year: int
    table: str
    column: str
    state: State
    matter: str = ""


Counts: TypeAlias = Mapping[Place, Decimal]


@dataclass(frozen=True)
class Figures:
    """What the records of one agency come to in one year."""

    agency: str
    year: int
    counts: tuple[tuple[Place, Decimal], ...] = ()

    def columns(self, table: str) -> Mapping[str, Decimal]:
        """Return the numbers of a table by column; UNKNOWN holds those whose column nobody can tell."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for place, number in self.counts:
            if place.table == table:
                found[place.column] += number
        return dict(found)

    def states(self, table: str, sums: Collection[str]) -> Mapping[State, int]:
        """Return how much of a table is public, withdrawn, withheld; `sums` are its amounts, which are no counts."""
        found: dict[State, int] = defaultdict(int)
        for place, number in self.counts:
            if place.table == table and place.column not in sums:
                found[place.state] += int(number)
        return dict(found)

    def matters(self, table: str, sums: Collection[str]) -> Mapping[str, int]:
        """Return how much of a table each matter has, by the id of the matter; what names none stands under ""."""
        found: dict[str, int] = defaultdict(int)
        for place, number in self.counts:
            if place.table == table and place.column not in sums:
                found[place.matter] += int(number)
        return dict(sorted(found.items()))


def added(all_counts: Iterable[Iterable[tuple[Place, Decimal]]]) -> dict[tuple[str, int], Figures]:
    """Add up what was counted part by part, into the figures of each agency and year."""
    found: dict[Place, Decimal] = defaultdict(Decimal)
    for counts in all_counts:
        for place, number in counts:
            found[place] += number
    years: dict[tuple[str, int], list[tuple[Place, Decimal]]] = defaultdict(list)
    for place, number in sorted(found.items()):
        years[place.agency, place.year].append((place, number))
    return {(agency, year): Figures(agency, year, tuple(rows)) for (agency, year), rows in sorted(years.items())}


def count(kind: str, agency: str, data: Mapping[str, Any], before: Mapping[str, Any] | None, by: Statistics) -> Counts:
    """Return what one record counts: `data` is what its file holds today, `before` its last full version, where known.

    What may not be published counts by its type and day alone. What was withdrawn counts as it was before; where
    nobody can tell any more what it was, by its type alone.
    """
    withdrawal = data.get("withdrawal")
    if withdrawal is not None:
        code = withdrawal.get("reason_code") if isinstance(withdrawal, Mapping) else None
        told = {**(before or {}), **{key: value for key, value in data.items() if key != "withdrawal"}}
        return _counted(kind, agency, told, State.WITHDRAWN, by) if by.counts(str(code)) else {}
    state = State.WITHHELD if data.get("publish") is False else State.PUBLIC
    return _counted(kind, agency, data, state, by)


def _counted(kind: str, agency: str, data: Mapping[str, Any], state: State, by: Statistics) -> Counts:
    found: dict[Place, Decimal] = defaultdict(Decimal)
    matter = _matter(agency, data, state)
    for rule in by.rules:
        if rule.kind != kind or (rule.types and data.get("type") not in rule.types):
            continue
        for member, day in _members(rule, data):
            if not rule.in_force(day):
                continue
            for column, number in _cells(rule, member, day, by):
                found[Place(agency, day.year, rule.table, column, state, matter)] += number
    return dict(found)


def _members(rule: Rule, data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], date]]:
    """Yield what a record has to count, each with its day: itself, or the members of its list that qualify."""
    own = day_of(_value(data, rule.day))
    if not rule.each:
        if own:
            yield data, own
        return
    listed = data.get(rule.each)
    for member in listed if isinstance(listed, list) else ():
        day = (day_of(member.get(rule.each_day)) or own) if isinstance(member, Mapping) else None
        if day and (not rule.needs or member.get(rule.needs)) and not (rule.unless and member.get(rule.unless)):
            yield member, day


def _cells(rule: Rule, data: Mapping[str, Any], day: date, by: Statistics) -> Iterator[tuple[str, Decimal]]:
    """Yield the columns that one thing counts in, and its amounts; a written value that no column has adds nothing."""
    columns = _columns(rule, data, day, by)
    for column in columns:
        yield column, ONE
    for column, fields in rule.amounts if columns else ():
        numbers = [value for name in fields if isinstance(value := _value(data, name), int | Decimal)]
        if numbers:
            yield column, sum((Decimal(number) for number in numbers), Decimal(0))


def _columns(rule: Rule, data: Mapping[str, Any], day: date, by: Statistics) -> tuple[str, ...]:
    if not rule.field:
        return (rule.other,)
    value = _value(data, rule.field)
    values = [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []
    if not values:
        return (UNKNOWN,)
    ladder = by.ladder(day)
    if rule.several == HEAVIEST and ladder:
        values = [ladder.heaviest(values)]
    columns = (rule.columns.get(one, rule.other) for one in values if one not in rule.elsewhere)
    return tuple(dict.fromkeys(column for column in columns if column))


def _matter(agency: str, data: Mapping[str, Any], state: State) -> str:
    """Return the id of the entry of the list of matters that a public record names; of others it is not told."""
    written = data.get("matter")
    if state is not State.PUBLIC or not isinstance(written, str) or not written:
        return ""
    return written if written.startswith("agencies/") else f"agencies/{agency}/matters#{written}"


def _value(data: Mapping[str, Any], name: str) -> object:
    """Return the value at a place named as `penalty.fine`; None where there is none."""
    found: object = data
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


@dataclass(frozen=True, slots=True)
class Typed:
    """What an annual report says: its id, agency and year, its cells, and to what authorities it was reported.

    `cells` are table, column and number; `roles` are what each authority is (本级政府, 上级主管部门) that it went to on
    a day which is written.
    """

    id: str
    agency: str
    year: int
    cells: tuple[tuple[str, str, Decimal], ...]
    roles: frozenset[str]

    def table(self, name: str) -> Mapping[str, Decimal]:
        """Return the numbers of a table by column."""
        return {column: number for table, column, number in self.cells if table == name}


def typed(report_id: str, agency: str, data: Mapping[str, Any]) -> Typed:
    """Return what the data of an annual report say; its year is the last step of its id."""
    tables = {name: value for name, value in data.items() if isinstance(value, Mapping)}
    cells = [
        (name, str(column), Decimal(str(number)))
        for name, table in tables.items()
        for column, number in table.items()
        if isinstance(number, int | Decimal)
    ]
    reported = data.get("reported")
    entries = [one for one in reported if isinstance(one, Mapping)] if isinstance(reported, list) else []
    roles = frozenset(str(one["role"]) for one in entries if "role" in one and day_of(one.get("date")))
    return Typed(report_id, agency, int(report_id.rpartition("/")[2]), tuple(sorted(cells)), roles)


def table_sum(columns: Mapping[str, Decimal], sums: Collection[str]) -> Decimal:
    """Return the sum of a table's counts, those of no known column with them; amounts are not among them."""
    return sum((number for column, number in columns.items() if column not in sums), Decimal(0))
