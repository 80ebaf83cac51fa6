"""Every kind of folder that a person may point at: a repository, half of one, none."""

import re
from pathlib import Path

import pytest
from tests.history.builders import JIA, RECORD, YI, acts, git, history_of, made, step, told

from disclosure.history.blobs import blob_id, read_blobs
from disclosure.history.repository import History, HistoryState, read_history
from disclosure.history.writing import init_repository
from disclosure.model.errors import GongshiError

RAW = b"title: \xe5\x86\xb3\xe5\xae\x9a\n"
PLAIN = RAW.decode()


def written(content: Path) -> Path:
    """Write one record into a folder."""
    (content / RECORD).parent.mkdir(parents=True)
    (content / RECORD).write_bytes(RAW)
    return content


def without_history(repository: Path | None = None, algorithm: str = "sha1") -> History:
    """Return what is known of one record that git does not know."""
    hashes = {RECORD: blob_id(RAW, algorithm)}
    return History(HistoryState.NONE, repository, None, False, {}, hashes, frozenset({RECORD}))  # noqa: FBT003


def refusal(content: Path) -> str:
    """Return the words in which reading a history is refused."""
    with pytest.raises(GongshiError) as refused:
        read_history(content, [])
    return str(refused.value)


def test_no_repository(folder: Path) -> None:
    """Without git there is no history, and the files have the hashes that git would give them."""
    assert history_of(written(folder)) == without_history()


def test_no_commit_yet(folder: Path) -> None:
    """On an unborn branch nothing has been published, staged or not."""
    init_repository(folder)
    written(folder / "content")
    assert history_of(folder / "content") == without_history(folder)
    git(folder, "add", ".")
    assert history_of(folder / "content") == without_history(folder)


def test_untracked_folder_in_another_repository(folder: Path) -> None:
    """Content that lies in a repository that does not hold it has no history."""
    made(folder, step(1, {RECORD: PLAIN}))
    assert history_of(written(folder / ".cache" / "demo")) == without_history()


def test_empty_git_folder(folder: Path) -> None:
    """An empty folder named .git makes no repository."""
    (written(folder) / ".git").mkdir()
    assert history_of(folder) == without_history()


def test_no_folder(folder: Path) -> None:
    """A folder that is not there is said to be so."""
    assert refusal(folder) == f"没有内容文件夹 {folder}"


def test_content_is_the_repository(folder: Path) -> None:
    """The content folder may be the top of its repository, or any folder in it; paths are always those below it."""
    made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: "title: 新\n"}))
    whole, part, deep = (history_of(folder / path) for path in ("", "content", "content/agencies"))
    assert acts(whole, f"content/{RECORD}") == acts(part) == acts(deep, RECORD.removeprefix("agencies/"))
    assert {history.repository for history in (whole, part, deep)} == {folder}
    assert list(part.hashes) == [RECORD]


