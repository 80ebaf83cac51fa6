"""What the transparency log says of a file: a leaf for each of its events, and the salts that go with what is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from disclosure.history.ledger import entries_of
from disclosure.history.transparency.leaves import (
    BODY,
    KEYS,
    LISTED,
    Leaf,
    Notary,
    surviving_leaf,
    unreadable,
    values_of,
)
from disclosure.model.erasure import is_erased
from disclosure.model.event import Action, Event
from disclosure.model.public import Proof, PublicRecord
from disclosure.model.record import Document
from disclosure.model.record_id import RecordId
from disclosure.publishing.told import Told


class Witness:
    """Binds the events of files with the secret of the portal's log."""

    def __init__(self, notary: Notary) -> None:
        self._notary = notary

    def leaves(self, told: Told, lives: Mapping[str, Sequence[Event]]) -> dict[int, Leaf]:
        """Return the leaf of every event of a file, and of every entry of a list (`lives`, by key), by its number.

        What nobody could see at the time, because it was withheld from the start, has a leaf that names nothing.
        """
        name = RecordId.from_path(told.path).value
        found = [
            self._file_leaf(told, name, event, self._values(told, event), hidden=hidden)
            for event, hidden in zip(told.events, told.unseen, strict=True)
            if not exchanged(event)
        ]
        found += [
            self._entry_leaf(told, f"{name}#{key}", event, self._entry_values(told, event, key))
            for key in sorted(lives)
            for event in lives[key]
        ]
        return {leaf.number: leaf for leaf in found}

    def _file_leaf(self, told: Told, name: str, event: Event, values: Mapping[str, Any], *, hidden: bool) -> Leaf:
        if event.blob in told.stubs:
            return self._standing_in(told, name, event, values)
        return self._notary.blank(told.path, event) if hidden else self._notary.leaf(name, event, values)

    def _entry_leaf(self, told: Told, name: str, event: Event, values: Mapping[str, Any]) -> Leaf:
        if is_erased(values):
            return self._standing_in(told, name, event, values)
        return self._notary.leaf(name, event, values)

    def _standing_in(self, told: Told, name: str, event: Event, values: Mapping[str, Any]) -> Leaf:
        """Return the leaf of an erased version: made of the surviving commitment, where the register has one."""
        kept = told.erased.get(event.number)
        if kept is None:
            return replace(self._notary.leaf(name, event, values), stub=True)
        return surviving_leaf(name, event, kept)

    def proof(self, leaf: Leaf, shown: Mapping[str, Any]) -> Proof:
        """Return what a page publishes so that its leaf can be computed again from what it shows.

        Where the page holds exactly the value that the leaf binds its salt is published, else the bare commitment.
        """
        values = leaf.values
        open_to_all = {field for field in values if field in shown and shown[field] == values[field]}
        return Proof(
            leaf.number,
            {field: self._notary.salt(leaf.name, leaf.number, field).hex() for field in sorted(open_to_all)},
            {field: leaf.commitments[field] for field in sorted(leaf.commitments.keys() - open_to_all)},
        )

    def record_proof(
        self, told: Told, leaves: Mapping[int, Leaf], blob: str | None, record: PublicRecord
    ) -> Proof | None:
        """Return the proof of what a file holds today (`blob`: git's id of it); None where that is not committed."""
        own = [event for event in told.events if not exchanged(event)]
        if not own or own[-1].blob != blob:
            return None
        public: dict[str, Any] = {**record.fields, BODY: record.body}
        if told.kind.key and LISTED in public:
            public[KEYS] = [key for key, _entry in entries_of(public, told.kind.key)]
        return self.proof(leaves[own[-1].number], public)

    def entry_proof(
        self, leaves: Mapping[int, Leaf], events: Sequence[Event], shown: Mapping[str, Any], *, committed: bool
    ) -> Proof | None:
        """Return the proof of what an entry of a list holds today; None where the list of today is not committed."""
        return self.proof(leaves[events[-1].number], shown) if events and committed else None

    def attachment_salt(self, path: str, event: Event) -> str:
        """Return the salt that opens the leaf of an attachment: with it, path and git's hash can be checked."""
        return self._notary.salt(path, event.number, "").hex()

    @staticmethod
    def _values(told: Told, event: Event) -> dict[str, Any]:
        version = told.held_after(event)
        if isinstance(version, Document):
            return values_of(version, told.kind.key)
        return {} if version is None else unreadable(version)

    @staticmethod
    def _entry_values(told: Told, event: Event, key: str) -> dict[str, Any]:
        version = told.held_after(event)
        if event.action is Action.REMOVED or not isinstance(version, Document):
            return {}
        return dict(dict(entries_of(version.data, told.kind.key or "")).get(key, {}))


def exchanged(event: Event) -> bool:
    """Tell whether an event is only that of an attachment, told as one of its record: its leaf is the attachment's."""
    return bool(event.files) and event.previous == event.blob
