"""Somebody tampers with the pages of a real site, with all the power of who runs it; it is caught and said."""

import json
import shutil
import subprocess
import zlib

import pytest
from tests.edition.forger import Forger
from tests.edition.tampered import EDITION, FILED, LIST, RECORD, Stand, against_repository, forger, stand
from tests.edition.town import tree
from tests.reading import files

from disclosure.outputs.search.deflating import inflated

__all__ = ["forger", "stand"]


OFFICER = f"{LIST}#99000000012"
WRONG_BUILD = "build.json 与检查点不符：文件被改过，或者检查点是另一次生成的"


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


def test_a_changed_build_note_is_caught(forger: Forger) -> None:
    """What the site says of its own making is bound too."""
    forger.change("build.json", lambda data: data.update(as_of="2026-11-19"))
    assert forger.verdict() == [WRONG_BUILD]
