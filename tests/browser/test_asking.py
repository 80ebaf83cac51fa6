"""Asking as a person does: names that complete themselves, words that find nothing and what is offered for them."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.conftest import Visitor

from disclosure.outputs.search.deflating import inflated

Come = Callable[..., Visitor]


def typed(page: Page, words: str) -> list[str]:
    """Type into the search box and return what it suggests, as the reader sees it."""
    box = page.get_by_role("combobox")
    box.click()
    box.fill("")
    box.press_sequentially(words)
    page.get_by_role("option").first.wait_for()
    return [" ".join(text.split()) for text in page.get_by_role("option").all_inner_texts()]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("教育局", "示例市教育局 机关"),
        ("slsjyj", "示例市教育局 机关"),
        ("jyj", "示例市教育局 机关"),
        ("機關:教育", "示例市教育局 机关"),
        ("罚款 法:专利", "中华人民共和国专利法 法律法规"),
        ("zhrmghgzlf", "中华人民共和国专利法 法律法规"),
    ],
)
def test_a_name_completes_by_characters_and_by_pinyin(visitor: Come, width: int, words: str, name: str) -> None:
    """The name is among at most eight, on a desk and on a phone, and no page complains."""
    guest = visitor(width)
    found = typed(guest.visit("/"), words)
    assert name in found
    assert len(found) <= 8
    assert guest.complaints == []


def test_names_that_come_late_do_not_cover_the_results(visitor: Come) -> None:
    """Who has pressed Enter meanwhile wants to read what was found."""
    page = visitor().visit("/search/")
    held: list[Route] = []
    page.route("**/completion.json", lambda route: held.append(route))  # noqa: PLW0108  # a handler is a function
    page.get_by_role("combobox").fill("教育")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("件信息含「教育」")
    with page.expect_response("**/completion.json"):
        for route in held:
            route.continue_()
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.get_by_role("combobox").press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()


def test_the_keyboard_alone_chooses_a_name(visitor: Come) -> None:
    """Arrows walk, Escape closes and leaves the words, Enter on a name asks for it; roles and states follow."""
    page = visitor().visit("/")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    typed(page, "培训 jyj")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-part=told]")).to_contain_text("个可选的名称")
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", "q-options-0")
    box.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("培训 jyj")
    box.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.get_by_role("combobox")).to_have_value("培训 机关:示例市教育局")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_tap_on_a_name_asks_for_it(visitor: Come) -> None:
    """On the search page itself the results follow, and the address has the words."""
    page = visitor(390).visit("/search/")
    typed(page, "zlf")
    page.get_by_role("option", name="专利法").first.click()
    page.locator("[data-part=status]").filter(has_text="件信息含").wait_for()
    assert quote("法:中华人民共和国专利法", safe="") in page.url


def test_without_the_names_the_box_is_a_plain_one(visitor: Come) -> None:
    """Where the file of names cannot be fetched, words are searched for as ever."""
    page = visitor().visit("/")
    page.route("**/completion.json", lambda route: route.abort())
    box = page.get_by_role("combobox")
    box.click()
    box.press_sequentially("教育局")
    box.press("Enter")
    page.locator("[data-part=status]").filter(has_text="件信息含").wait_for()


def test_the_names_are_fetched_only_when_the_box_is_used(visitor: Come) -> None:
    """A page costs nothing more for those who only read it."""
    guest = visitor()
    asked: list[str] = []
    guest.page.on("request", lambda request: asked.append(request.url))
    page = guest.visit("/")
    assert [url for url in asked if "completion" in url] == []
    typed(page, "教育")
    assert sorted(url.rpartition("/")[2] for url in asked if "completion" in url) == [
        "completion.js",
        "completion.json",
    ]


def test_the_open_list_is_accessible(visitor: Come, axe: str) -> None:
    """Axe finds nothing in the combobox, open with a name chosen, at either width."""
    for width in (1280, 390):
        page = visitor(width).visit("/")
        typed(page, "教育")
        page.get_by_role("combobox").press("ArrowDown")
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations.map(({ id, nodes }) => [id, nodes[0].html])")
        assert found == []


def test_a_misspelt_name_is_answered_with_nothing_and_then_with_the_right_one(visitor: Come, axe: str) -> None:
    """The page says that nothing was found before it offers; the offer finds as much as it says."""
    guest = visitor()
    page = guest.visit(f"/search/?q={quote('示例市辰光教育咨询有限公司')}")
    expect(page.get_by_role("status")).to_have_text("没有信息含「示例市辰光教育咨询有限公司」")
    expect(page.locator("[data-part=offers-head]")).to_contain_text("种写法查得到")
    offer = page.locator("[data-part=offers] li").first
    expect(offer.get_by_role("link")).to_have_text("示例市晨光教育咨询有限公司")
    expect(page.locator("[data-part=results] > li")).to_have_count(0)
    page.evaluate(axe)
    assert page.evaluate("async () => (await axe.run()).violations.map(({ id }) => id)") == []
    count = (offer.locator("span").text_content() or "").partition(" ")[0]
    offer.get_by_role("link").click()
    expect(page.get_by_role("status")).to_have_text(f"{count} 件信息含「示例市晨光教育咨询有限公司」")
    expect(page.locator("[data-part=offers] li")).to_have_count(0)
    assert guest.complaints == []


def test_what_is_withdrawn_is_not_completed(demonstration: Path) -> None:
    """The file of names holds three groups, each sorted, no name twice; that of short names no organisation twice."""
    table = json.loads((demonstration / "search" / "completion.json").read_text(encoding="utf-8"))
    assert list(table) == ["agency", "law", "matter"]
    spelt = json.loads(inflated((demonstration / "search" / "names.bin").read_bytes()))
    assert list(spelt) == ["agency", "law", "parties"]
    assert len(spelt["parties"]) == len(set(spelt["parties"])) > 0
    for group in table.values():
        names = [name for name, _initials in group]
        assert names == sorted(set(names))
        assert names


def test_words_that_are_there_outside_what_is_chosen_are_offered_without_it(visitor: Come) -> None:
    """The offer keeps the words and drops the year; a misspelt word keeps the year that has it."""
    page = visitor().visit(f"/search/?q={quote('晨光教育咨询')}&year=2019")
    offer = page.locator("[data-part=offers] li").first
    expect(offer).to_contain_text("去掉所选条件")
    assert offer.get_by_role("link").get_attribute("href") == f"?q={quote('晨光教育咨询')}"
    page = visitor().visit(f"/search/?q={quote('晨广教育咨询')}&year=2026")
    offer = page.locator("[data-part=offers] li").first
    expect(offer).to_contain_text("1 件 · 相近的写法")
    assert offer.get_by_role("link").get_attribute("href") == f"?q={quote('晨光教育咨询')}&year=2026"


@pytest.mark.parametrize("width", [1280, 390])
def test_without_scripts_the_index_of_parties_leads_to_a_decision(visitor: Come, axe: str, width: int) -> None:
    """From the search page by letters to the party and its decision; axe finds nothing on the way."""
    page = visitor(width, scripts=False).visit("/search/")
    page.get_by_role("link", name="按当事人名称的拼音").click()
    page.get_by_role("navigation", name="按拼音首字母").get_by_role("link", name="S", exact=True).click()
    party = page.get_by_role("heading", name="示例市晨光教育咨询有限公司", exact=True)
    party.locator("xpath=..").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("示例市晨光教育咨询有限公司")
    guest = visitor(width)
    for address in ("/parties/", "/parties/s/"):
        page = guest.visit(address)
        page.evaluate(axe)
        assert page.evaluate("async () => (await axe.run()).violations.map(({ id }) => id)") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert guest.complaints == []
