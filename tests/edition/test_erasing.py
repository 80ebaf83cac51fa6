"""Erasing from history: what goes, what stays in the public log, and what a lie about it comes to."""

import json
import re
from pathlib import Path

import pytest
from tests.edition.erasing import CANARY, THIRD, TOMBSTONE, commit, objects, request, rewrite, withdrawn_town
from tests.edition.test_gone import STUB
from tests.edition.test_transparency import head, leaves
from tests.edition.town import Town, decision, found, path_of, tree
from tests.history.builders import git, history_of

from disclosure.commands.erasing import erase
from disclosure.edition import Report
from disclosure.generator import build
from disclosure.history.repository import History
from disclosure.history.transparency.notes import Checkpoint
from disclosure.history.transparency.tiles import tree_of
from disclosure.history.transparency.tree import consistent
from disclosure.model.errors import GongshiError

LIST = "agencies/jyj/objections.yaml"
ALARMS = frozenset({"history", "log-rewritten", "erased-waiting", "erased-unlisted", "erased-differs"})
VERIFIED = "版本历史被改写过，公开日志没有变：上次生成时的 {number} 条都在，一条不差"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a town whose third decision is withdrawn."""
    return withdrawn_town(tmp_path / "town")


def alarms(report: Report) -> list[str]:
    """Return what a build says of a history or a log that is not what it was."""
    return [issue.problem for issue in report.issues if issue.rule in ALARMS]


def told(history: History) -> list[tuple[object, ...]]:
    """Return everything that happened to files and entries but for the ids of commits and blobs."""
    lives = {**history.files, **history.entries}
    return [
        (name, event.number, event.action, event.moment.position, event.moment.time, event.moment.author)
        for name in sorted(lives)
        for event in lives[name]
    ]


def erased_site(town: Town, tmp_path: Path, record: str = THIRD, **more: str) -> tuple[Checkpoint, Report]:
    """Build, erase, register, rewrite and build again; return the checkpoint from before and the last report."""
    order = town.order(tmp_path / "site")
    build(order)
    before = head(order.output).checkpoint
    erase(order, request(tmp_path / "erase", record, text=CANARY, **more))
    commit(town)
    rewrite(town.folder, tmp_path / "erase")
    return before, build(order)


def proves(before: Checkpoint, site: Path) -> bool:
    """Tell whether the log of a site begins with an older one, by the proof that verifiers ask for."""
    now = head(site).checkpoint
    grown = tree_of(leaves(site))
    path = grown.consistency(before.size)
    return grown.root() == now.root and consistent(before.size, now.size, before.root, now.root, path)


def test_what_was_erased_is_in_no_object_and_no_file(town: Town, tmp_path: Path) -> None:
    """Neither the repository, with its messages, nor the new site holds a byte of it; the address stays and says so."""
    assert CANARY.encode() in objects(town.folder)
    erased_site(town, tmp_path)
    assert CANARY.encode() not in objects(town.folder)
    site = tree(tmp_path / "site")
    assert [path for path, raw in site.items() if CANARY.encode() in raw] == []
    page = site[f"{THIRD}/index.html"].decode()
    assert page.count('内容已依法彻底删除，<a href="/log/erased/">见登记</a>') == 3
    assert '<a href="/log/erased/#2026-1">登记 2026-1</a>' in page
    assert "当事人依法要求删除。" in site["log/erased/index.html"].decode()
    events = json.loads(site[f"{THIRD}/index.json"])["events"]
    assert [(event["action"], event.get("erased", False)) for event in events] == [
        ("publish", True),
        ("update", True),
        ("correct", True),
        ("withdraw", False),
    ]


def test_the_public_log_still_begins_with_what_it_was(town: Town, tmp_path: Path) -> None:
    """The old checkpoint stays consistent, and the build says that history changed and the log did not."""
    history = told(history_of(town.content))
    before, report = erased_site(town, tmp_path)
    assert proves(before, tmp_path / "site")
    assert alarms(report) == [VERIFIED.format(number=before.size)]
    kept = [row for row in told(history_of(town.content)) if row[0] != "log/erased.yaml" and "#2026" not in str(row[0])]
    assert kept == history


def test_the_erasing_is_an_event_with_a_leaf(town: Town, tmp_path: Path) -> None:
    """The register is a list like any other: its publication and its entry are the last leaves of the log."""
    before, _report = erased_site(town, tmp_path)
    rows = [json.loads(leaf) for leaf in leaves(tmp_path / "site")[before.size :]]
    assert [(row["action"], row["record"]) for row in rows] == [
        ("publish", "log/erased"),
        ("publish", "log/erased#2026-1"),
    ]


def test_a_forged_commitment_leads_to_another_root(town: Town, tmp_path: Path) -> None:
    """Whoever kept the old checkpoint sees it, and so does the next build, which names the event."""
    before, _report = erased_site(town, tmp_path)
    register = town.content / "log/erased.yaml"
    text = register.read_text(encoding="utf-8")
    genuine = next(line for line in text.splitlines() if "fields:" in line)
    register.write_text(text.replace(genuine, f"      fields: {'ab' * 32}"), encoding="utf-8")
    commit(town, "改登记")
    report = build(town.order(tmp_path / "site"))
    assert not proves(before, tmp_path / "site")
    assert alarms(report) == [f"公开日志被改写：彻底删除的第 3 条（{THIRD}）与上次生成时不同"]
    assert alarms(build(town.order(tmp_path / "site"))) == alarms(report)


def test_until_history_is_rewritten_the_build_says_that_it_waits(town: Town, tmp_path: Path) -> None:
    """A register alone erases nothing, and changes nothing in the log."""
    order = town.order(tmp_path / "site")
    build(order)
    before = head(order.output).checkpoint
    erase(order, request(tmp_path / "erase"))
    commit(town)
    assert alarms(build(order)) == ["登记了彻底删除，但是 3 个版本的内容还在版本历史里"]
    assert proves(before, order.output)


def test_rewriting_without_a_register_is_told_with_the_event(town: Town, tmp_path: Path) -> None:
    """A stub that nobody registered is pointed out, and the log is no longer what was published."""
    order = town.order(tmp_path / "site")
    build(order)
    before = head(order.output).checkpoint
    erase(order, request(tmp_path / "erase"))
    git(town.folder, "checkout", "-q", ".")
    git(town.folder, "clean", "-qfd")
    rewrite(town.folder, tmp_path / "erase")
    numbers = [event.number for event in history_of(town.content).files[path_of(3)][:3]]
    unlisted = sorted(f"第 {number} 条（{THIRD}）的内容已经从历史里抹去，这里没有登记" for number in numbers)
    assert alarms(build(order)) == [f"公开日志被改写：彻底删除的第 3 条（{THIRD}）与上次生成时不同", *unlisted]
    assert alarms(build(town.order(tmp_path / "elsewhere"))) == unlisted
    assert not proves(before, order.output)


def test_a_changed_and_a_cut_log_are_told(town: Town, tmp_path: Path) -> None:
    """A history that was written anew with another text, or without its last commits, is told at every build."""
    order = town.order(tmp_path / "site")
    build(order)
    size = head(order.output).checkpoint.size
    second = history_of(town.content).files[path_of(3)][1].number
    git(town.folder, "reset", "-q", "--hard", "HEAD~1")
    assert alarms(build(order)) == [f"公开日志被截短：上次生成时有 {size} 条，现在只有 {size - 1} 条"]
    del town.steps[1]
    town.replay()
    assert alarms(build(order)) == [f"公开日志被改写：从第 {second} 条（{THIRD}）起与上次生成时不同"]


def test_a_branch_that_was_never_published_may_be_anything(town: Town, tmp_path: Path) -> None:
    """Building a branch, or an older commit, to look at it says nothing of the log of main."""
    order = town.order(tmp_path / "site")
    build(order)
    git(town.folder, "checkout", "-q", "-b", "try", "HEAD~2")
    assert alarms(build(order)) == []
    git(town.folder, "checkout", "-q", "--detach", "main~1")
    assert [alarm for alarm in alarms(build(order)) if "公开日志" in alarm] == []
    git(town.folder, "checkout", "-q", "main")
    assert alarms(build(order)) == []


def test_branches_tags_and_copies_are_erased_too(town: Town, tmp_path: Path) -> None:
    """A draft on a branch, an old tag and a copy under another name go with the versions, and the list names them."""
    git(town.folder, "tag", "old", "HEAD~3")
    git(town.folder, "branch", "draft", "HEAD~2")
    git(town.folder, "checkout", "-q", "draft")
    (town.content / path_of(3)).write_text(decision(3, facts=f"{CANARY}草稿。"), encoding="utf-8")
    (town.folder / "copy.txt").write_text(decision(3, facts=f"{CANARY}第一版。"), encoding="utf-8")
    commit(town, "草稿")
    git(town.folder, "checkout", "-q", "main")
    before, _report = erased_site(town, tmp_path)
    listed = (tmp_path / "erase/list.txt").read_text(encoding="utf-8")
    assert "一、要抹去的版本：4 个" in listed
    assert "没有到过 main，不在公开日志里" in listed
    assert "所在的分支和标签：refs/heads/draft、refs/heads/main、refs/tags/old" in listed
    assert "二、同样的内容还在别的路径（随上面的版本一起抹去）：1 处" in listed
    assert CANARY.encode() not in objects(town.folder)
    assert proves(before, tmp_path / "site")


def test_other_files_with_the_text_are_listed_and_left(town: Town, tmp_path: Path) -> None:
    """What is not a version of the record is named with its path, today's content with what to do first."""
    town.step({path_of(1): decision(1, facts=f"与{CANARY}有关。")})
    town.step({path_of(2): decision(2, facts=f"也与{CANARY}有关。")})
    town.step({path_of(2): decision(2, facts=f"又与{CANARY}有关。")})
    town.step({path_of(2): decision(2)})
    git(town.folder, "switch", "-q", "-c", "draft")
    (town.content / path_of(0)).write_text(decision(9, facts=f"草稿与{CANARY}有关。"), encoding="utf-8")
    commit(town, "草稿")
    git(town.folder, "switch", "-q", "main")
    build(town.order(tmp_path / "site"))
    erase(town.order(tmp_path / "site"), request(tmp_path / "erase", text=CANARY))
    listed = (tmp_path / "erase/list.txt").read_text(encoding="utf-8")
    third = listed.partition("三、还含有同样文字的地方：4 处\n")[2].partition("\n\n")[0]
    assert re.sub("[0-9a-f]{12}", "…", third).splitlines() == [
        f"    content/{path_of(0)}（…）：只在没有合并的 refs/heads/draft 上，请删掉它们",
        f"    content/{path_of(1)}：现在的内容里还有，请先改掉或者撤下并提交",
        f"    content/{path_of(2)}（…、…）：不会随着抹去，请再对它运行 ./portal erase",
        "    提交或者标签的说明 …：改写时加上 --replace-message",
    ]


