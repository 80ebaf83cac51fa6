"""Somebody tampers with a real site, with all the power of whoever runs the server; each time it is caught and said."""

import json
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.edition.forger import Forger, MemorySite, failures
from tests.edition.town import PORTAL, Town, decision, found, path_of, tree
from tests.reading import files

from disclosure.assembly.order import Secrets
from disclosure.commands.rebuilding import check_repository
from disclosure.commands.verifying import Question, verify
from disclosure.generator import build
from disclosure.history.transparency.notes import Signer, new_key, read_signer
from disclosure.history.transparency.verdicts import Minutes
from disclosure.outputs.search.deflating import inflated

SEED = b"the seed of the town"
RECORD = "agencies/jyj/decisions/2026/03/002"
FILED = "agencies/jyj/decisions/2026/03/001"
LIST = "agencies/jyj/officers"
OFFICER = f"{LIST}#99000000012"
NAMED = "attachments:\n  - file: a.pdf\n    title: 行政处罚决定书\n"
OFFICERS = "entries:\n" + "".join(
    f"  - name: {name}\n    certificate_no: '{number}'\n    valid_from: 2025-09-01\n    valid_until: 2030-08-31\n"
    for name, number in (("林知夏", "99000000012"), ("薛砚秋", "99000000424"))
)
EDITION = "全部文件的摘要与检查点不同：有文件在生成以后被改过、添上或者拿掉；加 --repo 可以指出是哪一个"
FORGED = "gongshi/log 的签名不对：内容在签名以后改动过；检查点被改过"
WRONG_BUILD = "build.json 与检查点不符：文件被改过，或者检查点是另一次生成的"


@dataclass(frozen=True)
class Stand:
    """A town, its key, the site as it stands, and one that stood before."""

    town: Town
    signer: Signer
    site: Path
    before: Path

    def checkpoint(self, site: Path) -> str:
        """Return the path of a site's checkpoint."""
        return str(site / "log/checkpoint")


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Stand:
    """A signed site of a small jurisdiction, built twice: with a change, an attachment and a list."""
    folder = tmp_path_factory.mktemp("stand")
    pem = new_key()
    signer = read_signer(pem, "gongshi/log")
    portal = f"{PORTAL}log:\n  keys:\n    - key: {signer.verifier}\n      from: '2026-01-01'\n"
    attached: dict[str, str | bytes] = {path_of(1): decision(1, more=NAMED), f"{FILED}.files/a.pdf": files.pdf("决定")}
    town = Town(folder / "town")
    town.step({**found(2, 3), **attached, "portal.yaml": portal, f"{LIST}.yaml": OFFICERS})
    secrets = Secrets(SEED, (pem,))
    build(replace(town.order(folder / "before"), secrets=secrets))
    town.step({path_of(2): decision(2, facts="擅自招收学生三名。")}, "更新")
    town.step({path_of(4): decision(4)})
    build(replace(town.order(folder / "site"), secrets=secrets))
    return Stand(town, signer, folder / "site", folder / "before")


@pytest.fixture
def forger(stand: Stand, tmp_path: Path) -> Forger:
    """Somebody who changes a copy of the site."""
    return Forger.over(stand.site, tmp_path / "forged")


def against_repository(forger: Forger, repository: Path, seed: bytes = SEED) -> list[str]:
    """Return what a verification by the repository says, sign by sign."""
    said: list[str] = []
    minutes = Minutes(lambda verdict, sentence: said.append(f"{verdict.value} {sentence}"))
    log = failures(MemorySite(tree(forger.site)))[1]
    check_repository(MemorySite(tree(forger.site)), log, str(repository), Secrets(seed), minutes)
    return said


def test_an_honest_site_is_proved(stand: Stand, forger: Forger) -> None:
    """By itself, by its key, and by its repository: nothing fails."""
    assert forger.verdict(stand.signer.verifier) == []
    size = forger.head.size
    number = len(tree(stand.site))
    assert against_repository(forger, stand.town.folder) == [
        f"✓ 日志的 {size} 条正是仓库里的历史，内容也逐条相同",
        f"✓ 从仓库重新生成的 {number} 个文件与网站逐字节相同",
    ]


