"""An agency's page and the directory: who entrusted whom, what changed, what is published, in the law's order."""

from dataclasses import replace
from datetime import date

from tests.pages.town import EDITION, FACTS, SCHEMAS, agency, html_of, officers, reviewers, window_board

from disclosure.model.kinds import KINDS
from disclosure.pages.contracts import AgenciesPage, AgencyFacts, AgencyPage
from disclosure.pages.listings import listing_pages
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context
from disclosure.pages.views import AgencyLine, Category, Change, Entrustment, Group, Letter, Link, Shelf
from disclosure.publishing.wording import row_of

LETTER = {
    "title": "行政执法委托书",
    "document_no": "示教委托〔2026〕1号",
    "signed_on": "2025-12-20",
    "text": "一、委托检查。\n",
}
GIVEN = {
    "by": "示例市教育局",
    "matters": ["校外培训机构检查"],
    "scope": "以示例市教育局的名义检查。",
    "valid_from": "2026-01-01",
    "valid_until": "2026-11-19",
    "document": LETTER,
}


def shown(day: date = EDITION.as_of, **fields: object) -> AgencyPage:
    """Return the page of the town's agency with some fields, as of a day."""
    published = [row_of(record) for record in (officers(), reviewers(), window_board())]
    page = record_page(agency(**fields), Context(FACTS, SCHEMAS, KINDS, as_of=day, published=published))
    assert isinstance(page, AgencyPage)
    return page


def test_an_entrusted_body_shows_by_whom_with_what_until_when_and_the_letter() -> None:
    """委托机关、委托事项、权限、期限 and the 委托书 itself (行政处罚法 第二十条)."""
    assert shown(category="受委托组织", entrustment=GIVEN).entrustment == Entrustment(
        by="示例市教育局",
        matters=("校外培训机构检查",),
        scope=("以示例市教育局的名义检查。",),
        first=date(2026, 1, 1),
        last=date(2026, 11, 19),
        expired=True,
        letter=Letter("行政执法委托书", "示教委托〔2026〕1号", date(2025, 12, 20), ("一、委托检查。",), ""),
    )


def test_an_entrustment_holds_on_its_last_day() -> None:
    """The page says that it has run out the day after."""
    assert "委托期已于" not in html_of(shown(date(2026, 11, 19), entrustment=GIVEN))
    assert "委托期已于2026年11月19日届满。" in html_of(shown(date(2026, 11, 20), entrustment=GIVEN))


def test_changes_of_functions_stand_newest_first() -> None:
    """What changed, since when, on what basis."""
    changes = [
        {"date": "2019-02-18", "what": "划入价格监督的职责", "basis": "示发〔2019〕2号"},
        {"date": "2024-05-01", "what": "划出食盐监管的职责", "basis": "示发〔2024〕3号"},
    ]
    assert shown(function_changes=changes).changes == (
        Change(date(2024, 5, 1), "划出食盐监管的职责", "示发〔2024〕3号"),
        Change(date(2019, 2, 18), "划入价格监督的职责", "示发〔2019〕2号"),
    )


def test_an_agency_leads_to_everything_that_it_has_published() -> None:
    """Each of its lists, and each record of the other kinds."""
    assert shown().shelves == (
        Shelf("", (Link("行政执法人员清单", "/agencies/jyj/officers/"),)),
        Shelf("", (Link("法制审核人员名录", "/agencies/jyj/reviewers/"),)),
        Shelf("岗位信息公示牌", (Link("民办学校审批窗口", "/agencies/jyj/windows/minban/"),)),
    )


def test_an_agency_names_the_newest_records_of_a_kind_and_leads_to_the_rest() -> None:
    """A year's inspections do not drown its page."""
    many = [replace(row_of(window_board()), id=f"agencies/jyj/windows/w{n:02}", title=f"第{n}号窗") for n in range(13)]
    page = record_page(agency(), Context(FACTS, SCHEMAS, KINDS, published=many))
    assert isinstance(page, AgencyPage)
    (shelf,) = page.shelves
    assert [link.text for link in shelf.links] == [*(f"第{n}号窗" for n in range(1, 13)), "全部 13 件"]
    assert shelf.links[-1].address == "/windows/"


def test_the_directory_stands_by_level_and_category() -> None:
    """The order is that of the law; a body that was abolished stays, marked."""
    bodies = [
        AgencyFacts("a", "甲县应急局", level="县级", category="法定行政机关", url="/agencies/a/"),
        AgencyFacts(
            "b", "乙队", level="市级", category="受委托组织", field="文化", phone="0999-8000701", url="/agencies/b/"
        ),
        AgencyFacts("c", "丙局", level="市级", category="法定行政机关", until="2026-11-19", url="/agencies/c/"),
        AgencyFacts("d", "丁局", url="/agencies/d/"),
    ]
    found = {page.address: page for page in listing_pages([], bodies, (), replace(EDITION))}["/agencies/"]
    assert isinstance(found, AgenciesPage)
    assert found.groups == (
        Group(
            "市级",
            2,
            (
                Category("法定行政机关", (AgencyLine("丙局", "/agencies/c/", "", "", 0, ended=True),)),
                Category("受委托组织", (AgencyLine("乙队", "/agencies/b/", "文化", "0999-8000701", 0),)),
            ),
        ),
        Group("县级", 1, (Category("法定行政机关", (AgencyLine("甲县应急局", "/agencies/a/", "", "", 0),)),)),
        Group("", 1, (Category("", (AgencyLine("丁局", "/agencies/d/", "", "", 0),)),)),
    )
