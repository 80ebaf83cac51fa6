"""Scores: lunr.py over the documents that can be an answer, with the weights that the whole index would give them."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.query import Clause, Query
from lunr.token_set import TokenSet
from lunr.vector import Vector

from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import FIELD_BITS, Array
from disclosure.outputs.search.reader import Postings
from disclosure.outputs.search.words import Word

K1 = 1.2
B = 0.75
PRECISION = 3
FIELD_MASK = (1 << FIELD_BITS) - 1


def weights(postings: Postings, count: int, documents: int, averages: Array) -> Array:
    """Return the weight (BM25 as lunr rounds it) of a term in each place that it has.

    `count` are the term's places in the whole index, `averages` the tokens of a field, averaged over all documents.
    """
    idf = math.log(1 + abs((documents - count + 0.5) / (count + 0.5)))
    average = averages[postings.keys & FIELD_MASK]
    norm = K1 * (1 - B + B * (postings.lengths / average)) + postings.frequencies
    exact: list[float] = (idf * ((K1 + 1) * postings.frequencies) / norm).tolist()
    return np.array([round(weight, PRECISION) for weight in exact])


def lunr_scores(words: Sequence[Word], terms: Mapping[str, tuple[Array, Array]]) -> list[tuple[int, float]]:
    """Return the documents that lunr finds, best first, with their scores.

    `terms` gives for every scored term the keys and weights of the documents that can be an answer; a term of the
    index that none of them has is there with none.
    """
    ordered = sorted(terms)
    postings: dict[str, dict[str, object]] = {}
    vectors: dict[str, list[float]] = {}
    for number, term in enumerate(ordered):
        posting: dict[str, dict[str, dict[str, object]]] = {name: {} for name in FIELDS}
        keys, values = terms[term]
        for key, value in zip(keys.tolist(), values.tolist(), strict=True):
            name, rank = FIELDS[key & FIELD_MASK], str(key >> FIELD_BITS)
            posting[name][rank] = {}
            vectors.setdefault(f"{name}/{rank}", []).extend((number, value))
        postings[term] = {"_index": number, **posting}
    index = Index(  # type: ignore[no-untyped-call]
        inverted_index=postings,
        field_vectors={place: Vector(elements) for place, elements in vectors.items()},  # type: ignore[no-untyped-call]
        token_set=TokenSet.from_list(ordered),  # type: ignore[no-untyped-call]
        fields=list(FIELDS),
        pipeline=Pipeline(),  # type: ignore[no-untyped-call]
    )
    results = index.query(lunr_query(words))  # type: ignore[no-untyped-call]
    return [(int(result["ref"]), float(result["score"])) for result in results]


def lunr_query(words: Sequence[Word]) -> Query:
    """Return what lunr scores: every term of every wanted word, in the word's fields."""
    query = Query(list(FIELDS))  # type: ignore[no-untyped-call]
    for word in words:
        for term in word.scored if not word.excluded else ():
            query.clause(Clause(term, list(word.fields), use_pipeline=False))  # type: ignore[no-untyped-call]
    return query


def estimates(words: Sequence[Word], terms: Mapping[str, tuple[Array, Array]], ranks: Array) -> Array:
    """Return lunr's scores of many documents at once, to the last digits: enough to choose whom lunr is asked about."""
    totals = np.zeros(len(ranks))
    for field, name in enumerate(FIELDS):
        boosts = [term for word in words if name in word.fields and not word.excluded for term in _present(word, terms)]
        norm = math.sqrt(sum(boosts.count(term) ** 2 for term in set(boosts)))
        for term in boosts:
            keys, values = terms[term]
            chosen = keys & FIELD_MASK == field
            np.add.at(totals, np.searchsorted(ranks, keys[chosen] >> FIELD_BITS), values[chosen] / norm)
    return totals


def _present(word: Word, terms: Mapping[str, tuple[Array, Array]]) -> list[str]:
    """Return the terms of the index that a word scores."""
    singles = [term for term in word.scored if term in terms]
    prefixes = tuple(term[:-1] for term in word.scored if term.endswith("*"))
    return singles + [term for term in terms if prefixes and term.startswith(prefixes)]
