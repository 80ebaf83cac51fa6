"""Events in columns, in the order of their numbers: the life of a file is put together only when somebody asks."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from disclosure.history.moments import moment_time
from disclosure.model.event import Action, Event, Moment

ACTIONS = tuple(Action)
CODES = {action: code for code, action in enumerate(ACTIONS)}
NONE = "0"
MARK = 8
"""How many bytes tell one moment from another."""


@dataclass(frozen=True, eq=False)
class Columns:
    """All events up to a tip: of each whose it is, when it was, what it was, and the blob after it.

    `names` are those of files and entries in the order in which they came, `inner` tells which are entries; `told`
    are the moments in JSON, one a line; `blobs` are hexadecimal, one a line.
    """

    names: tuple[str, ...] = ()
    inner: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    told: bytes = b""
    owners: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, "<u4"))
    whens: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, "<u4"))
    actions: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, "u1"))
    blobs: bytes = b""

    @cached_property
    def moments(self) -> list[Moment]:
        """The moments, in the order in which they came."""
        return [_moment(*row) for row in json.loads(b"[" + self.told[:-1].replace(b"\n", b",") + b"]")]

    @cached_property
    def places(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """The place of every file and of every entry among the names."""
        files, entries = (np.flatnonzero(chosen).tolist() for chosen in (~self.inner, self.inner))
        name = self.names.__getitem__
        return dict(zip(map(name, files), files, strict=True)), dict(zip(map(name, entries), entries, strict=True))

    @cached_property
    def _numbers(self) -> tuple[list[int], list[int]]:
        """The numbers of all events, name by name, and where those of each name begin and the last end."""
        order, starts = self._by_name
        return order.tolist(), starts.tolist()

    @cached_property
    def _rows(self) -> list[tuple[Action, Moment, str | None]]:
        """Action, moment and blob of every event, by its number."""
        actions = [ACTIONS[code] for code in self.actions.tolist()]
        moments = [self.moments[place] for place in self.whens.tolist()]
        blobs = [None if blob == NONE else blob for blob in self.blobs.decode("ascii").split("\n")[:-1]]
        return list(zip(actions, moments, blobs, strict=True))

    @cached_property
    def _by_name(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The numbers of all events, name by name, and where those of each name begin and the last end."""
        counts = np.bincount(self.owners, minlength=len(self.names))
        return np.argsort(self.owners, kind="stable"), np.concatenate(([0], np.cumsum(counts)))

    def marks(self) -> dict[str, bytes]:
        """Return for every name a few bytes that change whenever one of its events does, or comes or goes."""
        if not len(self.owners):
            return {}
        lines = self.told.split(b"\n")[:-1]
        whens = np.frombuffer(b"".join(blake2b(line, digest_size=MARK).digest() for line in lines), f"V{MARK}")
        blobs = np.array(self.blobs.split(b"\n")[:-1])
        order, starts = self._by_name
        rows = np.empty(len(order), [("when", whens.dtype), ("number", "<u4"), ("action", "u1"), ("blob", blobs.dtype)])
        rows["when"], rows["number"] = whens[self.whens[order]], order
        rows["action"], rows["blob"] = self.actions[order], blobs[order]
        raw = rows.tobytes()
        bounds = (starts * rows.itemsize).tolist()
        return {name: raw[first:end] for name, (first, end) in zip(self.names, pairwise(bounds), strict=True)}

    def firsts(self) -> dict[str, int]:
        """Return for every name the position of its first event."""
        order, starts = self._by_name
        positions = np.array([int(line[1 : line.index(b",")]) for line in self.told.split(b"\n")[:-1]], np.int64)
        found = positions[self.whens[order[starts[:-1]]]].tolist() if len(order) else []
        return dict(zip(self.names, found, strict=True))

    def life(self, place: int) -> tuple[Event, ...]:
        """Return the events of the file or entry at a place among the names, oldest first."""
        numbers, starts = self._numbers
        life = []
        previous = None
        for number in numbers[starts[place] : starts[place + 1]]:
            action, moment, blob = self._rows[number]
            life.append(Event(action, moment, blob, previous, number))
            previous = blob
        return tuple(life)

    def grown(self, files: Mapping[str, Iterable[Event]], entries: Mapping[str, Iterable[Event]]) -> "Columns":
        """Return the columns with what these lives have beyond them, and with the names that first events have now."""
        known = len(self.actions)
        fresh: list[tuple[int, bool, str, Event]] = []
        renamed = self.actions.copy()
        for inner, lives in ((False, files), (True, entries)):
            for name, life in lives.items():
                for event in life:
                    if event.number < known:
                        renamed[event.number] = CODES[event.action]
                    else:
                        fresh.append((event.number, inner, name, event))
        fresh.sort(key=lambda row: row[0])
        names = dict.fromkeys((inner, name) for _number, inner, name, _event in fresh)
        new = [(inner, name) for inner, name in names if name not in self.places[inner]]
        places = {pair: place for place, pair in enumerate(new, len(self.names))}
        moments = {id(event.moment): event.moment for *_rest, event in fresh}
        first = self.told.count(b"\n")
        whens = {key: place for place, key in enumerate(moments, first)}
        owners = [places[i, name] if (i, name) in places else self.places[i][name] for _n, i, name, _e in fresh]
        return Columns(
            (*self.names, *(name for _inner, name in new)),
            np.concatenate((self.inner, np.array([inner for inner, _name in new], np.bool_))),
            self.told + b"".join(_written(moment) for moment in moments.values()),
            np.concatenate((self.owners, np.array(owners, "<u4"))),
            np.concatenate((self.whens, np.array([whens[id(event.moment)] for *_rest, event in fresh], "<u4"))),
            np.concatenate((renamed, np.array([CODES[event.action] for *_rest, event in fresh], "u1"))),
            self.blobs + "".join(f"{event.blob or NONE}\n" for *_rest, event in fresh).encode("ascii"),
        )


