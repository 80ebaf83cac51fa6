"""What the world may see: made by the door alone (publishing/), accepted by every output and page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from disclosure.model.event import Action
from disclosure.model.packing import packed


class Status(StrEnum):
    """Where a public record stands in its life."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class Piece(StrEnum):
    """What became of a stretch of a text: it stayed, went or came; SKIPPED stands for what stayed and is left out."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One changed field of an update: its Chinese title, and the old and new value as text (None: not shown).

    `pieces` are a text as running text with what went and what came; a long one has them alone. `ref` is the kind of
    record that the values name, so that a page can show its title. `redacted` says that nothing is shown because the
    field was redacted since; `entry` is the entry of a list that the field is one of.
    """

    title: str
    old: str | None
    new: str | None
    pieces: tuple[tuple[Piece, str], ...] = ()
    ref: str = ""
    redacted: bool = False
    entry: str = ""


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One event as the public sees it: who is named is the agency, or the clerk where portal.yaml says so.

    `number` is its place in the ledger; `approved` says that somebody other than its author let it in, `approver` who,
    where portal.yaml says so. `version` is the number of the public version that it made, 1 for the first. `erased`
    says that the content of that version was erased from history by law.
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
    version: int | None = None
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
class Period:
    """How long a record is published: not any more on the day `on`, by which regime and law.

    It counts from `start`; `months` is None where it lasts as long as the restriction that was imposed. `shortened`
    says that somebody has decided to end it sooner.
    """

    on: date
    start: date
    months: int | None
    regime: str
    source: str
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """One record as the public may see it.

    `fields` holds only what its schema marks as public; `day` is the record's own date; `rank` is the number that
    search and lists know it by: the rank of its first publication, uncommitted records last. The record of a list
    file has its `entries`, each with an id of its own (`agencies/jyj/officers#0012`). `attachments` are the files
    published with it: none of what is withdrawn. `proof` is there where what is shown is the last committed version.
    `versions` are the old versions that may still be seen, oldest first. `period` is how long it is published, where a
    rule ends that.
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
    versions: tuple["PublicVersion", ...] = ()
    period: Period | None = None

    @property
    def published_at(self) -> datetime | None:
        """When it first became public, or None where git does not know (uncommitted, or no history)."""
        return self.events[0].time if self.events else None


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """An old version of a record, as it may be seen today: `number` 1 was the first, public from `since` to `until`.

    `hidden` are the titles of what is not shown of it, `files` says that it had attachments, `left` how many entries
    of a list are left out because the list has them no more. `record` is None where the version does not satisfy
    today's schema.
    """

    number: int
    since: datetime
    until: datetime
    record: PublicRecord | None
    hidden: tuple[str, ...] = ()
    files: bool = False
    left: int = 0


@dataclass(frozen=True, slots=True)
class Logged:
    """One event in the publication log: what happened to which record, under the title that the record has today.

    `within` is the number of the event of the list whose entry this is about (None: a record of its own). What became
    of an entry that is in no list any more is told under the list's id and the name of its kind of entry.
    """

    number: int
    action: Action
    time: datetime
    id: str
    kind: str
    agency: str | None
    title: str
    commit: str
    reason: str | None = None
    imported: bool = False
    approved: bool = False
    backdated: bool = False
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """A decision that may not be published: counted, not shown (国办发〔2018〕118号 第六条)."""

    agency: str
    type: str
    day: date
    reason_code: str


@packed
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
