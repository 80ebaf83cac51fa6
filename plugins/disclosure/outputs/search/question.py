"""What is asked of search: words, values of facets, an order. theme/static/js/search/narrowing.js narrows alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.outputs.search.facets import BY_KEY, FACETS
from disclosure.outputs.search.index import FACET_MARK, Array
from disclosure.outputs.search.reader import IndexReader, ranks_of

MANY = 2000
RELEVANCE, DATE, AMOUNT = "relevance", "date", "amount"
SORTS = (RELEVANCE, DATE, AMOUNT)


@dataclass(frozen=True)
class Question:
    """Words, the values chosen of each facet (one of them is enough), and how results are ordered.

    Without words the newest come first, since nothing is more relevant than anything else.
    """

    words: str = ""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = RELEVANCE

    def chosen(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the facets of which something is chosen, in their order."""
        yield from ((name, self.facets[name]) for name in FACETS if self.facets.get(name))


@dataclass(frozen=True)
class FacetCount:
    """How many of the found records stand under each value of a facet: `exact`, or else at most so many.

    `values` are key, title, number; what is chosen stands there even where there is none.
    """

    facet: str
    values: tuple[tuple[str, str, int], ...]
    exact: bool


def members(index: IndexReader, facet: str, keys: Sequence[str], among: Array | None, few: int) -> Array:
    """Return the ranks (of `among`) that stand under one of some values.

    Few are looked up in their rows, a rare value has its list of records, a common one is read off the column.
    """
    if among is not None and len(among) <= few:
        terms = {f"{facet}:{key}" for key in keys}
        kept = [rank for rank in among.tolist() if not terms.isdisjoint(index.row(rank)["facets"])]
        return np.array(kept, np.int64)
    terms_of = [f"{FACET_MARK}{facet}:{key}" for key in sorted(set(keys))]
    if any(index.common.get(term, 0) > MANY for term in terms_of):
        return index.columns.members(facet, keys, index.columns.everything() if among is None else among)
    found = ranks_of(np.concatenate([index.postings(term, among).keys for term in terms_of]))
    return found if among is None else np.intersect1d(found, among, assume_unique=True)


def counted(index: IndexReader, facet: str, ranks: Array | None, few: int) -> dict[str, int]:
    """Return how many of some ranks stand under each value of a facet; of all records where there is no limit."""
    if ranks is None:
        return {key: number for key, _title, number in index.columns.values(facet)}
    if len(ranks) > few:
        return index.columns.tally(facet, ranks)
    found: dict[str, int] = {}
    for rank in ranks.tolist():
        for term in index.row(rank)["facets"]:
            name, _colon, key = term.partition(":")
            if name == facet:
                found[key] = found.get(key, 0) + 1
    return found


def in_order(facet: str, found: Mapping[str, int]) -> list[str]:
    """Return the keys of a facet as they are shown: months newest first, amounts rising, else the commonest first.

    Of kinds, those of decisions come before the others.
    """
    if facet in BY_KEY:
        return sorted(found, reverse=True)
    if facet == AMOUNT:
        return sorted(found, key=lambda key: (float(key.split("-")[0] or -1), key))
    return sorted(found, key=lambda key: (facet == "kind" and key not in DECISION_TYPES, -found[key], key))


def facet_count(
    index: IndexReader, facet: str, found: Mapping[str, int], chosen: Sequence[str], *, exact: bool
) -> FacetCount:
    """Return the counts of a facet as they are shown."""
    named = {key: title for key, title, _number in index.columns.values(facet)}
    whole = {**dict.fromkeys(chosen, 0), **found}
    return FacetCount(facet, tuple((key, named.get(key, key), whole[key]) for key in in_order(facet, whole)), exact)
