"""The two passes over a part: read (check, publish, tokenise), and render (pages and their JSON)."""

import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosure.assembly.dead_links import WrittenLink, written_links
from disclosure.assembly.manifest import Made
from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import LEAVES, OUTCOME, POSTINGS, RECORDS, Needed, Outcome
from disclosure.assembly.parts import Entry, Part
from disclosure.assembly.scanning import leaks, targets
from disclosure.checking.across import Claims, claims
from disclosure.checking.gate import Gate
from disclosure.checking.references import Referrer
from disclosure.history.blobs import read_blobs
from disclosure.history.ledger import entries_of, shown_once
from disclosure.history.transparency.leaves import Leaf, Notary
from disclosure.model.attachment import FOLDER, Measured, folder_of
from disclosure.model.errors import ContentError
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import Opening, PublicRecord, Status, Withheld
from disclosure.model.record import Document, Record
from disclosure.model.record_id import RecordId
from disclosure.outputs.record_json import record_json
from disclosure.outputs.search.documents import search_document
from disclosure.outputs.search.index import index_part
from disclosure.pages.records import record_page
from disclosure.pages.rendering import Renderer
from disclosure.pages.rosters import ROSTERS
from disclosure.pages.shared import Context
from disclosure.pages.urls import attachment_url, file_of, json_url, record_url
from disclosure.publishing.door import Door, entry_record, removed_record
from disclosure.publishing.events import Historian, Told, versions_to_read
from disclosure.publishing.witness import Witness
from disclosure.publishing.wording import row_of
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import load_schemas
from disclosure.timing.deadlines import Timing

MENTIONS = ("superior", "agency")


class Bench:
    """The tools that one process needs for every part."""

    def __init__(self, setting: Setting) -> None:
        self.schemas = load_schemas(setting.schemas)
        self.gate = Gate(setting.schemas, setting.judging())
        self.door = Door(self.schemas, setting.kinds)
        self.historian = Historian(self.door, self.schemas, setting.portal)
        self.referrer = Referrer(self.schemas, setting.kinds)
        self.witness = Witness(Notary(setting.seed))

    @staticmethod
    @lru_cache(maxsize=2)
    def of(setting: Setting) -> "Bench":
        """Return the bench of a setting, made once in a process."""
        return Bench(setting)


@lru_cache(maxsize=2)
def renderer_of(setting: Setting) -> Renderer:
    """Return the renderer of a setting, made once in a process."""
    return Renderer(setting.theme, setting.site)


@lru_cache(maxsize=2)
def timing_of(setting: Setting) -> Timing:
    """Return what the deadlines of a setting are reckoned with, made once in a process."""
    return setting.timing()


def read_part(part: Part, setting: Setting, store: Path) -> Outcome:
    """Pass one: read and check every file of a part, publish through the door, and keep what came out in `store`.

    A part with errors is not kept: it is read again next time.
    """
    bench = Bench.of(setting)
    blobs = _versions(part, setting)
    issues: list[Issue] = []
    stated: list[Claims] = []
    records: list[PublicRecord] = []
    withheld: list[Withheld] = []
    links: list[WrittenLink] = []
    leaves: list[Leaf] = []
    for entry in part.entries:
        record_id = RecordId.from_path(entry.path)
        if entry.blob is None:
            told = _told(entry, part, None, blobs)
            leaves.extend(bench.witness.leaves(told, entry.lives))
            if shown_once(entry.events):
                events = bench.historian.public_events(told)
                records.append(removed_record(record_id.value, entry.kind, part.agency, events, entry.rank))
            continue
        files = {name: (setting.content / folder_of(entry.path) / name).read_bytes() for name in entry.attachments}
        document, found = _judged(entry, setting, bench, files)
        issues.extend(found)
        if document is None:
            continue
        links.extend(written_links(entry.path, document.raw, record_url(record_id.value)))
        stated.append(claims(document, entry.kind, bench.referrer))
        if any(issue.level is Level.ERROR for issue in found):
            continue
        record = Record(record_id, entry.kind, document.data, document.body, entry.path)
        told = _told(entry, part, document, blobs)
        leaves.extend(bench.witness.leaves(told, entry.lives))
        events = bench.historian.public_events(told)
        measured = {name: Measured(len(raw), hashlib.sha256(raw).hexdigest()) for name, raw in files.items()}
        public = bench.door.publish(record, events, entry.rank, measured, shown_before=told.shown_before)
        if isinstance(public, Withheld):
            withheld.append(public)
        else:
            records.append(_proven(replace(public, entries=_entries(public, entry, told, bench)), entry, told, bench))
    outcome = Outcome(
        part.name,
        store,
        tuple(row_of(record) for record in records),
        tuple(withheld),
        tuple(record for record in records if record.kind == "agency"),
        tuple(stated),
        tuple(issues),
        max((day for day in (*(r.day for r in records), *(w.day for w in withheld)) if day), default=None),
        _mentions(records, stated, part),
        tuple(row_of(inner) for record in records for inner in record.entries),
        frozenset(day for record in records for day in bench.referrer.turns(record.fields, _kind(record, setting))),
        tuple(replace(inner, events=()) for record in records if record.kind in ROSTERS for inner in record.entries),
        tuple(links),
    )
    if not any(issue.level is Level.ERROR for issue in issues):
        _keep(outcome, records, leaves, part.agency_name, setting.kinds)
    return outcome


