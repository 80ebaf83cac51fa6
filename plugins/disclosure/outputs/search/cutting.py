"""Where an ordered index is cut into shards: by a binary trie, so that the cuts depend on what is there alone."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence


def cut(keys: Sequence[int], weights: Sequence[int], limit: int, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of `keys[low:high]` (sorted, distinct) that become one shard each.

    `weights[i]` is the weight of all keys before i. A range heavier than `limit` is split where its highest differing
    bit turns; a single key stays whole. A new key changes the cuts of its own range only.
    """
    todo = [(low, high)] if high > low else []
    while todo:
        first, end = todo.pop()
        if end - first == 1 or weights[end] - weights[first] <= limit:
            yield first, end
            continue
        bit = (keys[first] ^ keys[end - 1]).bit_length() - 1
        middle = bisect_left(keys, keys[end - 1] >> bit << bit, first, end)
        todo += [(middle, end), (first, middle)]
