"""What the world may see: made by the door alone (publishing/), accepted by every output and page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from disclosure.model.event import Action


class Status(StrEnum):
    """Where a public record stands in its life."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One changed field of an update: its Chinese title, and the old and new value as text (None: not shown)."""

    title: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One event as the public sees it: who is named is the agency, or the clerk where portal.yaml says so.

    `number` is its place in the ledger; `approved` says that somebody other than its author let it in, `approver` who,
    where portal.yaml says so. `erased` says that the content of the version was erased from history by law.
    """

    action: Action
    time: datetime
    actor: str
    commit: str
    imported: bool = False
    approver: str | None = None
    reason: str | None = None
    changes: tuple[FieldChange, ...] = ()
    number: int = -1
    approved: bool = False
    backdated: bool = False
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What binds a published version to its leaf in the transparency log.

    `number` is the leaf's; each field that is shown has its salt, each that is not its bare commitment (all in hex).
    """

    number: int
    salts: Mapping[str, str]
    commitments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens the leaf of an attachment: the leaf's number, its salt (hex), and git's id of the bytes."""

    number: int
    salt: str
    blob: str


@dataclass(frozen=True, slots=True)
class PublicFile:
    """One attachment as the public may see it; `scanned` says who looked it over and when, where it is a scan."""

    name: str
    title: str
    size: int
    sha256: str
    scanned: tuple[date, str] | None = None
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """One record as the public may see it.

    `fields` holds only what its schema marks as public; `day` is the record's own date; `rank` is the number that
    search and lists know it by: the rank of its first publication, uncommitted records last. The record of a list
    file has its `entries`, each with an id of its own (`agencies/jyj/officers#0012`). `attachments` are the files
    published with it: none of what is withdrawn. `proof` is there where what is shown is the last committed version.
    """

    id: str
    kind: str
    agency: str | None
    status: Status
    title: str
    day: date | None
    rank: int
    fields: Mapping[str, Any]
    body: str
    events: tuple[PublicEvent, ...]
    entries: tuple["PublicRecord", ...] = ()
    attachments: tuple[PublicFile, ...] = ()
    proof: Proof | None = None

    @property
    def published_at(self) -> datetime | None:
        """When it first became public, or None where git does not know (uncommitted, or no history)."""
        return self.events[0].time if self.events else None


@dataclass(frozen=True, slots=True)
class Withheld:
    """A decision that may not be published: counted, not shown (国办发〔2018〕118号 第六条)."""

    agency: str
    type: str
    day: date
    reason_code: str


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """What the rest of the house may need of a record: one line of a list."""

    rank: int
    id: str
    kind: str
    agency: str | None
    status: Status
    title: str
    day: date | None
    published_at: datetime | None
    updated_at: datetime | None
    last_action: Action | None
    type: str | None
    document_no: str | None
    answer: str
    parties: tuple[tuple[str, str | None], ...]
    category: str | None = None
    entries: int = 0
