"""Public values in words: what a field's value, or a record as a whole, says in one line."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from disclosure.model.days import full_day
from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.event import EXPIRED, Action
from disclosure.model.language import _
from disclosure.model.money import written_yuan
from disclosure.model.public import PublicRecord, Row, Status
from disclosure.reading.schemas import Schemas

UNITS = {"工作日": _("个工作日"), "月": _("个月")}
DAY = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")


def readable(value: Any, node: Mapping[str, Any], schemas: Schemas) -> str:  # noqa: ANN401  # whatever YAML can hold
    """Return a public value as text: amounts with their unit, days in words, parts joined with Chinese punctuation.

    What names another record is left out of a value with parts: its code tells a reader nothing.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int | Decimal):
        return written_yuan(Decimal(value)) if node.get("format") == "yuan" else str(value)
    if isinstance(value, list):
        entry = schemas.resolve(node.get("items", {}))
        return "；".join(readable(part, entry, schemas) for part in value)
    if isinstance(value, Mapping):
        return _block(value, node, schemas)
    return _word(str(value), node)


def _block(value: Mapping[str, Any], node: Mapping[str, Any], schemas: Schemas) -> str:
    if is_measure(value):
        return _("{n} {unit}").format(n=value["n"], unit=UNITS.get(value["unit"], value["unit"]))
    members = {key: schemas.resolve(child) for key, child in node.get("properties", {}).items()}
    return "，".join([*_cited(value), *_parts(value, members, schemas)])


def is_measure(value: Any) -> bool:  # noqa: ANN401  # whatever YAML can hold
    """Tell whether a value is a number of something (`20 个工作日`), which is read as one."""
    return isinstance(value, Mapping) and value.keys() == {"n", "unit"}


def _cited(value: Mapping[str, Any]) -> list[str]:
    """Return the article that a value cites as laws are cited: `《行政处罚法》第四十八条`."""
    return [_("《{law}》").format(law=value["law"]) + str(value.get("article", ""))] if "law" in value else []


def _parts(value: Mapping[str, Any], members: Mapping[str, Mapping[str, Any]], schemas: Schemas) -> Iterator[str]:
    for key, part in value.items():
        node = members.get(key, {})
        told = "law" in value and key in {"law", "article"}
        if not told and "x-ref" not in node and "x-ref" not in schemas.resolve(node.get("items", {})):
            text = readable(part, node, schemas)
            flag = isinstance(part, bool)
            if text:
                yield _("{title}：{value}").format(title=node.get("title", key), value=text) if flag else text


def _word(value: str, node: Mapping[str, Any]) -> str:
    """Return a text as people read it: a day in words, a type of decision by its name, an own kind without its mark."""
    if DAY.fullmatch(value) and (node.get("format") == "date" or "anyOf" in node):
        try:
            return full_day(date.fromisoformat(value))
        except ValueError:  # an old version may hold a day that no calendar has
            return value
    return DECISION_TYPES.get(value, value) if "permit" in node.get("enum", ()) else value.removeprefix("其他-")


def answer(record: PublicRecord) -> str:
    """Return in one line what a decision came to: `罚款 72,000 元`, `准予，至 2031-11-30`; empty for other kinds."""
    if record.kind != "decision" or record.status is not Status.PUBLISHED:
        return ""
    block = record.fields.get(record.fields["type"], {})
    return _ANSWERS.get(record.fields["type"], _amount_answer)(block)


def _penalty(block: Mapping[str, Any]) -> str:
    fine, confiscated = block.get("fine"), block.get("confiscated")
    amounts = {"罚款": fine, "没收违法所得": confiscated}
    words = []
    for kind in block.get("kinds", ()):
        amount = amounts.pop(kind, None)
        words.append(f"{kind} {written_yuan(Decimal(amount))}" if amount is not None else kind.removeprefix("其他-"))
    return "，".join(words)


def _permit(block: Mapping[str, Any]) -> str:
    until = block.get("valid_until")
    term = _("长期") if until == "长期" else _("至 {day}").format(day=until) if until else ""
    return "，".join(part for part in (block.get("result", ""), term) if part)


def _coercion(block: Mapping[str, Any]) -> str:
    return "、".join(measure.removeprefix("其他-") for measure in block.get("measures", ()))


def _inspection(block: Mapping[str, Any]) -> str:
    return str(block.get("finding", ""))


def _amount_answer(block: Mapping[str, Any]) -> str:
    amount = block.get("amount")
    words = [str(block[key]) for key in ("item", "conclusion", "honour", "name") if key in block]
    return "，".join([*words[:1], *([written_yuan(Decimal(amount))] if amount is not None else [])])


_ANSWERS = {"penalty": _penalty, "permit": _permit, "coercion": _coercion, "inspection": _inspection}


def _last_action(record: PublicRecord) -> Action | None:
    """Return what happened last to a record; of one whose publication period is over, that, however it came in."""
    withdrawal = record.fields.get("withdrawal")
    if isinstance(withdrawal, Mapping) and withdrawal.get("reason_code") == EXPIRED:
        return Action.EXPIRE
    return record.events[-1].action if record.events else None


def row_of(record: PublicRecord) -> Row:
    """Return the one line that lists, figures and other parts may need of a record."""
    last = record.events[-1] if record.events else None
    parties = record.fields.get("parties")
    return Row(
        rank=record.rank,
        id=record.id,
        kind=record.kind,
        agency=record.agency,
        status=record.status,
        title=record.title,
        day=record.day,
        published_at=record.published_at,
        updated_at=last.time if last else None,
        last_action=_last_action(record),
        type=record.fields.get("type"),
        document_no=record.fields.get("document_no"),
        answer=answer(record),
        parties=tuple((party["name"], party.get("credit_code")) for party in parties)
        if isinstance(parties, list)
        else (),
        category=record.fields.get("category") or record.fields.get("purpose"),
        entries=len(record.entries),
    )
