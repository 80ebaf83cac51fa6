"""Searching a written site from the command line: the same shards, words and scores as in the browser."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from disclosure.outputs.search.counting import row_key
from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import Array
from disclosure.outputs.search.ordering import in_order
from disclosure.outputs.search.question import (
    DATE,
    RELEVANCE,
    FacetCount,
    Question,
    counted,
    facet_count,
    members,
)
from disclosure.outputs.search.reader import NONE, IndexReader, ranks_of, within
from disclosure.outputs.search.words import Way, Word, parse

FEW = 24
DOUBTS = 200
SHORTLIST = 48


@dataclass(frozen=True)
class Hit:
    """One found record: what is shown of it, and its score."""

    row: dict[str, Any]
    score: float


@dataclass(frozen=True)
class SearchAnswer:
    """What a search found: the best hits, each verified in its text; `total` is exact, or else an upper bound.

    `counts` are those of the facets that were asked for.
    """

    words: str
    hits: tuple[Hit, ...]
    total: int
    exact: bool
    counts: tuple[FacetCount, ...] = ()


def search(site: Path, question: Question | str, limit: int = 20, facets: Sequence[str] = ()) -> SearchAnswer:
    """Search the index of a built site (its output folder); FileNotFoundError where it has none."""
    return search_index(open_index(site), question, limit, facets=facets)


def open_index(*sites: Path) -> IndexReader:
    """Open the index of a built site; FileNotFoundError where it has none. What one has not is taken from the next."""

    def fetch(path: str) -> bytes:
        found = next((site for site in sites if (site / path).exists()), sites[-1])
        return (found / path).read_bytes()

    return IndexReader(fetch)


def search_index(  # noqa: PLR0913  # each has its own default, and the page's engine takes the same
    index: IndexReader,
    question: Question | str,
    limit: int = 20,
    *,
    few: int = FEW,
    facets: Sequence[str] = (),
    doubts: int = DOUBTS,
) -> SearchAnswer:
    """Return the first `limit` records that hold every word of a question, none of the excluded ones, and its facets.

    Once no more than `few` records are possible, or in doubt, their texts say the rest; behind the first ones the texts
    of up to `doubts` in doubt are read, so that the total is exact.
    """
    asked = Question(question) if isinstance(question, str) else question
    found = Finding.of(index, asked, few)
    hits: list[Hit] = []
    passed = 0
    for rank, score in found.ordered(max(SHORTLIST, 4 * limit)):
        if len(hits) == limit:
            break
        passed += 1
        row = index.row(rank)
        if found.passes(row):
            hits.append(Hit(row, score))
    every = passed == len(found.ranks)
    verified = np.sort(np.array([hit.row["rank"] for hit in hits], np.int64)) if every else None
    if not every:
        found = found.verified(doubts)
    total = len(found.ranks if verified is None else verified)
    counts = tuple(found.count(facet, None if found.sure else verified) for facet in facets)
    return SearchAnswer(asked.words, tuple(hits), total, every or found.sure, counts)


@dataclass(frozen=True)
class Finding:
    """What may be an answer, as far as postings and columns tell: every answer, perhaps more.

    `held` are the records whose postings let them hold the words (None: there are none to hold), `doubtful` those of
    them that only their texts can tell of, `own` those of each chosen facet; `ranks` is what is in all of them,
    `doubts` are the doubtful ones among these.
    """

    index: IndexReader
    question: Question
    words: Sequence[Word]
    held: Array | None
    doubtful: Array
    own: Mapping[str, Array]
    ranks: Array
    doubts: frozenset[int]
    few: int

    @classmethod
    def of(cls, index: IndexReader, question: Question, few: int = FEW) -> "Finding":
        """Look up the words, then the facets among what may hold them."""
        words, chosen = parse(question.words), dict(question.chosen())
        wanted = any(not word.excluded for word in words)
        if not wanted and not chosen:
            held = NONE.keys if words else None
            return cls(index, question, words, held, NONE.keys, {}, NONE.keys, frozenset(), few)
        held, doubtful = _possible(index, words, few) if words else (None, NONE.keys)
        own = {facet: members(index, facet, keys, held, few) for facet, keys in chosen.items()}
        found = cls(index, question, words, held, doubtful, own, NONE.keys, frozenset(), few)
        ranks, doubts = found.settled(found.among(), few)
        return replace(found, ranks=ranks, doubts=frozenset(doubts.tolist()))

    def verified(self, most: int) -> "Finding":
        """Return the finding with all its doubts told by their texts, where these are no more than `most`."""
        ranks, doubts = self.settled(self.ranks, most)
        return replace(self, ranks=ranks, doubts=frozenset(doubts.tolist()))

    @property
    def sure(self) -> bool:
        """Tell whether all that may be an answer is one."""
        return not self.doubts

    def among(self, without: str = "") -> Array | None:
        """Return what holds the words and stands under what is chosen of every facet but one; None: all records."""
        found = self.held
        for facet, own in self.own.items():
            if facet != without:
                found = own if found is None else np.intersect1d(found, own, assume_unique=True)
        return found

    def passes(self, row: dict[str, Any]) -> bool:
        """Tell whether a record's text holds what postings alone cannot tell, and nothing that is excluded."""
        return row["rank"] not in self.doubts or self._holds_all(row)

    def _holds_all(self, row: dict[str, Any]) -> bool:
        return all(holds(row, word) is not word.excluded for word in self.words if not _certain(word))

    def settled(self, ranks: Array | None, few: int) -> tuple[Array, Array]:
        """Return some ranks without those whose texts do not pass, where few are doubtful, and what stays doubtful."""
        if ranks is None:
            return NONE.keys, NONE.keys
        doubts = np.intersect1d(ranks, self.doubtful, assume_unique=True)
        if len(doubts) > few:
            return ranks, doubts
        failed = [rank for rank in doubts.tolist() if not self._holds_all(self.index.row(rank))]
        return np.setdiff1d(ranks, np.array(failed, np.int64), assume_unique=True), NONE.keys

    def ordered(self, shortlist: int = SHORTLIST) -> Iterator[tuple[int, float]]:
        """Yield all ranks with their scores in the order of the question; what is alike, the newest first."""
        wanted = [word for word in self.words if not word.excluded]
        if self.question.sort == RELEVANCE and wanted:
            yield from in_order(self.index, wanted, self.ranks, shortlist, self.few)
            return
        name = DATE if self.question.sort == RELEVANCE else self.question.sort
        if len(self.ranks) <= self.few:
            keys = np.array([row_key(name, self.index.row(rank)) for rank in self.ranks.tolist()], np.int64)
        else:
            keys = self.index.columns.sort_keys(name, self.ranks)
        for place in np.lexsort((-self.ranks, -keys)).tolist():
            yield int(self.ranks[place]), 0.0

    def count(self, facet: str, verified: Array | None = None) -> FacetCount:
        """Return how many stand under each value of a facet, whatever is chosen of this facet itself.

        `verified` are the answers, where all are known.
        """
        ranks, exact = self.among(without=facet), True
        if ranks is not None and facet not in self.own:
            ranks, exact = (self.ranks, self.sure) if verified is None else (verified, True)
        elif ranks is not None:
            ranks, doubts = self.settled(ranks, self.few)
            exact = not len(doubts)
        found = counted(self.index, facet, ranks, self.few)
        return facet_count(self.index, facet, found, self.question.facets.get(facet, ()), exact=exact)


