"""Histories of every shape that git can make: squashed, picked, reverted, crossed, begun with an import."""

from pathlib import Path

from tests.history.builders import BING, JIA, RECORD, YI, acts, files_below, git, history_of, made, on, step, told

from disclosure.history.repository import read_history

OTHER, THIRD = "agencies/jyj/agency.yaml", "agencies/jyj/decisions/2026/01/003.yaml"
PLAIN, CHANGED = "title: 决定\n", "title: 改后的决定\n"
BEGUN = step(1, {OTHER: "name: 局\n"})


def test_a_squashed_branch_is_one_step(folder: Path) -> None:
    """Only the commit on main counts: its time, its author, the approver that its message names."""
    content = made(
        folder,
        BEGUN,
        step(2, {RECORD: PLAIN}, author=YI, parents=[0]),
        step(3, {RECORD: CHANGED}, author=BING, parents=[1]),
        step(4, {RECORD: CHANGED}, "公开\n\nReviewed-by: 甲 <jia@example.invalid>", author=YI, parents=[0]),
    )
    assert told(history_of(content)) == [("publish", 1, "乙", "甲", False)]
    assert history_of(content).events[RECORD][0].moment.time == on(4)


def test_a_picked_commit_is_published_once(folder: Path) -> None:
    """What was picked onto main is its event; the merge that brings the original later changes nothing."""
    content = made(
        folder,
        BEGUN,
        step(2, {RECORD: PLAIN}, author=YI, parents=[0]),
        step(3, {RECORD: PLAIN}, author=YI, committer=JIA, parents=[0]),
        step(4, {THIRD: PLAIN}, author=BING, parents=[1]),
        step(5, {THIRD: PLAIN}, parents=[2, 3]),
    )
    history = history_of(content)
    assert told(history) == [("publish", 1, "乙", None, False)]
    assert told(history, THIRD) == [("publish", 2, "丙", "甲", False)]


def test_a_revert_is_an_update_and_of_a_publication_a_removal(folder: Path) -> None:
    """Git's own revert: the older version comes back under a new number; a reverted publication is a file deleted."""
    content = made(folder, BEGUN, step(2, {RECORD: PLAIN}), step(3, {RECORD: CHANGED}))
    git(folder, "revert", "--no-edit", "HEAD")
    git(folder, "revert", "--no-edit", "HEAD~2")
    history = history_of(content)
    assert acts(history) == ["publish", "update", "update", "removed"]
    first, changed, back, gone = history.events[RECORD]
    assert (back.blob, back.previous, gone.previous) == (first.blob, changed.blob, first.blob)
    assert [event.number for event in history.events[RECORD]] == [1, 2, 3, 4]


def test_a_reverted_merge_and_its_revert(folder: Path) -> None:
    """All that a merge brought goes, and comes back, at the moments of the reverts."""
    content = made(
        folder,
        BEGUN,
        step(2, {RECORD: PLAIN}, author=YI, parents=[0]),
        step(3, {THIRD: PLAIN}, author=YI, parents=[1]),
        step(4, {RECORD: PLAIN, THIRD: PLAIN}, parents=[0, 2]),
    )
    git(folder, "revert", "--no-edit", "-m", "1", "HEAD")
    git(folder, "revert", "--no-edit", "HEAD")
    history = history_of(content)
    assert acts(history) == acts(history, THIRD) == ["publish", "removed", "restore"]
    assert [event.moment.position for event in history.events[THIRD]] == [1, 2, 3]


def test_criss_cross_merges(folder: Path) -> None:
    """Two branches that merged each other: main is the line of first parents, the other's work came by the merge."""
    content = made(
        folder,
        BEGUN,
        step(2, {RECORD: PLAIN}, author=YI, parents=[0]),
        step(2, {THIRD: PLAIN}, author=BING, parents=[0]),
        step(3, {RECORD: PLAIN, THIRD: PLAIN}, author=BING, parents=[2, 1]),
        step(3, {RECORD: PLAIN, THIRD: PLAIN}, author=YI, parents=[1, 2]),
        step(4, {THIRD: CHANGED}, author=BING, parents=[3]),
        step(5, {THIRD: CHANGED}, author=JIA, parents=[4, 5]),
    )
    history = history_of(content)
    assert told(history) == [("publish", 1, "乙", None, False)]
    assert told(history, THIRD) == [("publish", 2, "丙", "乙", False), ("update", 3, "丙", "甲", False)]


def test_a_history_that_begins_with_an_import(folder: Path) -> None:
    """The import publishes everything at its own moment and is marked; what follows is not."""
    content = made(
        folder,
        step(1, {RECORD: PLAIN, THIRD: PLAIN}, "迁入旧站\n\nGongshi-Import: http://old.example.invalid"),
        step(2, {RECORD: CHANGED}),
    )
    history = history_of(content)
    assert told(history) == [("publish", 0, "甲", None, True), ("update", 1, "甲", None, False)]
    assert told(history, THIRD) == [("publish", 0, "甲", None, True)]


def test_the_order_of_files_plays_no_part(folder: Path, tmp_path: Path) -> None:
    """Neither the order in which a commit was given its files nor that of the list of files changes anything."""
    texts = {RECORD: PLAIN, OTHER: "name: 局\n", THIRD: CHANGED}
    one = made(folder, step(1, texts), step(2, {THIRD: PLAIN, RECORD: CHANGED}))
    two = made(tmp_path / "另一个", step(1, dict(reversed(texts.items()))), step(2, {RECORD: CHANGED, THIRD: PLAIN}))
    first = read_history(one, files_below(one))
    assert read_history(two, files_below(two)[::-1]).events == first.events
    assert read_history(one, files_below(one)[::-1]) == first


def test_a_branch_that_was_only_moved_forward(folder: Path) -> None:
    """Without a merge commit every commit of the branch is a step of main, and nobody approved it."""
    content = made(folder, BEGUN)
    git(folder, "checkout", "-q", "-b", "side")
    for text in (PLAIN, CHANGED):
        (content / RECORD).parent.mkdir(parents=True, exist_ok=True)
        (content / RECORD).write_text(text, encoding="utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "公开")
    git(folder, "checkout", "-q", "main")
    git(folder, "merge", "-q", "--ff-only", "side")
    assert told(history_of(content)) == [("publish", 1, "测试员", None, False), ("update", 2, "测试员", None, False)]
