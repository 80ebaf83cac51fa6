"""The kept ledger: the same as a walk from the start, never trusted where it does not fit."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.history.builders import RECORD, YI, acts, git, history_of, made, on, step, told

from disclosure.history.cache import FILE, TIPS, load, save
from disclosure.history.repository import HistoryState, published
from disclosure.history.writing import PlannedCommit, fast_import
from disclosure.model.event import Action

PLAIN, CHANGED, WITHDRAWN = "title: 决定\n", "title: 改后\n", "withdrawal:\n  reason: 撤销\n"
BROKEN = "withdrawal: [\n"
CORRECTED = "title: 改后\ncorrections:\n- reason: 公开有误\n"
TEXTS = (PLAIN, WITHDRAWN, BROKEN, PLAIN, CORRECTED, CORRECTED.replace("改后", "又改"), None, PLAIN)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return a folder to keep the ledger in; it need not exist."""
    return tmp_path / "缓存" / "history"


def test_going_on_gives_what_starting_over_gives(folder: Path, cache: Path) -> None:
    """After each further commit the continued ledger equals a walk from the start."""
    content = made(folder, step(1, {"portal.yaml": PLAIN}))
    for day, text in enumerate(TEXTS, 2):
        fast_import(folder, [step(day, {RECORD: text, "\udcff中.yaml": f"n: {day}\n"})])
        assert history_of(content, cache) == history_of(content)
    assert acts(history_of(content, cache)) == [
        "publish",
        "withdraw",
        "update",
        "restore",
        "correct",
        "update",
        "removed",
        "restore",
    ]


def test_going_on_from_any_tip_keeps_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Stubs, lists, attachments, merges: whatever tip was kept, the file is that of a walk from the start."""
    listed, attached = "agencies/jyj/officers.yaml", RECORD.replace(".yaml", ".files/a.pdf")
    officer = "entries:\n- {{certificate_no: '1', post: {post}}}\n"
    content = made(
        folder,
        step(1, {RECORD: PLAIN, attached: "%PDF 1", listed: officer.format(post="科员")}),
        step(2, {"b.yaml": "publish: false\n"}, author=YI, parents=[0]),
        step(3, {RECORD: CORRECTED}, parents=[0]),
        step(4, {"b.yaml": "publish: false\n", attached: "%PDF 2"}, parents=[2, 1]),
        step(4, {"b.yaml": PLAIN, listed: officer.format(post="科长")}),
        step(2, {listed: None, RECORD: None}),
    )
    line = git(folder, "rev-list", "--first-parent", "--reverse", "HEAD").split()
    whole = history_of(content, tmp_path / "whole")
    for place, tip in enumerate(line):
        kept = tmp_path / str(place)
        git(folder, "update-ref", "HEAD", tip)
        history_of(content, kept)
        git(folder, "update-ref", "HEAD", line[-1])
        assert history_of(content, kept) == whole
        assert (kept / FILE).read_bytes() == (tmp_path / "whole" / FILE).read_bytes()


def test_going_on_over_a_merge(folder: Path, cache: Path) -> None:
    """A branch that began before the kept tip is merged after it: its author is found."""
    steps = [step(1, {"a.yaml": PLAIN}), step(2, {RECORD: PLAIN}, author=YI, parents=[0])]
    content = made(folder, *steps, step(3, {"a.yaml": CHANGED}, parents=[0]))
    assert list(history_of(content, cache).events) == ["a.yaml"]
    made(
        folder.parent / "later",
        *steps,
        step(3, {"a.yaml": CHANGED}, parents=[0]),
        step(4, {RECORD: PLAIN}, parents=[2, 1]),
    )
    git(folder, "pull", "-q", "--ff-only", str(folder.parent / "later"), "main")
    history = history_of(content, cache)
    assert (history, told(history)) == (history_of(content), [("publish", 2, "乙", "甲", False)])


def test_the_kept_ledger_is_used(folder: Path, cache: Path) -> None:
    """What was kept is not walked again: a ledger that was kept with other words comes back with them."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    history_of(content, cache)
    body = (cache / FILE).read_bytes()
    kept = load(cache, "content/")
    assert list(kept.ledger.events) == [RECORD]
    life = kept.ledger.events[RECORD]
    again = replace(life[0], action=Action.UPDATE, number=1)
    columns = kept.ledger.columns.grown({RECORD: (*life, again)}, {})
    save(cache, "content/", replace(kept.ledger, columns=columns))
    assert acts(history_of(content, cache)) == ["publish", "update"]
    assert body != (cache / FILE).read_bytes()


@pytest.mark.parametrize("harm", ["", "{}", "[]\n{}", "half", "version", "folder"])
def test_a_broken_file_is_made_anew(folder: Path, cache: Path, harm: str) -> None:
    """A file that is empty, cut, changed, of another version or of another folder is ignored and written again."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    whole = history_of(content, cache)
    file = cache / FILE
    intact = file.read_bytes()
    version, prefix, seal = json.loads(intact.splitlines()[0])
    first = {"version": [version + 1, prefix, seal], "folder": [version, "other/", seal]}.get(harm)
    harmed = {"half": intact[: len(intact) // 2], "": b"", "{}": b"{}", "[]\n{}": b"[]\n{}"}
    body = intact.split(b"\n", 1)[1]
    file.write_bytes(json.dumps(first).encode() + b"\n" + body if first else harmed[harm])
    assert history_of(content, cache) == whole
    assert file.read_bytes() == intact


def test_a_folder_that_cannot_be_written_is_no_fault(folder: Path) -> None:
    """Where the ledger cannot be kept, it is walked."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    assert history_of(content, folder / "content" / RECORD / "cache") == history_of(content)


