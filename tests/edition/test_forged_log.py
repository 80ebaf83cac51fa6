"""Somebody forges the log of a real site, its checkpoint or its history; it is caught and said."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.edition.forger import Forger
from tests.edition.tampered import EDITION, RECORD, SEED, Stand, against_repository, forger, stand
from tests.edition.town import decision, path_of

from disclosure.assembly.order import Secrets
from disclosure.commands.verifying import Question, verify
from disclosure.generator import build
from disclosure.history.transparency.notes import new_key, read_signer

__all__ = ["forger", "stand"]


FORGED = "gongshi/log 的签名不对：内容在签名以后改动过；检查点被改过"


def test_a_leaf_that_was_dropped_is_caught(stand: Stand, forger: Forger) -> None:
    """Tiles and root fit again, but nobody can sign them; and who can, is caught by an earlier checkpoint."""
    leaves = forger.leaves()
    number = forger.number_of(RECORD, "publish")
    forger.relog([*leaves[:number], *leaves[number + 1 :]])
    said = forger.verdict()
    assert "log/keys.json 登记了公钥，检查点却没有签名：签名被拿掉，或者检查点被换过" in said
    forger.relog(forger.leaves(), stand.signer)
    assert against(forger, stand.checkpoint(stand.before)) == rewritten(stand)


def against(forger: Forger, checkpoint: str) -> list[str]:
    """Return where `./portal verify --against` fails besides the pages."""
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout.write", lines.append)
        code = verify(Question(str(forger.site), checkpoint))
    assert code == 2
    return [line.rstrip() for line in lines if checkpoint in line]


def rewritten(stand: Stand) -> list[str]:
    """Return what is said where the first leaves are not those of the earlier checkpoint."""
    size = Forger(stand.before).head.size
    path = stand.checkpoint(stand.before)
    return [f"✗ 与 {path} 不一致：那时的 {size} 条已经不是现在的前 {size} 条，历史被改写"]


def test_a_reordered_log_is_caught(stand: Stand, forger: Forger) -> None:
    """Two leaves change places."""
    leaves = forger.leaves()
    leaves[1], leaves[2] = leaves[2], leaves[1]
    bundle = forger.site / f"log/tile/entries/000.p/{len(leaves)}"
    bundle.write_bytes(b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves))
    assert forger.verdict() == [
        f"{len(leaves)} 条日志算出的根与检查点的根不同：有条目被改过、拿掉、添上，或者顺序被改",
        EDITION,
    ]
    forger.relog(leaves, stand.signer)
    assert against(forger, stand.checkpoint(stand.before)) == rewritten(stand)


def test_a_cut_tail_is_caught(stand: Stand, forger: Forger, tmp_path: Path) -> None:
    """A smaller tree, signed with the right key and presented as today's; an older dump is fine as what it is."""
    forger.relog(forger.leaves()[:-2], stand.signer)
    kept = tmp_path / "kept"
    shutil.copy(stand.site / "log/checkpoint", kept)
    assert against(forger, str(kept)) == [
        f"✗ {kept} 已有 {Forger(stand.site).head.size} 条，网站只有 {forger.head.size} 条：尾部被截断"
    ]


def test_an_older_dump_is_the_beginning_of_a_newer_site(stand: Stand, forger: Forger) -> None:
    """Where the newer one can be read, the older is proved to be its beginning."""
    build = json.loads((forger.site / "build.json").read_bytes())
    (forger.site / "build.json").write_text(json.dumps({**build, "as_of": "2026-11-21"}), encoding="utf-8")
    forger.reseal(stand.signer)
    assert verify(Question(str(stand.before), str(forger.site))) == 0


def test_a_checkpoint_signed_by_somebody_else_is_caught(stand: Stand, forger: Forger) -> None:
    """By the name of the log, but with a key that nobody registered; or registered in the site alone."""
    stranger = read_signer(new_key(), "gongshi/log")
    forger.reseal(stranger)
    unknown = (
        f"检查点有 gongshi/log（编号 {stranger.verifier.key_id.hex()}）的签名，"
        "log/keys.json 没有登记这把公钥：由外来的钥匙签的"
    )
    assert forger.verdict() == [unknown]
    forger.change("log/keys.json", lambda data: data["keys"][0].update(key=str(stranger.verifier)))
    forger.reseal(stranger)
    assert forger.verdict() == []
    assert forger.verdict(stand.signer.verifier) == [
        f"检查点没有您给的公钥 gongshi/log+{stand.signer.verifier.key_id.hex()} 的签名：不是这把钥匙的持有者发布的"
    ]


