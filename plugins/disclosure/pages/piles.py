"""Rows in piles: counted without being read, and fetched one by one only where a page shows them.

A pile holds the rows of one part that no count tells apart. What is counted over a hundred thousand decisions (how
many, of which type, since when, which are the newest) is told from some thousand piles.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, overload

import numpy as np

from disclosure.model.public import Row, Status
from disclosure.pages import urls

Period = tuple[int, int]
RANK = "<u4"


class Pile(NamedTuple):
    """Some rows: what they have in common, their ranks in ledger order, and a digest of all that lists say of them.

    `period` is the year and month that they are listed under; `entries` how many entries their lists have together;
    `opened` the first moment at which one of them was published; `id` that of the first row.
    """

    kind: str
    agency: str | None
    type: str | None
    category: str | None
    status: Status
    period: Period | None
    ranks: bytes
    entries: int
    opened: datetime | None
    id: str
    digest: str

    @property
    def number(self) -> int:
        """How many rows there are."""
        return len(self.ranks) // 4


def piled(rows: Iterable[Row], told: Mapping[int, str] | None = None) -> tuple[Pile, ...]:
    """Put rows into piles; `told` are digests of rows, by rank, where somebody has made them already."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.rank):
        groups[row.kind, row.agency, row.type, row.category, row.status, filed(row)].append(row)
    return tuple(_pile(own, told or {}) for own in groups.values())


def _pile(rows: Sequence[Row], told: Mapping[int, str]) -> Pile:
    first = rows[0]
    whole = hashlib.sha256("".join(told.get(row.rank) or digest_of_row(row) for row in rows).encode())
    return Pile(
        first.kind,
        first.agency,
        first.type,
        first.category,
        first.status,
        filed(first),
        np.array([row.rank for row in rows], RANK).tobytes(),
        sum(row.entries for row in rows),
        min((row.published_at for row in rows if row.published_at), default=None),
        first.id,
        whole.hexdigest()[:32],
    )


def digest_of_row(row: Row) -> str:
    """Return a digest of everything that lists say of a record."""
    return hashlib.sha256(repr((row,)).encode()).hexdigest()[:16]


def filed(row: Row) -> Period | None:
    """Return the year and month that a row is listed under: those of its path, else those of its own date."""
    found = urls.period_of(row.id)
    return found or ((row.day.year, row.day.month) if row.day else None)


class Shelf:
    """The piles of one part, and how its rows are fetched."""

    def __init__(self, piles: Sequence[Pile], fetch: Callable[[], Sequence[Row]]) -> None:
        self.piles, self._fetch = piles, fetch

    @cached_property
    def rows(self) -> Mapping[int, Row]:
        """The rows by their ranks."""
        return {row.rank: row for row in self._fetch()}


Placed = tuple[Pile, Shelf]


def shelved(rows: Iterable[Row]) -> list[Shelf]:
    """Return rows that are at hand as a shelf."""
    held = tuple(rows)
    return [Shelf(piled(held), lambda: held)]


def placed(shelves: Iterable[Shelf]) -> list[Placed]:
    """Return all piles of some shelves with the shelf that each stands on."""
    return [(pile, shelf) for shelf in shelves for pile in shelf.piles]


class Ordered(Sequence[Row]):
    """The rows of some piles in ledger order, the oldest first; a row is fetched when it is asked for."""

    def __init__(self, piles: Sequence[Placed]) -> None:
        self.piles = piles

    def __len__(self) -> int:
        return self._number

    @cached_property
    def _number(self) -> int:
        return sum(pile.number for pile, _shelf in self.piles)

    @cached_property
    def _order(
        self,
    ) -> tuple["np.ndarray[tuple[int], np.dtype[np.uint32]]", "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
        """The ranks in order, and the pile that each lies in."""
        ranks = np.frombuffer(b"".join(pile.ranks for pile, _shelf in self.piles), RANK)
        owners = np.repeat(np.arange(len(self.piles)), [pile.number for pile, _shelf in self.piles])
        order = np.argsort(ranks, kind="stable")
        return ranks[order], owners[order]

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        ranks, owners = self._order
        if isinstance(at, slice):
            return [self._row(*pair) for pair in zip(ranks[at].tolist(), owners[at].tolist(), strict=True)]
        return self._row(int(ranks[at]), int(owners[at]))

    def __iter__(self) -> Iterator[Row]:
        return iter(self[:])

    def _row(self, rank: int, place: int) -> Row:
        return self.piles[place][1].rows[rank]

    @cached_property
    def _places(self) -> Mapping[int, int]:
        """The pile of every rank."""
        ranks, owners = self._order
        return dict(zip(ranks.tolist(), owners.tolist(), strict=True))

    def of_ranks(self, wanted: Iterable[int]) -> dict[int, Row]:
        """Return the rows of some ranks, as far as there are such rows."""
        return {rank: self._row(rank, self._places[rank]) for rank in wanted if rank in self._places}
