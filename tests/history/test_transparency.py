"""The transparency log: a tree, its proofs, its files and its signed head, against what others say they are."""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.history.transparency.leaves import Notary, commitment, digest_over, never_shown, values_of
from disclosure.history.transparency.notes import (
    Checkpoint,
    Signer,
    Verifier,
    new_key,
    parse_note,
    read_signer,
    written,
)
from disclosure.history.transparency.tiles import entry_files, read_leaves, tile_files, tile_path, tree_of, wrong_tile
from disclosure.history.transparency.tree import EMPTY, consistent, leaf_hash, root_from_inclusion
from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.event import Action, Event, Moment
from disclosure.model.record import Document

LEAVES = [f"leaf {number}".encode() for number in range(300)]


def peer(leaves: list[bytes]) -> pymerkle.InmemoryTree:
    """Return another library's tree over the same leaves."""
    tree = pymerkle.InmemoryTree(algorithm="sha256")  # type: ignore[no-untyped-call]  # it says nothing of its types
    for leaf in leaves:
        tree.append_entry(leaf)
    return tree


@settings(derandomize=True, deadline=None, max_examples=60)
@given(data=st.data())
def test_root_and_proofs_are_those_of_another_library(data: st.DataObject) -> None:
    """Roots at every size, inclusion of every leaf and consistency of any two sizes agree, and verify."""
    size = data.draw(st.integers(1, 300))
    older = data.draw(st.integers(1, size))
    index = data.draw(st.integers(0, older - 1))
    tree, other = tree_of(LEAVES[:size]), peer(LEAVES[:size])
    assert (tree.root(), tree.root(older)) == (other.get_root(), other.get_root(older))
    path = tree.inclusion(index, older)
    assert [step.hex() for step in path] == [step.hex() for step in other.prove_inclusion(index + 1, older).path[1:]]
    assert root_from_inclusion(index, older, leaf_hash(LEAVES[index]), path) == tree.root(older)
    proof = tree.consistency(older)
    assert consistent(older, size, tree.root(older), tree.root(), proof)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(size=st.integers(2, 200), index=st.integers(0, 199), changed=st.integers(0, 199), older=st.integers(1, 199))
def test_what_was_changed_is_not_proved(size: int, index: int, changed: int, older: int) -> None:
    """Another leaf, another place or another beginning leads to no root of ours."""
    tree = tree_of(LEAVES[:size])
    index, changed, older = index % size, changed % size, 1 + older % (size - 1)
    path = tree.inclusion(index)
    assert root_from_inclusion(index, size, leaf_hash(b"other"), path) != tree.root()
    if changed != index:
        assert root_from_inclusion(changed, size, leaf_hash(LEAVES[index]), path) != tree.root()
    forged = tree_of([*LEAVES[: older - 1], b"forged"])
    assert not consistent(older, size, forged.root(), tree.root(), tree.consistency(older))
    assert not consistent(older, size, tree.root(older), tree.root(), tree.consistency(older)[:-1])
    assert root_from_inclusion(size, size, leaf_hash(b""), path) is None


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    """No leaf: SHA-256 of no bytes; every tree continues it."""
    assert tree_of([]).root() == EMPTY == hashlib.sha256(b"").digest()
    assert consistent(0, 5, EMPTY, tree_of(LEAVES[:5]).root(), [])


@pytest.mark.parametrize(
    ("level", "number", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (1, 5, 7, "tile/1/005.p/7"),
        ("entries", 1234067, 256, "tile/entries/x001/x234/067"),
        (0, 1000, 1, "tile/0/x001/000.p/1"),
    ],
)
def test_tiles_lie_where_the_standard_has_them(level: int | str, number: int, width: int, path: str) -> None:
    """Three digits a step, an x before all but the last, the width of what is not full yet (C2SP tlog-tiles)."""
    assert tile_path(level, number, width) == path


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 300])
def test_tiles_hold_the_tree_and_bundles_the_leaves(size: int) -> None:
    """What is written is read again; a leaf changed, cut off or added in a bundle is noticed."""
    leaves = LEAVES[:size]
    tree = tree_of(leaves)
    files = dict([*tile_files(tree), *entry_files(leaves)])
    assert list(read_leaves(size, files.__getitem__)) == leaves
    assert wrong_tile(tree, files.__getitem__) is None
    assert sum(len(raw) for path, raw in files.items() if path.startswith("tile/0/")) == 32 * size
    if size:
        last = max(path for path in files if path.startswith("tile/entries/"))
        for broken in (files[last][:-1], files[last] + b"\0\1x", files[last][:1]):
            with pytest.raises(MalformedValue, match=r"tile/entries/.*(残缺|条)"):
                list(read_leaves(size, {**files, last: broken}.__getitem__))
        assert wrong_tile(tree_of([*leaves[:-1], b"other"]), files.__getitem__) is not None


KEY = new_key()


def signed(checkpoint: Checkpoint, *keys: bytes) -> bytes:
    """Return a checkpoint as bytes, signed with some private keys."""
    return written(checkpoint, [read_signer(key, "example.invalid/log") for key in keys]).encode()


def verifier(key: bytes) -> Verifier:
    """Return the public half of a private key in PEM."""
    return read_signer(key, "example.invalid/log").verifier