def built(content: Path, cache: Path) -> None:
    """Read a history, and take its tip for published as a build does."""
    published(content, cache, history_of(content, cache).tip)


def test_what_was_only_looked_at_may_be_amended(folder: Path, cache: Path) -> None:
    """A commit is published by a build; until then, and until a remote has it where there is one, it is a draft."""
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: CHANGED}))
    history_of(content, cache)
    git(folder, "commit", "-q", "--amend", "-m", "改写")
    assert not history_of(content, cache).rewritten
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD~1")
    built(content, cache)
    git(folder, "commit", "-q", "--amend", "-m", "再改写")
    assert not history_of(content, cache).rewritten
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    built(content, cache)
    git(folder, "commit", "-q", "--amend", "-m", "又改写")
    assert history_of(content, cache).rewritten


def test_rewritten_history_is_said_until_the_cache_goes(folder: Path, cache: Path) -> None:
    """An amended commit: the kept tip is gone, every reader is told, the ledger is that of today."""
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: CHANGED}))
    built(content, cache)
    git(folder, "commit", "-q", "--amend", "-m", "改写")
    found = [history_of(content, cache) for _time in range(2)]
    fast_import(folder, [step(3, {RECORD: WITHDRAWN})])
    found.append(history_of(content, cache))
    assert [history.rewritten for history in found] == [True, True, True]
    assert found[0].events == found[1].events
    assert found[2].events == history_of(content).events
    shutil.rmtree(cache)
    assert not history_of(content, cache).rewritten


def test_a_detached_head_is_held_against_main_too(folder: Path, cache: Path) -> None:
    """As forges check out: an older commit of the line is only looked at, another line is a rewriting."""
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: CHANGED}))
    built(content, cache)
    git(folder, "checkout", "-q", "--detach", "HEAD~1")
    assert not history_of(content, cache).rewritten
    (content / RECORD).write_text(WITHDRAWN, encoding="utf-8")
    git(folder, "commit", "-q", "-am", "另一条线")
    history = history_of(content, cache)
    assert (history.rewritten, history.lost) == (True, git(folder, "rev-parse", "main"))


def test_a_cut_tail_is_a_rewriting(folder: Path, cache: Path) -> None:
    """Taking back published commits on the same branch is a rewriting too, down to no commit at all."""
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: CHANGED}))
    built(content, cache)
    git(folder, "reset", "-q", "--hard", "HEAD~1")
    history = history_of(content, cache)
    assert (history.rewritten, acts(history)) == (True, ["publish"])
    git(folder, "update-ref", "-d", "HEAD")
    history = history_of(content, cache)
    assert (history.rewritten, history.state, history.events) == (True, HistoryState.NONE, {})


def test_another_first_parent_line_is_a_rewriting(folder: Path, cache: Path) -> None:
    """A main that was set to a branch that had merged it: no commit is lost, but publication has other moments."""
    content = made(folder, step(1, {"a.yaml": PLAIN}), step(2, {RECORD: PLAIN}))
    built(content, cache)
    git(folder, "checkout", "-q", "-b", "side", "HEAD~1")
    (content / "a.yaml").write_text(CHANGED, encoding="utf-8")
    git(folder, "commit", "-qam", "旁")
    git(folder, "merge", "-q", "--no-ff", "-m", "合并", "main")
    git(folder, "branch", "-f", "main")
    git(folder, "checkout", "-q", "main")
    history = history_of(content, cache)
    assert (history.rewritten, [event.moment.position for event in history.events[RECORD]]) == (True, [2])
    assert history.events == history_of(content).events


def test_another_branch_is_no_rewriting(folder: Path, cache: Path) -> None:
    """Other branches, rewritten or not, and old commits raise no alarm; what happened to main meanwhile does."""
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: CHANGED}))
    built(content, cache)
    git(folder, "checkout", "-q", "-b", "side", "HEAD~1")
    assert not history_of(content, cache).rewritten
    git(folder, "commit", "-q", "--amend", "-m", "改写")
    assert not history_of(content, cache).rewritten
    git(folder, "checkout", "-q", "--detach", "main")
    assert not history_of(content, cache).rewritten
    git(folder, "branch", "-q", "-f", "main", "side")
    git(folder, "checkout", "-q", "main")
    assert history_of(content, cache).rewritten


def test_plans_keep_their_dates(folder: Path) -> None:
    """A plan without parents follows what is there already."""
    made(folder, step(1, {RECORD: PLAIN}))
    fast_import(folder, [PlannedCommit(on(2), YI, YI, "二", {f"content/{RECORD}": CHANGED.encode()})])
    assert told(history_of(folder / "content")) == [("publish", 0, "甲", None, False), ("update", 1, "乙", None, False)]


@pytest.mark.parametrize("harm", [b"", b"[]", b"{}", b'{"prefix": "content/", "tips": 3}', b'{"prefix": "other/"}'])
def test_of_tips_that_cannot_be_read_nothing_is_known(folder: Path, cache: Path, harm: bytes) -> None:
    """What was published before is then a draft again; the next build says so anew, with the ledger as it was."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    built(content, cache)
    ledger, tips = (cache / FILE).read_bytes(), (cache / TIPS).read_bytes()
    (cache / TIPS).write_bytes(harm)
    assert not load(cache, "content/").tips
    built(content, cache)
    assert ((cache / FILE).read_bytes(), (cache / TIPS).read_bytes()) == (ledger, tips)


def test_what_was_published_is_known_without_the_ledger(folder: Path, cache: Path) -> None:
    """A ledger that is lost is walked again, and a rewritten history is still found out."""
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: CHANGED}))
    built(content, cache)
    (cache / FILE).unlink()
    git(folder, "commit", "-q", "--amend", "-m", "改写")
    assert history_of(content, cache).rewritten
