"""Recording items, the review catalogue, standards of discretion and forms, as their readers see them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages.lists import listed, made, shown
from tests.pages.town import html_of

from disclosure.pages.amounts import in_words, range_words, threshold_words
from disclosure.pages.discretion_page import Bar, DiscretionPage, TierRow
from disclosure.pages.document_template_page import DocumentTemplatePage
from disclosure.pages.recording_page import RecordingItemsPage, RecordingRow
from disclosure.pages.review_catalogue_page import ReviewCataloguePage, ReviewGroup, ReviewRow
from disclosure.pages.views import Entry, Text, Words

D = Decimal


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ({"min": D(10000), "max": D(30000)}, "1万元以上3万元以下"),
        ({"min": D(5000), "max": D(50000), "max_included": False}, "5,000元以上不满5万元"),
        ({"min": D(10000), "min_included": False}, "超过1万元"),
        ({"max": D(5000)}, "5,000元以下"),
        ({"unit": "倍", "of": "违法所得", "min": D(1), "max": D("2.5")}, "违法所得的1倍以上2.5倍以下"),
        ({"unit": "每单位元", "of": "平方米", "min": D(200), "max": D(200)}, "每平方米200元"),
    ],
)
def test_a_range_is_said_as_a_law_says_it(span: dict[str, Any], said: str) -> None:
    """以上 and 以下 hold the bound itself, 超过 and 不满 do not."""
    assert range_words(span) == said


@pytest.mark.parametrize(
    ("threshold", "said"),
    [
        ({"amount": D(100000), "inclusive": True, "measure": "罚款"}, "罚款10万元以上（含本数）"),
        ({"amount": D(5000), "inclusive": False, "party": "自然人"}, "对自然人涉及金额5,000元以上（不含本数）"),
    ],
)
def test_a_threshold_says_whether_the_amount_belongs_to_it(threshold: dict[str, Any], said: str) -> None:
    """含本数 or 不含本数 stands behind every amount."""
    assert threshold_words(threshold) == said


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_in_words_loses_nothing(amount: Decimal) -> None:
    """What is read back is the amount that was written, to the 分."""
    said = in_words(amount)
    number = Decimal(said.removesuffix("元").removesuffix("万").replace(",", ""))
    assert number * (10000 if said.endswith("万元") else 1) == amount


def test_a_recorded_activity_has_a_row_and_a_section() -> None:
    """What goes on from beginning to end is named first; what ended stands apart."""
    item = {
        "number": "YX-01",
        "type": "coercion",
        "title": "查封",
        "stages": ["贴封条"],
        "manner": ["录像"],
        "entire": True,
        "places": ["仓库"],
        "starts": "到场时",
        "ends": "离开时",
        "carrier": "存储卡",
        "retention": "二年",
    }
    page = shown(
        listed("recording_item", item, {**item, "number": "YX-02", "until": "2025-01-01"}, note="每季度核对。")
    )
    assert isinstance(page, RecordingItemsPage)
    assert page.rows == (
        RecordingRow(
            number="YX-01",
            title="查封",
            type_title="行政强制",
            tone="penalty",
            stages=("贴封条",),
            manner=("录像",),
            entire=True,
            starts="到场时",
            ends="离开时",
            retention="二年",
            entries=(
                Entry("记录关键环节", Words(("贴封条",))),
                Entry("应当全过程音像记录的执法场所", Words(("仓库",))),
                Entry("记录载体", Text(("存储卡",))),
                Entry("存储期限", Text(("二年",))),
            ),
        ),
    )
    assert page.entire == page.rows
    assert [row.number for row in page.ended] == ["YX-02"]
    assert '<section class="recording" id="YX-01">' in html_of(page)


def test_the_review_catalogue_says_when_in_words() -> None:
    """Any condition of an entry is a line of its own, from thresholds to general grounds."""
    item = {
        "number": "CF-1",
        "type": "penalty",
        "title": "较大数额罚款",
        "level": "市级",
        "amounts": [{"party": "自然人", "measure": "罚款", "amount": D(5000), "inclusive": True}],
        "penalty_kinds": ["吊销许可证件", "其他-撤销登记"],
        "hearing": True,
        "mitigated": True,
        "grounds": ["重大公共利益"],
        "materials": ["调查终结报告"],
        "working_days": 5,
    }
    page = shown(listed("review_catalogue", item))
    assert isinstance(page, ReviewCataloguePage)
    row = ReviewRow(
        number="CF-1",
        title="较大数额罚款",
        facts=("市级",),
        matters=(),
        when=(
            "对自然人罚款5,000元以上（含本数）",
            "吊销许可证件",
            "撤销登记",
            "经过听证",
            "在法定幅度以下减轻处罚",
            "涉及重大公共利益",
        ),
        basis=(),
        materials=("调查终结报告",),
        focus=(),
        limit="5 个工作日",
        office="",
        note="",
    )
    assert page.groups == (ReviewGroup("type-penalty", "行政处罚", "penalty", (row,)),)


def test_tiers_are_drawn_on_one_scale() -> None:
    """Each range lies where it belongs between nothing and the highest; a tier without a fine has no bar."""
    tiers = [
        {"name": "轻微", "effect": "不予处罚", "conditions": ["当场改正"], "standard": "不予处罚。"},
        {
            "name": "一般",
            "effect": "一般处罚",
            "degree": "一般",
            "conditions": ["没有改正"],
            "standard": "罚款。",
            "range": {"min": D(1000), "max": D(3000)},
        },
    ]
    fields = {"title": "不按规定明码标价", "range": {"max": D(5000)}, "tiers": tiers, "until": "2026-11-19"}
    page = shown(made("agencies/jyj/discretion/jiage", "discretion", "不按规定明码标价", fields))
    assert isinstance(page, DiscretionPage)
    assert page.tiers == (
        TierRow("轻微", "不予处罚", "", ("当场改正",), ("不予处罚。",), "", None),
        TierRow("一般", "一般处罚", "一般", ("没有改正",), ("罚款。",), "1,000元以上3,000元以下", Bar(20, 40)),
    )
    assert (page.range, page.scale) == ("5,000元以下", "5,000元")
    assert page.ended == date(2026, 11, 19)


def test_ranges_of_different_units_are_not_drawn() -> None:
    """A multiple and an amount share no scale: words alone."""
    tiers = [
        {"name": "一", "effect": "一般处罚", "conditions": ["甲"], "standard": "罚。", "range": {"max": D(3000)}},
        {
            "name": "二",
            "effect": "从重处罚",
            "conditions": ["乙"],
            "standard": "罚。",
            "range": {"unit": "倍", "of": "货值金额", "max": D(3)},
        },
    ]
    page = shown(made("agencies/jyj/discretion/a", "discretion", "某", {"title": "某", "tiers": tiers}))
    assert isinstance(page, DiscretionPage)
    assert [tier.bar for tier in page.tiers] == [None, None]
    assert page.scale == ""


def test_a_form_says_when_it_is_handed_over_and_how_it_reads() -> None:
    """When, what it states, and the form itself with its blanks."""
    fields = {
        "number": "文书 03",
        "title": "现场检查笔录",
        "category": "执法文书",
        "types": ["penalty"],
        "onsite": True,
        "handed_over": "检查时当场交给您。",
        "states": ["执法事由", "当事人权利"],
        "text": "检查时间：____年\n",
        "annexes": ["照片页"],
    }
    page = shown(made("agencies/jyj/documents/bilu", "document_template", "现场检查笔录", fields))
    assert isinstance(page, DocumentTemplatePage)
    assert page.handed_over == "检查时当场交给您。"
    assert (page.types, page.onsite) == (("行政处罚",), True)
    assert page.states == ("执法事由", "当事人权利")
    assert page.body == "<p>检查时间：____年</p>"
    assert page.entries == ()
    assert page.ended is None
    assert "上面要写明：执法事由、当事人权利。" in html_of(page)
