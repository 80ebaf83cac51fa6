"""The base of a search index: the postings of all parts at one time, as one, for those who go on from it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from disclosure.outputs.search.index import Array, PartPostings, gathered, place_in
from disclosure.outputs.search.merging import Merge, Stretch

KEYS, FREQUENCIES, REST, NAMES = "base.keys", "base.frequencies", "base.bin", "base.json"
WIDEST = np.iinfo(np.uint16).max


@dataclass(frozen=True)
class Base:
    """All postings by term: those of pair i are `pair_counts[i]` from `pair_begins[i]` on, words alike.

    `order` are the names of the parts; `owners` tells by rank which part a document is of, by its place in that order
    and one more (0: none).
    """

    order: tuple[str, ...]
    owners: Array
    rest: PartPostings
    keys: Array
    frequencies: Array
    middle: int

    @classmethod
    def read(cls, folder: Path) -> "Base | None":
        """Return the base that was kept; None where there is none."""
        try:
            told = json.loads((folder / NAMES).read_bytes())
            keys, frequencies = (folder / name for name in (KEYS, FREQUENCIES))
            if keys.stat().st_size != 4 * told["postings"] or frequencies.stat().st_size != 2 * told["postings"]:
                return None
            rest = PartPostings.load(folder / REST)
            return cls(
                tuple(told["order"]),
                rest.keys,
                rest,
                np.asarray(np.memmap(keys, np.uint32, mode="r")),
                np.asarray(np.memmap(frequencies, np.uint16, mode="r")),
                told["middle"],
            )
        except (OSError, ValueError, KeyError):
            return None

    @staticmethod
    def names_in(folder: Path) -> frozenset[str]:
        """Return the names of the parts of the base in a folder."""
        try:
            return frozenset(json.loads((folder / NAMES).read_bytes())["order"])
        except (OSError, ValueError, KeyError):
            return frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The names of the parts."""
        return frozenset(self.order)

    @property
    def ranks(self) -> Array:
        """The documents."""
        return self.rest.ranks

    @property
    def pairs(self) -> Array:
        """The pairs, sorted."""
        return self.rest.pairs

    @property
    def pair_counts(self) -> Array:
        """How many postings each pair has."""
        return np.diff(self.rest.pair_starts)

    @property
    def words(self) -> tuple[str, ...]:
        """The exact terms, sorted."""
        return self.rest.words

    @property
    def word_counts(self) -> Array:
        """How many postings each exact term has."""
        return np.diff(self.rest.word_starts)

    @property
    def pair_begins(self) -> Array:
        """Where the postings of each pair begin: those of the exact terms stand between two of them."""
        begins: Array = self.rest.pair_starts[:-1].copy()
        begins[self.middle :] += self.rest.word_starts[-1]
        return begins

    @property
    def word_begins(self) -> Array:
        """Where the postings of each exact term begin."""
        begins: Array = self.rest.word_starts[:-1] + self.rest.pair_starts[self.middle]
        return begins

    def pairs_taken(self, wanted: Array, dropped: Array) -> tuple[Array, Array, Array]:
        """Return the postings of some pairs, without those of dropped documents: place among them, key, frequency."""
        own = np.searchsorted(self.pairs, wanted)
        there = own < len(self.pairs)
        there[there] = self.pairs[own[there]] == wanted[there]
        return self._taken(np.flatnonzero(there), self.pair_begins[own[there]], self.pair_counts[own[there]], dropped)

    def words_taken(self, wanted: Sequence[str], dropped: Array) -> tuple[Array, Array, Array]:
        """Return the postings of some exact terms alike."""
        places = [(number, place_in(self.words, word)) for number, word in enumerate(wanted)]
        both = np.array([pair for pair in places if pair[1] >= 0], np.int64).reshape(-1, 2)
        there, own = both[:, 0], both[:, 1]
        return self._taken(there, self.word_begins[own], self.word_counts[own], dropped)

    def _taken(self, terms: Array, begins: Array, counts: Array, dropped: Array) -> tuple[Array, Array, Array]:
        places = gathered(begins, counts)
        keys = self.keys[places]
        kept = ~dropped[keys >> 4]
        return np.repeat(terms, counts)[kept], keys[kept], self.frequencies[places][kept]


