"""Calendars to subscribe to (RFC 5545): day-long events, lines folded at 75 octets.

Written here because the only thing needed is this one kind of event.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

WIDEST = 75
PRODUCT = "-//Gongshi//deadlines//ZH"
DAY = timedelta(days=1)


class DayEvent(NamedTuple):
    """One day-long event: what tells it from all others, the day since when it is known, its day, and its words."""

    identity: str
    since: date
    day: date
    title: str
    description: str


def calendar_text(name: str, events: Iterable[DayEvent]) -> str:
    """Return a calendar of events; the same events are the same bytes, on whatever day they are written."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}"]
    for identity, since, day, title, description in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{sha256(identity.encode()).hexdigest()[:32]}@gongshi",
            f"DTSTAMP:{since:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + DAY:%Y%m%d}",
            "TRANSP:TRANSPARENT",
            f"SUMMARY:{_text(title)}",
            f"DESCRIPTION:{_text(description)}",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _text(written: str) -> str:
    """Escape a text (RFC 5545, 3.3.11); a line break within it is written as one."""
    text = written.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, each further one begun with a space; no character is cut in two."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > WIDEST:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
