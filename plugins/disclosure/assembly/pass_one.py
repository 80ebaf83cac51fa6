"""Pass one over a part: read and check every file, publish through the door, bind to the log, tokenise."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from disclosure.assembly.bench import Bench
from disclosure.assembly.dead_links import written_links
from disclosure.assembly.duties import Subject, duties_of, number_of, triggers_of
from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import Outcome
from disclosure.assembly.parts import Entry, Part
from disclosure.assembly.tray import Tray
from disclosure.checking.across import claims
from disclosure.checking.counting import count, typed
from disclosure.history.blobs import read_blobs
from disclosure.history.ledger import entries_of, shown_once
from disclosure.history.transparency.leaves import Leaf
from disclosure.model.attachment import Measured, folder_of
from disclosure.model.issue import Issue, Level
from disclosure.model.public import Opening, PublicEvent, PublicRecord, Withheld
from disclosure.model.record import Document, Record
from disclosure.model.record_id import RecordId
from disclosure.pages.urls import record_url
from disclosure.publishing.door import WITHDRAWAL, entry_record, gone, removed_record
from disclosure.publishing.events import versions_to_read
from disclosure.publishing.logged import logged
from disclosure.publishing.periods import expiry, until
from disclosure.publishing.told import Told
from disclosure.reading.documents import read_document
from disclosure.timing.periods import PublicityEnd

REPORT = "annual_report"


def read_part(part: Part, setting: Setting, store: Path) -> Outcome:
    """Read a part and keep what came out in `store`; a part with errors is not kept: it is read again next time."""
    bench, tray = Bench.of(setting), Tray()
    blobs = _versions(part, setting)
    for entry in part.entries:
        if entry.blob is None:
            _gone(entry, _told(entry, part, None, blobs), bench, tray)
            continue
        files = {name: (setting.content / folder_of(entry.path) / name).read_bytes() for name in entry.attachments}
        document, found = _judged(entry, setting, bench, files)
        tray.issues.extend(found)
        if document is None:
            continue
        tray.links.extend(written_links(entry.path, document.raw, record_url(RecordId.from_path(entry.path).value)))
        tray.stated.append(claims(document, entry.kind, bench.referrer))
        if not any(issue.level is Level.ERROR for issue in found):
            end = bench.periods.end(document, entry.kind.day, entry.events, part.agency or "")
            told = _told(entry, part, document, blobs)
            _reckoned(entry, document, told, bench, tray)
            if end:
                tray.ends.add(end.on)
            if end and end.on <= setting.as_of:
                told = _ended(told, document, expiry(end, part.agency_name), bench)
            _published(entry, told, files, bench, tray, end)
    return tray.left(part, setting, bench, store)


def _gone(entry: Entry, told: Told, bench: Bench, tray: Tray) -> None:
    """Take up what is left of a file that was deleted: its leaves, and its events where it ever was public."""
    tray.leaves.extend(bench.witness.leaves(told, entry.lives).values())
    if shown_once(entry.events):
        record_id = RecordId.from_path(entry.path)
        events = bench.historian.public_events(told)
        tray.records.append(removed_record(record_id.value, entry.kind, record_id.agency, events, entry.rank))
        tray.lines.extend(logged(tray.records[-1], entry.kind, _lost(entry, told, (), bench)))
        _owing(entry, told, bench, tray)


def _owing(entry: Entry, told: Told, bench: Bench, tray: Tray) -> None:
    """Take up what a file owes by a day, what it asks of others, and the number of a decision that was shown."""
    subject = Subject(entry, told, bench.timing)
    tray.duties.extend(duties_of(subject))
    tray.triggers.extend(triggers_of(subject))
    tray.numbers.extend(number_of(entry, told))


def _reckoned(entry: Entry, document: Document, told: Told, bench: Bench, tray: Tray) -> None:
    """Take up what a record counts in annual reports, and what an annual report says."""
    record_id = RecordId.from_path(entry.path)
    agency = record_id.agency or ""
    before = told.last_whole if WITHDRAWAL in document.data else None
    tray.count(count(entry.kind.name, agency, document.data, before, bench.statistics))
    if entry.kind.name == REPORT and not gone(document.data):
        tray.typed.append(typed(record_id.value, agency, document.data))


def _ended(told: Told, document: Document, withdrawal: Mapping[str, str], bench: Bench) -> Told:
    """Return the story of a file whose publication period has ended: of today, only what a tombstone would say."""
    left = bench.door.emptied(_record(told, document), withdrawal)
    return replace(told, today=Document(document.path, left), held=document)


def _record(told: Told, document: Document) -> Record:
    return Record(RecordId.from_path(told.path), told.kind, document.data, document.body, told.path)


def _published(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    entry: Entry, told: Told, files: Mapping[str, bytes], bench: Bench, tray: Tray, end: PublicityEnd | None
) -> None:
    """Take up a file that may be published: through the door, with its events, old versions, proof and log lines."""
    if told.today is None:
        return
    record = _record(told, told.today)
    leaves = bench.witness.leaves(told, entry.lives)
    tray.leaves.extend(leaves.values())
    events = bench.historian.public_events(told)
    measured = {name: Measured(len(raw), hashlib.sha256(raw).hexdigest()) for name, raw in files.items()}
    public = bench.door.publish(record, events, entry.rank, measured, shown_before=told.shown_before)
    if isinstance(public, Withheld):
        tray.withheld.append(public)
        tray.numbers.extend(number_of(entry, told))
        return
    entries = _entries(public, entry, told, bench, leaves)
    whole = replace(public, entries=entries) if entries else public
    versions = bench.former.versions(told, whole)
    whole = until(replace(whole, versions=versions) if versions else whole, end)
    tray.records.append(_proven(whole, entry, told, bench, leaves))
    tray.lines.extend(logged(tray.records[-1], entry.kind, _lost(entry, told, whole.entries, bench)))
    _owing(entry, told, bench, tray)


def _told(entry: Entry, part: Part, today: Document | None, blobs: Mapping[str, bytes]) -> Told:
    return Told(entry.kind, entry.path, part.agency_name, entry.events, today, blobs, entry.erased)


def _entries(
    record: PublicRecord, entry: Entry, told: Told, bench: Bench, leaves: Mapping[int, Leaf]
) -> tuple[PublicRecord, ...]:
    """Return the entries of a published list as records of their own, in the order of the file; none of others."""
    kind = entry.kind
    found = []
    for key, fields in entries_of(record.fields, kind.key) if kind.key else ():
        events = bench.historian.entry_events(told, key, entry.lives.get(key, ()))
        shown = {name: value for name, value in fields.items() if value is not None}
        proof = bench.witness.entry_proof(leaves, entry.lives.get(key, ()), shown, committed=entry.committed)
        found.append(replace(entry_record(record, kind, shown, events, entry.ranks[key]), proof=proof))
    return tuple(found)


def _proven(record: PublicRecord, entry: Entry, told: Told, bench: Bench, leaves: Mapping[int, Leaf]) -> PublicRecord:
    """Return a record with what binds it, and its attachments, to the transparency log."""
    proof = bench.witness.record_proof(told, leaves, entry.blob, record)
    attachments = []
    for one in record.attachments:
        event = entry.attached.get(one.name)
        if event and event.blob and event.blob == entry.attachments.get(one.name):
            salt = bench.witness.attachment_salt(f"{folder_of(entry.path)}{one.name}", event)
            attachments.append(replace(one, opening=Opening(event.number, salt, event.blob)))
        else:
            attachments.append(one)
    return replace(record, proof=proof, attachments=tuple(attachments))


def _lost(entry: Entry, told: Told, there: tuple[PublicRecord, ...], bench: Bench) -> Iterator[PublicEvent]:
    """Yield the events of entries that a list had and has no more."""
    present = {one.id.partition("#")[2] for one in there}
    for key, events in entry.lives.items():
        if key not in present:
            yield from bench.historian.entry_events(told, key, events)


def _versions(part: Part, setting: Setting) -> Mapping[str, bytes]:
    told = (entry for entry in part.entries if len(entry.events) > 1 or not entry.committed)
    wanted = {blob for entry in told for blob in versions_to_read(entry.events, committed=entry.committed)}
    return dict(read_blobs(setting.repository, sorted(wanted))) if wanted and setting.repository else {}


def _judged(
    entry: Entry, setting: Setting, bench: Bench, files: Mapping[str, bytes]
) -> tuple[Document | None, tuple[Issue, ...]]:
    with open(f"{setting.content}/{entry.path}", "rb", buffering=0) as file:  # noqa: PTH123  # a path costs as much as the reading
        raw = file.readall()
    found = read_document(entry.path, raw)
    if not isinstance(found, Document):
        return None, found
    return found, bench.gate.check(found, entry.kind, files, entry.events, committed=entry.committed)
