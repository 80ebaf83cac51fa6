"""Events for the public: who, when, why, and what changed, seen through today's door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from disclosure.checking.privacy import findings
from disclosure.history.ledger import entries_of
from disclosure.model.event import Action, Event
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import FieldChange, PublicEvent
from disclosure.model.record import Document
from disclosure.publishing.door import Door
from disclosure.publishing.wording import readable
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas

SHORT = 120
CONTEXT = 16
CHANGING = frozenset({Action.UPDATE, Action.CORRECT})
SILENT = frozenset({"corrections", "withdrawal"})


@dataclass(frozen=True, slots=True)
class Told:
    """The file whose events are told; `hidden` are its redacted fields (None: no values are shown at all).

    `entry` is the key of the one entry of a list that is told of, None for the whole file.
    """

    kind: Kind
    path: str
    agency_name: str
    blobs: Mapping[str, bytes]
    hidden: set[str] | None
    entry: str | None = None


class Historian:
    """Turns the events of a file into public ones; `blobs` holds the bytes of the versions that it compares."""

    def __init__(self, door: Door, schemas: Schemas, portal: Mapping[str, Any]) -> None:
        self._door = door
        self._schemas = schemas
        self._clerks = portal.get("show_clerk_names") is True
        self._approvers = portal.get("show_approver_names") is True

    def public_events(
        self, kind: Kind, path: str, events: Sequence[Event], agency_name: str, blobs: Mapping[str, bytes]
    ) -> tuple[PublicEvent, ...]:
        """Return the events oldest first; what was withdrawn or removed since shows no old or new values."""
        silent = bool(events) and events[-1].action in {Action.WITHDRAW, Action.REMOVED}
        hidden = set() if silent else _redacted(self._version(path, events[-1].blob, blobs)) if events else set()
        return tuple(self._event(Told(kind, path, agency_name, blobs, None if silent else hidden), e) for e in events)

    def entry_events(  # noqa: PLR0913, PLR0917  # each is a fact of its own
        self,
        kind: Kind,
        path: str,
        key: str,
        events: Sequence[Event],
        agency_name: str,
        blobs: Mapping[str, bytes],
    ) -> tuple[PublicEvent, ...]:
        """Return the events of one entry of a list, oldest first."""
        return tuple(self._event(Told(kind, path, agency_name, blobs, set(), key), event) for event in events)

    def _event(self, told: Told, event: Event) -> PublicEvent:
        new = self._version(told.path, event.blob, told.blobs)
        changes: tuple[FieldChange, ...] = ()
        if event.action in CHANGING and told.hidden is not None and new:
            old = self._version(told.path, event.previous, told.blobs)
            if old:
                changes = self._entry_changes(told, old, new) if told.entry else self._changes(told, old, new)
            changes += tuple(FieldChange(_("附件 {name}").format(name=name), None, None) for name in event.files)
        moment = event.moment
        return PublicEvent(
            action=event.action,
            time=moment.time,
            actor=moment.author if self._clerks else told.agency_name,
            commit=moment.commit,
            imported=moment.imported,
            approver=moment.approver if self._approvers else None,
            reason=_reason(event.action, new),
            changes=changes,
        )

    @staticmethod
    def _version(path: str, blob: str | None, blobs: Mapping[str, bytes]) -> Document | None:
        raw = blobs.get(blob) if blob else None
        found = read_document(path, raw) if raw is not None else None
        return found if isinstance(found, Document) else None

    def _entry_changes(self, told: Told, old: Document, new: Document) -> tuple[FieldChange, ...]:
        before, after = (
            dict(entries_of(version.data, told.kind.key or "")).get(told.entry or "") for version in (old, new)
        )
        sides = [self._door.entry_fields(told.kind, side) if side else {} for side in (before, after)]
        return tuple(self._member_changes(self._entry_node(told.kind), *sides))

    def _entry_node(self, kind: Kind) -> Mapping[str, Any]:
        return self._schemas.node(kind.schema, ("entries", 0)) or {}

    def _listed_changes(self, kind: Kind, old: Any, new: Any) -> list[FieldChange]:  # noqa: ANN401  # YAML
        """Return what became of the entries of a list: who joined, who left, and of whom which field changed."""
        before, after = (dict(entries_of({"entries": side}, kind.key or "")) for side in (old, new))
        node = self._entry_node(kind)
        found: list[FieldChange] = []
        for key in sorted({*before, *after}):
            name = str((after.get(key) or before[key]).get(kind.heading, key))
            if key not in before:
                found.append(FieldChange(name, "", _("新增")))
            elif key not in after:
                found.append(FieldChange(name, name, ""))
            else:
                members = self._member_changes(node, before[key], after[key])
                found += [FieldChange(f"{name}：{change.title}", change.old, change.new) for change in members]
        return found

    def _changes(self, told: Told, old: Document, new: Document) -> tuple[FieldChange, ...]:
        kind, hidden = told.kind, told.hidden or set()
        before = {**self._door.fields(kind, old.data), "": old.body}
        after = {**self._door.fields(kind, new.data), "": new.body}
        nodes = self._schemas.properties(kind.schema)
        changes: list[FieldChange] = []
        for key in sorted({*before, *after} - SILENT, key=lambda key: self._order(kind, key)):
            node = nodes.get(key, {"title": _("正文")})
            if kind.key and key == "entries":
                changes += self._listed_changes(kind, before.get(key), after.get(key))
                continue
            found = self._member_changes(node, before.get(key), after.get(key))
            changes += [FieldChange(change.title, None, None) for change in found] if key in hidden else found
        return tuple(changes)

    def _member_changes(self, node: Mapping[str, Any], old: Any, new: Any) -> list[FieldChange]:  # noqa: ANN401  # YAML
        """Return what differs between two values of a field: of a block (罚款金额 …) each member by its own title."""
        if old == new:
            return []
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            members = {key: self._schemas.resolve(child) for key, child in node.get("properties", {}).items()}
            return [
                change
                for key, member in members.items()
                for change in self._member_changes(member, old.get(key), new.get(key))
            ]
        title = str(node.get("title", ""))
        return [FieldChange(title, *_shown(*(readable(side, node, self._schemas) for side in (old, new))))]

    def _order(self, kind: Kind, key: str) -> tuple[int, str]:
        declared = list(self._schemas.properties(kind.schema))
        return (declared.index(key) if key in declared else len(declared), key)


def versions_to_read(events: Sequence[Event]) -> set[str]:
    """Return the blob ids that `public_events` will look at."""
    wanted = {event.blob for event in events if event.action is not Action.PUBLISH}
    wanted |= {event.previous for event in events if event.action in CHANGING}
    if events and len(events) > 1:
        wanted.add(events[-1].blob)
    return {blob for blob in wanted if blob}


def _redacted(document: Document | None) -> set[str]:
    entries = document.data.get("redactions") if document else None
    return {str(entry.get("field", "")).split(".")[0] for entry in entries} if isinstance(entries, list) else set()


def _reason(action: Action, document: Document | None) -> str | None:
    if document is None:
        return None
    if action is Action.WITHDRAW and isinstance(document.data.get("withdrawal"), Mapping):
        return str(document.data["withdrawal"].get("reason", "")) or None
    corrections = document.data.get("corrections")
    if action is Action.CORRECT and isinstance(corrections, list) and corrections:
        return str(corrections[-1].get("reason", "")) or None
    return None


def _shown(old: str, new: str) -> tuple[str | None, str | None]:
    """Return both sides, cut down to where they differ; nothing where either side holds private data."""
    if any(True for text in (old, new) for _found in findings(text)):
        return None, None
    if max(len(old), len(new)) <= SHORT:
        return old, new
    blocks = [code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    if not blocks or max(len(old), len(new)) > 20 * SHORT:
        return None, None
    first, last = blocks[0], blocks[-1]
    return _window(old, first[1], last[2]), _window(new, first[3], last[4])


def _window(text: str, start: int, end: int) -> str:
    start, end = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    if end - start > 3 * SHORT:
        end = start + 3 * SHORT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
