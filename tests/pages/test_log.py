"""The pages of the publication log: every event once, in order, under today's name; old pages stay as they are."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pages.town import CHINA, RECORDER, decision, happened, html_of, log_pages, officers, policy

from disclosure.model.event import Action
from disclosure.model.public import Logged
from disclosure.pages.contracts import Page
from disclosure.pages.log_pages import Choice, LogMonthPage, LogPage, LogRow, Owner, month_pages
from disclosure.pages.log_views import EntryGroup, EntryLink, bundles, told_of_entries
from disclosure.pages.views import Count, Link

MONTH = "/log/2026/03/"


def pages(*lines: Logged) -> dict[str, Page]:
    """Return the pages of the log over some events, by address."""
    return {page.address: page for page in log_pages(*lines)}


def month(*lines: Logged, address: str = MONTH) -> LogMonthPage:
    """Return a page of the month."""
    page = pages(*lines)[address]
    assert isinstance(page, LogMonthPage)
    return page


def places(page: LogMonthPage | LogPage) -> list[str]:
    """Return the events of a page from top to bottom."""
    return [line.place for day in page.days for line in day.lines]


def test_the_front_page_counts_and_shows_the_newest_first() -> None:
    """Totals, months, agencies, and the last events on top."""
    page = pages(happened(3), happened(5, Action.CORRECT), happened(7, Action.WITHDRAW))["/log/"]
    assert isinstance(page, LogPage)
    assert page.counts == (Count("公开", 1), Count("更正", 1), Count("撤下", 1))
    assert page.months == (LogRow("2026年3月", MONTH, (1, 1, 1), 0, 3),)
    assert page.heads == ("公开", "更正", "撤下")
    assert places(page) == ["e7", "e5", "e3"]
    assert page.agencies == (Count("示例市教育局", 3, "/agencies/jyj/log/"),)
    assert (page.feed, page.index) == ("/log/feed.xml", "/log/events.json")


def test_a_log_without_events_says_so() -> None:
    """Nothing is offered that is not there."""
    page = pages()["/log/"]
    html = html_of(page)
    assert '<p class="empty">本期无公开记录。</p>' in html
    assert "feed.xml" not in html
    assert "没有版本历史。" in html_without_history(page)


def html_without_history(page: Page) -> str:
    """Return a page as a site without git shows it."""
    from tests.pages.town import PORTAL, renderer_of  # noqa: PLC0415  # needed here alone

    from disclosure.pages.rendering import Site  # noqa: PLC0415  # as above

    return renderer_of(Site.from_portal(PORTAL, history="none")).render(page).decode()


def test_a_line_says_what_happened_to_what_and_who_let_it_in() -> None:
    """Time of Beijing, action, title of today, kind, agency, reason, whether somebody else approved, commit."""
    time = datetime(2026, 3, 13, 8, 40, tzinfo=CHINA)
    event = happened(4, Action.WITHDRAW, title="示教罚〔2026〕13号", reason="复议撤销。", approved=True, time=time)
    line = month(event).days[0].lines[0]
    assert (line.tag, line.tone, line.title) == (
        "撤下",
        "withdraw",
        Link("示教罚〔2026〕13号", "/agencies/jyj/decisions/2026/03/012/"),
    )
    assert (line.kind, line.agency) == ("行政执法决定", Link("示例市教育局", "/agencies/jyj/"))
    html = html_of(month(event))
    for words in (
        '<li class="log__line log__line--withdraw" id="e4">',
        '<time class="log__time" datetime="2026-03-13T08:40:00+08:00">08:40</time>',
        "</span>复议撤销。</p>",
        "<span>经他人审核</span>",
        "<code>a1b2c3d</code>",
    ):
        assert words in html
    assert "未经他人审核" in html_of(month(replace(event, approved=False)))


def test_a_clock_that_ran_backwards_is_flagged_and_the_order_holds() -> None:
    """The event stands where the ledger has it, under its own day, and says that its time is not to be trusted."""
    back = happened(2, time=datetime(2026, 3, 9, 9, 0, tzinfo=CHINA), backdated=True)
    page = month(happened(1), back, happened(3))
    assert [(day.day.day, [line.place for line in day.lines]) for day in page.days] == [
        (13, ["e3"]),
        (9, ["e2"]),
        (13, ["e1"]),
    ]
    assert html_of(page).count("所记时间早于前一次，次序以这里为准") == 1
    assert "迁入，迁入前公开时间无法核实" in html_of(month(happened(1, imported=True)))


def test_what_befell_a_lists_entries_stands_below_the_list() -> None:
    """新增 2 人、变更 1 人, each linked; one who is in the list no more has no name."""
    listed = officers()
    one, two, three = listed.entries
    told = (
        happened(10, Action.UPDATE, listed),
        happened(11, record=one, within=10),
        happened(12, record=two, within=10),
        happened(13, Action.UPDATE, three, within=10),
        happened(14, Action.REMOVED, listed, title="执法人员", within=10),
    )
    page = month(*told)
    assert page.days[0].lines[0].groups == (
        EntryGroup(
            "新增 2 人",
            folded=False,
            entries=(
                EntryLink("e11", "林知夏", "/agencies/jyj/officers/%E7%A4%BA99000000012/"),
                EntryLink("e12", "薛砚秋", "/agencies/jyj/officers/%E7%A4%BA99000000424/"),
            ),
        ),
        EntryGroup(
            "变更 1 人",
            folded=False,
            entries=(EntryLink("e13", "褚怀民", "/agencies/jyj/officers/%E7%A4%BA99000000031/"),),
        ),
        EntryGroup("移出 1 人", folded=False, entries=()),
    )
    assert (page.total, page.inner, page.counts) == (5, 4, (Count("更新", 1, f"{MONTH}#e10"),))
    assert told_of_entries(bundles(told)[0]) == "新增 2 人、变更 1 人、移出 1 人"
    assert "执法人员</a>" not in html_of(page)


def test_many_entries_are_folded() -> None:
    """A list of many is one line, and whoever wants to read them all opens it; no script is needed."""
    listed = officers()
    told = [happened(10, record=listed), *(happened(11 + n, record=listed.entries[0], within=10) for n in range(7))]
    html = html_of(month(*told))
    assert '<p class="log__group">新增 7 人</p>' in html
    assert html.count('<details class="log__more">') == 1
    assert html.count("林知夏</a>") == 7


def test_counts_lead_to_the_newest_of_each_action() -> None:
    """Also where it stands on an older page; a page offers to look at one action alone."""
    told = [happened(0, Action.CORRECT), *(happened(number) for number in range(1, 60))]
    page = month(*told)
    assert page.counts == (Count("公开", 59, f"{MONTH}#e59"), Count("更正", 1, f"{MONTH}page/1/#e0"))
    assert page.choices == ()
    oldest = month(*told, address=f"{MONTH}page/1/")
    assert oldest.choices == (Choice("publish", "公开"), Choice("correct", "更正"))
    assert (oldest.total, oldest.counts, oldest.inner) == (0, (), 0)
    assert '<input type="radio" name="only" value="correct">' in html_of(oldest)


def test_an_agencys_own_log_names_no_agency_and_offers_its_own_feed() -> None:
    """Files of the whole portal belong to the portal's log."""
    page = pages(happened(1))["/agencies/jyj/log/"]
    assert isinstance(page, LogPage)
    assert (page.title, page.agency, page.index) == (
        "示例市教育局公开记录",
        Link("示例市教育局", "/agencies/jyj/"),
        "",
    )
    assert page.days[0].lines[0].agency is None
    feed = '<link rel="alternate" type="application/atom+xml" title="示例市教育局公开记录" '
    assert f'{feed}href="/agencies/jyj/log/feed.xml">' in html_of(page)
    own = month(happened(1), address="/agencies/jyj/log/2026/03/")
    assert (own.title, own.csv, own.jsonl) == ("示例市教育局2026年3月公开记录", "", "")


