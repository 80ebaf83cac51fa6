"""check --base and audit as people type them, in real repositories."""

import json
from pathlib import Path

import pytest
from tests.commands.portal import Starter
from tests.edition.town import CLERK, Town, decision, found, path_of
from tests.history.builders import git
from tests.history.signing import allowed, signed_commit, ssh_key

FIRST = path_of(1)


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A town with two decisions on main, and a clerk who works on a branch in May."""
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2026-05-06T09:00:00+08:00")
    town = Town(tmp_path / "town")
    town.step(found(1, 2))
    git(town.folder, "config", "user.name", CLERK[0])
    git(town.folder, "config", "user.email", CLERK[1])
    git(town.folder, "switch", "--quiet", "-c", "gaizheng")
    return town


def committed(town: Town, path: str, text: str | None, message: str = "修改") -> str:
    """Write (None: delete) a file below content/ and commit it; return the commit's short id."""
    target = town.content / path
    if text is None:
        target.unlink()
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    git(town.folder, "add", "--all")
    git(town.folder, "commit", "--quiet", "-m", message)
    return git(town.folder, "rev-parse", "HEAD")[:7]


def test_a_clean_branch_ends_with_nought_and_says_what_was_compared(starter: Starter, town: Town) -> None:
    """With the number of commits and of published files that differ."""
    committed(town, FIRST, decision(1, more="note: 已经履行。\n"))
    done = starter.portal("check", "--content", town.folder, "--base", "main")
    main = git(town.folder, "rev-parse", "main")[:7]
    assert (done.returncode, done.stderr) == (0, "")
    compared, closing = done.stdout.splitlines()[-2:]
    assert compared == f"与 main（{main}）比较：1 个提交，公开过的文件有 1 个改动"
    assert closing == f"看过 {town.content}：13 个文件（行政执法主体 1，行政执法决定 2），没有发现问题。"


def test_a_branch_that_takes_something_away_ends_with_two(starter: Starter, town: Town) -> None:
    """Text for the clerk, JSON for machines, Markdown for the request."""
    committed(town, FIRST, None)
    told = {
        form: starter.portal("check", "--content", town.folder, "--base", "main", "--format", form)
        for form in ("text", "json", "markdown")
    }
    assert {done.returncode for done in told.values()} == {2}
    place = f"content/{FIRST}"
    assert f"{place} 公开过的文件被删除；请恢复文件（git checkout " in told["text"].stdout
    assert [issue["path"] for issue in json.loads(told["json"].stdout)["issues"]] == [place]
    assert f"### 要改正才能合并\n\n**{place}**\n\n- 公开过的文件被删除；" in told["markdown"].stdout


def test_what_a_commit_leaked_is_told_after_it_was_deleted(starter: Starter, town: Town) -> None:
    """In a record, in prose, and in a file that is no content."""
    first = committed(town, FIRST, decision(1, more="note: 电话 13912345678。\n"))
    committed(town, FIRST, decision(1))
    second = committed(town, "pages/help.md", "Title: 帮助\nSlug: help\n\n请打 13912345679。\n")
    committed(town, "pages/help.md", None)
    third = committed(town, "名单.csv", "姓名,电话\n张某,13912345670\n")
    committed(town, "名单.csv", None)
    done = starter.portal("check", "--content", town.folder, "--base", "main")
    lines = [line.partition("；")[0] for line in done.stdout.splitlines() if line.startswith("content/")]
    assert (done.returncode, sorted(lines)) == (
        2,
        [
            f"content/{FIRST}:16:10 备注（note）：提交 {first} 里像是手机号（139…78）",
            f"content/pages/help.md:4:4 提交 {second} 里像是手机号（139…79）",
            f"content/名单.csv:2:4 提交 {third} 里像是手机号（139…70）",
        ],
    )


def test_a_check_on_main_itself_says_that_it_compared_nothing(starter: Starter, town: Town) -> None:
    """A green check must not mean that nothing was looked at."""
    done = starter.portal("check", "--content", town.folder, "--base", "main")
    main = git(town.folder, "rev-parse", "main")[:7]
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        (
            f"content 提醒：与 main（{main}）没有可比的：现在的提交已经在它里面，也没有改动；"
            "请在要合并的分支上运行，--base 写要并入的分支，例如 origin/main"
        ),
    )


def test_a_base_that_is_not_there_is_a_fault_of_the_command(starter: Starter, town: Town) -> None:
    """It ends with 1: nothing is said of the content."""
    done = starter.portal("check", "--content", town.folder, "--base", "origin/main")
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "仓库里没有「origin/main」这个分支或者提交；请先运行 git fetch origin main，或者核对名称\n",
    )


