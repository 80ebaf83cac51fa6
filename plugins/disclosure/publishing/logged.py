"""A record's events as lines of the publication log: today's public title alone, nothing of what was withdrawn."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from disclosure.model.kinds import Kind
from disclosure.model.public import Logged, PublicEvent, PublicRecord


def logged(record: PublicRecord, kind: Kind, lost: Iterable[PublicEvent] = ()) -> Iterator[Logged]:
    """Yield the events of a record and of its list's entries, in ledger order.

    `lost` are the events of entries that are in the list no more: of whom, the log does not say.
    """
    lines = [_line(record, event, record.title, None) for event in record.events]
    lists = {event.commit: event.number for event in record.events}
    for entry in record.entries:
        lines += (_line(entry, event, entry.title, lists.get(event.commit)) for event in entry.events)
    lines += (_line(record, event, kind.entry or kind.title, lists.get(event.commit)) for event in lost)
    yield from sorted(lines, key=attrgetter("number"))


def _line(record: PublicRecord, event: PublicEvent, title: str, within: int | None) -> Logged:
    return Logged(
        number=event.number,
        action=event.action,
        time=event.time,
        id=record.id,
        kind=record.kind,
        agency=record.agency,
        title=title,
        commit=event.commit,
        reason=event.reason,
        imported=event.imported,
        approved=event.approved,
        backdated=event.backdated,
        within=within,
    )
