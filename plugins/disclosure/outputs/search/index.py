"""The index of one part: numpy over all its text at once, saved as plain arrays that the merge can map into memory."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from disclosure.outputs.search.documents import FIELDS, SearchDocument
from disclosure.outputs.search.tokens import exact_tokens, normalise

Array = NDArray[Any]
FIELD_BITS = 4
SOLE = 1
FACETS = len(FIELDS)
FACET_MARK = "@"
POINT_BITS = 21
ALIGNMENT = 64
TEXTS = ("words", "titles")
CENTS = 100


@dataclass(frozen=True)
class PartPostings:
    """The postings of one part.

    A key is `rank << 4 | field`. `pairs` are the sorted distinct terms of one or two code points (`first << 21 |
    second`, 0 for none); the postings of pair i stand at `pair_starts[i]:pair_starts[i + 1]` of `keys` and
    `frequencies`, by rising key. A frequency is doubled, and one more (`SOLE`) where nothing but the second of the
    pair follows its first in that place: a place that has this pair and one that ends in its first has all three.
    `words` are the sorted exact terms, with `word_starts` into the same arrays. `ranks` are the documents by rising
    rank, `lengths` their tokens a field, `rows` their JSON lines, cut by
    `row_starts`; `days` are their dates as ordinals and `amounts` their amounts in 分 and one more, 0 where they have
    none. `titles` are those of the facet terms among the words, in the same order.
    """

    pairs: Array
    pair_starts: Array
    words: tuple[str, ...]
    word_starts: Array
    keys: Array
    frequencies: Array
    ranks: Array
    lengths: Array
    rows: Array
    row_starts: Array
    days: Array
    amounts: Array
    titles: tuple[str, ...]

    def save(self, path: Path) -> None:
        """Write the arrays as one file: a JSON line that says where each begins, then their bytes."""
        arrays = {name: np.ascontiguousarray(array) for name, array in vars(self).items() if name not in TEXTS}
        arrays |= {name: np.frombuffer("\n".join(vars(self)[name]).encode(), np.uint8) for name in TEXTS}
        places: dict[str, tuple[str, tuple[int, ...], int]] = {}
        at = 0
        for name, array in arrays.items():
            places[name] = (array.dtype.str, array.shape, at)
            at += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
        head = json.dumps(places).encode() + b"\n"
        path.unlink(missing_ok=True)  # who has linked to what was there keeps it
        with path.open("wb") as file:
            file.write(head + b" " * (-len(head) % ALIGNMENT))
            for array in arrays.values():
                file.write(array.tobytes() + bytes(-array.nbytes % ALIGNMENT))

    @classmethod
    def load(cls, path: Path) -> "PartPostings":
        """Map a saved part into memory; nothing is read before it is used."""
        with path.open("rb") as file:
            head = file.readline()
        start = -(-len(head) // ALIGNMENT) * ALIGNMENT
        there = path.stat().st_size > start
        raw = np.asarray(np.memmap(path, np.uint8, mode="r")) if there else np.zeros(start, np.uint8)
        arrays: dict[str, Any] = {}
        for name, (kind, shape, at) in json.loads(head).items():
            size = int(np.prod(shape)) * np.dtype(kind).itemsize
            arrays[name] = raw[start + at : start + at + size].view(kind).reshape(shape)
        for name in TEXTS:
            text = arrays[name].tobytes().decode()
            arrays[name] = tuple(text.split("\n")) if text else ()
        return cls(**arrays)

    @property
    def pairs_counted(self) -> tuple[Array, Array]:
        """The pairs, and how many postings each has."""
        return self.pairs, np.diff(self.pair_starts)

    def row(self, number: int) -> bytes:
        """Return the JSON line of a document."""
        line: bytes = self.rows[self.row_starts[number] : self.row_starts[number + 1]].tobytes()
        return line

    def pairs_taken(self, wanted: Array) -> tuple[Array, Array, Array]:
        """Return the postings of some pairs: their places among those that are wanted, keys, frequencies."""
        own = np.searchsorted(self.pairs, wanted)
        there = own < len(self.pairs)
        there[there] = self.pairs[own[there]] == wanted[there]
        return self._taken(self.pair_starts, np.flatnonzero(there), own[there])

    def words_taken(self, wanted: Sequence[str]) -> tuple[Array, Array, Array]:
        """Return the postings of some exact terms alike."""
        places = [(number, place_in(self.words, word)) for number, word in enumerate(wanted)]
        there = np.array([pair for pair in places if pair[1] >= 0], np.int64).reshape(-1, 2)
        return self._taken(self.word_starts, there[:, 0], there[:, 1])

    def _taken(self, starts: Array, terms: Array, own: Array) -> tuple[Array, Array, Array]:
        counts = starts[own + 1] - starts[own]
        places = gathered(starts[own], counts)
        return np.repeat(terms, counts), self.keys[places], self.frequencies[places]

    def facet_words(self) -> tuple[int, int]:
        """Return where the facet terms begin among the words, and where they end."""
        return self.words_with(FACET_MARK)

    def words_with(self, prefix: str) -> tuple[int, int]:
        """Return where the words with a prefix begin, and where they end."""
        return bisect_left(self.words, prefix), bisect_left(self.words, prefix[:-1] + chr(ord(prefix[-1]) + 1))


def gathered(begins: Array, counts: Array) -> Array:
    """Return the places of some runs, one behind the other: so many from each beginning on."""
    ends = np.cumsum(counts, dtype=np.int64)
    places: Array = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(begins - (ends - counts), counts)
    return places


def place_in(words: Sequence[str], word: str) -> int:
    """Return the place of a word among sorted ones; -1 where it is not there."""
    place = bisect_left(words, word)
    return place if place < len(words) and words[place] == word else -1


def index_part(documents: Iterable[SearchDocument]) -> PartPostings:
    """Return the postings of some documents, whatever their order."""
    ordered = sorted(documents, key=lambda document: document.rank)
    ranks = np.array([document.rank for document in ordered], np.uint32)
    texts: list[str] = []
    owners: list[int] = []
    sizes: list[int] = []
    exact: Counter[tuple[str, int]] = Counter()
    titles: dict[str, str] = {}
    for number, document in enumerate(ordered):
        for field, name in enumerate(FIELDS):
            owner = number << FIELD_BITS | field
            for value in document.fields.get(name, "").split("\n"):
                text = normalise(value)
                texts.append(text + "\0")
                owners.append(owner)
                sizes.append(len(text) + 1)
                exact.update((token, owner) for token in exact_tokens(value, text))
        exact.update((FACET_MARK + facet, number << FIELD_BITS | FACETS) for facet in document.facets)
        titles |= document.facets
    pairs, pair_counts, pair_owners, pair_frequencies = _pairs("".join(texts), owners, sizes)
    words, word_counts, word_owners, word_frequencies = _words(exact)
    owned = np.concatenate([pair_owners, word_owners])
    frequencies = np.concatenate([pair_frequencies, word_frequencies << 1])
    lengths = np.zeros((len(ordered), 1 << FIELD_BITS), np.int64)
    np.add.at(lengths, (owned >> FIELD_BITS, owned & ((1 << FIELD_BITS) - 1)), frequencies >> 1)
    rows = [_line(document) for document in ordered]
    pair_starts = _starts(pair_counts)
    return PartPostings(
        pairs=pairs,
        pair_starts=pair_starts,
        words=words,
        word_starts=_starts(word_counts) + pair_starts[-1],
        keys=_keys(owned, ranks),
        frequencies=_narrow(frequencies),
        ranks=ranks,
        lengths=lengths[:, : FACETS + 1].astype(np.uint32),
        rows=np.frombuffer(b"".join(rows), np.uint8),
        row_starts=_starts(np.array([len(row) for row in rows], np.int64)),
        days=np.array([document.day for document in ordered], np.uint32),
        amounts=np.array([_cents(document.amount) for document in ordered], np.uint64),
        titles=tuple(titles[word.removeprefix(FACET_MARK)] for word in words if word.startswith(FACET_MARK)),
    )


def _pairs(text: str, owners: list[int], sizes: list[int]) -> tuple[Array, Array, Array, Array]:
    """Count every pair of neighbours once for its owner: terms, postings a term, their owners and frequencies."""
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    owned = np.repeat(np.array(owners, np.uint64), np.array(sizes, np.int64))
    begins = np.flatnonzero(points)
    terms = points[begins] << np.uint64(POINT_BITS) | points[begins + 1]
    owner_bits = np.uint64(2 * POINT_BITS)
    room = np.uint64(64) - owner_bits
    if owners and owners[-1] >> int(room):
        raise ValueError(f"a part holds at most {1 << int(room) - FIELD_BITS} documents")
    both, frequencies = np.unique(terms << room | owned[begins], return_counts=True)
    pairs, counts = np.unique(both >> room, return_counts=True)
    places = (both & ((np.uint64(1) << room) - np.uint64(1))).astype(np.int64)
    return pairs, counts, places, frequencies << 1 | _sole(pairs, counts, places)


def _sole(pairs: Array, counts: Array, places: Array) -> Array:
    """Tell of every posting whether it is the only one of its place whose pair has this first character."""
    firsts = np.cumsum(np.diff(pairs >> np.uint64(POINT_BITS), prepend=np.uint64(0)) != 0)
    own = np.repeat(firsts << 2 * POINT_BITS, counts) | places
    order = np.argsort(own, kind="stable")
    ordered = own[order]
    again = np.zeros(len(own) + 1, bool)
    again[1:-1] = ordered[1:] == ordered[:-1]
    sole = np.empty(len(own), bool)
    sole[order] = ~(again[1:] | again[:-1])
    return sole


def _words(exact: Counter[tuple[str, int]]) -> tuple[tuple[str, ...], Array, Array, Array]:
    ordered = sorted(exact.items())
    counts = Counter(word for (word, _owner), _frequency in ordered)
    owners = np.array([owner for (_word, owner), _frequency in ordered], np.int64)
    frequencies = np.array([frequency for _key, frequency in ordered], np.int64)
    return tuple(counts), np.array(list(counts.values()), np.int64), owners, frequencies


def _keys(owned: Array, ranks: Array) -> Array:
    field = owned & ((1 << FIELD_BITS) - 1)
    keys: Array = (ranks[owned >> FIELD_BITS].astype(np.int64) << FIELD_BITS | field).astype(np.uint32)
    return keys


def _starts(counts: Array) -> Array:
    starts: Array = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
    return starts


def _narrow(numbers: Array) -> Array:
    """Return the numbers in the smallest unsigned type that holds them."""
    narrow: Array = numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
    return narrow


def _line(document: SearchDocument) -> bytes:
    row: Mapping[str, Any] = {"rank": document.rank, **document.row, "fields": dict(document.fields)}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


def _cents(amount: Decimal | None) -> int:
    """Return an amount in 分 and one more, so that 0 says that there is none."""
    return 0 if amount is None else int(amount * CENTS) + 1
