"""Searching a written site from the command line: the same shards, words and scores as in the browser."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from disclosure.model.language import _
from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import FIELD_BITS, Array
from disclosure.outputs.search.reader import NONE, IndexReader, Postings, ranks_of
from disclosure.outputs.search.scoring import FIELD_MASK, estimates, lunr_scores, weights
from disclosure.outputs.search.tokens import field_tokens
from disclosure.outputs.search.words import Way, Word, parse

FEW = 24
SHORTLIST = 1000


@dataclass(frozen=True)
class Hit:
    """One found record: what is shown of it, and its score."""

    row: dict[str, Any]
    score: float


@dataclass(frozen=True)
class SearchAnswer:
    """What a search found: the best hits, each verified in its text; `total` is exact, or else an upper bound."""

    words: str
    hits: tuple[Hit, ...]
    total: int
    exact: bool


def search(site: Path, words: str, limit: int = 20) -> SearchAnswer:
    """Search the index of a built site (its output folder); FileNotFoundError where it has none."""
    return search_index(IndexReader(lambda path: (site / path).read_bytes()), words, limit)


def search_index(index: IndexReader, query: str, limit: int = 20, few: int = FEW) -> SearchAnswer:
    """Return the best `limit` records that hold every word of a query and none of the excluded ones.

    Once no more than `few` records are possible, their texts say the rest, and common shards are not read.
    """
    words = parse(query)
    wanted = [word for word in words if not word.excluded]
    if not wanted:
        return SearchAnswer(query, (), 0, exact=True)
    ranks = _possible(index, words, few)
    unsure = [word for word in words if not all(way.certain for way in word.ways)]
    hits: list[Hit] = []
    passed = 0
    for rank, score in _ordered(index, wanted, ranks, max(SHORTLIST, 2 * limit), few):
        if len(hits) == limit:
            break
        passed += 1
        row = index.row(rank)
        if all(holds(row, word) is not word.excluded for word in unsure):
            hits.append(Hit(row, score))
    total = len(ranks) - (passed - len(hits))
    return SearchAnswer(query, tuple(hits), total, exact=not unsure or passed == len(ranks))


def holds(row: dict[str, Any], word: Word) -> bool:
    """Tell whether a record's text holds a word in one of the word's fields."""
    texts = (row["fields"].get(name, "") for name in word.fields)
    return any(word.held_by(value) for text in texts for value in text.split("\n") if value)


def _possible(index: IndexReader, words: Sequence[Word], few: int) -> Array:
    """Return the ranks that may be an answer as far as postings tell: every answer, perhaps more."""
    ranks: Array | None = None
    for word in sorted((word for word in words if not word.excluded), key=lambda word: _rarity(index, word)):
        ranks = candidates(index, word, ranks, few)
    found: Array = np.zeros(0, np.int64) if ranks is None else ranks
    for word in words:
        if word.excluded and all(way.certain for way in word.ways):
            found = np.setdiff1d(found, candidates(index, word, found, few), assume_unique=True)
    return found


def _rarity(index: IndexReader, word: Word) -> int:
    """Return how common the rarest term of a word is; a single character comes last."""
    if any(way.prefix for way in word.ways):
        return index.documents * len(FIELDS)
    return min(index.common.get(term, 0) for way in word.ways for term in way.terms)


def candidates(index: IndexReader, word: Word, among: Array | None, few: int) -> Array:
    """Return the ranks (of `among`) whose postings let them hold a word: every document that does, perhaps more."""
    return np.unique(np.concatenate([_candidates(index, way, word.fields, among, few) for way in word.ways]))


def _candidates(index: IndexReader, way: Way, fields: Sequence[str], among: Array | None, few: int) -> Array:
    """Intersect the places of a way's terms, rarest first; few are enough, since the text has the last word."""
    if way.prefix:
        found = [_within(index.postings(term, among), fields, among).keys for term in index.starting_with(way.prefix)]
        return ranks_of(np.concatenate([NONE.keys, *found]))
    keys: Array | None = None
    ranks = among
    for term in sorted(way.terms, key=lambda term: (index.common.get(term, 0), term)):
        own = _within(index.postings(term, ranks), fields, ranks).keys
        keys = own if keys is None else np.intersect1d(keys, own, assume_unique=True)
        ranks = ranks_of(keys)
        if len(ranks) <= few and not way.certain:
            break
    return NONE.keys if ranks is None else ranks


