"""Writing to git: just the given files, with the given dates and names, or a refusal in words."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.history.builders import JIA, RECORD, YI, git, made, on, step

from disclosure.history.messages import at_time, with_trailers
from disclosure.history.writing import PlannedCommit, commit, fast_import, init_repository
from disclosure.model.errors import GongshiError

PLAIN, CHANGED = "title: 决定\n", "title: 改后\n"


@pytest.fixture
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know nobody."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))


def shown(folder: Path, form: str) -> str:
    """Return facts of the last commit in git's own words."""
    return git(folder, "log", "-1", f"--format={form}", "--date=iso-strict")


def refusal(folder: Path, *paths: str) -> str:
    """Return the words in which a commit is refused."""
    with pytest.raises(GongshiError) as refused:
        commit(folder, paths, "公开")
    return str(refused.value)


def test_a_new_repository_is_on_main(folder: Path) -> None:
    """A new repository has the branch main and no commit; a repository that exists stays as it is."""
    init_repository(folder)
    assert git(folder, "symbolic-ref", "HEAD") == "refs/heads/main"
    git(folder, "checkout", "-q", "-b", "other")
    init_repository(folder)
    assert git(folder, "symbolic-ref", "HEAD") == "refs/heads/other"
    assert git(folder, "config", "--local", "--list").count("user.") == 0


def test_only_the_given_paths_are_committed(folder: Path) -> None:
    """New, changed and deleted files, also below a given folder; what else was changed or staged stays so."""
    content = made(folder, step(1, {RECORD: PLAIN, "old.yaml": PLAIN, "staged.yaml": PLAIN, "left.yaml": PLAIN}))
    for name in (RECORD, "staged.yaml", "left.yaml", ":(top)新.yaml"):
        (content / name).write_text(CHANGED, encoding="utf-8")
    (content / "laws").mkdir()
    (content / "laws" / "a.yaml").write_text(PLAIN, encoding="utf-8")
    (content / "old.yaml").unlink()
    git(folder, "add", "content/staged.yaml")
    paths: list[Path | str] = [content / RECORD, "content/:(top)新.yaml", "content/laws", Path("content/old.yaml")]
    done = commit(folder, paths, "公开四件")
    assert done == git(folder, "rev-parse", "HEAD")
    assert git(
        folder, "-c", "core.quotePath=off", "show", "--format=%B", "--name-status", "--no-renames"
    ).splitlines() == [
        "公开四件",
        "",
        "",
        "A\tcontent/:(top)新.yaml",
        f"M\tcontent/{RECORD}",
        "A\tcontent/laws/a.yaml",
        "D\tcontent/old.yaml",
    ]
    assert git(folder, "status", "--short").splitlines() == [" M content/left.yaml", "M  content/staged.yaml"]


def test_first_commit(folder: Path) -> None:
    """The first commit of a repository is no special case."""
    init_repository(folder)
    (folder / "a").write_text("1")
    (folder / "b").write_text("2")
    commit(folder, ["a"], "开始")
    assert git(folder, "ls-tree", "--name-only", "HEAD") == "a"


