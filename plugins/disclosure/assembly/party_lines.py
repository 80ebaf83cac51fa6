"""The lines of the index of parties, in order: kept together, so that only those of parts that changed are fetched."""

import pickle
from array import array
from collections.abc import Sequence
from pathlib import Path

from disclosure.assembly.drawers import UNREADABLE, sealed, unsealed
from disclosure.assembly.manifest import write_whole
from disclosure.assembly.outcomes import Outcome
from disclosure.pages.directory import PartyLine

PARTIES = "parties.bin"
"""In a build's cache: all lines, column by column, with the part that each is of."""

Owned = tuple[PartyLine, str]


def lines_of(outcomes: Sequence[Outcome], cache: Path) -> list[PartyLine]:
    """Return all lines of the index of parties, in order."""
    now = {one.on_its_day(one.store.name): one for one in outcomes}
    parts, before = _recalled(cache / PARTIES)
    same = [owned for owned in before if owned[1] in now]
    fresh = [name for name in now if name not in parts]
    found = sorted([*same, *((line, name) for name in fresh for line in now[name].parties)])
    if parts != now.keys():
        _keep(cache / PARTIES, sorted(now), found)
    return [line for line, _part in found]


def _recalled(path: Path) -> tuple[frozenset[str], list[Owned]]:
    """Return the names of the parts whose lines are kept, and these; nothing where the file is not whole."""
    try:
        parts, letters, names, ranks, digests, owners = pickle.loads(unsealed(path.read_bytes()))  # noqa: S301  # our own
        lines = map(PartyLine, letters.split("\n"), names.split("\n"), array("I", ranks), digests.split("\n"))
        places = map(parts.__getitem__, array("I", owners))
        return frozenset(parts), list(zip(lines, places, strict=True))
    except UNREADABLE:
        return frozenset(), []


def _keep(path: Path, parts: Sequence[str], owned: Sequence[Owned]) -> None:
    places = {name: place for place, name in enumerate(parts)}
    if not owned:
        path.unlink(missing_ok=True)
        return
    letters, names, ranks, digests = zip(*(line for line, _part in owned), strict=True)
    told = (
        list(parts),
        "\n".join(letters),
        "\n".join(names),
        array("I", ranks).tobytes(),
        "\n".join(digests),
        array("I", [places[part] for _line, part in owned]).tobytes(),
    )
    write_whole(path, sealed(pickle.dumps(told)))
