"""The page of a flowchart: the drawing and the same steps in words, each linked to what follows."""

from datetime import date
from typing import Any

from tests.pages.town import FACTS, SCHEMAS, html_of, publication

from disclosure.model.kinds import KINDS
from disclosure.model.public import PublicRecord, Status
from disclosure.pages.flowchart_page import FlowchartPage, Onward, Recorded, StepLine
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context
from disclosure.pages.views import Entry, Link, Text, Words

STEPS: list[dict[str, Any]] = [
    {"key": "申请", "title": "提交申请", "kind": "start", "lane": "申请人", "next": [{"to": "审查"}]},
    {
        "key": "审查",
        "title": "材料是否齐全",
        "kind": "decision",
        "lane": "窗口",
        "time_limit": "5日内",
        "records": [{"content": "收件时间", "method": "文字", "carrier": "收件登记表", "item": "YX-01"}],
        "next": [{"to": "决定", "when": "齐全"}, {"to": "申请", "when": "不齐全"}],
    },
    {"key": "决定", "title": "作出决定", "kind": "end", "lane": "窗口", "documents": ["决定书"], "note": "当日送达。"},
]


def flow(as_of: date = date(2026, 11, 20), **fields: Any) -> FlowchartPage:  # noqa: ANN401  # any field
    """Return the page of a flowchart with some fields."""
    record = PublicRecord(
        id="agencies/jyj/flowcharts/xuke",
        kind="flowchart",
        agency="jyj",
        status=Status.PUBLISHED,
        title="行政许可流程图",
        day=None,
        rank=1,
        fields={"title": "行政许可流程图", "purpose": "enforcement", "types": ["permit"], "steps": STEPS, **fields},
        body="",
        events=(publication(),),
    )
    page = record_page(record, Context(FACTS, SCHEMAS, KINDS, as_of=as_of))
    assert isinstance(page, FlowchartPage)
    return page


def test_the_steps_stand_in_words_with_links_between_them() -> None:
    """What the drawing shows is there for those who cannot see it: number, who, how long, records, where next."""
    first, second, third = flow().steps
    assert first.ways == (Onward("", Link("材料是否齐全", "#step-%E5%AE%A1%E6%9F%A5")),)
    assert second == StepLine(
        anchor="step-审查",
        number=2,
        title="材料是否齐全",
        shape="判断",
        lane="窗口",
        time_limit="5日内",
        documents=(),
        records=(Recorded("收件时间", "文字", "收件登记表", Link("YX-01", "")),),
        note=(),
        basis=(),
        ways=(
            Onward("齐全", Link("作出决定", "#step-%E5%86%B3%E5%AE%9A")),
            Onward("不齐全", Link("提交申请", "#step-%E7%94%B3%E8%AF%B7")),
        ),
    )
    assert (third.documents, third.note, third.ways) == (("决定书",), ("当日送达。",), ())


def test_the_page_holds_two_drawings_and_the_list() -> None:
    """One picture for wide screens and paper, one for phones, and every step as an item that links can lead to."""
    html = html_of(flow())
    assert html.count('role="img"') == 2
    assert html.count('class="flowstep"') == 3
    assert 'id="step-审查"' in html
    assert "style=" not in html


def test_what_is_recorded_stands_in_the_box_and_below_the_step() -> None:
    """The drawing names the manner of recording; the list says what, how and on what."""
    page = flow()
    assert "记录：文字" in page.wide_html
    assert page.records is True
    assert "收件登记表" in html_of(page)


def test_lanes_are_drawn_where_each_step_has_one() -> None:
    """The phone's drawing has none, and neither has a flow whose steps do not all say who."""
    page = flow()
    assert "flow__lane" in page.wide_html
    assert "flow__lane" not in page.narrow_html
    loose = [{key: value for key, value in step.items() if key != "lane"} for step in STEPS]
    assert "flow__lane" not in flow(steps=loose).wide_html


def test_a_review_flow_says_what_must_be_kept() -> None:
    """Materials, procedure, carrier, limit, disagreement and accountability stand in the order of the form."""
    page = flow(
        purpose="review",
        review={"accountability": "追究责任。", "materials": ["调查终结报告", "代拟稿"], "time_limit": "五个工作日"},
    )
    assert page.purpose == "法制审核流程"
    assert page.review == (
        Entry("送审材料", Words(("调查终结报告", "代拟稿"))),
        Entry("时限要求", Text(("五个工作日",))),
        Entry("责任追究机制", Text(("追究责任。",))),
    )


def test_the_whole_is_summed_up_above_the_drawing() -> None:
    """Who accepts, who decides, how long and under which conditions."""
    page = flow(conditions=["材料齐全"], approved_by="示例市教育局", accepted_by="审批科", time_limit="二十日")
    assert [entry.title for entry in page.head] == ["受理机构", "审批机构", "办理时限", "受理条件"]
    assert page.types == ("行政许可",)


def test_a_flow_without_steps_says_so() -> None:
    """An unfinished record has a page all the same."""
    page = flow(steps=[])
    assert (page.wide_html, page.narrow_html) == ("", "")
    assert "还没有写步骤" in html_of(page)


def test_a_flow_that_has_ended_says_so_from_the_day_after() -> None:
    """The last day of validity still belongs to it."""
    assert flow(date(2026, 6, 30), valid_until="2026-06-30").ended == ""
    assert flow(date(2026, 7, 1), valid_until="2026-06-30").ended == "2026-06-30"


def test_a_long_flow_gets_a_page_of_its_own_on_paper() -> None:
    """A drawing that would be too small below the title is marked as tall."""
    between = [{"key": f"步{n}", "title": "办理", "kind": "step", "next": [{"to": f"步{n + 1}"}]} for n in range(20)]
    long = [{**STEPS[0], "next": [{"to": "步0"}]}, *between, {"key": "步20", "title": "办结", "kind": "end"}]
    assert [flow().tall, flow(steps=long).tall] == [False, True]
    assert "flowsheet--tall" in html_of(flow(steps=long))