def test_positions_count_every_step(folder: Path) -> None:
    """A step that touched nothing of content/ has its position all the same."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    (folder / "README").write_text("说明", encoding="utf-8")
    git(folder, "add", "README")
    git(folder, "commit", "-qm", "说明")
    (content / RECORD).write_text("title: 新\n", encoding="utf-8")
    git(folder, "commit", "-qam", "更新")
    assert [event.moment.position for event in history_of(content).events[RECORD]] == [0, 2]


def test_detached_head(folder: Path) -> None:
    """A detached HEAD is read as it stands, and said to be one."""
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: "title: 新\n"}))
    assert not history_of(content).detached
    git(folder, "checkout", "-q", "--detach", "HEAD~1")
    history = history_of(content)
    assert (history.detached, history.tip, acts(history)) == (True, git(folder, "rev-parse", "HEAD"), ["publish"])


def test_shallow_clone(folder: Path, tmp_path: Path) -> None:
    """A shallow clone tells what it knows; nothing counts as published in its oldest commit."""
    texts = [PLAIN, "title: 二\n", "title: 三\n"]
    made(folder, *(step(day, {RECORD: text, f"{day}.yaml": text}) for day, text in enumerate(texts, 1)))
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{folder}", "clone")
    history = history_of(tmp_path / "clone" / "content", tmp_path / "cache")
    assert (history.state, sorted(history.events), acts(history)) == (
        HistoryState.SHALLOW,
        ["3.yaml", RECORD],
        ["update"],
    )
    assert not (tmp_path / "cache").exists()
    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    assert history_of(tmp_path / "clone" / "content", tmp_path / "cache") == History(
        **{**vars(history_of(folder / "content")), "repository": tmp_path / "clone"}
    )


def test_linked_worktree(folder: Path, tmp_path: Path) -> None:
    """A linked worktree has the history of its own HEAD."""
    made(folder, step(1, {RECORD: PLAIN}))
    git(folder, "worktree", "add", "-q", str(tmp_path / "side"), "-b", "side")
    assert acts(history_of(tmp_path / "side" / "content")) == ["publish"]
    git(folder, "worktree", "prune")
    (folder / ".git" / "worktrees" / "side" / "HEAD").unlink()
    assert refusal(tmp_path / "side" / "content") == (
        f"{tmp_path / 'side' / '.git'} 指向的仓库不见了；请重新克隆，或者用 git worktree repair 修复"
    )


def test_bare_repository(folder: Path, tmp_path: Path) -> None:
    """A bare repository has no files to build from."""
    made(folder, step(1, {RECORD: PLAIN}))
    git(tmp_path, "clone", "-q", "--bare", str(folder), "bare.git")
    bare = tmp_path / "bare.git"
    assert refusal(bare) == f"{bare} 是裸仓库，里面没有文件；请先用 git clone 克隆出一份再用"


def test_sha256_repository(folder: Path) -> None:
    """The other object format gives other ids, and all else alike."""
    git(folder.parent, "init", "-q", "-b", "main", "--object-format=sha256", str(folder))
    content = made(folder, step(1, {RECORD: PLAIN}))
    history = history_of(content)
    assert (acts(history), history.hashes, history.uncommitted) == (
        ["publish"],
        {RECORD: blob_id(RAW, "sha256")},
        frozenset(),
    )
    (content / "new.yaml").write_bytes(RAW)
    assert history_of(content).hashes["new.yaml"] == blob_id(RAW, "sha256")


def test_without_the_git_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git, a folder without a repository is read and a repository is refused in words."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    written(folder.parent / "plain")
    monkeypatch.setenv("PATH", str(folder))
    assert history_of(folder.parent / "plain") == without_history()
    assert refusal(content) == "没有找到 git 命令；请先安装 git，例如 apt-get install git"


def test_dubious_ownership(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository of another user is refused with the command that allows it, and read once allowed."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert refusal(content) == (
        f"git 不肯读 {folder}：这个仓库属于别的用户；确认可信以后请执行 "
        f"git config --global --add safe.directory '{folder}'"
    )
    for name, value in {"COUNT": "1", "KEY_0": "safe.directory", "VALUE_0": "*"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    assert acts(history_of(content)) == ["publish"]


def test_damaged_repository(folder: Path) -> None:
    """What git says of a damaged repository is passed on, with what to do."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    (folder / ".git" / "refs" / "heads" / "main").write_text("1" * 40 + "\n")
    assert re.fullmatch(
        rf"git 在 {re.escape(str(folder))} 里出错：fatal: .+；请先用 git status 和 git fsck 看看仓库是否完好",
        refusal(content),
    )


