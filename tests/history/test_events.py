"""What happened to a record: events, their order and their names."""

from pathlib import Path

import pytest
from tests.history.builders import RECORD, acts, git, history_of, made, on, step
from tests.history.happening import CHANGED, OTHER, PLAIN, WITHDRAWN

from disclosure.history.ledger import ranks
from disclosure.history.writing import fast_import
from disclosure.model.event import Action, Event, Moment

CORRECTED = CHANGED + "corrections:\n- date: '2026-01-03'\n  reason: 公开有误\n"


def test_one_life_is_told_whole(folder: Path) -> None:
    """Publish, update, correct, withdraw, restore, remove, restore: with moment, blob and the blob before."""
    texts = [PLAIN, CHANGED, CORRECTED, WITHDRAWN, CORRECTED, None, PLAIN]
    content = made(folder, *(step(day, {RECORD: text}) for day, text in enumerate(texts, 1)))
    commits = git(folder, "rev-list", "--reverse", "HEAD").split()
    blobs = [git(folder, "hash-object", "--stdin", stdin=text.encode()) if text else None for text in texts]
    names = ["PUBLISH", "UPDATE", "CORRECT", "WITHDRAW", "RESTORE", "REMOVED", "RESTORE"]
    assert history_of(content).events == {
        RECORD: tuple(
            Event(
                Action[name],
                Moment(place, commits[place], on(place + 1), "甲", None, imported=False),
                blobs[place],
                blobs[place - 1] if place else None,
                place,
            )
            for place, name in enumerate(names)
        )
    }


