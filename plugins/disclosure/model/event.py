"""What happened to a record, as git tells it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """The kinds of event in a record's life."""

    PUBLISH = "publish"
    UPDATE = "update"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    RESTORE = "restore"
    REMOVED = "removed"
    WITHHOLD = "withhold"


ACTION_TITLES = {
    Action.PUBLISH: "公开",
    Action.UPDATE: "更新",
    Action.CORRECT: "更正",
    Action.WITHDRAW: "撤下",
    Action.EXPIRE: "公示期满",
    Action.RESTORE: "恢复公开",
    Action.REMOVED: "文件被删除，未按程序撤下",
    Action.WITHHOLD: "依法不予公开",
}


ENTRY_TITLES = {
    Action.PUBLISH: "新增",
    Action.UPDATE: "变更",
    Action.REMOVED: "移出",
    Action.RESTORE: "重新列入",
}
"""What events are called that befall the entry of a list."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One first-parent step of main: the time is its committer time, the author is that of the merged commit.

    `backdated` says that the time lies before that of the step before it: the order holds, the time is not trusted.
    """

    position: int
    commit: str
    time: datetime
    author: str
    approver: str | None
    imported: bool
    backdated: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one file at one moment; `blob` is what it was after, `previous` before (git ids).

    `number` is its place in the ledger, which is also that of its leaf in the transparency log: it never changes.
    `files` are the names of the attachments that were exchanged for others of the same name.
    """

    action: Action
    moment: Moment
    blob: str | None
    previous: str | None
    number: int = -1
    files: tuple[str, ...] = ()


EXPIRED = "公示期满"
"""The reason code of a tombstone whose publication period has ended: that is no withdrawal."""