class BaseWriter:
    """Writes a base while an index is made, stretch by stretch; it is there when all of it is written."""

    def __init__(self, folder: Path, order: Sequence[str], merge: Merge) -> None:
        self._folder, self._order, self._merge = folder, order, merge
        (folder / NAMES).unlink(missing_ok=True)
        self._fits = _titled_alike(merge.parts)
        self._files: list[BinaryIO] = [(folder / name).open("wb") for name in (KEYS, FREQUENCIES)]
        self._postings = 0

    def add(self, stretch: Stretch) -> None:
        """Take up the next stretch."""
        self._fits = self._fits and int(stretch.frequencies.max(initial=0)) <= WIDEST
        if self._fits:
            self._postings += len(stretch.keys)
            self._files[0].write(np.ascontiguousarray(stretch.keys, np.uint32).data)
            self._files[1].write(np.ascontiguousarray(stretch.frequencies, np.uint16).data)

    def close(self) -> None:
        """Write the rest: what each document is of, and the facets."""
        for file in self._files:
            file.close()
        if not self._fits:
            return
        merge = self._merge
        ranks = np.concatenate([np.zeros(0, np.int64), *(part.ranks.astype(np.int64) for part in merge.parts)])
        by_rank = np.argsort(ranks, kind="stable")
        owners = np.zeros(int(ranks.max(initial=-1)) + 1, np.uint32)
        owners[ranks] = np.repeat(np.arange(1, len(merge.parts) + 1), [len(part.ranks) for part in merge.parts])
        pair_starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(merge.pair_counts)])
        word_starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(merge.word_counts)])
        titles = {
            word: title
            for part in merge.parts
            for word, title in zip(part.words[slice(*part.facet_words())], part.titles, strict=True)
        }
        PartPostings(
            merge.pairs,
            pair_starts,
            tuple(merge.words),
            word_starts,
            owners,
            np.zeros(0, np.uint8),
            ranks[by_rank].astype(np.uint32),
            np.concatenate(
                [np.zeros((0, merge.parts[0].lengths.shape[1]), np.uint32), *(p.lengths for p in merge.parts)]
            )[by_rank],
            np.zeros(0, np.uint8),
            np.zeros(1, np.int64),
            np.concatenate([part.days for part in merge.parts])[by_rank],
            np.concatenate([part.amounts for part in merge.parts])[by_rank],
            tuple(titles[word] for word in merge.words if word in titles),
        ).save(self._folder / REST)
        told = {"order": list(self._order), "postings": self._postings, "middle": merge.middle}
        (self._folder / NAMES).write_text(json.dumps(told), encoding="utf-8")


def _titled_alike(parts: Sequence[PartPostings]) -> bool:
    """Tell whether all parts call the values of facets the same; else their titles depend on which parts there are."""
    known: dict[str, str] = {}
    for part in parts:
        for word, title in zip(part.words[slice(*part.facet_words())], part.titles, strict=True):
            if known.setdefault(word, title) != title:
                return False
    return bool(parts)


def facets_without(base: Base, dropped: Array) -> PartPostings:
    """Return the documents of a base that were not dropped, with nothing but what columns and lengths are made of."""
    low, high = base.rest.facet_words()
    begins, counts = base.word_begins[low:high], base.word_counts[low:high]
    keys = base.keys[gathered(begins, counts)]
    words = np.repeat(np.arange(high - low), counts)
    kept = ~dropped[keys >> 4]
    own = np.bincount(words[kept], minlength=high - low)
    there = np.flatnonzero(own).tolist()
    left = ~dropped[base.ranks]
    rest = base.rest
    return PartPostings(
        np.zeros(0, np.uint64),
        np.zeros(1, np.int64),
        tuple(base.words[low + place] for place in there),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(own[there])]),
        keys[kept],
        np.zeros(0, np.uint8),
        rest.ranks[left],
        rest.lengths[left],
        np.zeros(0, np.uint8),
        np.zeros(1, np.int64),
        rest.days[left],
        rest.amounts[left],
        tuple(rest.titles[place] for place in there),
    )