def test_an_entry_of_a_list_is_erased_and_the_others_stay(tmp_path: Path) -> None:
    """Only the entry's content goes from every version of the list; its key, its neighbours and the log stay."""
    town = Town(tmp_path / "town")
    one = "  - number: '1-1'\n    received: 2026-03-02\n    ground: 信息错误\n    note: 第一件。\n"
    two = "  - number: '1-2'\n    received: 2026-03-03\n    ground: 遗漏\n    note: {note}。\n"
    heading = "# 台账\nentries:\n"
    town.step(found(1) | {LIST: heading + two.format(note=CANARY) + one})
    town.step({LIST: heading + two.format(note=f"{CANARY}又") + one}, "更新")
    town.step({LIST: heading + one}, "删去")
    history = told(history_of(town.content))
    before, report = erased_site(town, tmp_path, "agencies/jyj/objections#1-2")
    assert proves(before, tmp_path / "site")
    assert alarms(report) == [VERIFIED.format(number=before.size)]
    assert CANARY.encode() not in objects(town.folder)
    again = [row for row in told(history_of(town.content)) if not str(row[0]).startswith("log/")]
    assert again == history
    first = git(town.folder, "show", f"HEAD~3:content/{LIST}")
    stub = "  - {number: 1-2, erased: {version: 1}}\n"
    assert f"{first}\n" == heading + stub + one