def test_environment_of_a_hook_does_not_leak_in(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a hook or another git hands down points nowhere else, and is still there afterwards."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    other = made(tmp_path / "other", step(1, {RECORD: "title: 别处\n"}), step(2, {RECORD: PLAIN})).parent
    calm = history_of(content)
    leaks = {
        "GIT_DIR": f"{other}/.git",
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": f"{other}/.git/index",
        "GIT_OBJECT_DIRECTORY": f"{other}/.git/objects",
        "GIT_COMMON_DIR": f"{other}/.git",
        "GIT_NAMESPACE": "other",
        "GIT_PREFIX": "nowhere/",
        "GIT_ICASE_PATHSPECS": "1",
        "GIT_TRACE": "1",
    }
    for name, value in leaks.items():
        monkeypatch.setenv(name, value)
    assert history_of(content) == calm
    assert dict(read_blobs(folder, [blob_id(RAW)])) == {blob_id(RAW): RAW}
    monkeypatch.delenv("GIT_TRACE")
    assert git(tmp_path, "rev-parse", "--git-dir") == f"{other}/.git"


@pytest.mark.parametrize(
    "setting",
    [
        ("log.showSignature", "true"),
        ("log.diffMerges", "combined"),
        ("log.follow", "true"),
        ("log.showRoot", "false"),
        ("log.mailmap", "true"),
        ("log.date", "relative"),
        ("diff.renames", "copies"),
        ("diff.relative", "true"),
        ("diff.external", "false"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("format.pretty", "oneline"),
        ("i18n.logOutputEncoding", "GBK"),
        ("trailer.separators", "#"),
        ("status.short", "true"),
        ("status.branch", "false"),
        ("status.showUntrackedFiles", "all"),
        ("status.relativePaths", "true"),
    ],
)
def test_settings_change_nothing(folder: Path, setting: tuple[str, str]) -> None:
    """Whatever the user has told git about its output, the ledger is the same."""
    moved = RECORD.replace("001", "002")
    content = made(
        folder,
        step(1, {RECORD: PLAIN}, "迁入\n\nGongshi-Import: 旧网站"),
        step(2, {"中文.yaml": PLAIN}, author=YI, parents=[0]),
        step(3, {"中文.yaml": PLAIN}, parents=[0, 1]),
        step(4, {RECORD: None, moved: PLAIN}),
    )
    (folder / ".mailmap").write_text("丁 <jia@example.invalid>\n", encoding="utf-8")
    (content / moved).write_text("title: 改\n", encoding="utf-8")
    calm = history_of(content)
    assert told(calm) == [("publish", 0, "甲", None, True), ("removed", 2, "甲", None, False)]
    assert told(calm, "中文.yaml") == [("publish", 1, "乙", "甲", False)]
    assert calm.uncommitted == {moved}
    git(folder, "config", *setting)
    assert history_of(content) == calm


def test_replaced_objects_do_not_count(folder: Path) -> None:
    """refs/replace would show another history than everybody else's: it is not followed."""
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: "title: 新\n"}, author=YI))
    calm = history_of(content)
    git(folder, "replace", "--graft", "HEAD")
    assert git(folder, "rev-list", "--count", "HEAD") == "1"
    assert history_of(content) == calm


def test_author_in_another_encoding(folder: Path) -> None:
    """A commit written in GB18030 names its author as all others do."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    (content / RECORD).write_bytes(b"title: x\n")
    identity = ("-c", "user.name=甲".encode("gb18030").decode("utf-8", "surrogateescape"))
    git(folder, *identity, "-c", "i18n.commitEncoding=GB18030", "commit", "-qam", "x")
    assert told(history_of(content))[1] == ("update", 1, JIA[0], None, False)


def test_missing_blob(folder: Path) -> None:
    """A blob that the repository lacks is named; blobs come in the order asked for, as often as asked."""
    made(folder, step(1, {RECORD: PLAIN, "a.bin": "\0\n\n"}))
    ids = [blob_id(b"\0\n\n"), blob_id(RAW), blob_id(b"\0\n\n")]
    assert list(read_blobs(folder, ids)) == list(zip(ids, [b"\0\n\n", RAW, b"\0\n\n"], strict=True))
    assert list(read_blobs(folder, [])) == []
    with pytest.raises(GongshiError) as refused:
        list(read_blobs(folder, [blob_id(b"x")]))
    assert str(refused.value) == f"仓库 {folder} 里缺少对象 {blob_id(b'x')}；请执行 git fsck 检查，或者重新克隆"
