"""Traditional and simplified characters are one to search: the table, and what it makes findable."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.search.folding_table import script

from disclosure.outputs.search.documents import SearchDocument
from disclosure.outputs.search.folding import TABLE, fold, simplified
from disclosure.outputs.search.query import search_index
from disclosure.outputs.search.reader import IndexReader

WRITTEN = {
    "title": "示例市晨光教育諮詢有限公司買賣煙花案",
    "document_no": "示教罰〔2026〕12號",
    "text": "徵收後台餘額",
}
PLAIN = {
    "title": "示例市晨光教育咨询有限公司买卖烟花案",
    "document_no": "示教罚〔2026〕12号",
    "text": "征收后台余额",
}


def test_the_table_is_what_the_locked_package_makes(project: Path) -> None:
    """Nobody edits folding.js by hand: made anew from OpenCC's table, it is the same to the byte."""
    assert TABLE.read_text(encoding="utf-8") == script(project)


def test_folding_twice_changes_nothing() -> None:
    """No simplified form is folded further, and each character becomes one."""
    assert not simplified().keys() & set(simplified().values())
    assert len(simplified()) > 3000
    assert fold(fold("後來纔𪝞㗲乾薴")) == fold("後來纔𪝞㗲乾薴")


@pytest.mark.parametrize(
    "words",
    [
        "教育諮詢",
        "教育咨询",
        "買賣",
        "买卖煙花",
        "示教罰(2026)第12號",
        "示教罚[2026]012号",
        "徵收",
        "征收後臺",
        "餘",
        "余",
    ],
)
@pytest.mark.parametrize("held", [WRITTEN, PLAIN], ids=["traditional", "simplified"])
def test_either_script_finds_either(
    document: Callable[..., SearchDocument],
    build: Callable[[Sequence[SearchDocument]], IndexReader],
    held: dict[str, str],
    words: str,
) -> None:
    """A record in one script is found by words in the other, mixed, in a document number and alone."""
    index = build([document(3, held), document(4, {"title": "别的案"})])
    assert [hit.row["rank"] for hit in search_index(index, words).hits] == [3]


def test_the_browser_finds_and_marks_either(
    run: Callable[..., Any], document: Callable[..., SearchDocument], site: Callable[..., Path], tmp_path: Path
) -> None:
    """The snippet marks the words as the record writes them."""
    folder = site([document(3, WRITTEN)], tmp_path)
    queries = ["教育咨询", "征收後台"]
    found = run("search", searches=[{"site": str(folder), "query": query, "limit": 5} for query in queries])
    marks = [
        [piece["text"] for hit in answer["hits"] for piece in (*hit["title"], *hit["snippet"]) if piece["marked"]]
        for answer in found
    ]
    assert marks == [["教育諮詢"], ["徵收後台"]]
