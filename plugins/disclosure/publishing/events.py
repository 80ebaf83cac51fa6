"""Events for the public: who, when, why, and what changed, seen through today's door."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from disclosure.history.ledger import Facts, entries_of, facts_of_stub
from disclosure.model.erasure import Surviving, stub_of
from disclosure.model.event import Action, Event
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import FieldChange, PublicEvent
from disclosure.model.record import Document
from disclosure.publishing.door import Door, gone
from disclosure.publishing.veil import BODY_KEY, Veil
from disclosure.publishing.wording import readable
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas

CHANGING = frozenset({Action.UPDATE, Action.CORRECT})
HIDDEN = frozenset({Action.WITHHOLD, Action.REMOVED})
ENDING = frozenset({Action.WITHDRAW, Action.EXPIRE, Action.REMOVED})
SEVERAL = 2
SILENT = frozenset({"corrections", "withdrawal"})


@dataclass(frozen=True)
class Told:
    """The file whose events are told: `today` is what it holds now (None: it was deleted or cannot be read).

    `events` are its own, oldest first; `blobs` holds the bytes of the versions that are compared; `erased` is what the
    register of erasings keeps of its events, by number.
    """

    kind: Kind
    path: str
    agency_name: str
    events: Sequence[Event]
    today: Document | None
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    erased: Mapping[int, Surviving] = field(default_factory=dict)

    @cached_property
    def _readable(self) -> Mapping[str, Document]:
        names = dict.fromkeys(name for event in self.events for name in (event.previous, event.blob) if name)
        found = {name: read_document(self.path, self.blobs[name]) for name in names if name in self.blobs}
        return {name: version for name, version in found.items() if isinstance(version, Document)}

    @cached_property
    def versions(self) -> Mapping[str, Document]:
        """The old versions that could be read, by their blob; none of those that were erased."""
        return {name: version for name, version in self._readable.items() if name not in self.stubs}

    @cached_property
    def stubs(self) -> Mapping[str, Facts | None]:
        """The versions that were erased, by the blob of their stub, with what they said about the record's life."""
        told = {name: stub_of(version.data) for name, version in self._readable.items()}
        return {name: facts_of_stub(stub) for name, stub in told.items() if stub is not None}

    def withheld_then(self, event: Event) -> bool:
        """Tell whether what the file held after an event was not to be published."""
        facts = self.stubs.get(event.blob or "")
        version = self.versions.get(event.blob or "")
        return facts.withheld if facts else version is not None and version.data.get("publish") is False

    @cached_property
    def shown_before(self) -> bool:
        """Whether the public has seen another version than today's."""
        shown = [event for event in self.events if event.action not in HIDDEN]
        earlier = (event for event in shown if (event.blob or "") in self._readable)
        return len(shown) > 1 or any(not self.withheld_then(event) for event in earlier)

    @cached_property
    def veil(self) -> Veil:
        """What of the old versions may not be seen any more."""
        return Veil.over([*self.versions.values(), *([self.today] if self.today else [])])

    @cached_property
    def silent_until(self) -> int:
        """The position of the first event that may show values: none of what is gone, or was before it came back."""
        if self.today is None or gone(self.today.data):
            return len(self.events)
        return max((place + 1 for place, event in enumerate(self.events) if event.action in ENDING), default=0)


