"""The pages of compliance: what each row says, what is left out, and how each figure can be counted again."""

from dataclasses import replace

import pytest
from tests.pages.accounts import AS_OF, DUTIES, GROUNDS, RECORD, SERIES, account, owed, own_page, whole_page
from tests.pages.town import html_of

from disclosure.outputs.accounts import Source
from disclosure.pages.compliance_lines import bar_of
from disclosure.pages.compliance_methods import Grounds, Methods
from disclosure.pages.compliance_page import compliance_page
from disclosure.pages.compliance_views import Piece
from disclosure.pages.views import Link
from disclosure.timing.rates import Pace, Rate, rate
from disclosure.timing.standing import State

KEPT = {State.ON_TIME: 90, State.LATE: 9, State.OVERDUE: 1}


def of(numbers: dict[State, int]) -> Rate:
    """Return a rate of so many duties in each state."""
    pace = Pace("jyj", owed("2026-11-02").duty.act, "t1", "许可、处罚决定公开", (2026, 11), State.ON_TIME, 7, None)
    return rate({pace._replace(state=state): number for state, number in numbers.items()})


@pytest.mark.parametrize(
    ("numbers", "most", "expected"),
    [
        (KEPT, 100, (Piece("good", 0, 900), Piece("late", 900, 90), Piece("overdue", 990, 10))),
        (KEPT, 1000, (Piece("good", 0, 90), Piece("late", 90, 9), Piece("overdue", 99, 6))),
        ({State.OVERDUE: 1}, 1, (Piece("overdue", 0, 1000),)),
        ({State.NOT_COUNTED: 5}, 0, ()),
    ],
)
def test_a_bar_is_as_long_as_its_duties_are_many(
    numbers: dict[State, int], most: int, expected: tuple[Piece, ...]
) -> None:
    """Each piece has its share, and none is too short to be seen; what does not count has no bar."""
    assert bar_of(of(numbers), most) == expected


def test_the_months_of_two_years_stand_apart_from_the_years_before() -> None:
    """The newest first; what is before stands year by year."""
    page = own_page()
    assert [line.text for line in page.months] == [
        "2026年12月",
        "2026年11月",
        "2026年10月",
        "2026年3月",
        "2025年12月",
    ]
    assert [(line.text, line.late) for line in page.years] == [("2023年", 1)]
    assert [(line.open, line.apart) for line in page.months] == [
        (1, "期限暂定 2"),
        (0, ""),
        (0, ""),
        (0, "时间不可信 1"),
        (0, ""),
    ]
    assert (page.whole.counted, page.whole.percent) == (6, "33.3%")


def test_each_state_has_its_list() -> None:
    """The worst first, each duty under the words that it has today; what has no page leads nowhere."""
    page = own_page()
    assert [(one.place, one.total) for one in page.lists] == [
        ("overdue", 2),
        ("soon", 1),
        ("late", 2),
        ("provisional", 3),
        ("uncertain", 1),
    ]
    overdue, soon, late, provisional, _uncertain = page.lists
    assert [line.record for line in overdue.lines] == [
        Link("2025年度行政执法统计年报", ""),
        Link("示教罚〔2026〕31号", ""),
    ]
    assert soon.lines[0].record == Link("2026年度行政执法统计年报", "")
    assert provisional.lines[0].record == Link("异议 2026-003（信息错误）", "")
    assert [line.done for line in late.lines] == [DUTIES[0].duty.done.on, DUTIES[4].duty.done.on]
    assert late.lines[0].record.address == "/agencies/jyj/decisions/2026/03/012/"


def test_a_long_list_is_cut_and_says_so() -> None:
    """A hundred on the page of an agency; the table file holds them all."""
    late = tuple(owed("2026-11-02", "2026-11-20", record=f"{RECORD}{number}") for number in range(120))
    made = account()
    page = own_page(replace(made, report=replace(made.report, owed=late)))
    assert (page.lists[0].total, len(page.lists[0].lines)) == (120, 100)
    assert "只列出 100 件，其余 20 件请看下载的表格。" in html_of(page)