def _certain(word: Word) -> bool:
    return all(way.certain for way in word.ways)


def holds(row: dict[str, Any], word: Word) -> bool:
    """Tell whether a record's text holds a word in one of the word's fields."""
    texts = (row["fields"].get(name, "") for name in word.fields)
    return any(word.held_by(value) for text in texts for value in text.split("\n") if value)


def _possible(index: IndexReader, words: Sequence[Word], few: int) -> tuple[Array, Array]:
    """Return the ranks that may be an answer as far as postings tell, and those of them that these leave in doubt."""
    found: Array | None = None if any(not word.excluded for word in words) else index.columns.everything()
    doubtful = NONE.keys
    for word in sorted((word for word in words if not word.excluded), key=lambda word: _rarity(index, word)):
        found, sure = candidates(index, word, found, few)
        doubtful = np.union1d(doubtful, np.setdiff1d(found, sure, assume_unique=True))
    found = NONE.keys if found is None else found
    for word in words:
        if word.excluded and (_certain(word) or len(found) > few):
            perhaps, sure = candidates(index, word, found, few)
            found = np.setdiff1d(found, sure, assume_unique=True)
            doubtful = np.union1d(doubtful, np.setdiff1d(perhaps, sure, assume_unique=True))
        elif word.excluded:
            doubtful = found
    return found, np.intersect1d(doubtful, found, assume_unique=True)


def _rarity(index: IndexReader, word: Word) -> int:
    """Return how common the rarest term of a word is; a single character comes last."""
    if any(way.prefix for way in word.ways):
        return index.documents * len(FIELDS)
    return min(index.common.get(term, 0) for way in word.ways for term in way.terms)


def candidates(index: IndexReader, word: Word, among: Array | None, few: int) -> tuple[Array, Array]:
    """Return the ranks (of `among`) whose postings let them hold a word, and those of them that are sure to."""
    ways = [_candidates(index, way, word.fields, among, few) for way in word.ways]
    ranks, sure = (np.unique(np.concatenate(column)) for column in zip(*ways, strict=True))
    return ranks, sure


def _candidates(
    index: IndexReader, way: Way, fields: Sequence[str], among: Array | None, few: int
) -> tuple[Array, Array]:
    """Intersect the places of a way's terms, rarest first; few are enough, since the text has the last word."""
    if way.prefix:
        found = [within(index.postings(term, among), fields, among).keys for term in index.starting_with(way.prefix)]
        ranks = ranks_of(np.concatenate([NONE.keys, *found]))
        return ranks, ranks
    keys: Array = NONE.keys
    sure: Array = NONE.keys
    for number, term in enumerate(sorted(way.terms, key=lambda term: (index.common.get(term, 0), term))):
        own = within(index.postings(term, among), fields, among)
        linked = own.keys[own.sole > 0] if term in (way.linked or ()) else own.keys
        keys = np.intersect1d(keys, own.keys, assume_unique=True) if number else own.keys
        sure = np.intersect1d(sure, linked, assume_unique=True) if number else linked
        among = ranks_of(keys)
        if len(among) <= few and not way.certain:
            return among, NONE.keys
    return ranks_of(keys), ranks_of(sure if way.certain or way.linked else NONE.keys)
