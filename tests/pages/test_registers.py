"""Pages of the plan, objections, gaps and laws: what a reader is told, and in which words."""

from typing import Any

import pytest
from tests.pages.registers import ITEMS, TODAY, page_of, record
from tests.pages.town import FACTS, SCHEMAS, html_of

from disclosure.checking.figures import added_up
from disclosure.checking.references import last_day
from disclosure.model.kinds import KINDS
from disclosure.pages.law_page import Force, LawPage
from disclosure.pages.number_gap_page import NumberGapPage
from disclosure.pages.objection_page import ObjectionPage
from disclosure.pages.plan_page import PlanPage, State, said_deadline
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context
from disclosure.pages.views import Count, Link
from disclosure.publishing.wording import row_of


def test_amounts_are_no_counts() -> None:
    """Money is not added to cases."""
    assert added_up({"fine": 2, "amount": 5000, "total": 9, "levy_amount": 3}) == 2


def test_gaps_stand_by_series_and_number() -> None:
    """Newest year first, a range as one line, brackets of any kind read alike."""
    entries = [
        {"number": "示教罚〔2026〕13号", "last": "示教罚〔2026〕15号", "reason": "作废", "noted_on": "2026-04-10"},
        {"number": "示教罚[2025]2号", "reason": "依法不予公开"},
        {"number": "示教罚〔2026〕4-1号", "reason": "其他"},
    ]
    page = page_of(record("number_gap", "agencies/jyj/number-gaps", entries=entries))
    assert isinstance(page, NumberGapPage)
    assert page.total == 5
    assert [(each.prefix, each.year, [gap.numbers for gap in each.gaps]) for each in page.series] == [
        ("示教罚", 2026, ["4-1号", "13—15号"]),
        ("示教罚", 2025, ["2号"]),
    ]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"deadline": "2026-10"}, State.OVERDUE),
        ({"deadline": "2026-11"}, State.OPEN),
        ({"deadline": "2026-11-19"}, State.OVERDUE),
        ({"deadline": "2026-11-20"}, State.OPEN),
        ({"deadline": "2026-10", "done_by": ["policies/gongshi-banfa"]}, State.DONE),
        ({"deadline": "长期执行"}, State.STANDING),
        ({"deadline": "长期推进", "done_by": ["policies/gongshi-banfa"]}, State.STANDING),
        ({"copy": "缺失"}, State.LOST),
        ({"copy": "错位", "step": "某事"}, State.LOST),
        ({}, State.OPEN),
    ],
)
def test_the_state_of_a_task_is_computed(fields: dict[str, Any], state: State) -> None:
    """A month is over after its last day; what goes on for ever is never late."""
    page = page_of(record("plan", "plan", entries=[{"number": "1", **fields}]))
    assert isinstance(page, PlanPage)
    assert page.tasks[0].state is state


def test_a_task_has_its_seven_columns_and_what_did_it() -> None:
    """The row is that of the paper, and the record that does it is a link that names its agency."""
    task = {
        "number": "1",
        "main_task": "全面推行公示",
        "task": "强化事前公开",
        "step": "编制清单",
        "requirement": "写明七项。",
        "responsible": "市教育局",
        "deadline": "2019-07",
        "done_by": [ITEMS],
    }
    made = record("plan", "plan", entries=[task])
    rows = {ITEMS: row_of(record("inspection_item", ITEMS))}
    page = record_page(made, Context(None, SCHEMAS, KINDS, TODAY, others={"jyj": FACTS}, linked=rows))
    assert isinstance(page, PlanPage)
    (row,) = page.tasks
    assert row.done_by == (Link("示例市教育局随机抽查事项清单", "/agencies/jyj/inspection/items/"),)
    html = html_of(page)
    for words in ("全面推行公示", "强化事前公开", "编制清单", "写明七项。", "市教育局", "2019年7月", 'id="1"'):
        assert words in html


def test_deadlines_in_words() -> None:
    """A month, a day, or for ever."""
    assert [said_deadline(each) for each in ("2019-07", "2019-06-30", "长期执行")] == [
        "2019年7月",
        "2019年6月30日",
        "长期执行",
    ]
    assert [last_day(each) for each in ("2024-02", "2019-06-30")] == ["2024-02-29", "2019-06-30"]


def test_objections_tell_their_days_and_nobody() -> None:
    """Days are those of the calendar from receipt to answer; what is open has none."""
    entries = [
        {"number": "1-1", "received": "2026-02-27", "ground": "遗漏", "outcome": "已补充", "closed": "2026-03-02"},
        {"number": "1-2", "received": "2026-03-05", "ground": "遗漏", "outcome": "已更正", "closed": "2026-03-05"},
        {"number": "1-3", "received": "2026-11-18", "ground": "信息错误"},
    ]
    page = page_of(record("objection", "agencies/jyj/objections", entries=entries))
    assert isinstance(page, ObjectionPage)
    assert [(row.key, row.days) for row in page.objections] == [("1-3", None), ("1-2", 0), ("1-1", 3)]
    assert (page.open, page.closed, page.median, page.longest) == (1, 2, "1.5", 3)
    assert page.grounds == (Count("遗漏", 2), Count("信息错误", 1))
    assert "办理中" in html_of(page)


VERSIONS = [
    {"act": "公布", "adopted_on": "2003-08-27", "in_force_from": "2004-07-01", "in_force_until": "2019-04-22"},
    {"act": "修正", "adopted_on": "2019-04-23", "in_force_from": "2019-04-23", "in_force_until": "2026-12-31"},
    {"act": "修订", "adopted_on": "2026-10-30", "in_force_from": "2027-01-01", "changes": "全面修改。"},
]


def test_a_law_says_which_version_is_in_force_today() -> None:
    """Newest first; one is in force, the others are past or ahead; a search leads to what cites it."""
    made = record("law", "laws/a", "某法", level="法律", in_force_from="2004-07-01", versions=VERSIONS)
    page = page_of(made)
    assert isinstance(page, LawPage)
    assert [(version.name, version.force) for version in page.versions] == [
        ("2026年修订", Force.AHEAD),
        ("2019年修正", Force.NOW),
        ("2003年公布", Force.PAST),
    ]
    assert page.current == page.versions[1]
    assert page.citing == "/search/?q=%E6%9F%90%E6%B3%95"
    assert (page.force, page.force_title) == ("now", "现行有效")


def test_a_repealed_law_says_so() -> None:
    """The last day of force belongs to it."""
    fields = {"in_force_from": "2004-07-01", "repealed_by": "某决定"}
    assert page_of(record("law", "laws/a", "某法", in_force_until="2026-11-19", **fields)).force == "past"
    assert page_of(record("law", "laws/a", "某法", in_force_until="2026-11-20", **fields)).force == "now"
