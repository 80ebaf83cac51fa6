"""How like a piece of a text is to a word: the stretch of a value that takes the fewest changes to become the word.

theme/static/js/search/likeness.js holds the same rule.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from disclosure.outputs.search.tokens import normalise


class Likeness(NamedTuple):
    """The stretch of a text that is most like a word, as written there, and how many changes lie between."""

    changes: int
    text: str


def allowed(length: int) -> int:
    """Return how many characters of a word of some length may be wrong, missing or too many."""
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 12 else 3  # noqa: PLR2004  # one rule, in one line


def likest(word: str, value: str, anchors: Iterable[str]) -> Likeness | None:
    """Return what in a value is likest to a normalised word, near one of the pairs that both have; None: nothing is."""
    seen, sources = spread(value)
    best: tuple[int, int, int, int] | None = None
    for low, high in _windows(word, seen, anchors):
        found = _closest(word, seen[low:high])
        if best is None or (found[0], found[1]) < best[:2]:
            best = (found[0], found[1], low + found[2], low + found[3])
    if best is None or best[0] > allowed(len(word)) or best[3] <= best[2]:
        return None
    return Likeness(best[0], value[sources[best[2]][0] : sources[best[3] - 1][1]])


def spread(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text as search sees it, and for each of its characters where it comes from."""
    seen = ""
    sources: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        part = normalise(char)
        seen += part
        sources += [(at, at + 1)] * len(part)
    return seen, sources


def _windows(word: str, seen: str, anchors: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which the word may stand: where the first of a pair's places falls on that of the word."""
    slack = allowed(len(word))
    for anchor in anchors:
        place, own = seen.find(anchor), word.find(anchor)
        if place >= 0:
            yield max(0, place - own - slack), min(len(seen), place - own + len(word) + slack)


def _closest(word: str, text: str) -> tuple[int, int, int, int]:
    """Return changes, difference in length, begin and end of the stretch of a text that is closest to a word (Sellers).

    A character of the word is kept or replaced before it is left out, so that a stretch is as long as the word.
    """
    costs, begins = [0] * (len(text) + 1), list(range(len(text) + 1))
    for row, char in enumerate(word, 1):
        above, above_begins = costs, begins
        costs, begins = [row], [0]
        for column, other in enumerate(text):
            options = (
                (above[column] + (char != other), above_begins[column]),
                (above[column + 1] + 1, above_begins[column + 1]),
                (costs[column] + 1, begins[column]),
            )
            cost, begin = min(options, key=lambda option: option[0])
            costs.append(cost)
            begins.append(begin)
    ends = (
        (cost, abs(end - begin - len(word)), begin, end)
        for end, (cost, begin) in enumerate(zip(costs, begins, strict=True))
    )
    return min(ends)
