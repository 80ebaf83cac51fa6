"""In which order records answer a query: their postings are weighed, and lunr scores them.

theme/static/js/search/ordering.js does the same.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import FIELD_BITS, Array
from disclosure.outputs.search.reader import IndexReader, Postings, ranks_of, within
from disclosure.outputs.search.scoring import estimates, lunr_scores, weights
from disclosure.outputs.search.tokens import canonical, field_tokens, numbers
from disclosure.outputs.search.words import Word

NUMBER_FIELD = "document_no"


def in_order(
    index: IndexReader, words: Sequence[Word], ranks: Array, shortlist: int, few: int
) -> Iterator[tuple[int, float]]:
    """Yield documents with their scores, best first; lunr is asked about some at a time, the likeliest first.

    Before them all come those whose own number is the one that was asked for.
    """
    terms = _weighed(index, words, ranks, few)
    own = _numbered(index, words, ranks, few)
    if len(ranks) <= shortlist:
        yield from sorted(lunr_scores(words, terms), key=lambda scored: scored[0] not in own)
        return
    likely = np.where(np.isin(ranks, sorted(own)), np.inf, estimates(words, terms, ranks))
    order = np.argsort(-likely, kind="stable")
    for at in range(0, len(order), shortlist):
        chosen = np.sort(ranks[order[at : at + shortlist]])
        kept = {term: np.isin(keys >> FIELD_BITS, chosen) for term, (keys, _values) in terms.items()}
        scored = lunr_scores(words, {term: (terms[term][0][held], terms[term][1][held]) for term, held in kept.items()})
        yield from sorted(scored, key=lambda scored: scored[0] not in own)


def _numbered(index: IndexReader, words: Sequence[Word], ranks: Array, few: int) -> frozenset[int]:
    """Return the few documents (of `ranks`) whose own document number is a word, however it is written."""
    found: set[int] = set()
    for word in words:
        wanted = canonical(word.text)
        tokens = numbers(word.text)
        if wanted and len(tokens) == 1 and NUMBER_FIELD in word.fields:
            own = ranks_of(within(index.postings(tokens[0], ranks), [NUMBER_FIELD], ranks).keys).tolist()
            rows = [index.row(rank) for rank in own] if len(own) <= few else []
            found |= {row["rank"] for row in rows if canonical(row["fields"].get(NUMBER_FIELD, "")) == wanted}
    return frozenset(found)


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
            own = read(term) if read else within(index.postings(term, ranks), FIELDS, ranks)
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
        found = [(key, counts[term], lengths[key], 0) for key, counts in texts.items() if term in counts]
        return Postings(*np.array(found, np.int64).reshape(-1, 4).T)

    return postings
