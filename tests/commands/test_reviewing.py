"""review as a clerk and a forge run it: what a branch would publish, in one comment, by a merge that is only tried."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.commands.lived import IMPORTED, Lived
from tests.commands.portal import Starter
from tests.edition.town import ABOUT, PORTAL, decision, found, path_of
from tests.history.builders import git

from disclosure.commands.reviewing import Asked, review
from disclosure.model.errors import GongshiError

TITLE = "示例市晨光第{}教育咨询有限公司擅自招收学生案"
PARTY = "示例市晨光第{}教育咨询有限公司"
OFFICERS = "entries:\n  - certificate_no: '0001'\n    name: 张某\n"
TOMBSTONE = """\
type: penalty
document_no: 示教罚〔2026〕1号
decision_date: "2026-03-02"
withdrawal:
  effective_on: "2026-03-16"
  reason_code: 撤销
  reason: 复议决定撤销。
  authority: 示例市人民政府
  document_no: 示政复〔2026〕1号
"""
STUB = 'type: penalty\ndecision_date: "2026-03-02"\npublish: false\nreason_code: 个人隐私\n'
NOTE = "note: 已经履行。\n"
DECEMBER = "2026-12-28"


@pytest.fixture
def town(tmp_path: Path) -> Lived:
    """A town whose main line is the branch zhuxian, and whose clerks work on another one."""
    town = Lived(tmp_path / "town")
    town.on("2026-01-01", {**found(), "agencies/jyj/officers.yaml": OFFICERS})
    town.on("2026-03-03", {path_of(1): decision(1), path_of(4): decision(4)})
    git(town.folder, "branch", "zhuxian")
    return town


@pytest.fixture
def told(town: Lived, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., tuple[int, str, Any]]:
    """A function that reviews the branch on a day: exit code, comment, and the same as JSON."""

    def run(day: str = "2026-03-16", **asked: str) -> tuple[int, str, Any]:
        capsys.readouterr()
        answer = tmp_path / "review.json"
        code = review(town.order(day), Asked("zhuxian", json=str(answer), **asked))
        return code, capsys.readouterr().out, json.loads(answer.read_text(encoding="utf-8"))

    return run


def on_main(town: Lived, day: str, files: dict[str, str | None]) -> None:
    """Commit to the main line while the clerks' branch stays where it is."""
    branch = git(town.folder, "rev-parse", "main")
    git(town.folder, "reset", "--quiet", "--hard", "zhuxian")
    town.on(day, files)
    git(town.folder, "branch", "--force", "zhuxian")
    git(town.folder, "reset", "--quiet", "--hard", branch)


def test_a_clerk_reads_all_that_a_branch_would_do(town: Lived, told: Callable[..., tuple[int, str, Any]]) -> None:
    """Each record with what happens to it, for whom, by when; the late first."""
    officers = "entries:\n  - certificate_no: '0001'\n    name: 张某\n    until: 2026-03-01\n"
    town.on(
        "2026-03-16",
        {
            path_of(1): TOMBSTONE,
            path_of(2, DECEMBER): decision(2, day=DECEMBER),
            path_of(4): decision(4, more=NOTE),
            path_of(5): STUB,
            "agencies/jyj/officers.yaml": f"{officers}  - certificate_no: '0002'\n    name: 李某\n",
            "pages/about.md": f"{ABOUT}\n改了。\n",
        },
    )
    town.write(path_of(3), decision(3))
    code, comment, _answer = told("2026-12-29")
    head = git(town.folder, "rev-parse", "HEAD")[:7]
    assert code == 0
    assert (
        comment
        == f"""\
<!-- gongshi-review -->

## 合并前审阅：可以合并，有的已经超期，请尽快

并入 `zhuxian` 以后，网站上有 5 条信息会变。今天（2026-12-29）合并：按期 1 条，超期 2 条。

### 合并以后会公开什么

**示例市教育局**

| 变化 | 内容 | 当事人 | 期限 |
| --- | --- | --- | --- |
| 公开 | {TITLE.format(3)}<br>示教罚〔2026〕3号<br>`/agencies/jyj/decisions/2026/03/003/` | \
{PARTY.format(3)} | 许可、处罚决定公开：最迟 2026-03-11，**今天合并超期 201 个工作日** |
| 撤下 | 示教罚〔2026〕1号<br>`/agencies/jyj/decisions/2026/03/001/`<br>理由：复议决定撤销。 | \
— | 处罚决定撤回并说明理由：最迟 2026-03-19，**今天合并超期 195 个工作日** |
| 公开 | {TITLE.format(2)}<br>示教罚〔2026〕2号<br>`/agencies/jyj/decisions/2026/12/002/` | \
{PARTY.format(2)} | 许可、处罚决定公开：最迟 2027-01-06（暂定），今天合并按期 |
| 更新 | {TITLE.format(4)}<br>示教罚〔2026〕4号<br>`/agencies/jyj/decisions/2026/03/004/`<br>改了：备注 | \
{PARTY.format(4)} | — |
| 依法不予公开 | `content/{path_of(5)}`<br>依法不公开，只计入件数，网站上没有这一条 | — | — |
| 更新 | 行政执法人员清单<br>`/agencies/jyj/officers/`<br>新增：李某<br>变更：张某 | — | — |

### 是不是维护人改的

- 没有写明哪个文件夹由谁维护，没有核对是谁改的\
<br>怎么改：请在仓库最上一级的 maintainers.yaml 里写上（不在 content/ 里，不会公开）

### 请看一看，不妨碍合并

`content/agencies/jyj/number-gaps.yaml`

- 示教罚〔2026〕有 1 处文号和日期的先后不一致，例如 3号的日期比 2号早\
<br>怎么改：请照决定书核对文号和作出决定的日期；属实的不用改

### 还改了这些，不是公开的信息

- `content/pages/about.md`

---

按 2026-12-29 计算，`zhuxian` 加上这个分支的 1 个提交（到 `{head}` 为止）。\
还没有提交的 1 个文件也算在内，提交以后再看一次。主线上原来就有的 1 处提醒没有列出。\
合并就是公开：公开时间以合并的时间为准。再推送时这条评论会更新。
"""
    )


