"""Rows counted: by type, by year and month, by agency; and what may not be shown, by reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.language import _
from disclosure.model.public import Row, Status, Withheld
from disclosure.pages import urls
from disclosure.pages.columns import type_title
from disclosure.pages.contracts import AgencyFacts, Digest
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.lines import Liner
from disclosure.pages.piles import Ordered, Pile, Placed, placed, shelved
from disclosure.pages.views import Count, Year

DECISION = "decision"
NEWEST = 20
NEWEST_OF_AN_AGENCY = 10
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
    piles: list[Placed] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    since: date | None = None

    @cached_property
    def rows(self) -> Ordered:
        """The decisions, fetched where somebody looks at them."""
        return Ordered(self.piles)

    @cached_property
    def total(self) -> int:
        """How many decisions there are to read, or to read of why they were withdrawn."""
        return sum(pile.number for pile in counted(self.piles))

    @property
    def removed(self) -> int:
        """How many decisions were deleted without procedure."""
        return len(self.rows) - self.total

    @cached_property
    def months(self) -> dict[tuple[int, int], "Scope"]:
        """The scope cut into months, the oldest first; a month is there when it has a row or something withheld."""
        found: dict[tuple[int, int], Scope] = defaultdict(lambda: Scope(self.agency, self.type_name))
        for one in self.piles:
            if one[0].period:
                found[one[0].period].piles.append(one)
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
                [one for month in months.values() for one in month.piles],
                [stub for month in months.values() for stub in month.withheld],
            )
            within.months = months
            yield within

    def address(self, year: int | None = None, month: int | None = None) -> str:
        """Return the address of the list, or of a year or month within it."""
        return urls.decisions_url(agency=self.agency, type_name=self.type_name, year=year or self.year, month=month)


def counted(piles: Iterable[Placed]) -> Iterator[Pile]:
    """Yield the piles that count as decisions: what was deleted has no type, and is told apart."""
    return (pile for pile, _shelf in piles if pile.status is not Status.REMOVED)


def opened(piles: Iterable[Placed]) -> date | None:
    """Return the day of the first publication among some rows: since then a list without any says so."""
    first = min((pile.opened for pile, _shelf in piles if pile.opened), default=None)
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
    found = numbers_of(scope.piles)
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


def numbers_of(piles: Iterable[Placed]) -> Counter[str | None]:
    """Count some decisions by type; those that were deleted have none."""
    found: Counter[str | None] = Counter()
    for pile, _shelf in piles:
        found[pile.type] += pile.number
    return found


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


def agencies_of(
    piles: Iterable[Placed], names: Mapping[str, AgencyFacts], year: int | None = None
) -> tuple[Count, ...]:
    """Count each agency's decisions, the busiest first; its list of that year, or of all, is the way on."""
    found: Counter[str] = Counter()
    for pile in counted(piles):
        if pile.agency:
            found[pile.agency] += pile.number
    return tuple(
        Count(names[slug].name if slug in names else slug, number, urls.decisions_url(agency=slug, year=year))
        for slug, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def scopes_of(
    piles: Iterable[Placed], withheld: Iterable[Withheld], agencies: Iterable[AgencyFacts]
) -> dict[str, Scope]:
    """Return the decisions of each agency, by folder name, for the agencies' own pages."""
    every = list(piles)
    since = opened(every)
    known: dict[str, Scope] = {facts.slug: Scope(agency=facts.slug, since=since) for facts in agencies}
    for one in every:
        if one[0].kind == DECISION and one[0].agency:
            known.setdefault(one[0].agency, Scope(agency=one[0].agency, since=since)).piles.append(one)
    for stub in withheld:
        known.setdefault(stub.agency, Scope(agency=stub.agency, since=since)).withheld.append(stub)
    return dict(sorted(known.items()))


def digests(rows: Sequence[Row], withheld: Sequence[Withheld], agencies: Sequence[AgencyFacts]) -> dict[str, Digest]:
    """Return the figures of each agency's decisions, by folder name, for the agencies' own pages."""
    liner = Liner({facts.slug: facts for facts in agencies})
    scopes = scopes_of(placed(shelved(rows)), withheld, agencies)
    return {slug: own_digest(scope, liner) for slug, scope in scopes.items()}


def own_digest(scope: Scope, liner: Liner) -> Digest:
    """Return the figures of an agency's decisions as its own page shows them."""
    return digest(scope, liner, newest=NEWEST_OF_AN_AGENCY)