class Historian:
    """Turns the events of a file into public ones."""

    def __init__(self, door: Door, schemas: Schemas, portal: Mapping[str, Any]) -> None:
        self._door = door
        self._schemas = schemas
        self._clerks = portal.get("show_clerk_names") is True
        self._organiser = str((portal.get("organiser") or {}).get("name", ""))
        self._approvers = portal.get("show_approver_names") is True

    def public_events(self, told: Told) -> tuple[PublicEvent, ...]:
        """Return the events of a file oldest first; what was withdrawn or removed shows no old or new values.

        Nothing is told of the time when it was withheld: nobody could see it.
        """
        return tuple(
            self._event(told, event, self._changes if place >= told.silent_until else None)
            for place, event in enumerate(told.events)
            if event.action is not Action.WITHHOLD
        )

    def entry_events(self, told: Told, key: str, events: Sequence[Event]) -> tuple[PublicEvent, ...]:
        """Return the events of one entry of a list, oldest first."""

        def changes(told: Told, old: Document, new: Document) -> Iterator[FieldChange]:
            return self._entry_changes(told, key, old, new)

        return tuple(self._event(told, event, changes) for event in events)

    def _event(
        self, told: Told, event: Event, changes: Callable[[Told, Document, Document], Iterator[FieldChange]] | None
    ) -> PublicEvent:
        old, new = (told.versions.get(blob or "") for blob in (event.previous, event.blob))
        compared = changes and event.action in CHANGING and old and new
        exchanged = [FieldChange(_("附件 {name}").format(name=name), None, None) for name in event.files]
        moment = event.moment
        return PublicEvent(
            action=event.action,
            time=moment.time,
            actor=moment.author if self._clerks else told.agency_name or self._organiser,
            commit=moment.commit,
            imported=moment.imported,
            approver=moment.approver if self._approvers else None,
            reason=_reason(told, event.action, new),
            changes=(*(changes(told, old, new) if changes and compared and old and new else ()), *exchanged),
            number=event.number,
            approved=moment.approver is not None,
            backdated=moment.backdated,
            erased=event.blob in told.stubs and event.number in told.erased,
        )

    def _entry_changes(self, told: Told, key: str, old: Document, new: Document) -> Iterator[FieldChange]:
        before, after = (dict(entries_of(version.data, told.kind.key or "")).get(key) for version in (old, new))
        sides = [self._door.entry_fields(told.kind, side) if side else {} for side in (before, after)]
        yield from self._member_changes(told.veil, self._entry_node(told.kind), *sides)

    def _entry_node(self, kind: Kind) -> Mapping[str, Any]:
        return self._schemas.node(kind.schema, ("entries", 0)) or {}

    def _listed_changes(self, told: Told, old: Any, new: Any) -> Iterator[FieldChange]:  # noqa: ANN401  # YAML
        """Yield what became of the entries of a list: who joined, who left, and of whom which field changed."""
        kind, veil = told.kind, told.veil
        before, after = (dict(entries_of({"entries": side}, kind.key or "")) for side in (old, new))
        node = self._entry_node(kind)
        for key in sorted({*before, *after}):
            written = str((after.get(key) or before[key]).get(kind.heading, key))
            name = kind.entry or kind.title if veil.hides(written) else written
            if key not in before:
                yield FieldChange(name, "", _("新增"))
            elif key not in after:
                yield FieldChange(name, name, "")
            else:
                for change in self._member_changes(veil, node, before[key], after[key]):
                    yield FieldChange(f"{name}：{change.title}", change.old, change.new)

    def _changes(self, told: Told, old: Document, new: Document) -> Iterator[FieldChange]:
        kind = told.kind
        before = {**self._door.fields(kind, old.data), BODY_KEY: old.body}
        after = {**self._door.fields(kind, new.data), BODY_KEY: new.body}
        nodes = self._schemas.properties(kind.schema)
        for key in sorted({*before, *after} - SILENT, key=lambda key: self._order(kind, key)):
            if kind.key and key == "entries":
                found = self._listed_changes(told, before.get(key), after.get(key))
            else:
                node = nodes.get(key, {"title": _("正文")})
                found = self._member_changes(told.veil, node, before.get(key), after.get(key))
            hidden = key in told.veil.fields
            yield from (FieldChange(change.title, None, None) for change in found) if hidden else found

    def _member_changes(self, veil: Veil, node: Mapping[str, Any], old: Any, new: Any) -> Iterator[FieldChange]:  # noqa: ANN401  # YAML
        """Yield what differs between two values of a field: of a block (罚款金额 …) each member by its own title."""
        if old == new:
            return
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            for key, child in node.get("properties", {}).items():
                yield from self._member_changes(veil, self._schemas.resolve(child), old.get(key), new.get(key))
            return
        sides = (readable(side, node, self._schemas) for side in (old, new))
        yield FieldChange(str(node.get("title", "")), *veil.shown(*sides))

    def _order(self, kind: Kind, key: str) -> tuple[int, str]:
        declared = list(self._schemas.properties(kind.schema))
        return (declared.index(key) if key in declared else len(declared), key)


def versions_to_read(events: Sequence[Event], *, committed: bool = True) -> set[str]:
    """Return the blob ids of all versions; none where the only one is that of today."""
    if committed and len(events) < SEVERAL:
        return set()
    return {blob for event in events for blob in (event.previous, event.blob) if blob}


def _reason(told: Told, action: Action, version: Document | None) -> str | None:
    """Return the reason that was given with an event, where it still stands in the file of today."""
    if action not in GROUNDS or version is None or told.today is None:
        return None
    given = GROUNDS[action](version.data)
    standing = GROUNDS[action](told.today.data)
    restored = action in {Action.WITHDRAW, Action.EXPIRE} and not gone(told.today.data)
    reason = given[-1] if given else ""
    return reason if reason and (restored or reason in standing) and not told.veil.hides(reason) else None


def _withdrawn(data: Mapping[str, Any]) -> list[str]:
    if data.get("publish") is False:
        return [_("依法不再公开：{ground}").format(ground=data.get("reason_code", ""))]
    withdrawal = data.get("withdrawal")
    return [str(withdrawal.get("reason", ""))] if isinstance(withdrawal, Mapping) else []


def _corrected(data: Mapping[str, Any]) -> list[str]:
    entries = data.get("corrections")
    return (
        [str(entry.get("reason", "")) for entry in entries if isinstance(entry, Mapping)]
        if isinstance(entries, list)
        else []
    )


GROUNDS: Mapping[Action, Callable[[Mapping[str, Any]], list[str]]] = {
    Action.WITHDRAW: _withdrawn,
    Action.EXPIRE: _withdrawn,
    Action.CORRECT: _corrected,
}
"""Where the reason of an event stands in the file."""
