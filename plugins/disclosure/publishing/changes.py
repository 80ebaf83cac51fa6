"""What an update changed, field by field: lists entry by entry, long texts as running text, through the veil."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from disclosure.history.ledger import entries_of
from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import FieldChange, Piece
from disclosure.model.record import Document
from disclosure.publishing.comparing import compared
from disclosure.publishing.door import Door
from disclosure.publishing.pairing import paired
from disclosure.publishing.told import Told
from disclosure.publishing.veil import BODY, BODY_KEY, Veil
from disclosure.publishing.wording import is_measure, readable
from disclosure.reading.schemas import Schemas

SILENT = frozenset({"corrections", "withdrawal", "restorations"})
REDACTIONS = "redactions"
AGENCIES = frozenset({"superior", "agency"})
"""Fields that name an agency by its folder."""

PLAIN = 16
"""A text up to this length is shown as it was and as it is; a longer one as running text too, if much of it stayed."""

WHOLE = 120
"""A text up to this length is told whole; of a longer one only what differs, and some words around it."""

CALLED = 20


class Changes:
    """Tells what differs between two versions of a record, as far as the public may see it."""

    def __init__(self, door: Door, schemas: Schemas) -> None:
        self._door = door
        self._schemas = schemas

    def of_record(
        self, told: Told, old: Document, new: Document, keys: frozenset[str] | None = None
    ) -> Iterator[FieldChange]:
        """Yield the changed fields of a record, in the order in which the schema declares them.

        `keys` are the entries of a list of which values may be told (None: all that it has today).
        """
        kind = told.kind
        before = {**self._door.fields(kind, old.data), BODY_KEY: old.body}
        after = {**self._door.fields(kind, new.data), BODY_KEY: new.body}
        nodes = self._schemas.properties(kind.schema)
        order = [*nodes, *sorted({*before, *after} - nodes.keys())]
        for key in (key for key in order if key not in SILENT and before.get(key) != after.get(key)):
            node = nodes.get(key, {"title": _("正文")})
            node = {**node, "x-ref": "agency"} if key in AGENCIES else node
            if key in told.veil.fields:
                yield FieldChange(str(node.get("title", "")), None, None, redacted=True)
            elif kind.key and key == "entries":
                yield from self._of_list(told, before.get(key), after.get(key), told.keys if keys is None else keys)
            else:
                title = "" if key in DECISION_TYPES else str(node.get("title", ""))
                sides = (before.get(key), after.get(key))
                if key == REDACTIONS:
                    sides = (self._titled(kind, sides[0]), self._titled(kind, sides[1]))
                yield from self._of_value(told.veil, node, sides, title)

    def of_entry(self, told: Told, key: str, old: Document, new: Document) -> Iterator[FieldChange]:
        """Yield the changed fields of one entry of a list."""
        before, after = (dict(entries_of(version.data, told.kind.key or "")).get(key) for version in (old, new))
        sides = [self._door.entry_fields(told.kind, side) if side else {} for side in (before, after)]
        yield from self._of_value(told.veil, self._entry_node(told.kind), (sides[0], sides[1]), "")

    def _titled(self, kind: Kind, redactions: Any) -> Any:  # noqa: ANN401  # YAML
        """Return redactions that name their fields by Chinese titles."""
        node = self._schemas.by_name[kind.schema]
        entries = redactions if isinstance(redactions, list) else []
        names = [str(entry.get("field", "")) if isinstance(entry, Mapping) else "" for entry in entries]
        titles = [_("正文") if name == BODY else self._schemas.called(node, name) for name in names]
        return [{**entry, "field": title} for entry, title in zip(entries, titles, strict=True)] or None

    def _entry_node(self, kind: Kind) -> Mapping[str, Any]:
        return self._schemas.node(kind.schema, ("entries", 0)) or {}

    def _of_list(self, told: Told, old: Any, new: Any, keys: frozenset[str]) -> Iterator[FieldChange]:  # noqa: ANN401  # YAML
        """Yield what became of the entries of a list: which came, which went, of which what changed.

        What an entry said that the list has no more, or has anew, is not told again.
        """
        kind, veil = told.kind, told.veil
        before, after = (dict(entries_of({"entries": side}, kind.key or "")) for side in (old, new))
        what, node = kind.entry or kind.title, self._entry_node(kind)
        for key in sorted({*before, *after}):
            written = str((after.get(key) or before[key]).get(kind.heading, key))
            name = what if veil.hides(written) else written
            called = _("{name}（{key}）").format(name=name, key=key) if name != key else name
            if key not in before:
                yield FieldChange(what, "", called)
            elif key not in after:
                yield FieldChange(what, called, "")
            elif before[key] != after[key] and key in keys:
                found = self._of_value(veil, node, (before[key], after[key]), "")
                yield from (replace(change, entry=called) for change in found)
            elif before[key] != after[key]:
                yield FieldChange(what, None, None, entry=called)

    def _of_value(
        self,
        veil: Veil,
        node: Mapping[str, Any],
        sides: tuple[Any, Any],
        title: str,
    ) -> Iterator[FieldChange]:
        """Yield what differs between two values of a field: of a block each member, of a list each entry."""
        old, new = sides
        if old == new:
            return
        if all(side is None or isinstance(side, Mapping) for side in sides) and not is_measure(old or new):
            for key, child in node.get("properties", {}).items():
                inner = self._schemas.resolve(child)
                name = _joined(title, str(inner.get("title", key)))
                yield from self._of_value(veil, inner, ((old or {}).get(key), (new or {}).get(key)), name)
        elif veil.covers(*(readable(side, node, self._schemas) for side in sides)):
            yield FieldChange(title, None, None, redacted=True)
        elif all(side is None or isinstance(side, list) for side in sides):
            yield from self._of_entries(veil, node, (old or [], new or []), title)
        else:
            yield self._change(node, sides, title)

    def _of_entries(
        self, veil: Veil, node: Mapping[str, Any], sides: tuple[Sequence[Any], Sequence[Any]], title: str
    ) -> Iterator[FieldChange]:
        """Yield which entries of a list within a record came, went or changed; or that only their order did."""
        item = self._schemas.resolve(node.get("items", {}))
        moved = True
        for before, after in paired(*sides, tuple(item.get("properties", ()))[:1]):
            moved = False
            if isinstance(before, Mapping) and isinstance(after, Mapping):
                called = _("{title}「{name}」").format(title=title, name=self._name(item, after))
                found = self._of_value(veil, item, (before, after), "")
                yield from (replace(change, entry=_joined(called, change.entry)) for change in found)
            else:
                yield self._change(item, (before, after), title)
                yield from self._named(item, (before, after), title)
        if moved:
            yield FieldChange(title, "", _("只调整了先后次序"))

    def _named(self, item: Mapping[str, Any], sides: tuple[Any, Any], title: str) -> Iterator[FieldChange]:
        """Yield the records that an entry which came or went names: each by itself, so that a page can link it."""
        entry = sides[1] if sides[0] is None else sides[0]
        for key, value in entry.items() if isinstance(entry, Mapping) else ():
            node = self._schemas.resolve(item.get("properties", {}).get(key, {}))
            inner = self._schemas.resolve(node.get("items", {})) if isinstance(value, list) else node
            for one in value if isinstance(value, list) else [value]:
                if "x-ref" in inner:
                    gone, came = (None, one) if sides[0] is None else (one, None)
                    yield self._change(inner, (gone, came), _joined(title, str(node.get("title", key))))

    def _change(self, node: Mapping[str, Any], sides: tuple[Any, Any], title: str) -> FieldChange:
        """Return the change of a value that is shown as one text."""
        old, new = (readable(side, node, self._schemas) for side in sides)
        longest = max(len(old), len(new))
        if "x-ref" in node:
            return FieldChange(title, old, new, ref=str(node["x-ref"]))
        if longest > WHOLE:
            return FieldChange(title, None, None, compared(old, new))
        return FieldChange(title, old, new, running(old, new) if longest > PLAIN else ())

    def _name(self, item: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
        """Return what an entry is called among its like: its first member."""
        first = next((key for key in item.get("properties", ()) if entry.get(key)), "")
        node = self._schemas.resolve(item.get("properties", {}).get(first, {}))
        text = readable(entry.get(first), node, self._schemas)
        return text if len(text) <= CALLED else _("{start}……").format(start=text[: CALLED - 2])


def running(old: str, new: str) -> tuple[tuple[Piece, str], ...]:
    """Return two texts as one running text; nothing where less than half stayed: both are better read whole then."""
    pieces = compared(old, new)
    stayed = sum(len(text) for kind, text in pieces if kind is Piece.SAME)
    skipped = any(kind is Piece.SKIPPED for kind, _text in pieces)
    return pieces if skipped or 2 * stayed >= max(len(old), len(new)) else ()


def _joined(title: str, name: str) -> str:
    return _("{title}：{name}").format(title=title, name=name) if title and name else title or name
