"""The tree of the transparency log: hashes and proofs as RFC 6962 section 2.1 has them."""

import hashlib
from collections.abc import Sequence

HASH = 32
EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962 2.1)."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two others (RFC 6962 2.1)."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """The tree over some leaf hashes; `levels[k]` are the hashes of its whole subtrees of 2 to the k leaves."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self.levels: list[Sequence[bytes]] = [hashes]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            self.levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self.levels[0])

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first `size` leaves (all of them where none is given)."""
        wanted = self.size if size is None else size
        return self._over(0, wanted) if wanted else EMPTY

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Return the hashes that lead from a leaf to the root over `size` leaves (RFC 6962 2.1.1)."""
        first, last, path = 0, self.size if size is None else size, []
        while last - first > 1:
            half = first + _half(last - first)
            if index < half:
                path.append(self._over(half, last))
                last = half
            else:
                path.append(self._over(first, half))
                first = half
        return path[::-1]

    def consistency(self, older: int, newer: int | None = None) -> list[bytes]:
        """Return the hashes that show the first `older` leaves to be a beginning of `newer` (RFC 6962 2.1.2)."""
        size = self.size if newer is None else newer
        if not 0 < older < size:
            return []
        first, last, whole, path = 0, size, True, []
        while older != last:
            half = first + _half(last - first)
            if older <= half:
                path.append(self._over(half, last))
                last = half
            else:
                path.append(self._over(first, half))
                first, whole = half, False
        return [*([] if whole else [self._over(first, last)]), *path[::-1]]

    def _over(self, first: int, last: int) -> bytes:
        """Return the hash over the leaves from `first` to before `last`; `first` is where a subtree begins."""
        number = last - first
        level = (number - 1).bit_length()
        if number == 1 << level:
            return self.levels[level][first >> level]
        half = first + _half(number)
        return node_hash(self._over(first, half), self._over(half, last))


def _half(number: int) -> int:
    """Return the largest power of two below a number."""
    return 1 << ((number - 1).bit_length() - 1)


def root_from_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """Return the root that a path leads to from a leaf's hash; None where the path does not fit (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def consistent(older: int, newer: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Tell whether a path shows one tree to be the beginning of another (RFC 9162 2.1.4.2)."""
    if older == newer:
        return old_root == new_root and not path
    if older == 0:
        return old_root == EMPTY and not path
    if older > newer or not path:
        return False
    steps = list(path) if older & (older - 1) else [old_root, *path]
    place, last = older - 1, newer - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
