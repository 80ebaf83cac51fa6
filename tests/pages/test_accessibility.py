"""In a real browser: axe finds nothing, a phone never scrolls sideways, the content security policy holds."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page
from tests.pages.accounts import own_page, whole_page
from tests.pages.town import THEME, changed, decision, page_and_version, page_of, site, whole_town

from disclosure.pages.rendering import Renderer
from disclosure.pages.urls import file_of

ADDRESSES = (
    "/",
    "/agencies/",
    "/agencies/jyj/",
    "/agencies/jyj/decisions/2026/03/013/",
    "/agencies/jyj/decisions/2026/03/long/",
    "/agencies/jyj/decisions/2026/03/012/",
    "/agencies/jyj/decisions/2026/03/012/v/1/",
    "/decisions/",
    "/decisions/2026/03/",
    "/policies/gongshi-banfa/",
    "/officers/",
    "/reviewers/",
    "/agencies/jyj/officers/",
    "/agencies/jyj/officers/示99000000424/",
    "/agencies/jyj/reviewers/",
    "/agencies/jyj/windows/minban/",
    "/compliance/",
    "/compliance/coverage/",
    "/agencies/jyj/compliance/",
    "/search/",
    "/sitemap/",
    "/404.html",
)
LONG = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz有限公司案"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town as files."""
    place = tmp_path_factory.mktemp("town")
    renderer = Renderer(THEME, site())
    long = page_of(decision("long", title=LONG, full_text="全文。" * 40, document_no="示教罚字（简）〔2026〕第00012号"))
    for page in [*whole_town(), own_page(), whole_page(20), long, *page_and_version(changed())]:
        file = place / file_of(page.address)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(renderer.render(page))
    copytree(THEME / "static", place / "theme")
    return place


def faults(page: Page, axe: str) -> list[str]:
    """Return what axe finds wrong, by rule and place, with everything unfolded."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [f"{one['id']} {node['target']}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("screen", [(1280, "light"), (1280, "dark"), (390, "light")])
def test_no_page_keeps_anybody_out(
    chromium: Browser, serve: Callable[..., str], axe: str, folder: Path, screen: tuple[int, Literal["light", "dark"]]
) -> None:
    """WCAG 2.2 AA by axe, in light and dark, on a desk and on a phone; nothing is wider than the screen."""
    address, (width, scheme) = serve(folder), screen
    # axe is run by the test, not by the page, and so the page's own policy may not stop it
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    found = []
    for place in ADDRESSES:
        page.goto(f"{address}{place}")
        found += [f"{place} {fault}" for fault in faults(page, axe)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{place} is wider than {width} px")
    context.close()
    assert found == []


def test_the_policy_stops_nothing_of_ours(chromium: Browser, serve: Callable[..., str], folder: Path) -> None:
    """No page breaks its own content security policy, and the buttons of a record appear."""
    address = serve(folder)
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    for place in ADDRESSES:
        page.goto(f"{address}{place}")
    page.goto(f"{address}/agencies/jyj/decisions/2026/03/long/")
    buttons = page.locator(".actions button").all_inner_texts()
    page.close()
    assert said == []
    assert buttons == ["打印", "复制地址"]
