"""Lists: every record is reached by plain links, old pages stay as they are, what is withheld is counted."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pages.accounts import own_page, whole_page
from tests.pages.town import EDITION, FACTS, decision, html_of, policy, removed, row, whole_town

from disclosure.model.kinds import KINDS, Kind, Stage
from disclosure.model.public import Withheld
from disclosure.pages.contracts import CollectionPage, DecisionsPage, HomePage, MonthPage, Page
from disclosure.pages.lines import Liner
from disclosure.pages.listings import listing_pages
from disclosure.pages.paging import paged
from disclosure.pages.tallies import digests
from disclosure.pages.urls import COVERAGE, PARTIES, file_of
from disclosure.pages.views import Count
from disclosure.publishing.wording import row_of

HREF = re.compile(r'\shref="([^"]*)"')
MONTH = "/agencies/jyj/decisions/2026/03/"
MANY = [row(number) for number in range(321)]


def lists(*numbers: int, withheld: tuple[Withheld, ...] = ()) -> dict[str, Page]:
    """Return the lists over some decisions, by address."""
    pages = listing_pages([MANY[number] for number in numbers], [FACTS], withheld, EDITION)
    return {page.address: page for page in pages}


def test_every_link_leads_to_a_page_that_is_there() -> None:
    """Whatever the pages link to inside the site is a page, its JSON, part of the theme, or a file to take away."""
    town = whole_town((Withheld("jyj", "penalty", date(2026, 1, 2), "个人隐私"),))
    pages = [*town, own_page(), whole_page()]
    there = {file_of(page.address) for page in pages}
    wanted = {link for page in pages for link in HREF.findall(html_of(page)) if link.startswith("/")}
    missing = {link for link in wanted if file_of(link) not in there and not link.startswith("/theme/")}
    log = {"/log/feed.xml", "/log/events.json", "/log/2026/03/events.csv", "/log/2026/03/events.jsonl"}
    files = {"deadlines.ics", "duties.csv", "feed.xml", "figures.json", "months.csv"}
    whole = {*files, "agencies.csv", "numbers.csv", "late-2023.csv", "late-2026.csv"}
    compliance = {f"/compliance/{name}" for name in whole} | {f"/agencies/jyj/compliance/{name}" for name in files}
    others = {COVERAGE, *log, "/agencies/jyj/log/feed.xml", *compliance, PARTIES}
    assert {link for link in missing if not link.endswith("/index.json")} == others
    assert {file_of(link).replace("index.json", "index.html") for link in missing - others} <= there


def test_no_two_pages_have_one_address() -> None:
    """An address is answered by one page."""
    addresses = [page.address for page in whole_town()]
    assert len(addresses) == len(set(addresses))


@given(st.integers(0, 320))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_a_numbered_page_never_changes_but_for_one_link(total: int) -> None:
    """One record more leaves every numbered page's rows alone; only the newest one learns of a newer page."""
    rows = MANY[: total + 1]
    before = {address: (pager.older, [one.rank for one in shown]) for address, pager, shown in paged("/x/", rows[:-1])}
    after = {address: (pager.older, [one.rank for one in shown]) for address, pager, shown in paged("/x/", rows)}
    del before["/x/"]
    assert {address: after[address] for address in before} == before


@given(st.integers(0, 320))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_following_older_reaches_every_record(total: int) -> None:
    """From a list's own address, the link to older records leads through all of them, and its pages are there."""
    rows = MANY[:total]
    pages = {address: (pager, shown) for address, pager, shown in paged("/x/", rows)}
    seen: set[int] = set()
    address: str | None = "/x/"
    while address:
        pager, shown = pages[address]
        seen |= {one.rank for one in shown}
        address = pager.older
    assert seen == set(range(total))
    assert all(link.address in pages for link in pages["/x/"][0].pages)


def test_a_month_lists_its_decisions_newest_first() -> None:
    """Rows come in ledger order, whatever order they were handed in."""
    page = lists(3, 1, 2)[MONTH]
    assert isinstance(page, MonthPage)
    assert [line.address for line in page.lines] == [f"{MONTH}d3/", f"{MONTH}d2/", f"{MONTH}d1/"]
    assert page.title == "示例市教育局2026年3月执法决定"


