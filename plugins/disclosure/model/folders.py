"""The kinds of many files at once, asked folder by folder: most folders hold records of one kind."""

from collections.abc import Iterable, Mapping

from disclosure.model.kinds import KINDS, Kind, kind_of
from disclosure.model.patterns import expression


def kinds_of(paths: Iterable[str], kinds: tuple[Kind, ...] = KINDS) -> dict[str, Kind | None]:
    """Return the kind of each path: where a folder holds nothing but records with names of their own, asked once."""
    folders: dict[str, Mapping[str, Kind] | None] = {}
    found = {}
    for path in paths:
        folder, _slash, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = collected(folder, kinds)
        known = folders[folder]
        stem, _dot, suffix = name.rpartition(".")
        found[path] = kind_of(path, kinds) if known is None or not stem else known.get(suffix)
    return found


def collected(folder: str, kinds: tuple[Kind, ...] = KINDS) -> Mapping[str, Kind] | None:
    """Return the kind of all files of a folder by their suffix; None where that takes more of their names."""
    found: dict[str, Kind] = {}
    for kind in kinds:
        above, _slash, name = kind.pattern.rpartition("/")
        if expression(above).fullmatch(folder):
            stem, _dot, suffix = name.rpartition(".")
            if stem != "{slug}":
                return None
            found.setdefault(suffix, kind)
    return found