class Lives(Mapping[str, tuple[Event, ...]]):
    """The events of every file, or of every entry, of some columns."""

    def __init__(self, columns: Columns, *, inner: bool) -> None:
        self._columns = columns
        self._inner = inner
        self._told: dict[str, tuple[Event, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Event, ...]:
        if name not in self._told:
            self._told[name] = self._columns.life(self._columns.places[self._inner][name])
        return self._told[name]

    def __contains__(self, name: object) -> bool:
        return name in self._columns.places[self._inner]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns.places[self._inner])

    def __len__(self) -> int:
        return len(self._columns.places[self._inner])


class Overlaid(Mapping[str, tuple[Event, ...]]):
    """Lives of which some are told otherwise, or not at all."""

    def __init__(
        self,
        below: Mapping[str, tuple[Event, ...]],
        above: Mapping[str, tuple[Event, ...]],
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self._below = below
        self._above = above
        self._hidden = hidden

    def __getitem__(self, name: str) -> tuple[Event, ...]:
        if name in self._hidden:
            raise KeyError(name)
        return self._above[name] if name in self._above else self._below[name]

    def __contains__(self, name: object) -> bool:
        return name not in self._hidden and (name in self._above or name in self._below)

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in self._below if name not in self._hidden)
        yield from (name for name in self._above if name not in self._below and name not in self._hidden)

    def __len__(self) -> int:
        return sum(1 for _name in self)


def _written(moment: Moment) -> bytes:
    offset = moment.time.utcoffset()
    zone = int(offset.total_seconds()) // 60 if offset else 0
    when = [moment.position, moment.commit, int(moment.time.timestamp()), zone]
    who = [moment.author, moment.approver, moment.imported, moment.backdated]
    return json.dumps([*when, *who], separators=(",", ":")).encode("ascii") + b"\n"


def _moment(position: int, commit: str, seconds: int, zone: int, *who: Any) -> Moment:  # noqa: ANN401  # as written
    return Moment(position, commit, moment_time(seconds, zone), *who)
