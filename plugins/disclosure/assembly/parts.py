"""Parts: at most about a thousand records that are read and rendered together. What comes out never depends on them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.model.erasure import Surviving
from disclosure.model.event import Event
from disclosure.model.kinds import Kind, kind_of

LARGEST = 1000
FINEST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a part: its path below content/, git's hash of its bytes (None: deleted), its number, its events.

    `committed` says that these bytes are those of HEAD. A list file has the numbers and the events of its entries, by
    key, `lives` also those of entries that are gone. `attachments` are the hashes of the files beside it, by name,
    `attached` the last event of each. `erased` is what the register of erasings keeps of its events, by number.
    """

    path: str
    kind: Kind
    blob: str | None
    rank: int
    events: tuple[Event, ...]
    committed: bool = True
    ranks: Mapping[str, int] = field(default_factory=dict)
    lives: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    attachments: Mapping[str, str] = field(default_factory=dict)
    attached: Mapping[str, Event] = field(default_factory=dict)
    erased: Mapping[int, Surviving] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the work: `name` is stable from build to build.

    `agency_name` is what its pages call the agency, `region` the code of where that is (empty: nobody has said).
    """

    name: str
    agency: str | None
    agency_name: str
    entries: tuple[Entry, ...]
    region: str = ""


def cut(paths: Iterable[str], kinds: Sequence[Kind]) -> dict[str, tuple[str, ...]]:
    """Group content paths into parts: by agency, kind and year; by month where a year is too large; then by hash."""
    return dict(sorted(_split(sorted(paths), tuple(kinds), 0)))


def _split(paths: Sequence[str], kinds: tuple[Kind, ...], depth: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        groups[_name(path, kinds, depth)].append(path)
    for name, members in groups.items():
        if len(members) <= LARGEST or depth == FINEST:
            yield name, tuple(members)
        else:
            yield from _split(members, kinds, depth + 1)


def _name(path: str, kinds: tuple[Kind, ...], depth: int) -> str:
    kind = kind_of(path, kinds)
    parts = kind.match(path) or {} if kind else {}
    dated = [parts[key] for key in ("year", "month")[: depth + 1] if key in parts]
    share = [hashlib.sha256(path.encode()).hexdigest()[0]] if depth == FINEST else []
    return "-".join([parts.get("agency", "_"), kind.name if kind else "_", *dated, *share])
