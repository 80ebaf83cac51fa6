"""The publication log as files: one JSON object a line, one row of a table a line, and a table of contents."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from disclosure.model.event import ACTION_TITLES, ENTRY_TITLES
from disclosure.model.language import _
from disclosure.model.public import Logged
from disclosure.outputs.tables import table_bytes

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Told:
    """One event with the words for it: where the record is found, what its kind and its agency are called."""

    line: Logged
    address: str
    kind: str
    agency: str


@dataclass(frozen=True, slots=True)
class MonthFiles:
    """What one month of the log holds: `records` and `entries` are numbers by action; `files` digests by address."""

    month: str
    events: int
    records: Mapping[str, int]
    entries: Mapping[str, int]
    files: Mapping[str, str]


def events_jsonl(events: Iterable[Told]) -> bytes:
    """Return events as UTF-8 JSON lines, each of the same fields."""
    return "".join(f"{json.dumps(_fields(told), ensure_ascii=False)}\n" for told in events).encode()


def _fields(told: Told) -> dict[str, object]:
    line = told.line
    return {
        "number": line.number,
        "time": line.time.astimezone(SHANGHAI).isoformat(),
        "action": line.action.value,
        "within": line.within,
        "id": line.id,
        "kind": line.kind,
        "agency": line.agency,
        "agency_name": told.agency,
        "title": line.title,
        "address": told.address,
        "reason": line.reason,
        "approved": line.approved,
        "backdated": line.backdated,
        "imported": line.imported,
        "commit": line.commit,
    }


def events_csv(events: Iterable[Told]) -> bytes:
    """Return events as a table that spreadsheet programs open."""
    return table_bytes([_heads(), *(_cells(told) for told in events)])


def _heads() -> Sequence[str]:
    return (
        _("序号"),
        _("时间"),
        _("动作"),
        _("属于哪条清单的改动（序号）"),
        _("种类"),
        _("机关"),
        _("标题"),
        _("地址"),
        _("理由"),
        _("经他人审核"),
        _("时间早于前一次"),
        _("迁入"),
        _("版本号"),
    )


def _cells(told: Told) -> Sequence[str]:
    line = told.line
    return (
        str(line.number),
        f"{line.time.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
        _(ACTION_TITLES[line.action] if line.within is None else ENTRY_TITLES[line.action]),
        "" if line.within is None else str(line.within),
        told.kind,
        told.agency,
        line.title,
        told.address,
        line.reason or "",
        *(_("是") if true else _("否") for true in (line.approved, line.backdated, line.imported)),
        line.commit,
    )


def events_json(months: Sequence[MonthFiles]) -> bytes:
    """Return the table of contents: the months in order, what each holds, and the SHA-256 of its files."""
    told = {
        "events": sum(month.events for month in months),
        "records": _summed([month.records for month in months]),
        "entries": _summed([month.entries for month in months]),
        "months": [
            {
                "month": month.month,
                "events": month.events,
                "records": month.records,
                "entries": month.entries,
                "files": [{"address": address, "sha256": digest} for address, digest in sorted(month.files.items())],
            }
            for month in months
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _summed(parts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: sum(part.get(name, 0) for part in parts) for name in names}
