"""The lists of decisions: ways in (all, by type, year, agency) and the months that hold the rows."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.language import _
from disclosure.pages import urls
from disclosure.pages.columns import DECISIONS, type_title
from disclosure.pages.contracts import DecisionsPage, MonthPage, Page
from disclosure.pages.lines import Liner
from disclosure.pages.paging import addresses_of, paged
from disclosure.pages.tallies import ALL_AT_ONCE, Scope, agencies_of, digest, numbers_of, reasons
from disclosure.pages.views import Count, Link


class Origins(Protocol):
    """Knows what a list is made of, and whether all of that is as it was when its pages were made."""

    def told(self, scope: Scope) -> str:
        """Return what a list depends on, in few words."""
        ...

    def stands(self, address: str, told: str) -> bool:
        """Tell whether the page at an address was made of just that."""
        ...


def decision_pages(
    entire: Scope, liner: Liner, slugs: Sequence[str], origins: Origins | None = None
) -> Iterator[Page | str]:
    """Yield every list of decisions: of all, of each type, of each agency, each by year and month.

    Of a page that stands as it was made only the address is told.
    """
    yield from _lists(entire, liner, origins)
    by_type: dict[str, Scope] = {name: Scope(type_name=name, since=entire.since) for name in DECISION_TYPES}
    by_agency: dict[str, Scope] = {slug: Scope(agency=slug, since=entire.since) for slug in slugs}
    for one in entire.piles:
        if one[0].type in by_type:
            by_type[one[0].type].piles.append(one)
        if one[0].agency in by_agency:
            by_agency[one[0].agency].piles.append(one)
    for stub in entire.withheld:
        by_type[stub.type].withheld.append(stub)
        by_agency[stub.agency].withheld.append(stub)
    for scope in (*by_type.values(), *by_agency.values()):
        yield from _lists(scope, liner, origins)


def _lists(scope: Scope, liner: Liner, origins: Origins | None) -> Iterator[Page | str]:
    for within in (scope, *scope.years()):
        stands = origins is not None and origins.stands(within.address(), origins.told(within))
        yield within.address() if stands else _way_in(within, liner)
    for (_year, month), within in scope.months.items():
        yield from _month(within, month, liner, origins)


def _way_in(scope: Scope, liner: Liner) -> DecisionsPage:
    figures = digest(scope, liner)
    title = _title(scope, liner)
    return DecisionsPage(
        address=scope.address(),
        title=title,
        description=_("{title}，共 {total} 件").format(title=title, total=figures.total),
        column=DECISIONS,
        crumbs=tuple(_steps(scope, liner))[:-1],
        digest=figures,
        entire=len(scope.rows) <= ALL_AT_ONCE,
        agencies=() if scope.agency else agencies_of(scope.piles, liner.agencies, scope.year),
    )


def _month(scope: Scope, month: int, liner: Liner, origins: Origins | None) -> Iterator[MonthPage | str]:
    title = _title(scope, liner, month)
    told = origins.told(scope) if origins else ""
    addresses = list(addresses_of(scope.address(month=month), len(scope.rows)))
    standing = [address for address in addresses if origins and origins.stands(address, told)]
    if standing == addresses:
        yield from addresses
        return
    for address, pager, shown in paged(scope.address(month=month), scope.rows):
        if address in standing:
            yield address
            continue
        newest = pager.number is None
        yield MonthPage(
            address=address,
            title=title if newest else _("{title}（第 {number} 页）").format(title=title, number=pager.number),
            description=title,
            column=DECISIONS,
            crumbs=tuple(_steps(scope, liner)),
            total=scope.total if newest else 0,
            removed=scope.removed if newest else 0,
            lines=tuple(liner.line(row, name_agency=scope.agency is None) for row in shown),
            pager=pager,
            types=_types(scope, month) if newest and scope.type_name is None else (),
            withheld=reasons(scope.withheld) if newest else (),
        )


def _title(scope: Scope, liner: Liner, month: int | None = None) -> str:
    """Return what a list is called: `示例市教育局2026年3月执法决定`, `行政处罚决定`."""
    year = _("{year}年").format(year=scope.year) if scope.year else ""
    within = _("{month}月").format(month=month) if month else ""
    what = _("{type}决定").format(type=type_title(scope.type_name)) if scope.type_name else DECISIONS.name
    return f"{_agency(scope, liner)}{year}{within}{what}"


def _agency(scope: Scope, liner: Liner) -> str:
    facts = liner.agencies.get(scope.agency or "")
    return facts.name if facts else scope.agency or ""


def _steps(scope: Scope, liner: Liner) -> Iterator[Link]:
    """Yield the steps to a list and to the list itself: agency, its decisions; or decisions, their type; then year."""
    facts = liner.agencies.get(scope.agency or "")
    if facts:
        yield Link(facts.name, facts.url)
    yield Link(DECISIONS.name, urls.decisions_url(agency=scope.agency))
    if scope.type_name:
        yield Link(type_title(scope.type_name), urls.decisions_url(type_name=scope.type_name))
    if scope.year:
        yield Link(_("{year}年").format(year=scope.year), scope.address())


def _types(scope: Scope, month: int) -> tuple[Count, ...]:
    """Count the types of one month; each has a list of its own, but not within one agency."""
    found = numbers_of(scope.piles)
    linked = scope.agency is None
    return tuple(
        Count(
            type_title(name),
            found[name],
            urls.decisions_url(type_name=name, year=scope.year, month=month) if linked else None,
        )
        for name in DECISION_TYPES
        if found[name]
    )


def latest_month(scope: Scope) -> str | None:
    """Return the address of the newest month that has a decision, or None where there is none."""
    months = [period for period, within in scope.months.items() if within.piles]
    return scope.address(*max(months)) if months else None
