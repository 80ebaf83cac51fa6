"""The JSON beside every record page: the same facts for programs."""

import json
from datetime import date, datetime
from decimal import Decimal

from disclosure.model.public import PublicEvent, PublicFile, PublicRecord


def record_json(record: PublicRecord, address: str) -> bytes:
    """Return a public record as UTF-8 JSON; amounts are numbers of 元, written as exact decimals."""
    data = {
        "id": record.id,
        "kind": record.kind,
        "agency": record.agency,
        "status": record.status.value,
        "title": record.title,
        "address": address,
        "fields": record.fields,
        **({"body": record.body} if record.body else {}),
        **({"attachments": [_file(one, address) for one in record.attachments]} if record.attachments else {}),
        "events": [_event(event) for event in record.events],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1, default=_plain)
    return (text + "\n").encode()


def _file(one: PublicFile, address: str) -> dict[str, object]:
    scanned = {"scanned": {"checked_on": one.scanned[0], "checked_by_role": one.scanned[1]}} if one.scanned else {}
    return {
        "title": one.title,
        "address": f"{address.partition('#')[0]}{one.name}",
        "size": one.size,
        "sha256": one.sha256,
        **scanned,
    }


def _event(event: PublicEvent) -> dict[str, object]:
    return {
        "action": event.action.value,
        "time": event.time,
        "actor": event.actor,
        "commit": event.commit,
        "imported": event.imported,
        "reason": event.reason,
        "changes": [{"title": change.title, "old": change.old, "new": change.new} for change in event.changes],
    }


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)
