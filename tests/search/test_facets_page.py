"""Facets, orders, addresses and keyboard of the search page, in a browser, under the site's security policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.search.visit import address, asked, beside, box, status, town

__all__ = ["address", "town"]


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """Return a fresh page as wide as a phone."""
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def test_facets_narrow_with_live_counts_and_stand_in_the_address(page: Page, address: str) -> None:
    """Values of one facet widen, of two narrow; each count says what choosing it would show; back undoes a step."""
    page.goto(f"{address}?q=晨光")
    status(page, "60 件信息含「晨光」")
    assert beside(page, "kind") == ["[penalty] 30", "[permit] 30"]
    assert beside(page, "agency") == ["[jyj] 20", "[nsx-yjj] 20", "[swj] 20"]
    box(page, "[penalty]").check()
    status(page, "30 件信息含「晨光」")
    assert asked(page) == "q=晨光&kind=penalty"
    assert beside(page, "kind") == ["[penalty] 30", "[permit] 30"]
    assert beside(page, "agency") == ["[jyj] 10", "[nsx-yjj] 10", "[swj] 10"]
    box(page, "[swj]").check()
    status(page, "10 件信息含「晨光」")
    box(page, "[nsx-yjj]").check()
    status(page, "20 件信息含「晨光」")
    assert asked(page) == "q=晨光&kind=penalty&agency=swj&agency=nsx-yjj"
    page.go_back()
    status(page, "10 件信息含「晨光」")
    expect(box(page, "[nsx-yjj]")).not_to_be_checked()
    expect(box(page, "[swj]")).to_be_checked()
    page.reload()
    status(page, "10 件信息含「晨光」")
    expect(box(page, "[swj]")).to_be_checked()


def test_what_is_chosen_is_taken_away_as_it_was_chosen(page: Page, address: str) -> None:
    """A chip names facet and value; it goes with one press, all go with another."""
    page.goto(f"{address}?q=晨光&kind=penalty&agency=swj&year=2026")
    status(page, "10 件信息含「晨光」")
    chips = page.get_by_role("list", name="已选条件").get_by_role("button")
    expect(chips).to_have_text(["类别：[penalty] ×", "机关：[swj] ×", "年份：[2026] ×", "全部去掉"])
    page.get_by_role("button", name="机关：[swj]，点一下去掉").click()
    status(page, "30 件信息含「晨光」")
    assert asked(page) == "q=晨光&kind=penalty&year=2026"
    page.get_by_role("button", name="全部去掉").click()
    status(page, "60 件信息含「晨光」")
    expect(page.get_by_role("list", name="已选条件")).to_be_hidden()


def test_a_value_that_is_not_there_is_said_to_be_none(page: Page, address: str) -> None:
    """What is sought among many values and not found leaves a sentence, not a blank."""
    page.goto(f"{address}?q=晨光")
    status(page, "60 件信息含「晨光」")
    group = page.locator("[data-facet=law]")
    group.locator("summary").click()
    group.get_by_role("button", name="全部").click()
    group.get_by_role("searchbox").fill("第7号")
    expect(group.locator("li")).to_have_count(1)
    expect(group.locator("[data-part=none]")).to_be_hidden()
    group.get_by_role("searchbox").fill("专利法")
    expect(group.locator("li")).to_have_count(0)
    expect(group.locator("[data-part=none]")).to_be_visible()
    expect(group.locator("[data-part=none]")).to_have_text("没有含「专利法」的")


def test_without_words_records_are_browsed_the_newest_first(page: Page, address: str) -> None:
    """Nothing asked: the totals. A facet alone: its records; by amount: the highest of all, not of those shown."""
    page.goto(address)
    assert beside(page, "agency") == ["[jyj] 20", "[nsx-yjj] 20", "[swj] 20"]
    status(page, "")
    box(page, "[jyj]").check()
    status(page, "20 件信息符合所选条件")
    days = page.locator("[data-part=results] time").all_inner_texts()
    assert days == sorted(days, reverse=True)
    expect(page.get_by_role("link", name="最相关")).to_be_hidden()
    expect(page.get_by_role("link", name="最新")).to_have_attribute("aria-current", "true")
    page.goto(f"{address}?kind=penalty")
    status(page, "30 件信息符合所选条件")
    page.get_by_role("link", name="金额最高").click()
    expect(page.locator("[data-part=results] a").first).to_have_text("晨光公司第 59 案")
    assert asked(page) == "kind=penalty&sort=amount"
    titles = page.locator("[data-part=results] > li a").all_inner_texts()
    assert titles == [f"晨光公司第 {rank} 案" for rank in range(59, 39, -2)]


def test_months_come_with_a_year_and_a_closed_facet_is_counted_when_it_is_opened(page: Page, address: str) -> None:
    """Twelve months of every year would be a long list; what nobody opens is not fetched."""
    page.goto(f"{address}?q=晨光")
    status(page, "60 件信息含「晨光」")
    months, laws = page.locator("[data-facet=month]"), page.locator("[data-facet=law]")
    expect(months).to_be_hidden()
    expect(laws.locator("label")).to_have_count(0)
    laws.locator("summary").click()
    expect(laws.locator("label")).to_have_count(8)
    laws.get_by_role("button", name="全部 30 项").click()
    expect(laws.locator("label")).to_have_count(30)
    expect(laws.locator("label").nth(8).locator("input")).to_be_focused()
    laws.get_by_role("searchbox").fill("19号")
    expect(laws.locator("label")).to_have_count(1)
    laws.get_by_role("searchbox").fill("")
    box(page, "[2026]").check()
    status(page, "30 件信息含「晨光」")
    months.locator("summary").click()
    expect(months.locator("label").first).to_contain_text("[2026-09]")
    assert beside(page, "month")[:2] == ["[2026-09] 3", "[2026-08] 3"]


def test_everything_is_done_by_keyboard(page: Page, address: str) -> None:
    """The focus stays where it was when counts come; Enter opens a facet; a chip is a button; results are near."""
    page.goto(f"{address}?q=晨光")
    status(page, "60 件信息含「晨光」")
    beside(page, "kind")
    page.get_by_role("combobox").focus()
    for _step in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到结果")).to_be_focused()
    for _step in range(2):
        page.keyboard.press("Tab")
    expect(box(page, "[penalty]")).to_be_focused()
    page.keyboard.press("Space")
    status(page, "30 件信息含「晨光」")
    beside(page, "kind")
    expect(box(page, "[penalty]")).to_be_focused()
    expect(box(page, "[penalty]")).to_be_checked()
    page.locator("[data-facet=status] summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-facet=status]")).to_contain_text("没有可选的")
    page.get_by_role("button", name="类别：[penalty]，点一下去掉").focus()
    page.keyboard.press("Enter")
    status(page, "60 件信息含「晨光」")
    expect(page.locator("[data-facet=kind] summary")).to_be_focused()
    page.get_by_role("link", name="跳到结果").press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[data-sort=relevance]")).to_be_focused()


def test_words_are_searched_as_they_are_typed(page: Page, address: str) -> None:
    """A pause is enough; what is typed on and on is one step on the way back."""
    page.goto(f"{address}?q=晨光&kind=penalty")
    status(page, "30 件信息含「晨光」")
    page.get_by_role("combobox").fill("第 5")
    status(page, "10 件信息含「第 5」")
    page.get_by_role("combobox").fill("第 59")
    status(page, "1 件信息含「第 59」")
    assert asked(page) == "q=第+59&kind=penalty"
    page.go_back()
    status(page, "30 件信息含「晨光」")
    expect(page.get_by_role("combobox")).to_have_value("晨光")


def test_on_a_phone_facets_are_a_panel_that_costs_nothing_until_it_is_opened(phone: Page, address: str) -> None:
    """Closed at first, with how much is chosen; its counts are fetched when it is opened; nothing scrolls sideways."""
    fetched: list[str] = []
    phone.context.on("request", lambda request: fetched.append(request.url))
    phone.goto(f"{address}?q=晨光&agency=swj&agency=jyj")
    status(phone, "40 件信息含「晨光」")
    panel = phone.locator("[data-part=facets]")
    expect(panel.locator("summary").first).to_have_text("筛选 已选 2 项")
    expect(phone.get_by_role("button", name="机关：[swj]，点一下去掉")).to_be_visible()
    assert len([url for url in fetched if "/columns/" in url]) == 1  # what the agencies are called
    panel.locator("summary").first.click()
    assert beside(phone, "kind") == ["[penalty] 20", "[permit] 20"]
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_results_and_facets_keep_nobody_out(chromium: Browser, address: str, axe: str, width: int) -> None:
    """WCAG 2.2 AA by axe, with results, facets and chips on the page."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}?q=校外培训&kind=penalty&agency=swj")
    status(page, "10 件信息含「校外培训」")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    expect(page.locator("[data-facet=law] label").first).to_be_visible()
    page.evaluate(axe)
    tags = "['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']"
    found = page.evaluate(f"axe.run(document, {{runOnly: {tags}}})")["violations"]
    assert [f"{one['id']} {node['target']}" for one in found for node in one["nodes"]] == []
    context.close()
