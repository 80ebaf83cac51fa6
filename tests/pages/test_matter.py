"""The list of matters and the page of each: sorted by category, without what ended, with every way on."""

from datetime import date

from tests.pages.lists import listed, made, shown
from tests.pages.town import html_of

from disclosure.pages.matter_page import EndedMatter, How, MatterPage, MatterRow, MattersPage
from disclosure.pages.views import Citation, Count, Entry, Link, Text, Ways
from disclosure.publishing.wording import row_of

LAW = {"law": "校外培训行政处罚暂行办法", "article": "第十七条"}
CITED = Citation(
    "校外培训行政处罚暂行办法",
    "第十七条",
    "",
    (),
    "/search/?q=%E6%A0%A1%E5%A4%96%E5%9F%B9%E8%AE%AD%E8%A1%8C%E6%94%BF%E5%A4%84%E7%BD%9A%E6%9A%82%E8%A1%8C%E5%8A%9E"
    "%E6%B3%95%20%E7%AC%AC%E5%8D%81%E4%B8%83%E6%9D%A1",
)
PENALTY = {
    "code": "CF-01",
    "title": "对擅自举办校外培训机构的处罚",
    "type": "penalty",
    "duty": "查处擅自举办。",
    "powers": ["处罚款"],
    "basis": [LAW],
    "department": "监管科",
    "discretion": ["peixun"],
    "guides": ["nowhere"],
}
PERMIT = {"code": "XK-01", "title": "民办学校审批", "type": "permit"}
OVER = {
    "code": "JC-02",
    "title": "年度检查",
    "type": "inspection",
    "until": "2026-11-19",
    "ended_because": "并入监督检查。",
}
LAST_DAY = {"code": "JC-01", "title": "监督检查", "type": "inspection", "until": "2026-11-20"}
STANDARD = made("agencies/jyj/discretion/peixun", "discretion", "擅自举办", {"title": "擅自举办", "tiers": []})
MATTERS = listed("matter", PENALTY, OVER, LAST_DAY, PERMIT)


def test_the_list_goes_by_category_and_leaves_out_what_ended() -> None:
    """Permits before penalties, a place for each category; what is over stands below, with its reason."""
    page = shown(MATTERS)
    assert isinstance(page, MattersPage)
    assert page.rows == (
        MatterRow(
            "XK-01", "民办学校审批", "/agencies/jyj/matters/XK-01/", "行政许可", "permit", "type-permit", (), (), (), ""
        ),
        MatterRow(
            "CF-01",
            "对擅自举办校外培训机构的处罚",
            "/agencies/jyj/matters/CF-01/",
            "行政处罚",
            "penalty",
            "type-penalty",
            ("查处擅自举办。",),
            ("处罚款",),
            (CITED,),
            "监管科",
        ),
        MatterRow(
            "JC-01", "监督检查", "/agencies/jyj/matters/JC-01/", "行政检查", "plain", "type-inspection", (), (), (), ""
        ),
    )
    assert page.categories == (
        Count("行政许可", 1, "#type-permit"),
        Count("行政处罚", 1, "#type-penalty"),
        Count("行政检查", 1, "#type-inspection"),
    )
    assert page.ended == (
        EndedMatter("年度检查", "/agencies/jyj/matters/JC-02/", date(2026, 11, 19), "并入监督检查。"),
    )


def test_every_row_is_there_without_a_script() -> None:
    """The table holds all rows and the categories lead to their first, before any script has run."""
    html = html_of(shown(MATTERS))
    assert html.count('<th class="catalogue__name" scope="row">') == 3
    assert '<tr id="type-penalty">' in html
    assert 'href="#type-penalty"' in html


def test_a_matter_says_who_on_what_basis_and_how() -> None:
    """What it names and what names it are one list of ways; a way that leads nowhere is words."""
    form = row_of(made("agencies/jyj/documents/bilu", "document_template", "现场检查笔录", {"title": "现场检查笔录"}))
    page = shown(MATTERS.entries[0], STANDARD, citing=(("agencies/jyj/matters#CF-01", form),))
    assert isinstance(page, MatterPage)
    assert page.title == "对擅自举办校外培训机构的处罚"
    assert page.kind == "执法事项"
    assert page.entries == (
        Entry("执法主体", Ways((Link("示例市教育局", "/agencies/jyj/"),))),
        Entry("承办机构", Text(("监管科",))),
    )
    assert page.basis == (CITED,)
    assert page.how == (
        How("服务指南：怎么办、要什么材料", (Link("nowhere", ""),)),
        How("裁量基准：罚多少、怎么定", (Link("擅自举办", "/agencies/jyj/discretion/peixun/"),)),
        How("执法文书：会收到哪些文书", (Link("现场检查笔录", "/agencies/jyj/documents/bilu/"),)),
    )
    assert page.search == "/search/?q=%E7%A4%BA%E4%BE%8B%E5%B8%82%E6%95%99%E8%82%B2%E5%B1%80%20CF-01"
    assert page.ended is None


def test_a_matter_that_ended_keeps_its_page() -> None:
    """The day after its last it says so; on its last day it does not yet."""
    over, last_day = shown(MATTERS.entries[1]), shown(MATTERS.entries[2])
    assert isinstance(over, MatterPage)
    assert isinstance(last_day, MatterPage)
    assert (over.ended, over.because) == (date(2026, 11, 19), "并入监督检查。")
    assert last_day.ended is None
    assert "这一事项到 2026年11月19日为止" in html_of(over)
