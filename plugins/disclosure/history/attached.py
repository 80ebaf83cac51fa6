"""Attachments in the ledger: an exchanged file is an update of its record, and has no life of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from disclosure.history.lives import Overlaid
from disclosure.model.attachment import FOLDER, stem_of
from disclosure.model.event import Action, Event

CHANGES = frozenset({Action.UPDATE, Action.CORRECT})


def with_attachments(lives: Mapping[str, tuple[Event, ...]]) -> Mapping[str, tuple[Event, ...]]:
    """Return the events of all files without those of attachments, which are told as updates of their records.

    What is added or taken away shows in the record, which names its attachments: only what was exchanged is told.
    """
    beside = _attachments(lives)
    if not beside:
        return lives
    exchanged: dict[str, dict[int, list[tuple[str, Event]]]] = defaultdict(lambda: defaultdict(list))
    for path, stem in beside.items():
        for event in lives[path]:
            if event.previous and event.blob:
                exchanged[stem][event.moment.position].append((path.rpartition("/")[2], event))
    records = (path for path in lives if path not in beside)
    stems = ((path, path.rpartition(".")[0]) for path in records)
    merged = {path: _merged(lives[path], exchanged[stem]) for path, stem in stems if stem in exchanged}
    return Overlaid(lives, merged, frozenset(beside))


def _attachments(lives: Iterable[str]) -> dict[str, str]:
    """Return what the records of all attachments are called, by the path of the attachment."""
    stems = {path: stem_of(path) for path in sorted(path for path in lives if f"{FOLDER}/" in path)}
    return {path: stem for path, stem in stems.items() if stem is not None}


def standing_attachments(lives: Mapping[str, tuple[Event, ...]]) -> dict[str, Event]:
    """Return the last event of every attachment that there is, by its path."""
    last = {path: lives[path][-1] for path in _attachments(lives)}
    return {path: event for path, event in last.items() if event.blob}


def _merged(life: tuple[Event, ...], exchanged: Mapping[int, Iterable[tuple[str, Event]]]) -> tuple[Event, ...]:
    """Return the life of a record with the moments at which its attachments were exchanged, oldest first."""
    told = list(life)
    own = {event.moment.position: place for place, event in enumerate(told)}
    for position, files in sorted(exchanged.items()):
        names = tuple(name for name, _event in files)
        moment = next(event.moment for _name, event in files)
        before = [event for event in life if event.moment.position < position]
        if position in own and told[own[position]].action in CHANGES:
            told[own[position]] = replace(told[own[position]], files=names)
        elif position not in own and before and before[-1].blob:
            number = next(event.number for _name, event in files)
            told.append(Event(Action.UPDATE, moment, before[-1].blob, before[-1].blob, number, names))
    return tuple(sorted(told, key=lambda event: event.moment.position))
