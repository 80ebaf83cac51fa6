"""Any history of a content repository, made by one fast-import stream, and what the ledger said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from disclosure.history.writing import PlannedCommit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.history.ledger import History
    from disclosure.model.event import Event

PEOPLE = ("甲", "乙", "丙")
RECORDS = ("a.yaml", "中 文.yaml", "b/c.yaml")
LIST = "agencies/a/officers.yaml"
ATTACHED = ("a.files/甲.pdf", "a.files/乙.pdf", "b/c.files/甲.pdf", "d.files/甲.pdf")
TEXTS = (
    "title: 一\n",
    "title: 二\n",
    "title: 二\ncorrections: [{reason: 甲}]\n",
    "title: 三\ncorrections:\n- {reason: 甲}\n- {reason: 乙}\n",
    "withdrawal: {reason: 撤销}\n",
    "type: penalty\nwithdrawal:\n  reason_code: 公示期满\n",
    "publish: false\nreason_code: 国家秘密\n",
    "note: 文中提到 withdrawal\n",
)
START = datetime(2026, 1, 1, tzinfo=UTC)

Files = dict[str, str | None]


class Work(NamedTuple):
    """What one commit does: who made it, the files it writes (None: deletes), how its message ends."""

    who: str
    files: Files
    trailer: str


class Move(NamedTuple):
    """One step of main: own work, steps of main to take back, branches to merge: where each began, what it did."""

    work: Work
    back: int
    branches: list[tuple[int, list[Work]]]


class Told(NamedTuple):
    """One event in plain words."""

    number: int
    action: str
    position: int
    commit: str
    seconds: int
    author: str
    approver: str | None
    imported: bool
    backdated: bool
    blob: str | None
    previous: str | None
    files: tuple[str, ...]


def listed(posts: Mapping[str, str], order: int) -> str:
    """Write a list of officers, by number or the other way round."""
    rows = sorted(posts.items(), reverse=order == 1)
    return "entries:\n" + "".join(f"- certificate_no: '{key}'\n  post: {post}\n" for key, post in rows)


entries = st.dictionaries(st.sampled_from("123"), st.sampled_from(("科员", "科长")), min_size=1, max_size=3)
some_text = st.sampled_from((*TEXTS, None))
some_list = st.one_of(st.builds(listed, entries, st.integers(0, 1)), st.none())
some_file = st.sampled_from(("%PDF 1", "%PDF 2", None))
files = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(RECORDS, some_text),
        LIST: some_list,
        **dict.fromkeys(ATTACHED, some_file),
    },
)
trailers = st.sampled_from(("", "\n\nGongshi-Import: 旧站", "\n\nReviewed-by: 丙 <bing@example.invalid>"))
works = st.builds(Work, st.sampled_from(PEOPLE), files, trailers)
branch = st.tuples(st.integers(0, 6), st.lists(works, min_size=1, max_size=3))
step = st.builds(Move, works, st.just(0), st.just([]))
revert = st.builds(
    Move, st.builds(Work, st.sampled_from(PEOPLE), st.just({}), trailers), st.integers(1, 3), st.just([])
)
merge = st.builds(Move, works, st.just(0), st.lists(branch, min_size=1, max_size=3))
moves = st.lists(st.one_of(step, revert, merge), min_size=1, max_size=6)
clocks = st.lists(st.integers(0, 100), min_size=1, max_size=5)
stops = st.sets(st.integers(0, 6), max_size=2)


@dataclass
class Plan:
    """A history in the making: commits, the tree of each, and the first-parent line."""

    clock: list[int]
    commits: list[PlannedCommit] = field(default_factory=list)
    trees: list[dict[str, str]] = field(default_factory=list)
    line: list[int] = field(default_factory=list)

    def add(self, work: Work, parents: list[int], tree: dict[str, str]) -> int:
        """Add a commit that turns the tree of its first parent into this one; return its place."""
        before = self.trees[parents[0]] if parents else {}
        different: Files = {path: tree.get(path) for path in {*before, *tree} if before.get(path) != tree.get(path)}
        place = len(self.commits)
        when = START + timedelta(hours=self.clock[place % len(self.clock)])
        raw = {f"content/{path}": text.encode() if text else None for path, text in different.items()}
        name = (work.who, f"{work.who}@example.invalid")
        message = f"第 {place} 步{work.trailer}"
        self.commits.append(PlannedCommit(when, name, name, message, raw, parents or None))
        self.trees.append(tree)
        return place


def changed(tree: dict[str, str], files: Files) -> dict[str, str]:
    """Return a tree with some files written or deleted."""
    both = {**tree, **files}
    return {path: text for path, text in both.items() if text is not None}


def planned(moves: list[Move], clock: list[int]) -> Plan:
    """Turn moves into commits: branches begin at any commit there is, so they cross and are merged again."""
    plan = Plan(clock)
    first = {RECORDS[0]: TEXTS[0]}
    plan.line.append(plan.add(Work("甲", {}, ""), [], first))
    for move in moves:
        tip = plan.line[-1]
        tree, heads = plan.trees[plan.line[max(0, len(plan.line) - 1 - move.back)]], []
        for back, works in move.branches:
            head = max(0, len(plan.commits) - 1 - back)
            for work in works:
                head = plan.add(work, [head], changed(plan.trees[head], work.files))
                tree = changed(tree, work.files)
            heads.append(head)
        plan.line.append(plan.add(move.work, [tip, *heads], changed(tree, move.work.files)))
    return plan


def stories(history: History) -> dict[str, dict[str, list[Told]]]:
    """Return all that a history tells, by part and name."""
    parts = {"files": history.files, "events": history.events, "entries": history.entries}
    return {part: {name: [_told(event) for event in life] for name, life in p.items()} for part, p in parts.items()}


def _told(event: Event) -> Told:
    moment = event.moment
    return Told(
        event.number,
        event.action.value,
        moment.position,
        moment.commit,
        int(moment.time.timestamp()),
        moment.author,
        moment.approver,
        moment.imported,
        moment.backdated,
        event.blob,
        event.previous,
        event.files,
    )