def test_what_was_withheld_from_the_start_is_erased_without_a_name(tmp_path: Path) -> None:
    """The register names no record that the public never saw, and its leaf stays the nameless one."""
    town = Town(tmp_path / "town")
    town.step(found(1))
    town.step({path_of(5): STUB.replace("reason_code", f"note: {CANARY}\nreason_code")}, "不公开")
    town.step({path_of(5): STUB}, "删去说明")
    before, report = erased_site(town, tmp_path, THIRD.replace("003", "005"))
    assert proves(before, tmp_path / "site")
    assert alarms(report) == [VERIFIED.format(number=before.size)]
    register = (town.content / "log/erased.yaml").read_text(encoding="utf-8")
    assert "    record:" not in register
    assert "hidden: " in register
    assert CANARY.encode() not in objects(town.folder)


def test_attachments_are_erased_with_their_record(town: Town, tmp_path: Path) -> None:
    """Every file that lay beside the record goes; the nameless leaves of the files stay."""
    beside = path_of(3).replace(".yaml", ".files/notes.txt")
    for number, text in enumerate((f"{CANARY}一", f"{CANARY}二", None)):
        path = town.content / beside
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8") if text else path.unlink()
        commit(town, f"附件 {number}")
    before, report = erased_site(town, tmp_path)
    assert proves(before, tmp_path / "site")
    assert alarms(report) == [VERIFIED.format(number=before.size)]
    assert CANARY.encode() not in objects(town.folder)


