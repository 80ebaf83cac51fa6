"""What is long of a part: kept in a file of its store, of which a piece is read only when somebody asks for it."""

import hashlib
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from disclosure.model.errors import GongshiError
from disclosure.model.language import _

DRAWER = "drawer.bin"
ROWS, CLAIMS, NUMBERS, PARTIES, DUTIES = "rows", "claims", "numbers", "parties", "duties"
SEAL = 16
UNREADABLE = (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError, TypeError, IndexError)
"""What goes wrong where a kept file is not there, not whole, or of another version."""


class Drawer:
    """The pieces of a part: at hand, or in its store; `sizes` are their bytes there, `seals` their digests."""

    def __init__(self, pieces: Mapping[str, Sequence[Any]]) -> None:
        self._pieces: dict[str, tuple[Any, ...]] = {name: tuple(piece) for name, piece in pieces.items()}
        self.sizes: dict[str, tuple[int, int]] = {}
        self._seals: dict[str, bytes] = {}

    def put(self, store: Path) -> "Drawer":
        """Write the pieces into a store, and return the drawer that takes them from there."""
        written = {name: pickle.dumps(piece) for name, piece in self._pieces.items()}
        (store / DRAWER).write_bytes(b"".join(written.values()))
        drawer, at = Drawer({}), 0
        for name, raw in written.items():
            drawer.sizes[name] = at, len(raw)
            drawer._seals[name] = _seal(raw)
            at += len(raw)
        return drawer

    def stands(self, store: Path) -> bool:
        """Tell whether all that the drawer has put into a store is there."""
        if not self.sizes:
            return True
        try:
            return (store / DRAWER).stat().st_size == sum(size for _at, size in self.sizes.values())
        except OSError:
            return False

    def piece(self, name: str, store: Path) -> tuple[Any, ...]:
        """Return a piece; GongshiError where what was written is not what stands there."""
        if name not in self._pieces:
            at, size = self.sizes[name]
            with (store / DRAWER).open("rb") as stream:
                stream.seek(at)
                raw = stream.read(size)
            if _seal(raw) != self._seals[name]:
                raise GongshiError(_("缓存里的 {path} 坏了；请删除缓存文件夹再来一次").format(path=store / DRAWER))
            self._pieces[name] = pickle.loads(raw)  # noqa: S301  # our own cache, and intact
        return self._pieces[name]

    def __getstate__(self) -> tuple[dict[str, Any], dict[str, tuple[int, int]], dict[str, bytes]]:
        return {} if self.sizes else self._pieces, self.sizes, self._seals

    def __setstate__(self, state: tuple[dict[str, Any], dict[str, tuple[int, int]], dict[str, bytes]]) -> None:
        self._pieces, self.sizes, self._seals = dict(state[0]), state[1], state[2]


def sealed(raw: bytes) -> bytes:
    """Return bytes behind their digest."""
    return _seal(raw) + raw


def unsealed(raw: bytes) -> bytes:
    """Return the bytes behind a digest; ValueError where they are not those that it was made of."""
    if _seal(raw[SEAL:]) != raw[:SEAL]:
        raise ValueError("not what was sealed")  # nobody reads it
    return raw[SEAL:]


def _seal(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=SEAL).digest()
