"""The file whose history is told: its life, its old versions, and what of them may not be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from disclosure.history.facts import Facts, entries_of, facts_of_stub
from disclosure.history.transparency.leaves import never_shown
from disclosure.model.erasure import Surviving, stub_of
from disclosure.model.event import Action, Event
from disclosure.model.kinds import Kind
from disclosure.model.record import Document
from disclosure.publishing.door import gone
from disclosure.publishing.veil import Veil
from disclosure.reading.documents import read_document

CHANGING = frozenset({Action.UPDATE, Action.CORRECT})
HIDDEN = frozenset({Action.WITHHOLD, Action.REMOVED})
ENDING = frozenset({Action.WITHDRAW, Action.EXPIRE, Action.REMOVED})
COMING = frozenset({Action.PUBLISH, Action.RESTORE})


@dataclass(frozen=True)
class Told:
    """The file whose events are told: `today` is what it holds now (None: it was deleted or cannot be read).

    `events` are its own, oldest first; `blobs` holds the bytes of the versions that are compared; `erased` is what the
    register of erasings keeps of its events, by number. `held` is what the file holds where that is not what it says
    today: its publication period has ended by date alone, and `today` is what is left of it.
    """

    kind: Kind
    path: str
    agency_name: str
    events: Sequence[Event]
    today: Document | None
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    erased: Mapping[int, Surviving] = field(default_factory=dict)
    held: Document | None = None

    @property
    def file(self) -> Document | None:
        """What the file itself holds, though its publication period may have ended (None as for `today`)."""
        return self.held or self.today

    @cached_property
    def versions(self) -> Mapping[str, Document]:
        """The old versions that could be read, by their blob; none of those that were erased."""
        return {name: version for name, version in self._readable.items() if name not in self.stubs}

    @cached_property
    def stubs(self) -> Mapping[str, Facts | None]:
        """The versions that were erased, by the blob of their stub, with what they said about the record's life."""
        told = {name: stub_of(version.data) for name, version in self._readable.items()}
        return {name: facts_of_stub(stub) for name, stub in told.items() if stub is not None}

    def held_after(self, event: Event) -> Document | bytes | None:
        """Return what the file held after an event: a document, bytes that are none, or nothing."""
        if event.blob is None:
            return None
        found = self.versions.get(event.blob) or self.blobs.get(event.blob)
        return found if found is not None else self.file

    def withheld_then(self, event: Event) -> bool:
        """Tell whether what the file held after an event was not to be published."""
        if event.action is Action.WITHHOLD:
            return True
        if event.blob in self.stubs:
            facts = self.stubs.get(event.blob or "")
            return facts is not None and facts.withheld
        version = self.held_after(event)
        return isinstance(version, Document) and version.data.get("publish") is False

    def gone_from_start(self, event: Event) -> bool:
        """Tell whether a record became public as what is left of a withdrawn one: the ledger does not read so far."""
        if event.action is not Action.PUBLISH:
            return False
        if event.blob in self.stubs:
            facts = self.stubs.get(event.blob or "")
            return facts is not None and facts.gone
        version = self.held_after(event)
        return isinstance(version, Document) and gone(version.data)

    @cached_property
    def unseen(self) -> tuple[bool, ...]:
        """Whether the public had seen nothing of the record till after each event: nothing is told of it."""
        return tuple(never_shown((event, self.withheld_then(event)) for event in self.events))

    @cached_property
    def _readable(self) -> Mapping[str, Document]:
        names = dict.fromkeys(name for event in self.events for name in (event.previous, event.blob) if name)
        found = {name: read_document(self.path, self.blobs[name]) for name in names if name in self.blobs}
        return {name: version for name, version in found.items() if isinstance(version, Document)}

    @cached_property
    def shown_before(self) -> bool:
        """Whether the public has seen another version than today's."""
        seen = [event for event, unseen in zip(self.events, self.unseen, strict=True) if not unseen]
        shown = [event for event in seen if event.action not in HIDDEN]
        earlier = (event for event in shown if (event.blob or "") in self._readable)
        return len(shown) > 1 or any(not self.withheld_then(event) for event in earlier)

    @cached_property
    def veil(self) -> Veil:
        """What of the old versions may not be seen any more."""
        return Veil.over([*self.versions.values(), *([self.today] if self.today else [])])

    @cached_property
    def away(self) -> tuple[bool, ...]:
        """Whether the record was not to be seen after each event: withdrawn, removed, or withheld."""
        found, away = [], False
        for event in self.events:
            stays = away and event.action not in COMING
            away = event.action in ENDING | HIDDEN or stays or self.gone_from_start(event)
            found.append(away)
        return tuple(found)

    @cached_property
    def silent_until(self) -> int:
        """The place of the first event that may show values: none of what is gone, or was before it came back."""
        if self.today is None or gone(self.today.data):
            return len(self.events)
        return max((place + 1 for place, away in enumerate(self.away) if away), default=0)

    def left_of(self, event: Event) -> Document | None:
        """Return what was left of the record at the end of the time for which an event took it away."""
        place = self.events.index(event)
        end = next((later for later in range(place, len(self.away)) if not self.away[later]), len(self.away))
        blobs = [one.blob for one in self.events[place:end] if one.blob]
        return self.versions.get(blobs[-1]) if blobs else None

    @cached_property
    def silent_before(self) -> int:
        """The position on main from which values may be shown; behind the last one where none may."""
        life, start = self.events, self.silent_until
        return life[start].moment.position if start < len(life) else 1 + (life[-1].moment.position if life else 0)

    @property
    def last_whole(self) -> Mapping[str, Any] | None:
        """What the last version said that was neither withdrawn nor withheld; None where none can be read."""
        names = (name for event in reversed(self.events) for name in (event.blob, event.previous) if name)
        whole = (self.versions[name].data for name in names if name in self.versions)
        return next((data for data in whole if not gone(data)), None)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the entries that a list has today."""
        data = self.today.data if self.today else {}
        return frozenset(key for key, _entry in entries_of(data, self.kind.key)) if self.kind.key else frozenset()

    def keys_since(self, place: int) -> frozenset[str]:
        """Return the keys of the entries that a list has had without a break since an event (by its place).

        A key that was taken out and came back may be somebody else's now: of its former bearer nothing is told.
        """
        return frozenset(key for key in self.keys if self._begun[key] <= place)

    @cached_property
    def _begun(self) -> Mapping[str, int]:
        """The place of the event with which each entry of today came into its list for the last time."""
        found = dict.fromkeys(self.keys, 0)
        for place, event in enumerate(self.events):
            version = self.held_after(event)
            if event.blob is None or isinstance(version, Document):
                data = version.data if isinstance(version, Document) else {}
                there = {key for key, _entry in entries_of(data, self.kind.key or "")}
                found |= dict.fromkeys(self.keys - there, place + 1)
        return found

    @cached_property
    def numbers(self) -> tuple[int | None, ...]:
        """The number of the public version that each event made: 1 for the first, None where it made none.

        What was withdrawn, removed or withheld is no version to be seen, nor is an exchange of attachments alone. A
        number depends on the events up to its own, and so never changes.
        """
        found: list[int | None] = []
        number = 0
        for event, away in zip(self.events, self.away, strict=True):
            makes = not away and event.blob is not None and event.blob != event.previous
            number += makes
            found.append(number if makes else None)
        return tuple(found)
