"""The ledger: what happened to every file, and the number that each file keeps for ever."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count, dropwhile
from pathlib import Path
from typing import NamedTuple

from disclosure.history.facts import ORDINARY, Facts, entries_of
from disclosure.history.lives import Columns, Overlaid
from disclosure.history.walk import Change
from disclosure.model.attachment import is_attachment
from disclosure.model.event import Action, Event, Moment

__all__ = ["History", "HistoryState", "Ledger", "entries_of", "extended", "ranks", "shown", "shown_once"]

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
    folder is deleted. `entries` are the events of the entries of list files, by path and key (`officers.yaml#0012`);
    `listed` are the keys that each list file has in HEAD; `files` are the events of every file, those of attachments
    not yet told as their record's; `count` is the number of all events, and of the leaves of the transparency log;
    `lost` is the commit that was seen and is gone where the history was rewritten.
    `branch` is the one that is checked out (empty: none). `columns` are the events once more, as they are kept.
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
    lost: str | None = None
    branch: str = ""
    columns: Columns = field(default_factory=Columns, compare=False)

    def gone(self) -> list[str]:
        """Return the files that git has known and that are there no more; attachments are told with their records."""
        return sorted(path for path in self.files if path not in self.hashes and path in self.events)

    def marks(self) -> Mapping[str, bytes]:
        """Return for every file and entry that git has known a few bytes that change whenever its events do."""
        return self.columns.marks()

    def of_files(self, numbers: Iterable[int]) -> Iterator[tuple[str, Event]]:
        """Yield the events of some numbers, with the file of each; none of what befell an entry of a list."""
        for number in numbers:
            place = int(self.columns.owners[number])
            if not self.columns.inner[place]:
                path = self.columns.names[place]
                yield from ((path, event) for event in self.files[path] if event.number == number)

    def inner_names(self) -> list[str]:
        """Return the names of all entries of lists that git has known."""
        return list(self.entries)


@dataclass(frozen=True)
class Ledger:
    """The events up to a tip, and what is needed to go on from there.

    `steps` is the number of first-parent commits walked, `clock` the committer time of the last one in seconds since
    1970, `count` the number of events; `facts` are the last known ones of each file, where they are not the ordinary
    ones; `columns` hold all events once more, as they are kept.
    """

    tip: str | None = None
    steps: int = 0
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)
    entries: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    clock: int | None = None
    count: int = 0
    columns: Columns = field(default_factory=Columns)


class Stretch(NamedTuple):
    """A stretch of the first-parent line: how many commits, the time of the last one, and what they changed.

    `facts` are those of the versions that tell by themselves what kind of event a change is.
    """

    steps: int
    clock: int
    changes: Sequence[tuple[Moment, Change]]
    facts: Mapping[str, Facts | None]


def extended(
    ledger: Ledger,
    tip: str,
    stretches: Iterable[Stretch],
    facts_of: Callable[[Mapping[str, str]], Mapping[str, Facts | None]],
) -> Ledger:
    """Return the ledger with further stretches of the first-parent line, oldest first.

    `facts_of` reads blobs given with a path of each.
    """
    known = dict(ledger.facts)
    lives: dict[str, list[Event]] = {}
    listed: dict[str, list[Event]] = {}
    numbers = count(ledger.count)
    steps, clock = ledger.steps, ledger.clock
    for stretch in stretches:
        found = {**stretch.facts, **facts_of(_come_back(ledger.events, lives, stretch))}
        for moment, change in stretch.changes:
            path = change.path
            before = known[path].entries if path in known else ()
            life = lives.get(path)
            if life is None:
                life = lives[path] = list(ledger.events.get(path, ()))
            if len(life) == 1 and life[0].action is Action.PUBLISH and _facts_before(change, known, found).withheld:
                life[0] = replace(life[0], action=Action.WITHHOLD)  # nobody had a reason to read it until now
            life.append(Event(_action(change, life, known, found), moment, change.new, change.old, next(numbers)))
            after = known[path].entries if path in known else ()
            if before or after:
                _tell_entries(ledger, listed, moment, change, (dict(before), dict(after)), numbers)
        steps, clock = steps + stretch.steps, stretch.clock
    files = {path: tuple(life) for path, life in lives.items()}
    entries = {name: tuple(inner) for name, inner in listed.items()}
    unusual = {path: facts for path, facts in known.items() if facts != ORDINARY}
    return Ledger(
        tip,
        steps,
        Overlaid(ledger.events, files),
        unusual,
        Overlaid(ledger.entries, entries),
        clock,
        next(numbers),
        ledger.columns.grown(files, entries),
    )


def _tell_entries(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    ledger: Ledger,
    listed: dict[str, list[Event]],
    moment: Moment,
    change: Change,
    versions: tuple[Mapping[str, str], Mapping[str, str]],
    numbers: Iterator[int],
) -> None:
    """Add what became of each entry of a list between two versions of it to the lives of the entries."""
    before, after = versions
    for key, what in _moved(before, after):
        name = f"{change.path}#{key}"
        inner = listed.setdefault(name, list(ledger.entries.get(name, ())))
        back = what is Action.PUBLISH and bool(inner)
        old = inner[-1].blob if inner else None
        action = Action.RESTORE if back else what
        inner.append(Event(action, moment, change.new if key in after else None, old, next(numbers)))


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, Action]]:
    """Yield what became of each entry of a list between two versions, by key."""
    for key in sorted({*before, *after}):
        if key not in before:
            yield key, Action.PUBLISH
        elif key not in after:
            yield key, Action.REMOVED
        elif before[key] != after[key]:
            yield key, Action.UPDATE


def versions_that_matter(changes: Iterable[Change], is_list: Callable[[str], bool]) -> dict[str, str]:
    """Return the blobs (each with its path) whose bytes tell what kind of event a change is, if no file comes back."""
    wanted: dict[str, str] = {}
    for path, old, new in changes:
        if path.endswith(RECORDS):
            if old:
                wanted[old] = path
            if new and (old or is_list(path)):
                wanted[new] = path
    return wanted


def _come_back(
    events: Mapping[str, tuple[Event, ...]], lives: Mapping[str, Sequence[Event]], stretch: Stretch
) -> dict[str, str]:
    """Return the blobs (each with its path) of files that are there again after they had been deleted."""
    seen: set[str] = set()
    wanted: dict[str, str] = {}
    for _moment, (path, old, new) in stretch.changes:
        if old is None and new and (path in seen or path in lives or path in events) and path.endswith(RECORDS):
            wanted[new] = path
        seen.add(path)
    return wanted


def shown(events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events of a record since it first was public: of what is known to be before that nobody could see."""
    withheld = bool(events) and events[0].action is Action.WITHHOLD
    return dropwhile(_nothing_seen, events) if withheld else iter(events)


def shown_once(events: Sequence[Event]) -> bool:
    """Tell whether a record was ever public: it was not, if all that is known is that it was withheld and removed."""
    return not events or any(True for _event in shown(events))


def _nothing_seen(event: Event) -> bool:
    return event.action in {Action.WITHHOLD, Action.REMOVED} or (bool(event.files) and event.previous == event.blob)


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


def ranks(history: History, names: Iterable[str]) -> dict[str, int]:
    """Return the number of every file and entry: its rank by first publication (first-parent position, name).

    What was never committed follows by name. What is gone keeps its number, so no number changes when something is
    published.
    """
    known = history.columns.firsts()
    published = [name for _position, name in sorted((known[name], name) for name in known if not is_attachment(name))]
    waiting = sorted(set(names) - known.keys())
    return {name: number for number, name in enumerate([*published, *waiting])}