def test_an_audit_of_a_clean_repository_ends_with_nought(starter: Starter, town: Town) -> None:
    """With who maintains what, by the address that the commits name, on main."""
    git(town.folder, "switch", "--quiet", "main")
    (town.folder / "maintainers.yaml").write_text(
        f"folders:\n  - folder: .\n    maintainers: [{CLERK[1]}]\n", encoding="utf-8"
    )
    tip = committed(town, FIRST, decision(1, more="note: 已经履行。\n"))
    site = ("--content", town.folder, "--output", town.folder.parent / "site")
    assert starter.portal("build", *site).returncode == 0
    done = starter.portal("audit", *site)
    assert (done.returncode, done.stderr, done.stdout) == (
        0,
        "",
        f"核查完毕，没有发现问题。\n看过 {town.content}：2 个提交，到 {tip} 为止\n",
    )


def test_an_audit_tells_what_was_deleted_and_who_may_not_do_that(starter: Starter, town: Town) -> None:
    """In text and in JSON; an address is never shown."""
    (town.folder / "maintainers.yaml").write_text(
        "folders:\n  - folder: content/agencies/mzj\n    maintainers: [other@example.invalid]\n", encoding="utf-8"
    )
    committed(town, FIRST, decision(1, more="note: 已经履行。\n"))
    tip = committed(town, FIRST, None)
    text = starter.portal("audit", "--content", town.folder)
    machine = starter.portal("audit", "--content", town.folder, "--format", "json")
    assert (text.returncode, machine.returncode) == (2, 2)
    rules = [issue["rule"] for issue in json.loads(machine.stdout)["issues"]]
    assert rules == ["audit-unknown", "audit-deleted", "audit-owner"]
    assert f"示例经办的提交 {tip}（" in text.stdout
    assert "@" not in text.stdout + machine.stdout


def test_an_audit_sees_that_history_was_rewritten_since_the_last_build(starter: Starter, town: Town) -> None:
    """The cache of this site remembers the tip; a commit given by hand is held against the line too."""
    git(town.folder, "switch", "--quiet", "main")
    seen = committed(town, FIRST, decision(1, more="note: 已经履行。\n"))
    whole = git(town.folder, "rev-parse", "HEAD")
    site = ("--content", town.folder, "--output", town.folder.parent / "site")
    starter.portal("build", *site)
    before = starter.portal("audit", *site)
    git(town.folder, "reset", "--quiet", "--hard", "HEAD~1")
    committed(town, path_of(3), decision(3))
    after = starter.portal("audit", *site)
    by_hand = starter.portal("audit", "--content", town.folder, "--since", whole)
    line = f"content 版本历史被改写过：以前公开的提交 {seen} 已经不在主线上；"
    assert [done.returncode for done in (before, after, by_hand)] == [0, 2, 2]
    assert [line in done.stdout for done in (before, after, by_hand)] == [False, True, True]


def test_an_audit_asks_for_signatures_where_the_portal_does(starter: Starter, town: Town, tmp_path: Path) -> None:
    """From the day on that portal.yaml names, by its own list of signers."""
    key = ssh_key(tmp_path, "key")
    (town.folder / "log").mkdir()
    (town.folder / "log" / "allowed_signers").write_text(allowed(CLERK[1], key), encoding="utf-8")
    portal = town.content / "portal.yaml"
    asked = "signatures:\n  required_from: 2026-04-01\n  allowed_signers: log/allowed_signers\n"
    portal.write_text(portal.read_text(encoding="utf-8") + asked, encoding="utf-8")
    signed_commit(town.folder, "要求签名", key)
    signed = starter.portal("audit", "--content", town.folder)
    unsigned = committed(town, FIRST, decision(1, more="note: 已经履行。\n"))
    done = starter.portal("audit", "--content", town.folder)
    assert (signed.returncode, done.returncode) == (0, 2)
    assert f"content 示例经办的提交 {unsigned}（" in done.stdout
    assert "没有签名；请用 git commit -S 签名" in done.stdout
    (town.folder / "log" / "allowed_signers").unlink()
    missing = starter.portal("audit", "--content", town.folder)
    assert "没有签名人名单 log/allowed_signers，SSH 签名核验不了；" in missing.stdout


def test_an_audit_says_where_it_could_not_read_what_is_asked_for(starter: Starter, town: Town) -> None:
    """A demand that is mistyped must not pass for none."""
    portal = town.content / "portal.yaml"
    portal.write_text(f"{portal.read_text(encoding='utf-8')}signatures:\n  required_from: 2026-05\n", encoding="utf-8")
    (town.content / "rules" / "audit.yaml").unlink()
    done = starter.portal("audit", "--content", town.folder)
    told = ("content/portal.yaml", "content/rules/audit.yaml")
    assert (done.returncode, [line for line in done.stdout.splitlines() if line.startswith(told)]) == (
        2,
        [
            "content/rules/audit.yaml 提醒：没有这个文件，有关的检查没有做；请从新建的内容仓库里复制一份",
            (
                "content/portal.yaml:8:18 要求之日（signatures.required_from）："
                "「2026-05」不是有效日期；请写成 年-月-日，例如 2026-02-28"
            ),
        ],
    )