def test_time_keeps_its_zone(folder: Path) -> None:
    """The time is the committer's, in the zone that it was written in."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    assert history_of(content).events[RECORD][0].moment.time.isoformat() == "2026-01-01T09:00:00+08:00"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([WITHDRAWN, PLAIN], ["publish", "restore"]),
        ([PLAIN, WITHDRAWN, WITHDRAWN + "title: 决定\n"], ["publish", "withdraw", "update"]),
        ([CORRECTED, PLAIN], ["publish", "update"]),
        ([PLAIN, None, WITHDRAWN, PLAIN], ["publish", "removed", "withdraw", "restore"]),
        ([PLAIN, WITHDRAWN, None, PLAIN], ["publish", "withdraw", "removed", "restore"]),
        ([PLAIN, "title: 文中提到 withdrawal 和 corrections\n"], ["publish", "update"]),
        ([PLAIN, "a:\n  withdrawal: 里层\n"], ["publish", "update"]),
        ([PLAIN, '"withdrawal": {reason: 撤销}\n'], ["publish", "withdraw"]),
        ([PLAIN, WITHDRAWN, "withdrawal: [\n", WITHDRAWN], ["publish", "withdraw", "update", "update"]),
        ([PLAIN, "corrections: [\n", CORRECTED], ["publish", "update", "correct"]),
    ],
)
def test_what_the_bytes_say(folder: Path, texts: list[str | None], expected: list[str]) -> None:
    """The top-level keys of both versions name the change; a version that cannot be read changes only bytes."""
    content = made(folder, *(step(day, {RECORD: text}) for day, text in enumerate(texts, 1)))
    assert acts(history_of(content)) == expected


def test_the_end_of_the_publication_period_is_an_event_of_its_own(folder: Path) -> None:
    """A tombstone whose reason is the end of the period is no withdrawal; the record may come back from it."""
    expired = "withdrawal:\n  reason_code: 公示期满\n"
    texts = [PLAIN, expired, WITHDRAWN, PLAIN, None, expired]
    content = made(folder, *(step(day, {RECORD: text}) for day, text in enumerate(texts, 1)))
    assert acts(history_of(content)) == ["publish", "expire", "update", "restore", "removed", "expire"]


def test_a_clock_that_runs_backwards_is_told(folder: Path) -> None:
    """Only the step whose time lies before that of the step before it is marked, also where the walk goes on."""
    first = [step(5, {RECORD: PLAIN}), step(3, {RECORD: CHANGED})]
    content = made(folder, *first)
    history_of(content, folder / ".git" / "kept")
    fast_import(folder, [step(2, {OTHER: PLAIN}), step(2, {OTHER: CHANGED}), step(9, {RECORD: PLAIN})])
    history = history_of(content, folder / ".git" / "kept")
    assert [event.moment.backdated for event in history.events[RECORD]] == [False, True, False]
    assert [event.moment.backdated for event in history.events[OTHER]] == [True, False]
    assert history.events == history_of(content).events


def test_every_event_has_a_number_for_ever(folder: Path) -> None:
    """Numbers follow the steps, then the paths, each list before its entries; later steps change none of them."""
    listed = "agencies/jyj/officers.yaml"
    two = "entries:\n- {certificate_no: '2', name: 甲}\n- {certificate_no: '1', name: 乙}\n"
    content = made(folder, step(1, {RECORD: PLAIN, listed: two, OTHER: PLAIN}), step(2, {OTHER: CHANGED}))
    kept = folder / ".git" / "kept"
    for _again in range(2):
        history = history_of(content, kept)
        lives = {**history.events, **history.entries}
        assert {name: [event.number for event in life] for name, life in lives.items()} == {
            OTHER: [0, 5] if not _again else [0, 5, 6],
            RECORD: [1],
            listed: [2] if not _again else [2, 7],
            f"{listed}#1": [3] if not _again else [3, 8],
            f"{listed}#2": [4],
        }
        fast_import(folder, [step(3, {OTHER: PLAIN, listed: two.replace("乙", "丙")})])


def test_front_matter_counts_too(folder: Path) -> None:
    """A policy is withdrawn by its front matter, not by its text."""
    before, text, gone = (
        "---\ntitle: 办法\n---\n正文\n",
        "---\ntitle: 办法\n---\nwithdrawal: 正文里的词\n",
        "---\nwithdrawal:\n  reason: 废止\n---\n",
    )
    content = made(folder, *(step(day, {"policies/a.md": raw}) for day, raw in enumerate([before, text, gone], 1)))
    assert acts(history_of(content), "policies/a.md") == ["publish", "update", "withdraw"]


def test_a_rename_is_a_removal_and_a_publication(folder: Path) -> None:
    """What git guesses about renames plays no part."""
    moved = RECORD.replace("001", "002")
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: None, moved: PLAIN}))
    history = history_of(content)
    assert (acts(history), acts(history, moved)) == (["publish", "removed"], ["publish"])


def test_modes_links_and_empty_commits(folder: Path) -> None:
    """A mode alone is no event; a symbolic link is no file; an empty commit only takes its position."""
    content = made(folder, step(1, {RECORD: PLAIN}))
    path = content / RECORD
    path.chmod(0o755)
    git(folder, "commit", "-qam", "可执行")
    git(folder, "commit", "-qm", "空", "--allow-empty")
    path.unlink()
    path.symlink_to("x")
    git(folder, "commit", "-qam", "链接")
    path.unlink()
    path.write_text(CHANGED, encoding="utf-8")
    git(folder, "commit", "-qam", "文件")
    found = [(event.action.value, event.moment.position) for event in history_of(content).events[RECORD]]
    assert found == [("publish", 0), ("removed", 3), ("restore", 4)]


def test_order_is_that_of_the_line_not_of_the_clock(folder: Path) -> None:
    """Equal times and clocks that run backwards change no order."""
    content = made(
        folder,
        step(9, {RECORD: PLAIN}),
        step(9, {RECORD: CHANGED}),
        step(1, {RECORD: WITHDRAWN}),
        step(5, {RECORD: PLAIN}),
    )
    found = [(event.action.value, event.moment.time) for event in history_of(content).events[RECORD]]
    assert found == [("publish", on(9)), ("update", on(9)), ("withdraw", on(1)), ("restore", on(5))]


def test_odd_names(folder: Path) -> None:
    """Chinese, spaces, quotes, backslashes, line ends, bytes that are no UTF-8: each path comes back as it is."""
    names = ["中文.yaml", "a b.yaml", '"引".yaml', "b\\c.yaml", "x\ny.yaml", "-x.yaml", ":(top)z.yaml", "\udcff.yaml"]
    content = made(folder, step(1, dict.fromkeys(names, PLAIN)))
    history = history_of(content)
    assert sorted(history.events) == sorted(names)
    assert sorted(history.hashes) == sorted(names)
    assert history.uncommitted == frozenset()


def test_broken_dates_are_survived(folder: Path) -> None:
    """A commit whose date or zone makes no sense still has its place."""
    made(folder, step(1, {RECORD: PLAIN}))
    tree = git(folder, "rev-parse", "HEAD^{tree}")
    tips = []
    for date in ("99999999999999999 +0000", "1767229200 +9999", "1767229200 -0330"):
        body = f"tree {tree}\nauthor 甲 <a@x> {date}\ncommitter 甲 <a@x> {date}\n\n公开\n".encode()
        tip = git(folder, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=body)
        git(folder, "reset", "--hard", "-q", tip)
        tips.append(history_of(folder / "content").events[RECORD][0].moment.time.isoformat())
    assert tips == ["1970-01-01T00:00:00+00:00", "2026-01-01T01:00:00+00:00", "2025-12-31T21:30:00-03:30"]


def test_numbers_never_change(folder: Path) -> None:
    """Numbers follow first publication, also past what is gone; what is not committed comes last, by path."""
    steps = [step(1, {"b.yaml": PLAIN, "c.yaml": PLAIN}), step(2, {"a.yaml": PLAIN, "b.yaml": None})]
    content = made(folder, *steps)
    assert ranks(history_of(content), ["z.yaml", "c.yaml", "y.yaml", "a.yaml"]) == {
        "b.yaml": 0,
        "c.yaml": 1,
        "a.yaml": 2,
        "y.yaml": 3,
        "z.yaml": 4,
    }


STUB = "type: penalty\ndecision_date: '2026-01-01'\npublish: false\nreason_code: 未成年人\n"
OTHER_STUB = STUB.replace("未成年人", "个人隐私")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([PLAIN, STUB], ["publish", "withdraw"]),
        ([PLAIN, STUB, OTHER_STUB, PLAIN], ["publish", "withdraw", "update", "restore"]),
        ([PLAIN, WITHDRAWN, STUB], ["publish", "withdraw", "update"]),
        ([STUB, OTHER_STUB], ["withhold", "withhold"]),
        ([STUB, PLAIN, CHANGED], ["withhold", "publish", "update"]),
        ([STUB, WITHDRAWN], ["withhold", "withdraw"]),
        ([STUB, None], ["withhold", "removed"]),
        ([STUB, None, STUB, PLAIN], ["withhold", "removed", "withhold", "publish"]),
        ([PLAIN, None, STUB], ["publish", "removed", "withdraw"]),
        ([PLAIN, PLAIN + "note: publish\n"], ["publish", "update"]),
    ],
)
def test_what_may_not_be_published_is_told_apart(
    folder: Path, tmp_path: Path, texts: list[str | None], expected: list[str]
) -> None:
    """A stub withdraws what was public; before anything was public it is only withheld. Going on tells the same."""
    content, cache = made(folder, step(1, {RECORD: texts[0], OTHER: PLAIN})), tmp_path / "kept"
    for day, text in enumerate(texts[1:], 2):
        history_of(content, cache)
        fast_import(folder, [step(day, {RECORD: text})])
    assert acts(history_of(content, cache)) == acts(history_of(content)) == expected
