"""Lists in a real browser: accessible, sorted and filtered by keyboard, whole without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.browser.test_pages import RUN_AXE

PAGES = (
    "/matters/",
    "/agencies/jyj/matters/",
    "/agencies/jyj/matters/CF-01/",
    "/agencies/jyj/matters/JC-02/",
    "/agencies/scjgj/recording-items/",
    "/agencies/scjgj/review-catalogue/",
    "/agencies/jyj/discretion/xiaowai-peixun-01/",
    "/agencies/jyj/documents/chufa-gaozhishu/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_list_is_accessible_and_fits(visitor: Callable[..., Visitor], axe: str, path: str) -> None:
    """No axe violation, nothing wider than desk or phone, no error in the console, no request to another host."""
    guest = visitor(1280)
    page = guest.visit(path)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        assert page.evaluate(RUN_AXE) == []
    assert guest.complaints == []


def test_matters_are_filtered_by_words_and_category(visitor: Callable[..., Visitor]) -> None:
    """What is typed and what is chosen narrow the table together; the count is told as it changes."""
    page = visitor().visit("/agencies/jyj/matters/")
    rows = page.locator("tbody tr:visible")
    expect(rows).to_have_count(9)
    page.get_by_label("筛选").fill("校外培训 暂行办法")
    expect(rows).to_have_count(2)
    expect(page.locator(".catalogue__count")).to_have_text("共 9 项，显示 2 项")
    page.get_by_label("筛选").fill("")
    page.get_by_label("类别", exact=True).select_option("行政确认")
    expect(rows).to_have_count(2)
    page.get_by_label("筛选").fill("没有这样的事")
    expect(page.locator(".catalogue__count")).to_have_text("没有符合的事项，请换个词。")


def test_matters_are_sorted_by_keyboard(visitor: Callable[..., Visitor]) -> None:
    """A column's button sorts up, then down, and says so to those who cannot see the arrow."""
    page = visitor().visit("/agencies/jyj/matters/")
    head = page.get_by_role("columnheader", name="编码")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("tbody tr").first).to_contain_text("CF-01")
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator("tbody tr").first).to_contain_text("XK-01")


def test_matters_are_whole_without_scripts(visitor: Callable[..., Visitor]) -> None:
    """Every row is there, and the categories lead to their places."""
    page = visitor(scripts=False).visit("/agencies/jyj/matters/")
    expect(page.locator("tbody tr")).to_have_count(9)
    page.get_by_role("link", name="行政确认", exact=True).click()
    assert page.url.endswith("#type-confirmation")
    expect(page.locator("#type-confirmation")).to_contain_text("普惠性民办幼儿园认定")
