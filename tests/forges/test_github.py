"""The workflows for GitHub: the steps that init ships, run against a real repository and a forge that answers."""

import json
from dataclasses import replace
from pathlib import Path

from tests.edition.town import decision, path_of
from tests.forges.api import Api, serving
from tests.forges.runner import Forge, Run, actions_job
from tests.forges.world import CLERK, NAME, STRANGER, World, git

REVIEW, PUSH, NIGHTLY = (f".github/workflows/gongshi{name}.yml" for name in ("-review", "", "-nightly"))
BOT = {"login": "github-actions[bot]", "id": 41898282}
SECOND = "agencies/jyj/decisions/2026/03/002"
TITLE = "示例市晨光第2教育咨询有限公司擅自招收学生案"

NIGHT = """\
## 公开时限

到 2029-03-02：超期未办 3，按期 1/4

### 示例市教育局

超期未办 3，按期 1/4

- 超期未办：agencies/jyj/reports/2026 统计年报公开，最迟 2027-01-31，已超 545 个工作日（暂定）
- 超期未办：agencies/jyj/reports/2027 统计年报公开，最迟 2028-01-31，已超 284 个工作日（暂定）
- 超期未办：agencies/jyj/reports/2028 统计年报公开，最迟 2029-01-31，已超 22 个工作日（暂定）

## 公开记录的核查

核查完毕，没有发现问题。
"""


def reviewed(forge: Forge, folder: Path, author: str = "jiaoyuju") -> Run:
    """Run the reviewing job of merge request 7."""
    contexts = {"github.event.pull_request.number": "7", "github.event.pull_request.user.login": author}
    return actions_job(forge, REVIEW, "review", folder, contexts=contexts, given={"GITHUB_BASE_REF": "main"})


def commented(forge: Forge, folder: Path, review: Run, api: Api) -> Run:
    """Run the commenting job of merge request 7."""
    contexts = {"github.token": "geheim", "github.event.pull_request.number": "7"}
    given = {"GITHUB_API_URL": api.address}
    return actions_job(forge, REVIEW, "comment", folder, contexts=contexts, given=given, artifacts=review.artifacts)


def test_a_good_branch_gets_a_comment_and_a_preview(world: World, forge: Forge, tmp_path: Path) -> None:
    """What becomes public, for whom, by which day; the pages open from the artifact."""
    world.on_main("2026-03-04", {path_of(1): decision(1)})
    commit = world.request("2026-03-09", {path_of(2, "2026-03-11"): decision(2, day="2026-03-11")})
    run = reviewed(forge, tmp_path / "job")
    assert run.failed == [], run.printed
    pages = json.loads(run.read("review/review.json"))["preview"]["pages"]
    assert run.read("review/comment.md") == run.summary
    assert (
        run.summary
        == f"""\
<!-- gongshi-review -->

## 合并前审阅：可以合并

并入 `origin/main` 以后，网站上有 1 条信息会变。今天（2026-03-16）合并：按期 1 条。

### 合并以后会公开什么

**示例市教育局**

| 变化 | 内容 | 当事人 | 期限 |
| --- | --- | --- | --- |
| 公开 | {TITLE}<br>示教罚〔2026〕2号<br>`/{SECOND}/` | 示例市晨光第2教育咨询有限公司 | \
许可、处罚决定公开：最迟 2026-03-20，今天合并按期 |

### 是不是维护人改的

是。示例经办改的都是自己维护的文件夹。

### 合并以后的样子

会变的 {pages} 个页面在这次运行的附件「preview」里：下载、解压，打开 index.html。

---

按 2026-03-16 计算，`origin/main` 加上这个分支的 1 个提交（到 `{commit[:7]}` 为止）。\
合并就是公开：公开时间以合并的时间为准。再推送时这条评论会更新。
"""
    )
    page = (run.artifacts["preview"] / "site" / SECOND / "index.html").read_text(encoding="utf-8")
    assert f"<title>{TITLE}_" in page
    assert '<link rel="stylesheet" href="../../../../../../theme/css/tokens.css">' in page
    assert (run.artifacts["preview"] / "site" / "theme" / "css" / "tokens.css").is_file()
    assert f'<a href="site/{SECOND}/index.html">{TITLE}' in run.read("preview/index.html")


