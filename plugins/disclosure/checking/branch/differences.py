"""Which named parts of a value differ between two versions: `penalty.fine`, `parties.name`."""

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.model.record import Pointer
from disclosure.reading.schemas import Steps, found_at


def changed_at(before: Mapping[str, Any], after: Mapping[str, Any], steps: Steps) -> list[Pointer]:
    """Return the pointers (in the newer version) at which what stands at a place of the schema has changed.

    What was not there before and is now is an addition, and no change.
    """
    old, new = dict(found_at(before, steps)), dict(found_at(after, steps))
    return [
        pointer
        for pointer, value in sorted(old.items(), key=lambda pair: [str(step) for step in pair[0]])
        for pointer in _differing(value, new.get(pointer), pointer)
    ]


def _differing(before: object, after: object, way: Pointer) -> Iterator[Pointer]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from _differing(before.get(key), after.get(key), (*way, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _differing(old, new, (*way, place))
    else:
        yield way


def named(pointer: Pointer) -> str:
    """Return a pointer as a correction names it, without the places in lists: `parties.name`."""
    return ".".join(step for step in pointer if isinstance(step, str))


def related(one: str, other: str) -> bool:
    """Tell whether two names mean the same part, or one a part of the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
