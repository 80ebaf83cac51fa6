"""The parts of an edition with everything that pass one over them depends on: files, events, numbers.

Of a part whose inputs are known already nobody asks for more than their digest: it is told from the ledger's columns.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from disclosure.assembly.order import Order, Setting, digest_of
from disclosure.assembly.parts import Entry, Outline, Part, cut
from disclosure.assembly.register import kept_of
from disclosure.assembly.settings import SETTINGS
from disclosure.history.attached import standing_attachments
from disclosure.history.ledger import History, entries_of, ranks
from disclosure.model.attachment import FOLDER, stem_of
from disclosure.model.erasure import Surviving
from disclosure.model.event import Event
from disclosure.model.folders import kinds_of
from disclosure.model.kinds import Kind, key_of
from disclosure.model.record import Document
from disclosure.model.record_id import RecordId
from disclosure.reading.documents import read_document


class Division:
    """Every record file that there is or was, with its number, its events and what lies beside it, part by part."""

    def __init__(
        self,
        order: Order,
        kinds: Mapping[str, Kind | None],
        history: History,
        names: Mapping[str, tuple[str, str]],
        erased: Mapping[int, Surviving],
    ) -> None:
        self._order, self._history, self._names, self._erased = order, history, names, erased
        gone = [path for path in history.gone() if RecordId.fits(path)]
        every = {**kinds, **kinds_of(gone, order.kinds)}
        self._kinds = {path: kind for path, kind in every.items() if path not in SETTINGS}
        lists = [path for path, kind in self._kinds.items() if kind and kind.key]
        self._listed = {path: _listed(order, path, history) for path in lists}
        self._beside = _beside(history)
        self._numbers = ranks(history, [*kinds, *(f"{path}#{key}" for path in lists for key in self._listed[path])])

    @cached_property
    def _lives(self) -> Mapping[str, Mapping[str, tuple[Event, ...]]]:
        """The events of the entries of every list file, by path and key; of entries that are gone too."""
        found: dict[str, dict[str, tuple[Event, ...]]] = {}
        for name, events in sorted(self._history.entries.items()):
            path, _mark, key = name.partition("#")
            found.setdefault(path, {})[key] = events
        return found

    @cached_property
    def _attached(self) -> Mapping[str, Event]:
        return standing_attachments(self._history.files)

    def outlines(self) -> Iterator[Outline]:
        """Yield the parts as far as they must be known to tell whether one has changed."""
        records = [path for path, kind in self._kinds.items() if kind]
        marks = self._history.marks()
        inner: dict[str, list[str]] = defaultdict(list)
        for name in sorted({*self._history.inner_names(), *(n for n in self._numbers if "#" in n)}):
            inner[name.partition("#")[0]].append(name)
        lost: dict[str, list[str]] = defaultdict(list)
        for path in sorted(marks):
            if f"{FOLDER}/" in path and (stem := stem_of(path)) is not None:
                lost[stem].append(path)
        for name, members in cut(records, self._order.kinds).items():
            told: list[bytes] = []
            for path in members:
                files = self._beside.get(path.rpartition(".")[0], {}) if self._beside else {}
                more = [*inner.get(path, ()), *lost.get(path.rpartition(".")[0], ())] if inner or lost else ()
                told += [self._told(path, files).encode(), marks.get(path, b"")]
                for other in more:
                    told += [f"\n{other} {self._numbers.get(other, '')}\n".encode(), marks.get(other, b"")]
            if self._erased:
                told.append(repr([sorted(entry.erased.items()) for entry in self._entries(members)]).encode())
            agency = members[0].split("/")[1] if members[0].startswith("agencies/") else None
            named, region = self._names.get(agency or "", (agency or "", ""))
            kind = self._kinds[members[0]]
            fresh = (path for path in members if not self._committed(path)) if self._history.uncommitted else ()
            stems = frozenset(path.rpartition(".")[0] for path in fresh)
            yield Outline(name, agency, named, region, kind.name if kind else "", members, stems, _digest(told))

    def part(self, outline: Outline) -> Part:
        """Return a part with all that is known of its records."""
        entries = tuple(self._entries(outline.paths))
        return Part(outline.name, outline.agency, outline.agency_name, entries, outline.region)

    def _told(self, path: str, files: Mapping[str, str]) -> str:
        history = self._history
        beside = "".join(f" {file} {history.hashes[file]}" for file in files.values())
        committed = self._committed(path) if history.uncommitted else True
        return f"\n{path} {history.hashes.get(path)} {self._numbers[path]} {committed}{beside}\n"

    def _committed(self, path: str) -> bool:
        files = self._beside.get(path.rpartition(".")[0], {})
        return self._history.uncommitted.isdisjoint({path, *files.values()})

    def _entries(self, paths: Sequence[str]) -> Iterator[Entry]:
        history, numbers = self._history, self._numbers
        for path in paths:
            kind: Kind | None = self._kinds[path]
            if kind:
                files = self._beside.get(path.rpartition(".")[0], {})
                lives = self._lives.get(path, {})
                yield Entry(
                    path,
                    kind,
                    history.hashes.get(path),
                    numbers[path],
                    history.events.get(path, ()),
                    self._committed(path),
                    {key: numbers[f"{path}#{key}"] for key in self._listed.get(path, ())},
                    lives,
                    {name: history.hashes[file] for name, file in files.items()},
                    {name: self._attached[file] for name, file in files.items() if file in self._attached},
                    kept_of([history.events.get(path, ()), *lives.values()], self._erased),
                )


def _digest(told: Sequence[bytes]) -> str:
    return hashlib.sha256(b"".join(told)).hexdigest()


def _beside(history: History) -> Mapping[str, Mapping[str, str]]:
    """Return the attachments that there are: path by name, by the path of their record without its suffix."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(path for path in history.hashes if f"{FOLDER}/" in path):
        stem = stem_of(path)
        if stem is not None:
            found.setdefault(stem, {})[path.rpartition("/")[2]] = path
    return found


def _listed(order: Order, path: str, history: History) -> tuple[str, ...]:
    """Return the keys of a list file's entries: from the ledger where its bytes are those of HEAD, else from them."""
    if path in history.listed and path not in history.uncommitted:
        return history.listed[path]
    if path not in history.hashes or not (order.content / path).is_file():
        return ()
    found = read_document(path, (order.content / path).read_bytes())
    key = key_of(path, order.kinds) or ""
    return tuple(name for name, _entry in entries_of(found.data, key)) if isinstance(found, Document) else ()


def part_digest(part: Outline, setting: Setting) -> str:
    """Return the digest of everything that pass one over a part depends on."""
    return digest_of(setting.digest, part.agency_name, part.region, part.digest)
