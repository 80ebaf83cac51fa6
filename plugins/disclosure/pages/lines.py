"""A row of the ledger as one line of a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from disclosure.model.language import _
from disclosure.model.public import Row
from disclosure.pages.columns import tag_of, type_title
from disclosure.pages.contracts import AgencyFacts
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.urls import record_url
from disclosure.pages.views import Line


@dataclass(frozen=True)
class Liner:
    """Turns rows into lines; knows the agencies' names and the titles of the kinds."""

    agencies: Mapping[str, AgencyFacts]
    kinds: dict[str, str] = field(default_factory=dict)

    def line(self, row: Row, *, by_publication: bool = False, name_agency: bool = True) -> Line:
        """Return a row's line; the day in front is the record's own, or that of its publication where asked for.

        Where a decision stands under the day of its publication, its own day is told too.

        Lists are called after their agency: all of a kind have the same title.
        """
        tag, tone = tag_of(row, self.kinds)
        gone = tone == "withdrawn"
        listed = bool(row.entries) and name_agency
        facts = (
            _decided(row) if by_publication else "",
            type_title(row.type) if gone and row.type else "",
            row.document_no if row.document_no != row.title else "",
            self._agency(row) if name_agency and not listed else "",
            _("{number} 项").format(number=row.entries) if row.entries else "",
            row.answer.replace(" 元", "\u00a0元"),
        )
        return Line(
            address=record_url(row.id),
            title=f"{self._agency(row)}{row.title}" if listed else row.title,
            day=(_published(row) or row.day) if by_publication else (row.day or _published(row)),
            tag=tag,
            tone=tone,
            facts=tuple(fact for fact in facts if fact),
        )

    def _agency(self, row: Row) -> str:
        facts = self.agencies.get(row.agency or "")
        return facts.name if facts else row.agency or ""


def _published(row: Row) -> date | None:
    return row.published_at.astimezone(SHANGHAI).date() if row.published_at else None


def _decided(row: Row) -> str:
    return _("{day} 决定").format(day=row.day) if row.kind == "decision" and row.day else ""
