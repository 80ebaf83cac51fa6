"""Records of registers, as the door lets them through."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.pages.town import FACTS, SCHEMAS, publication

from disclosure.model.kinds import KINDS
from disclosure.model.public import PublicRecord, Row, Status
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context
from disclosure.publishing.wording import row_of

BY_NAME = {kind.name: kind for kind in KINDS}
TODAY = date(2026, 11, 20)


ITEMS, PLAN = "agencies/jyj/inspection/items", "agencies/jyj/inspection/plans/2026"


def record(kind: str, record_id: str, title: str = "", **fields: Any) -> PublicRecord:  # noqa: ANN401  # any field
    """Return a published record of a kind; a list gets its entries from `entries`."""
    known = BY_NAME[kind]
    agency = "jyj" if record_id.startswith("agencies/") else None
    made = PublicRecord(
        record_id, kind, agency, Status.PUBLISHED, title or known.title, None, 1, fields, "", (publication(),)
    )
    inner = [
        replace(made, id=f"{record_id}#{entry[known.key or '']}", fields=entry) for entry in fields.get("entries", ())
    ]
    return replace(made, entries=tuple(inner))


def page_of(made: PublicRecord, citing: tuple[tuple[str, Row], ...] = (), *linked: PublicRecord) -> Any:  # noqa: ANN401
    """Return the page of a record on the day of the tests."""
    rows = {each.id: row_of(each) for each in linked}
    facts = FACTS if made.agency else None
    return record_page(made, Context(facts, SCHEMAS, KINDS, TODAY, linked=rows, citing=citing))
