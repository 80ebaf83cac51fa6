"""Guides and flowcharts in a real browser: nobody is kept out, no text leaves its box, paper holds the drawing."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Literal

import pytest
from playwright.sync_api import Browser
from tests.pages.test_accessibility import faults
from tests.pages.test_flowchart import STEPS, flow
from tests.pages.test_guide import WEEKDAYS, guide
from tests.pages.town import THEME, site

from disclosure.pages.rendering import Renderer
from disclosure.pages.urls import file_of

ADDRESSES = ("/agencies/jyj/flowcharts/xuke/", "/agencies/jyj/guides/minban/")
OUTSIDE = """() => [...document.querySelectorAll('.flow')].flatMap(drawing => {
  const boxes = [...drawing.querySelectorAll('.flow__box')].map(box => box.getBoundingClientRect());
  return [...drawing.querySelectorAll('.flow__title, .flow__note')].filter(text => {
    const line = text.getBoundingClientRect();
    return line.width && !boxes.some(box => box.left < line.left && line.right < box.right
      && box.top < line.top + 2 && line.bottom - 2 < box.bottom);
  }).map(text => text.textContent);
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide and a flowchart with something in every part."""
    place = tmp_path_factory.mktemp("guides")
    long = {**STEPS[1], "title": "申请材料是否齐全、是否符合法定形式ABC", "time_limit": "收到申请之日起5个工作日以内"}
    pages = (
        flow(steps=[STEPS[0], long, STEPS[2]], purpose="review", review={"materials": ["报告"]}, conditions=["齐全"]),
        guide(
            time_limit={"statutory": {"n": 20, "unit": "工作日"}, "promised": {"n": 10, "unit": "工作日"}},
            fees={"charged": False},
            visits=0,
            hours="工作日办理",
            opening=[{"season": "夏季", "weekdays": WEEKDAYS, "from": "8:00", "to": "12:00"}],
            materials=[{"name": "申请书", "original": 1, "blank": "https://jyj.shili.example/a.docx"}],
            sample_text="示例市教育局：",
            procedure=["申请", "受理"],
            conditions=["有校舍", "有资金"],
            supervision="拨打监督电话。",
        ),
    )
    renderer = Renderer(THEME, site())
    for page in pages:
        file = place / file_of(page.address)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(renderer.render(page))
    copytree(THEME / "static", place / "theme")
    return place


@pytest.mark.parametrize("screen", [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_guides_and_flowcharts_keep_nobody_out(
    chromium: Browser, serve: Callable[..., str], axe: str, folder: Path, screen: tuple[int, Literal["light", "dark"]]
) -> None:
    """WCAG 2.2 AA by axe, nothing wider than the screen, and every line of text within its box."""
    address, (width, scheme) = serve(folder), screen
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    found = []
    for place in ADDRESSES:
        page.goto(f"{address}{place}")
        found += [f"{place} {fault}" for fault in faults(page, axe)]
        found += [f"{place} {text} leaves its box" for text in page.evaluate(OUTSIDE)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{place} is wider than {width} px")
    context.close()
    assert found == []


def test_the_policy_lets_the_drawing_be(chromium: Browser, serve: Callable[..., str], folder: Path) -> None:
    """The page's own content security policy stops nothing of it, and just one of the two drawings is seen."""
    address = serve(folder)
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    for place in ADDRESSES:
        page.goto(f"{address}{place}")
    page.goto(f"{address}{ADDRESSES[0]}")
    seen = [drawing.is_visible() for drawing in page.locator(".flow").all()]
    page.close()
    assert said == []
    assert seen == [True, False]