def test_a_site_whose_search_another_zlib_has_deflated_is_proved(stand: Stand, forger: Forger) -> None:
    """The same content in other bytes is said to be so; other content is not taken for it."""
    shards = sorted((forger.site / "search").rglob("*.bin"))
    for shard in shards:
        shard.write_bytes(zlib.compress(inflated(shard.read_bytes()), 0))
    forger.reseal(stand.signer)
    number = len(tree(stand.site)) - len(shards)
    assert against_repository(forger, stand.town.folder)[1:] == [
        f"✓ 从仓库重新生成的 {number} 个文件与网站逐字节相同",
        f"✓ 检索数据的 {len(shards)} 个文件由另一版 zlib 压缩，字节不同，解开以后与网站相同",
    ]
    rows = forger.site / "search" / "rows" / "000" / "000.bin"
    rows.write_bytes(zlib.compress(inflated(rows.read_bytes()).replace("三名".encode(), "五名".encode()), 0))
    forger.reseal(stand.signer)
    assert [line for line in against_repository(forger, stand.town.folder) if line[0] == "✗"] == [
        f"✗ {path}：与仓库生成的不同，文件被改过"
        for path in ("build.json", "log/checkpoint", "search/rows/000/000.bin")
    ]


def test_without_the_seed_it_is_said_what_was_not_compared(stand: Stand, forger: Forger) -> None:
    """Order, times, names and every page are proved all the same."""
    said = against_repository(forger, stand.town.folder, b"another seed")
    assert said == [
        f"✓ 日志的 {forger.head.size} 条的次序、时间、行为和记录名正是仓库里的历史",
        "– 没有这个日志的种子（GONGSHI_LOG_SEED，或者仓库里的 log/seed）：条目的散列、页面的证明没有与仓库对照",
        f"✓ 从仓库重新生成的 {len(tree(stand.site))} 个文件与网站逐字节相同",
    ]


def test_a_changed_page_is_caught(forger: Forger) -> None:
    """The words of a page alone."""
    page = forger.site / RECORD / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("三名", "五名"), encoding="utf-8")
    assert forger.verdict() == [f"{RECORD}：网页的字节与 page_sha256 不符：页面被改过", EDITION]


def test_a_page_changed_with_its_json_is_caught(stand: Stand, forger: Forger) -> None:
    """Page, values and digest all tell the same lie: the leaf does not."""
    forger.rewrite(RECORD, "三名", "五名")
    forger.change(f"{RECORD}/index.json", lambda data: data["fields"].update(facts="擅自招收学生五名。"))
    number = forger.number_of(RECORD, "update")
    assert forger.verdict() == [f"{RECORD}：显示的内容与第 {number} 条不符：内容被改过", EDITION]
    forger.reseal(stand.signer)
    assert forger.verdict() == [f"{RECORD}：显示的内容与第 {number} 条不符：内容被改过"]


def test_words_that_only_the_page_shows_are_caught_by_the_repository(stand: Stand, forger: Forger) -> None:
    """With the key in hand, whoever changes a page alone makes everything fit; only building it again tells."""
    forger.rewrite(RECORD, "三名", "五名")
    forger.reseal(stand.signer)
    assert forger.verdict(stand.signer.verifier) == []
    assert [line for line in against_repository(forger, stand.town.folder) if line[0] == "✗"] == [
        f"✗ {path}：与仓库生成的不同，文件被改过"
        for path in (f"{RECORD}/index.html", f"{RECORD}/index.json", "build.json", "log/checkpoint")
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("note", "添上的", "多出「note」一项：页面被改过"),
        ("facts", None, "少了「facts」一项：页面被改过"),
    ],
)
def test_a_field_that_was_added_or_taken_is_named(forger: Forger, field: str, value: str | None, sentence: str) -> None:
    """No field stands on a page that the leaf does not bind, and none is missing."""

    def change(data: dict[str, dict[str, str]]) -> None:
        data["fields"].pop(field, None)
        data["fields"].update({field: value} if value else {})

    forger.change(f"{RECORD}/index.json", change)
    forger.reseal()
    assert f"{RECORD}：{sentence}" in forger.verdict()


def test_an_event_left_out_of_a_page_is_caught(stand: Stand, forger: Forger) -> None:
    """The reader is not told of the change that the log knows."""
    forger.change(f"{RECORD}/index.json", lambda data: data.update(events=data["events"][:1]))
    forger.reseal(stand.signer)
    number = forger.number_of(RECORD, "update")
    assert forger.verdict() == [f"{RECORD}：没有第 {number} 条（更新，2026-03-03T01:00:00+00:00）：事件被拿掉"]


def test_events_that_were_changed_added_or_turned_round_are_caught(stand: Stand, forger: Forger) -> None:
    """Another action, another time, one from nowhere, one in another place."""
    path = f"{RECORD}/index.json"
    number = forger.number_of(RECORD, "update")
    forger.change(path, lambda data: data["events"][1].update(time="2026-02-01T01:00:00+00:00"))
    forger.reseal(stand.signer)
    assert forger.verdict() == [
        f"{RECORD}：第 {number} 条在日志里是 更新，2026-03-03T01:00:00+00:00，与这里写的不同：页面被改过"
    ]
    shutil.copy(stand.site / path, forger.site / path)
    forger.change(path, lambda data: data["events"].reverse())
    forger.reseal(stand.signer)
    assert forger.verdict() == [f"{RECORD}：事件的次序与日志不同：顺序被改"]
    shutil.copy(stand.site / path, forger.site / path)
    forger.change(path, lambda data: data["events"].append({**data["events"][1], "leaf": 10_000}))
    forger.reseal(stand.signer)
    assert forger.verdict() == [f"{RECORD}：写着日志里没有的事件（第 10000 条）：事件是添上去的"]


