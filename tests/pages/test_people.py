"""Pages about people: officers and their certificates, legal reviewers, window boards, and who has them all."""

from dataclasses import replace
from datetime import date

import pytest
from tests.pages.town import (
    EDITION,
    FACTS,
    SCHEMAS,
    html_of,
    officers,
    page_of,
    reviewers,
    window_board,
)

from disclosure.model.kinds import KINDS
from disclosure.model.public import PublicRecord
from disclosure.pages.contracts import Page
from disclosure.pages.listings import listing_pages
from disclosure.pages.officer_page import OfficerLine, OfficerPage, OfficersPage
from disclosure.pages.records import record_page
from disclosure.pages.reviewer_page import ReviewerLine, ReviewersPage
from disclosure.pages.rosters import NAMES_A_PAGE, OfficerRosterPage, ReviewerRosterPage
from disclosure.pages.shared import Context
from disclosure.pages.validity import Standing, Validity, certificate_validity
from disclosure.pages.views import Count, Entry, Figure, Link, Text, Words
from disclosure.pages.window_board_page import Material, WindowBoardPage

LIST = "/agencies/jyj/officers/"
CERTIFICATE = "%E7%A4%BA99000000012"


def officer(number: int = 0) -> OfficerPage:
    """Return the page of one of the bureau's officers."""
    page = page_of(officers().entries[number])
    assert isinstance(page, OfficerPage)
    return page


def pages(*people: PublicRecord) -> dict[str, Page]:
    """Return the pages that span records, for a town in which these are the entries of lists."""
    return {page.address: page for page in listing_pages([], [FACTS], (), EDITION, people=people)}


@pytest.mark.parametrize(
    ("fields", "standing", "sentence"),
    [
        ({"valid_until": "2026-11-20"}, Standing.VALID, "证件有效，至2026年11月20日"),
        ({"valid_until": "2026-11-19"}, Standing.EXPIRED, "证件已于2026年11月19日到期，没有换发新证以前不得执法"),
        ({"valid_from": "2026-11-21", "valid_until": "2031-11-20"}, Standing.EARLY, "证件从2026年11月21日起有效"),
        ({"until": "2026-11-19", "until_reason": "退休"}, Standing.LEFT, "2026年11月19日后不再执法（退休）"),
        ({"until": "2026-11-19", "valid_until": "2026-01-01"}, Standing.LEFT, "2026年11月19日后不再执法"),
        ({"until": "2026-11-20", "valid_until": "2027-01-01"}, Standing.VALID, "证件有效，至2027年1月1日"),
        ({}, Standing.OPEN, "清单里没有写证件有效期"),
    ],
)
def test_a_certificate_is_good_until_the_end_of_its_last_day(
    fields: dict[str, str], standing: Standing, sentence: str
) -> None:
    """The state is that of the day of the build; whoever left has no valid certificate, whatever is printed on it."""
    found = certificate_validity(fields, "2026-11-20")
    assert (found.standing, found.sentence) == (standing, sentence)


def test_a_list_of_officers_has_the_seven_items_and_keeps_those_who_left_apart() -> None:
    """姓名、单位、职务、证件编号、执法类别、执法区域、证件有效期; an expired certificate is counted."""
    page = page_of(officers())
    assert isinstance(page, OfficersPage)
    assert page.current[0] == OfficerLine(
        name=Link("林知夏", f"{LIST}{CERTIFICATE}/"),
        unit="民办教育科",
        position="科长",
        certificate_no="示99000000012",
        categories=("教育行政执法",),
        area="示例市行政区域",
        first=date(2022, 6, 1),
        last=date(2027, 5, 31),
        supervisor=True,
        validity=Validity(Standing.VALID, "证件有效", "证件有效，至2027年5月31日"),
        left_on=None,
    )
    assert [line.name.text for line in page.current] == ["林知夏", "薛砚秋"]
    assert [line.name.text for line in page.left] == ["褚怀民"]
    assert (page.title, page.expired, page.supervisors) == ("示例市教育局行政执法人员清单", 1, 1)


def test_a_list_says_the_next_day_that_a_certificate_has_expired() -> None:
    """The same list, built a day after the last day of validity."""
    states = []
    for day in (date(2027, 5, 31), date(2027, 6, 1)):
        page = record_page(officers(), Context(FACTS, SCHEMAS, KINDS, as_of=day))
        assert isinstance(page, OfficersPage)
        states.append(page.current[0].validity.word)
    assert states == ["证件有效", "证件过期"]


def test_an_officer_has_a_page_with_what_a_citizen_checks() -> None:
    """Certificate, area, powers of the agency, how to complain, and the way back to the list."""
    facts = replace(FACTS, powers=("行政处罚",), supervision="可以写信。", supervision_phone="0999-8000109")
    context = Context(facts, SCHEMAS, KINDS, as_of=EDITION.as_of)
    page = record_page(officers().entries[0], context)
    assert isinstance(page, OfficerPage)
    assert page.entries == (
        Entry("单位", Text(("民办教育科",))),
        Entry("职务", Text(("科长",))),
        Entry("证件编号", Figure(("示99000000012",))),
        Entry("执法类别", Words(("教育行政执法",))),
        Entry("执法区域", Text(("示例市行政区域",))),
    )
    assert page.address == f"{LIST}{CERTIFICATE}/"
    assert page.crumbs[1:] == (Link("示例市教育局", "/agencies/jyj/"), Link("行政执法人员清单", LIST))
    assert (page.powers, page.supervision, page.remedies) == (("行政处罚",), ("可以写信。",), ("可以申请行政复议。",))
    assert (page.supervisor, page.supervision_phone, page.qr) == (True, "0999-8000109", None)