def test_a_month_beyond_fifty_has_numbered_pages() -> None:
    """The list's own address shows the newest fifty; page 1 the oldest fifty."""
    pages = lists(*range(60))
    newest, oldest = pages[MONTH], pages[f"{MONTH}page/1/"]
    assert isinstance(newest, MonthPage)
    assert isinstance(oldest, MonthPage)
    assert (newest.total, len(newest.lines), newest.lines[0].address) == (60, 50, f"{MONTH}d59/")
    assert (oldest.total, len(oldest.lines), oldest.lines[-1].address) == (0, 50, f"{MONTH}d0/")
    assert oldest.title == "示例市教育局2026年3月执法决定（第 1 页）"


def test_what_may_not_be_shown_is_counted_with_its_reason() -> None:
    """A month of which nothing may be shown has a page that says so."""
    stubs = (
        Withheld("jyj", "penalty", date(2026, 5, 6), "未成年人"),
        Withheld("jyj", "penalty", date(2026, 5, 7), "个人隐私"),
        Withheld("jyj", "penalty", date(2026, 5, 8), "个人隐私"),
    )
    page = lists(1, withheld=stubs)["/decisions/penalty/2026/05/"]
    assert isinstance(page, MonthPage)
    assert page.withheld == (Count("个人隐私", 2), Count("未成年人", 1))
    html = html_of(page)
    assert '<p class="withheld">另有 3 件依法不予公开：个人隐私 2 件、未成年人 1 件。</p>' in html
    assert '<p class="empty">本期无2026年5月行政处罚决定。</p>' in html


def test_an_empty_site_says_so_on_every_list() -> None:
    """No list is an empty page."""
    pages = {page.address: page for page in listing_pages([], [], [], EDITION)}
    for address, words in {
        "/": "本期无公开的信息。",
        "/agencies/": "本期无行政执法主体。",
        "/decisions/": "本期无执法决定。",
        "/decisions/levy/": "本期无行政征收决定。",
        "/policies/": "本期无制度文件。",
    }.items():
        assert f'<p class="empty">{words}</p>' in html_of(pages[address])


def test_figures_count_by_type_year_and_month() -> None:
    """The way into decisions counts what it leads to."""
    page = lists(1, 2)["/decisions/"]
    assert isinstance(page, DecisionsPage)
    assert page.digest.total == 2
    assert [(count.text, count.number) for count in page.digest.types if count.number] == [("行政处罚", 2)]
    assert [(year.year, year.number) for year in page.digest.years] == [(2026, 2)]
    assert page.digest.years[0].months[2] == Count("3月", 2, "/decisions/2026/03/")
    assert page.agencies == (Count("示例市教育局", 2, "/agencies/jyj/decisions/"),)


def test_a_decision_of_an_unknown_agency_still_has_its_lists() -> None:
    """Where the agency's own record is missing, its decisions are listed under its folder's name."""
    stray = replace(row(1), agency="swj", id="agencies/swj/decisions/2026/03/d1")
    pages = {page.address: page for page in listing_pages([stray], [], [], EDITION)}
    assert pages["/agencies/swj/decisions/2026/03/"].title == "swj2026年3月执法决定"
    assert "/agencies/swj/" not in pages


def test_a_deleted_decision_stays_in_the_list_of_its_path() -> None:
    """A row without a date is filed by its path."""
    page = lists()["/decisions/"]
    assert page.title == "执法决定"
    gone = replace(row(1), day=None, published_at=None, type=None)
    pages = {page.address: page for page in listing_pages([gone], [FACTS], [], EDITION)}
    assert '<span class="notices__day">日期不详</span>' in html_of(pages[MONTH])


