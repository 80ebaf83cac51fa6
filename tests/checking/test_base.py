"""What a branch may not do: each folder of tests/examples/base/ is a branch, and expected.txt what is said of it.

before/ is what was public, after/ what the branch has at its end, middle/ (if there) what it had in between, and
message.txt (if there) what its last commit says. `COMMIT` and `BASE` stand for the ids that git gave.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.checking.examples import EXAMPLES, SCHEMAS, rules_for, setting_of
from tests.history.builders import git, on
from tests.reading.files import document, pdf, workbook

from disclosure.checking.branch.limits import Limit, limit_of
from disclosure.checking.branch.rules import check_branch
from disclosure.checking.branch.versions import DECIDED
from disclosure.checking.gate import Gate
from disclosure.history.base import compare
from disclosure.history.planned import PlannedCommit, fast_import
from disclosure.history.repository import read_history
from disclosure.history.writing import init_repository
from disclosure.model.kinds import KINDS, kind_of
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.tree import walk

CLERK = ("经办人", "clerk@example.invalid")
GATE = Gate(SCHEMAS, rules_for(""))
WITHDRAWALS = setting_of("valid/withdrawals/withdrawals.yaml", "withdrawals")


def cases() -> list[Path]:
    """Return the folder of every case."""
    return sorted(path for path in (EXAMPLES / "base").iterdir() if path.is_dir())


def branch(case: Path, folder: Path) -> Path:
    """Make a repository with main as before/, and a branch with a commit for middle/ and one for after/."""
    message = case / "message.txt"
    states = [_files(case / name) for name in ("before", "middle", "after") if (case / name).is_dir()]
    words = ["公开", "起草", message.read_text(encoding="utf-8") if message.exists() else "修改"]
    planned, there = [], dict[str, bytes]()
    for day, (state, said) in enumerate(zip(states, [words[0], *words[-len(states) + 1 :]], strict=True), start=1):
        files: dict[str, bytes | None] = {path: None for path in there if path not in state}
        files |= {path: raw for path, raw in state.items() if there.get(path) != raw}
        planned.append(PlannedCommit(on(day), CLERK, CLERK, said, files))
        there = state
    init_repository(folder)
    fast_import(folder, planned[:1])
    git(folder, "branch", "base")
    fast_import(folder, planned[1:])
    (folder / "content").mkdir(exist_ok=True)
    return folder / "content"


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".gitkeep")
    return {f"content/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found}


def said_of(content: Path, gate: Gate = GATE) -> str:
    """Return what the check says of the branch, its own part only, with words for the ids."""
    files, _faults = walk(content)
    history = read_history(content, files)
    there = [(kind, read_document(path, (content / path).read_bytes())) for path in files if (kind := kind_of(path))]
    judged = [issue for kind, found in there if isinstance(found, Document) for issue in gate.check(found, kind)]
    comparison = compare(content, history, "base")
    issues = check_branch(comparison, gate, KINDS, WITHDRAWALS, date(2026, 11, 20), judged)
    text = "".join(f"{issue.level.value} {issue}\n" for issue in issues)
    for commit, word in ((comparison.commit, "BASE"), *((step.commit, "COMMIT") for step in comparison.steps)):
        text = text.replace(commit[:7], word)
    return text


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_branch_is_told_just_what_it_may_not_do(case: Path, tmp_path: Path) -> None:
    """The issues of a branch are those of its expected.txt, with level, place, words and what to do."""
    assert said_of(branch(case, tmp_path / "仓库")) == (case / "expected.txt").read_text(encoding="utf-8")


def test_what_every_kind_of_act_decides_is_marked() -> None:
    """The block of an act, its date, number, parties and content change by correction alone."""
    decision = GATE.schemas.properties("decision")
    acts = set(decision["type"]["enum"])
    marked = {steps[0] for steps, _mark in GATE.schemas.marked("decision", DECIDED)}
    assert acts | {"type", "document_no", "decision_date", "parties", "facts", "basis", "content"} <= marked


def test_what_is_decided_can_be_corrected() -> None:
    """A schema that marks something as decided has a place for corrections."""
    names = [kind.schema for kind in KINDS if GATE.schemas.marked(kind.schema, DECIDED)]
    assert names
    assert [name for name in names if "corrections" not in GATE.schemas.properties(name)] == []


def test_the_limit_is_the_newest_that_has_come_into_force() -> None:
    """What is of the wrong shape is left to the check of the rules themselves."""
    entries = [
        {"number": 20, "percent": 10, "percent_from": 5, "in_force_from": "2020-01-01"},
        {"number": 5, "percent": 50, "in_force_from": "2026-06-01"},
        {"number": "x", "percent": 1, "in_force_from": "2026-07-01"},
        "y",
    ]
    assert limit_of({"limits": entries}, date(2026, 5, 31)) == Limit(20, 10, 5)
    assert limit_of({"limits": entries}, date(2026, 8, 1)) == Limit(5, 50, 1)
    assert limit_of({"limits": entries}, date(2019, 1, 1)) is None


def test_an_attachment_that_was_exchanged_is_looked_into_as_it_first_came(tmp_path: Path) -> None:
    """A file that leaked a number and was exchanged for another stays readable in the commit that brought it."""
    record = (EXAMPLES / "base" / "decided" / "before" / "agencies/jyj/decisions/2026/03/012.yaml").read_bytes()
    path = "content/agencies/jyj/decisions/2026/03/012"
    leaking: dict[str, bytes | None] = {
        f"{path}.files/a.pdf": pdf("电话 13912345678"),
        f"{path}.files/b.docx": document(),
    }
    init_repository(tmp_path)
    fast_import(tmp_path, [PlannedCommit(on(1), CLERK, CLERK, "公开", {f"{path}.yaml": record})])
    git(tmp_path, "branch", "base")
    clean: dict[str, bytes | None] = {f"{path}.files/a.pdf": pdf("没有电话"), f"{path}.files/b.docx": None}
    for day, files in enumerate((leaking, clean), start=2):
        fast_import(tmp_path, [PlannedCommit(on(day), CLERK, CLERK, "附件", files)])
    assert said_of(tmp_path / "content").partition("；")[0] == (
        f"error {path}.files/a.pdf 提交 COMMIT 里第 1 页里像是手机号（139…78）"
    )


PLACE = "agencies/jyj/decisions/2026/03/012.yaml"
EARLIER = "corrections:\n  - date: 2026-03-05\n    fields: [facts]\n    reason: 漏写。\n    cause: 公开有误\n"
RETURN = "restorations:\n  - date: 2026-04-09\n    reason: 判决撤销复议决定。\n    authority: 示例市中级人民法院\n"


def brought_back(folder: Path, after: str, *, ending: bytes | None) -> Path:
    """Make a main that has corrected a decision and then taken it away (None: deleted), and a branch with it again."""
    text = (EXAMPLES / "base" / "decided" / "before" / PLACE).read_text(encoding="utf-8")
    versions = [text.encode(), f"{text}{EARLIER}".encode(), ending]
    init_repository(folder)
    for day, raw in enumerate(versions, start=1):
        fast_import(folder, [PlannedCommit(on(day), CLERK, CLERK, "主干", {f"content/{PLACE}": raw})])
    git(folder, "branch", "base")
    back: dict[str, bytes | None] = {f"content/{PLACE}": f"{text}{after}".encode()}
    fast_import(folder, [PlannedCommit(on(9), CLERK, CLERK, "恢复公开", back)])
    return folder / "content"


TOMBSTONE = (EXAMPLES / "base" / "restored" / "before" / PLACE).read_bytes()


@pytest.mark.parametrize("ending", [TOMBSTONE, None], ids=["withdrawn", "deleted"])
def test_what_comes_back_is_what_the_public_saw_last(ending: bytes | None, tmp_path: Path) -> None:
    """Neither a tombstone nor a deletion in between lets decided facts change, or an earlier correction go."""
    place = f"error content/{PLACE}"
    content = brought_back(tmp_path / "同", EARLIER + RETURN, ending=ending)
    assert said_of(content) == ""
    content = brought_back(tmp_path / "无", EARLIER, ending=ending)
    assert said_of(content).partition("；")[0] == f"{place}:1:1 撤下的信息又公开了，没有写恢复公开的理由"
    content = brought_back(tmp_path / "少", RETURN, ending=ending)
    assert said_of(content).partition("；")[0] == f"{place}:1:1 更正（corrections）：以前的更正少了 1 项"
    content = brought_back(tmp_path / "改", EARLIER + RETURN, ending=ending)
    file = content / PLACE
    file.write_text(file.read_text(encoding="utf-8").replace("fine: 20000", "fine: 90000"), encoding="utf-8")
    assert said_of(content).partition("；")[0] == (f"{place}:15:9 罚款金额（penalty.fine）：公开以后改了，没有写更正")
    new = "  - date: 2026-04-09\n    fields: [penalty.fine]\n    reason: 写错。\n    cause: 公开有误\n"
    corrected = file.read_text(encoding="utf-8").replace(EARLIER, EARLIER + new)
    file.write_text(corrected, encoding="utf-8")
    assert said_of(content) == ""


def test_a_second_return_says_why_again(tmp_path: Path) -> None:
    """What an earlier restoration said does not speak for the next one."""
    text = (EXAMPLES / "base" / "decided" / "before" / PLACE).read_bytes()
    once = text + RETURN.encode()
    init_repository(tmp_path)
    for day, raw in enumerate((text, TOMBSTONE, once, TOMBSTONE), start=1):
        fast_import(tmp_path, [PlannedCommit(on(day), CLERK, CLERK, "主干", {f"content/{PLACE}": raw})])
    git(tmp_path, "branch", "base")
    fast_import(tmp_path, [PlannedCommit(on(9), CLERK, CLERK, "恢复公开", {f"content/{PLACE}": once})])
    said = said_of(tmp_path / "content")
    assert said.partition("；")[0] == f"error content/{PLACE}:1:1 撤下的信息又公开了，没有写恢复公开的理由"


def beside(folder: Path, *commits: dict[str, bytes | None], before: dict[str, bytes | None] | None = None) -> str:
    """Return what is said of a branch with these commits of files from the repository's top."""
    init_repository(folder)
    record = (EXAMPLES / "base" / "decided" / "before" / PLACE).read_bytes()
    fast_import(folder, [PlannedCommit(on(1), CLERK, CLERK, "公开", {f"content/{PLACE}": record, **(before or {})})])
    git(folder, "branch", "base")
    for day, files in enumerate(commits, start=2):
        fast_import(folder, [PlannedCommit(on(day), CLERK, CLERK, "整理", files)])
    return said_of(folder / "content")