def test_an_officer_who_left_still_has_a_page() -> None:
    """An old decision still points at somebody."""
    page = officer(2)
    assert (page.validity.word, page.left_on, page.left_reason) == ("已离岗", date(2026, 7, 31), "退休")
    assert "2026年7月31日后不再执法（退休）。" in html_of(page)


def test_the_qr_code_holds_the_pages_own_address_and_no_style_or_script() -> None:
    """A card's code leads to the officer; the shapes are plain SVG under the content security policy."""
    page = officer()
    assert page.qr is not None
    assert page.qr.address == f"https://gongshi.shili.example{page.address}"
    drawn = html_of(page).partition("<svg")[2].partition("</svg>")[0]
    assert page.qr.path in drawn
    assert not any(word in drawn for word in ("style=", "<script", "fill="))


def test_reviewers_show_their_role_and_qualification_and_no_number_of_it() -> None:
    """Who reviews what since when; those who left stand below."""
    page = page_of(reviewers())
    assert isinstance(page, ReviewersPage)
    assert page.current == (
        ReviewerLine(
            number="教法审-01",
            name="何敏",
            unit="政策法规科",
            position="",
            role="公职律师",
            qualified=True,
            qualified_on=date(2009, 3, 18),
            acts=("行政处罚",),
            since=date(2016, 4, 1),
            left_on=None,
            note="",
        ),
    )
    assert [line.name for line in page.left] == ["戚长安"]
    assert 'id="教法审-01"' in html_of(page)


def test_a_window_board_names_who_sits_there_and_links_the_certificate() -> None:
    """What the board shows is what the file says; an unknown certificate is words alone."""
    page = page_of(window_board(officer="示99000000012", materials=[{"name": "申请书", "copies": "原件 1 份"}]))
    assert isinstance(page, WindowBoardPage)
    assert page.officer == Link("示99000000012", f"{LIST}{CERTIFICATE}/")
    assert page.materials == (Material("申请书", "原件 1 份", "", ""),)
    assert (page.name, page.unit, page.closed) == ("韩松龄", "行政审批科", False)
    stranger = page_of(window_board(officer="示99000000099", until="2026-11-19"))
    assert isinstance(stranger, WindowBoardPage)
    assert (stranger.officer, stranger.closed) == (Link("示99000000099", ""), True)


def test_the_roster_of_officers_counts_those_in_post_agency_by_agency() -> None:
    """Whoever left is on the agency's own list alone; bodies stand in the order of their level."""
    county = [replace(one, id=one.id.replace("jyj", "ayj"), agency="ayj") for one in officers().entries]
    page = pages(*county, *officers().entries)["/officers/"]
    assert isinstance(page, OfficerRosterPage)
    assert (page.total, page.expired, page.pages) == (4, 2, ())
    assert [(team.agency, team.number, team.supervisors) for team in page.teams] == [
        (Link("ayj", "/agencies/ayj/officers/"), 2, 1),
        (Link("示例市教育局", LIST), 2, 1),
    ]


def test_a_long_roster_is_cut_into_pages_that_lead_to_each_other() -> None:
    """Every name is on exactly one page, and each page tells of the agency as a whole."""
    many = officers(*({"name": "林知夏", "certificate_no": f"示{number:08}"} for number in range(NAMES_A_PAGE + 1)))
    found = {address: page for address, page in pages(*many.entries).items() if isinstance(page, OfficerRosterPage)}
    assert list(found) == ["/officers/", "/officers/page/2/"]
    assert [len(page.teams[0].members) for page in found.values()] == [NAMES_A_PAGE, 1]
    assert {page.teams[0].number for page in found.values()} == {NAMES_A_PAGE + 1}
    assert found["/officers/"].pages[1] == Count("第 2 页", 2, "/officers/page/2/")


def test_the_roster_of_reviewers_shows_everybody_who_reviews() -> None:
    """With their role, their qualification, and how many officers their agency has."""
    page = pages(*officers().entries, *reviewers().entries)["/reviewers/"]
    assert isinstance(page, ReviewerRosterPage)
    assert (page.total, page.qualified, page.roles) == (1, 1, (Count("公职律师", 1),))
    assert [(team.agency.text, team.officers, len(team.members)) for team in page.teams] == [("示例市教育局", 2, 1)]


def test_an_empty_roster_says_that_there_is_nobody() -> None:
    """The page is there from the first day on."""
    assert "本期无行政执法人员。" in html_of(pages()["/officers/"])
    assert "本期无法制审核人员。" in html_of(pages()["/reviewers/"])
