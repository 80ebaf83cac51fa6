"""The press on the button, over real sites: what it proves, and what it says when somebody has tampered."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.edition.forger import Forger
from tests.edition.tampered import FILED, LIST, NAMED, OFFICERS, RECORD, SEED
from tests.edition.test_gone import TOMBSTONE
from tests.edition.town import PORTAL, Town, decision, found, path_of, tree
from tests.reading import files

from disclosure.assembly.order import Secrets
from disclosure.generator import build
from disclosure.history.transparency.leaves import plain
from disclosure.history.transparency.notes import Signer, new_key, read_signer

Run = Callable[..., Any]
OWN = (
    "– 核对用的程序和公钥来自同一个网站，网页上的字与数据是否一致也不在其中；要不靠网站自己核对，请用 ./portal verify。"
)
SAME = "✓ 网页的字节与数据里记的 SHA-256 相同。"
WHOLE = "✓ 读完了整个日志，这条记录没有漏写的经过。"
GONE = RECORD.replace("002", "003")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Signer]:
    """A signed site with a change, a withdrawal, an attachment and a list; and its key."""
    folder = tmp_path_factory.mktemp("signed")
    pem = new_key()
    signer = read_signer(pem, "gongshi/log")
    portal = f"{PORTAL}log:\n  keys:\n    - key: {signer.verifier}\n      from: '2026-01-01'\n"
    attached: dict[str, str | bytes] = {
        path_of(1): decision(1, more=NAMED),
        f"{FILED}.files/a.pdf": files.pdf("决定"),
        f"{LIST}.yaml": OFFICERS,
    }
    town = Town(folder / "town")
    town.step({**found(2, 3), **attached, "portal.yaml": portal})
    town.step({path_of(2): decision(2, facts="擅自招收学生三名。")}, "更新")
    town.step({path_of(3): None}, "删去")
    build(replace(town.order(folder / "site"), secrets=Secrets(SEED, (pem,))))
    return folder / "site", signer


@pytest.fixture
def forger(signed: tuple[Path, Signer], tmp_path: Path) -> Forger:
    """Somebody who changes a copy of the site."""
    return Forger.over(signed[0], tmp_path / "forged")


def said(run: Run, site: Path, *pages: str, unreadable: str = "") -> list[list[str]]:
    """Return what the proof of some pages says; `unreadable` begins the paths of what cannot be read."""
    held = {path: base64.b64encode(raw).decode() for path, raw in tree(site).items()}
    answers: list[list[str]] = run(
        "proofs", sites=[{"files": held, "address": f"{page}/", "unreadable": unreadable} for page in pages]
    )
    return answers


def test_good_pages_are_proved(run: Run, signed: tuple[Path, Signer]) -> None:
    """A record, one with an attachment, a list, an entry of it, and what was removed."""
    site, signer = signed
    size = Forger(site).head.size
    key = f"✓ 检查点由网站登记的公钥 gongshi/log+{signer.verifier.key_id.hex()} 签名。"

    def lines(events: int, *rest: str) -> list[str]:
        more = "设置、附件和从未公开的内容也各有一条，所以比「公开记录」的合计多"
        held = f"✓ 这一页的 {events} 条经过都在公开日志（共 {size} 条，{more}）里，行为、时间、记录名相同。"
        return [SAME, key, held, WHOLE, *rest, OWN]

    assert said(run, site, RECORD, FILED, LIST, f"{LIST}/99000000012", GONE) == [
        lines(2, "✓ 显示的 9 项内容由最后一条逐项证明，没有改过。"),
        lines(
            1,
            "✓ 显示的 9 项内容由最后一条逐项证明，没有改过。",
            "✓ 附件 a.pdf 的字节与日志里的相同。",
        ),
        lines(1, "✓ 显示的 1 项内容由最后一条逐项证明，没有改过。", "✓ 名单的 2 项各由自己的条目证明。"),
        lines(1, "✓ 显示的 4 项内容由最后一条逐项证明，没有改过。"),
        lines(2, "✓ 文件已经删除，日志里的最后一条说的正是删除。"),
    ]


def broken(run: Run, forger: Forger, page: str = RECORD) -> list[str]:
    """Return where the proof of a page fails."""
    return [line for line in said(run, forger.site, page)[0] if line.startswith("✗")]


def test_a_changed_page_is_said(run: Run, forger: Forger) -> None:
    """The words alone."""
    page = forger.site / RECORD / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("三名", "五名"), encoding="utf-8")
    assert broken(run, forger) == ["✗ 网页的字节与数据里记的 SHA-256 不同：页面被改过。"]


def test_changed_values_are_said(run: Run, forger: Forger) -> None:
    """Page and data tell the same lie."""
    forger.rewrite(RECORD, "三名", "五名")
    forger.change(f"{RECORD}/index.json", lambda data: data["fields"].update(facts="擅自招收学生五名。"))
    assert broken(run, forger) == ["✗ 显示的内容与日志不符：内容被改过。"]
    forger.change(f"{RECORD}/index.json", lambda data: data["fields"].update(note="添上的"))
    assert broken(run, forger) == ["✗ 多出「note」一项：内容被改过。"]
    forger.change(f"{LIST}/index.json", lambda data: data["fields"]["entries"][1].update(name="别人"))
    assert broken(run, forger, LIST) == ["✗ 名单里「99000000424」这一项显示的内容与日志不符：内容被改过。"]


def test_changed_events_are_said(run: Run, forger: Forger) -> None:
    """Left out, changed, turned round, from nowhere."""
    path = f"{RECORD}/index.json"
    whole = (forger.site / path).read_bytes()
    number = forger.number_of(RECORD, "update")
    forger.change(path, lambda data: data["events"].pop())
    assert broken(run, forger) == [
        f"✗ 页面没有写日志里的第 {number} 条：经过被拿掉。",
        "✗ 证明的不是最后一次改动：页面被换成旧的。",
    ]
    (forger.site / path).write_bytes(whole)
    forger.change(path, lambda data: data["events"][1].update(action="correct"))
    assert f"✗ 第 {number} 条在日志里的行为、时间或者记录名与页面不同：页面被改过。" in broken(run, forger)
    (forger.site / path).write_bytes(whole)
    forger.change(path, lambda data: data["events"].reverse())
    assert "✗ 经过的次序与日志不同：顺序被改。" in broken(run, forger)
    (forger.site / path).write_bytes(whole)
    forger.change(path, lambda data: data["events"].append({**data["events"][1], "leaf": 10_000}))
    assert "✗ 日志里没有第 10000 条：经过是添上去的，或者日志被截断。" in broken(run, forger)


def test_a_changed_log_is_said(run: Run, forger: Forger, signed: tuple[Path, Signer]) -> None:
    """A leaf changed, the log made anew without a signature, with a stranger's, and a log that is gone."""
    leaves = forger.leaves()
    number = forger.number_of(RECORD, "update")
    bundle = forger.site / f"log/tile/entries/000.p/{len(leaves)}"
    raw = bundle.read_bytes()
    bundle.write_bytes(raw.replace(b'"update"', b'"expire"'))
    assert broken(run, forger)[0] == f"✗ 第 {number} 条在日志里算不到检查点的根：条目被改过或者拿掉。"
    bundle.write_bytes(raw)
    forger.relog([*leaves[: number - 1], *leaves[number:]])
    assert "✗ 网站登记了公钥，检查点却没有签名：签名被拿掉，或者检查点被换过。" in broken(run, forger)
    stranger = read_signer(new_key(), "gongshi/log")
    forger.relog(leaves, stranger)
    key = f"gongshi/log+{stranger.verifier.key_id.hex()}"
    assert broken(run, forger) == [f"✗ 检查点有 {key} 的签名，网站没有登记这把公钥：由外来的钥匙签的。"]
    forger.reseal(signed[1])
    note = forger.site / "log/checkpoint"
    note.write_text(note.read_text(encoding="utf-8").replace("edition ", "edition 0"), encoding="utf-8")
    key = f"gongshi/log+{signed[1].verifier.key_id.hex()}"
    assert broken(run, forger) == [f"✗ 公钥 {key} 的签名不对：检查点在签名以后被改过。"]
    note.unlink()
    assert broken(run, forger) == ["✗ 网站没有公开日志的检查点（log/checkpoint）：日志被拿掉，或者从来没有。"]


