"""The browser's proof and Python's log agree, byte for byte: the same vectors go through both."""

import base64
import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.history.transparency.leaves import commitment, plain
from disclosure.history.transparency.notes import Checkpoint, new_key, read_signer, written
from disclosure.history.transparency.tiles import entry_files, tile_files, tile_path, tree_of
from disclosure.history.transparency.tree import leaf_hash, root_from_inclusion

Run = Callable[..., Any]
AWKWARD: list[Any] = [
    Decimal("0.00000001"),
    Decimal(123456789012345678),
    Decimal("100000000000000000.5"),
    Decimal("1000.50"),
    999_999_999_999_999_999,
    "“引号”\"'\\/\u2028\u2029\x7f\x00\x1f\b\f\n\r\t",
    "5",
    'a "1" 2 \\" 3',
    {"\U00020000": 1, "\uff5e": 2, "b": [True, False, None], "a": {}},
    [],
    "\ud800",
]


def told(value: Any) -> str:  # noqa: ANN401  # whatever YAML can hold
    """Return a value as index.json holds it."""
    return json.dumps(value, ensure_ascii=False, default=lambda one: json.loads(plain(one)))


def encoded(files: dict[str, bytes]) -> dict[str, str]:
    """Return files for JSON."""
    return {path: base64.b64encode(raw).decode() for path, raw in files.items()}


def log_of(leaves: list[bytes]) -> dict[str, str]:
    """Return all files of a log."""
    return encoded(dict([*tile_files(tree_of(leaves)), *entry_files(leaves)]))


def test_awkward_values_have_one_form(run: Run) -> None:
    """Exact decimals, large numbers, control characters, names beyond the first plane."""
    wanted = [plain(value).decode() for value in AWKWARD]
    assert run("canonical", texts=[told(value) for value in AWKWARD]) == wanted


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.decimals(-(10**9), 10**9, allow_nan=False, places=6)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(values=st.lists(VALUES, min_size=20, max_size=40))
def test_any_value_is_bound_alike(run: Run, values: list[Any]) -> None:
    """Canonical form and commitment of whatever a file can hold."""
    salts = [hashlib.sha256(str(place).encode()).hexdigest()[:32] for place in range(len(values))]
    pairs = [[salt, told(value)] for salt, value in zip(salts, values, strict=True)]
    wanted = [commitment(bytes.fromhex(salt), value) for salt, value in zip(salts, values, strict=True)]
    assert run("commitments", pairs=pairs) == wanted


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 255, 256, 257, 511, 513, 1000, 65_537])
def test_a_leaf_leads_to_the_root_through_the_tiles(run: Run, size: int) -> None:
    """The browser's path is Python's, at every edge of a tile."""
    leaves = [b"leaf %d" % number for number in range(size)]
    tree = tree_of(leaves)
    indexes = sorted({0, 1, size // 2, 255, 256, size - 2, size - 1} & set(range(size)))
    found = run("inclusion", size=size, files=log_of(leaves), indexes=indexes)
    for index, (path, root) in zip(indexes, found, strict=True):
        assert path == [step.hex() for step in tree.inclusion(index)]
        steps = [bytes.fromhex(step) for step in path]
        assert root == tree.root().hex()
        assert root_from_inclusion(index, size, leaf_hash(leaves[index]), steps) == tree.root()


def test_the_whole_log_comes_to_its_root(run: Run) -> None:
    """Read leaf by leaf, without the tiles of hashes."""
    leaves = [b"leaf %d" % number for number in range(700)]
    assert run("whole", size=700, files=log_of(leaves)) == tree_of(leaves).root().hex()


def test_tiles_have_the_same_paths(run: Run) -> None:
    """Large numbers are cut into groups of three digits."""
    tiles: list[tuple[int | str, int, int]] = [
        (0, 0, 256),
        (0, 1234067, 256),
        ("entries", 999, 5),
        ("entries", 1000, 1),
        (3, 12, 255),
    ]
    assert run("paths", tiles=tiles) == [tile_path(*tile) for tile in tiles]


def test_signatures_are_judged_alike(run: Run) -> None:
    """A good one, one over other words, one by another key, one in a browser without Ed25519, and what is no note."""
    signer, other = (read_signer(new_key(), "gongshi/log") for _ in range(2))
    note = written(Checkpoint("gongshi/log", 5, bytes(32), "ab", "cd"), [signer])
    good, foreign = str(signer.verifier), str(other.verifier)
    notes = [
        {"note": note, "key": good},
        {"note": note.replace("edition ab", "edition ac"), "key": good},
        {"note": note, "key": foreign},
        {"note": note, "key": good, "unsupported": True},
        {"note": note.replace("\n5\n", "\n05\n"), "key": good},
        {"note": note.rstrip("\n"), "key": good},
    ]
    wanted = ["holds", "broken", "absent", "unsupported", "not a checkpoint", "not a checkpoint"]
    assert run("signatures", notes=notes) == wanted