def places(said: str) -> list[str]:
    """Return each line up to what is to be done."""
    return [line.partition("；")[0] for line in said.splitlines()]


def test_a_source_table_beside_content_stays_readable_after_it_was_deleted(tmp_path: Path) -> None:
    """Whatever sort of file it is, in whatever folder, and however soon it went."""
    files: dict[str, bytes | None] = {
        "名单.xlsx": workbook("张某", "13912345678"),
        "台账/笔记.txt": "身份证 11010119900307002X".encode(),
        "a.pdf": pdf("13912345679"),
        "b.docx": document("<w:p><w:r><w:t>13912345670</w:t></w:r></w:p>"),
        "c.csv": b"plain\n",
    }
    said = beside(tmp_path, files, dict.fromkeys(files))
    assert places(said) == [
        "error a.pdf 提交 COMMIT 里第 1 页里像是手机号（139…79）",
        "error b.docx 提交 COMMIT 里正文里像是手机号（139…70）",
        "error 台账/笔记.txt:1:5 提交 COMMIT 里像是居民身份证号（110…2X）",
        "error 名单.xlsx 提交 COMMIT 里工作表「Sheet」里像是手机号（139…78）",
    ]
    assert "；后面的提交里删去也不够，历史里仍然读得到；" in said


def test_what_names_who_works_on_the_repository_is_no_leak(tmp_path: Path) -> None:
    """Mail addresses in maintainers.yaml, CODEOWNERS and what the forge is set up with; but never a number."""
    mail = b"maintainers: [somebody@qq.com]\n"
    names = ("maintainers.yaml", "CODEOWNERS", ".github/workflows/gongshi.yml", ".gitlab-ci.yml", ".mailmap")
    assert beside(tmp_path / "甲", dict.fromkeys(names, mail)) == ""
    said = beside(tmp_path / "乙", {"README.md": mail, ".mailmap": b"<somebody@qq.com> 13912345678\n"})
    assert places(said) == [
        "error .mailmap:1:19 提交 COMMIT 里像是手机号（139…78）",
        "error README.md:1:15 提交 COMMIT 里像是个人邮箱（som…om）",
    ]


