"""The leaves of the transparency log: what is said of an event for ever, and what only binds.

A leaf names the record, what happened and when; of the fields it holds one digest over their commitments. Each is
salted, and a salt is published beside its value and goes with it: what is withdrawn or erased cannot be guessed from
the log, and every older proof still holds.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from disclosure.history.ledger import entries_of
from disclosure.model.erasure import Surviving
from disclosure.model.event import Action, Event
from disclosure.model.record import Document

VERSION = 1
SALT = 16
BODY, RAW, KEYS = "!body", "!raw", "!keys"
LISTED = "entries"
NOTHING = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf: its place in the log and its bytes; `commitments` bind the `values` of the fields of `name`.

    `stub` says that its event's version was erased from history.
    """

    number: int
    raw: bytes
    name: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    commitments: Mapping[str, str] = field(default_factory=dict)
    stub: bool = False


class Notary:
    """Makes leaves with the secret of one portal; the same secret makes the same leaves, on any machine."""

    def __init__(self, seed: bytes) -> None:
        self._keyed = hmac.new(seed, digestmod="sha256")

    def salt(self, name: str, number: int, key: str) -> bytes:
        """Return the salt of one field of one event: nobody without the seed can compute it."""
        told = f"{name}\0{number}\0{key}".encode(errors="surrogateescape")
        salted = self._keyed.copy()
        salted.update(told)
        return salted.digest()[:SALT]

    def leaf(self, name: str, event: Event, values: Mapping[str, Any]) -> Leaf:
        """Return the leaf of an event of a public record or entry (`agencies/jyj/officers#0012`)."""
        found = {key: commitment(self.salt(name, event.number, key), values[key]) for key in sorted(values)}
        return Leaf(event.number, _named(name, event, digest_over(found)), name, values, found)

    def blank(self, path: str, event: Event) -> Leaf:
        """Return the leaf of an event that nobody may read of: it binds the path and git's hash, and names neither."""
        bound = commitment(self.salt(path, event.number, ""), [path, event.blob])
        return Leaf(event.number, _nameless(event, bound))


def surviving_leaf(name: str, event: Event, kept: Surviving) -> Leaf:
    """Return the leaf of an event whose version was erased: all but its commitment is told by git as before."""
    raw = _nameless(event, kept.digest) if kept.hidden else _named(name, event, kept.digest)
    return Leaf(event.number, raw, name, stub=True)


def commitment_in(raw: bytes) -> Surviving:
    """Return the commitment that a leaf holds: what is kept of it when its event's version is erased."""
    told = json.loads(raw)
    return Surviving(str(told.get("hidden") or told.get("fields")), "hidden" in told)


def _named(name: str, event: Event, digest: str) -> bytes:
    told = {"v": VERSION, "time": _time(event), "action": event.action.value, "record": name}
    return plain({**told, "fields": digest})


def _nameless(event: Event, bound: str) -> bytes:
    return plain({"v": VERSION, "time": _time(event), "hidden": bound})


def _time(event: Event) -> str:
    return event.moment.time.isoformat()


def commitment(salt: bytes, value: Any) -> str:  # noqa: ANN401  # whatever YAML can hold
    """Return what binds a value without telling it: SHA-256 over the salt and the value in canonical JSON."""
    return hashlib.sha256(salt + plain(value)).hexdigest()


def digest_over(commitments: Mapping[str, str]) -> str:
    """Return the digest over the commitments of all fields, in the order of their names."""
    return hashlib.sha256("".join(f"{name} {commitments[name]}\n" for name in sorted(commitments)).encode()).hexdigest()


def plain(value: Any) -> bytes:  # noqa: ANN401  # whatever YAML can hold
    """Return a value as canonical JSON (RFC 8785): keys sorted, no spaces, nothing escaped without need."""
    return _ENCODER.encode(value).encode(errors="backslashreplace")  # a file name need not be UTF-8


def _number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_number)


def values_of(document: Document, key: str | None) -> dict[str, Any]:
    """Return what the leaf of a version binds: each field of the file; of a list, the keys of its entries in order."""
    values = {str(name): value for name, value in document.data.items()}
    if key and LISTED in values:
        values[KEYS] = [name for name, _entry in entries_of({LISTED: values.pop(LISTED)}, key)]
    return {**values, **({BODY: document.body} if document.body else {})}


def unreadable(raw: bytes) -> dict[str, Any]:
    """Return what the leaf of a version binds that cannot be read: its bytes."""
    return {RAW: hashlib.sha256(raw).hexdigest()}


def never_shown(events: Iterable[tuple[Event, bool]]) -> Iterator[bool]:
    """Tell of each event (with whether its version is withheld) whether the public had seen nothing of it till then."""
    seen = False
    for event, withheld in events:
        seen = seen or (event.action is not Action.REMOVED and not withheld)
        yield not seen
