"""What the pages of all kinds of record have in common: where they stand, who published them, what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import PublicRecord
from disclosure.pages.columns import column_of
from disclosure.pages.contracts import AgencyFacts, Digest
from disclosure.pages.urls import json_url, record_url
from disclosure.pages.views import Column, Correction, Link, Redaction
from disclosure.reading.schemas import Schemas

RESERVED = ("redactions", "corrections", "withdrawal")
LONGEST_DESCRIPTION = 120


@dataclass(frozen=True)
class Subject:
    """A record with everything that its page may draw on besides itself."""

    record: PublicRecord
    kind: Kind
    schemas: Schemas
    agency: AgencyFacts | None = None
    others: Mapping[str, AgencyFacts] | None = None
    own: Digest | None = None
    uncommitted: bool = False

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

    def way_here(self) -> tuple[Link, ...]:
        """Return the column and the agency, as the steps to this record."""
        steps = [Link(self.column.name, self.column.address)]
        if self.agency:
            steps.append(Link(self.agency.name, self.agency.url))
        return tuple(steps)


def base(subject: Subject) -> dict[str, Any]:
    """Return the fields of RecordBase, but for the place (crumbs) and the description."""
    record = subject.record
    return {
        "address": record_url(record.id),
        "title": record.title,
        "column": subject.column,
        "kind": subject.kind.title,
        "agency": subject.publisher(),
        "published": None if _imported(record) else record.published_at,
        "history": tuple(reversed(record.events)),
        "uncommitted": subject.uncommitted,
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
    }


def _list(subject: Subject, key: str) -> Sequence[Mapping[str, Any]]:
    value = subject.fields.get(key)
    return value if isinstance(value, list | tuple) else ()


def _redaction(subject: Subject, entry: Mapping[str, Any]) -> Redaction:
    return Redaction(_title(subject, str(entry["field"])), str(entry["ground"]), str(entry.get("note", "")))


def _correction(subject: Subject, entry: Mapping[str, Any]) -> Correction:
    fields = tuple(_title(subject, str(name)) for name in entry["fields"])
    return Correction(date.fromisoformat(entry["date"]), fields, str(entry["reason"]))


def _title(subject: Subject, name: str) -> str:
    """Return the Chinese title of a field named as `parties.address`: of the innermost step that has one."""
    node: Mapping[str, Any] = subject.node
    title = name
    for step in name.split("."):
        within = subject.schemas.resolve(node.get("items", node))
        node = subject.schemas.resolve(within.get("properties", {}).get(step, {}))
        title = str(node.get("title", title))
    return title


def clipped(*texts: str) -> str:
    """Return a description for the page tags: the first texts that fit, on one line."""
    line = " ".join(" ".join(texts).split())
    return line if len(line) <= LONGEST_DESCRIPTION else _("{start}……").format(start=line[: LONGEST_DESCRIPTION - 2])
