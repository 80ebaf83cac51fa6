"""Reading a written search index: the boundary table, shards and rows, each file at most once (format: shards.py)."""

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.language import _
from disclosure.outputs.search.columns import NAME_DIGITS
from disclosure.outputs.search.counting import Columns
from disclosure.outputs.search.deflating import inflated
from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import FIELD_BITS, Array
from disclosure.outputs.search.names import NAMES
from disclosure.outputs.search.shards import APART, FIELD_MASK, FORMAT, TABLE, lengths_path, rows_path, shard_path
from disclosure.outputs.search.varints import decode


@dataclass(frozen=True)
class Postings:
    """The postings of one term, by rising key (`rank << 4 | field`): frequency, tokens of the field, and `sole`.

    That tells whether, wherever the first character of the term stands in that place, its second follows.
    """

    keys: Array
    frequencies: Array
    lengths: Array
    sole: Array


NONE = Postings(*(np.zeros(0, np.int64) for _column in range(4)))


class IndexReader:
    """One written index with its columns; `fetch` returns the bytes of a file of the site, deflated."""

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        self._fetch = fetch
        table = json.loads(self._read(TABLE))
        if table.get("format") != FORMAT:
            raise GongshiError(_("这个网站的检索数据是另一版工具生成的；请再运行一次 ./portal build"))
        self.site: str = table["site"]
        self.documents: int = table["documents"]
        self.totals: dict[str, int] = table["fields"]
        self.common: dict[str, int] = table["common"]
        self.columns = Columns(self._read, table)
        self._terms: list[str] = table["terms"]
        self._names: str = table["names"]
        self._firsts = dict(zip(table["blocks"], table["firsts"], strict=True))
        self._shards: dict[int, dict[str, Postings]] = {}
        self._rows: dict[str, dict[int, dict[str, Any]]] = {}

    def postings(self, term: str, among: Array | None = None) -> Postings:
        """Return a term's postings; with sorted ranks in `among`, at least those of these ranks."""
        numbers = self._holding(term)
        if among is not None and len(numbers) > 1:
            firsts = [self._firsts.get(number, 0) for number in numbers]
            wanted = np.unique(np.searchsorted(np.array(firsts), among, side="right") - 1)
            numbers = [numbers[place] for place in wanted.tolist()]
        found = [postings for number in numbers if (postings := self._shard(number).get(term))]
        return _joined(found)

    def starting_with(self, prefix: str, most: float = math.inf) -> list[str]:
        """Return every term that begins with a character; none where they fill more shards than `most`."""
        first = max(bisect_right(self._terms, prefix) - 1, 0)
        end = bisect_left(self._terms, prefix + chr(0x10FFFF))
        if end - first > most:
            return []
        return sorted({term for number in range(first, end) for term in self._shard(number) if term.startswith(prefix)})

    def row(self, rank: int) -> dict[str, Any]:
        """Return the row of a document."""
        path = rows_path(rank)
        if path not in self._rows:
            self._rows[path] = {row["rank"]: row for row in json.loads(self._read(path))}
        return self._rows[path][rank]

    def names(self) -> dict[str, list[str]]:
        """Return the names of agencies, laws and organisations that a site lists; none where it lists none."""
        try:
            told: dict[str, list[str]] = json.loads(inflated(self._fetch(NAMES)))
        except (OSError, KeyError, ValueError, MalformedValue):
            return {}
        return told

    def _read(self, path: str) -> bytes:
        """Return the content of a file; GongshiError where that cannot be told."""
        try:
            return inflated(self._fetch(path))
        except MalformedValue as fault:
            problem = _("检索数据 {path} 读不出（{fault}）；请再运行一次 ./portal build")
            raise GongshiError(problem.format(path=path, fault=fault)) from None

    def _holding(self, term: str) -> list[int]:
        last = bisect_right(self._terms, term) - 1
        first = min(bisect_left(self._terms, term), last)
        return list(range(max(first, 0), last + 1))

    def _shard(self, number: int) -> dict[str, Postings]:
        if number not in self._shards:
            name = self._names[number * NAME_DIGITS : (number + 1) * NAME_DIGITS]
            self._shards[number] = read_shard(self._read(shard_path(name)), lambda: self._read(lengths_path(name)))
        return self._shards[number]


def read_shard(data: bytes, apart: Callable[[], bytes]) -> dict[str, Postings]:
    """Return the postings of every term of a shard; `apart` returns the bytes of its tokens where they lie apart."""
    numbers = decode(data)
    terms, ranks = int(numbers[0]), int(numbers[1])
    at = 2 + 2 * ranks
    rows, fields = np.nonzero(numbers[2 + ranks : at, None] >> np.arange(1 << FIELD_BITS) & 1)
    keys = np.cumsum(numbers[2 : 2 + ranks])[rows] << FIELD_BITS | fields
    away = terms == 1 and ranks >= APART
    lengths = np.zeros(len(keys), np.int64)
    lengths[np.argsort(fields, kind="stable")] = decode(apart()) if away else numbers[at : at + len(keys)]
    heads, at = _heads(numbers, terms, at if away else at + len(keys))
    postings = numbers[at:].tolist()
    shard: dict[str, Postings] = {}
    at = 0
    for term, count in heads:
        steps, sole, frequencies = [], [], []
        for _posting in range(count):
            steps.append(postings[at] >> 2)
            sole.append(postings[at] >> 1 & 1)
            more = postings[at] & 1
            frequencies.append(postings[at + 1] if more else 1)
            at += 1 + more
        own = np.cumsum(np.array(steps, np.int64)) - 1
        shard[term] = Postings(keys[own], np.array(frequencies, np.int64), lengths[own], np.array(sole, np.int64))
    return shard


def _heads(numbers: Array, terms: int, at: int) -> tuple[list[tuple[str, int]], int]:
    heads: list[tuple[str, int]] = []
    before = ""
    for _term in range(terms):
        shared, more = int(numbers[at]), int(numbers[at + 1])
        before = before[:shared] + "".join(chr(point) for point in numbers[at + 2 : at + 2 + more])
        heads.append((before, int(numbers[at + 2 + more])))
        at += 3 + more
    return heads, at


def _joined(found: Iterable[Postings]) -> Postings:
    parts = list(found)
    if len(parts) <= 1:
        return parts[0] if parts else NONE
    columns = zip(*((part.keys, part.frequencies, part.lengths, part.sole) for part in parts), strict=True)
    return Postings(*(np.concatenate(column) for column in columns))


def ranks_of(keys: Array) -> Array:
    """Return the ranks of keys, each once."""
    return np.unique(keys >> FIELD_BITS)


def within(postings: Postings, fields: Sequence[str], among: Array | None) -> Postings:
    """Return the postings that lie in some fields and, unless None, in some documents (sorted ranks)."""
    allowed = np.isin(postings.keys & FIELD_MASK, [FIELDS.index(name) for name in fields])
    if among is not None:
        allowed &= np.isin(postings.keys >> FIELD_BITS, among)
    return Postings(*(column[allowed] for column in vars(postings).values()))