def test_a_swapped_attachment_is_said(run: Run, forger: Forger) -> None:
    """Other bytes under the same name."""
    (forger.site / FILED / "a.pdf").write_bytes(files.pdf("别的决定"))
    assert broken(run, forger, FILED) == ["✗ 附件 a.pdf 的字节与日志不符：附件被换过。"]


def test_the_proof_of_another_record_proves_nothing(run: Run, forger: Forger) -> None:
    """All data of one record, put at the address of another."""
    for name in ("index.json", "index.html"):
        (forger.site / RECORD / name).write_bytes((forger.site / FILED / name).read_bytes())
    assert broken(run, forger) == [f"✗ 数据里写的记录是「{FILED}」，不是这一页：文件被换过。"]
    forger.change(f"{RECORD}/index.json", lambda data: data.update(address=f"/{RECORD}/"))
    assert broken(run, forger) == [f"✗ 数据里写的记录是「{FILED}」，不是这一页：文件被换过。"]


def test_an_unsigned_log_is_said_to_be_unsigned(run: Run, tmp_path: Path) -> None:
    """And a page whose content is not committed yet has nothing to be proved by."""
    town = Town(tmp_path / "town")
    town.step(found(1))
    (town.content / path_of(2)).write_text(decision(2), encoding="utf-8")
    build(town.order(tmp_path / "site"))
    unsigned = "– 检查点没有签名，网站也没有登记公钥：不能核对是谁发布的。"
    first, second = said(run, tmp_path / "site", FILED, RECORD)
    assert unsigned in first
    assert second == [SAME, unsigned, "– 这一页还没有提交，不在公开日志里：没有可以核对的。"]