def test_what_belongs_to_no_agency_is_the_organisers() -> None:
    """A policy of the whole jurisdiction is named after who runs the site."""
    assert month(happened(1, record=policy())).days[0].lines[0].agency == Link("示例市司法局", "")
    stray = replace(decision(), agency="swj")
    assert month(happened(1, record=stray)).days[0].lines[0].agency == Link("swj", "")


@given(st.integers(1, 230))
@settings(derandomize=True, deadline=None, max_examples=30)
def test_a_numbered_page_of_a_month_never_changes(total: int) -> None:
    """One event more leaves every numbered page alone, but for the link to the page that opens after it."""
    owner = Owner(None, RECORDER)
    told = bundles(happened(number, time=START + timedelta(minutes=number)) for number in range(total + 1))
    before = {page.address: page for page in month_pages(owner, (2026, 3), told[:-1])}
    after = {page.address: page for page in month_pages(owner, (2026, 3), told)}
    del before[MONTH]
    assert {address: page.days for address, page in after.items() if address in before} == {
        address: page.days for address, page in before.items()
    }
    seen = {line.place for page in after.values() for day in page.days for line in day.lines}
    assert seen == {f"e{number}" for number in range(total + 1)}


START = datetime(2026, 3, 1, tzinfo=CHINA)
