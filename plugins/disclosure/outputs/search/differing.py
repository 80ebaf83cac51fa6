"""What differs between two states of an index: told from the parts that changed alone, document by document."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.outputs.search.index import FIELD_BITS, Array, PartPostings

DOCUMENT_BITS, FREQUENCY_BITS = 17, 20


@dataclass(frozen=True)
class Differing:
    """The terms of all documents that are different (numbers of pairs, exact ones), their ranks, those of rows."""

    pairs: list[int]
    words: list[str]
    documents: list[int]
    rows: frozenset[int]


def differing(before: Sequence[PartPostings], after: Sequence[PartPostings]) -> Differing:
    """Return all terms, old and new, of the documents whose postings are not the same, and whose rows are not."""
    every = [*before, *after]
    ranks = np.unique(np.concatenate([np.zeros(0, np.uint32), *(part.ranks for part in every)]))
    pairs = np.unique(np.concatenate([np.zeros(0, np.uint64), *(part.pairs for part in every)]))
    words = sorted({word for part in every for word in part.words})
    old, new = (_Columns.of(parts, ranks, pairs, words) for parts in (before, after))
    changed = np.zeros(len(ranks), np.bool_)
    changed[old.changed_from(new)] = True
    terms = np.unique(np.concatenate([side.terms[changed[side.documents]] for side in (old, new)]))
    first = int(np.searchsorted(terms, len(pairs)))
    rows = [
        {int(rank): part.row(at) for part in parts for at, rank in enumerate(part.ranks)} for parts in (before, after)
    ]
    other = {rank for rank in {*rows[0], *rows[1]} if rows[0].get(rank) != rows[1].get(rank)}
    exact = [words[place - len(pairs)] for place in terms[first:].tolist()]
    return Differing(pairs[terms[:first]].tolist(), exact, ranks[changed].tolist(), frozenset(other))


@dataclass(frozen=True)
class _Columns:
    """The postings of some parts: term and document by their places among all, field, frequency."""

    terms: Array
    documents: Array
    fields: Array
    frequencies: Array

    @classmethod
    def of(cls, parts: Sequence[PartPostings], ranks: Array, pairs: Array, words: Sequence[str]) -> "_Columns":
        """Put the postings of some parts into columns."""
        places = {word: place for place, word in enumerate(words, len(pairs))}
        terms, keys, frequencies = [], [np.zeros(0, np.uint32)], [np.zeros(0, np.int64)]
        for part in parts:
            terms.append(np.repeat(np.searchsorted(pairs, part.pairs), np.diff(part.pair_starts)))
            own = np.array([places[word] for word in part.words], np.int64)
            terms.append(np.repeat(own, np.diff(part.word_starts)))
            keys.append(part.keys)
            frequencies.append(part.frequencies.astype(np.int64))
        whole = np.concatenate(keys)
        documents = np.searchsorted(ranks, whole >> FIELD_BITS)
        fields = (whole & ((1 << FIELD_BITS) - 1)).astype(np.int64)
        return cls(np.concatenate([np.zeros(0, np.int64), *terms]), documents, fields, np.concatenate(frequencies))

    def changed_from(self, other: "_Columns") -> Array:
        """Return the places of the documents of which not every posting is in both."""
        one, two = self._codes(), other._codes()  # noqa: SLF001  # of the same class
        if one is None or two is None:
            return np.unique(np.concatenate([self.documents, other.documents]))
        different = np.setxor1d(one, two, assume_unique=True)
        return np.unique(different >> np.uint64(FIELD_BITS + FREQUENCY_BITS) & np.uint64((1 << DOCUMENT_BITS) - 1))

    def _codes(self) -> Array | None:
        """Return each posting as one number; None where there are too many of something."""
        bits = 64 - DOCUMENT_BITS - FREQUENCY_BITS - FIELD_BITS
        limits = ((self.terms, bits), (self.documents, DOCUMENT_BITS), (self.frequencies, FREQUENCY_BITS))
        if any(int(column.max(initial=0)) >> size for column, size in limits):
            return None
        codes = self.terms.astype(np.uint64) << np.uint64(DOCUMENT_BITS) | self.documents.astype(np.uint64)
        codes = codes << np.uint64(FIELD_BITS) | self.fields.astype(np.uint64)
        return codes << np.uint64(FREQUENCY_BITS) | self.frequencies.astype(np.uint64)