def test_the_merge_is_tried_and_leaves_no_trace(town: Lived, told: Callable[..., tuple[int, str, Any]]) -> None:
    """Not a branch, not a commit, not a file of the repository is another afterwards."""
    town.on("2026-03-16", {path_of(2): decision(2)})
    town.write(path_of(3), decision(3))

    def state() -> list[str]:
        return [git(town.folder, *words) for words in (("for-each-ref",), ("status", "--short"), ("worktree", "list"))]

    before = state()
    told()
    assert state() == before
    assert not (town.order("2026-03-16").cache / "review" / "copy").exists()


def test_what_came_to_the_line_meanwhile_is_not_laid_to_the_branch(
    town: Lived, told: Callable[..., tuple[int, str, Any]]
) -> None:
    """It is neither told as deleted nor forgotten: a number that both have is found."""
    town.on("2026-03-16", {path_of(2): decision(2)})
    other = path_of(3).replace("003", "002-b")
    on_main(town, "2026-03-10", {path_of(6): decision(6), other: decision(2).replace("擅自", "违规")})
    code, _comment, answer = told()
    assert [(one["record"], one["action"]) for one in answer["changes"]] == [
        (path_of(2).removesuffix(".yaml"), "publish")
    ]
    assert (code, [(issue["rule"], issue["field"]) for issue in answer["issues"]]) == (
        2,
        [("number-twice", "document_no")],
    )


def test_a_conflict_is_named_with_the_way_out_of_it(town: Lived, told: Callable[..., tuple[int, str, Any]]) -> None:
    """And the rest is reviewed all the same."""
    town.on("2026-03-16", {path_of(1): decision(1, more=NOTE), path_of(2): decision(2)})
    on_main(town, "2026-03-10", {path_of(1): decision(1, more="note: 分期履行。\n")})
    code, comment, answer = told()
    assert code == 2
    assert (
        f"### 要改正才能合并\n\n`content/{path_of(1)}`\n\n"
        "- 与 zhuxian 上后来的改动冲突，不能直接合并"
        "<br>怎么改：请在这个分支上运行 git merge zhuxian，改好这个文件里冲突的地方，再提交\n\n"
    ) in comment
    assert [one["action"] for one in answer["changes"]] == ["update", "publish"]


def test_a_deleted_record_is_told_by_the_title_that_it_had(
    town: Lived, told: Callable[..., tuple[int, str, Any]]
) -> None:
    """With what to do instead."""
    town.on("2026-03-16", {path_of(1): None})
    code, comment, _answer = told()
    assert code == 2
    assert f"| 文件被删除，未按程序撤下 | {TITLE.format(1)}<br>" in comment
    assert f"`content/{path_of(1)}`\n\n- 公开过的文件被删除<br>怎么改：请恢复文件（git checkout " in comment


def test_what_was_imported_counts_in_no_forecast(town: Lived, told: Callable[..., tuple[int, str, Any]]) -> None:
    """The trailer of its commit says so, in a merge too."""
    town.on("2026-09-01", {path_of(2): decision(2)}, IMPORTED)
    _code, comment, answer = told("2026-09-01")
    assert answer["states"] == {"not-counted": 1}
    assert f"| {PARTY.format(2)} | 许可、处罚决定公开：迁入的，不计 |\n" in comment


def test_errors_of_the_line_are_told_apart_from_those_of_the_branch(
    town: Lived, told: Callable[..., tuple[int, str, Any]], tmp_path: Path
) -> None:
    """They must be mended too, but not by this clerk; the pages of the records can still not be shown."""
    town.on("2026-03-16", {path_of(2): decision(2)})
    on_main(town, "2026-03-10", {path_of(6): decision(6).replace("type: penalty", "type: punishment")})
    code, comment, answer = told(preview=str(tmp_path / "preview"))
    assert (code, [issue["path"] for issue in answer["standing"]]) == (2, [f"content/{path_of(6)}"])
    assert "### 主线上原来就有的错误，不是这个分支带来的，也要改正才能公开\n" in comment
    assert "### 合并以后的样子\n\n内容有错误，改正以前生成不了网页。\n" in comment


