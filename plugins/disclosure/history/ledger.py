"""The ledger: what happened to every file, and the number that each file keeps for ever."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from disclosure.history.walk import Change, Commit
from disclosure.model.erasure import stub_of
from disclosure.model.event import EXPIRED, Action, Event, Moment
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

RECORDS = (".yaml", ".yml", ".md")
TELLING = (b"withdrawal", b"corrections", b"publish", b"erased")


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
    folder is deleted. `entries` are the events of the entries of list files, by path and key (`officers.yaml#0012`);
    `listed` are the keys that each list file has in HEAD; `files` are the events of every file, those of attachments
    not yet told as their record's; `count` is the number of all events, and of the leaves of the transparency log;
    `branch` is the one that is checked out (empty: none).
    """

    state: HistoryState
    repository: Path | None
    tip: str | None
    detached: bool
    events: Mapping[str, tuple[Event, ...]]
    hashes: Mapping[str, str]
    uncommitted: frozenset[str]
    rewritten: bool = False
    entries: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    listed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    count: int = 0
    branch: str = ""


class Facts(NamedTuple):
    """What the bytes of a version say about the record's life; of a list, each entry's key and a digest of it."""

    withdrawn: bool = False
    corrections: int = 0
    entries: tuple[tuple[str, str], ...] = ()
    withheld: bool = False
    expired: bool = False

    @property
    def gone(self) -> bool:
        """Whether the public may not see the record: it was withdrawn, or may not be published."""
        return self.withdrawn or self.withheld


@dataclass(frozen=True)
class Ledger:
    """The events up to a tip, and what is needed to go on from there.

    `steps` is the number of first-parent commits walked, `clock` the committer time of the last one in seconds since
    1970, `count` the number of events; `facts` are the last known ones of each file, where they are not the ordinary
    ones.
    """

    tip: str | None = None
    steps: int = 0
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)
    entries: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    clock: int | None = None
    count: int = 0


def extended(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    ledger: Ledger,
    tip: str,
    steps: Sequence[Commit],
    changes: Sequence[tuple[Moment, Change]],
    facts_of: Callable[[Mapping[str, str]], Mapping[str, Facts | None]],
    key_of: Callable[[str], str | None],
) -> Ledger:
    """Return the ledger with further changes of further first-parent commits, oldest first.

    `facts_of` reads blobs given with a path of each; `key_of` names the field that tells the entries of a list file
    apart, None for any other file.
    """
    found = facts_of(_versions_that_matter(ledger, changes, key_of))
    known = dict(ledger.facts)
    lives: dict[str, list[Event]] = {}
    listed: dict[str, list[Event]] = {}
    numbers = count(ledger.count)
    for moment, change in changes:
        path = change.path
        before = dict(known[path].entries) if path in known else {}
        life = lives.setdefault(path, list(ledger.events.get(path, ())))
        if [event.action for event in life] == [Action.PUBLISH] and _facts_before(change, known, found).withheld:
            life[0] = replace(life[0], action=Action.WITHHOLD)  # nobody had a reason to read it until now
        life.append(Event(_action(change, life, known, found), moment, change.new, change.old, next(numbers)))
        after = dict(known[path].entries) if path in known else {}
        for key, what in _moved(before, after):
            name = f"{path}#{key}"
            inner = listed.setdefault(name, list(ledger.entries.get(name, ())))
            back = what is Action.PUBLISH and bool(inner)
            old = inner[-1].blob if inner else None
            action = Action.RESTORE if back else what
            inner.append(Event(action, moment, change.new if key in after else None, old, next(numbers)))
    events = {**ledger.events, **{path: tuple(life) for path, life in lives.items()}}
    entries = {**ledger.entries, **{name: tuple(inner) for name, inner in listed.items()}}
    unusual = {path: facts for path, facts in known.items() if facts != Facts()}
    clock = steps[-1].seconds if steps else ledger.clock
    return Ledger(tip, ledger.steps + len(steps), events, unusual, entries, clock, next(numbers))


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, Action]]:
    """Yield what became of each entry of a list between two versions, by key."""
    for key in sorted({*before, *after}):
        if key not in before:
            yield key, Action.PUBLISH
        elif key not in after:
            yield key, Action.REMOVED
        elif before[key] != after[key]:
            yield key, Action.UPDATE


