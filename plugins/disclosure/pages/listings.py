"""Every page that spans records: home, directory, decision lists, collections, search, sitemap, 404.

Rows are grouped once; a page takes counts and at most fifty lines. Nothing here costs records × pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from disclosure.model.kinds import KINDS, Kind
from disclosure.model.language import _
from disclosure.model.public import PublicRecord, Row, Status, Withheld
from disclosure.pages import columns, urls
from disclosure.pages.asking import examples_of
from disclosure.pages.catalogue import catalogue_page, counted, coverage_page
from disclosure.pages.contracts import (
    AgenciesPage,
    AgencyFacts,
    CollectionPage,
    Edition,
    HomePage,
    NotFoundPage,
    Page,
    SitemapPage,
)
from disclosure.pages.decision_lists import Origins, decision_pages, latest_month
from disclosure.pages.lines import Liner
from disclosure.pages.paging import paged
from disclosure.pages.piles import Ordered, Placed, Shelf, placed, shelved
from disclosure.pages.ranking import CATEGORIES, LEVELS
from disclosure.pages.rosters import ROSTERS, roster_pages
from disclosure.pages.search_page import LARGE, search_page
from disclosure.pages.shelves import Coverage
from disclosure.pages.tallies import DECISION, Scope, agencies_of, opened, types_of, years_of
from disclosure.pages.views import AgencyLine, Category, Count, Group, Link, SavedLink, Way, Year

AGENCY = "agency"
NEWEST_ON_HOME = 12
BUSIEST_ON_HOME = 10
WAYS = (
    ("guide", _("办一件事"), _("条件、材料、时限、收费")),
    ("officer", _("核对执法人员"), _("姓名、证件编号、有效期")),
    ("inspection_item", _("谁会来检查"), _("随机抽查的事项、比例、频次")),
    ("discretion", _("罚款怎么定"), _("裁量基准：情形和幅度")),
)
"""Ways in by what a reader wants, for the kinds that have something to show."""


def listing_pages(rows: Iterable[Row], *facts: Any, **more: Any) -> Iterator[Page]:  # noqa: ANN401  # those of `pages_or_addresses`
    """Yield every page that is not the page of one record, in a fixed order."""
    return (page for page in pages_or_addresses(shelved(rows), *facts, **more) if isinstance(page, Page))


def pages_or_addresses(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    shelves: Sequence[Shelf],
    agencies: Sequence[AgencyFacts],
    withheld: Sequence[Withheld],
    edition: Edition,
    kinds: Sequence[Kind] = KINDS,
    coverage: Mapping[str, Coverage] | None = None,
    people: Sequence[PublicRecord] = (),
    saved: Sequence[SavedLink] = (),
    origins: Origins | None = None,
    laws: Mapping[str, int] | None = None,
) -> Iterator[Page | str]:
    """Yield every page that is not the page of one record, in a fixed order; of one that stands only the address.

    `people` are the entries of the lists that rosters are made of, list by list; `saved` are the saved searches;
    `laws` are those that public records cite, and how many do.
    """
    gathered = Gathered(placed(shelves), agencies, withheld, edition, kinds)
    yield home_page(gathered)
    yield agencies_page(gathered)
    yield catalogue_page(kinds, gathered.by_kind)
    yield coverage_page(coverage or {"": Coverage("", "", ())})
    yield from decision_pages(gathered.entire, gathered.liner, gathered.slugs, origins)
    yield from collection_pages(gathered)
    yield from roster_pages(people, gathered.liner.agencies, edition, kinds)
    regions, large = any(facts.region_code for facts in agencies), len(Ordered(gathered.piles)) > LARGE
    examples = examples_of(gathered.of_kind(AGENCY), Ordered(gathered.decisions), laws or {})
    yield search_page(saved, examples, large=large, regions=regions)
    yield sitemap_page(gathered)
    yield NotFoundPage(
        address=urls.NOT_FOUND,
        title=_("没有这一页"),
        description=_("没有找到这个地址的页面"),
        column=columns.SITEMAP,
        crumbs=(),
    )


class Gathered:
    """The piles of an edition, grouped once by kind, with what lists say of agencies and kinds."""

    def __init__(
        self,
        piles: Sequence[Placed],
        agencies: Sequence[AgencyFacts],
        withheld: Sequence[Withheld],
        edition: Edition,
        kinds: Sequence[Kind],
    ) -> None:
        self.agencies = tuple(sorted(agencies, key=lambda facts: facts.slug))
        self.withheld, self.edition, self.kinds = withheld, edition, kinds
        self.liner = Liner({facts.slug: facts for facts in agencies}, {kind.name: kind.title for kind in kinds})
        self.piles = piles
        groups: dict[str, list[Placed]] = defaultdict(list)
        for one in piles:
            groups[one[0].kind].append(one)
        self.by_kind = {name: Ordered(own) for name, own in groups.items()}
        self.decisions = groups[DECISION]
        slugs = {facts.slug for facts in agencies} | {pile.agency for pile, _shelf in self.decisions if pile.agency}
        self.slugs = tuple(sorted(slugs | {stub.agency for stub in withheld}))
        self.since = opened(piles)
        self.entire = Scope(piles=self.decisions, withheld=list(withheld), since=self.since)
        self.years = years_of(self.entire)
        self.types = types_of(self.entire)

    def of_kind(self, name: str) -> Ordered:
        """Return the rows of a kind."""
        return self.by_kind.get(name) or Ordered(())

    def collections(self) -> Iterator[tuple[Kind, str, Ordered]]:
        """Yield the kinds that have a plain list of their own, with its address and rows in ledger order."""
        for kind in self.kinds:
            address = urls.collection_url(kind)
            if kind.name not in {AGENCY, DECISION} and address:
                yield kind, address, self.of_kind(kind.name)

    def single_files(self) -> Iterator[Link]:
        """Yield the way to each record of a kind that is one file of the whole site (the plan)."""
        for kind in self.kinds:
            if "{" not in kind.pattern:
                yield from (Link(kind.title, urls.record_url(row.id)) for row in self.of_kind(kind.name))

    def agency_counts(self) -> tuple[Count, ...]:
        """Return every agency that has a page, with its number of decisions."""
        numbers = {count.address: count.number for count in agencies_of(self.decisions, {})}
        return tuple(
            Count(facts.name, numbers.get(urls.decisions_url(agency=facts.slug), 0), facts.url)
            for facts in self.agencies
        )


def home_page(gathered: Gathered) -> HomePage:
    """Return the home page: the way in, and what is new."""
    newest = Ordered([one for one in gathered.piles if one[0].kind != AGENCY])[: -NEWEST_ON_HOME - 1 : -1]
    decisions = gathered.decisions
    busiest = agencies_of(decisions, gathered.liner.agencies)
    return HomePage(
        address=urls.HOME,
        title=_("首页"),
        description=_("谁在执法，依据什么，作了什么决定"),
        column=columns.HOME,
        crumbs=(),
        newest=tuple(gathered.liner.line(row, by_publication=True) for row in newest),
        figures=tuple(_figures(gathered)),
        types=tuple(count for count in gathered.types if count.number),
        years=gathered.years[:6],
        agencies=busiest[:BUSIEST_ON_HOME] or gathered.agency_counts()[:BUSIEST_ON_HOME],
        agencies_total=len(gathered.agencies),
        collections=tuple(counted(kind, rows, address) for kind, address, rows in gathered.collections())
        + tuple(Count(single.text, 1, single.address) for single in gathered.single_files()),
        ways=tuple(_ways(gathered)),
        edition=gathered.edition,
    )


def _figures(gathered: Gathered) -> Iterator[Count]:
    yield Count(_("执法机关"), len(gathered.agencies), urls.AGENCIES)
    yield Count(_("执法决定"), gathered.entire.total, urls.DECISIONS)
    if gathered.years:
        newest: Year = gathered.years[0]
        yield Count(_("其中{year}年作出").format(year=newest.year), newest.number, newest.address)
    yield Count(_("其中已撤下"), _withdrawn(gathered.decisions))
    yield Count(_("依法不予公开"), len(gathered.withheld))
    if gathered.entire.removed:
        yield Count(_("文件被删除"), gathered.entire.removed)


def _withdrawn(piles: Iterable[Placed]) -> int:
    return sum(pile.number for pile, _shelf in piles if pile.status is Status.WITHDRAWN)


def _ways(gathered: Gathered) -> Iterator[Way]:
    yield Way(_("查一个企业"), _("名称、文号、信用代码"), urls.SEARCH)
    yield Way(_("找一个机关"), _("职责、依据、联系方式"), urls.AGENCIES)
    there = {kind.name: address for kind, address, rows in gathered.collections() if rows}
    for name, title, hint in WAYS:
        if name in there:
            yield Way(title, hint, there[name])
    month = latest_month(gathered.entire)
    yield Way(_("看最近一个月"), _("这个月作出的决定"), month or urls.DECISIONS)
    yield Way(_("读制度文件"), _("公示、记录、审核制度"), urls.POLICIES)


def agencies_page(gathered: Gathered) -> AgenciesPage:
    """Return the directory of bodies that enforce (行政执法主体名录), by level, then by category."""
    counts = {count.address: count.number for count in gathered.agency_counts()}
    today = gathered.edition.as_of.isoformat()
    agencies = gathered.of_kind(AGENCY).piles
    withdrawn = {pile.agency for pile, _shelf in agencies if pile.status is Status.WITHDRAWN}
    levels: dict[str, dict[str, list[AgencyLine]]] = {level: {} for level in LEVELS}
    for facts in gathered.agencies:
        ended = facts.slug in withdrawn or (bool(facts.until) and facts.until < today)
        line = AgencyLine(facts.name, facts.url, facts.field, facts.phone, counts[facts.url], ended)
        levels.setdefault(facts.level, {}).setdefault(facts.category, []).append(line)
    return AgenciesPage(
        address=urls.AGENCIES,
        title=_("行政执法主体名录"),
        description=columns.AGENCIES.description,
        column=columns.AGENCIES,
        crumbs=(),
        total=len(gathered.agencies),
        groups=tuple(_group(level, categories) for level, categories in levels.items() if categories),
    )


def _group(level: str, categories: dict[str, list[AgencyLine]]) -> Group:
    """Return the agencies of one level; the categories in the order of the law, what is of none last."""
    order = [*CATEGORIES, *sorted(set(categories) - set(CATEGORIES))]
    shown = tuple(Category(name, tuple(categories[name])) for name in order if name in categories)
    return Group(level, sum(len(category.lines) for category in shown), shown)


def collection_pages(gathered: Gathered) -> Iterator[CollectionPage]:
    """Yield the plain list of every kind that has one (a roster is none), of all agencies and of each."""
    for kind, address, rows in gathered.collections():
        if kind.name in ROSTERS:
            continue
        yield from _collection(gathered, kind, address, rows, None)
        if "{agency}" in kind.pattern and not kind.key:
            for facts in gathered.agencies:
                own = Ordered([one for one in rows.piles if one[0].agency == facts.slug])
                there = urls.collection_url(kind, facts.slug)
                if own and there:
                    yield from _collection(gathered, kind, there, own, facts)


def _collection(
    gathered: Gathered, kind: Kind, address: str, rows: Ordered, facts: AgencyFacts | None
) -> Iterator[CollectionPage]:
    column = columns.column_of(kind)
    name = f"{facts.name}{kind.title}" if facts else kind.title
    steps = (Link(column.name, column.address), Link(facts.name, facts.url)) if facts else _catalogue(kind)
    for place, pager, shown in paged(address, rows):
        title = "{title}" if pager.number is None else _("{title}（第 {number} 页）")
        yield CollectionPage(
            address=place,
            title=title.format(title=name, number=pager.number),
            description=column.description,
            column=column,
            crumbs=steps,
            total=len(rows) if pager.number is None else 0,
            lines=tuple(gathered.liner.line(row, name_agency=facts is None) for row in shown),
            pager=pager,
            since=None if rows else gathered.since,
        )


def _catalogue(kind: Kind) -> tuple[Link, ...]:
    return () if kind.name in columns.OWN_COLUMNS else (Link(columns.CATALOGUE.name, columns.CATALOGUE.address),)


def sitemap_page(gathered: Gathered) -> SitemapPage:
    """Return every column and every list on one page."""
    shown = [Link(column.name, column.address) for column in (columns.HOME, *columns.NAVIGATION)]
    own = {link.address for link in shown}
    shown.append(Link(columns.PARTIES.name, columns.PARTIES.address))
    shown.append(Link(_("公开事项表"), urls.COVERAGE_PAGE))
    shown += [Link(kind.title, address) for kind, address, _rows in gathered.collections() if address not in own]
    shown += gathered.single_files()
    return SitemapPage(
        address=urls.SITEMAP,
        title=columns.SITEMAP.name,
        description=columns.SITEMAP.description,
        column=columns.SITEMAP,
        crumbs=(),
        columns=tuple(shown),
        agencies=gathered.agency_counts(),
        types=gathered.types,
        years=gathered.years,
    )
