"""The one door: a Record and what happened to it become a PublicRecord, field by named field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from disclosure.checking.names import is_masked
from disclosure.model.attachment import Measured
from disclosure.model.errors import ContentError
from disclosure.model.event import EXPIRED
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import PublicEvent, PublicFile, PublicRecord, Status, Withheld
from disclosure.model.record import Record
from disclosure.model.withdrawals import Reasons
from disclosure.publishing.allow import allow_list
from disclosure.reading.schemas import Schemas

WITHDRAWAL = "withdrawal"
GROUND = "reason_code"
WITHHELD_FIELDS = ("type", "decision_date")


def gone(data: Mapping[str, Any]) -> bool:
    """Tell whether the data of a record say that it is public no more: it was withdrawn, or may not be published."""
    return "withdrawal" in data or data.get("publish") is False


class Door:
    """Lets through what the schemas mark as public and nothing else (个人信息保护法 第六条: no more than needed).

    `reasons` say what stays of a withdrawn record; without them, only what its schema demands of every tombstone.
    """

    def __init__(self, schemas: Schemas, kinds: Sequence[Kind], reasons: Reasons | None = None) -> None:
        self._reasons = reasons or Reasons()
        self._demanded = {kind.name: demanded(schemas, kind.schema) for kind in kinds}
        self._allowed = {kind.name: allow_list(schemas, kind.schema) for kind in kinds}
        self._staying = {kind.name: staying(schemas, kind.schema) for kind in kinds}

    def publish(
        self,
        record: Record,
        events: tuple[PublicEvent, ...],
        rank: int,
        files: Mapping[str, Measured] | None = None,
        *,
        shown_before: bool = False,
    ) -> PublicRecord | Withheld:
        """Return the public form of a record, or the bare count of one that may not be published.

        What was public before (`shown_before`) and may not be any more keeps its address, and says why. `files` are
        the files beside it; only those that the record names go through, and none of what is withdrawn.

        Raises ContentError where a natural person's name stands unmasked without a legal basis: the check should
        have stopped it, and the door stops it again.
        """
        if record.data.get("publish") is False and shown_before:
            return self._withheld(record, events, rank)
        if record.data.get("publish") is False:
            return Withheld(
                record.agency or "",
                str(record.data["type"]),
                date.fromisoformat(record.data["decision_date"]),
                str(record.data["reason_code"]),
            )
        fields = self.fields(record.kind, record.data)
        withdrawn = "withdrawal" in record.data
        if withdrawn:
            fields = {key: value for key, value in fields.items() if key in self._kept(record)}
        refuse_unmasked(record)
        named = fields.pop("attachments", ())
        return PublicRecord(
            id=record.id.value,
            kind=record.kind.name,
            agency=record.agency,
            status=Status.WITHDRAWN if withdrawn else Status.PUBLISHED,
            title=self._title(record, fields, withdrawn=withdrawn),
            day=_day(record),
            rank=rank,
            fields=fields,
            body="" if withdrawn else record.body,
            events=events,
            attachments=tuple(_public_files(named, files or {})),
        )

    def _withheld(self, record: Record, events: tuple[PublicEvent, ...], rank: int) -> PublicRecord:
        """Return what stays of a record that is public no more by law: type, day and ground."""
        fields = {key: value for key, value in self.fields(record.kind, record.data).items() if key in WITHHELD_FIELDS}
        fields[GROUND] = str(record.data[GROUND])
        title = _("依法不再公开的{kind}").format(kind=record.kind.title)
        agency, day = record.agency, _day(record)
        return PublicRecord(
            record.id.value, record.kind.name, agency, Status.WITHDRAWN, title, day, rank, fields, "", events
        )

    def _kept(self, record: Record) -> frozenset[str]:
        """Return the fields that may stay of a withdrawn record: that its reason leaves, and its schema allows."""
        withdrawal = record.data[WITHDRAWAL]
        written = withdrawal if isinstance(withdrawal, Mapping) else {}
        reason = self._reasons.find(str(written.get("reason_code")), str(written.get("effective_on")))
        left = reason.keeps(record.kind.name) if reason else frozenset()
        return (left | self._demanded[record.kind.name] | {WITHDRAWAL}) & self._staying[record.kind.name]

    def emptied(self, record: Record, withdrawal: Mapping[str, str]) -> dict[str, Any]:
        """Return what a record's file would say if it were withdrawn: what may stay, and why it is gone."""
        gone_by = replace(record, data={**record.data, WITHDRAWAL: withdrawal})
        return {key: value for key, value in gone_by.data.items() if key in self._kept(gone_by)}

    def fields(self, kind: Kind, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the public fields of a record's data; unknown keys of older versions are dropped."""
        through = self._allowed[kind.name].let_through(data)
        return {key: value for key, value in through.items() if value is not None}

    def entry_fields(self, kind: Kind, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Return the public fields of one entry of a list."""
        allowed = self._allowed[kind.name].allowed.get("entries")
        through = allowed.let_through([entry]) if allowed else None
        return {key: value for key, value in through[0].items() if value is not None} if through else {}

    @staticmethod
    def _title(record: Record, fields: Mapping[str, Any], *, withdrawn: bool) -> str:
        if record.kind.key and not withdrawn:
            return record.kind.title
        if withdrawn:
            known = fields.get(record.kind.heading) or fields.get("document_no")
            withdrawal = fields.get(WITHDRAWAL)
            expired = isinstance(withdrawal, Mapping) and withdrawal.get(GROUND) == EXPIRED
            unnamed = _("公示期满的{kind}") if expired else _("已撤下的{kind}")
            return str(known or unnamed.format(kind=record.kind.title))
        return str(fields.get(record.kind.heading, record.id.value))


def staying(schemas: Schemas, name: str) -> frozenset[str]:
    """Return the fields that a tombstone keeps, named by `x-tombstone: true`; its withdrawal always stays."""
    marked = (key for key, node in schemas.properties(name).items() if node.get("x-tombstone") is True)
    return frozenset({WITHDRAWAL, *marked})


def demanded(schemas: Schemas, name: str) -> frozenset[str]:
    """Return the fields that a schema demands of every tombstone."""
    schema = schemas.by_name[name]
    whole = schema.get("required", ())
    return frozenset({*whole, *schema.get("then", {}).get("required", ())} & staying(schemas, name))


def _public_files(named: Sequence[Mapping[str, Any]], files: Mapping[str, Measured]) -> Iterator[PublicFile]:
    """Yield the attachments that a record names and that there are."""
    for entry in named:
        found = files.get(entry["file"])
        if found:
            scanned = entry.get("scanned")
            checked = (date.fromisoformat(scanned["checked_on"]), str(scanned["checked_by_role"])) if scanned else None
            yield PublicFile(entry["file"], str(entry["title"]), found.size, found.sha256, checked)


def entry_record(
    record: PublicRecord, kind: Kind, fields: Mapping[str, Any], events: tuple[PublicEvent, ...], rank: int
) -> PublicRecord:
    """Return one entry of a published list as a record of its own; `fields` are its public ones."""
    key, written = str(fields[kind.key or ""]), fields.get(kind.day or "")
    return PublicRecord(
        id=f"{record.id}#{key}",
        kind=kind.name,
        agency=record.agency,
        status=Status.PUBLISHED,
        title=str(fields.get(kind.heading, key)),
        day=date.fromisoformat(written) if isinstance(written, str) else None,
        rank=rank,
        fields=fields,
        body="",
        events=events,
    )


def removed_record(
    record_id: str, kind: Kind, agency: str | None, events: tuple[PublicEvent, ...], rank: int
) -> PublicRecord:
    """Return what remains of a file that was deleted without procedure: its address and its events."""
    title = _("{kind}：文件被删除，未按程序撤下").format(kind=kind.title)
    return PublicRecord(record_id, kind.name, agency, Status.REMOVED, title, None, rank, {}, "", events)


def refuse_unmasked(record: Record) -> None:
    """Stop a natural person's full name that has no legal basis in the record."""
    parties = record.data.get("parties")
    for party in parties if isinstance(parties, list) else []:
        if party.get("category") == "自然人" and "full_name_basis" not in party and not is_masked(party["name"]):
            raise ContentError(
                _("content/{path}：自然人的姓名没有用「某」代替，也没有写公开全名的依据；发布已停止").format(
                    path=record.path
                )
            )


def _day(record: Record) -> date | None:
    written = record.data.get(record.kind.day) if record.kind.day else None
    return date.fromisoformat(written) if isinstance(written, str) else None
