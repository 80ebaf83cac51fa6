"""The files of the transparency log: C2SP tlog-tiles, read and written.

https://c2sp.org/tlog-tiles: `tile/<level>/<number>` holds up to 256 hashes, `tile/entries/<number>` the leaves
themselves; the last tile of a level, while it grows, carries its width: `.p/<width>`.
"""

from collections.abc import Callable, Iterator, Sequence

from disclosure.history.transparency.tree import Tree, leaf_hash
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _

WIDTH = 256
HEIGHT = 8
DIGITS = 1000


def tile_path(level: int | str, number: int, width: int = WIDTH) -> str:
    """Return the path of a tile below the log: `tile/0/x001/234.p/5`."""
    steps = [f"{number % DIGITS:03}"]
    while number >= DIGITS:
        number //= DIGITS
        steps.append(f"x{number % DIGITS:03}")
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(reversed(steps))}{partial}"


def tile_files(tree: Tree) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every tile of hashes."""
    for level, hashes in enumerate(tree.levels[::HEIGHT]):
        for number, share in enumerate(_shares(hashes)):
            yield tile_path(level, number, len(share)), b"".join(share)


def entry_files(leaves: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every bundle of leaves: each with its length in two bytes in front."""
    for number, share in enumerate(_shares(leaves)):
        yield tile_path("entries", number, len(share)), b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in share)


def _shares(values: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(values), WIDTH):
        yield values[start : start + WIDTH]


def bundle_paths(size: int) -> Iterator[str]:
    """Yield the paths of the bundles that hold the leaves of a tree of this size."""
    for number in range(-(-size // WIDTH)):
        yield tile_path("entries", number, min(WIDTH, size - number * WIDTH))


def read_leaves(size: int, read: Callable[[str], bytes]) -> Iterator[bytes]:
    """Yield all leaves of a log; MalformedValue names the bundle that is cut short or too long.

    `read` returns the bytes at a path below the log.
    """
    for number, path in enumerate(bundle_paths(size)):
        found = list(_leaves_in(path, read(path)))
        if len(found) != min(WIDTH, size - number * WIDTH):
            raise MalformedValue(
                _("{path} 里有 {found} 条，应当有 {wanted} 条").format(
                    path=path, found=len(found), wanted=min(WIDTH, size - number * WIDTH)
                )
            )
        yield from found


def _leaves_in(path: str, raw: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(raw):
        length = int.from_bytes(raw[place : place + 2], "big")
        leaf = raw[place + 2 : place + 2 + length]
        if len(leaf) != length or place + 2 > len(raw):
            raise MalformedValue(_("{path} 残缺").format(path=path))
        yield leaf
        place += 2 + length


def wrong_tile(tree: Tree, read: Callable[[str], bytes]) -> str | None:
    """Return the path of the first tile that does not hold what the leaves come to; None where all do."""
    return next((path for path, raw in tile_files(tree) if read(path) != raw), None)


def tree_of(leaves: Sequence[bytes]) -> Tree:
    """Return the tree over some leaves."""
    return Tree([leaf_hash(leaf) for leaf in leaves])
