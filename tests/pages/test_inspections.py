"""Pages of inspections and annual reports: what a reader is told, and in which words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages.registers import ITEMS, PLAN, page_of, record
from tests.pages.town import SCHEMAS, decision, html_of

from disclosure.checking.figures import share
from disclosure.pages.annual_report_page import AnnualReportPage, Cell
from disclosure.pages.inspection_pages import (
    InspectionItemPage,
    InspectionPlanPage,
    InspectionResultPage,
    said_months,
)
from disclosure.pages.views import Count, Link
from disclosure.publishing.wording import row_of


def test_an_item_tells_all_seven_things_and_leads_to_its_plan_and_result() -> None:
    """Who, on what basis, whom, what, how much, how, how often; what has ended stands apart."""
    seven = {
        "subject": "示例市教育局",
        "basis": [{"law": "中华人民共和国民办教育促进法", "article": "第四十条"}],
        "objects": "校外培训机构",
        "content": ["收费", "合同"],
        "ratio": "20%",
        "manner": ["现场检查"],
        "frequency": "每年 1 次",
    }
    items = [
        {"code": "JY-01", "title": "培训机构检查", "category": "重点检查事项", **seven},
        {"code": "JY-02", "title": "旧事项", "until": "2026-11-19"},
        {"code": "JY-03", "title": "今天还在", "until": "2026-11-20"},
    ]
    plan = row_of(record("inspection_plan", PLAN, "2026 年计划"))
    result = row_of(record("inspection_result", "agencies/jyj/inspection/results/2026/a", "抽查结果"))
    page = page_of(
        record("inspection_item", ITEMS, entries=items), ((f"{ITEMS}#JY-01", plan), (f"{ITEMS}#JY-01", result))
    )
    assert isinstance(page, InspectionItemPage)
    assert page.title == "示例市教育局随机抽查事项清单"
    assert ([item.key for item in page.items], [item.key for item in page.former]) == (["JY-01", "JY-03"], ["JY-02"])
    first = page.items[0]
    assert (first.plans, first.results) == (
        (Link("2026 年计划", "/agencies/jyj/inspection/plans/2026/"),),
        (Link("抽查结果", "/agencies/jyj/inspection/results/2026/a/"),),
    )
    assert page.important == 1
    html = html_of(page)
    for words in ("示例市教育局", "第四十条", "校外培训机构", "合同", "20%", "现场检查", "每年 1 次", 'id="JY-01"'):
        assert words in html


@pytest.mark.parametrize(
    ("months", "words"),
    [([3], "3月"), ([3, 4, 5], "3—5月"), ([1, 3, 4, 12], "1月、3—4月、12月"), ([], "")],
)
def test_months_that_follow_each_other_are_a_span(months: list[int], words: str) -> None:
    """A reader sees when, not a row of numbers."""
    assert said_months(months) == words


@given(st.sets(st.integers(1, 12)))
def test_no_month_is_lost(months: set[int]) -> None:
    """The words of any months name exactly those months."""
    told: set[int] = set()
    for span in filter(None, said_months(sorted(months)).split("、")):
        ends = [int(end) for end in span.removesuffix("月").split("—")]
        told |= set(range(ends[0], ends[-1] + 1))
    assert told == months


def test_a_plan_says_how_often_at_most_and_leads_to_results_by_campaign() -> None:
    """The cap is the first thing that a company asks for; each campaign has its own results."""
    campaigns = [
        {"key": "2026-01", "name": "春季抽查", "items": ["JY-01"], "months": [3, 4], "departments": ["消防"]},
        {"key": "2026-02", "name": "秋季抽查"},
    ]
    made = record("inspection_plan", PLAN, "计划", yearly_cap=2, campaigns=campaigns)
    item = replace(record("inspection_item", ITEMS), id=f"{ITEMS}#JY-01", title="培训机构检查")
    result = row_of(record("inspection_result", "agencies/jyj/inspection/results/2026/a", "抽查结果"))
    page = page_of(made, ((f"{PLAN}#2026-01", result),), item)
    assert isinstance(page, InspectionPlanPage)
    assert (page.year, page.cap, page.joint) == ("2026", 2, 1)
    first, second = page.campaigns
    assert first.items == (Link("培训机构检查（JY-01）", "/agencies/jyj/inspection/items/#JY-01"),)
    assert (first.months, first.year.count(True)) == ("3—4月", 2)
    assert [link.text for link in first.results] == ["抽查结果"]
    assert (second.results, second.months) == ((), "")
    assert "对同一企业，一年检查不超过 2 次" in html_of(page)


def test_a_result_tells_each_object_and_its_finding() -> None:
    """A company is a way on, a person is not; the campaign, the decision and the other channel are linked."""
    decided = decision("012")
    parties = [
        {
            "name": "示例市晨光教育咨询有限公司",
            "category": "法人及非法人组织",
            "credit_code": "91990100MA0000001G",
            "finding": "发现问题已责令改正",
            "handling": "已复查。",
            "decision": "2026/03/012",
        },
        {"name": "张某某", "category": "自然人", "finding": "未发现问题"},
    ]
    outside = [{"channel": "国家企业信用信息公示系统", "url": "https://a.b/", "published_on": "2026-04-01"}]
    made = record(
        "inspection_result",
        "agencies/jyj/inspection/results/2026/a",
        "抽查结果",
        campaign="2026#2026-01",
        finished_on="2026-03-20",
        parties=parties,
        officers=["示99000000012"],
        outside=outside,
    )
    page = page_of(made, (), record("inspection_plan", PLAN, "计划"), decided)
    assert isinstance(page, InspectionResultPage)
    assert page.campaign == Link("计划", "/agencies/jyj/inspection/plans/2026/#2026-01")
    company, person = page.results
    assert (company.party.address is None, person.party.address) == (False, None)
    assert company.decision == Link(decided.title, "/agencies/jyj/decisions/2026/03/012/")
    assert (company.tone, person.tone) == ("found", "good")
    assert page.tally == (Count("发现问题已责令改正", 1), Count("未发现问题", 1))
    assert page.outside == (("国家企业信用信息公示系统", "https://a.b/", date(2026, 4, 1)),)
    assert [entry.title for entry in page.facts] == ["结束日期", "抽取的执法人员"]
    assert "91990100MA0000001G" in html_of(page)


def test_a_report_adds_up_its_tables() -> None:
    """Sums and rates are computed; a column that was not counted shows no number, and a missing table is named."""
    made = record(
        "annual_report",
        "agencies/jyj/reports/2025",
        "年报",
        penalty={"warning": 3, "fine": 12, "amount": Decimal("1234.5")},
        certificates={"officers": 22, "certified": 21},
        narrative="## 总体情况\n\n共 15 宗。",
    )
    page = page_of(made)
    assert isinstance(page, AnnualReportPage)
    first, fifth = page.tables
    assert (first.number, first.title, first.unit) == ("表一", "行政处罚实施情况", "宗")
    assert first.cells[:3] == (
        Cell("警告", "3"),
        Cell("通报批评", "—", nothing=True),
        Cell("罚款", "12"),
    )
    assert first.foot == (Cell("合计", "15"), Cell("罚没金额", "1,234.50 元"))
    assert fifth.foot == (Cell("持证率", "95.45%"),)
    assert page.missing == ("行政许可实施情况", "行政强制实施情况", "其他行政执法行为实施情况")
    assert "总体情况" in page.narrative


def test_every_column_of_the_five_tables_is_on_the_page() -> None:
    """Nothing that the form asks for is left out, down to the last column."""
    node = SCHEMAS.by_name["annual_report"]["properties"]
    tables = {
        name: {key: 1 for key in node[name]["properties"] if key != "rate"}
        for name in ("penalty", "permit", "coercion", "acts", "certificates", "cases")
    }
    html = html_of(page_of(record("annual_report", "agencies/jyj/reports/2025", "年报", **tables)))
    titles = {str(child["title"]) for name in tables for child in node[name]["properties"].values()}
    assert {title for title in titles if title.removesuffix("（元）").removesuffix("（%）") not in html} == set()


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_rate_is_between_nothing_and_all(certified: int, officers: int) -> None:
    """As many as there are is 100, nobody is 0, and two places are kept."""
    rate = share(min(certified, officers), officers)
    assert rate is not None
    assert 0 <= rate <= 100
    assert (rate == 100) is (certified >= officers) or rate == Decimal("100.00")
    assert share(certified, 0) is None
