"""jsonschema's errors become remarks in Chinese; of several on one place only the one that says most."""

from collections.abc import Iterable, Mapping
from typing import Any

from jsonschema import ValidationError

from disclosure.checking.keys import ABOUT_KEYS, depends_on, not_kept
from disclosure.checking.remarks import Remark
from disclosure.checking.values import ABOUT_VALUES, other
from disclosure.checking.wrong import Wrong
from disclosure.model.record import Pointer
from disclosure.reading.schemas import Schemas

RANKS = {keyword: rank for rank, keyword in enumerate(ABOUT_VALUES)}


def remarks_on(errors: Iterable[ValidationError], schemas: Schemas, schema: str) -> list[Remark]:
    """Return remarks on the errors of a document of the named schema."""
    wrongs = [_wrong(error, schemas, schema) for error in errors]
    worst: dict[Pointer, Wrong] = {}
    for wrong in sorted((wrong for wrong in wrongs if _about_value(wrong)), key=_rank):
        worst.setdefault(wrong.pointer, wrong)
    about_keys = [
        remark
        for wrong in wrongs
        if not _about_value(wrong) and not (wrong.keyword == "not" and depends_on(wrong) in worst)
        for remark in ([not_kept(wrong)] if _about_name(wrong) else ABOUT_KEYS[wrong.keyword](wrong))
    ]
    about_values = [ABOUT_VALUES.get(wrong.keyword, other)(wrong) for wrong in worst.values()]
    return _once([*about_keys, *about_values])


def _wrong(error: ValidationError, schemas: Schemas, schema: str) -> Wrong:
    pointer = tuple(error.absolute_path)
    return Wrong(error, pointer, _declared(schemas, schema, pointer), schemas, schema)


def _about_name(wrong: Wrong) -> bool:
    return "propertyNames" in wrong.error.relative_schema_path


def _about_value(wrong: Wrong) -> bool:
    return wrong.keyword not in ABOUT_KEYS and not _about_name(wrong)


def _rank(wrong: Wrong) -> int:
    return RANKS.get(wrong.keyword, len(RANKS))


def _declared(schemas: Schemas, schema: str, pointer: Pointer) -> Mapping[str, Any]:
    """Return the declaration of a value; an item of a list has its list's description where it has none of its own."""
    node = schemas.node(schema, pointer) or {}
    if not pointer or not isinstance(pointer[-1], int) or "description" in node:
        return node
    return {"description": (schemas.node(schema, pointer[:-1]) or {}).get("description", ""), **node}


def _once(remarks: list[Remark]) -> list[Remark]:
    """Drop what is said twice: an unknown key is not told again as one that may not stay, nor what is wrong in that."""
    unknown = {remark.pointer for remark in remarks if remark.rule == "schema-additionalProperties"}
    refused = {remark.pointer for remark in remarks if remark.rule == "schema-propertyNames"}
    return [
        remark
        for remark in dict.fromkeys(remarks)
        if not (remark.rule == "schema-propertyNames" and remark.pointer in unknown)
        and not (remark.rule != "schema-propertyNames" and remark.pointer in refused - unknown)
    ]