def test_the_jurisdiction_puts_the_worst_first() -> None:
    """By what is overdue, then by what was late, then by what is missing."""
    made = account()
    good = account(slug="aaj", name="示例市甲局", report=replace(made.report, owed=()), lacking=0)
    lacking = replace(good, slug="bbj", name="示例市乙局", lacking=3)
    page = compliance_page(account(slug="", name="示例市"), Methods(GROUNDS), None, AS_OF, [good, lacking, made])
    assert [(one.agency.text, one.overdue, one.percent) for one in page.agencies] == [
        ("示例市教育局", 2, "33.3%"),
        ("示例市乙局", 0, "100%"),
        ("示例市甲局", 0, "100%"),
    ]


def test_a_table_of_many_agencies_can_be_searched() -> None:
    """The script that filters and sorts comes with more than fifteen."""
    assert "js/agencies.js" not in html_of(whole_page(15))
    assert "js/agencies.js" in html_of(whole_page(16))


def test_a_list_of_many_agencies_shows_the_first_and_folds_the_others() -> None:
    """Ten stand open and the rest below a line that can be opened; none is left out, and fifteen need no fold."""
    html = html_of(whole_page(16))
    first, rest = html.split("<summary>其余 6 个机关</summary>", 1)
    names = [f">示例市第{number}局</a></th>" for number in range(1, 16)]
    assert [name in first for name in names] == [True] * 10 + [False] * 5
    assert all(name in rest for name in (*names[10:], ">示例市教育局</a></th>"))
    assert "其余 6 行没有打印；展开以后再打印就有，也可以下载表格。" in rest
    assert "<details" not in html_of(whole_page(15)).split('id="numbers"')[0].split('id="months"')[0]


def test_the_jurisdiction_puts_the_emptiest_numbers_and_what_is_overdue_first() -> None:
    """Of an agency the newest comes first."""
    series = [
        replace(SERIES[0], agency="jyj", year=year, missing=((1, more),)) for year, more in ((2026, 2), (2024, 9))
    ]
    made = account()
    made = replace(made, report=replace(made.report, series=series))
    whole = compliance_page(replace(made, slug="", name="示例市"), Methods(GROUNDS), None, AS_OF, [made])
    assert [one.missing for one in whole.series] == [9, 2]
    assert [one.missing for one in own_page(made).series] == [2, 9]
    assert [(one.year, one.published_tone) for one in whole.reports] == [(2025, "overdue"), (2026, "open")]
    assert [(one.year, one.published_tone) for one in own_page(made).reports] == [(2026, "open"), (2025, "overdue")]


def test_every_figure_says_what_it_counts_on_what_law_and_how_to_recount_it() -> None:
    """Each section of the page ends with the three, and the command names the agency."""
    html = html_of(own_page())
    assert html.count('<div class="method">') == html.count("<dt>依据</dt>") == html.count("<dt>重算</dt>") == 8
    assert "<code>./portal deadlines --agency jyj --format json</code>" in html
    assert "示政办发〔2026〕8号第八条" in html
    assert "<code>./portal deadlines --format json</code>" in html_of(whole_page())


def test_a_law_that_is_cited_often_is_named_once() -> None:
    """By its number where it has one, with the first of its articles."""
    articles = [Source("示例市办法", f"第{number}条", "示发〔2026〕1号") for number in "一二三四"]
    basis = Methods(Grounds(publishing=(*articles, Source("示例法", "第八条")))).months.basis
    assert [one.text for one in basis] == ["示发〔2026〕1号第一条、第二条、第三条等 4 处", "《示例法》第八条"]


def test_what_is_only_shown_is_also_said() -> None:
    """Bars are hidden from those who listen: the numbers stand in cells of their own, under heads."""
    html = html_of(own_page())
    assert html.count('<svg class="stripe') == html.count('aria-hidden="true" focusable="false"')
    assert "style=" not in html
