"""Columns as bytes: what is packed is unpacked, in runs or in bits, and small where it can be."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.outputs.search.packing import Chunk, pack, unpack

ENTRIES = st.lists(st.integers(0, 2**28 - 1), max_size=3).map(tuple)


def lines(entries: list[tuple[int, ...]]) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """Return the table that is packed: numbers and one more, filled up with 0."""
    width = max([1, *map(len, entries)])
    return np.array([[*(one + 1 for one in entry), *[0] * (width - len(entry))] for entry in entries], np.int64)


def told(chunk: Chunk) -> list[tuple[int, ...]]:
    """Return the entry of every document."""
    return [chunk.entries[place] for place in chunk.places.tolist()]


@settings(derandomize=True, deadline=None)
@given(st.lists(ENTRIES, min_size=1, max_size=80), st.integers(1, 5))
def test_what_is_packed_is_unpacked(entries: list[tuple[int, ...]], times: int) -> None:
    """Any entries, alone or several in a row, come back document by document."""
    repeated = [entry for entry in entries for _time in range(times)]
    assert told(unpack(pack(lines(repeated)))) == repeated


def test_the_same_for_all_costs_next_to_nothing_and_two_kinds_a_bit_each() -> None:
    """Runs where they are long, bits where they are not."""
    assert len(pack(lines([(3,)] * 10_000))) < 20
    assert len(pack(lines([(one % 2,) for one in range(10_000)]))) < 10_000 / 8 + 20