def test_a_forged_root_is_caught(stand: Stand, forger: Forger) -> None:
    """All leaves changed and all tiles made anew: the old signature does not hold, and no earlier checkpoint fits."""
    signature = (forger.site / "log/checkpoint").read_text(encoding="utf-8").partition("\n\n")[2]
    leaves = [leaf.replace(b'"2026-03-02T', b'"2026-01-02T') for leaf in forger.leaves()]
    forger.relog(leaves)
    with (forger.site / "log/checkpoint").open("a", encoding="utf-8") as checkpoint:
        checkpoint.write(signature)
    assert forger.verdict()[0] == FORGED
    forger.relog(leaves, stand.signer)
    assert against(forger, stand.checkpoint(stand.before)) == rewritten(stand)
    record = json.loads(leaves[0])["record"]
    sides = [f"「{record} 公开，{day}T01:00:00+00:00」" for day in ("2026-01-02", "2026-03-02")]
    assert [line for line in against_repository(forger, stand.town.folder) if "第 0 条" in line] == [
        f"✗ 第 0 条，网站是{sides[0]}，仓库是{sides[1]}：历史被改写"
    ]


@pytest.fixture
def clone(stand: Stand, tmp_path: Path) -> Iterator[Path]:
    """A repository of the town whose history somebody may change."""
    folder = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", stand.town.folder, folder], check=True)
    for name, value in (("user.name", "示例经办"), ("user.email", "clerk@example.invalid")):
        subprocess.run(["git", "-C", folder, "config", name, value], check=True)
    yield folder
    shutil.rmtree(folder)


def test_a_rewritten_history_is_caught(stand: Stand, forger: Forger, clone: Path) -> None:
    """The update was never made, says the repository after a forced push: the site that is up tells otherwise."""
    commit = json.loads((stand.site / "build.json").read_bytes())["commit"]
    run = ["git", "-C", str(clone)]
    subprocess.run([*run, "reset", "-q", "--hard", "HEAD~2"], check=True)
    path = clone / "content" / path_of(4)
    path.write_text(decision(4), encoding="utf-8")
    subprocess.run([*run, "add", "-A"], check=True)
    dated = {"GIT_COMMITTER_DATE": "2026-03-04T01:00:00+0000", "GIT_AUTHOR_DATE": "2026-03-04T01:00:00+0000"}
    subprocess.run([*run, "commit", "-qm", "公开"], check=True, env=dated)
    size = Forger(stand.before).head.size
    sides = [
        f"「{RECORD} 更新，2026-03-03T01:00:00+00:00」",
        f"「{RECORD.replace('002', '004')} 公开，2026-03-04T01:00:00+00:00」",
    ]
    assert against_repository(forger, clone) == [
        f"✗ 生成网站的提交 {commit[:10]} 不在仓库现在的历史里：历史被改写，或者这不是它的仓库",
        f"✗ 第 {size} 条，网站是{sides[0]}，仓库是{sides[1]}：历史被改写",
    ]


def test_a_site_built_from_a_rewritten_history_is_caught(stand: Stand, clone: Path, tmp_path: Path) -> None:
    """Built and signed anew after the last commit was amended: an earlier checkpoint tells."""
    subprocess.run(["git", "-C", str(clone), "reset", "-q", "--hard", "HEAD~2"], check=True)
    amend = ["git", "-C", str(clone), "commit", "-q", "--amend", "--date=2026-02-01T01:00:00+0000", "-m", "公开"]
    subprocess.run(amend, check=True, env={"GIT_COMMITTER_DATE": "2026-02-01T01:00:00+0000"})
    order = replace(stand.town.order(tmp_path / "anew"), content=clone / "content", secrets=Secrets(SEED))
    build(order)
    anew = Forger(tmp_path / "anew")
    anew.reseal(stand.signer)
    assert anew.verdict(stand.signer.verifier) == []
    assert against(anew, stand.checkpoint(stand.before)) == rewritten(stand)
