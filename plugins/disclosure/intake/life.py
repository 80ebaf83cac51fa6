"""What becomes of a record's file when it is withdrawn, brought back or corrected: from old document to new bytes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from disclosure.intake.editing import Change, Edited, edited, whole
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Document, Pointer
from disclosure.model.withdrawals import Reason
from disclosure.reading.schemas import Schemas

WITHDRAWAL, RESTORATIONS, CORRECTIONS = "withdrawal", "restorations", "corrections"
BODY = "body"
PUBLISHED_WRONGLY = "公开有误"
UNTOLD = frozenset({WITHDRAWAL, RESTORATIONS, CORRECTIONS})
"""What is no fact of a record, but tells of its life: a correction does not name it."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The file of a withdrawn record: its bytes, and the titles of the fields that stay and that are gone."""

    raw: bytes
    stays: tuple[str, ...]
    gone: tuple[str, ...]


def tombstone(
    document: Document, kind: Kind, schemas: Schemas, reason: Reason, withdrawal: Mapping[str, str]
) -> Tombstone:
    """Turn a record into what may stay of it for a reason: those fields, and why, since when and by whom."""
    schema = schemas.by_name[kind.schema]
    demanded = {*schema.get("required", ()), *schema.get("then", {}).get("required", ())}
    nodes = schemas.properties(kind.schema)
    may = {key for key, node in nodes.items() if node.get("x-tombstone") is True}
    stays = [key for key in document.data if key in may & (reason.keeps(kind.name) | demanded) and key != WITHDRAWAL]
    data = {**{key: document.data[key] for key in stays}, WITHDRAWAL: dict(withdrawal)}
    gone = [schemas.title(kind.schema, (key,)) or key for key in document.data if key not in data]
    return Tombstone(
        whole(document.path, data, "", kind.schema, schemas),
        tuple(schemas.title(kind.schema, (key,)) for key in stays),
        (*gone, *([_("正文")] if document.body else [])),
    )


def restored(document: Document, kind: Kind, schemas: Schemas, entry: Mapping[str, str]) -> Edited:
    """Return an earlier version with one more entry that says when, why and by whom it was brought back."""
    return edited(document, Change({}, (RESTORATIONS, entry)), kind.schema, schemas)


def corrected(
    now: Document, values: Mapping[Pointer, object], entry: Mapping[str, Any], kind: Kind, schemas: Schemas
) -> Edited:
    """Return a record with new values and one more correction; the rest of its text is not touched."""
    return edited(now, Change(values, (CORRECTIONS, entry)), kind.schema, schemas)


def correction(day: date, fields: Sequence[str], reason: str) -> dict[str, Any]:
    """Return the entry that says what was mended: only what was published wrongly is corrected."""
    return {"date": day.isoformat(), "fields": list(fields), "reason": reason, "cause": PUBLISHED_WRONGLY}


def changed_fields(before: Document, after: Mapping[str, Any], body: str) -> tuple[str, ...]:
    """Return the names of the fields that differ, as corrections write them: `penalty.fine`, `parties.name`."""
    found = dict.fromkeys(_changed(before.data, after, ()))
    return (*found, *([BODY] if body != before.body else []))


def title_of(name: str, schema: str, schemas: Schemas) -> str:
    """Return the Chinese title of a field that is named as corrections name it: `parties.name`."""
    if name == BODY:
        return _("正文")
    way: Pointer = ()
    for step in name.split("."):
        inner = (schemas.node(schema, way) or {}).get("type") == "array"
        way = (*way, 0, step) if inner else (*way, step)
    return schemas.title(schema, way) or name


def _changed(before: Any, after: Any, way: tuple[str, ...]) -> Iterator[str]:  # noqa: ANN401  # any YAML value
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*after, *before)):
            if way or key not in UNTOLD:
                yield from _changed(before.get(key), after.get(key), (*way, key))
    elif _alike(before, after):
        for old, new in zip(before, after, strict=True):
            yield from _changed(old, new, way)
    else:
        yield ".".join(way)


def _alike(before: object, after: object) -> bool:
    """Tell whether both are lists of as many maps, so that what differs can be named inside them."""
    if not isinstance(before, list) or not isinstance(after, list) or len(before) != len(after):
        return False
    return all(isinstance(entry, Mapping) for entry in (*before, *after))
