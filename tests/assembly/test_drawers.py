"""What is long of a part lies in a file of its own: whole and as it was put there, or it is not taken."""

import pickle
from pathlib import Path

import pytest

from disclosure.assembly.drawers import DRAWER, Drawer, sealed, unsealed
from disclosure.model.errors import GongshiError


def test_what_was_put_into_a_store_is_taken_from_there(tmp_path: Path) -> None:
    """Piece by piece, also by whoever got only the drawer's own few bytes."""
    drawer = pickle.loads(pickle.dumps(Drawer({"rows": (1, 2), "claims": ("x",)}).put(tmp_path)))  # noqa: S301  # ours
    assert drawer.stands(tmp_path)
    assert (drawer.piece("claims", tmp_path), drawer.piece("rows", tmp_path)) == (("x",), (1, 2))


def test_what_was_never_put_away_goes_along(tmp_path: Path) -> None:
    """The pieces of a part with errors have no store: they are sent as they are."""
    drawer = pickle.loads(pickle.dumps(Drawer({"rows": [1]})))  # noqa: S301  # ours
    assert drawer.stands(tmp_path)
    assert drawer.piece("rows", tmp_path) == (1,)


def test_a_drawer_without_its_file_does_not_stand(tmp_path: Path) -> None:
    """Nor does one whose file was cut: its part is read again."""
    drawer = Drawer({"rows": (1, 2)}).put(tmp_path)
    raw = (tmp_path / DRAWER).read_bytes()
    (tmp_path / DRAWER).write_bytes(raw[:-1])
    assert not drawer.stands(tmp_path)
    (tmp_path / DRAWER).unlink()
    assert not drawer.stands(tmp_path)


def test_other_bytes_are_not_taken_for_those_put_away(tmp_path: Path) -> None:
    """Where a byte has changed, the message says which folder to delete."""
    drawer = Drawer({"rows": (1, 2)}).put(tmp_path)
    raw = (tmp_path / DRAWER).read_bytes()
    (tmp_path / DRAWER).write_bytes(raw[:-2] + b"xx")
    with pytest.raises(GongshiError, match="请删除缓存文件夹再来一次"):
        drawer.piece("rows", tmp_path)


def test_a_seal_tells_bytes_that_are_not_whole() -> None:
    """What is read behind a seal is what was sealed."""
    assert unsealed(sealed(b"abc")) == b"abc"
    for raw in (b"", b"abc", sealed(b"abc")[:-1], sealed(b"abc") + b"d"):
        with pytest.raises(ValueError, match="not what was sealed"):
            unsealed(raw)
