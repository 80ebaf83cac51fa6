"""The parts of an edition with everything that pass one over them depends on: files, events, numbers."""

from collections.abc import Iterator, Mapping, Sequence

from disclosure.assembly.order import Order, Setting, digest_of
from disclosure.assembly.parts import Entry, Part, cut
from disclosure.assembly.register import kept_of
from disclosure.assembly.settings import SETTINGS
from disclosure.history.attached import standing_attachments
from disclosure.history.ledger import History, entries_of, ranks
from disclosure.model.attachment import stem_of
from disclosure.model.erasure import Surviving
from disclosure.model.event import Event
from disclosure.model.kinds import key_of, kind_of
from disclosure.model.record import Document
from disclosure.model.record_id import RecordId
from disclosure.reading.documents import read_document


def divide(
    order: Order,
    files: Sequence[str],
    history: History,
    names: Mapping[str, tuple[str, str]],
    erased: Mapping[int, Surviving],
) -> Iterator[Part]:
    """Yield the parts: every record file that there is or was, with its number, its events and what lies beside it."""
    gone = [path for path in sorted(history.events) if path not in history.hashes and RecordId.fits(path)]
    kinds = {path: kind_of(path, order.kinds) for path in [*files, *gone] if path not in SETTINGS}
    records = [path for path, kind in kinds.items() if kind]
    listed = {path: _listed(order, path, history) for path, kind in kinds.items() if kind and kind.key}
    beside = _beside(history)
    attached = standing_attachments(history.files)
    lives = _lives(history)
    numbers = ranks(history, [*files, *(f"{path}#{key}" for path, keys in listed.items() for key in keys)])
    for name, members in cut(records, order.kinds).items():
        entries = []
        for path in members:
            kind = kinds[path]
            if kind:
                files_beside = beside.get(path.rpartition(".")[0], {})
                entries.append(
                    Entry(
                        path,
                        kind,
                        history.hashes.get(path),
                        numbers[path],
                        history.events.get(path, ()),
                        history.uncommitted.isdisjoint({path, *files_beside.values()}),
                        {key: numbers[f"{path}#{key}"] for key in listed.get(path, ())},
                        lives.get(path, {}),
                        {name: history.hashes[file] for name, file in files_beside.items()},
                        {name: attached[file] for name, file in files_beside.items() if file in attached},
                        kept_of([history.events.get(path, ()), *lives.get(path, {}).values()], erased),
                    )
                )
        agency = members[0].split("/")[1] if members[0].startswith("agencies/") else None
        named, region = names.get(agency or "", (agency or "", ""))
        yield Part(name, agency, named, tuple(entries), region)


def _lives(history: History) -> Mapping[str, Mapping[str, tuple[Event, ...]]]:
    """Return the events of the entries of every list file, by path and key; of entries that are gone too."""
    found: dict[str, dict[str, tuple[Event, ...]]] = {}
    for name, events in sorted(history.entries.items()):
        path, _mark, key = name.partition("#")
        found.setdefault(path, {})[key] = events
    return found


def _beside(history: History) -> Mapping[str, Mapping[str, str]]:
    """Return the attachments that there are: path by name, by the path of their record without its suffix."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(history.hashes):
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


def part_digest(part: Part, setting: Setting) -> str:
    """Return the digest of everything that pass one over a part depends on."""
    entries = [
        (
            entry.path,
            entry.blob,
            entry.rank,
            entry.committed,
            entry.events,
            sorted(entry.ranks.items()),
            sorted(entry.lives.items()),
            sorted(entry.attachments.items()),
            sorted(entry.attached.items()),
            sorted(entry.erased.items()),
        )
        for entry in part.entries
    ]
    return digest_of(setting.digest, part.agency_name, part.region, entries)
