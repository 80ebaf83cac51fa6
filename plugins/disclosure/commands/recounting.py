"""What the log says of an event besides who and when: which fields were changed, and the reason that was given."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from disclosure.checking.tiers import list_of, map_of
from disclosure.history.blobs import read_blobs
from disclosure.history.ledger import History, entries_of
from disclosure.history.log import Told
from disclosure.intake.life import CORRECTIONS, RESTORATIONS, WITHDRAWAL, changed_fields, title_of
from disclosure.model.event import Action, Event
from disclosure.model.kinds import Kind, kind_of
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas

MOST = 5
CHANGED = frozenset({Action.UPDATE, Action.CORRECT})
ENDED = frozenset({Action.WITHDRAW, Action.EXPIRE})


def recounted(history: History, kinds: tuple[Kind, ...], schemas: Schemas, events: Sequence[Told]) -> list[str]:
    """Return, for each event, the titles of what was changed and the reason, as far as there are any."""
    wanted = {blob for event, _path in events for blob in (event.blob, event.previous) if blob}
    held = dict(read_blobs(history.repository, sorted(wanted))) if history.repository else {}

    def version(path: str, blob: str | None) -> Document | None:
        found = read_document(path, held[blob]) if blob in held else None
        return found if isinstance(found, Document) else None

    def words(event: Event, name: str) -> str:
        path, _mark, key = name.partition("#")
        kind, new = kind_of(path, kinds), version(path, event.blob)
        if kind is None or new is None:
            return ""
        old = version(path, event.previous) if event.action in CHANGED else None
        titles = list(dict.fromkeys(_titles(old, new, key, kind, schemas))) if old else []
        titles += [_("附件")] if event.files and _("附件") not in titles else []
        more = _("等 {n} 项").format(n=len(titles)) if len(titles) > MOST else ""
        changed = _("改了：{titles}").format(titles="、".join(titles[:MOST]) + more) if titles else ""
        reason = "" if key else _reason(event, new.data)
        told = _("理由：{reason}").format(reason=" ".join(reason.split())) if reason.strip() else ""
        return "；".join(filter(None, (changed, told)))

    return [words(event, name) for event, name in events]


def _titles(old: Document, new: Document, key: str, kind: Kind, schemas: Schemas) -> Iterator[str]:
    if key and kind.key:
        before, after = (dict(entries_of(side.data, kind.key)).get(key, {}) for side in (old, new))
        for field in sorted({*before, *after}):
            if before.get(field) != after.get(field):
                yield title_of(f"entries.{field}", kind.schema, schemas)
        return
    for name in changed_fields(old, new.data, new.body):
        yield title_of(name, kind.schema, schemas)


def _reason(event: Event, data: Mapping[str, Any]) -> str:
    """Return the reason that the version states for just this event."""
    if event.action in ENDED:
        withdrawal = map_of(data.get(WITHDRAWAL))
        stated = (withdrawal.get("reason_code") or data.get("reason_code"), withdrawal.get("reason"))
        return "，".join(str(part) for part in stated if part)
    field = {Action.CORRECT: CORRECTIONS, Action.RESTORE: RESTORATIONS}.get(event.action, "")
    entries = list_of(data.get(field))
    return str(map_of(entries[-1]).get("reason", "")) if entries else ""
