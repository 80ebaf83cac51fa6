"""The columns of a search index: for every facet, and for what results are sorted by, what each document has.

They stand beside the facet terms, which are good for finding the few records of a rare value: a column is good for
counting all values at once. A column is cut by rank, so that one more record changes its last chunk alone.

In the boundary table `facets` gives for each facet `values`, the name of a file of them, and `chunks`, the names of
its chunks in order, twelve digits each (both empty where no document has any); `sorts` gives the chunks of `date` and
`amount`; `span` the ranks in a chunk.
`search/columns/ab/cdef01234567.bin` are the values of a facet, JSON, `[key, title, documents]` each, numbered by the
first document that has them, or a chunk (packing.py); both are deflated. A date is its ordinal, an amount is two
numbers: 分 above and below 2**28, so that each fits a varint.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from disclosure.outputs.search.facets import FACETS
from disclosure.outputs.search.index import FACET_MARK, FIELD_BITS, Array, PartPostings
from disclosure.outputs.search.packing import pack

SPAN = 16 * 1024
NAME_DIGITS = 12
COLUMNS = "search/columns/"
AMOUNT_BITS = 28


def column_path(name: str) -> str:
    """Return where a file of columns lies, from its name: a chunk, or the values of a facet."""
    return f"{COLUMNS}{name[:2]}/{name[2:]}.bin"


def columns_of(parts: Sequence[PartPostings], ranks: int) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return every file of the columns by its path, and what the boundary table says of them."""
    files: dict[str, bytes] = {}

    def chunks(lines: Array) -> str:
        """Keep a column chunk by chunk; one in which nothing stands has none."""
        cuts = range(0, len(lines) if lines.any() else 0, SPAN)
        return "".join(_kept(files, pack(lines[first : first + SPAN])) for first in cuts)

    facets: dict[str, dict[str, str]] = {}
    for name in FACETS:
        values, lines = _facet(parts, name, ranks)
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        facets[name] = {"values": _kept(files, text) if values else "", "chunks": chunks(lines)}
    sorts = {"date": chunks(_days(parts, ranks)), "amount": chunks(_amounts(parts, ranks))}
    return files, {"span": SPAN, "facets": facets, "sorts": sorts}


def _kept(files: dict[str, bytes], content: bytes) -> str:
    """Add a file and return its name: the beginning of its hash."""
    name = hashlib.sha256(content).hexdigest()[:NAME_DIGITS]
    files[column_path(name)] = content
    return name


def _facet(parts: Sequence[PartPostings], name: str, ranks: int) -> tuple[list[list[object]], Array]:
    """Return the values of a facet, and the table of its column."""
    titles: dict[str, str] = {}
    firsts: dict[str, int] = {}
    totals: Counter[str] = Counter()
    found: list[tuple[Sequence[str], Array, Array]] = []
    for part in parts:
        low, _high = part.facet_words()
        first, end = part.words_with(f"{FACET_MARK}{name}:")
        keys = [word.partition(":")[2] for word in part.words[first:end]]
        starts = np.asarray(part.word_starts[first : end + 1])
        owners = np.asarray(part.keys[starts[0] : starts[-1]]) >> FIELD_BITS
        counts = np.diff(starts)
        ranked = owners[starts[:-1] - starts[0]].tolist()
        named = zip(keys, part.titles[first - low : end - low], ranked, counts.tolist(), strict=True)
        for key, title, rank, count in named:
            titles[key] = min(titles.get(key, title), title)
            firsts[key] = min(firsts.get(key, rank), rank)
            totals[key] += count
        found.append((keys, counts, owners))
    ordered = sorted(firsts, key=lambda key: (firsts[key], key))
    numbers = {key: number for number, key in enumerate(ordered, 1)}
    values = [np.repeat(np.array([numbers[key] for key in keys], np.int64), counts) for keys, counts, _owners in found]
    owned = [owners for _keys, _counts, owners in found]
    table = _table(np.concatenate([_none(), *owned]), np.concatenate([_none(), *values]), ranks)
    return [[key, titles[key], totals[key]] for key in ordered], table


def _table(owners: Array, values: Array, ranks: int) -> Array:
    """Return a line for each rank: its values by rising number, filled up with 0."""
    order = np.lexsort((values, owners))
    owners, values = owners[order].astype(np.int64), values[order]
    beside = np.arange(len(owners)) - np.searchsorted(owners, owners)
    table = np.zeros((ranks, int(beside.max(initial=0)) + 1), np.int64)
    table[owners, beside] = values
    return table


def _days(parts: Sequence[PartPostings], ranks: int) -> Array:
    table = np.zeros((ranks, 1), np.int64)
    for part in parts:
        table[part.ranks, 0] = np.where(part.days, part.days.astype(np.int64) + 1, 0)
    return table


def _amounts(parts: Sequence[PartPostings], ranks: int) -> Array:
    table = np.zeros((ranks, 2), np.int64)
    for part in parts:
        cents = part.amounts.astype(np.int64)
        there = cents > 0
        own = part.ranks[there]
        table[own, 0] = (cents[there] - 1 >> AMOUNT_BITS) + 1
        table[own, 1] = ((cents[there] - 1) & ((1 << AMOUNT_BITS) - 1)) + 1
    return table


def _none() -> Array:
    return np.zeros(0, np.int64)
