"""Tokens: the one rule by which text becomes search terms; theme/static/js/search/tokens.js holds the same rule.

A field is one or more values, a line each. A value is normalised (NFKC, lower case, simplified characters, no
punctuation, no spaces) and cut into overlapping pairs of code points; the last token is the last code point alone, so
that a single character is the range of all terms that begin with it. A credit code, a document number in brackets and
a day, however it is written, are one exact token each as well; these begin with `=`, which no pair can.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from disclosure.model.document_number import YEAR_IN_BRACKETS
from disclosure.outputs.search.folding import BEYOND, LAST_BASIC, fold
from disclosure.outputs.search.writings import days

CHARACTERS = Path(__file__).resolve().parents[4] / "theme" / "static" / "js" / "search" / "characters.js"
NUMBER = re.compile(r"字?〔((?:19|20)[0-9]{2})〕第?([0-9]{1,8})(?:[-之]([0-9]{1,3}))?(号|$)")
DATED = re.compile(r"(?:19|20)[0-9]{2}第?[0-9]+(?:之[0-9]{1,3})?(?:号|$)")
DAILY = re.compile(r"(?:19|20)[0-9]{2}(?:年[0-9]|[0-9]{2})|年[一二三四五六七八九十]")
CODE = re.compile(r"(?=([0-9a-z]{2}[0-9]{6}[0-9a-z]{10}))")
CODE_LENGTH = 18
SPACE = re.compile(r"\s+")


@cache
def dropped() -> tuple[tuple[int, int], ...]:
    """Return the ranges of code points that search does not see, both ends included."""
    text = CHARACTERS.read_text(encoding="utf-8").partition("DROPPED = [")[2].partition("]")[0]
    points = [int(point) for point in re.findall(r"[0-9]+", text)]
    return tuple(zip(points[::2], points[1::2], strict=True))


@cache
def _unseen() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds unseen characters of the basic plane, and beyond: one class of both is six times slower."""
    spans = [f"\\U{first:08x}-\\U{last:08x}" for first, last in dropped()]
    basic = sum(last <= ord(LAST_BASIC) for _first, last in dropped())
    return re.compile(f"[{''.join(spans[:basic])}]+"), re.compile(f"[{''.join(spans[basic:])}]+")


def _seen(text: str) -> str:
    basic, beyond = _unseen()
    text = basic.sub("", text)
    return beyond.sub("", text) if BEYOND.search(text) else text


def normalise(text: str) -> str:
    """Return the text as search sees it; each character on its own, so that a piece of a text stays a piece of it."""
    plain = _seen(text)
    composed = unicodedata.normalize("NFKC", plain)
    lower = fold(composed.replace("Σ", "σ").lower())
    return lower if composed == plain else _seen(lower)


def squeeze(text: str) -> str:
    """Return the text with brackets round a year alike, so that a document number can be seen in it."""
    plain = fold(SPACE.sub("", unicodedata.normalize("NFKC", text)))
    return YEAR_IN_BRACKETS.sub(r"〔\1〕", plain)


def canonical(text: str) -> str | None:
    """Return the normalised text, document numbers written alike (no 字, 第, leading zeros), or None where it has none.

    A number at the very end of the text counts without 号.
    """
    plain, found = NUMBER.subn(_alike, squeeze(text))
    return normalise(plain) if found else None


def _alike(found: re.Match[str]) -> str:
    sub = f"之{int(found[3])}" if found[3] else ""
    return f"〔{found[1]}〕{int(found[2])}{sub}号"


def numbers(text: str) -> list[str]:
    """Return the exact token of every document number in the text: `=2026-12`, `=2026-12-1`."""
    return [_token(found) for found in NUMBER.finditer(squeeze(text))]


def _token(found: re.Match[str]) -> str:
    return "-".join([f"={found[1]}", *(str(int(part)) for part in (found[2], found[3]) if part)])


def codes(normalised: str) -> list[str]:
    """Return the exact token of everything in a normalised text that is shaped like a credit code."""
    if len(normalised) < CODE_LENGTH:
        return []
    return [f"={found[1]}" for found in CODE.finditer(normalised)]


def exact_tokens(value: str, normalised: str) -> list[str]:
    """Return the exact tokens of one value, given also as normalised."""
    found = codes(normalised)
    if DATED.search(normalised):
        found += numbers(value)
    if DAILY.search(normalised):
        found += days(squeeze(value))
    return found


def tokens(value: str) -> list[str]:
    """Return all tokens of one value, in order: pairs, the last character, exact tokens."""
    text = normalise(value)
    return [text[at : at + 2] for at in range(len(text))] + exact_tokens(value, text)


def field_tokens(field: str) -> Iterator[str]:
    """Yield the tokens of a field: of each of its values (lines)."""
    for value in field.split("\n"):
        yield from tokens(value)