def _mentions(records: list[PublicRecord], stated: list[Claims], part: Part) -> frozenset[str]:
    """Return the agencies that a part's pages may name: those its records name, and those whose records they cite."""
    named = {str(record.fields[key]) for record in records for key in MENTIONS if key in record.fields}
    owners = (RecordId(ref.target).agency for claim in stated for ref in claim.refs)
    return frozenset(named | {owner for owner in owners if owner and owner != part.agency})


def _kind(record: PublicRecord, setting: Setting) -> Kind:
    return next(kind for kind in setting.kinds if kind.name == record.kind)


def _told(entry: Entry, part: Part, today: Document | None, blobs: Mapping[str, bytes]) -> Told:
    return Told(entry.kind, entry.path, part.agency_name, entry.events, today, blobs)


def _entries(record: PublicRecord, entry: Entry, told: Told, bench: Bench) -> tuple[PublicRecord, ...]:
    """Return the entries of a published list as records of their own, in the order of the file; none of others."""
    kind = entry.kind
    found = []
    for key, fields in entries_of(record.fields, kind.key) if kind.key else ():
        events = bench.historian.entry_events(told, key, entry.lives.get(key, ()))
        shown = {name: value for name, value in fields.items() if value is not None}
        proof = bench.witness.entry_proof(told, key, entry.lives.get(key, ()), shown)
        found.append(replace(entry_record(record, kind, shown, events, entry.ranks[key]), proof=proof))
    return tuple(found)


def _proven(record: PublicRecord, entry: Entry, told: Told, bench: Bench) -> PublicRecord:
    """Return a record with what binds it, and its attachments, to the transparency log."""
    proof = bench.witness.record_proof(told, record.fields, record.body)
    attachments = []
    for one in record.attachments:
        event = entry.attached.get(one.name)
        if event and event.blob and event.blob == entry.attachments.get(one.name):
            salt = bench.witness.attachment_salt(f"{folder_of(entry.path)}{one.name}", event)
            attachments.append(replace(one, opening=Opening(event.number, salt, event.blob)))
        else:
            attachments.append(one)
    return replace(record, proof=proof, attachments=tuple(attachments))


def _versions(part: Part, setting: Setting) -> Mapping[str, bytes]:
    told = (entry for entry in part.entries if len(entry.events) > 1 or not entry.committed)
    wanted = {blob for entry in told for blob in versions_to_read(entry.events, committed=entry.committed)}
    return dict(read_blobs(setting.repository, sorted(wanted))) if wanted and setting.repository else {}


def _judged(
    entry: Entry, setting: Setting, bench: Bench, files: Mapping[str, bytes]
) -> tuple[Document | None, tuple[Issue, ...]]:
    found = read_document(entry.path, (setting.content / entry.path).read_bytes())
    if not isinstance(found, Document):
        return None, found
    return found, bench.gate.check(found, entry.kind, files)


