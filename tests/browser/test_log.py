"""The publication log in a real browser: accessible, on desk and phone, filtered without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.browser.test_pages import RUN_AXE

PAGES = ("/log/", "/log/2024/12/", "/log/2024/12/page/1/", "/agencies/jyj/log/", "/agencies/jyj/log/2026/11/")


@pytest.mark.parametrize("path", PAGES)
def test_a_log_is_accessible_and_fits(visitor: Callable[..., Visitor], axe: str, path: str) -> None:
    """No axe violation, nothing wider than desk or phone, no error in the console, no request to another host."""
    guest = visitor(1280)
    page = guest.visit(path)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        assert page.evaluate(RUN_AXE) == []
    assert guest.complaints == []


def test_one_action_is_looked_at_alone_without_scripts(visitor: Callable[..., Visitor]) -> None:
    """Only the withdrawals are left, and the days that have one."""
    page = visitor(scripts=False).visit("/log/2026/11/")
    lines, days = page.locator(".log__line:visible"), page.locator(".log__day:visible")
    everything = lines.count()
    page.get_by_role("radio", name="撤下").check()
    expect(lines).to_have_count(1)
    expect(days).to_have_count(1)
    expect(lines).to_contain_text("示商罚〔2026〕3号")
    page.get_by_role("radio", name="全部").check()
    expect(lines).to_have_count(everything)


def test_a_count_leads_to_the_newest_of_its_action(visitor: Callable[..., Visitor]) -> None:
    """The place is marked, so that an eye finds it."""
    page = visitor(scripts=False).visit("/log/2026/11/")
    page.get_by_label("本月各类的最近一次").get_by_role("link", name="撤下").click()
    expect(page.locator(":target")).to_contain_text("示商罚〔2026〕3号")


def test_the_log_is_reached_from_every_page(visitor: Callable[..., Visitor]) -> None:
    """From the navigation, and from the page of an agency to its own log."""
    page = visitor(scripts=False).visit("/agencies/jyj/")
    page.get_by_role("link", name="本机关每一次公开、更正、撤下的记录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("示例市教育局公开记录")
    page.get_by_label("主导航").get_by_role("link", name="公开记录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("公开记录")
