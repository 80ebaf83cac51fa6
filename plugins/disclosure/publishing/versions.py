"""Old versions for the public: through today's door, and under the veil over everything that was hidden since."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, TypeAlias

from disclosure.history.ledger import entries_of
from disclosure.model.event import Event
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import PublicRecord, PublicVersion, Status
from disclosure.model.record import Document
from disclosure.publishing.changes import SILENT
from disclosure.publishing.door import Door, entry_record
from disclosure.publishing.told import Told
from disclosure.publishing.veil import BODY_KEY, masked_forms, masks
from disclosure.reading.schemas import Schemas

ATTACHMENTS = "attachments"
ENTRIES = "entries"

Cell: TypeAlias = tuple[str, ...]
"""A part of a version that is shown or hidden as a whole: a field, or a member of an entry (entries, key, member)."""


@dataclass(frozen=True)
class Former:
    """Makes the old versions of records; `fits` tells whether a version has the shape that is asked for today."""

    door: Door
    schemas: Schemas
    fits: Callable[[Document, Kind], bool]

    def versions(self, told: Told, today: PublicRecord) -> tuple[PublicVersion, ...]:
        """Return every version before today's since the record was last gone, oldest first."""
        if today.status is not Status.PUBLISHED:
            return ()
        life = list(zip(told.events, told.numbers, strict=True))[told.silent_until :]
        made = [(event, number) for event, number in life if number]
        if not made[1:]:
            return ()
        kinds = frozenset(key for key, node in self.schemas.properties(told.kind.schema).items() if "enum" in node)
        curtain = Curtain(told, self.door, [event for event, _number in made], kinds)
        return tuple(
            self._version(told, today, curtain, place, (event.moment.time, following.moment.time), number)
            for place, ((event, number), (following, _next)) in enumerate(pairwise(made))
        )

    def _version(  # noqa: PLR0913, PLR0917  # each is a fact of its own
        self, told: Told, today: PublicRecord, curtain: "Curtain", place: int, period: tuple[Any, Any], number: int
    ) -> PublicVersion:
        document = curtain.documents[place]
        if document is None or not self.fits(document, told.kind):
            return PublicVersion(number, *period, None)
        cells = curtain.cells(place)
        hidden = curtain.hidden[place]
        seen = {cell: value for cell, value in cells.items() if cell not in hidden}
        fields = {cell[0]: value for cell, value in seen.items() if len(cell) == 1}
        named, body = fields.pop(ATTACHMENTS, ()), str(fields.pop(BODY_KEY, ""))
        title = today.title if told.kind.key else str(fields.get(told.kind.heading, today.title))
        record = replace(
            today,
            title=title,
            day=_day(fields, told.kind),
            fields=fields,
            body=body,
            events=(),
            entries=(),
            attachments=(),
            versions=(),
        )
        left = 0
        if told.kind.key:
            kept, left = self._entries(told, seen, hidden)
            stands = curtain.keys[place]
            left += sum(key not in stands for key, _entry in entries_of(document.data, told.kind.key))
            record = _with_entries(record, kept, told.kind, today)
        return PublicVersion(number, *period, record, self._titles(told.kind, hidden), bool(named), left)

    def _entries(
        self, told: Told, seen: Mapping[Cell, Any], hidden: frozenset[Cell]
    ) -> tuple[dict[str, dict[str, Any]], int]:
        """Return the entries of a list that can be shown, by key, and how many cannot for want of a field they need."""
        node = self.schemas.node(told.kind.schema, (ENTRIES, 0)) or {}
        needed = {told.kind.key, told.kind.heading, *node.get("required", ())}
        without = {cell[1] for cell in hidden if len(cell) > 1 and cell[2] in needed}
        kept: dict[str, dict[str, Any]] = {}
        for cell, value in seen.items():
            if len(cell) > 1 and cell[1] not in without:
                kept.setdefault(cell[1], {})[cell[2]] = value
        return kept, len(without)

    def _titles(self, kind: Kind, hidden: frozenset[Cell]) -> tuple[str, ...]:
        """Return what is not shown by its titles, in the order of the schema."""
        names = {(cell[0], *cell[2:]) for cell in hidden}
        order = list(self.schemas.properties(kind.schema))
        titles = []
        for name in sorted(names, key=lambda name: (order.index(name[0]) if name[0] in order else len(order), name)):
            if len(name) == 1:
                titles.append(self.schemas.title(kind.schema, name) or _("正文"))
            else:
                inner = self.schemas.title(kind.schema, (ENTRIES, 0, name[1]))
                titles.append(_("{entry}的{field}").format(entry=kind.entry, field=inner))
        return tuple(dict.fromkeys(titles))


