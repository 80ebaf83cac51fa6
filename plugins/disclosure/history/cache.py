"""The ledger kept between runs, in one file: columns of plain JSON behind a check sum."""

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from disclosure.history.ledger import Facts, Ledger
from disclosure.history.moments import moment_time
from disclosure.model.event import Action, Event, Moment

VERSION = 4  # raised whenever the shape below, or the meaning of an event, changes
FILE = "ledger.json"
ACTIONS = tuple(Action)


@dataclass(frozen=True)
class Kept:
    """What a run leaves for the next: the ledger, and the last tip seen on each branch before it was rewritten."""

    ledger: Ledger = field(default_factory=Ledger)
    tips: Mapping[str, str] = field(default_factory=dict)


def load(folder: Path, prefix: str) -> Kept:
    """Return what was kept for this content folder; nothing where there is no file, or not an intact one of ours."""
    try:
        seal, body = (folder / FILE).read_bytes().split(b"\n", 1)
    except (OSError, ValueError):
        return Kept()
    if seal != _seal(body, prefix):
        return Kept()
    told = json.loads(body)
    lives = _lives(told)
    files, entries = dict(lives[: told["files"]]), dict(lives[told["files"] :])
    ledger = Ledger(told["tip"], told["steps"], files, _facts(told), entries, told["clock"], told["count"])
    return Kept(ledger, told["tips"])


def save(folder: Path, prefix: str, kept: Kept) -> None:
    """Keep a ledger, entirely or not at all; where nothing can be written, the next run just walks again."""
    ledger = kept.ledger
    facts = {path: list(ledger.facts[path]) for path in sorted(ledger.facts)}
    told = {
        "tip": ledger.tip,
        "steps": ledger.steps,
        "clock": ledger.clock,
        "count": ledger.count,
        "tips": dict(sorted(kept.tips.items())),
        "facts": facts,
    }
    body = json.dumps({**told, **_columns(ledger)}, separators=(",", ":")).encode("ascii")
    partial = folder / f"{FILE}.{os.getpid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(_seal(body, prefix) + b"\n" + body)
        partial.replace(folder / FILE)


def _seal(body: bytes, prefix: str) -> bytes:
    return json.dumps([VERSION, prefix, hashlib.blake2b(body).hexdigest()]).encode("ascii")


def _columns(ledger: Ledger) -> dict[str, Any]:
    lives = [(name, part[name]) for part in (ledger.events, ledger.entries) for name in sorted(part)]
    events = [event for _name, life in lives for event in life]
    moments = {id(event.moment): event.moment for event in events}
    places = {key: place for place, key in enumerate(moments)}
    return {
        "moments": [_written(moment) for moment in moments.values()],
        "files": len(ledger.events),
        "paths": [name for name, _life in lives],
        "counts": [len(life) for _name, life in lives],
        "when": [places[id(event.moment)] for event in events],
        "numbers": [event.number for event in events],
        "actions": [ACTIONS.index(event.action) for event in events],
        "blobs": " ".join(event.blob or "" for event in events),
    }


def _written(moment: Moment) -> list[Any]:
    offset = moment.time.utcoffset()
    zone = int(offset.total_seconds()) // 60 if offset else 0
    seconds = int(moment.time.timestamp())
    who = [moment.author, moment.approver]
    return [moment.position, moment.commit, seconds, zone, *who, moment.imported, moment.backdated]


def _lives(told: Mapping[str, Any]) -> list[tuple[str, tuple[Event, ...]]]:
    moments = [
        Moment(position, commit, moment_time(seconds, zone), author, approver, imported, backdated)
        for position, commit, seconds, zone, author, approver, imported, backdated in told["moments"]
    ]
    rows = zip(told["when"], told["actions"], told["blobs"].split(" "), told["numbers"], strict=False)
    lives = []
    for path, count in zip(told["paths"], told["counts"], strict=True):
        life: list[Event] = []
        previous: str | None = None
        for when, action, written, number in islice(rows, count):
            blob = written or None
            life.append(Event(ACTIONS[action], moments[when], blob, previous, number))
            previous = blob
        lives.append((path, tuple(life)))
    return lives


def _facts(told: Mapping[str, Any]) -> dict[str, Facts]:
    return {
        path: Facts(withdrawn, corrections, tuple((key, digest) for key, digest in entries), withheld, expired)
        for path, (withdrawn, corrections, entries, withheld, expired) in told["facts"].items()
    }
