"""The transparency log of whole builds: what stays, what is bound, what is kept secret."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.edition.test_gone import STUB
from tests.edition.town import Town, decision, found, path_of, tree

from disclosure.assembly.order import Secrets
from disclosure.generator import build
from disclosure.history.transparency.leaves import commitment, digest_over
from disclosure.history.transparency.notes import Note, new_key, parse_note, read_signer
from disclosure.history.transparency.tiles import read_leaves, tree_of
from disclosure.history.transparency.tree import consistent
from disclosure.model.errors import GongshiError

THIRD = "agencies/jyj/decisions/2026/03/003"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction with three decisions."""
    town = Town(tmp_path / "town")
    town.step(found(1, 2, 3))
    return town


def head(site: Path) -> Note:
    """Return the checkpoint of a site."""
    return parse_note((site / "log/checkpoint").read_bytes())


def leaves(site: Path) -> list[bytes]:
    """Return all leaves of a site's log."""
    return list(read_leaves(head(site).checkpoint.size, lambda path: (site / "log" / path).read_bytes()))


def told(site: Path) -> list[tuple[str, str]]:
    """Return action and record of every leaf that names one."""
    rows = [json.loads(leaf) for leaf in leaves(site)]
    return [(row["action"], row["record"]) for row in rows if "record" in row]


def test_the_log_only_grows(town: Town, tmp_path: Path) -> None:
    """What a later build says begins with what an earlier one said, and the path from root to root proves it."""
    build(town.order(tmp_path / "one"))
    town.step({path_of(4): decision(4)})
    town.step({path_of(3): decision(3, facts="改正后的事实。")}, "更新")
    build(town.order(tmp_path / "two"))
    one, two = head(tmp_path / "one").checkpoint, head(tmp_path / "two").checkpoint
    assert leaves(tmp_path / "two")[: one.size] == leaves(tmp_path / "one")
    assert told(tmp_path / "two")[-2:] == [("publish", THIRD.replace("003", "004")), ("update", THIRD)]
    grown = tree_of(leaves(tmp_path / "two"))
    assert (grown.size, grown.root()) == (two.size, two.root)
    assert consistent(one.size, two.size, one.root, two.root, grown.consistency(one.size))


def test_what_a_page_shows_leads_to_its_leaf(town: Town, tmp_path: Path) -> None:
    """Salts and values give the commitments, these the digest in the leaf; what is not shown is bound all the same."""
    town.step({path_of(3): decision(3, more="served_on: '2026-03-03'\n")}, "更新")
    site = tmp_path / "site"
    build(town.order(site))
    data = json.loads((site / THIRD / "index.json").read_bytes())
    proof = data["proof"]
    assert list(proof["commitments"]) == ["served_on"]
    values = {**data["fields"], **({"!body": data["body"]} if "body" in data else {})}
    computed = {field: commitment(bytes.fromhex(salt), values[field]) for field, salt in proof["salts"].items()}
    leaf = json.loads(leaves(site)[proof["leaf"]])
    assert leaf["fields"] == digest_over({**computed, **proof["commitments"]})
    assert (leaf["record"], leaf["action"]) == (THIRD, "update")
    assert [event["leaf"] for event in data["events"]] == [
        number for number, raw in enumerate(leaves(site)) if json.loads(raw).get("record") == THIRD
    ]


def test_the_checkpoint_binds_every_byte_of_the_site(town: Town, tmp_path: Path) -> None:
    """The digest can be had with the tools of any system."""
    site = tmp_path / "site"
    build(town.order(site))
    command = (
        "find . -type f ! -path ./build.json ! -path ./log/checkpoint -printf '%P\\n' "
        "| LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"
    )
    printed = subprocess.run(["sh", "-c", command], cwd=site, capture_output=True, check=True).stdout.decode()
    assert (
        head(site).checkpoint.edition == printed.split()[0] == json.loads((site / "build.json").read_bytes())["edition"]
    )


def test_what_was_withheld_from_the_start_is_bound_without_a_name(town: Town, tmp_path: Path) -> None:
    """Its leaf tells the time alone; once it is published, that has a leaf like any other, and the old one stays."""
    town.step({path_of(4): STUB}, "登记")
    build(town.order(tmp_path / "stub"))
    assert "004" not in "".join(record for _action, record in told(tmp_path / "stub"))
    before = leaves(tmp_path / "stub")
    assert sorted(json.loads(before[-1])) == ["hidden", "time", "v"]
    town.step({path_of(4): decision(4)}, "公开")
    build(town.order(tmp_path / "site"))
    assert leaves(tmp_path / "site")[:-1] == before
    assert told(tmp_path / "site")[-1] == ("publish", THIRD.replace("003", "004"))


