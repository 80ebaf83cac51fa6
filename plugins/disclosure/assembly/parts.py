"""Parts: some hundred records that are read and rendered together. What comes out never depends on them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.model.erasure import Surviving
from disclosure.model.event import Event
from disclosure.model.folders import collected
from disclosure.model.kinds import Kind, kind_of

LARGEST = 256
"""One more record has at most so many read and rendered again."""
FINEST = 2
BITS = 32


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


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a part before anybody asks for its records: their paths, and a digest of all that it is of.

    `uncommitted` are the ids of records whose bytes, or those of an attachment, are not those of HEAD.
    """

    name: str
    agency: str | None
    agency_name: str
    region: str
    kind: str
    paths: tuple[str, ...]
    uncommitted: frozenset[str]
    digest: str


def cut(paths: Iterable[str], kinds: Sequence[Kind]) -> dict[str, tuple[str, ...]]:
    """Group content paths into parts: by agency, kind and year; by month where a year is too large; then by hash."""
    known = tuple(kinds)
    folders: dict[str, bool] = {}
    units: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        folder = path.rpartition("/")[0]
        if folder not in folders:
            folders[folder] = collected(folder, known) is not None
        units[folder if folders[folder] else path].append(path)
    return dict(sorted(_split(list(units.values()), known, 0)))


def _split(
    units: Sequence[Sequence[str]], kinds: tuple[Kind, ...], depth: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the parts of some units: the records of a folder, which belong to one month, or a single one."""
    groups: dict[str, list[Sequence[str]]] = defaultdict(list)
    for unit in units:
        groups[_name(unit[0], kinds, depth)].append(unit)
    for name, members in groups.items():
        if sum(map(len, members)) <= LARGEST:
            yield name, tuple(sorted(path for unit in members for path in unit))
        elif depth < FINEST - 1:
            yield from _split(members, kinds, depth + 1)
        else:
            bits = {path: _bits(path) for unit in members for path in unit}
            yield from _halves(sorted(bits), bits, name, 0)


def _halves(
    paths: Sequence[str], bits: Mapping[str, str], name: str, depth: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield paths in halves by a bit of their hashes, and these in halves, until no part is too large."""
    for bit in "01":
        half = [path for path in paths if bits[path][depth] == bit]
        own = f"{name}{bit}" if depth else f"{name}-{bit}"
        if len(half) <= LARGEST or depth + 1 == BITS:
            yield from [(own, tuple(half))] if half else ()
        else:
            yield from _halves(half, bits, own, depth + 1)


def _bits(path: str) -> str:
    return f"{int.from_bytes(hashlib.sha256(path.encode()).digest()[: BITS // 8]):0{BITS}b}"


def _name(path: str, kinds: tuple[Kind, ...], depth: int) -> str:
    kind = kind_of(path, kinds)
    parts = kind.match(path) or {} if kind else {}
    dated = [parts[key] for key in ("year", "month")[: depth + 1] if key in parts]
    return "-".join([parts.get("agency", "_"), kind.name if kind else "_", *dated])
