"""Commit messages and dates as git writes them."""

import re
from collections.abc import Sequence
from datetime import datetime

TRAILER = re.compile(r"[A-Za-z0-9-]+: ?\S.*")


def with_trailers(message: str, trailers: Sequence[tuple[str, str]] = ()) -> str:
    """Return a message that ends with these trailers, in a block of their own or below those that it has."""
    text = message.strip() + "\n"
    if not trailers:
        return text
    lines = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in trailers)
    paragraphs = text.strip().split("\n\n")
    has_some = len(paragraphs) > 1 and all(TRAILER.fullmatch(line) for line in paragraphs[-1].splitlines())
    return f"{text}{'' if has_some else chr(10)}{lines}"


def at_time(when: datetime) -> str:
    """Write an aware time as git does: seconds since 1970 and the zone, `1795212980 +0800`."""
    offset = when.utcoffset()
    if offset is None:
        raise ValueError("a commit's time needs a zone")
    minutes = int(offset.total_seconds()) // 60
    sign, hours, rest = "-" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60
    return f"{int(when.timestamp())} {sign}{hours:02}{rest:02}"
