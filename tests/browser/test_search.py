"""Searching as a person does, in a real browser, over the built demonstration."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Page
from tests.browser.conftest import Visitor

from disclosure.outputs.search.query import search

RECORD = "/agencies/jyj/decisions/2026/03/012/"
WORDS = {
    "full name": "示例市晨光教育咨询有限公司",
    "three characters inside it": "光教育",
    "document number": "示教罚〔2026〕12号",
    "round brackets": "示教罚（2026）12号",
    "square brackets": "示教罚[2026]12号",
    "full-width digits": "示教罚〔２０２６〕１２号",
    "with 字 and 第": "示教罚字〔2026〕第012号",
    "credit code": "91990101MA0066Y45K",
    "law and article": "校外培训行政处罚暂行办法 第十七条",
    "words in any order": "晨光 罚款",
}
NONSENSE = "量子猫咪税"
OVERTURNED = "/agencies/swj/decisions/2026/08/003/"


def found(page: Page) -> list[str]:
    """Return the addresses of the results, in their order."""
    page.locator("[data-part=status]").filter(has_text="信息").wait_for()
    page.locator("[data-part=results][aria-busy=false]").wait_for(state="attached")
    links = page.locator("[data-part=results] a").all()
    return [link.get_attribute("href") or "" for link in links]


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_the_record_is_found_in_the_browser_and_on_the_command_line(
    visitor: Callable[..., Visitor], demonstration: Path, words: str
) -> None:
    """Both read the same shards, and both find the record."""
    guest = visitor()
    results = found(guest.visit(f"/search/?q={quote(words)}"))
    assert RECORD in results
    assert guest.complaints == []
    answer = search(demonstration, words, limit=100)
    assert [hit.row["address"] for hit in answer.hits][: len(results)] == results


def test_the_search_of_the_home_page_leads_to_a_permanent_address(visitor: Callable[..., Visitor]) -> None:
    """The words typed at home stand in the address of the result page, which answers a visitor who comes later."""
    page = visitor().visit("/")
    page.get_by_role("combobox").fill("光教育")
    page.keyboard.press("Enter")
    results = found(page)
    assert page.url.endswith(f"/search/?q={quote('光教育')}")
    assert found(visitor().visit(f"/search/?q={quote('光教育')}")) == results


def test_nonsense_finds_nothing_and_says_so(visitor: Callable[..., Visitor], demonstration: Path) -> None:
    """Words that no record holds are not stretched until something fits."""
    assert found(visitor().visit(f"/search/?q={NONSENSE}")) == []
    assert search(demonstration, NONSENSE, limit=10).hits == ()


def test_a_withdrawn_decision_is_not_found_by_its_party(
    visitor: Callable[..., Visitor], demonstration: Path, project: Path
) -> None:
    """The party's name went with the content; the number that stays leads to the page that says why."""
    earlier = next((project / "demo" / "earlier").glob("*/agencies/swj/decisions/2026/08/003.yaml"))
    party = yaml.safe_load(earlier.read_text(encoding="utf-8"))["parties"][0]["name"]
    assert party.encode() not in b"".join(file.read_bytes() for file in demonstration.rglob("*") if file.is_file())
    assert found(visitor().visit(f"/search/?q={quote(party)}")) == []
    assert OVERTURNED in found(visitor().visit(f"/search/?q={quote('示商罚〔2026〕3号')}"))
