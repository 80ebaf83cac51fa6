"""What is gone keeps its address and says why; what never was public leaves nothing behind."""

import json
from pathlib import Path

import pytest
from tests.edition.earlier import page, town
from tests.edition.forger import Forger, MemorySite, failures
from tests.edition.town import Town, decision, path_of, tree

from disclosure.generator import build
from disclosure.history.log import log_lines
from disclosure.history.repository import read_history

NAME = "name: 示例市教育局\n"
PLACE = "agencies/jyj/decisions/2026/03/003/index"

__all__ = ["town"]


def test_a_withdrawn_agency_is_still_called_by_its_name(town: Town, tmp_path: Path) -> None:
    """Its decisions, its lists and the directory name it; what it owes is asked of it no more."""
    gone = f"{NAME}withdrawal:\n  effective_on: '2026-03-10'\n  reason_code: 其他\n  reason: 机构改革，已经撤并\n"
    town.step({"agencies/jyj/agency.yaml": f"{gone}  authority: 示例市人民政府\n"}, "撤下")
    site = tmp_path / "site"
    build(town.order(site))
    assert [path for path, raw in tree(site).items() if "已撤下的行政执法主体".encode() in raw] == []
    for address in ("agencies", "agencies/jyj", "agencies/jyj/decisions", "agencies/jyj/decisions/2026/03/003"):
        assert "示例市教育局" in page(site, address)
    assert "机构改革，已经撤并" in page(site, "agencies/jyj")
    assert "已撤并" in page(site, "agencies")
    assert json.loads((site / f"{PLACE}.json").read_text(encoding="utf-8"))["status"] == "published"


STUB = 'type: penalty\ndecision_date: "2026-03-02"\npublish: false\nreason_code: 未成年人\n'


def test_a_published_decision_that_may_not_be_public_any_more_keeps_its_address(town: Town, tmp_path: Path) -> None:
    """Its page says since when and on what ground; its content, title, number and old versions are in no file."""
    canary = "金丝雀八四一"
    town.step({path_of(3): decision(3, facts=f"{canary}擅自招生。", more=f"note: {canary}\n")}, "补充")
    town.step({path_of(3): STUB}, "不再公开")
    site = tmp_path / "site"
    build(town.order(site))
    for trace in (canary, "晨光第3", "示教罚〔2026〕3号"):
        assert [path for path, raw in tree(site).items() if trace.encode() in raw] == [], trace
    shown = page(site, PLACE.removesuffix("/index"))
    for words in ("这条信息依法不再公开。", "未成年人", "《中华人民共和国未成年人保护法》第一百零三条", "行政处罚"):
        assert words in shown
    told = json.loads((site / f"{PLACE}.json").read_text(encoding="utf-8"))
    assert (told["status"], told["title"]) == ("withdrawn", "依法不再公开的行政执法决定")
    assert told["fields"] == {"type": "penalty", "decision_date": "2026-03-02", "reason_code": "未成年人"}
    assert [event["action"] for event in told["events"]] == ["publish", "update", "withdraw"]
    assert told["events"][-1]["reason"] == "依法不再公开：未成年人"
    assert "已撤下" in page(site, "agencies/jyj/decisions/2026/03")


def test_a_change_that_is_not_committed_yet_keeps_the_address_too(town: Town, tmp_path: Path) -> None:
    """The clerk sees before the commit what will be left."""
    (town.content / path_of(3)).write_text(STUB, encoding="utf-8")
    build(town.order(tmp_path / "site"))
    assert "这条信息依法不再公开。" in page(tmp_path / "site", PLACE.removesuffix("/index"))


def test_a_stub_that_was_never_public_leaves_nothing_when_it_is_deleted(town: Town, tmp_path: Path) -> None:
    """Nobody ever saw it: it has no address, no event and no place in any count, before and after.

    The transparency log alone has leaves for it, which name nothing.
    """

    def addresses(site: Path) -> set[str]:
        return {path for path in tree(site) if not path.startswith("log/tile/")}

    site = tmp_path / "site"
    build(town.order(site))
    before = addresses(site)
    town.step({path_of(4): STUB}, "登记")
    town.step({path_of(4): STUB.replace("未成年人", "个人隐私")}, "改理由")
    build(town.order(tmp_path / "stub"))
    assert addresses(tmp_path / "stub") == before
    town.step({path_of(4): None}, "删去")
    build(town.order(tmp_path / "deleted"))
    assert addresses(tmp_path / "deleted") == before
    assert [path for path, raw in tree(tmp_path / "deleted").items() if "文件被删除".encode() in raw] == []


def test_a_stub_that_was_deleted_and_is_published_later_was_published_then(town: Town, tmp_path: Path) -> None:
    """Of the deletion of what nobody had seen nothing is told, in no page and no table; the log's leaf is blank too."""
    town.step({path_of(4): STUB}, "登记")
    town.step({path_of(4): None}, "删去")
    town.step({path_of(4): decision(4)}, "公开")
    build(town.order(tmp_path / "site"))
    files = tree(tmp_path / "site")
    told = json.loads(files[f"{PLACE.replace('003', '004')}.json"])
    assert [event["action"] for event in told["events"]] == ["publish"]
    assert [path for path, raw in files.items() if "未按程序撤下".encode() in raw] == []
    assert failures(MemorySite(files))[0] == []
    history = read_history(town.content, [], None)
    assert [line.split()[2] for line in log_lines(history, record=PLACE.replace("003/index", "004"))] == ["公开"]


