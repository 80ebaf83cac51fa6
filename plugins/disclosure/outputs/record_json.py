"""The JSON beside every record page: the same facts for programs."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from json.encoder import encode_basestring

from disclosure.model.public import FieldChange, Period, Proof, PublicEvent, PublicFile, PublicRecord, PublicVersion


def record_json(record: PublicRecord, address: str, key: str | None = None, page: str = "") -> bytes:
    """Return a public record as UTF-8 JSON; amounts are numbers of 元, written as exact decimals.

    `key` names the field that tells the entries of a list apart; `page` is the SHA-256 of the page's own bytes (hex).
    """
    data = {
        "id": record.id,
        "kind": record.kind,
        "agency": record.agency,
        "status": record.status.value,
        "title": record.title,
        "address": address,
        **({"page_sha256": page} if page else {}),
        "fields": record.fields,
        **({"publicity_period": _period(record.period)} if record.period else {}),
        **({"body": record.body} if record.body else {}),
        **({"attachments": [_file(one, address) for one in record.attachments]} if record.attachments else {}),
        "events": [_event(event) for event in record.events],
        **({"proof": _proof(record.proof, key)} if record.proof else {}),
        **({"entry_proofs": _entry_proofs(record)} if record.entries else {}),
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
    """Return an object as JSON for people too: a line for each key, and for each part of what is a list or an object.

    `json` alone would indent by itself, in Python: six times as slow.
    """
    lines = ",\n ".join(f"{encode_basestring(key)}: {_parts(value)}" for key, value in data.items())
    return f"{{\n {lines}\n}}\n".encode()


def _parts(value: object) -> str:
    if isinstance(value, dict) and value:
        inner = ",\n  ".join(f"{encode_basestring(str(key))}: {_json(part)}" for key, part in value.items())
        return f"{{\n  {inner}\n }}"
    if isinstance(value, list | tuple) and value:
        return f"[\n  {f',{chr(10)}  '.join(map(_json, value))}\n ]"
    return _json(value)


def _file(one: PublicFile, address: str) -> dict[str, object]:
    scanned = {"scanned": {"checked_on": one.scanned[0], "checked_by_role": one.scanned[1]}} if one.scanned else {}
    return {
        "title": one.title,
        "address": f"{address.partition('#')[0]}{one.name}",
        "size": one.size,
        "sha256": one.sha256,
        **scanned,
        **({"leaf": one.opening.number, "salt": one.opening.salt, "blob": one.opening.blob} if one.opening else {}),
    }


def _period(period: Period) -> dict[str, object]:
    """Return how long a record is published: on the day `ends_on` it is no more."""
    return {
        "ends_on": period.on,
        "starts_on": period.start,
        "months": period.months,
        "regime": period.regime,
        "basis": period.source,
        "shortened": period.shortened,
    }


def _entry_proofs(record: PublicRecord) -> dict[str, object]:
    return {one.id.partition("#")[2]: _proof(one.proof, None) for one in record.entries if one.proof}


def _proof(proof: Proof, key: str | None) -> dict[str, object]:
    listed = {"key": key} if key else {}
    return {"leaf": proof.number, **listed, "salts": proof.salts, "commitments": proof.commitments}


def _event(event: PublicEvent) -> dict[str, object]:
    return {
        "action": event.action.value,
        "time": event.time,
        "actor": event.actor,
        "commit": event.commit,
        "imported": event.imported,
        "leaf": event.number,
        "reason": event.reason,
        "approved": event.approved,
        "approver": event.approver,
        "backdated": event.backdated,
        "version": event.version,
        **({"erased": True} if event.erased else {}),
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


def _json(value: object) -> str:
    """Return a value as JSON on one line; `json` would set up an encoder anew for each that is no text."""
    kind = value.__class__
    if kind is str:
        return encode_basestring(value)  # type: ignore[arg-type]  # a text it is
    if value is None or kind is bool:
        return CONSTANTS[value]  # type: ignore[index]  # one of the three
    return str(value) if kind is int else _encode(value)


CONSTANTS = {None: "null", True: "true", False: "false"}
_encode = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