def test_an_older_version_put_back_is_caught(stand: Stand, forger: Forger) -> None:
    """Page and JSON of an earlier edition, which were proved then."""
    for name in ("index.html", "index.json"):
        shutil.copy(stand.before / RECORD / name, forger.site / RECORD / name)
    forger.change(
        f"{RECORD}/index.json",
        lambda data: data.update(events=json.loads((stand.site / RECORD / "index.json").read_bytes())["events"]),
    )
    forger.reseal(stand.signer)
    first, last = forger.number_of(RECORD, "publish"), forger.number_of(RECORD, "update")
    assert forger.verdict() == [f"{RECORD}：证明的是第 {first} 条，最后一次改动却是第 {last} 条：页面被换成旧的"]


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


def test_a_missing_page_is_caught(stand: Stand, forger: Forger) -> None:
    """A record is taken away with all its files."""
    shutil.rmtree(forger.site / RECORD)
    forger.reseal(stand.signer)
    assert forger.verdict() == [f"{RECORD}：没有 {RECORD}/index.json：记录被拿掉"]


def test_an_extra_page_is_caught(stand: Stand, forger: Forger) -> None:
    """A record that was never published, with a page like any other."""
    extra = RECORD.replace("002", "099")
    shutil.copytree(forger.site / RECORD, forger.site / extra)
    forger.reseal(stand.signer)
    assert forger.verdict() == [f"{extra}/index.json：日志里没有这条记录，页面是添上去的，或者还没有提交"]


def test_a_swapped_attachment_is_caught(stand: Stand, forger: Forger) -> None:
    """Its bytes alone; then its digest too; then git's id too."""
    raw = files.pdf("别的决定")
    (forger.site / FILED / "a.pdf").write_bytes(raw)
    forger.reseal(stand.signer)
    assert forger.verdict() == [f"{FILED}：附件 a.pdf 的字节与页面写的不同：附件被换过"]
    digest, blob = digests(raw)
    forger.change(
        f"{FILED}/index.json",
        lambda data: data["attachments"][0].update(sha256=digest, size=len(raw), blob=blob),
    )
    forger.reseal(stand.signer)
    number = json.loads((forger.site / FILED / "index.json").read_bytes())["attachments"][0]["leaf"]
    assert forger.verdict() == [f"{FILED}：附件 a.pdf 与日志的第 {number} 条不符：附件被换过"]


def digests(raw: bytes) -> tuple[str, str]:
    """Return SHA-256 and git's id, by the tools of the system."""
    sha = subprocess.run(["sha256sum"], input=raw, capture_output=True, check=True).stdout.decode().split()[0]
    blob = subprocess.run(["git", "hash-object", "--stdin"], input=raw, capture_output=True, check=True).stdout
    return sha, blob.decode().strip()


def test_an_entry_taken_from_a_list_is_caught(stand: Stand, forger: Forger) -> None:
    """The page of the list no longer has an officer, and his own page is gone."""
    shutil.rmtree(forger.site / LIST / "99000000012")
    forger.change(f"{LIST}/index.json", lambda data: data["fields"]["entries"].pop(0))
    forger.reseal(stand.signer)
    own = forger.number_of(OFFICER, "publish")
    assert forger.verdict() == [
        f"{LIST}：显示的内容与第 {forger.number_of(LIST, 'publish')} 条不符：内容被改过",
        f"{LIST}：没有「99000000012」这一项（第 {own} 条）：一项被拿掉",
        f"{OFFICER}：没有 {LIST}/99000000012/index.json：记录被拿掉",
    ]


def test_an_entry_changed_in_its_list_is_caught(stand: Stand, forger: Forger) -> None:
    """The officer's certificate is made to last longer, on the page of the list."""
    forger.change(f"{LIST}/index.json", lambda data: data["fields"]["entries"][0].update(valid_until="2040-08-31"))
    forger.reseal(stand.signer)
    own = forger.number_of(OFFICER, "publish")
    assert forger.verdict() == [f"{LIST}：「99000000012」这一项显示的内容与第 {own} 条不符：内容被改过"]


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


def test_a_changed_build_note_is_caught(forger: Forger) -> None:
    """What the site says of its own making is bound too."""
    forger.change("build.json", lambda data: data.update(as_of="2026-11-19"))
    assert forger.verdict() == [WRONG_BUILD]
