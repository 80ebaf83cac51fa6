"""What the pages of all kinds of record have in common: where they stand, who published them, what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from disclosure.checking.counting import Figures
from disclosure.checking.series import Series
from disclosure.checking.statistics import Statistics
from disclosure.model.attachment import TYPES
from disclosure.model.days import full_day
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import PublicFile, PublicRecord, Row
from disclosure.model.withdrawals import Reasons
from disclosure.pages.columns import column_of
from disclosure.pages.contracts import AgencyFacts, Digest
from disclosure.pages.shelves import Coverage
from disclosure.pages.timeline import happenings
from disclosure.pages.urls import attachment_url, json_url, record_url
from disclosure.pages.views import Attachment, Column, Correction, Link, Redaction
from disclosure.reading.schemas import Schemas
from disclosure.timing.deadlines import Timing

ANY = "any"
"""The `x-ref` of a value that is a whole id, of whatever kind."""

RESERVED = ("redactions", "corrections", "restorations", "withdrawal")
LONGEST_DESCRIPTION = 120
MEGABYTE = 1_000_000
DIGEST_SHOWN = 8
"""Enough to compare by eye, and too short to be taken for a phone number; the whole of it stands in the JSON."""


@dataclass(frozen=True)
class Context:
    """What the pages of a part may draw on besides the part's own records.

    `others` are agencies that a record may point to (superior, issuer); `own` are the figures of the agency's
    decisions, for its own page; `uncommitted` are the ids of records whose files were changed since the last commit;
    `coverage` is what the agency has published and owes, for its own page; `site` are the settings of the site;
    `linked` are the records referred to, by id; `lists` are the part's own lists, by id; `citing` are pairs of a
    record's id and what refers to it; `reasons` are the reason codes of withdrawals; `timing` is what deadlines are
    reckoned with, None where nothing is to be said of them; `statistics` are the rules of counting, `figures` what the
    records come to by agency and year, `matters` the titles of the matters counted, by id; `stale` says of
    lists, by id, what has changed under them; `series` are the agency's document numbers.
    """

    agency: AgencyFacts | None
    schemas: Schemas
    kinds: Sequence[Kind]
    as_of: date = date.max
    others: Mapping[str, AgencyFacts] = field(default_factory=dict)
    own: Digest | None = None
    uncommitted: frozenset[str] = frozenset()
    linked: Mapping[str, Row] = field(default_factory=dict)
    lists: Mapping[str, PublicRecord] = field(default_factory=dict)
    citing: Sequence[tuple[str, Row]] = ()
    coverage: Coverage | None = None
    site: Any = None
    reasons: Reasons = field(default_factory=Reasons)
    timing: Timing | None = None
    statistics: Statistics = field(default_factory=Statistics)
    figures: Mapping[tuple[str, int], Figures] = field(default_factory=dict)
    matters: Mapping[str, str] = field(default_factory=dict)
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    series: tuple[Series, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A record with everything that its page may draw on besides itself."""

    record: PublicRecord
    kind: Kind
    context: Context

    @property
    def schemas(self) -> Schemas:
        """The schemas."""
        return self.context.schemas

    @property
    def agency(self) -> AgencyFacts | None:
        """The agency that the record belongs to."""
        return self.context.agency

    @property
    def others(self) -> Mapping[str, AgencyFacts]:
        """The agencies that the record may point to."""
        return self.context.others

    @property
    def own(self) -> Digest | None:
        """The figures of the agency's decisions, on its own page alone."""
        return self.context.own if self.kind.name == "agency" else None

    @property
    def uncommitted(self) -> bool:
        """Whether the record's file was changed since the last commit."""
        return self.record.id.partition("#")[0] in self.context.uncommitted

    @property
    def today(self) -> str:
        """The day of the build, year-month-day: to be compared with days of validity alone."""
        return self.context.as_of.isoformat()

    @property
    def fields(self) -> Mapping[str, Any]:
        """The record's public fields."""
        return self.record.fields

    @property
    def node(self) -> Mapping[str, Any]:
        """The schema of the record's kind."""
        return self.schemas.by_name[self.kind.schema]

    @property
    def column(self) -> Column:
        """The column that the record stands in."""
        return column_of(self.kind)

    def text(self, key: str) -> str:
        """Return a field as text; empty where the record has none."""
        return str(self.fields.get(key) or "")

    def publisher(self) -> Link | None:
        """Return the agency that the record belongs to; without an address where the site has no page of it."""
        if self.agency:
            return Link(self.agency.name, self.agency.url)
        return Link(self.record.agency, "") if self.record.agency else None

    def link(self, kind: str, value: str) -> Link:
        """Return the way to the record that a value names; words alone where the site has no such page."""
        if kind == "agency":
            facts = self.others.get(value) or self.agency
            return Link(facts.name, facts.url) if facts and facts.slug == value else Link(value, "")
        if kind == ANY:
            row = self.context.linked.get(value)
            return Link(self._told(row), record_url(row.id)) if row else Link(value, "")
        named = next((known for known in self.context.kinds if known.name == kind), None)
        target, mark, place = named.ids(self.record.agency, value).partition("#") if named else ("", "", "")
        row = self.context.linked.get(f"{target}{mark}{place}")
        whole = self.context.linked.get(target)
        if named and not named.key and not row and whole:
            return Link(whole.title, record_url(f"{target}{mark}{place}"))
        if named is None or row is None:
            return Link(value, "")
        text = _("{title}（{key}）").format(title=row.title, key=value) if named.key else row.title
        return Link(text, record_url(row.id))

    def _told(self, row: Row) -> str:
        """Return a record's title, with the name of its agency in front where that is another and not in it."""
        owner = self.others.get(row.agency or "")
        if owner is None or row.agency == self.record.agency or owner.name in row.title:
            return row.title
        return _("{agency}{title}").format(agency=owner.short_name or owner.name, title=row.title)

    def cited_by(self, kind: str, place: str = "") -> tuple[Link, ...]:
        """Return the records of a kind that refer to this one, or to a place or entry of it, as they were published."""
        cited = f"{self.record.id}#{place}" if place else self.record.id
        found = (row for name, row in self.context.citing if name == cited and row.kind == kind)
        return tuple(Link(row.title, record_url(row.id)) for row in found)

    def way_here(self) -> tuple[Link, ...]:
        """Return the column, the agency and the list, as the steps to this record or entry."""
        steps = [Link(self.column.name, self.column.address)]
        if self.agency:
            steps.append(Link(self.agency.name, self.agency.url))
        if "#" in self.record.id:
            steps.append(Link(self.kind.title, record_url(self.record.id.partition("#")[0])))
        return tuple(steps)


