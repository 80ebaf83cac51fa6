"""The page of a service guide: a reader's questions answered in their order, from whatever the clerk has written."""

from datetime import date
from typing import Any

import pytest
from tests.pages.town import FACTS, SCHEMAS, html_of, publication

from disclosure.model.kinds import KINDS
from disclosure.model.public import PublicRecord, Status
from disclosure.pages.guide_page import Fees, GuidePage, Limit, Material, OpenDays, Season
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context
from disclosure.pages.views import Citation, Link

WEEKDAYS = ["周一", "周二", "周三", "周四", "周五"]


def guide(as_of: date = date(2026, 11, 20), **fields: Any) -> GuidePage:  # noqa: ANN401  # any field
    """Return the page of a guide with some fields."""
    record = PublicRecord(
        id="agencies/jyj/guides/minban",
        kind="guide",
        agency="jyj",
        status=Status.PUBLISHED,
        title="民办学校设立许可",
        day=None,
        rank=1,
        fields={"title": "民办学校设立许可", **fields},
        body="",
        events=(publication(),),
    )
    page = record_page(record, Context(FACTS, SCHEMAS, KINDS, as_of=as_of))
    assert isinstance(page, GuidePage)
    return page


def test_the_smallest_guide_has_a_page() -> None:
    """A name alone is enough; the agency's remedies stand in for the guide's own."""
    page = guide()
    assert page.crumbs == (Link("行政执法服务指南", "/guides/"), Link("示例市教育局", "/agencies/jyj/"))
    assert (page.promised, page.statutory, page.fees, page.materials, page.opening) == (None, None, None, (), ())
    assert page.remedies == ("可以申请行政复议。",)
    assert "民办学校设立许可" in html_of(page)


def test_both_limits_are_told_apart() -> None:
    """The promised limit and the statutory one are handed over in parts; nothing to wait for is said in words."""
    page = guide(
        time_limit={
            "statutory": {"n": 20, "unit": "工作日", "note": "自受理之日起"},
            "promised": {"n": 0, "unit": "工作日"},
        }
    )
    assert page.statutory == Limit("20", "个工作日", "自受理之日起")
    assert page.promised == Limit("", "当场办结", "")


def test_hours_are_gathered_by_season_and_by_day() -> None:
    """Days with the same hours stand in one row, and the days that nobody names are closed."""
    page = guide(
        opening=[
            {"weekdays": WEEKDAYS, "from": "8:30", "to": "12:00"},
            {"weekdays": ["周一", "周二", "周四"], "from": "14:30", "to": "18:00"},
        ]
    )
    assert page.opening == (
        Season(
            "",
            (
                OpenDays("周一、周二、周四", ("8:30—12:00", "14:30—18:00")),
                OpenDays("周三、周五", ("8:30—12:00",)),
                OpenDays("周六、周日", ()),
            ),
        ),
    )
    assert "不办公" in html_of(page)


def test_seasons_have_their_own_rows() -> None:
    """Winter and summer hours are two groups of the same table."""
    page = guide(
        opening=[
            {"season": "夏季", "weekdays": WEEKDAYS, "from": "8:00", "to": "12:00"},
            {"season": "冬季", "weekdays": WEEKDAYS, "from": "9:00", "to": "12:00"},
        ]
    )
    assert [(season.name, season.rows[0]) for season in page.opening] == [
        ("夏季", OpenDays("周一至周五", ("8:00—12:00",))),
        ("冬季", OpenDays("周一至周五", ("9:00—12:00",))),
    ]


def test_a_material_says_how_many_of_what_from_whom_and_when() -> None:
    """Counts of nought are left out; the issuer stands with the source, the case with the necessity."""
    page = guide(
        materials=[
            {
                "name": "消防验收合格文件",
                "original": 0,
                "copies": 2,
                "form": "纸质",
                "source": "政府部门核发",
                "issuer": "住房和城乡建设部门",
                "required": "特定情形",
                "when": "租赁校舍的",
                "note": "核验原件",
                "blank": "https://jyj.shili.example/a.docx",
            },
            {"name": "申请书"},
        ]
    )
    assert page.materials == (
        Material(
            name="消防验收合格文件",
            copies=("复印件 2 份",),
            form="纸质",
            source="政府部门核发（住房和城乡建设部门）",
            required="特定情形：租赁校舍的",
            note="核验原件",
            blank="https://jyj.shili.example/a.docx",
            sample="",
        ),
        Material("申请书", (), "", "", "", "", "", ""),
    )


def test_what_it_costs_is_said_with_its_basis() -> None:
    """A fee has a standard and a basis."""
    page = guide(
        fees={"charged": True, "standard": "每台 300 元。", "basis": [{"law": "某收费办法", "article": "第三条"}]}
    )
    citation = Citation(
        "某收费办法",
        "第三条",
        "",
        (),
        "/search/?q=%E6%9F%90%E6%94%B6%E8%B4%B9%E5%8A%9E%E6%B3%95%20%E7%AC%AC%E4%B8%89%E6%9D%A1",
    )
    assert page.fees == Fees(charged=True, standard=("每台 300 元。",), basis=(citation,))
    assert "不收费" in html_of(guide(fees={"charged": False}))


@pytest.mark.parametrize(("times", "words"), [(0, "不用到现场"), (1, "最多到现场 1 次")])
def test_how_often_one_must_come_is_said_in_words(times: int, words: str) -> None:
    """Nought is not left out: it is the best news on the page."""
    assert guide(visits=times).visits == words


def test_a_guide_that_has_ended_says_so_from_the_day_after() -> None:
    """The last day of validity still belongs to it."""
    assert guide(date(2026, 6, 30), valid_until="2026-06-30").ended == ""
    assert guide(date(2026, 7, 1), valid_until="2026-06-30").ended == "2026-06-30"


def test_a_flowchart_that_nobody_knows_stays_a_word() -> None:
    """A reference to what the site does not have is shown, not linked."""
    assert guide(flowchart="minban").flowchart == Link("minban", "")


def test_the_page_answers_the_most_wanted_first() -> None:
    """How long, what it costs, where and when come before conditions, materials and the law."""
    html = html_of(
        guide(
            time_limit={"statutory": {"n": 20, "unit": "工作日"}},
            fees={"charged": False},
            address="学院路1号",
            conditions=["有校舍", "有资金"],
            materials=[{"name": "申请书"}],
            procedure=["申请", "受理"],
            basis=[{"law": "中华人民共和国民办教育促进法"}],
            supervision="拨打监督电话。",
        )
    )
    questions = [
        "要多久",
        "收费吗",
        "在哪里、什么时候办",
        "什么条件可以办",
        "要带什么材料",
        "怎样办</h2>",
        "办理依据",
        "监督和救济",
    ]
    places = [html.index(question) for question in questions]
    assert places == sorted(places)
