"""Rows counted: by type, by year and month, by agency; and what may not be shown, by reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.language import _
from disclosure.model.public import Row, Status, Withheld
from disclosure.pages import urls
from disclosure.pages.columns import type_title
from disclosure.pages.contracts import AgencyFacts, Digest
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.lines import Liner
from disclosure.pages.views import Count, Year

DECISION = "decision"
NEWEST = 20
ALL_AT_ONCE = 50


@dataclass
class Scope:
    """The decisions that one list is about (an agency's, a type's, a year's), in ledger order.

    Those whose file was deleted stand in the list, and are not counted among the decisions: nobody can tell their type.
    `since` is the day since when there could have been any.
    """

    agency: str | None = None
    type_name: str | None = None
    year: int | None = None
    rows: list[Row] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    since: date | None = None

    @cached_property
    def total(self) -> int:
        """How many decisions there are to read, or to read of why they were withdrawn."""
        return len(counted(self.rows))

    @property
    def removed(self) -> int:
        """How many decisions were deleted without procedure."""
        return len(self.rows) - self.total

    @cached_property
    def months(self) -> dict[tuple[int, int], "Scope"]:
        """The scope cut into months, the oldest first; a month is there when it has a row or something withheld."""
        found: dict[tuple[int, int], Scope] = defaultdict(lambda: Scope(self.agency, self.type_name))
        for row in self.rows:
            if period := filed(row):
                found[period].rows.append(row)
        for stub in self.withheld:
            found[stub.day.year, stub.day.month].withheld.append(stub)
        for (year, _month), within in found.items():
            within.year = year
        return dict(sorted(found.items()))

    def years(self) -> Iterator["Scope"]:
        """Yield the scope of each year, the oldest first; it shares the months that were cut already."""
        for year in sorted({year for year, _month in self.months}):
            months = {period: within for period, within in self.months.items() if period[0] == year}
            within = Scope(
                self.agency,
                self.type_name,
                year,
                in_ledger_order(row for month in months.values() for row in month.rows),
                [stub for month in months.values() for stub in month.withheld],
            )
            within.months = months
            yield within

    def address(self, year: int | None = None, month: int | None = None) -> str:
        """Return the address of the list, or of a year or month within it."""
        return urls.decisions_url(agency=self.agency, type_name=self.type_name, year=year or self.year, month=month)


def in_ledger_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows by the rank of their first publication, the oldest first."""
    return sorted(rows, key=attrgetter("rank"))


def counted(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that count as decisions: what was deleted has no type, and is told apart."""
    return [row for row in rows if row.status is not Status.REMOVED]


def filed(row: Row) -> tuple[int, int] | None:
    """Return the year and month that a row is listed under: those of its path, else those of its own date."""
    found = urls.period_of(row.id)
    return found or ((row.day.year, row.day.month) if row.day else None)


def opened(rows: Iterable[Row]) -> date | None:
    """Return the day of the first publication among some rows: since then a list without any says so."""
    first = min((row.published_at for row in rows if row.published_at), default=None)
    return first.astimezone(SHANGHAI).date() if first else None


def digest(scope: Scope, liner: Liner, newest: int = NEWEST) -> Digest:
    """Count a scope, and take the rows that were published last, under that day; all where they fit on one page."""
    few = len(scope.rows) <= ALL_AT_ONCE and newest == NEWEST
    shown = scope.rows[::-1] if few else scope.rows[: -newest - 1 : -1]
    return Digest(
        total=scope.total,
        removed=scope.removed,
        types=types_of(scope),
        years=years_of(scope),
        withheld=reasons(scope.withheld),
        newest=tuple(liner.line(row, by_publication=True, name_agency=scope.agency is None) for row in shown),
        since=None if scope.rows else scope.since,
    )


def types_of(scope: Scope) -> tuple[Count, ...]:
    """Count each type, in the order of the law; a type of one agency has no list of its own."""
    found = Counter(row.type for row in scope.rows)
    stubs = Counter(stub.type for stub in scope.withheld)
    linked = scope.agency is None
    return tuple(
        Count(
            type_title(name),
            found[name],
            urls.decisions_url(type_name=name, year=scope.year) if linked and (found[name] or stubs[name]) else None,
        )
        for name in DECISION_TYPES
        if found[name] or (linked and scope.year is None)
    )


def years_of(scope: Scope) -> tuple[Year, ...]:
    """Count each year and month in which there is something to say, the newest year first."""
    return tuple(_year(scope, year) for year in sorted({year for year, _month in scope.months}, reverse=True))


def _year(scope: Scope, year: int) -> Year:
    cells = []
    for month in range(1, 13):
        within = scope.months.get((year, month))
        address = scope.address(year, month) if within else None
        cells.append(Count(_("{month}月").format(month=month), within.total if within else 0, address))
    return Year(year, sum(cell.number for cell in cells), scope.address(year), tuple(cells))


def reasons(withheld: Iterable[Withheld]) -> tuple[Count, ...]:
    """Count what may not be published, by the ground that the law gives."""
    found = Counter(stub.reason_code for stub in withheld)
    return tuple(
        Count(reason, number) for reason, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def agencies_of(rows: Iterable[Row], names: Mapping[str, AgencyFacts], year: int | None = None) -> tuple[Count, ...]:
    """Count each agency's decisions, the busiest first; its list of that year, or of all, is the way on."""
    found = Counter(row.agency for row in counted(rows) if row.agency)
    return tuple(
        Count(names[slug].name if slug in names else slug, number, urls.decisions_url(agency=slug, year=year))
        for slug, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def digests(rows: Sequence[Row], withheld: Sequence[Withheld], agencies: Sequence[AgencyFacts]) -> dict[str, Digest]:
    """Return the figures of each agency's decisions, by folder name, for the agencies' own pages."""
    liner = Liner({facts.slug: facts for facts in agencies})
    since = opened(rows)
    scopes: dict[str, Scope] = defaultdict(Scope)
    for row in in_ledger_order(rows):
        if row.kind == DECISION and row.agency:
            scopes[row.agency].rows.append(row)
    for stub in withheld:
        scopes[stub.agency].withheld.append(stub)
    for slug, scope in scopes.items():
        scope.agency = slug
        scope.since = since
    known = {facts.slug for facts in agencies} | set(scopes)
    return {slug: digest(scopes.get(slug, Scope(agency=slug, since=since)), liner, newest=10) for slug in sorted(known)}
