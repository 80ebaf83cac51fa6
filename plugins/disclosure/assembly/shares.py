"""The log lines of a part, kept month by month in a file of its store, so that a month is read without the others."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from disclosure.model.event import Action
from disclosure.model.public import Logged
from disclosure.pages.filters import SHANGHAI

LOG = "log.json"

Tally = tuple[tuple[Action, bool, int], ...]
"""How many events there are of each action, of records (False) and of entries of lists (True)."""


class Share(NamedTuple):
    """What one part has to tell of one month (Beijing time), and where: `start` and `size` in its store's file.

    `last` is the highest number among its events.
    """

    month: tuple[int, int]
    agency: str | None
    digest: str
    start: int
    size: int
    last: int
    tally: Tally


def shelved(lines: Iterable[Logged]) -> tuple[tuple[Share, ...], bytes]:
    """Return the shares of a part's log lines and the bytes they lie in; a month stands in order of numbers."""
    months: dict[tuple[int, int], list[Logged]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.number):
        local = line.time.astimezone(SHANGHAI)
        months[local.year, local.month].append(line)
    shares, written = [], b""
    for month, told in sorted(months.items()):
        raw = json.dumps([_packed(line) for line in told], ensure_ascii=False, separators=(",", ":")).encode()
        digest = hashlib.sha256(raw).hexdigest()
        shares.append(
            Share(month, told[0].agency, digest, len(written), len(raw), told[-1].number, tallied(told)),
        )
        written += raw
    return tuple(shares), written


def tallied(lines: Iterable[Logged]) -> Tally:
    """Count lines by action, those of records and those of entries apart."""
    found = Counter((line.action, line.within is not None) for line in lines)
    return tuple((action, inner, found[action, inner]) for action in Action for inner in (False, True))


def taken(store: Path, share: Share) -> list[Logged]:
    """Return the lines of one share, in order of numbers."""
    with (store / LOG).open("rb") as stream:
        stream.seek(share.start)
        return [_unpacked(row) for row in json.loads(stream.read(share.size))]


def _packed(line: Logged) -> list[object]:
    return [
        line.number,
        line.action.value,
        line.time.isoformat(),
        line.id,
        line.kind,
        line.agency,
        line.title,
        line.commit,
        line.reason,
        line.imported,
        line.approved,
        line.backdated,
        line.within,
    ]


def _unpacked(row: list[object]) -> Logged:
    number, action, time, *rest = row
    return Logged(number, Action(str(action)), datetime.fromisoformat(str(time)), *rest)  # type: ignore[arg-type]  # as packed