def test_a_branch_that_mends_the_line_shows_its_own_pages(
    town: Lived, told: Callable[..., tuple[int, str, Any]], tmp_path: Path
) -> None:
    """Today's and the old one; what else changes cannot be known where the line itself builds no site."""
    on_main(town, "2026-03-10", {path_of(6): decision(6, more="fine: 1\n")})
    git(town.folder, "reset", "--quiet", "--hard", "zhuxian")
    town.on("2026-03-16", {path_of(6): decision(6)})
    code, _comment, answer = told(preview=str(tmp_path / "preview"))
    assert (code, answer["preview"]) == (0, {"pages": 2, "why_not": ""})


def test_a_site_with_an_address_is_linked(town: Lived, told: Callable[..., tuple[int, str, Any]]) -> None:
    """The clerk sees where the page will be."""
    on_main(town, "2026-03-10", {"portal.yaml": f"{PORTAL}siteurl: https://gongshi.example.gov.cn/jyj\n"})
    git(town.folder, "reset", "--quiet", "--hard", "zhuxian")
    town.on("2026-03-16", {path_of(2): decision(2)})
    address = "https://gongshi.example.gov.cn/jyj/agencies/jyj/decisions/2026/03/002/"
    assert f"| 公开 | [{TITLE.format(2)}]({address})<br>示教罚〔2026〕2号 |" in told()[1]


def test_nothing_to_review_is_said(town: Lived, told: Callable[..., tuple[int, str, Any]]) -> None:
    """A green review must not mean that nothing was looked at."""
    git(town.folder, "checkout", "--quiet", "zhuxian")
    code, comment, answer = told()
    assert (code, answer["changes"]) == (0, [])
    assert "并入 `zhuxian` 以后，没有一条公开的信息会变。\n" in comment
    assert "维护人" not in comment
    assert "没有可比的：现在的提交已经在它里面，也没有改动<br>" in comment


def test_a_mistyped_base_is_a_fault_of_the_command(starter: Starter, town: Lived) -> None:
    """It ends with 1, in a sentence."""
    without = starter.portal("review", "--content", town.folder)
    unknown = starter.portal("review", "--content", town.folder, "--base", "origin/main")
    assert [(done.returncode, done.stdout) for done in (without, unknown)] == [(1, ""), (1, "")]
    assert without.stderr == "请用 --base 写明要并入的分支，如 origin/main\n"
    assert unknown.stderr == (
        "仓库里没有「origin/main」这个分支或者提交；请先运行 git fetch origin main，或者核对名称\n"
    )


def test_a_preview_replaces_nothing_but_a_preview(
    town: Lived, told: Callable[..., tuple[int, str, Any]], tmp_path: Path
) -> None:
    """Whoever mistypes a folder keeps what is in it; what is no more in the preview goes."""
    town.on("2026-03-16", {path_of(2): decision(2)})
    with pytest.raises(GongshiError) as refused:
        told(preview=str(town.folder))
    assert str(refused.value) == (
        f"{town.folder} 里有东西，又不是以前的预览；请用 --preview 指一个空的（或者还没有的）文件夹"
    )
    assert (town.content / path_of(2)).is_file()
    told(preview=str(tmp_path / "preview"))
    page = tmp_path / "preview" / "site" / path_of(2).replace(".yaml", "/index.html")
    assert page.is_file()
    town.on("2026-03-16", {path_of(2): None, path_of(3): decision(3)})
    told(preview=str(tmp_path / "preview"))
    assert not page.exists()


def test_lines_without_a_common_beginning_are_refused(town: Lived) -> None:
    """There is nothing that such a branch could be merged into."""
    git(town.folder, "checkout", "--quiet", "--orphan", "fremd")
    git(town.folder, "-c", "user.name=x", "-c", "user.email=x@example.invalid", "commit", "--quiet", "-m", "x")
    with pytest.raises(GongshiError, match="没有共同的历史"):
        review(town.order("2026-03-16"), Asked("zhuxian"))


def test_the_preview_opens_from_the_disk(
    town: Lived, told: Callable[..., tuple[int, str, Any]], tmp_path: Path, chromium: Browser
) -> None:
    """Dressed, with links among its pages, and a word where a page has not changed."""
    town.on("2026-03-16", {path_of(2): decision(2)})
    told(preview=str(tmp_path / "preview"))
    page = chromium.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("console", lambda message: failed.append(message.text))
    page.goto((tmp_path / "preview" / "index.html").as_uri())
    page.get_by_role("link", name=TITLE.format(2)).first.click()
    assert page.locator("h1").inner_text().replace("\n", "") == TITLE.format(2)
    assert page.locator(".masthead").evaluate("box => getComputedStyle(box).borderTopWidth") != "0px"
    page.get_by_role("link", name="执法决定").first.click()
    assert "/site/decisions/index.html" in page.url
    page.get_by_role("link", name="搜索").first.click()
    assert "这一页没有变，不在预览里。" in page.inner_text("main")
    assert failed == []
    page.close()