def test_a_new_kind_gets_a_list_of_its_own() -> None:
    """One row in the table of kinds is enough."""
    kind = Kind("notice", "听证公告", Stage.DURING, "agencies/{agency}/notices/{slug}.yaml", "notice", "record.html")
    made = replace(
        row(1), kind="notice", id="agencies/jyj/notices/a", type=None, title="某案听证公告", document_no=None
    )
    pages = {page.address: page for page in listing_pages([made], [FACTS], [], EDITION, (*KINDS, kind))}
    page = pages["/notices/"]
    assert isinstance(page, CollectionPage)
    assert [(line.title, line.tag) for line in page.lines] == [("某案听证公告", "听证公告")]


def test_an_old_list_does_not_change_when_another_month_gets_a_record() -> None:
    """A month's page is the same value before and after a decision of another month joins."""
    later = replace(row(9), id="agencies/jyj/decisions/2026/04/d9", day=date(2026, 4, 1))
    before = {page.address: page for page in listing_pages([row(1)], [FACTS], [], EDITION)}
    after = {page.address: page for page in listing_pages([row(1), later], [FACTS], [], EDITION)}
    assert after[MONTH] == before[MONTH]
    assert after["/decisions/penalty/2026/03/"] == before["/decisions/penalty/2026/03/"]


def test_home_shows_the_last_publications_and_the_edition() -> None:
    """The newest come first, and the home page alone says which day and commit it is of."""
    page = lists(*range(30))["/"]
    assert isinstance(page, HomePage)
    assert [line.address for line in page.newest][:2] == [f"{MONTH}d29/", f"{MONTH}d28/"]
    assert len(page.newest) == 12
    html = html_of(page)
    assert "数据截至 2026年11月20日，版本 <code>a1b2c3d</code>" in html
    assert sum("a1b2c3d" in html_of(other) for other in lists(1).values()) == 1


def test_an_agencys_own_page_gets_its_figures() -> None:
    """Figures are by agency; an agency without decisions has empty ones."""
    other = replace(FACTS, slug="swj", name="示例市商务局", url="/agencies/swj/")
    found = digests([row(1), row(2)], [], [FACTS, other])
    assert (found["jyj"].total, found["swj"].total) == (2, 0)
    assert found["jyj"].types == (Count("行政处罚", 2),)
    newest = found["jyj"].newest
    assert [(line.day, line.facts) for line in newest] == [(date(2026, 3, 13), ("2026-03-09 决定",))] * 2


def test_every_figure_counts_the_same_decisions() -> None:
    """The types, the months and the agencies add up to the total; a deleted file is told apart everywhere."""
    rows = [row_of(decision()), replace(row_of(removed()), rank=5)]
    pages = {page.address: page for page in listing_pages(rows, [FACTS], (), EDITION)}
    home = pages["/"]
    assert isinstance(home, HomePage)
    figures = {figure.text: figure.number for figure in home.figures}
    assert (figures["执法决定"], figures["文件被删除"], figures["其中已撤下"]) == (1, 1, 0)
    for counts in (home.types, home.years, home.agencies):
        assert sum(count.number for count in counts) == 1
    for address in ("/decisions/", "/agencies/jyj/decisions/"):
        page = pages[address]
        assert isinstance(page, DecisionsPage)
        assert (page.digest.total, page.digest.removed, len(page.digest.newest)) == (1, 1, 2)
        assert "另有 1 件的文件被删除，未按程序撤下。" in html_of(page)
    month = pages["/decisions/2026/03/"]
    assert isinstance(month, MonthPage)
    assert (month.total, month.removed, len(month.lines)) == (1, 1, 2)


def test_a_policy_is_tagged_with_its_category() -> None:
    """A list of policies says of each what it is, not that it is a policy."""
    made = row_of(policy(category="培训制度"))
    assert Liner({}, {"policy": "制度文件"}).line(made).tag == "培训制度"
    assert Liner({}, {"policy": "制度文件"}).line(replace(made, category=None)).tag == "制度文件"


def test_lists_are_told_apart_by_their_agency() -> None:
    """All lists of a kind have the same title; a line says whose it is, and how many entries it has."""
    changes = {"kind": "matter", "title": "行政执法事项清单", "type": None, "document_no": None, "answer": ""}
    line = Liner({FACTS.slug: FACTS}).line(row(1, entries=12, **changes))
    assert (line.title, line.facts) == ("示例市教育局行政执法事项清单", ("12 项",))
