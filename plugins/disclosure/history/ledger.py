"""The ledger: what happened to every file, and the number that each file keeps for ever."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from disclosure.history.walk import Change
from disclosure.model.event import Action, Event, Moment
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

RECORDS = (".yaml", ".yml", ".md")


class HistoryState(StrEnum):
    """How much of the history is there: all of it, none (no repository, no commit), or a shallow clone's last part."""

    FULL = "full"
    NONE = "none"
    SHALLOW = "shallow"


@dataclass(frozen=True)
class History:
    """What git tells about a content folder.

    `events` are by path below content/, oldest first, also of files that no longer exist; `hashes` are git's ids of
    the bytes that the files have now; `uncommitted` are the paths whose bytes are not those of HEAD; `rewritten`
    says that what an earlier run had seen on main is no longer part of its history, and stays so until the cache
    folder is deleted.
    """

    state: HistoryState
    repository: Path | None
    tip: str | None
    detached: bool
    events: Mapping[str, tuple[Event, ...]]
    hashes: Mapping[str, str]
    uncommitted: frozenset[str]
    rewritten: bool = False


class Facts(NamedTuple):
    """What the bytes of a version say about the record's life."""

    withdrawn: bool = False
    corrections: int = 0


@dataclass(frozen=True)
class Ledger:
    """The events up to a tip, and what is needed to go on from there.

    `steps` is the number of first-parent commits walked; `facts` are the last known ones of each file, where they
    are not the ordinary ones.
    """

    tip: str | None = None
    steps: int = 0
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)


def extended(
    ledger: Ledger,
    tip: str,
    steps: int,
    changes: Sequence[tuple[Moment, Change]],
    facts_of: Callable[[Mapping[str, str]], Mapping[str, Facts | None]],
) -> Ledger:
    """Return the ledger with further changes, oldest first; `facts_of` reads blobs given with a path of each."""
    found = facts_of(_versions_that_matter(ledger, changes))
    known = dict(ledger.facts)
    fresh: dict[str, list[Event]] = {}
    for moment, change in changes:
        path = change.path
        seen = path in fresh or path in ledger.events
        action = _action(change, seen, known, found)
        fresh.setdefault(path, []).append(Event(action, moment, change.new, change.old))
    events = {**ledger.events, **{path: ledger.events.get(path, ()) + tuple(more) for path, more in fresh.items()}}
    unusual = {path: facts for path, facts in known.items() if facts != Facts()}
    return Ledger(tip, ledger.steps + steps, events, unusual)


def _versions_that_matter(ledger: Ledger, changes: Iterable[tuple[Moment, Change]]) -> dict[str, str]:
    """Return the blobs (each with its path) whose bytes decide what kind of event a change is."""
    seen = set(ledger.events)
    wanted: dict[str, str] = {}
    for _moment, change in changes:
        if change.new and change.path.endswith(RECORDS):
            if change.old:
                wanted[change.old] = change.path
            if change.old or change.path in seen:
                wanted[change.new] = change.path
        seen.add(change.path)
    return wanted


def _action(change: Change, seen: bool, known: dict[str, Facts], found: Mapping[str, Facts | None]) -> Action:  # noqa: FBT001
    """Name a change and remember what it made of the file; a version nobody can read changes nothing but bytes."""
    if change.new is None:
        known.pop(change.path, None)
        return Action.REMOVED
    if change.old is None and not seen:
        return Action.PUBLISH
    before = known.get(change.path) or (found.get(change.old) if change.old else None) or Facts()
    after = found.get(change.new) or before
    known[change.path] = after
    if change.old is None:
        return Action.WITHDRAW if after.withdrawn else Action.RESTORE
    if before.withdrawn != after.withdrawn:
        return Action.WITHDRAW if after.withdrawn else Action.RESTORE
    return Action.CORRECT if after.corrections > before.corrections else Action.UPDATE


def read_facts(path: str, raw: bytes) -> Facts | None:
    """Return what a version says about the record's life; None where it cannot be read."""
    if b"withdrawal" not in raw and b"corrections" not in raw:
        return Facts()
    document = read_document(path, raw)
    if not isinstance(document, Document):
        return None
    corrections = document.data.get("corrections")
    withdrawn = document.data.get("withdrawal") is not None
    return Facts(withdrawn, len(corrections) if isinstance(corrections, list) else 0)


def ranks(history: History, files: Iterable[str]) -> dict[str, int]:
    """Return the number of every path: its rank by first publication (first-parent position, path).

    What was never committed follows by path. Files that are gone keep their number, so no number changes when
    something is published.
    """
    published = sorted(history.events, key=lambda path: (history.events[path][0].moment.position, path))
    waiting = sorted(set(files) - history.events.keys())
    return {path: number for number, path in enumerate([*published, *waiting])}
