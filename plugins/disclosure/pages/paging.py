"""Lists cut into pages whose old ones never change.

A list's own address shows its newest rows. The numbered pages count from the oldest row, and there is one only when
it is full: what it shows stays, but for the link to the page that opens after it.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from disclosure.model.language import _
from disclosure.pages.urls import numbered
from disclosure.pages.views import Link, Pager

SIZE = 50

T = TypeVar("T")


def paged(address: str, rows: Sequence[T], size: int = SIZE) -> Iterator[tuple[str, Pager, Sequence[T]]]:
    """Yield each page of a list as its address, its pager and its rows, newest first; `rows` are in ledger order.

    The first is the list's own address, which is there even when it has no rows.
    """
    full = _full(len(rows), size)
    names = tuple(
        Link(_("第 {number} 页").format(number=number), numbered(address, number)) for number in range(full, 0, -1)
    )
    oldest_shown = max(0, len(rows) - size)
    before = numbered(address, -(-oldest_shown // size)) if oldest_shown else None
    yield address, Pager(None, before, None, names), tuple(reversed(rows[oldest_shown:]))
    for number in range(1, full + 1):
        older = numbered(address, number - 1) if number > 1 else None
        newer = numbered(address, number + 1) if number < full else address
        shown = tuple(reversed(rows[(number - 1) * size : number * size]))
        yield numbered(address, number), Pager(number, older, newer, ()), shown


def addresses_of(address: str, total: int, size: int = SIZE) -> Iterator[str]:
    """Yield the address of each page of a list with so many rows, in the order of `paged`."""
    yield address
    for number in range(1, _full(total, size) + 1):
        yield numbered(address, number)


def _full(total: int, size: int) -> int:
    """Return how many numbered pages a list with so many rows has."""
    return total // size if total > size else 0


def page_with(address: str, place: int, total: int, size: int = SIZE) -> str:
    """Return the address of the page that shows the row of a place (from 0, the oldest) among all rows of a list."""
    return address if place >= total - size else numbered(address, place // size + 1)