def _keep(
    outcome: Outcome, records: list[PublicRecord], leaves: list[Leaf], agency_name: str, kinds: tuple[Kind, ...]
) -> None:
    outcome.store.mkdir(parents=True, exist_ok=True)
    whole = [replace(record, fields=_without_entries(record), entries=()) for record in records]
    shown = [record for record in whole if record.status is not Status.REMOVED]
    shown += [inner for record in records for inner in record.entries]
    postings = index_part(search_document(record, agency_name, record_url(record.id), kinds) for record in shown)
    postings.save(outcome.store / POSTINGS)
    (outcome.store / RECORDS).write_bytes(pickle.dumps(records))
    (outcome.store / LEAVES).write_bytes(pickle.dumps([(leaf.number, leaf.raw) for leaf in leaves]))
    beside = outcome.store / f"{OUTCOME}.new"
    beside.write_bytes(pickle.dumps(outcome))
    beside.replace(outcome.store / OUTCOME)


def _without_entries(record: PublicRecord) -> Mapping[str, Any]:
    """Return the fields of a record without the entries of its list, which search knows one by one."""
    return {key: value for key, value in record.fields.items() if key != "entries"} if record.entries else record.fields


def render_part(store: Path, setting: Setting, needed: Needed, staging: Path, inputs: str) -> Made:
    """Pass two: write the page and the JSON of every record of a part below `staging`."""
    bench, renderer = Bench.of(setting), renderer_of(setting)
    records: list[PublicRecord] = pickle.loads((store / RECORDS).read_bytes())  # noqa: S301  # as above
    context = Context(
        agency=needed.agency,
        schemas=bench.schemas,
        kinds=setting.kinds,
        as_of=setting.as_of,
        others={facts.slug: facts for facts in needed.others},
        own=needed.own,
        uncommitted=needed.uncommitted,
        linked={row.id: row for row in needed.linked},
        citing=needed.citing,
        coverage=needed.coverage,
        site=setting.site,
        timing=timing_of(setting),
    )
    files: dict[str, str] = {}
    wanted: set[str] = set()
    for record in (shown for whole in records for shown in (whole, *whole.entries)):
        page = record_page(record, context)
        if page is None:
            continue
        html = renderer.render(page)
        wanted |= targets(html.decode(), setting.site.base, page.address)
        digest, key = hashlib.sha256(html).hexdigest(), _kind(record, setting).key if record.entries else None
        for address, content in (
            (record_url(record.id), html),
            (json_url(record.id), record_json(record, record_url(record.id), key, digest)),
        ):
            files[file_of(address)] = stage(staging, file_of(address), content, setting)
        files |= _attachments(record, setting, staging)
    return Made(inputs, files, tuple(sorted(wanted)))


def _attachments(record: PublicRecord, setting: Setting, staging: Path) -> dict[str, str]:
    """Put the attachments of a published record beside its page; ContentError where one is not what was checked."""
    files = {}
    for one in record.attachments:
        raw = (setting.content / f"{record.id}{FOLDER}" / one.name).read_bytes()
        path = file_of(attachment_url(record.id, one.name))
        files[path] = stage(staging, path, raw, setting)
        if files[path] != one.sha256:
            raise ContentError(_("附件 {path} 在检查以后又改动了；发布已停止，请再来一次").format(path=path))
    return files


def stage(staging: Path, path: str, content: bytes, setting: Setting) -> str:
    """Write one file below the staging folder, after a last look for private data; return the digest of its bytes."""
    if path.endswith((".html", ".json", ".xml")):
        found = sorted(set(leaks(content.decode(), setting.all_contacts())))
        if found:
            raise ContentError(
                _("生成的 {path} 里有不能公开的个人信息（{kinds}）；发布已停止，原来的网站没有动").format(
                    path=path, kinds="、".join(found)
                )
            )
    target = staging / path
    try:
        target.write_bytes(content)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return hashlib.sha256(content).hexdigest()