def test_the_salts_of_what_is_gone_are_gone(town: Town, tmp_path: Path) -> None:
    """The leaves of its earlier versions stay, and nobody can try values against them."""
    site = tmp_path / "site"
    build(town.order(site))
    salts = json.loads((site / THIRD / "index.json").read_bytes())["proof"]["salts"]
    town.step({path_of(3): STUB}, "不再公开")
    build(town.order(site))
    for salt in salts.values():
        assert [path for path, raw in tree(site).items() if salt.encode() in raw] == []
    assert [action for action, record in told(site) if record == THIRD] == ["publish", "withdraw"]


def test_a_seed_of_its_own_makes_other_leaves_and_is_told_nowhere(town: Town, tmp_path: Path) -> None:
    """Given by the environment or in the repository beside content/: the same; in no file of the site."""
    order = town.order(tmp_path / "open")
    build(order)
    (town.content.parent / "log").mkdir()
    (town.content.parent / "log" / "seed").write_text("5eed-of-the-town\n", encoding="utf-8")
    build(town.order(tmp_path / "kept"))
    (town.content.parent / "log" / "seed").unlink()
    build(replace(town.order(tmp_path / "given"), secrets=Secrets(b"5eed-of-the-town")))
    assert tree(tmp_path / "kept") == tree(tmp_path / "given")
    assert leaves(tmp_path / "open")[-1] != leaves(tmp_path / "given")[-1]
    assert [path for path, raw in tree(tmp_path / "given").items() if b"5eed-of-the-town" in raw] == []


def portal_with(key: bytes, **days: str) -> str:
    """Return the town's portal with a public key that is in use on some days."""
    line = f"{{key: {read_signer(key, 'gongshi/log').verifier}, {', '.join(f'{a}: {b}' for a, b in days.items())}}}"
    return f"{found(1)['portal.yaml']}log:\n  keys:\n  - {line}\n"


def test_the_checkpoint_is_signed_with_the_keys_that_are_given(town: Town, tmp_path: Path) -> None:
    """A key that portal.yaml names signs; while it is replaced, both do, and the old one vouches for the new."""
    old, new = new_key(), new_key()
    both = portal_with(old, **{"from": "2026-01-01", "until": "2026-12-31"})
    both += portal_with(new, **{"from": "2026-03-01"}).split("keys:\n")[1]
    town.step({"portal.yaml": both}, "钥匙")
    order = town.order(tmp_path / "site")
    build(replace(order, secrets=Secrets(b"", (old, new))))
    keys = [read_signer(key, "gongshi/log").verifier for key in (old, new)]
    assert head(tmp_path / "site").signed_by(keys) == tuple(keys)
    assert [entry["key"] for entry in json.loads((tmp_path / "site/log/keys.json").read_bytes())["keys"]] == [
        str(key) for key in keys
    ]
    assert [path for path, raw in tree(tmp_path / "site").items() if b"PRIVATE KEY" in raw] == []


def test_a_key_that_is_not_registered_signs_nothing(town: Town, tmp_path: Path) -> None:
    """Whoever builds is told the line to write into portal.yaml; no site is put in place."""
    key = new_key()
    order = replace(town.order(tmp_path / "site"), secrets=Secrets(b"", (key,)))
    with pytest.raises(GongshiError) as caught:
        build(order)
    assert str(caught.value) == (
        "签名用的私钥没有登记，或者今天不在使用期内；请在 content/portal.yaml 的 log.keys 里写上 "
        f"{{key: {read_signer(key, 'gongshi/log').verifier}, from: {order.as_of.isoformat()}}}，提交以后再生成"
    )
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"GONGSHI_LOG_KEY": "abc"}, "GONGSHI_LOG_KEY 里没有私钥；要 PEM 格式的，可以用 ./portal key 生成"),
        ({"GONGSHI_LOG_KEY_FILE": "/nowhere/key"}, "读不了 GONGSHI_LOG_KEY_FILE 指的私钥文件 /nowhere/key；请核对路径"),
    ],
)
def test_secrets_that_cannot_be_read_are_said(environment: dict[str, str], sentence: str) -> None:
    """Nothing is built unsigned by mistake."""
    with pytest.raises(GongshiError) as caught:
        Secrets.given(environment)
    assert str(caught.value) == sentence


def test_secrets_come_from_the_environment() -> None:
    """Several keys one below the other, line ends as some forges write them; the seed without spaces."""
    one, two = new_key().decode(), new_key().decode()
    given = Secrets.given({"GONGSHI_LOG_SEED": " s \n", "GONGSHI_LOG_KEY": (one + two).replace("\n", "\\n")})
    assert given == Secrets(b"s", (one.strip().encode(), two.strip().encode()))
