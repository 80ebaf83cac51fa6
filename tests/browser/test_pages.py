"""Every sort of page in a real browser: accessible, quiet, within the window, readable without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.browser.conftest import Visitor

PAGES = (
    "/",
    "/agencies/",
    "/agencies/jyj/",
    "/agencies/whzfd/",
    "/agencies/jyj/decisions/",
    "/agencies/jyj/decisions/2026/03/",
    "/agencies/jyj/decisions/2026/03/012/",
    "/agencies/jyj/decisions/2026/03/012/v/1/",
    "/agencies/jyj/officers/v/3/",
    "/policies/fabu-chexiao-gengxin/v/1/",
    "/agencies/swj/decisions/2026/08/003/",
    "/agencies/swj/decisions/2025/01/xk-2/",
    "/decisions/",
    "/decisions/penalty/",
    "/decisions/penalty/2026/03/",
    "/decisions/2026/",
    "/policies/",
    "/policies/fabu-chexiao-gengxin/",
    "/agencies/mzj/inspection/items/",
    "/agencies/mzj/inspection/plans/2026/",
    "/agencies/mzj/inspection/results/2026/yanglao-jigou/",
    "/agencies/scjgj/reports/2025/",
    "/agencies/jyj/number-gaps/",
    "/agencies/jyj/objections/",
    "/plan/",
    "/compliance/",
    "/compliance/coverage/",
    "/agencies/scjgj/compliance/",
    "/agencies/whzfd/compliance/",
    "/laws/xingzheng-chufa-fa/",
    "/search/?q=%E5%9F%B9%E8%AE%AD",
    "/sitemap/",
    "/about/",
    "/help/",
    "/accessibility/",
    "/404.html",
)
RUN_AXE = """
async () => {
  const result = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  return result.violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.target).join(" ")}`);
}
"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(visitor: Callable[..., Visitor], axe: str, path: str) -> None:
    """No axe violation, nothing wider than desk or phone, no error in the console, no request to another host."""
    guest = visitor(1280)
    page = guest.visit(path)
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert guest.complaints == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_dark_pages_keep_their_contrast(visitor: Callable[..., Visitor], axe: str, scheme: str) -> None:
    """The colours of night are as readable as those of day."""
    guest = visitor()
    guest.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page = guest.visit("/agencies/jyj/decisions/2026/03/012/")
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []


def test_every_page_says_that_the_demonstration_is_one(demonstration: Path) -> None:
    """No page of the demonstration can be taken for a real publication."""
    pages = sorted(demonstration.rglob("*.html"))
    assert len(pages) > 100
    assert [page for page in pages if "均为虚构" not in page.read_text(encoding="utf-8")] == []


def test_browse_pages_lead_to_every_decision_without_scripts(visitor: Callable[..., Visitor]) -> None:
    """From the home page, by agency, year and month, with JavaScript off."""
    guest = visitor(scripts=False)
    page = guest.visit("/")
    page.click("nav >> text=执法机关")
    page.click("main >> text=示例市教育局")
    page.click("main a[href='/agencies/jyj/decisions/2026/']")
    page.click("main a[href='/agencies/jyj/decisions/2026/03/']")
    page.click("main >> text=示例市晨光教育咨询有限公司擅自招收学生开展学科培训案")
    assert page.locator("h1").inner_text().replace("\n", "") == "示例市晨光教育咨询有限公司擅自招收学生开展学科培训案"
    assert "公开记录" in page.locator("main").inner_text()


def test_a_correction_shows_the_old_and_the_new_value(visitor: Callable[..., Visitor]) -> None:
    """The history of a record says what stood there before."""
    page = visitor().visit("/agencies/jyj/decisions/2026/03/012/")
    history = page.locator(".timeline")
    assert "更正" in history.inner_text()
    was, became = (
        ["".join(text.split("\n")) for text in history.locator(name).all_inner_texts()] for name in ("del", "ins")
    )
    assert was == ["〔删去〕30,600〔删去完〕", "原为：30,600 元"]
    assert became == ["〔加上〕36,000〔加上完〕", "改为：36,000 元"]
    text = "".join(history.locator(".diff__text").inner_text().split("\n"))
    assert text.startswith("责令停止违法行为，没收违法所得 ")
    assert text.endswith(" 元，并处罚款 72,000 元。")


def test_an_old_version_is_reached_from_the_timeline_and_leads_back(visitor: Callable[..., Visitor]) -> None:
    """Without a script: from the event to what it published, which says that it is past, and back to today's."""
    page = visitor(scripts=False).visit("/agencies/jyj/decisions/2026/03/012/")
    page.click(".timeline__version >> text=第 1 版")
    assert page.locator(".former__head").inner_text() == (
        "这是 2026年3月13日 16:40 至 2026年4月2日 10:12 公开的旧版本（第 1 版），已经不是现行内容。查看现行版本"
    )
    assert "30,600 元" in page.locator(".answer").inner_text()
    assert page.title().startswith("（第 1 版，已不是现行内容）")
    page.click("text=查看现行版本")
    assert "36,000 元" in page.locator(".answer").inner_text()


def test_the_changes_of_a_whole_policy_are_folded_on_paper_too(visitor: Callable[..., Visitor]) -> None:
    """The line that names the fields stays; what a reader has unfolded is printed with it."""
    page = visitor().visit("/policies/fabu-chexiao-gengxin/")
    page.emulate_media(media="print")
    assert page.locator(".changes > summary").first.inner_text() == "改动：文号、索引号、成文日期、施行日期等 6 项"
    assert not page.locator(".diff").first.is_visible()
    page.emulate_media(media="screen")
    assert not page.locator(".diff").first.is_visible()
    page.locator(".changes > summary").first.press("Enter")
    assert page.locator(".diff__text ins").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".diff__text ins").first.is_visible()


def test_paper_has_what_was_corrected(visitor: Callable[..., Visitor]) -> None:
    """The old and the new amount stand on the printed page of a corrected decision."""
    page = visitor().visit("/agencies/jyj/decisions/2026/03/012/")
    page.emulate_media(media="print")
    gone, come = (page.locator(f".diff {name}") for name in ("del", "ins"))
    assert [one.is_visible() for one in (*gone.all(), *come.all())] == [True] * 4
    assert ["30,600" in text for text in gone.all_inner_texts()] == [True, True]
    assert ["36,000" in text for text in come.all_inner_texts()] == [True, True]


def test_what_belongs_to_no_agency_is_published_by_the_organiser(visitor: Callable[..., Visitor]) -> None:
    """The history of a document of the whole jurisdiction names who runs the site."""
    page = visitor().visit("/policies/gongshi-banfa/")
    assert "示例市司法局" in page.locator(".timeline").inner_text()


def test_nothing_is_wider_than_the_window(visitor: Callable[..., Visitor]) -> None:
    """The matrix of publications scrolls within itself; the page around it does not."""
    for width in (1280, 390):
        page = visitor(width).visit("/compliance/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_the_content_first(visitor: Callable[..., Visitor]) -> None:
    """The first stop of the Tab key leads past the navigation."""
    page = visitor().visit("/decisions/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
