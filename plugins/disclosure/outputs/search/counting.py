"""Reading the columns of an index: which records stand under a value, how many under each, and what sorts them."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from disclosure.outputs.search.columns import AMOUNT_BITS, NAME_DIGITS, column_path
from disclosure.outputs.search.index import Array
from disclosure.outputs.search.packing import Chunk, unpack

CENTS = 100
DATE, AMOUNT = "date", "amount"


class Columns:
    """The columns of one written index; `fetch` returns the bytes of a file, `table` is the boundary table."""

    def __init__(self, fetch: Callable[[str], bytes], table: Mapping[str, Any]) -> None:
        self._fetch = fetch
        self._table = table
        self._values: dict[str, list[tuple[str, str, int]]] = {}
        self._chunks: dict[str, Chunk] = {}

    def values(self, facet: str) -> list[tuple[str, str, int]]:
        """Return key, title and number of documents of every value of a facet, by its number."""
        if facet not in self._values:
            name = self._table["facets"][facet]["values"]
            told = json.loads(self._fetch(column_path(name))) if name else []
            self._values[facet] = [(key, title, number) for key, title, number in told]
        return self._values[facet]

    def everything(self) -> Array:
        """Return the ranks of all documents: each is of some kind."""
        ranks = np.arange(self._table["ranks"])
        return self._having(self._table["facets"]["kind"]["chunks"], ranks, bool)

    def members(self, facet: str, keys: Sequence[str], ranks: Array) -> Array:
        """Return those of some ranks that stand under one of the values."""
        wanted = {number for number, (key, _title, _count) in enumerate(self.values(facet)) if key in keys}
        chunks = self._table["facets"][facet]["chunks"]
        return self._having(chunks, ranks, lambda entry: not wanted.isdisjoint(entry))

    def tally(self, facet: str, ranks: Array) -> dict[str, int]:
        """Return how many of some ranks stand under each value, by its key; none are left out."""
        found: Counter[int] = Counter()
        for _own, chunk, places in self._looked_up(self._table["facets"][facet]["chunks"], ranks):
            for entry, count in zip(chunk.entries, np.bincount(places, minlength=len(chunk.entries)), strict=True):
                for number in entry if count else ():
                    found[number] += int(count)
        return {self.values(facet)[number][0]: count for number, count in sorted(found.items())}

    def sort_keys(self, name: str, ranks: Array) -> Array:
        """Return what some ranks are sorted by, as whole numbers: date ordinals, or 分; -1 where there is none."""
        keys = np.full(len(ranks), -1, np.int64)
        for own, chunk, places in self._looked_up(self._table["sorts"][name], ranks):
            values = [_whole(entry) for entry in chunk.entries]
            keys[own] = np.array(values, np.int64)[places]
        return keys

    def _having(self, names: str, ranks: Array, holds: Callable[[tuple[int, ...]], bool]) -> Array:
        kept = np.zeros(len(ranks), bool)
        for own, chunk, places in self._looked_up(names, ranks):
            kept[own] = np.array([holds(entry) for entry in chunk.entries], bool)[places]
        found: Array = ranks[kept]
        return found

    def _looked_up(self, names: str, ranks: Array) -> list[tuple[slice, Chunk, Array]]:
        """Return, for each chunk that sorted ranks lie in: where these are, the chunk, and their places in it."""
        span = self._table["span"]
        found = []
        for number in np.unique(ranks // span).tolist() if names else ():
            low, high = np.searchsorted(ranks, [number * span, (number + 1) * span]).tolist()
            chunk = self._chunk(names[number * NAME_DIGITS : (number + 1) * NAME_DIGITS])
            found.append((slice(low, high), chunk, chunk.places[ranks[low:high] - number * span]))
        return found

    def _chunk(self, name: str) -> Chunk:
        if name not in self._chunks:
            self._chunks[name] = unpack(self._fetch(column_path(name)))
        return self._chunks[name]


def _whole(entry: tuple[int, ...]) -> int:
    high, low = (0, *entry)[-2:] if entry else (0, -1)
    return (high << AMOUNT_BITS) + low


def row_key(name: str, row: Mapping[str, Any]) -> int:
    """Return what a row is sorted by, as its column would say."""
    if name == DATE:
        return date.fromisoformat(row["date"]).toordinal() if row["date"] else -1
    return int(Decimal(row["amount"]) * CENTS) if row.get("amount") is not None else -1
