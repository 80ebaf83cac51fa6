"""A column as bytes: what each of some neighbouring documents stands under, as numbers of a small table of entries.

A chunk begins with four bytes, the length of its head (lowest byte first). The head is varints (varints.py): how many
documents; how many entries, and each entry as the count of its numbers and these; then the count of runs. With runs,
each is a place in the table and how many documents in a row have it. With none, the bits of a place follow, and after
the head the places themselves, packed in so many bits each, the lowest bit first.
theme/static/js/search/columns.js reads the same.
"""

from dataclasses import dataclass

import numpy as np

from disclosure.outputs.search.index import Array
from disclosure.outputs.search.varints import decode, encode

HEAD = 4
RUN_WEIGHT = 3
BYTE = 8


@dataclass(frozen=True)
class Chunk:
    """A part of a column: the entries, each some numbers, and for every document the place of its entry."""

    entries: list[tuple[int, ...]]
    places: Array


def pack(numbers: Array) -> bytes:
    """Return a chunk from a table: a line for each document, its numbers and one more, filled up with 0."""
    places, entries = _distinct(numbers)
    heads = [number for entry in entries for number in (len(entry), *entry)]
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    runs = np.stack([places[starts], np.diff(starts, append=len(places))], axis=1).ravel()
    bits = max(len(entries) - 1, 0).bit_length()
    sizes = [len(places), len(entries), *heads]
    if len(starts) * RUN_WEIGHT * BYTE <= len(places) * bits or bits == 0:
        return _with_head([*sizes, len(starts), *runs.tolist()], b"")
    loose = (places[:, None] >> np.arange(bits) & 1).astype(np.uint8)
    return _with_head([*sizes, 0, bits], np.packbits(loose, bitorder="little").tobytes())


def _distinct(numbers: Array) -> tuple[Array, list[tuple[int, ...]]]:
    """Return the place of each line among the distinct lines, and these, sorted, without what they are filled with."""
    first, *others = numbers.T.astype(np.int64)
    _values, places = np.unique(first, return_inverse=True)
    for column in others:
        _values, own = np.unique(column, return_inverse=True)
        _pairs, places = np.unique(places * (len(_values) + 1) + own, return_inverse=True)
    _places, firsts = np.unique(places, return_index=True)
    lines: list[list[int]] = numbers[firsts].tolist()
    return places, [tuple(number - 1 for number in line if number) for line in lines]


def _with_head(head: list[int], rest: bytes) -> bytes:
    data, _starts = encode(np.array(head, np.int64))
    return len(data).to_bytes(HEAD, "little") + data + rest


def unpack(data: bytes) -> Chunk:
    """Return a chunk from its bytes."""
    end = HEAD + int.from_bytes(data[:HEAD], "little")
    head: list[int] = decode(data[HEAD:end]).tolist()
    count, at = head[1], 2
    entries: list[tuple[int, ...]] = []
    for _entry in range(count):
        size = head[at]
        entries.append(tuple(head[at + 1 : at + 1 + size]))
        at += 1 + size
    if head[at]:
        pairs = np.array(head[at + 1 :], np.int64).reshape(-1, 2)
        return Chunk(entries, np.repeat(pairs[:, 0], pairs[:, 1]))
    bits = head[at + 1] if head[0] else 0
    loose = np.unpackbits(np.frombuffer(data[end:], np.uint8), bitorder="little")[: head[0] * bits]
    return Chunk(entries, loose.reshape(head[0], -1).astype(np.int64) @ (1 << np.arange(bits)) if bits else _none())


def _none() -> Array:
    return np.zeros(0, np.int64)
