"""The page of a jurisdiction of many agencies in a real browser: short, filtered as a whole, whole without scripts."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.pages.accounts import whole_page
from tests.pages.town import THEME, site

from disclosure.pages.rendering import Renderer
from disclosure.pages.urls import file_of

MANY = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of forty agencies, as files."""
    place, page = tmp_path_factory.mktemp("agencies"), whole_page(MANY)
    file = place / file_of(page.address)
    file.parent.mkdir(parents=True)
    file.write_bytes(Renderer(THEME, site()).render(page))
    copytree(THEME / "static", place / "theme")
    return place


@pytest.fixture
def page(chromium: Browser, serve: Callable[..., str], folder: Path) -> Page:
    """The page on a phone."""
    page = chromium.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{serve(folder)}/compliance/")
    return page


def test_one_filter_narrows_every_list_of_agencies(page: Page) -> None:
    """What is found comes up from the fold; the other lists say how many of their rows are left."""
    rows = page.locator("#agencies tbody tr:visible")
    expect(rows).to_have_count(10)
    expect(page.locator("#agencies summary")).to_have_text("其余 30 个机关")
    page.get_by_label("筛选").fill("第39局")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("示例市第39局")
    expect(page.locator("#agencies summary")).to_be_hidden()
    expect(page.locator(".catalogue__count")).to_have_text("共 40 个机关，符合 1 个")
    expect(page.locator("#numbers [data-part=narrowed]")).to_have_text("按「第39局」筛选：0 行，共 1 行。")
    expect(page.locator("#numbers tbody tr:visible")).to_have_count(0)
    page.get_by_label("筛选").fill("示例市")
    expect(rows).to_have_count(10)
    expect(page.locator("#agencies summary")).to_have_text("其余 30 个机关")


def test_agencies_are_sorted_across_the_fold(page: Page) -> None:
    """The first of all stand open, wherever they were before."""
    page.set_viewport_size({"width": 1280, "height": 900})
    head = page.locator("#agencies th").first
    head.get_by_role("button").click()
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    names = page.locator("#agencies tbody").first.locator("th").all_text_contents()
    assert names == ["示例市教育局", *(f"示例市第{number}局" for number in range(39, 30, -1))]
    expect(page.locator("#agencies details tbody tr")).to_have_count(30)


def test_every_agency_is_there_without_scripts(chromium: Browser, serve: Callable[..., str], folder: Path) -> None:
    """The fold opens by itself, by keyboard too."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve(folder)}/compliance/")
    page.locator("#agencies summary").press("Enter")
    expect(page.locator("#agencies tbody tr:visible")).to_have_count(MANY)
    context.close()
