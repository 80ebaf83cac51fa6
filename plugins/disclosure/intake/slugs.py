"""File and folder names out of Chinese: readable pinyin, unique, the same every time."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from pypinyin import Style, lazy_pinyin

from disclosure.model.document_number import DocumentNumber
from disclosure.model.errors import MalformedValue

LONGEST = 60


def folder_name(words: Iterable[str], taken: Collection[str]) -> str:
    """Return `shilishi-jiaoyuju` for the words of an agency's name, with a number where that is taken."""
    pieces = ["".join(lazy_pinyin(word, style=Style.NORMAL, errors="ignore")) or word.lower() for word in words]
    return unused(_slug("-".join(pieces)) or "agency", taken)


def pinyin_name(text: str) -> str:
    """Return a title in pinyin, syllable by syllable, as far as a file's name may be long."""
    syllables = lazy_pinyin(text, style=Style.NORMAL, errors=_plain)
    name = _slug("-".join(syllables))
    return name.rpartition("-")[0] if len("-".join(syllables)) > LONGEST and "-" in name else name or "record"


def unused(base: str, taken: Collection[str]) -> str:
    """Return the name itself, or the first of `name-2`, `name-3` … that is not taken."""
    number = 1
    while (name := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return name


def record_name(data: Mapping[str, Any]) -> str:
    """Return `sjf-2026-12` for 示教罚〔2026〕12号; a record without a number is named by its day and a digest."""
    written = str(data.get("document_no", ""))
    try:
        number = DocumentNumber.parse(written)
    except MalformedValue:
        return _slug(_initials(written)) or _by_content(data)
    sub = f"-{number.sub}" if number.sub else ""
    return _slug(f"{_initials(number.prefix)}-{number.year}-{number.number}{sub}")


def _by_content(data: Mapping[str, Any]) -> str:
    """Name a record by its day and what tells it from others: title and parties."""
    parties = [party.get("name", "") for party in data.get("parties", [])]
    told_apart = "\n".join([str(data.get("title", "")), *parties])
    digest = hashlib.sha256(told_apart.encode()).hexdigest()[:8]
    return _slug(f"{data.get('decision_date', '')}-{digest}")


@cache
def _initials(text: str) -> str:
    """Return the first letter of each character's pinyin; digits stay, brackets divide."""
    pieces = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=_plain)
    return "".join(pieces)


def _plain(foreign: str) -> str:
    return re.sub("[^0-9A-Za-z]+", "-", foreign)


def _slug(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower())[:LONGEST].strip("-")