def base(subject: Subject) -> dict[str, Any]:
    """Return the fields of RecordBase, but for the place (crumbs) and the description."""
    record = subject.record
    return {
        "address": record_url(record.id),
        "title": record.title,
        "column": subject.column,
        "kind": subject.kind.entry if "#" in record.id and subject.kind.entry else subject.kind.title,
        "agency": subject.publisher(),
        "published": None if _imported(record) else record.published_at,
        "history": happenings(record, subject.context.lists.get(record.id.partition("#")[0], record), subject.link),
        "version": None,
        "uncommitted": subject.uncommitted,
        "stale": subject.context.stale.get(record.id, ()),
        "json": json_url(record.id),
    }


def _imported(record: PublicRecord) -> bool:
    """Tell whether the time of first publication is only that of an import, and so is not to be shown as such."""
    return bool(record.events) and record.events[0].imported


def full(subject: Subject) -> dict[str, Any]:
    """Return the fields of FullRecord that are read off the record itself: what was left out, what was mended."""
    return {
        **base(subject),
        "redactions": tuple(_redaction(subject, entry) for entry in _list(subject, "redactions")),
        "corrections": tuple(_correction(subject, entry) for entry in _list(subject, "corrections")),
        "attachments": tuple(_attachment(subject.record.id, one) for one in subject.record.attachments),
    }


def _list(subject: Subject, key: str) -> Sequence[Mapping[str, Any]]:
    value = subject.fields.get(key)
    return value if isinstance(value, list | tuple) else ()


def _attachment(record_id: str, one: PublicFile) -> Attachment:
    scanned = one.scanned
    return Attachment(
        title=one.title,
        address=attachment_url(record_id, one.name),
        type=_(TYPES[one.name.rpartition(".")[2]]),
        size=written_size(one.size),
        digest=one.sha256[:DIGEST_SHOWN],
        scanned=_("扫描件，{role}{day}核对").format(role=scanned[1], day=full_day(scanned[0])) if scanned else "",
    )


def written_size(size: int) -> str:
    """Write a number of bytes as people compare files: `86 KB`, `2.4 MB`."""
    if size < MEGABYTE:
        return _("{size} KB").format(size=max(1, round(size / 1000)))
    return _("{size:.1f} MB").format(size=size / MEGABYTE)


def _redaction(subject: Subject, entry: Mapping[str, Any]) -> Redaction:
    return Redaction(_title(subject, str(entry["field"])), str(entry["ground"]), str(entry.get("note", "")))


def _correction(subject: Subject, entry: Mapping[str, Any]) -> Correction:
    fields = tuple(_title(subject, str(name)) for name in entry["fields"])
    return Correction(date.fromisoformat(entry["date"]), fields, str(entry["reason"]))


def _title(subject: Subject, name: str) -> str:
    """Return the Chinese title of a field named as `parties.address`; the body is no field of the schema."""
    return _("正文") if name == "body" else subject.schemas.called(subject.node, name)


def clipped(*texts: str) -> str:
    """Return a description for the page tags: the first texts that fit, on one line."""
    line = " ".join(" ".join(texts).split())
    return line if len(line) <= LONGEST_DESCRIPTION else _("{start}……").format(start=line[: LONGEST_DESCRIPTION - 2])
