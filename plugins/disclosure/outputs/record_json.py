"""The JSON beside every record page: the same facts for programs."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from disclosure.model.public import FieldChange, PublicEvent, PublicFile, PublicRecord, PublicVersion


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
        **({"versions": [_version(one) for one in record.versions]} if record.versions else {}),
    }
    return _written(data)


def version_json(record: PublicRecord, version: PublicVersion, address: str, today: str) -> bytes:
    """Return an old version of a record as UTF-8 JSON: since when and until when it was public, and what it said."""
    data = {
        "id": record.id,
        "kind": record.kind,
        "agency": record.agency,
        "title": record.title,
        "address": address,
        "today": today,
        **_version(version),
        "not_shown": version.hidden,
        "entries_left_out": version.left,
        "attachments_not_shown": version.files,
        "fields": record.fields,
        **({"body": record.body} if record.body else {}),
    }
    return _written(data)


def _written(data: Mapping[str, object]) -> bytes:
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
        "number": event.number,
        "approved": event.approved,
        "approver": event.approver,
        "backdated": event.backdated,
        "version": event.version,
        "changes": [_change(change) for change in event.changes],
    }


def _change(change: FieldChange) -> dict[str, object]:
    """Return a change as told: `pieces` as pairs of what became of a stretch and its text, where there are any."""
    return {
        "title": change.title,
        "old": change.old,
        "new": change.new,
        **({"pieces": change.pieces} if change.pieces else {}),
        **({"ref": change.ref} if change.ref else {}),
        **({"redacted": True} if change.redacted else {}),
        **({"entry": change.entry} if change.entry else {}),
    }


def _version(version: PublicVersion) -> dict[str, object]:
    return {
        "version": version.number,
        "since": version.since,
        "until": version.until,
        "shown": version.record is not None,
    }


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)