def _with_entries(
    record: PublicRecord, kept: Mapping[str, Mapping[str, Any]], kind: Kind, today: PublicRecord
) -> PublicRecord:
    """Return an old version of a list with its entries as records; each has the number that it has today."""
    ranks = {one.id.partition("#")[2]: one.rank for one in today.entries}
    entries = (entry_record(record, kind, entry, (), ranks.get(key, today.rank)) for key, entry in kept.items())
    return replace(record, fields={**record.fields, ENTRIES: list(kept.values())}, entries=tuple(entries))


class Curtain:
    """Tells of the old versions of one file which parts of them may not be seen.

    `plain` are the fields that hold one of a few words, as the type of a decision: they hide nobody.
    """

    def __init__(self, told: Told, door: Door, events: Sequence[Event], plain: frozenset[str] = frozenset()) -> None:
        self._plain = plain
        self._told = told
        self._door = door
        self.documents = [told.versions.get(event.blob or "") for event in events]
        if told.today and (not self.documents or self.documents[-1] is not told.today):
            self.documents.append(told.today)
        places = {event.number: place for place, event in enumerate(told.events)}
        begun = [places[event.number] for event in events]
        self.keys = [told.keys_since(place) for place in begun] + [told.keys] * (len(self.documents) - len(begun))
        self._cells: dict[int, dict[Cell, Any]] = {}
        self._veiled = cache(told.veil.hides)
        self._forms = cache(masked_forms)

    def cells(self, place: int) -> dict[Cell, Any]:
        """Return the public parts of a version; of the entries of a list, those that it has had ever since."""
        if place not in self._cells:
            document = self.documents[place]
            self._cells[place] = dict(self._parts(document, self.keys[place])) if document else {}
        return self._cells[place]

    def _parts(self, document: Document, keys: frozenset[str]) -> Iterator[tuple[Cell, Any]]:
        kind = self._told.kind
        fields = self._door.fields(kind, document.data)
        if document.body:
            yield (BODY_KEY,), document.body
        for key, value in fields.items():
            if kind.key and key == ENTRIES:
                for name, entry in entries_of(fields, kind.key):
                    if name in keys:
                        yield from (
                            ((ENTRIES, name, member), part) for member, part in entry.items() if part is not None
                        )
            elif key not in SILENT:
                yield (key,), value

    @cached_property
    def hidden(self) -> tuple[frozenset[Cell], ...]:
        """The parts of each version that were redacted at any time, hold what is hidden, or were masked later.

        What stands in today's version with the same words is not hidden. From the last version backwards, so that each
        text is compared with the different ones that came after it.
        """
        found: list[frozenset[Cell]] = []
        later: dict[Cell, tuple[str, ...]] = {}
        today = self._texts(len(self.documents) - 1)
        for place in reversed(range(len(self.documents))):
            texts = self._texts(place)
            same = {cell for cell, text in texts.items() if today.get(cell) == text}
            found.append(
                frozenset(
                    cell
                    for cell, text in texts.items()
                    if cell not in same and (self._redacted(cell) or self._hides(text, later.get(cell, ())))
                )
            )
            for cell, text in texts.items():
                known = later.get(cell, ())
                if text not in known:
                    later[cell] = (*known, text)
        return tuple(reversed(found))

    def _texts(self, place: int) -> dict[Cell, str]:
        """Return what each part of a version says; of one of a few words nothing that could be hidden."""
        cells = self.cells(place).items()
        return {cell: "，".join(_words(value)) for cell, value in cells if len(cell) > 1 or cell[0] not in self._plain}

    def _redacted(self, cell: Cell) -> bool:
        return cell[0] in self._told.veil.fields

    def _hides(self, text: str, later: Sequence[str]) -> bool:
        if self._veiled(text):
            return True
        return any(self._forms(new) - self._forms(text) and masks(text, new) for new in later if new != text)


def _words(value: Any) -> Iterator[str]:  # noqa: ANN401  # whatever YAML can hold
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | Decimal):
        yield str(value)
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _words(part)


def _day(fields: Mapping[str, Any], kind: Kind) -> date | None:
    written = fields.get(kind.day or "")
    return date.fromisoformat(written) if isinstance(written, str) else None
