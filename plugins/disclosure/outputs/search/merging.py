"""The merge: the postings of all parts as one ordered index, a stretch of terms at a time to keep memory flat."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.outputs.search.cutting import cut
from disclosure.outputs.search.index import FACETS, FIELD_BITS, POINT_BITS, Array, PartPostings

SHARD_WEIGHT = 8 * 1024
BLOCK_WEIGHT = 128 * 1024
TERM_WEIGHT = 6
POSTING_WEIGHT = 3
STRETCH = 300_000
AT_ONCE = 16


@dataclass(frozen=True)
class Stretch:
    """Some neighbouring terms with all their postings, by term, then by key; `cuts` are the bounds of its shards.

    `numbers[i]` is the number in `terms` of the term of posting i; a cut is a range of postings. `ranges` are the terms
    that shards are made of: one each, or some for one term with very many postings; `exact` ones are no pairs.
    """

    terms: list[str]
    numbers: Array
    keys: Array
    frequencies: Array
    cuts: list[tuple[int, int]]
    ranges: list[tuple[int, int]]
    exact: bool


@dataclass(frozen=True)
class Merge:
    """All parts, and what must be known of them as a whole before the first shard is cut."""

    parts: Sequence[PartPostings]
    pairs: Array
    pair_counts: Array
    words: list[str]
    word_counts: Array

    @classmethod
    def of(cls, parts: Sequence[PartPostings]) -> "Merge":
        """Count the postings of every term."""
        pairs = np.zeros(0, np.uint64)
        for first in range(0, len(parts), AT_ONCE):
            pairs = np.unique(np.concatenate([pairs, *(part.pairs for part in parts[first : first + AT_ONCE])]))
        pair_counts = np.zeros(len(pairs), np.int64)
        words: Counter[str] = Counter()
        for part in parts:
            pair_counts[np.searchsorted(pairs, part.pairs)] += np.diff(part.pair_starts)
            words.update(dict(zip(part.words, np.diff(part.word_starts).tolist(), strict=True)))
        ordered = sorted(words)
        return cls(parts, pairs, pair_counts, ordered, np.array([words[word] for word in ordered], np.int64))

    def lengths(self) -> Array:
        """Return the tokens of every document by rank and field."""
        highest = max((int(part.ranks[-1]) for part in self.parts if len(part.ranks)), default=-1)
        lengths = np.zeros((highest + 1, FACETS + 1), np.uint32)
        for part in self.parts:
            lengths[part.ranks] = part.lengths
        return lengths

    def common_terms(self, number: int, above: int) -> dict[str, int]:
        """Return the commonest terms, and all with more than `above` postings, with their postings over all fields."""
        middle = self.middle
        counts = np.concatenate([self.pair_counts[:middle], self.word_counts, self.pair_counts[middle:]])
        order = np.argsort(-counts, kind="stable")
        chosen = np.sort(order[: max(number, int(np.sum(counts > above)))])
        return {self._term(place, middle): int(counts[place]) for place in chosen.tolist()}

    def _term(self, place: int, middle: int) -> str:
        """Return the term at a place of all terms in order."""
        if middle <= place < middle + len(self.words):
            return self.words[place - middle]
        pair = place if place < middle else place - len(self.words)
        return terms_of(self.pairs[pair : pair + 1])[0]

    def stretches(self) -> Iterator[Stretch]:
        """Yield the whole index, stretch by stretch, by rising term."""
        yield from self._pair_stretches(0, self.middle)
        yield from self._word_stretches()
        yield from self._pair_stretches(self.middle, len(self.pairs))

    @property
    def middle(self) -> int:
        """The number of the first pair that comes after the exact terms."""
        return int(np.searchsorted(self.pairs, np.uint64(ord("=") << POINT_BITS)))

    def pair_ranges(self, low: int, high: int) -> list[tuple[int, int]]:
        """Return the ranges of some pairs that become one shard each, or some shards where it is one pair."""
        return list(cut(self.pairs.tolist(), _weights(self.pair_counts), SHARD_WEIGHT, low, high))

    def word_ranges(self) -> list[tuple[int, int]]:
        """Return such ranges of the exact terms."""
        spelt = [word.encode() for word in self.words]
        widest = max(map(len, spelt), default=0)
        numbers = [int.from_bytes(word.ljust(widest, b"\0")) for word in spelt]
        return list(cut(numbers, _weights(self.word_counts), SHARD_WEIGHT, 0, len(numbers)))

    def _pair_stretches(self, low: int, high: int) -> Iterator[Stretch]:
        for group in _groups(self.pair_ranges(low, high), self.pair_counts):
            first, end = group[0][0], group[-1][1]
            chosen = self.pairs[first:end]
            found = []
            for part in self.parts:
                low = int(np.searchsorted(part.pairs, chosen[0]))
                high = int(np.searchsorted(part.pairs, chosen[-1], side="right"))
                places = np.searchsorted(chosen, part.pairs[low:high])
                found.append(_postings(part, part.pair_starts, places, low, high))
            yield stretch_of(terms_of(chosen), found, [(a - first, b - first) for a, b in group], exact=False)

    def _word_stretches(self) -> Iterator[Stretch]:
        for group in _groups(self.word_ranges(), self.word_counts):
            first, end = group[0][0], group[-1][1]
            chosen = self.words[first:end]
            found = []
            for part in self.parts:
                low, high = bisect_left(part.words, chosen[0]), bisect_right(part.words, chosen[-1])
                places = np.array([bisect_left(chosen, word) for word in part.words[low:high]], np.int64)
                found.append(_postings(part, part.word_starts, places, low, high))
            yield stretch_of(chosen, found, [(a - first, b - first) for a, b in group], exact=True)


def terms_of(pairs: Array) -> list[str]:
    """Return the terms that pairs of code points stand for."""
    points = np.empty((len(pairs), 2), np.uint32)
    points[:, 0] = pairs >> np.uint64(POINT_BITS)
    points[:, 1] = pairs & np.uint64((1 << POINT_BITS) - 1)
    terms: list[str] = points.view("<U2")[:, 0].tolist() if len(pairs) else []
    return terms


def _weights(counts: Array) -> list[int]:
    weights: list[int] = np.concatenate(
        [np.zeros(1, np.int64), np.cumsum(counts * POSTING_WEIGHT + TERM_WEIGHT)]
    ).tolist()
    return weights


def _groups(ranges: list[tuple[int, int]], counts: Array) -> Iterator[list[tuple[int, int]]]:
    """Yield neighbouring shards together, some hundred thousand postings at a time."""
    group: list[tuple[int, int]] = []
    weight = 0
    for first, end in ranges:
        group.append((first, end))
        weight += int(counts[first:end].sum())
        if weight >= STRETCH:
            yield group
            group, weight = [], 0
    if group:
        yield group


def _postings(part: PartPostings, starts: Array, terms: Array, low: int, high: int) -> tuple[Array, Array, Array]:
    first, end = int(starts[low]), int(starts[high])
    repeated = np.repeat(terms, np.diff(starts[low : high + 1]))
    return repeated, part.keys[first:end], part.frequencies[first:end]


def stretch_of(
    terms: list[str], found: list[tuple[Array, Array, Array]], ranges: list[tuple[int, int]], *, exact: bool
) -> Stretch:
    """Return some terms with the postings that were found of them: places among the terms, keys, frequencies."""
    numbers = np.concatenate([column[0] for column in found]).astype(np.uint64)
    keys = np.concatenate([column[1] for column in found])
    order = np.argsort(numbers << np.uint64(32) | keys.astype(np.uint64), kind="stable")
    numbers, keys = numbers[order].astype(np.int64), keys[order]
    frequencies = np.concatenate([column[2] for column in found])[order]
    bounds = np.searchsorted(numbers, np.arange(len(terms) + 1))
    cuts = [part for first, end in ranges for part in _blocks(keys, int(bounds[first]), int(bounds[end]), end - first)]
    return Stretch(terms, numbers, keys, frequencies, cuts, ranges, exact)


def _blocks(keys: Array, first: int, end: int, terms: int) -> Iterator[tuple[int, int]]:
    """Cut the postings of one common term by rank; anything else is one shard."""
    if terms > 1 or (end - first) * POSTING_WEIGHT <= BLOCK_WEIGHT:
        yield first, end
        return
    ranks = keys[first:end] >> FIELD_BITS
    begins = np.concatenate([np.flatnonzero(np.diff(ranks, prepend=-1)), [end - first]])
    weights: list[int] = (begins * POSTING_WEIGHT).tolist()
    distinct: list[int] = ranks[begins[:-1]].tolist()
    for low, high in cut(distinct, weights, BLOCK_WEIGHT, 0, len(distinct)):
        yield first + int(begins[low]), first + int(begins[high])