def test_dates_names_and_trailers(folder: Path) -> None:
    """`when` dates author and committer; the author is who is named; trailers stand in a block of their own."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    (content / RECORD).write_text(CHANGED, encoding="utf-8")
    trailers = [("Gongshi-Import", "旧网站\n第二行"), ("Reviewed-by", "乙 <yi@example.invalid>")]
    commit(folder, [content / RECORD], "# 更新\n\n说明", trailers=trailers, author=YI, when=on(2))
    assert shown(folder, "%an <%ae> %ad / %cn <%ce> %cd") == (
        "乙 <yi@example.invalid> 2026-01-02T09:00:00+08:00 / 测试员 <tester@example.invalid> 2026-01-02T09:00:00+08:00"
    )
    assert shown(folder, "%B") == (
        "# 更新\n\n说明\n\nGongshi-Import: 旧网站 第二行\nReviewed-by: 乙 <yi@example.invalid>"
    )
    assert shown(folder, "%(trailers:key=Gongshi-Import,valueonly)") == "旧网站 第二行"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("公开", "公开\n\nA: b\n"),
        ("主题: 公开", "主题: 公开\n\nA: b\n"),
        ("Subject: x", "Subject: x\n\nA: b\n"),
        ("公开\n\nSigned-off-by: 甲 <a@x>\n\n", "公开\n\nSigned-off-by: 甲 <a@x>\nA: b\n"),
        ("公开\n\n正文: 一句", "公开\n\n正文: 一句\n\nA: b\n"),
    ],
)
def test_trailers_join_a_block_that_is_there(folder: Path, message: str, expected: str) -> None:
    """What git reads from the message has the trailer, however the message ended."""
    init_repository(folder)
    assert with_trailers(message, [("A", "b")]) == expected
    found = git(folder, "interpret-trailers", "--parse", "--no-divider", stdin=expected.encode())
    assert found.splitlines()[-1] == "A: b"


@pytest.mark.usefixtures("nobody")
def test_nobody_is_refused(folder: Path) -> None:
    """Where git knows nobody the commit is refused with the commands that help; a named author may commit."""
    init_repository(folder)
    (folder / "a").write_text("1")
    assert refusal(folder, "a") == (
        "git 还不知道是谁在提交；请先执行 git config --global user.name 姓名 和 "
        "git config --global user.email 邮箱，再来一次"
    )
    commit(folder, ["a"], "开始", author=JIA, when=on(1))
    assert shown(folder, "%an %cn %ce") == "甲 甲 jia@example.invalid"


def test_unfinished_merge_is_refused(folder: Path) -> None:
    """While a merge or a rebase is open, nothing is committed."""
    words = f"{folder} 里有没做完的合并或变基；请先解决冲突并提交，或者用 git merge --abort 放弃，再来一次"
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {"a.yaml": PLAIN}, parents=[0]))
    git(folder, "branch", "side", "HEAD~1")
    git(folder, "checkout", "-q", "side")
    (content / "b.yaml").write_text(PLAIN, encoding="utf-8")
    commit(folder, ["content/b.yaml"], "旁")
    git(folder, "merge", "-q", "--no-commit", "main")
    (content / "b.yaml").write_text(CHANGED, encoding="utf-8")
    assert refusal(folder, "content/b.yaml") == words
    git(folder, "merge", "--abort")
    blob = git(folder, "rev-parse", "HEAD:content/b.yaml")
    lines = f"0 {'0' * 40}\tcontent/b.yaml\n100644 {blob} 2\tcontent/b.yaml\n100644 {blob} 3\tcontent/b.yaml\n"
    git(folder, "update-index", "--index-info", stdin=lines.encode())
    assert refusal(folder, "content/b.yaml") == words


def test_nothing_to_commit_is_refused(folder: Path) -> None:
    """Unchanged files, or none, make no commit, even while others are staged."""
    content = made(folder, step(1, {RECORD: PLAIN, "a.yaml": PLAIN}))
    (content / "a.yaml").write_text(CHANGED, encoding="utf-8")
    git(folder, "add", ".")
    assert refusal(folder, f"content/{RECORD}") == refusal(folder) == "这些文件没有改动，不需要提交"


def test_a_path_that_is_not_there_is_refused(folder: Path) -> None:
    """What git says names the path that matches nothing."""
    made(folder, step(1, {RECORD: PLAIN}))
    assert refusal(folder, "content/none.yaml") == (
        f"git 在 {folder} 里出错：fatal: pathspec 'content/none.yaml' did not match any files；"
        "请先用 git status 和 git fsck 看看仓库是否完好"
    )


def test_the_same_plan_gives_the_same_ids(folder: Path) -> None:
    """A plan is replayed to the same commit, byte for byte; every file lies in the working tree."""
    steps = [
        step(1, {RECORD: PLAIN, '"引\n\\".yaml': PLAIN}),
        step(2, {"a.yaml": CHANGED}, author=YI, parents=[0]),
        step(3, {RECORD: None}, parents=[0]),
        step(4, {"a.yaml": CHANGED}, parents=[2, 1]),
    ]
    content = made(folder, *steps)
    made(folder.parent / "again", *steps)
    assert git(folder, "rev-parse", "HEAD") == git(folder.parent / "again", "rev-parse", "HEAD")
    assert git(folder, "rev-parse", "HEAD") == "cd8193a59ffc046cc6353ef075122d5e0a0fd215"
    assert sorted(path.name for path in content.iterdir()) == ['"引\n\\".yaml', "a.yaml"]
    assert git(folder, "log", "--format=%p|%an|%s", "--first-parent").count("\n") == 2
    assert git(folder, "status", "--short") == git(folder, "fsck", "--strict") == ""


def test_a_plan_does_not_overwrite_changes(folder: Path) -> None:
    """A plan is not written onto a repository with changes; files that git does not track stay."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    (folder / "notes").write_text("x")
    (content / RECORD).write_text(CHANGED, encoding="utf-8")
    tip = git(folder, "rev-parse", "HEAD")
    with pytest.raises(GongshiError) as refused:
        fast_import(folder, [step(2, {RECORD: PLAIN})])
    assert str(refused.value) == f"{folder} 里有还没提交的改动；请先提交或撤销，再来一次"
    assert (git(folder, "rev-parse", "HEAD"), (content / RECORD).read_text(encoding="utf-8")) == (tip, CHANGED)
    git(folder, "checkout", "-q", "--", ".")
    fast_import(folder, [step(2, {RECORD: CHANGED})])
    assert ((folder / "notes").read_text(), (content / RECORD).read_text(encoding="utf-8")) == ("x", CHANGED)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (PlannedCommit(on(2), JIA, JIA, "坏", {"content/../x": b"1"}), "「content/../x」不能作仓库里的路径"),
        (PlannedCommit(on(2), JIA, JIA, "坏", {".GIT/hooks/x": b"1"}), "「.GIT/hooks/x」不能作仓库里的路径"),
        (
            PlannedCommit(on(2), JIA, JIA, "坏", {}, parents=[7]),
            "git 在 {folder} 里出错：fatal: mark :8 not declared；请先用 git status 和 git fsck 看看仓库是否完好",
        ),
    ],
)
def test_an_impossible_plan(folder: Path, bad: PlannedCommit, words: str) -> None:
    """What is wrong with a plan is said, and main stays where it was."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    tip = git(folder, "rev-parse", "HEAD")
    with pytest.raises(GongshiError) as refused:
        fast_import(folder, [step(2, {RECORD: CHANGED}), bad])
    assert str(refused.value) == words.format(folder=folder)
    assert (git(folder, "rev-parse", "HEAD"), (content / RECORD).read_text(encoding="utf-8")) == (tip, PLAIN)


def test_times_need_a_zone() -> None:
    """As git writes a time: seconds and zone; a time without a zone is a fault of the program."""
    assert at_time(on(1)) == "1767229200 +0800"
    assert at_time(datetime.fromisoformat("2026-01-01T00:00:00-03:30")) == "1767238200 -0330"
    with pytest.raises(ValueError, match="a commit's time needs a zone"):
        at_time(datetime(2026, 1, 1))  # noqa: DTZ001  # on purpose
