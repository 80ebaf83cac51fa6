"""Everything that holds the words is found and nothing else is shown: on the command line and in a real browser."""

import json
import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Visitor
from tests.search.oracle import Held, days_written, holding, in_figures, pieces, plain, quoted, spellings, things_of

from disclosure.outputs.search.query import search_index
from disclosure.outputs.search.reader import IndexReader

SEED = 20261120
PIECES = 250
NAMED = ("document_no", "name", "credit_code", "law", "date")
EVERYTHING = 10_000

ASK = """async ([base, queries, most]) => {
  const { search } = await import(`${base}/theme/js/search/finding.js`);
  const { default: lunr } = await import(`${base}/theme/js/search/lunr.js`);
  const { IndexReader } = await import(`${base}/theme/js/search/reader.js`);
  const index = await IndexReader.open(async (path) => (await fetch(`${base}/${path}`)).arrayBuffer());
  const answers = [];
  for (const query of queries) {
    const { hits, total, exact } = await search(lunr, index, query, most);
    answers.push({ ids: hits.map(({ row }) => row.id), total, exact });
  }
  return answers;
}"""


def asked_of(things: Sequence[Held], demonstration: Path) -> list[str]:
    """Return what is asked for: random pieces, and names, numbers, codes and laws as people write them."""
    chance = random.Random(SEED)  # noqa: S311  # test data, the same on every run
    told = named(demonstration)
    numbers = [style for number in told["document_no"][::3] for style in spellings(number)]
    articles = [in_figures(plain(law)) for law in told["law"]]
    days = [style for day in told["date"][::9] for style in days_written(date.fromisoformat(day))]
    asked = [*pieces(things, chance, PIECES), *told["name"], *numbers, *told["credit_code"], *told["law"]]
    return [*asked, *articles, *(one.removeprefix("第") for one in articles), *days]


def named(demonstration: Path) -> dict[str, list[str]]:
    """Return the names, numbers and codes of all parties and the laws with their articles, each once."""
    found: dict[str, set[str]] = {name: set() for name in NAMED}
    for path in sorted(demonstration.glob("agencies/*/decisions/*/*/*/index.json")):
        _gather(json.loads(path.read_text(encoding="utf-8"))["fields"], found)
    return {name: sorted(values) for name, values in found.items()}


def _gather(value: Any, found: dict[str, set[str]]) -> None:  # noqa: ANN401  # whatever JSON can hold
    if isinstance(value, dict):
        for key in ("document_no", "name", "credit_code", "date"):
            if isinstance(value.get(key), str):
                found[key].add(value[key])
        if "law" in value:
            found["law"].add(f"{value['law']}{value.get('article') or ''}")
        for part in value.values():
            _gather(part, found)
    for part in value if isinstance(value, list) else ():
        _gather(part, found)


@pytest.fixture(scope="module")
def things(demonstration: Path) -> list[Held]:
    """Everything that the demonstration says, as its JSON tells it."""
    return things_of(demonstration)


@pytest.fixture(scope="module")
def expected(things: list[Held], demonstration: Path) -> dict[str, set[str]]:
    """What must be found by each of the words that are asked for."""
    return {piece: holding(things, piece) for piece in asked_of(things, demonstration) if quoted(piece)}


def test_the_words_asked_for_are_many_and_of_every_sort(expected: dict[str, set[str]]) -> None:
    """Some are held by one record, some by a hundred, each by one at least."""
    sizes = sorted(len(found) for found in expected.values())
    assert (sizes[0] >= 1, sizes[-1] > 100, len(sizes) > 500) == (True, True, True)


def test_the_command_line_finds_all_and_nothing_else(expected: dict[str, set[str]], demonstration: Path) -> None:
    """The records found are those whose public texts hold the words, and the total is exact when all are shown."""
    index = IndexReader(lambda path: (demonstration / path).read_bytes())
    answers = {piece: search_index(index, quoted(piece), EVERYTHING) for piece in expected}
    assert {piece: {hit.row["id"] for hit in answer.hits} for piece, answer in answers.items()} == expected
    assert all(answer.exact and answer.total == len(answer.hits) for answer in answers.values())


def test_the_browser_finds_all_and_nothing_else(
    expected: dict[str, set[str]], visitor: Callable[..., Visitor], address: str
) -> None:
    """The same words in one page load of a real browser; nothing is shown twice."""
    guest = visitor()
    page = guest.visit("/search/")
    answers = page.evaluate(ASK, [address, [quoted(piece) for piece in expected], EVERYTHING])
    found = dict(zip(expected, answers, strict=True))
    assert {piece: set(answer["ids"]) for piece, answer in found.items()} == expected
    assert all(answer["exact"] and answer["total"] == len(answer["ids"]) for answer in answers)
    assert guest.complaints == []


def test_a_total_that_is_not_verified_is_never_below_the_truth(
    expected: dict[str, set[str]], demonstration: Path
) -> None:
    """With one record shown the rest is only counted: the total says that it is at most so many, and it is."""
    index = IndexReader(lambda path: (demonstration / path).read_bytes())
    for piece, ids in expected.items():
        answer = search_index(index, quoted(piece), limit=1, few=0)
        assert answer.total == len(ids) if answer.exact else answer.total >= len(ids)