def test_earlier_versions_of_what_stays_public_are_erased(town: Town, tmp_path: Path) -> None:
    """A record that goes on being public loses its old versions, on `--versions earlier` alone."""
    town.step({path_of(4): decision(4, facts=f"{CANARY}。")}, "更新")
    town.step({path_of(4): decision(4, facts="某某。")}, "隐去")
    record = THIRD.replace("003", "004")
    with pytest.raises(GongshiError, match="还在公开；请先撤下并提交"):
        erased_site(town, tmp_path, record)
    before, _report = erased_site(town, tmp_path, record, versions="earlier")
    assert proves(before, tmp_path / "site")
    page = (tmp_path / "site" / record / "index.html").read_text(encoding="utf-8")
    assert page.count("内容已依法彻底删除") == 2
    assert "某某。" in page


def test_a_second_erasing_of_the_same_record_finds_only_what_is_new(town: Town, tmp_path: Path) -> None:
    """What was erased is not erased again, and its stubs keep their numbers."""
    before, _report = erased_site(town, tmp_path)
    (town.content / path_of(3)).write_text(TOMBSTONE.replace("依法撤下", f"依{CANARY}撤下"), encoding="utf-8")
    commit(town, "撤下说明改错")
    (town.content / path_of(3)).write_text(TOMBSTONE, encoding="utf-8")
    commit(town, "撤下说明改正")
    order = town.order(tmp_path / "site")
    build(order)
    erase(order, request(tmp_path / "again", text=CANARY))
    assert "一、要抹去的版本：1 个" in (tmp_path / "again/list.txt").read_text(encoding="utf-8")
    commit(town)
    rewrite(town.folder, tmp_path / "again")
    build(order)
    assert proves(before, order.output)
    assert "number: 2026-2" in (town.content / "log/erased.yaml").read_text(encoding="utf-8")
    assert CANARY.encode() not in objects(town.folder)
