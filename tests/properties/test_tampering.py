"""Whatever byte of a site changes, and wherever a file ends too soon, a verification says so and never falls over."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.edition.forger import MemorySite, failures
from tests.edition.town import PORTAL, Town, decision, found, path_of, tree

from disclosure.assembly.order import Secrets
from disclosure.generator import build
from disclosure.history.transparency.notes import new_key, read_signer

TOLD = ("log/checkpoint", "log/keys.json", "build.json", "log/tile/0/000.p", "log/tile/entries/000.p", "index.json")
"""What a verification reads as more than bytes: drawn more often than anything else."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A small signed site."""
    folder = tmp_path_factory.mktemp("site")
    pem = new_key()
    portal = f"{PORTAL}log:\n  keys:\n    - key: {read_signer(pem, 'gongshi/log').verifier}\n      from: '2026-01-01'\n"
    town = Town(folder / "town")
    town.step({**found(1, 2), "portal.yaml": portal})
    town.step({path_of(2): decision(2, facts="改了。")}, "更新")
    build(replace(town.order(folder / "site"), secrets=Secrets(b"seed", (pem,))))
    return tree(Path(folder / "site"))


def drawn(data: st.DataObject, site: dict[str, bytes]) -> str:
    """Draw a file that has bytes in it, one that is read for what it says more often than not."""
    paths = sorted(path for path, raw in site.items() if raw)
    told = [path for path in paths if any(name in path for name in TOLD)]
    return data.draw(st.sampled_from(told) | st.sampled_from(paths))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_changed_byte_anywhere_is_caught(site: dict[str, bytes], data: st.DataObject) -> None:
    """One byte, any file, any place."""
    path = drawn(data, site)
    place = data.draw(st.integers(0, len(site[path]) - 1))
    changed = bytearray(site[path])
    changed[place] ^= data.draw(st.integers(1, 255))
    assert failures(MemorySite({**site, path: bytes(changed)}))[0] != []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_file_that_ends_too_soon_is_caught(site: dict[str, bytes], data: st.DataObject) -> None:
    """Cut anywhere, or gone."""
    path = drawn(data, site)
    kept = data.draw(st.none() | st.integers(0, len(site[path]) - 1))
    rest = {name: raw for name, raw in site.items() if name != path}
    assert failures(MemorySite(rest if kept is None else {**rest, path: site[path][:kept]}))[0] != []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(data=st.data(), garbage=st.binary(max_size=200) | st.text().map(lambda text: text.encode(errors="replace")))
def test_garbage_in_the_place_of_a_file_is_caught(site: dict[str, bytes], data: st.DataObject, garbage: bytes) -> None:
    """Any bytes for any file that is read."""
    path = drawn(data, site)
    assert failures(MemorySite({**site, path: garbage}))[0] != [] or garbage == site[path]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=5,
)
WHOLE = ("id", "status", "fields", "events", "proof", "attachments", "page_sha256", "address")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(name=st.sampled_from(WHOLE), value=JSON, inner=st.sampled_from((None, "leaf", "salts", "commitments", "key")))
def test_any_json_in_the_place_of_a_value_is_caught(
    site: dict[str, bytes], name: str, value: object, inner: str | None
) -> None:
    """A page's JSON that is JSON, but not ours."""
    path = "agencies/jyj/decisions/2026/03/002/index.json"
    told = json.loads(site[path])
    if inner and isinstance(told.get(name), dict):
        told[name][inner] = value
    else:
        told[name] = value
    assert failures(MemorySite({**site, path: json.dumps(told).encode()}))[0] != []


def test_half_characters_in_the_names_of_a_proof_are_caught(site: dict[str, bytes]) -> None:
    """JSON may hold what no file can be written in."""
    path = "agencies/jyj/decisions/2026/03/002/index.json"
    told = json.loads(site[path])
    for part, value in (("salts", "ab"), ("commitments", "\udc80")):
        held = {**told, "proof": {**told["proof"], part: {**told["proof"][part], "\ud800": value}}}
        held["fields"] = {**told["fields"], "\ud800": 1}
        assert failures(MemorySite({**site, path: json.dumps(held).encode()}))[0] != []
