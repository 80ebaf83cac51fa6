"""Two texts compared: as running text with what went and what came, the stretches that stayed cut short."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import count
from typing import TypeAlias

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]  # it ships no types

from disclosure.model.public import Piece

Edits: TypeAlias = list[tuple[int, str]]

PARAGRAPH = re.compile(r"[^\n]*\n|[^\n]+")
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")
CLAUSE = re.compile(r"[^，、：,]*[，、：,]|[^，、：,]+")
WORD = re.compile(r"[0-9]+(?:[.,:][0-9]+)*|[A-Za-z]+|.", re.DOTALL)
DEPTHS = (PARAGRAPH, SENTENCE, CLAUSE, WORD)
PRIVATE = 0xF0000
MOST_STEPS = 700_000
"""What a comparison may cost (some 100 ms on a core of 2026); a stretch that costs more is shown as gone and come."""

CONTEXT = 16
LONGEST_PIECE = 600
MEANING = {-1: Piece.GONE, 0: Piece.SAME, 1: Piece.NEW}


def compared(old: str, new: str) -> tuple[tuple[Piece, str], ...]:
    """Return a text as running text with what went and what came; the same two texts give the same on any machine.

    Paragraphs are compared first, then their sentences and clauses, then characters and numbers.
    """
    coder = _Coder()
    edits = _refined(coder.encoded(old), coder.encoded(new), DEPTHS, _Purse())
    _comparer().diff_cleanupSemantic(edits)
    return tuple(_shortened([(MEANING[sign], coder.decoded(text)) for sign, text in edits]))


def takes_away(old: str, new: str) -> bool:
    """Tell whether anything that an old text says is not in the new one, at its place."""
    coder = _Coder()
    edits = _refined(coder.encoded(old), coder.encoded(new), DEPTHS, _Purse())
    return any(sign < 0 for sign, _text in edits)


@cache
def _comparer() -> diff_match_patch:
    comparer = diff_match_patch()
    comparer.Diff_Timeout = 0  # with a time limit the result would depend on the clock
    return comparer


class _Coder:
    """Writes each number and each foreign word as one character, so that it is never cut in two."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def encoded(self, text: str) -> str:
        return "".join(self._code(word) for word in WORD.findall(text))

    def _code(self, word: str) -> str:
        if len(word) == 1 and ord(word) < PRIVATE:
            return word
        if word not in self._codes:
            code = chr(PRIVATE + len(self._codes))
            self._codes[word], self._words[code] = code, word
        return self._codes[word]

    def decoded(self, text: str) -> str:
        return "".join(self._words.get(sign, sign) for sign in text)


class _Purse:
    """What a whole comparison may cost."""

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def pays(self, steps: int) -> bool:
        if steps > self.left:
            return False
        self.left -= steps
        return True


def _refined(old: str, new: str, depths: Sequence[re.Pattern[str]], purse: _Purse) -> Edits:
    """Compare two texts piece by piece, and what differs by smaller pieces, as long as the purse pays for it."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    edits: Edits = [(0, old[:start])] if start else []
    edits += _changed(*middle, depths, purse) if all(middle) else _plain(*middle)
    return edits + ([(0, old[len(old) - end :])] if end else [])


def _changed(old: str, new: str, depths: Sequence[re.Pattern[str]], purse: _Purse) -> Edits:
    if not depths:
        return _plain(old, new)
    sides = depths[0].findall(old), depths[0].findall(new)
    if not purse.pays((len(sides[0]) + len(sides[1])) ** 2):
        return _changed(old, new, depths[1:], purse) if min(map(len, sides)) == 1 else _plain(old, new)
    found = _by_token(*sides)
    if len(depths) == 1:
        return found
    return [edit for gone, came in _stretches(found) for edit in _deeper(gone, came, depths[1:], purse)]


def _deeper(old: str | None, new: str | None, depths: Sequence[re.Pattern[str]], purse: _Purse) -> Edits:
    if old is not None and old == new:
        return [(0, old)]
    return _refined(old, new, depths, purse) if old and new else _plain(old or "", new or "")


def _stretches(edits: Edits) -> Iterator[tuple[str, str]]:
    """Yield what stayed and what was replaced, one after another, as pairs of old and new."""
    gone, came = "", ""
    for sign, text in edits:
        if sign == 0:
            if gone or came:
                yield gone, came
            yield text, text
            gone, came = "", ""
        else:
            gone, came = (gone + text, came) if sign < 0 else (gone, came + text)
    if gone or came:
        yield gone, came


def _by_token(old: Iterable[str], new: Iterable[str]) -> Edits:
    """Compare two lists of pieces, each written as one character for the library."""
    numbers = count(PRIVATE)
    codes: dict[str, str] = {}
    for token in (*old, *new):
        if token not in codes:
            codes[token] = chr(next(numbers))
    words = {code: token for token, code in codes.items()}
    sides = ("".join(codes[token] for token in side) for side in (old, new))
    return [(sign, "".join(words[code] for code in text)) for sign, text in _comparer().diff_main(*sides, False)]  # noqa: FBT003  # the library's own signature: no lines


def _plain(old: str, new: str) -> Edits:
    return [(sign, text) for sign, text in ((-1, old), (1, new)) if text]


def _common(old: str, new: str) -> int:
    return int(_comparer().diff_commonPrefix(old, new))


def _shortened(pieces: Sequence[tuple[Piece, str]]) -> Iterator[tuple[Piece, str]]:
    """Yield the pieces with what stayed cut to its edges, and a very long change cut in its middle."""
    for place, (kind, text) in enumerate(pieces):
        first = CONTEXT if place and kind is Piece.SAME else 0
        last = CONTEXT if place < len(pieces) - 1 and kind is Piece.SAME else 0
        longest = 3 * CONTEXT if kind is Piece.SAME else LONGEST_PIECE
        if len(text) <= longest:
            yield kind, text
            continue
        if kind is not Piece.SAME:
            first, last = LONGEST_PIECE - 2 * CONTEXT, CONTEXT
        if first:
            yield kind, text[:first]
        yield Piece.SKIPPED, ""
        if last:
            yield kind, text[-last:]