def test_a_branch_is_not_blamed_for_what_was_beside_content_before(tmp_path: Path) -> None:
    """It did not bring that in."""
    old: dict[str, bytes | None] = {"README.md": b"13912345678\n"}
    assert beside(tmp_path, {"README.md": b"text\n\n13912345678\n"}, before=old) == ""


def test_what_could_not_be_looked_into_is_said(tmp_path: Path) -> None:
    """Too large, closed with a password, of an old format, or without words: somebody has to look."""
    files: dict[str, bytes | None] = {
        "大.csv": b"x\n" * (6 * 1024 * 1024),
        "旧.xls": bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600,
        "扫描.pdf": pdf(""),
    }
    assert places(beside(tmp_path, files, dict.fromkeys(files))) == [
        "warning 大.csv 提交 COMMIT 带进来的这个文件有 12.0 MB，超过 10 MB，没有查看里面有没有个人信息",
        "warning 扫描.pdf 提交 COMMIT 里这个文件有的地方只有图、没有文字，机器查不出里面有没有个人信息",
        "warning 旧.xls 提交 COMMIT 里这个文件打不开（加密、旧格式或者压缩包），机器查不出里面有没有个人信息",
    ]


NO_RULE = """\
warning content/{place}:5:16 原因类别（withdrawal.reason_code）：写的是公示期满，按 rules/publicity.yaml 算不出期限；\
请核对：撤下以前的 publicity 应当写明 regime 和 severity；不是期满的另写原因类别
"""
TOO_EARLY = """\
error content/{place}:5:16 原因类别（withdrawal.reason_code）：试行办法，自 2026-03-02 起 12 个月，2027-03-02 才期满；\
请恢复原样，到期用 ./portal expire；不是期满的另写原因类别
"""


