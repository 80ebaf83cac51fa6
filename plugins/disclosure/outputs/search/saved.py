"""Saved searches: questions that portal.yaml lists, each followed by a feed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from disclosure.outputs.search.facets import FACETS
from disclosure.outputs.search.query import Finding
from disclosure.outputs.search.question import Question
from disclosure.outputs.search.reader import IndexReader

NEWEST = 50


@dataclass(frozen=True)
class SavedSearch:
    """One of them: `name` is in the address of its feed."""

    name: str
    title: str
    question: Question


def saved_searches(portal: Mapping[str, Any]) -> tuple[SavedSearch, ...]:
    """Return the saved searches of portal.yaml, in its order."""
    return tuple(_saved(one) for one in (portal.get("search") or {}).get("saved") or ())


def _saved(one: Mapping[str, Any]) -> SavedSearch:
    facets = {name: tuple(str(key) for key in one[name]) for name in FACETS if name in one}
    return SavedSearch(str(one["name"]), str(one["title"]), Question(str(one.get("query", "")), facets))


def newest(index: IndexReader, question: Question) -> list[dict[str, Any]]:
    """Return the rows of the answers that were published last, each verified in its text, the newest first."""
    return list(islice(_backwards(Finding.of(index, question)), NEWEST))


def _backwards(found: Finding) -> Iterator[dict[str, Any]]:
    for rank in reversed(found.ranks.tolist()):
        row = found.index.row(rank)
        if found.passes(row):
            yield row


def unknown_values(index: IndexReader, question: Question) -> Iterator[tuple[str, str]]:
    """Yield facet and key of what a question chooses and no record stands under."""
    for facet, keys in question.chosen():
        known = {key for key, _title, _number in index.columns.values(facet)}
        yield from ((facet, key) for key in keys if key not in known)