def test_a_schema_fault_stops_the_branch_with_its_line_and_its_remedy(
    world: World, forge: Forge, tmp_path: Path
) -> None:
    """The comment says where, what and how to mend it; the forge marks the line; there is no preview."""
    world.request("2026-03-09", {path_of(2): decision(2).replace('"2026-03-02"', '"2026-02-30"')})
    run = reviewed(forge, tmp_path / "job")
    assert run.failed == ["审阅"]
    assert run.codes["审阅"] == 2
    assert "## 合并前审阅：有 1 处要改正\n" in run.summary
    path = f"content/{path_of(2)}"
    assert f"| 公开 | `{path}`<br>这个文件有错，改正以后才看得出会公开什么 | — | — |\n" in run.summary
    assert run.summary.partition("### 要改正才能合并\n\n")[2].startswith(
        f"`{path}`\n\n"
        "- 第 4 行：决定日期（decision\\_date）：「2026-02-30」不是有效日期"
        "<br>怎么改：请写成 年-月-日，例如 2026-02-28\n\n###"
    )
    assert "### 合并以后的样子\n\n内容有错误，改正以前生成不了网页。\n" in run.summary
    assert f"::error file={path},line=4,col=16,title=决定日期::" in run.printed
    assert sorted(run.artifacts) == ["review"]


def test_a_late_decision_is_told_and_stops_nothing(world: World, forge: Forge, tmp_path: Path) -> None:
    """To refuse it would make it later still."""
    world.request("2026-03-13", {path_of(2): decision(2)})
    run = reviewed(forge, tmp_path / "job")
    assert run.failed == []
    assert "## 合并前审阅：可以合并，有的已经超期，请尽快\n" in run.summary
    assert "今天（2026-03-16）合并：超期 1 条。\n" in run.summary
    assert "许可、处罚决定公开：最迟 2026-03-11，**今天合并超期 3 个工作日** |\n" in run.summary


def test_an_author_out_of_scope_is_named_and_stops_the_branch(world: World, forge: Forge, tmp_path: Path) -> None:
    """By the maintainers of the line that the branch goes into, not by those that it brings along."""
    open_to_all = "folders:\n  - folder: .\n    maintainers: [stranger@example.invalid]\n"
    files = {path_of(2): decision(2), "../maintainers.yaml": open_to_all}
    commit = world.request("2026-03-09", files, STRANGER)
    run = reviewed(forge, tmp_path / "job")
    assert run.codes["审阅"] == 2
    assert run.summary.partition("### 是不是维护人改的\n\n")[2].startswith(
        f"- 路人（提交 {commit[:7]}）改了 content/{path_of(2)} 等 2 个文件，他不是维护人"
        "<br>怎么改：不该由他改的，请从这个分支里去掉这些改动，由维护人来改；"
        "该由他改的，请整个仓库的维护人先在主线的 maintainers.yaml 里加上他\n\n###"
    )
    assert STRANGER[1] not in run.summary


def test_the_tool_is_that_of_the_line_and_not_of_the_branch(world: World, forge: Forge, tmp_path: Path) -> None:
    """A branch that names another tool does not choose what judges it."""
    pinned = git(world.clone, "config", "--file", ".gongshi/tool", "tool.commit")
    world.request("2026-03-09", {"../.gongshi/tool": "[tool]\n\turl = https://example.invalid/x\n\tcommit = v9\n"})
    run = reviewed(forge, tmp_path / "job")
    assert git(run.folder / "tool", "rev-parse", "HEAD") == pinned
    assert "改了 .gongshi/tool，他不是维护人<br>" in run.summary


def test_a_line_that_names_no_tool_says_so(world: World, forge: Forge, tmp_path: Path) -> None:
    """In words, before anything else is tried."""
    world.commit("2026-03-04", {".gongshi/tool": "[tool]\n\turl =\n\tcommit = v0.1.0\n"})
    git(world.clone, "push", "--quiet", "origin", "main")
    world.request("2026-03-09", {path_of(2): decision(2)})
    run = reviewed(forge, tmp_path / "job")
    assert run.codes["取工具"] == 1
    assert run.printed.startswith("主线上的 .gongshi/tool 没有写明 url 和 commit，不知道用哪一版工具\n")


def test_the_comment_is_written_once_and_then_updated(world: World, forge: Forge, tmp_path: Path) -> None:
    """Beside what others say, behind a hundred comments, and never over a comment that only looks like ours."""
    world.request("2026-03-09", {path_of(2): decision(2)})
    first = reviewed(forge, tmp_path / "first")
    with serving(Api(BOT)) as api:
        for number in range(120):
            api.say(f"<!-- gongshi-review --> {number}", {"login": "somebody", "id": 5})
        assert commented(forge, tmp_path / "comment", first, api).failed == []
        world.request("2026-03-10", {path_of(3): decision(3)})
        second = reviewed(forge, tmp_path / "second")
        assert commented(forge, tmp_path / "again", second, api).failed == []
    issues = f"/repos/{NAME}/issues"
    assert api.changes == [("POST", f"{issues}/7/comments"), ("PATCH", f"{issues}/comments/220")]
    assert {key for _method, _path, key in api.asked} == {"Bearer geheim"}
    assert (len(api.comments), api.comments[-1]["body"]) == (121, second.summary)
    assert second.summary != first.summary