@pytest.mark.parametrize(("months", "said"), [(0, NO_RULE), (12, TOO_EARLY), (3, "")])
def test_what_is_called_expired_has_expired(months: int, said: str, tmp_path: Path) -> None:
    """By the regime and severity that the decision named before."""
    text = (EXAMPLES / "base" / "decided" / "before" / PLACE).read_text(encoding="utf-8")
    severity = {"severity": "一般", "published": True, "max_months": months}
    regime: dict[str, object] = {"id": "a", "name": "试行办法", "in_force_from": "2023-05-01", "starts": "决定日期"}
    regime |= {"ends_automatically": True, "classes": [severity]}
    before = f"{text}publicity:\n  regime: a\n  severity: 一般\n" if months else text
    after = "type: penalty\ndecision_date: 2026-03-02\nwithdrawal:\n  effective_on: 2026-06-02\n"
    after += "  reason_code: 公示期满\n  reason: 期满。\n  authority: 示例市教育局\n"
    init_repository(tmp_path)
    fast_import(tmp_path, [PlannedCommit(on(1), CLERK, CLERK, "公开", {f"content/{PLACE}": before.encode()})])
    git(tmp_path, "branch", "base")
    fast_import(tmp_path, [PlannedCommit(on(2), CLERK, CLERK, "期满", {f"content/{PLACE}": after.encode()})])
    gate = Gate(SCHEMAS, replace(rules_for(""), publicity={"regimes": [regime]}))
    assert said_of(tmp_path / "content", gate) == said.format(place=PLACE)
