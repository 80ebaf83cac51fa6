"""Searching as a person does, in a real browser, over the built demonstration."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
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
}


def found(page: Page) -> list[str]:
    """Return the addresses of the results, in their order."""
    page.locator("[data-part=status]").filter(has_text="信息").wait_for()
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