def _versions_that_matter(
    ledger: Ledger, changes: Iterable[tuple[Moment, Change]], key_of: Callable[[str], str | None]
) -> dict[str, str]:
    """Return the blobs (each with its path) whose bytes decide what kind of event a change is."""
    seen = set(ledger.events)
    wanted: dict[str, str] = {}
    for _moment, change in changes:
        if change.old and change.path.endswith(RECORDS):
            wanted[change.old] = change.path
        telling = change.old or change.path in seen or key_of(change.path)
        if telling and change.new and change.path.endswith(RECORDS):
            wanted[change.new] = change.path
        seen.add(change.path)
    return wanted


def shown_once(events: Iterable[Event]) -> bool:
    """Tell whether a record was ever public: it was not, if all that is known is that it was withheld and removed."""
    actions = {event.action for event in events}
    return Action.WITHHOLD not in actions or not actions <= {Action.WITHHOLD, Action.REMOVED}


def _facts_before(change: Change, known: Mapping[str, Facts], found: Mapping[str, Facts | None]) -> Facts:
    return known.get(change.path) or (found.get(change.old) if change.old else None) or Facts()


def _action(
    change: Change, life: Sequence[Event], known: dict[str, Facts], found: Mapping[str, Facts | None]
) -> Action:
    """Name a change and remember what it made of the file; a version nobody can read changes nothing but bytes."""
    if change.new is None:
        known.pop(change.path, None)
        return Action.REMOVED
    if change.old is None and not life:
        first = found.get(change.new)
        if first and first.entries:
            known[change.path] = first
        return Action.PUBLISH
    before = _facts_before(change, known, found)
    after = found.get(change.new) or before
    known[change.path] = after
    if not shown_once(life):
        return Action.WITHHOLD if after.withheld else _ending(after) if after.withdrawn else Action.PUBLISH
    if change.old is None or before.gone != after.gone:
        return _ending(after) if after.gone else Action.RESTORE
    return Action.CORRECT if after.corrections > before.corrections else Action.UPDATE


def _ending(facts: Facts) -> Action:
    return Action.EXPIRE if facts.expired else Action.WITHDRAW


def read_facts(path: str, raw: bytes, key: str | None = None) -> Facts | None:
    """Return what a version says about the record's life; None where it cannot be read."""
    if key is None and not any(word in raw for word in TELLING):
        return Facts()
    document = read_document(path, raw)
    if not isinstance(document, Document):
        return None
    stub = stub_of(document.data)
    if stub is not None:
        return facts_of_stub(stub)
    corrections = document.data.get("corrections")
    withdrawal = document.data.get("withdrawal")
    expired = isinstance(withdrawal, Mapping) and withdrawal.get("reason_code") == EXPIRED
    entries = tuple((name, _digest(entry)) for name, entry in entries_of(document.data, key)) if key else ()
    withheld = document.data.get("publish") is False
    number = len(corrections) if isinstance(corrections, list) else 0
    return Facts(withdrawal is not None, number, entries, withheld, expired)


def facts_of_stub(told: Mapping[str, Any]) -> Facts | None:
    """Return what an erased version had said about the record's life; None where nobody could read it."""
    if told.get("readable") is False:
        return None
    number = told.get("corrections")
    states = (told.get(name) is True for name in ("withdrawn", "withheld", "expired"))
    withdrawn, withheld, expired = states
    return Facts(withdrawn, number if isinstance(number, int) else 0, (), withheld, expired)


def entries_of(data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the entries of a list document with their keys; what has none, or has one again, is left to the checks."""
    found = data.get("entries")
    seen: set[str] = set()
    for entry in found if isinstance(found, list) else ():
        name = entry.get(key) if isinstance(entry, Mapping) else None
        if isinstance(name, str) and name not in seen:
            seen.add(name)
            yield name, entry


def _digest(entry: Mapping[str, Any]) -> str:
    return hashlib.blake2b(repr(entry).encode(), digest_size=8).hexdigest()


def ranks(history: History, names: Iterable[str]) -> dict[str, int]:
    """Return the number of every file and entry: its rank by first publication (first-parent position, name).

    What was never committed follows by name. What is gone keeps its number, so no number changes when something is
    published.
    """
    lives = {**history.events, **history.entries}
    published = sorted(lives, key=lambda name: (lives[name][0].moment.position, name))
    waiting = sorted(set(names) - lives.keys())
    return {name: number for number, name in enumerate([*published, *waiting])}