def test_what_has_ended_by_the_day_alone_is_said(run: Run, tmp_path: Path) -> None:
    """No commit has ended its publication: what is left is proved, and the day is told, not proved."""
    town = Town(tmp_path / "town")
    ends = "publicity:\n  regime: ndrc-58\n  severity: 一般\n"
    town.step({**found(), path_of(1): decision(1, more=ends)})
    build(town.order(tmp_path / "site", as_of=date(2029, 3, 2)))
    (lines,) = said(run, tmp_path / "site", path_of(1).removesuffix(".yaml"))
    assert "– 2029-03-02 公示期满，按日期停止公示，日志里没有这一步：期限请对照规定核对。" in lines
    assert "✓ 显示的 2 项内容由最后一条逐项证明，没有改过。" in lines
    assert not [line for line in lines if line.startswith("✗")]


def test_what_came_in_expired_is_proved_as_any_tombstone(run: Run, tmp_path: Path) -> None:
    """Its withdrawal is in the log: nothing of it is left to the day."""
    town = Town(tmp_path / "town")
    town.step({**found(), path_of(1): TOMBSTONE.format(code="公示期满")})
    build(town.order(tmp_path / "site"))
    (lines,) = said(run, tmp_path / "site", path_of(1).removesuffix(".yaml"))
    assert not [line for line in lines if line.startswith("✗") or "按日期停止公示" in line]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A list before and after one of its entries changed; beside it what was withdrawn, and what came in withdrawn."""
    folder = tmp_path_factory.mktemp("grown")
    town = Town(folder / "town")
    town.step({**found(2, 3), f"{LIST}.yaml": OFFICERS, path_of(4): TOMBSTONE.format(code="其他")})
    build(replace(town.order(folder / "before"), secrets=Secrets(SEED)))
    town.step({f"{LIST}.yaml": OFFICERS.replace("薛砚秋", "薛知秋"), path_of(3): TOMBSTONE.format(code="其他")})
    build(replace(town.order(folder / "after"), secrets=Secrets(SEED)))
    return folder / "before", folder / "after"


def test_an_entry_of_before_is_said_to_be_old(run: Run, grown: tuple[Path, Path], tmp_path: Path) -> None:
    """Its old values fit their old leaf with their old salts: a later leaf of its own says that they are not today's.

    Of a log too long to be read whole that cannot be said, and is not.
    """
    before, after = grown
    proven, once = "✓ 名单的 2 项各由自己的条目证明。", "– 名单的 2 项各有自己的条目；日志没有全部读，"
    assert proven in said(run, after, LIST)[0]
    old = json.loads((before / LIST / "index.json").read_bytes())
    forger = Forger.over(after, tmp_path / "forged")
    forger.change(f"{LIST}/index.json", lambda data: data["fields"].update(entries=old["fields"]["entries"]))
    forger.change(f"{LIST}/index.json", lambda data: data.update(entry_proofs=old["entry_proofs"]))
    assert broken(run, forger, LIST) == ["✗ 名单里「99000000424」这一项证明的不是它的最后一次改动：被换成旧的。"]
    blank = {"hidden": "0" * 64, "time": "2026-03-05T09:00:00+08:00", "v": 1}
    forger.relog([*forger.leaves(), *[plain(blank)] * 2048])
    lines = said(run, forger.site, LIST)[0]
    assert [line for line in lines if line.startswith("✗") or "名单的" in line] == [
        f"{once}是不是各项的最后一条没有核对，请用 ./portal verify。"
    ]


def test_the_status_is_held_against_the_log(run: Run, grown: tuple[Path, Path], tmp_path: Path) -> None:
    """What was withdrawn, at once or from the start, is not public; what is public was not withdrawn."""
    forger = Forger.over(grown[1], tmp_path / "forged")
    for record, status, right in (
        (GONE, "published", "withdrawn"),
        (GONE.replace("003", "004"), "published", "withdrawn"),
        (RECORD, "withdrawn", "published"),
    ):
        assert broken(run, forger, record) == []
        forger.change(f"{record}/index.json", lambda data, to=status: data.update(status=to))  # type: ignore[misc]  # the loop's
        assert broken(run, forger, record) == [f"✗ 写的状态是「{status}」，按日志应当是「{right}」：页面被改过。"]


@pytest.mark.parametrize(
    "path", ["log/tile/", "log/tile/entries/", "log/keys.json", "log/checkpoint", f"{FILED}/a.pdf"]
)
def test_what_cannot_be_read_ends_the_proof_and_is_said(run: Run, signed: tuple[Path, Signer], path: str) -> None:
    """A network that breaks is no forgery: nothing is called false, and nothing after it proved."""
    lines = said(run, signed[0], FILED, unreadable=path)[0]
    assert [line for line in lines if line.startswith("✗")] == []
    assert lines[-1].startswith(f"– 读不到 {path}")
    assert lines[-1].endswith("，没有核对完；请检查网络，再按一次。")
