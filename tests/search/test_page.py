"""The search page in a browser, on a small site below a path, under the site's content security policy."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from disclosure.outputs.search.documents import SearchDocument
from disclosure.outputs.search.names import names_file


@pytest.fixture
def town(
    document: Callable[..., SearchDocument],
    site: Callable[..., Path],
    dressed: Callable[[Path], Path],
    tmp_path: Path,
) -> Path:
    """Return the folder of a site with thirty-three invented decisions and its search page."""
    fields = {
        "title": "示例市晨光教育咨询有限公司擅自招收学生案",
        "document_no": "示教罚〔2026〕12号",
        "agency": "示例市教育局",
        "text": "依照《校外培训行政处罚暂行办法》，罚款 72,000 元。",
    }
    lessons = [document(rank, {"title": f"培训机构第 {rank} 案", "text": "<b>校外培训</b>"}) for rank in range(1, 31)]
    banks = [document(31, {"text": "员工行为管理不到位"}), document(32, {"parties": "示例工商银行股份有限公司"})]
    folder = site([document(0, fields), *lessons, *banks], tmp_path)
    (folder / "search" / "names.bin").write_bytes(names_file([], {}, {"示例工商银行": 2}))
    return dressed(folder)


@pytest.fixture
def address(town: Path, serve: Callable[..., str]) -> str:
    """Serve the site and return the address of its search page."""
    return f"{serve(town, '/xzzf')}/search/"


def test_an_address_with_words_shows_what_holds_them(page: Page, address: str) -> None:
    """Title, address, tag, number, agency, date and marked text of the result, and how many there are."""
    page.goto(f"{address}?q=晨光教育")
    expect(page.get_by_role("status")).to_have_text("1 件信息含「晨光教育」")
    result = page.locator("[data-part=results] > li")
    expect(result).to_have_count(1)
    link = result.get_by_role("link")
    expect(link).to_have_text("示例市晨光教育咨询有限公司擅自招收学生案")
    expect(link).to_have_attribute("href", "/xzzf/agencies/jyj/decisions/2026/03/000/")
    expect(link.locator("mark")).to_have_text("晨光教育")
    expect(result.locator(".tag--penalty")).to_have_text("行政处罚")
    expect(result.locator("time")).to_have_text("2026-03-09")
    expect(result).to_contain_text("示教罚〔2026〕12号 示例市教育局")
    expect(page.get_by_role("combobox")).to_have_value("晨光教育")


def test_words_typed_stand_in_the_address_and_the_way_back_works(page: Page, address: str) -> None:
    """A search from the form has an address of its own; the browser's back button returns to the one before."""
    page.goto(f"{address}?q=晨光")
    page.get_by_role("combobox").fill("示教罚（2026）第012号")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 件信息含「示教罚（2026）第012号」")
    assert page.url == f"{address}?q=%E7%A4%BA%E6%95%99%E7%BD%9A%EF%BC%882026%EF%BC%89%E7%AC%AC012%E5%8F%B7"
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("1 件信息含「晨光」")
    expect(page.get_by_role("combobox")).to_have_value("晨光")


def test_text_is_never_taken_for_markup_and_more_can_be_shown(page: Page, address: str) -> None:
    """Ten at first; the rest comes on demand, with the focus on the first new result."""
    page.goto(f"{address}?q=校外培训")
    for shown in (10, 30):
        expect(page.locator("[data-part=results] > li")).to_have_count(shown)
        expect(page.get_by_role("status")).to_have_text("31 件信息含「校外培训」")
        page.get_by_role("button", name="显示更多").click()
        expect(page.locator("[data-part=results] > li").nth(shown).get_by_role("link")).to_be_focused()
    expect(page.locator("[data-part=results] > li")).to_have_count(31)
    expect(page.locator("[data-part=results] b")).to_have_count(0)
    expect(page.get_by_role("button", name="显示更多")).to_be_hidden()


def test_the_way_back_from_a_late_result_leads_to_where_it_was_left(page: Page, address: str) -> None:
    """As many results as were shown, and as far down; a new question begins with ten at the top."""
    page.goto(f"{address}?q=校外培训")
    results = page.locator("[data-part=results] > li")
    expect(results).to_have_count(10)
    page.get_by_role("button", name="显示更多").click()
    expect(results).to_have_count(30)
    late = results.nth(20).get_by_role("link")
    late.scroll_into_view_if_needed()
    expect(results.first).not_to_be_in_viewport()
    late.click()
    page.wait_for_url("**/decisions/**")
    page.go_back()
    expect(results).to_have_count(30)
    expect(results.nth(20)).to_be_in_viewport()
    expect(results.first).not_to_be_in_viewport()
    page.reload()
    expect(results).to_have_count(30)
    page.get_by_role("combobox").fill("培训")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("31 件信息含「培训」")
    expect(results).to_have_count(10)
    page.go_back()
    expect(results).to_have_count(30)


def test_a_short_name_that_found_something_else_is_offered_in_full(page: Page, address: str) -> None:
    """What was found stays; the name that the letters may stand for is offered above it, and finds what it says."""
    page.goto(f"{address}?q=工行")
    expect(page.get_by_role("status")).to_have_text("1 件信息含「工行」")
    expect(page.locator("[data-part=offers-head]")).to_have_text("也许要找")
    expect(page.locator("[data-part=offers] li")).to_have_text("示例工商银行 1 件 · 可能的全称")
    expect(page.locator("[data-part=results] > li")).to_have_count(1)
    page.get_by_role("link", name="示例工商银行", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("1 件信息含「示例工商银行」")
    expect(page.locator("[data-part=offers-head]")).to_be_empty()


def test_where_nothing_is_found_there_is_nothing_to_choose_from(page: Page, address: str) -> None:
    """Facets without a value are not shown, but for what is chosen: that can be taken away."""
    page.goto(f"{address}?q=晨光教育")
    expect(page.locator("[data-part=facets]")).to_be_visible()
    page.get_by_role("combobox").fill("量子猫咪")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("没有信息含「量子猫咪」")
    expect(page.locator("[data-part=facets]")).to_be_hidden()
    page.goto(f"{address}?q=量子猫咪&year=2019")
    expect(page.get_by_role("status")).to_have_text("没有信息含「量子猫咪」")
    expect(page.locator("[data-part=facets]")).to_be_visible()


def test_a_shard_that_fails_is_said_with_a_retry(page: Page, address: str, town: Path) -> None:
    """Without a shard there is an error and no shorter list; after a retry everything is there."""
    (town / "search" / "terms").rename(town / "search" / "away")
    page.goto(f"{address}?q=晨光")
    expect(page.get_by_role("alert")).to_contain_text("检索数据没有取全，所以没有显示结果")
    expect(page.locator("[data-part=results] > li")).to_have_count(0)
    (town / "search" / "away").rename(town / "search" / "terms")
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("status")).to_have_text("1 件信息含「晨光」")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_without_a_script_the_page_leads_to_the_lists(chromium: Browser, address: str) -> None:
    """The page explains itself and links to the lists by agency, type, year and month."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("noscript p")).to_contain_text("不用搜索也能找到每一件信息")
    assert page.locator("noscript a").evaluate_all("links => links.map(link => link.getAttribute('href'))") == [
        "/xzzf/agencies/",
        "/xzzf/decisions/",
        "/xzzf/parties/",
        "/xzzf/sitemap/",
    ]
    context.close()