def _within(postings: Postings, fields: Sequence[str], among: Array | None) -> Postings:
    """Return the postings that lie in some fields and, unless None, in some documents (sorted ranks)."""
    allowed = np.isin(postings.keys & FIELD_MASK, [FIELDS.index(name) for name in fields])
    if among is not None:
        allowed &= np.isin(postings.keys >> FIELD_BITS, among)
    return Postings(postings.keys[allowed], postings.frequencies[allowed], postings.lengths[allowed])


def _ordered(
    index: IndexReader, words: Sequence[Word], ranks: Array, shortlist: int, few: int
) -> Iterator[tuple[int, float]]:
    """Yield documents with their scores, best first; lunr is asked about some at a time, the likeliest first."""
    terms = _weighed(index, words, ranks, few)
    if len(ranks) <= shortlist:
        yield from lunr_scores(words, terms)
        return
    order = np.argsort(-estimates(words, terms, ranks), kind="stable")
    for at in range(0, len(order), shortlist):
        chosen = np.sort(ranks[order[at : at + shortlist]])
        kept = {term: np.isin(keys >> FIELD_BITS, chosen) for term, (keys, _values) in terms.items()}
        yield from lunr_scores(words, {term: (terms[term][0][own], terms[term][1][own]) for term, own in kept.items()})


def _weighed(index: IndexReader, words: Sequence[Word], ranks: Array, few: int) -> dict[str, tuple[Array, Array]]:
    """Return the keys and weights of every scored term of the index, for these documents."""
    scored = [term for word in words for term in word.scored]
    single = [term for prefix in scored if prefix.endswith("*") for term in index.starting_with(prefix[:-1])]
    averages = np.array([index.totals[name] / max(index.documents, 1) or 1.0 for name in FIELDS])
    read = _from_texts(index, ranks) if len(ranks) <= few else None
    weighed: dict[str, tuple[Array, Array]] = {}
    for term in dict.fromkeys([*single, *(term for term in scored if not term.endswith("*"))]):
        count = index.common.get(term) or len(index.postings(term).keys)
        if count:
            own = read(term) if read else _within(index.postings(term, ranks), FIELDS, ranks)
            weighed[term] = (own.keys, weights(own, count, index.documents, averages))
    return weighed


def _from_texts(index: IndexReader, ranks: Array) -> Callable[[str], Postings]:
    """Return a function that gives any term's postings in a few documents, counted in their texts."""
    texts = {
        rank << FIELD_BITS | field: Counter(field_tokens(index.row(rank)["fields"][name]))
        for rank in ranks.tolist()
        for field, name in enumerate(FIELDS)
    }
    lengths = {key: counts.total() for key, counts in texts.items()}

    def postings(term: str) -> Postings:
        found = [(key, counts[term], lengths[key]) for key, counts in texts.items() if term in counts]
        return Postings(*np.array(found, np.int64).reshape(-1, 3).T)

    return postings


def format_hits(answer: SearchAnswer) -> str:
    """Return an answer as lines for a person: how many, then title, number, agency, date and address of each."""
    count = _("{n} 件") if answer.exact else _("至多 {n} 件")
    head = _("含「{words}」的信息：{count}").format(words=answer.words, count=count.format(n=answer.total))
    shown = _("，以下是前 {n} 件").format(n=len(answer.hits)) if len(answer.hits) < answer.total else ""
    return "\n".join([head + shown, *(_entry(number, hit.row) for number, hit in enumerate(answer.hits, 1))])


def _entry(number: int, row: dict[str, Any]) -> str:
    facts = (row["type_title"] or row["kind_title"], row["document_no"], row["agency_name"], row["date"])
    return f"{number}. {row['title']}\n   {'　'.join(fact for fact in facts if fact)}\n   {row['address']}"
