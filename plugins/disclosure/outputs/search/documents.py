"""What search knows of a record: its public text by field, its facets, and the row that a result shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.public import PublicRecord
from disclosure.outputs.search.facets import FacetRules, Owner, amount_of, facets_of
from disclosure.publishing.wording import answer

FIELDS = ("title", "document_no", "parties", "codes", "agency", "law", "text")
"""The searched fields, in the order of their numbers in the index; one more number is kept for facets."""

CODE_KEYS = frozenset(
    {"credit_code", "registration_no", "organization_code", "tax_no", "institution_no", "society_no", "index_no"}
)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ELEMENT = re.compile(r"</?[A-Za-z][^<>]*>")
MARKS = re.compile(r"^#{1,6}\s|\*\*|^\s*\|?[-:| ]+\|[-:| ]*$|\|", re.MULTILINE)
LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One record for search: its number, its text by field (a value a line), its row, and what it is counted under.

    `facets` are the titles of its facet terms (`kind:penalty` → 行政处罚); `day` (its date as an ordinal, 0: none) and
    `amount` (in 元) are what results can be sorted by.
    """

    rank: int
    fields: Mapping[str, str]
    row: Mapping[str, Any]
    facets: Mapping[str, str] = field(default_factory=dict)
    day: int = 0
    amount: Decimal | None = None


def search_document(
    record: PublicRecord,
    owner: Owner,
    address: str | None = None,
    kinds: tuple[Kind, ...] = KINDS,
    rules: FacetRules | None = None,
) -> SearchDocument:
    """Return what search may know of a public record of any kind; `address` is its page (default: its id)."""
    texts: dict[str, list[str]] = {name: [] for name in FIELDS}
    texts["title"].append(record.title)
    texts["agency"].append(owner.name)
    for name, value in _values(record.fields, ()):
        if not (name == "text" and value == record.title):
            texts[name].append(value)
    texts["text"].append(strip_markdown(record.body))
    lines = {name: [" ".join(value.split()) for value in values] for name, values in texts.items()}
    fields = {name: "\n".join(dict.fromkeys(value for value in values if value)) for name, values in lines.items()}
    facets = {f"{name}:{key}": title for name, key, title in facets_of(record, owner, rules or FacetRules(), kinds)}
    row = {**_row(record, owner.name, address, kinds), "facets": list(facets)}
    day = record.day.toordinal() if record.day else 0
    return SearchDocument(record.rank, fields, row, facets, day, amount_of(record))


def strip_markdown(text: str) -> str:
    """Return Markdown as plain words: links by their text, no elements, no marks of headings, tables and emphasis."""
    return MARKS.sub(" ", LINK.sub(r"\1", ELEMENT.sub("", COMMENT.sub("", text))))


def _values(value: Any, way: tuple[str, ...]) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # whatever YAML can hold
    """Yield every public value below a field with the search field that it belongs to."""
    if isinstance(value, Mapping):
        if isinstance(value.get("law"), str):
            yield "law", f"{value['law']} {value.get('article') or ''}"
            value = {key: part for key, part in value.items() if key not in {"law", "article"}}
        for key, part in value.items():
            yield from _values(part, (*way, key))
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for part in value:
            yield from _values(part, way)
    elif value is not None and not isinstance(value, bool):
        yield _field_of(way), _words_of(way, value)


def _words_of(way: tuple[str, ...], value: Any) -> str:  # noqa: ANN401  # as above
    if way == ("type",):
        return DECISION_TYPES.get(str(value), str(value))
    return strip_markdown(value) if way == ("full_text",) and isinstance(value, str) else str(value)


def _field_of(way: tuple[str, ...]) -> str:
    if way == ("document_no",):
        return "document_no"
    if way == ("parties", "name"):
        return "parties"
    return "codes" if way[-1] in CODE_KEYS else "text"


def _row(record: PublicRecord, agency_name: str, address: str | None, kinds: tuple[Kind, ...]) -> dict[str, Any]:
    kind_title = next((kind.title for kind in kinds if kind.name == record.kind), record.kind)
    form = record.fields.get("type")
    return {
        "id": record.id,
        "address": address or f"/{record.id}/",
        "title": record.title,
        "kind": record.kind,
        "kind_title": kind_title,
        "type": form,
        "type_title": DECISION_TYPES.get(form, form) if isinstance(form, str) else None,
        "document_no": record.fields.get("document_no"),
        "agency": record.agency,
        "agency_name": agency_name,
        "date": record.day.isoformat() if record.day else None,
        "status": record.status.value,
        "answer": answer(record),
        "amount": f"{amount:f}" if (amount := amount_of(record)) is not None else None,
    }
