"""Lists and standards of the invented town, as the door lets them through."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.pages.town import FACTS, SCHEMAS, publication

from disclosure.model.kinds import KINDS
from disclosure.model.public import PublicRecord, Row, Status
from disclosure.pages.contracts import Page
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context
from disclosure.publishing.door import entry_record
from disclosure.publishing.wording import row_of


def listed(kind_name: str, *entries: dict[str, Any], **fields: Any) -> PublicRecord:  # noqa: ANN401  # any field
    """Return the education bureau's list of a kind with some entries."""
    kind = next(kind for kind in KINDS if kind.name == kind_name)
    stem = kind.pattern.rpartition(".")[0].format(agency="jyj")
    whole = made(stem, kind_name, kind.title, {"entries": list(entries), **fields})
    inner = tuple(entry_record(whole, kind, entry, whole.events, rank) for rank, entry in enumerate(entries, 20))
    return replace(whole, entries=inner)


def made(record_id: str, kind_name: str, title: str, fields: dict[str, Any]) -> PublicRecord:
    """Return a public record of the education bureau."""
    return PublicRecord(record_id, kind_name, "jyj", Status.PUBLISHED, title, None, 10, fields, "", (publication(),))


def shown(record: PublicRecord, *others: PublicRecord, citing: tuple[tuple[str, Row], ...] = ()) -> Page:
    """Return a record's page on 20 November 2026, with other records that it may point to."""
    linked = {row.id: row for row in map(row_of, others)}
    page = record_page(record, Context(FACTS, SCHEMAS, KINDS, date(2026, 11, 20), linked=linked, citing=citing))
    assert page is not None
    return page