def test_a_checkpoint_is_read_as_it_was_written() -> None:
    """Origin, size, root, edition; any of several keys may vouch for it, and a key is written and read in one line."""
    checkpoint = Checkpoint("example.invalid/log", 7, tree_of(LEAVES[:7]).root(), "ab" * 32)
    second = new_key()
    note = parse_note(signed(checkpoint, KEY, second))
    assert note.checkpoint == checkpoint
    both = (verifier(KEY), verifier(second))
    assert note.signed_by(both) == both
    assert note.signed_by([verifier(new_key())]) == ()
    assert Verifier.parse(str(verifier(KEY))) == verifier(KEY)
    assert parse_note(signed(checkpoint)).signatures == ()


def test_a_known_signed_note_is_accepted() -> None:
    """The example of C2SP signed-note: PeterNeumann's key and signature, made by the reference implementation."""
    peter = Verifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert peter.name == "PeterNeumann"
    assert peter.key_id.hex() == "c74f20a3"


@settings(derandomize=True, deadline=None, max_examples=100)
@given(place=st.integers(0, 10_000), byte=st.integers(1, 255))
def test_a_changed_checkpoint_is_never_taken_for_signed(place: int, byte: int) -> None:
    """Whatever byte is changed: it is no checkpoint, or the signature does not hold, or it is by no known key."""
    raw = bytearray(signed(Checkpoint("example.invalid/log", 7, EMPTY), KEY))
    raw[place % len(raw)] ^= byte
    try:
        note = parse_note(bytes(raw))
        held = note.signed_by([verifier(KEY)])
    except MalformedValue:
        return
    assert held == () or note.text.encode() == signed(Checkpoint("example.invalid/log", 7, EMPTY)).rstrip() + b"\n"


@pytest.mark.parametrize(
    "raw", [b"", b"\xff", b"a\nb\nc\n\n", b"a\n07\nAAAA\n\n", b"a\n-1\n\n\n", b"a\n1\nAAAA\n\n", b"a\n1\n" * 3]
)
def test_what_is_no_checkpoint_is_said_so(raw: bytes) -> None:
    """One sentence, whatever the bytes are."""
    with pytest.raises(MalformedValue, match=r"检查点|Base64"):
        parse_note(raw)


@pytest.mark.parametrize("pem", [b"", b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_said_so(pem: bytes) -> None:
    """A key that cannot be read stops the build with what to do."""
    with pytest.raises(GongshiError, match=r"用 \./portal key 生成"):
        read_signer(pem, "x")


def event(number: int, action: Action = Action.PUBLISH, blob: str | None = "b1") -> Event:
    """Return an event of the first of January."""
    moment = Moment(0, "c1", datetime(2026, 1, 1, 9, tzinfo=UTC), "甲", None, imported=False)
    return Event(action, moment, blob, None, number)


def test_a_leaf_names_the_record_and_binds_its_fields() -> None:
    """No author, no commit, no value: record, action, time, and one digest over the salted commitments."""
    notary = Notary(b"seed")
    leaf = notary.leaf("agencies/jyj/decisions/2026/01/001", event(3), {"title": "甲", "amount": Decimal("1.50")})
    commitments = {
        "amount": commitment(notary.salt("agencies/jyj/decisions/2026/01/001", 3, "amount"), 1.5),
        "title": hashlib.sha256(
            notary.salt("agencies/jyj/decisions/2026/01/001", 3, "title") + '"甲"'.encode()
        ).hexdigest(),
    }
    assert leaf.commitments == commitments
    assert json.loads(leaf.raw) == {
        "v": 1,
        "time": "2026-01-01T09:00:00+00:00",
        "action": "publish",
        "record": "agencies/jyj/decisions/2026/01/001",
        "fields": digest_over(commitments),
    }


def test_the_same_value_is_bound_differently_each_time() -> None:
    """Another event, field, record or seed: another salt, so that nothing can be told by comparing."""
    salts = {
        Notary(seed).salt(name, number, field)
        for seed in (b"1", b"2")
        for name in ("a", "b")
        for number in (1, 2)
        for field in ("x", "y")
    }
    assert len(salts) == 16


def test_a_blank_leaf_names_nothing() -> None:
    """What nobody could see leaves its time and a bound path and hash, no name and no action."""
    told = json.loads(Notary(b"seed").blank("portal.yaml", event(3)).raw)
    assert sorted(told) == ["hidden", "time", "v"]


def test_a_list_binds_the_order_of_its_keys() -> None:
    """Each entry has leaves of its own; the list's leaf binds which there are, and in which order."""
    document = Document("agencies/jyj/officers.yaml", {"note": "n", "entries": [{"no": "2"}, {"no": "1"}, {}]}, "")
    assert values_of(document, "no") == {"note": "n", "!keys": ["2", "1"]}


def test_what_was_withheld_from_the_start_was_never_shown() -> None:
    """Until the first version that the public could see, and its removal before that."""
    told = [(event(0), True), (event(1, Action.REMOVED, None), False), (event(2), False), (event(3), True)]
    assert list(never_shown(told)) == [True, True, False, False]


def test_signing_is_the_same_every_time() -> None:
    """Ed25519 has no chance in it: two builds of one commit give the same bytes."""
    signer = read_signer(KEY, "example.invalid/log")
    assert isinstance(signer, Signer)
    assert signer.line("a\n") == signer.line("a\n")
