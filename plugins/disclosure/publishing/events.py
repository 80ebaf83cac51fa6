"""Events for the public: who, when, why, and what changed, seen through today's door."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from disclosure.model.event import EXPIRED, Action, Event
from disclosure.model.language import _
from disclosure.model.public import FieldChange, PublicEvent
from disclosure.model.record import Document
from disclosure.publishing.changes import Changes
from disclosure.publishing.door import Door, gone
from disclosure.publishing.told import CHANGING, Told
from disclosure.reading.schemas import Schemas

SEVERAL = 2
DECIDED = ("authority", "document_no")


Changed: TypeAlias = Callable[[Told, Document, Document], Iterator[FieldChange]]
"""Tells what differs between two versions of a file."""


class Historian:
    """Turns the events of a file into public ones."""

    def __init__(self, door: Door, schemas: Schemas, portal: Mapping[str, Any]) -> None:
        self._changes = Changes(door, schemas)
        self._clerks = portal.get("show_clerk_names") is True
        self._organiser = str((portal.get("organiser") or {}).get("name", ""))
        self._approvers = portal.get("show_approver_names") is True

    def public_events(self, told: Told) -> tuple[PublicEvent, ...]:
        """Return the events of a file oldest first; what was withdrawn or removed shows no old or new values.

        Nothing is told of the time before it first was public: nobody could see it.
        """
        return tuple(
            replace(
                self._event(told, event, self._of_record(told, place) if place >= told.silent_until else None),
                version=number if place >= told.silent_until else None,
            )
            for place, (event, number, unseen) in enumerate(zip(told.events, told.numbers, told.unseen, strict=True))
            if not unseen
        )

    def _of_record(self, told: Told, place: int) -> Changed:
        return partial(self._changes.of_record, keys=told.keys_since(place))

    def entry_events(self, told: Told, key: str, events: Sequence[Event]) -> tuple[PublicEvent, ...]:
        """Return the events of one entry of a list, oldest first; of what was gone for a while, values since then."""
        removed = [event.moment.position + 1 for event in events if event.action is Action.REMOVED]
        start = max([told.silent_before, *removed])
        numbers = {event.moment.position: number for event, number in zip(told.events, told.numbers, strict=True)}

        def changes(told: Told, old: Document, new: Document) -> Iterator[FieldChange]:
            return self._changes.of_entry(told, key, old, new)

        return tuple(
            replace(self._event(told, event, changes), version=numbers.get(event.moment.position))
            if event.moment.position >= start
            else self._event(told, event, None)
            for event in events
        )

    def _event(self, told: Told, event: Event, changes: Changed | None) -> PublicEvent:
        old, new = (told.versions.get(blob or "") for blob in (event.previous, event.blob))
        exchanged = [FieldChange(title, None, None) for title in _exchanged(told, event, named=changes is not None)]
        moment = event.moment
        return PublicEvent(
            action=event.action,
            time=moment.time,
            actor=moment.author if self._clerks else told.agency_name or self._organiser,
            commit=moment.commit,
            imported=moment.imported,
            approver=moment.approver if self._approvers else None,
            reason=_reason(told, event, new),
            changes=(
                *(changes(told, old, new) if changes and event.action in CHANGING and old and new else ()),
                *exchanged,
            ),
            number=event.number,
            approved=moment.approver is not None,
            backdated=moment.backdated,
            erased=event.blob in told.stubs and event.number in told.erased,
        )


def versions_to_read(events: Sequence[Event], *, committed: bool = True) -> set[str]:
    """Return the blob ids of all versions; none where the only one is that of today."""
    if committed and len(events) < SEVERAL:
        return set()
    return {blob for event in events for blob in (event.previous, event.blob) if blob}


def _exchanged(told: Told, event: Event, *, named: bool) -> Iterator[str]:
    """Yield what to call each attachment that was exchanged: by its name only while it stands and may be seen.

    The name of a file can be a person's, and goes with the file.
    """
    standing = told.today.data.get("attachments") if told.today else None
    files = {one.get("file") for one in standing if isinstance(one, Mapping)} if isinstance(standing, list) else set()
    for name in event.files:
        seen = named and name in files and not told.veil.hides(name)
        yield _("附件 {name}").format(name=name) if seen else _("附件")


def _reason(told: Told, event: Event, version: Document | None) -> str | None:
    """Return the reason that was given with an event, where it still stands.

    It stands in the file of today, or, where a record came back, in what was left of it before that.
    """
    if told.gone_from_start(event):
        return _from_start(told, event)
    return _standing(told, event, version)


def _from_start(told: Told, event: Event) -> str:
    """Return that what became public was a withdrawn record, and why it had been withdrawn."""
    version = told.held_after(event)
    document = version if isinstance(version, Document) else None
    withdrawal = document.data.get("withdrawal") if document else None
    expired = isinstance(withdrawal, Mapping) and withdrawal.get("reason_code") == EXPIRED
    note = _("第一次提交时公示期已满") if expired else _("第一次提交时已经撤下")
    reason = _standing(told, event, document)
    return _("{reason}（{note}）").format(reason=reason, note=note) if reason else note


def _standing(told: Told, event: Event, version: Document | None) -> str | None:
    grounds = GROUNDS.get(event.action, _withdrawn if told.gone_from_start(event) else None)
    if grounds is None or version is None or told.today is None:
        return None
    restored = grounds is _withdrawn and not gone(told.today.data)
    last = told.left_of(event) if restored else told.today
    given = grounds(version.data)
    reason = given[-1] if given else ""
    return reason if reason and last and reason in grounds(last.data) and not told.veil.hides(reason) else None


def _withdrawn(data: Mapping[str, Any]) -> list[str]:
    if data.get("publish") is False:
        return [_("依法不再公开：{ground}").format(ground=data.get("reason_code", ""))]
    withdrawal = data.get("withdrawal")
    return [str(withdrawal.get("reason", ""))] if isinstance(withdrawal, Mapping) else []


def _corrected(data: Mapping[str, Any]) -> list[str]:
    return _given(data.get("corrections"))


def _restored(data: Mapping[str, Any]) -> list[str]:
    """Return the reasons of restorations, each with who decided it and by which document."""
    entries = data.get("restorations")
    known = [entry for entry in entries if isinstance(entry, Mapping)] if isinstance(entries, list) else []
    deciders = ["，".join(str(entry[key]) for key in DECIDED if entry.get(key)) for entry in known]
    reasons = zip(_given(known), deciders, strict=True)
    return [_("{reason}（{decided}）").format(reason=reason, decided=by) if by else reason for reason, by in reasons]


def _given(entries: object) -> list[str]:
    return (
        [str(entry.get("reason", "")) for entry in entries if isinstance(entry, Mapping)]
        if isinstance(entries, list)
        else []
    )


GROUNDS: Mapping[Action, Callable[[Mapping[str, Any]], list[str]]] = {
    Action.WITHDRAW: _withdrawn,
    Action.EXPIRE: _withdrawn,
    Action.CORRECT: _corrected,
    Action.RESTORE: _restored,
}
"""Where the reason of an event stands in the file."""