def test_a_fork_cannot_comment_and_the_summary_has_it_all(world: World, forge: Forge, tmp_path: Path) -> None:
    """Its token may only read; the run stays green."""
    world.request("2026-03-09", {path_of(2): decision(2)})
    review = reviewed(forge, tmp_path / "job")
    with serving(Api(BOT, writable=False)) as api:
        run = commented(forge, tmp_path / "comment", review, api)
    assert run.failed == []
    assert run.printed == "令牌不能写评论（派生仓库的请求就是这样）：审阅意见在这次运行的摘要里\n"
    assert api.comments == []
    assert review.summary.startswith("<!-- gongshi-review -->\n")


def test_a_forge_that_is_down_fails_the_commenting_job(world: World, forge: Forge, tmp_path: Path) -> None:
    """Nobody is told that a comment was written which was not."""
    world.request("2026-03-09", {path_of(2): decision(2)})
    review = reviewed(forge, tmp_path / "job")
    with serving(Api(BOT)) as api:
        api.answer = lambda *_asked: (502, {})  # type: ignore[method-assign]  # a forge that has trouble
        run = commented(forge, tmp_path / "comment", review, api)
    assert (run.failed, run.printed) == (["写评论，已经有的就更新"], "评论没有写成，平台回答 502\n")


def test_a_push_to_main_builds_and_keeps_the_site(world: World, forge: Forge, tmp_path: Path) -> None:
    """It is checked, built, kept, and the commits of the push are audited."""
    before = git(world.clone, "rev-parse", "HEAD")
    tip = world.on_main("2026-03-09", {path_of(1): decision(1)})
    contexts = {"github.sha": tip, "github.event.before": before}
    run = actions_job(forge, PUSH, "site", tmp_path / "job", contexts=contexts, given={})
    assert run.failed == [], run.printed
    page = run.artifacts["site"] / path_of(1).replace(".yaml", "/index.html")
    assert TITLE.replace("第2", "第1") in page.read_text(encoding="utf-8")
    assert run.printed.endswith(f"1 个提交，到 {tip[:7]} 为止\n")


def test_a_push_of_a_stranger_fails_the_audit_after_the_site_is_kept(
    world: World, forge: Forge, tmp_path: Path
) -> None:
    """What is on main is public; who brought it there is a question of its own."""
    before = git(world.clone, "rev-parse", "HEAD")
    tip = world.commit("2026-03-09", {f"content/{path_of(1)}": decision(1)}, STRANGER)
    git(world.clone, "push", "--quiet", "origin", "main")
    contexts = {"github.sha": tip, "github.event.before": before}
    run = actions_job(forge, PUSH, "site", tmp_path / "job", contexts=contexts, given={})
    assert (run.failed, sorted(run.artifacts)) == (["核查这次推送的提交"], ["site"])
    assert f"路人的提交 {tip[:7]}（2026-03-09 09:00）改了 content/{path_of(1)}，他不是维护人" in run.printed


def test_the_night_hides_what_has_ended_and_reports_what_is_overdue(world: World, forge: Forge, tmp_path: Path) -> None:
    """The site of the day keeps no word of what is published no more; the summary is red and says who owes what."""
    ending = decision(1, more="publicity:\n  regime: ndrc-58\n  severity: 一般\n")
    tip = world.on_main("2026-03-03", {path_of(1): ending})
    eve, day = (
        actions_job(replace(forge, day=day), NIGHTLY, "nightly", tmp_path / day, contexts={"github.sha": tip}, given={})
        for day in ("2029-03-01", "2029-03-02")
    )
    assert (eve.failed, day.failed) == (["期限和核查"], ["期限和核查"])
    assert [held(run, "晨光第1教育") for run in (eve, day)] == [True, False]
    assert day.summary == NIGHT


def held(run: Run, words: str) -> bool:
    """Tell whether any file of a kept site holds some words."""
    return any(words.encode() in path.read_bytes() for path in run.artifacts["site"].rglob("*") if path.is_file())


def test_accounts_are_asked_for_where_they_are_listed(world: World, forge: Forge, tmp_path: Path) -> None:
    """An address can be borrowed, an account cannot."""
    listed = f"folders:\n  - folder: content/agencies/jyj\n    maintainers: [{CLERK[1]}]\n    accounts: [JiaoYuJu]\n"
    world.commit("2026-03-04", {"maintainers.yaml": listed})
    git(world.clone, "push", "--quiet", "origin", "main")
    world.request("2026-03-09", {path_of(2): decision(2)})
    theirs, other = (reviewed(forge, tmp_path / name, name) for name in ("jiaoyuju", "luren"))
    assert (theirs.codes["审阅"], other.codes["审阅"]) == (0, 2)
    assert f"- 提出合并的账号 luren 不是 content/{path_of(2)} 的维护人<br>" in other.summary
