"""What a complete record has, as rules/required.yaml says it for the day of the record."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from disclosure.checking.case import Case
from disclosure.checking.remarks import Remark
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.record import Pointer


def incomplete(case: Case) -> Iterator[Remark]:
    """Yield a remark for each field that a record of this kind, type and day ought to have and lacks.

    Tombstones and stubs owe nothing; a field that a redaction names, or that the schema found faulty, is not asked for.
    """
    if case.withdrawn or case.withheld:
        return
    redacted = {entry.get("field") for entry in case.data.get("redactions", ())}
    day = (case.day or case.rules.as_of).isoformat()  # days written year-month-day compare as they follow each other
    for row in case.rules.demands.get(case.kind.name, ()):
        if not _applies(row, case, day):
            continue
        field = str(row["field"])
        steps = field.split(".")
        instead = any(name in case.data for name in row.get("instead", ()))
        if not instead and field not in redacted and steps[0] not in case.faulty:
            for pointer in _missing(case.data, steps, row.get("where"), ()):
                yield _remark(case, row, pointer, steps)


def _applies(row: Mapping[str, Any], case: Case, day: str) -> bool:
    """Tell whether a demand is made of this type and category on a day, written year-month-day."""
    if "types" in row and case.data.get("type") not in row["types"]:
        return False
    if "when" in row and case.data.get(row["when"]["field"]) not in row["when"]["values"]:
        return False
    return _in_force(row, day)


def in_force(row: Mapping[str, Any], day: date) -> bool:
    """Tell whether a dated rule is in force on a day; both ends belong to it."""
    return _in_force(row, day.isoformat())


def _in_force(row: Mapping[str, Any], written: str) -> bool:
    return str(row.get("in_force_from", "")) <= written <= str(row.get("in_force_until", "9999"))


def _missing(
    found: Any,  # noqa: ANN401 -- any document value
    steps: list[str],
    where: Mapping[str, Any] | None,
    way: Pointer,
) -> Iterator[Pointer]:
    """Yield the pointers of what lacks the field: every entry of a list on the way is asked, `where` of the last."""
    if isinstance(found, list):
        for position, entry in enumerate(found):
            yield from _missing(entry, steps, where, (*way, position))
    elif isinstance(found, dict) and len(steps) > 1 and steps[0] in found:
        yield from _missing(found[steps[0]], steps[1:], where, (*way, steps[0]))
    elif isinstance(found, dict) and steps[0] not in found:
        asked = not where or (len(steps) == 1 and found.get(where["field"]) in where["values"])
        if asked:
            yield way


def _remark(case: Case, row: Mapping[str, Any], pointer: Pointer, steps: list[str]) -> Remark:
    inner = steps[len([step for step in pointer if isinstance(step, str)]) :]
    declared = case.schemas.node(case.kind.schema, (*pointer, *inner)) or {}
    problem = _("缺少 {title}（{field}）").format(title=declared.get("title", steps[-1]), field=".".join(inner))
    basis = row["basis"][0]
    source = f"{basis.get('document_no') or basis['law']}{basis.get('article', '')}"
    remedy = _("请补上；依据是{source}").format(source=source)
    return Remark(pointer, "incomplete", problem, remedy, Level(row["level"]))
