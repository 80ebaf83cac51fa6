"""The entries of two lists, paired: which entry of the new one is which of the old one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

ALIKE = 0.5
MOST_PAIRS = 2_500
"""Beyond so many possible pairs nothing is guessed: what is not the same went, and something else came."""


def paired(old: Sequence[Any], new: Sequence[Any], names: Sequence[str] = ()) -> Iterator[tuple[Any, Any]]:
    """Yield what became of the entries that are not on both sides, in the new order: (before, after), None for none.

    Entries are the same one where their first member of `names` is, or where they are alike in most of what they say.
    """
    gone, came = _without(old, new), _without(new, old)
    partners = _partners(gone, came, names) if len(gone) * len(came) <= MOST_PAIRS else {}
    yield from ((gone[place], None) for place in range(len(gone)) if place not in partners.values())
    yield from ((gone[partners[place]] if place in partners else None, one) for place, one in enumerate(came))


def _without(entries: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """Return the entries that the other list does not have as often."""
    there = Counter(map(repr, others))
    left = []
    for entry in entries:
        there[repr(entry)] -= 1
        if there[repr(entry)] < 0:
            left.append(entry)
    return left


def _partners(gone: Sequence[Any], came: Sequence[Any], names: Sequence[str]) -> dict[int, int]:
    """Return which of the old entries each of the new ones was, by place; each at most once."""
    found: dict[int, int] = {}
    for least in (1.0, ALIKE):
        for place, entry in enumerate(came):
            free = [number for number in range(len(gone)) if number not in found.values()]
            likeness, best = max(
                ((_likeness(gone[number], entry, names), -number) for number in free), default=(0.0, 0)
            )
            if place not in found and likeness >= least:
                found[place] = -best
    return found


def _likeness(old: Any, new: Any, names: Sequence[str]) -> float:  # noqa: ANN401  # whatever YAML can hold
    """Return how alike two entries are, from 0 to 1; 1 where they have the same name."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        name = next((name for name in names if name in old or name in new), None)
        if name and old.get(name) == new.get(name):
            return 1.0
        keys = {*old, *new}
        return sum(old.get(key) == new.get(key) for key in keys) / len(keys) if keys else 0.0
    if isinstance(old, str) and isinstance(new, str):
        return SequenceMatcher(None, old[:200], new[:200], autojunk=False).ratio()
    return 0.0