TOMBSTONE = """\
type: penalty
decision_date: "2026-03-02"
withdrawal:
  effective_on: "2026-03-03"
  reason_code: {code}
  reason: 依法撤下这条信息。
  authority: 示例市人民政府
"""


@pytest.mark.parametrize(
    ("code", "note", "tag"), [("其他", "已经撤下", "已撤下"), ("公示期满", "公示期已满", "公示期满")]
)
def test_what_came_in_withdrawn_is_said_to_be(town: Town, tmp_path: Path, code: str, note: str, tag: str) -> None:
    """An import may begin with what is left of a record: page, list, log and verification agree that it was gone.

    Its leaf says `publish` for ever, as that of every first commit; the names of the fields that it binds tell.
    """
    town.step({path_of(4): TOMBSTONE.format(code=code)}, "迁入")
    build(town.order(tmp_path / "site"))
    files = tree(tmp_path / "site")
    place = PLACE.replace("003", "004")
    told = json.loads(files[f"{place}.json"])
    reason = f"依法撤下这条信息。（第一次提交时{note}）"
    assert [(event["action"], event["reason"], event["version"]) for event in told["events"]] == [
        ("publish", reason, None)
    ]
    assert told["status"] == "withdrawn"
    assert f"理由：{reason}" in files[f"{place}.html"].decode()
    assert reason in files["log/2026/03/events.csv"].decode()
    assert f">{tag}<" in files["agencies/jyj/decisions/2026/03/index.html"].decode()
    assert failures(MemorySite(files))[0] == []
    town.step({path_of(4): TOMBSTONE.format(code=code).replace("市人民", "省人民")}, "补充")
    build(town.order(tmp_path / "later"))
    assert failures(MemorySite(tree(tmp_path / "later")))[0] == []


def test_what_came_in_withdrawn_and_came_back_shows_no_version_of_then(town: Town, tmp_path: Path) -> None:
    """The first version that anybody saw of it is that of its return."""
    town.step({path_of(4): TOMBSTONE.format(code="其他")}, "迁入")
    town.step({path_of(4): decision(4)}, "恢复")
    build(town.order(tmp_path / "site"))
    files = tree(tmp_path / "site")
    told = json.loads(files[f"{PLACE.replace('003', '004')}.json"])
    reason = "依法撤下这条信息。（第一次提交时已经撤下）"
    assert [(event["action"], event["reason"], event["version"]) for event in told["events"]] == [
        ("publish", reason, None),
        ("restore", None, 1),
    ]
    assert failures(MemorySite(files))[0] == []


def test_the_status_of_what_came_in_withdrawn_cannot_be_changed(town: Town, tmp_path: Path) -> None:
    """Neither can a withdrawn record be called public, nor a public one withdrawn."""
    town.step({path_of(4): TOMBSTONE.format(code="其他")}, "迁入")
    build(town.order(tmp_path / "site"))
    for number, status, right in (("004", "published", "withdrawn"), ("002", "withdrawn", "published")):
        forger = Forger.over(tmp_path / "site", tmp_path / status)
        place = PLACE.replace("003", number)
        forger.change(f"{place}.json", lambda data, to=status: data.update(status=to))  # type: ignore[misc]  # the loop's
        forger.reseal()
        record = place.removesuffix("/index")
        assert forger.verdict() == [f"{record}：写的状态是「{status}」，按日志应当是「{right}」：页面被改过"]


def test_a_file_of_an_unfit_name_never_was_a_record(town: Town, tmp_path: Path) -> None:
    """Committed and deleted again, it leaves no address; its name, which may be a person's, stands in no file."""
    unfit = "agencies/jyj/decisions/2026/03/张金雀案.yaml"
    town.step({unfit: decision(4)}, "放错")
    town.step({unfit: None}, "删去")
    build(town.order(tmp_path / "site"))
    assert [path for path, raw in tree(tmp_path / "site").items() if "金雀".encode() in raw or "金雀" in path] == []


def test_a_stub_that_is_published_later_was_published_then(town: Town, tmp_path: Path) -> None:
    """The day on which the public could see it is the day of its publication."""
    town.step({path_of(4): STUB}, "登记")
    town.step({path_of(4): decision(4)}, "公开")
    build(town.order(tmp_path / "site"))
    told = json.loads((tmp_path / "site" / f"{PLACE.replace('003', '004')}.json").read_text(encoding="utf-8"))
    assert [(event["action"], event["commit"]) for event in told["events"]] == [
        ("publish", told["events"][0]["commit"])
    ]
    assert told["events"][0]["time"].startswith(f"{town.steps[-1].when:%Y-%m-%d}")
