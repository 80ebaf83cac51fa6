"""The comparison with the merge base: what was public, what is there now, and what each commit brought in."""

from pathlib import Path

import pytest
from tests.history.builders import RECORD, git, history_of, made, step

from disclosure.checking.branch.comparison import Comparison
from disclosure.history.base import compare
from disclosure.history.planned import fast_import
from disclosure.model.errors import GongshiError

OTHER = "agencies/jyj/decisions/2026/01/002.yaml"
THIRD = "agencies/jyj/decisions/2026/01/003.yaml"


def compared(content: Path, base: str = "base") -> Comparison:
    """Compare a content folder as it is now with a base."""
    return compare(content, history_of(content), base)


def brought(comparison: Comparison, content: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what each commit said and brought in, the bytes as text."""
    return [
        (step.message.strip(), [(path, git(content, "cat-file", "blob", blob)) for path, blob in step.brought])
        for step in comparison.steps
    ]


def test_a_branch_is_compared_with_where_it_left(folder: Path) -> None:
    """What main did since plays no part; what the branch changed, added and deleted does."""
    content = made(folder, step(1, {RECORD: "a: 1\n", OTHER: "b: 1\n", THIRD: "c: 1\n"}))
    left = git(folder, "rev-parse", "HEAD")
    fast_import(folder, [step(2, {THIRD: "c: 2\n"}, "main 上的")])
    git(folder, "branch", "base")
    git(folder, "reset", "--quiet", "--hard", left)
    fast_import(folder, [step(3, {RECORD: "a: 2\n", OTHER: None, "notes.txt": "新\n"}, "分支上的")])
    found = compared(content)
    assert (found.base, found.commit) == ("base", left)
    assert (found.before, found.after) == ({RECORD: b"a: 1\n", OTHER: b"b: 1\n"}, {RECORD: b"a: 2\n"})
    assert found.published == frozenset({RECORD, OTHER, THIRD})
    assert brought(found, content) == [("分支上的", [(RECORD, "a: 2"), ("notes.txt", "新")])]


def test_what_is_not_committed_yet_counts(folder: Path) -> None:
    """A clerk checks before committing: files as they are now are compared, also with HEAD itself as the base."""
    content = made(folder, step(1, {RECORD: "a: 1\n", OTHER: "b: 1\n"}))
    (content / RECORD).write_text("a: 2\n", encoding="utf-8")
    (content / OTHER).rename(content / THIRD)
    found = compared(content, "HEAD")
    assert (found.before, found.after) == ({RECORD: b"a: 1\n", OTHER: b"b: 1\n"}, {RECORD: b"a: 2\n"})
    assert (dict(found.renamed), found.steps, found.nothing) == ({OTHER: THIRD}, (), False)


def test_nothing_to_compare_is_known(folder: Path) -> None:
    """With everything in the base already there is nothing: a check must not pass for having looked at that."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}), step(2, {RECORD: "a: 2\n"}))
    git(folder, "branch", "base")
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")
    assert compared(content).nothing


@pytest.mark.parametrize("base", ["HEAD~1", "v1", "refs/heads/base", "@{-1}"])
def test_the_base_may_be_any_revision(folder: Path, base: str) -> None:
    """A branch, a tag, a commit, or git's own ways to write one."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}))
    git(folder, "tag", "v1")
    git(folder, "checkout", "--quiet", "-b", "base")
    git(folder, "checkout", "--quiet", "main")
    fast_import(folder, [step(2, {RECORD: "a: 2\n"})])
    assert compared(content, base).before == {RECORD: b"a: 1\n"}


def test_every_commit_tells_what_it_brought_in_also_merges_and_what_is_gone_again(folder: Path) -> None:
    """A file deleted later, and what a merge itself wrote, are told; what a merge only took over, is not."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}))
    git(folder, "branch", "base")
    fast_import(
        folder,
        [
            step(2, {OTHER: "秘密\n"}, "写错了"),
            step(3, {OTHER: None, THIRD: "c: 1\n"}, "删去"),
            step(3, {RECORD: "a: 2\n"}, "另一支", parents=[0]),
            step(4, {RECORD: "a: 3\n", OTHER: None}, "合并", parents=[1, 2]),
        ],
    )
    assert brought(compared(content), content) == [
        ("写错了", [(OTHER, "秘密")]),
        ("删去", [(THIRD, "c: 1")]),
        ("另一支", [(RECORD, "a: 2")]),
        ("合并", [(RECORD, "a: 3")]),
    ]


def test_a_branch_that_took_main_over_is_compared_with_what_it_took(folder: Path) -> None:
    """What the branch merged from main is main's: it is no change of the branch."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}), step(2, {OTHER: "b: 1\n"}, "main 上的"))
    git(folder, "branch", "base")
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")
    fast_import(folder, [step(3, {THIRD: "c: 1\n"}, "分支上的")])
    git(folder, "merge", "--quiet", "-m", "并入 main", "base")
    found = compared(content)
    assert (found.before, found.commit) == ({}, git(folder, "rev-parse", "base"))
    assert brought(found, content) == [("分支上的", [(THIRD, "c: 1")]), ("并入 main", [])]


def test_a_renamed_file_is_found_by_its_content(folder: Path) -> None:
    """Also where it was edited on the way."""
    text = "".join(f"第 {number} 行\n" for number in range(20))
    content = made(folder, step(1, {RECORD: text}))
    git(folder, "branch", "base")
    fast_import(folder, [step(2, {RECORD: None, OTHER: f"{text}又一行\n"})])
    assert dict(compared(content).renamed) == {RECORD: OTHER}


def test_a_repository_that_is_the_content_itself_is_compared_alike(folder: Path) -> None:
    """Paths are below content/, wherever that lies."""
    made(folder, step(1, {RECORD: "a: 1\n"}))
    git(folder, "mv", "content/agencies", "agencies")
    git(folder, "commit", "--quiet", "-m", "移到上面")
    git(folder, "branch", "base")
    (folder / RECORD).write_text("a: 2\n", encoding="utf-8")
    git(folder, "commit", "--quiet", "-am", "改")
    found = compare(folder, history_of(folder), "base")
    assert (found.before, found.after) == ({RECORD: b"a: 1\n"}, {RECORD: b"a: 2\n"})
    assert brought(found, folder) == [("改", [(RECORD, "a: 2")])]


def test_the_trailer_of_a_bulk_is_read_from_the_end_of_the_message(folder: Path) -> None:
    """Only the last paragraph holds trailers."""
    said = (
        "撤下\n\nGongshi-Bulk: 不在末尾\n\n说明。\n\nGongshi-Bulk: 复议一并撤销\nReviewed-by: 乙 <yi@example.invalid>\n"
    )
    content = made(folder, step(1, {RECORD: "a: 1\n"}))
    git(folder, "branch", "base")
    fast_import(folder, [step(2, {RECORD: "a: 2\n"}, said), step(3, {OTHER: "b: 1\n"})])
    assert [step.ground for step in compared(content).steps] == ["复议一并撤销", ""]


def refusal(content: Path, base: str) -> str:
    """Return why a comparison is refused."""
    with pytest.raises(GongshiError) as fault:
        compared(content, base)
    return str(fault.value)


@pytest.mark.parametrize(
    ("base", "hint"),
    [("origin/main", "请先运行 git fetch origin main，或者核对名称"), ("mian", "请核对名称"), ("--all", "请核对名称")],
)
def test_a_base_that_is_not_there_is_refused_in_words(folder: Path, base: str, hint: str) -> None:
    """What is a remote's branch may just not have been fetched."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}))
    assert refusal(content, base) == f"仓库里没有「{base}」这个分支或者提交；{hint}"


def test_histories_that_share_nothing_are_refused(folder: Path) -> None:
    """There is no merge base to compare with."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}))
    git(folder, "checkout", "--quiet", "--orphan", "base")
    git(folder, "commit", "--quiet", "-m", "另起")
    git(folder, "checkout", "--quiet", "main")
    assert refusal(content, "base") == ("现在的分支和 base 没有共同的历史，不能比较；请从要并入的分支重新建分支")


def test_a_shallow_clone_is_refused(folder: Path, tmp_path: Path) -> None:
    """The merge base may be among what was not fetched."""
    made(folder, step(1, {RECORD: "a: 1\n"}), step(2, {RECORD: "a: 2\n"}))
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{folder}", "浅")
    assert refusal(tmp_path / "浅" / "content", "origin/main") == (
        "这个仓库只取了一部分历史（浅克隆），不能比较；请先运行 git fetch --unshallow"
    )


def test_a_folder_without_history_is_refused(tmp_path: Path) -> None:
    """Outside any repository there is nothing to compare with."""
    (tmp_path / "content").mkdir()
    said = refusal(tmp_path / "content", "main")
    assert said == f"{tmp_path / 'content'} 没有版本历史，不能与 main 比较"
