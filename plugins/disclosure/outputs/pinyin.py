"""Names by the first letters of their pinyin, as people look them up: one letter or digit for each that search sees.

pinyin.txt holds what is needed of pypinyin's dictionaries, so that a build need not load them for one more name: a
letter and its characters a line, then the phrases in which some character begins otherwise (`银行 yh`).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from disclosure.outputs.search.tokens import normalise

TABLE = Path(__file__).with_name("pinyin.txt")
OTHER = "#"
"""Stands for what has no pinyin and is no letter and no digit."""


def initials(name: str) -> str:
    """Return `slsjyj` for 示例市教育局; a character with several readings is read as in the phrase around it."""
    return "".join(_letters(normalise(name)))


def _letters(seen: str) -> Iterator[str]:
    singles, phrases = _table()
    at = 0
    while at < len(seen):
        ends = range(min(at + _longest().get(seen[at], 0), len(seen)), at + 1, -1)
        end = next((end for end in ends if seen[at:end] in phrases), at + 1)
        yield phrases.get(seen[at:end]) or singles.get(seen[at]) or _plain(seen[at])
        at = end


def _plain(char: str) -> str:
    return char if char.isascii() and char.isalnum() else OTHER


@cache
def _longest() -> Mapping[str, int]:
    """Return how long the longest phrase is that begins with a character, for each with which one begins."""
    return {phrase[0]: len(phrase) for phrase in sorted(_table()[1], key=len)}


@cache
def _table() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the letter of each character, and the letters of each phrase that is read otherwise."""
    lines = [line.split(" ") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("%")]
    singles = {char: first for first, second in lines if len(first) == 1 for char in second}
    return singles, {first: second for first, second in lines if len(first) > 1}
