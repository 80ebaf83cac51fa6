"""What is kept between runs: the ledger, plain columns behind a check sum; and the tips that were published.

The tips lie in a file of their own: that a commit was published is said without opening the ledger.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from disclosure.history.facts import Facts
from disclosure.history.ledger import Ledger
from disclosure.history.lives import Columns, Lives

VERSION = 6  # raised whenever the shape below, or the meaning of an event, changes
FILE = "ledger.bin"
TIPS = "tips.json"


@dataclass(frozen=True)
class Kept:
    """What a run leaves for the next: the ledger, and the last tip published on each branch."""

    ledger: Ledger = field(default_factory=Ledger)
    tips: Mapping[str, str] = field(default_factory=dict)


def load(folder: Path, prefix: str) -> Kept:
    """Return what was kept for this content folder: of each, nothing where there is no intact file of ours."""
    tips = load_tips(folder, prefix)
    try:
        seal, body = (folder / FILE).read_bytes().split(b"\n", 1)
    except (OSError, ValueError):
        return Kept(tips=tips)
    if seal != _seal(body, prefix):
        return Kept(tips=tips)
    head, _line_end, rest = body.partition(b"\n")
    told = json.loads(head)
    facts, names, inner, moments, owners, whens, actions, blobs = _cut(rest, told["sizes"])
    columns = Columns(
        tuple(os.fsdecode(names).split("\0")[:-1]),
        np.frombuffer(inner, np.bool_),
        moments,
        np.frombuffer(owners, "<u4"),
        np.frombuffer(whens, "<u4"),
        np.frombuffer(actions, "u1"),
        blobs,
    )
    files, entries = Lives(columns, inner=False), Lives(columns, inner=True)
    ledger = Ledger(told["tip"], told["steps"], files, _facts(facts), entries, told["clock"], told["count"], columns)
    return Kept(ledger, tips)


def load_tips(folder: Path, prefix: str) -> dict[str, str]:
    """Return the last tip that was published on each branch, as far as that is known."""
    try:
        told = json.loads((folder / TIPS).read_bytes())
        return dict(told["tips"]) if told["prefix"] == prefix else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def save_tips(folder: Path, prefix: str, tips: Mapping[str, str]) -> None:
    """Keep the last tip that was published on each branch."""
    _write(folder, TIPS, json.dumps({"prefix": prefix, "tips": dict(sorted(tips.items()))}).encode("ascii"))


def save(folder: Path, prefix: str, ledger: Ledger) -> None:
    """Keep a ledger, entirely or not at all; where nothing can be written, the next run just walks again."""
    columns = ledger.columns
    parts = (
        json.dumps({path: _brief(ledger.facts[path]) for path in sorted(ledger.facts)}, separators=(",", ":")).encode(
            "ascii"
        ),
        os.fsencode("".join(f"{name}\0" for name in columns.names)),
        columns.inner.tobytes(),
        columns.told,
        columns.owners.tobytes(),
        columns.whens.tobytes(),
        columns.actions.tobytes(),
        columns.blobs,
    )
    head = {
        "tip": ledger.tip,
        "steps": ledger.steps,
        "clock": ledger.clock,
        "count": ledger.count,
        "sizes": [len(part) for part in parts],
    }
    body = b"".join((json.dumps(head).encode("ascii"), b"\n", *parts))
    _write(folder, FILE, _seal(body, prefix) + b"\n" + body)


def _write(folder: Path, name: str, content: bytes) -> None:
    partial = folder / f"{name}.{os.getpid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(folder / name)


def _seal(body: bytes, prefix: str) -> bytes:
    return json.dumps([VERSION, prefix, hashlib.blake2b(body).hexdigest()]).encode("ascii")


def _cut(rest: bytes, sizes: Iterable[int]) -> list[bytes]:
    parts, place = [], 0
    for size in sizes:
        parts.append(rest[place : place + size])
        place += size
    return parts


def _brief(facts: Facts) -> Facts | int:
    """Return facts as they are written: a number where there is only that of the corrections."""
    return facts.corrections if facts == Facts(corrections=facts.corrections) else facts


def _facts(told: bytes) -> dict[str, Facts]:
    return {path: _corrected(row) if isinstance(row, int) else _whole(*row) for path, row in json.loads(told).items()}


@cache
def _corrected(corrections: int) -> Facts:
    return Facts(corrections=corrections)


def _whole(withdrawn: bool, corrections: int, entries: list[list[str]], withheld: bool, expired: bool) -> Facts:  # noqa: FBT001  # as written
    return Facts(withdrawn, corrections, tuple((key, digest) for key, digest in entries), withheld, expired)
