"""Public fields → entries of a page, by the schema's Chinese titles: works for a kind nobody has heard of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from disclosure.model.days import full_day
from disclosure.model.language import _
from disclosure.model.money import written_yuan
from disclosure.pages.urls import search_url
from disclosure.pages.views import (
    Citation,
    Citations,
    Day,
    Entry,
    Figure,
    Link,
    Outside,
    Parties,
    Party,
    Table,
    Text,
    Value,
    Ways,
    Words,
)
from disclosure.reading.schemas import Schemas

NATURAL_PERSON = "自然人"
CODES = frozenset(
    {"credit_code", "registration_no", "organization_code", "tax_no", "institution_no", "society_no", "region_code"}
)
NUMBERS = CODES | {"officers", "certificate_no", "phone", "supervision_phone", "document_no", "index_no", "number"}


Linker: TypeAlias = Callable[[str, str], Link]


@dataclass(frozen=True, slots=True)
class Drawer:
    """What fields are drawn with: the schemas, and the way to what a value names."""

    schemas: Schemas
    link: Linker


def paragraphs(text: object) -> tuple[str, ...]:
    """Return the lines of a text that hold something, each a paragraph; nothing for no text."""
    return tuple(line.strip() for line in str(text or "").splitlines() if line.strip())


def words_alone(_kind: str, value: str) -> Link:
    """Return a reference as words, for a page that knows no other records."""
    return Link(value, "")


def entries(
    schemas: Schemas,
    node: Mapping[str, Any],
    fields: Mapping[str, Any],
    *,
    without: Iterable[str] = (),
    link: Linker = words_alone,
) -> tuple[Entry, ...]:
    """Return every field as an entry, in the order in which the schema declares them."""
    return tuple(entry for _key, entry in keyed_entries(schemas, node, fields, without=without, link=link))


def keyed_entries(
    schemas: Schemas,
    node: Mapping[str, Any],
    fields: Mapping[str, Any],
    *,
    without: Iterable[str] = (),
    link: Linker = words_alone,
) -> Iterator[tuple[str, Entry]]:
    """Yield each field's key and entry, in the order in which the schema declares them.

    `link` finds the way to the record of a kind that a value names (`x-ref` in the schema).
    """
    hidden = frozenset(without)
    for key, declared in node.get("properties", {}).items():
        if key in fields and key not in hidden:
            child = schemas.resolve(declared)
            value = _value(Drawer(schemas, link), child, key, fields[key])
            if value is not None:
                yield key, Entry(str(child.get("title", key)), value)


def _value(drawer: Drawer, node: Mapping[str, Any], key: str, value: Any) -> Value | None:  # noqa: ANN401  # any field
    if isinstance(value, str):  # asked first: nearly every value is one
        pass
    elif isinstance(value, Mapping):
        return _members(drawer, node, key, value)
    elif isinstance(value, list | tuple):
        return _list(drawer, drawer.schemas.resolve(node.get("items", {})), key, value)
    if "x-ref" in node and value:
        return Ways((drawer.link(str(node["x-ref"]), str(value)),))
    return _scalar(node, key, value)


def _members(drawer: Drawer, node: Mapping[str, Any], key: str, value: Mapping[str, Any]) -> Value | None:
    if "law" in value:
        return Citations((citation(value),))
    if key == "filing":
        return Text((filed(value),))
    row = entries(drawer.schemas, node, value, link=drawer.link)
    return Table((row,)) if row else None


def _list(drawer: Drawer, item: Mapping[str, Any], key: str, values: list[Any] | tuple[Any, ...]) -> Value | None:
    if not values:
        return None
    if all(isinstance(value, Mapping) for value in values):
        if all("law" in value for value in values):
            return Citations(tuple(citation(value) for value in values))
        if all({"name", "category"} <= set(value) for value in values):
            return Parties(tuple(party(drawer.schemas, item, value) for value in values))
        return Table(tuple(entries(drawer.schemas, item, value, link=drawer.link) for value in values))
    if "x-ref" in item:
        return Ways(tuple(drawer.link(str(item["x-ref"]), str(value)) for value in values))
    words = tuple(_word(item, value) for value in values)
    return Figure(words) if key in NUMBERS else Words(words)


def _scalar(node: Mapping[str, Any], key: str, value: object) -> Value | None:
    if value is None or value == "":
        return None
    if node.get("format") == "date" or _is_date(node, value):
        return Day(date.fromisoformat(str(value)))
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if number or key in NUMBERS:
        return Figure((_word(node, value),))
    text = _word(node, value)
    return Outside(text) if text.startswith(("https://", "http://")) else Text(paragraphs(text))


def _word(node: Mapping[str, Any], value: object) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if node.get("format") == "yuan":
        return written_yuan(Decimal(str(value)))
    return str(value).removeprefix("其他-")


def _is_date(node: Mapping[str, Any], value: object) -> bool:
    """Tell whether the value is the date in a field that may also hold a word (`长期`)."""
    allowed = node.get("anyOf", ())
    try:
        return bool(allowed) and bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def filed(filing: Mapping[str, Any]) -> str:
    """Say in a sentence where something was filed before it was published: `2026年3月2日报示例市司法局备案`."""
    day = full_day(date.fromisoformat(str(filing["date"])))
    number = _("（{number}）").format(number=filing["number"]) if filing.get("number") else ""
    return _("{day}报{authority}{act}{number}").format(
        day=day, authority=filing["authority"], act=filing["act"], number=number
    )


def citation(basis: Mapping[str, Any]) -> Citation:
    """Return one article as shown; its address finds everything that cites it."""
    law, article = str(basis["law"]), str(basis.get("article", ""))
    return Citation(
        law=law,
        article=article,
        document_no=str(basis.get("document_no", "")),
        quoted=paragraphs(basis.get("text")),
        address=search_url(f"{law} {article}".strip()),
    )


def party(schemas: Schemas, node: Mapping[str, Any], fields: Mapping[str, Any]) -> Party:
    """Return a party as shown; a natural person's name is no way to everything else about them."""
    natural = fields["category"] == NATURAL_PERSON
    return Party(
        name=str(fields["name"]),
        category=str(fields["category"]),
        address=None if natural else search_url(str(fields.get("credit_code") or fields["name"])),
        entries=entries(schemas, node, fields, without=("name", "category")),
    )
