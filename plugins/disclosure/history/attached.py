"""Attachments in the ledger: an exchanged file is an update of its record, and has no life of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from disclosure.model.attachment import stem_of
from disclosure.model.event import Action, Event

CHANGES = frozenset({Action.UPDATE, Action.CORRECT})


def with_attachments(lives: Mapping[str, tuple[Event, ...]]) -> dict[str, tuple[Event, ...]]:
    """Return the events of all files without those of attachments, which are told as updates of their records.

    What is added or taken away shows in the record, which names its attachments: only what was exchanged is told.
    """
    exchanged: dict[str, dict[int, list[tuple[str, Event]]]] = defaultdict(lambda: defaultdict(list))
    for path, life in sorted(lives.items()):
        stem = stem_of(path)
        if stem:
            for event in life:
                if event.previous and event.blob:
                    exchanged[stem][event.moment.position].append((path.rpartition("/")[2], event))
    return {
        path: _merged(life, exchanged.get(path.rpartition(".")[0], {}))
        for path, life in lives.items()
        if stem_of(path) is None
    }


def standing_attachments(lives: Mapping[str, tuple[Event, ...]]) -> dict[str, Event]:
    """Return the last event of every attachment that there is, by its path."""
    return {path: life[-1] for path, life in lives.items() if life[-1].blob and stem_of(path) is not None}


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
