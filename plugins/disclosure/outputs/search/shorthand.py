"""What a short name stands for: 工行 for 工商银行, 市监局 for 市场监督管理局.

A short name keeps some characters of the whole one, in their order, or in that of each half (人保财险: 人民财产保险).
There is no list of them: the names that the site lists are looked at, those that come nearest first, then the names in
the records. theme/static/js/search/shorthand.js holds the same rule.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import FIELD_BITS
from disclosure.outputs.search.likeness import spread
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.scoring import FIELD_MASK
from disclosure.outputs.search.tokens import normalise

NAMES = ("parties", "agency", "law")
SHORT = re.compile(r"[\u3400-\u9fff]{2,5}")
GAP = 6
LOOKED_AT = 24
SHARDS = 12
MOST = 3
HALVES = 4


def spelt_out(index: IndexReader, text: str, fields: Iterable[str]) -> Iterator[str]:
    """Yield what a short name may stand for in names of the records, the likeliest first.

    `text` is normalised; `fields` are those that it may stand in.
    """
    if not SHORT.fullmatch(text):
        return
    names = listed(index, text, fields)
    yield from names
    found: Counter[str] = Counter()
    for key in _holding(index, text, [FIELDS.index(name) for name in fields if name in NAMES]):
        for value in index.row(key >> FIELD_BITS)["fields"][FIELDS[key & FIELD_MASK]].split("\n"):
            found.update(whole(text, value))
    yield from (name for name in sorted(found, key=lambda name: (-found[name], len(name), name)) if name not in names)


def listed(index: IndexReader, text: str, fields: Iterable[str]) -> list[str]:
    """Return the names of the site's own list that a text may be short for: of one's name what it is short for."""
    found: dict[str, int] = {}
    table = index.names() if SHORT.fullmatch(text) else {}
    for field in (name for name in NAMES if name in fields):
        for name in table.get(field, ()):
            for part in sorted(whole(text, name)) or _by_halves(text, name):
                one = name if field == "parties" else part
                found[one] = min(found.get(one, len(part)), len(part))
    return sorted(found, key=found.__getitem__)[:MOST]


def _by_halves(text: str, name: str) -> list[str]:
    """Return a name of which a short one of two halves keeps each in its order; none where it does not."""
    if len(text) != HALVES:
        return []
    kept = all(half in normalise(name) or whole(half, name) for half in (text[:2], text[2:]))
    return [name] if kept else []


def _holding(index: IndexReader, text: str, fields: list[int]) -> list[int]:
    """Return places (rank and field) that hold every character of a text, the newest first; a few are looked at.

    A character that begins more terms than a few shards hold is not asked for: the names themselves tell.
    """
    common: set[int] | None = None
    for char in dict.fromkeys(text):
        terms = index.starting_with(char, SHARDS)
        if terms:
            keys = {key for term in terms for key in index.postings(term).keys.tolist() if key & FIELD_MASK in fields}
            common = keys if common is None else common & keys
    return sorted(common or (), reverse=True)[:LOOKED_AT]


def whole(text: str, value: str) -> set[str]:
    """Return the shortest stretch of a value that holds all characters of a text in their order, near each other."""
    seen, sources = spread(value)
    gap = f".{{0,{GAP}}}?"
    found = [match.span(1) for match in re.finditer(f"(?=({gap.join(map(re.escape, text))}))", seen)]
    if not found:
        return set()
    begin, end = min(found, key=lambda span: (span[1] - span[0], span[0]))
    return {value[sources[begin][0] : sources[end - 1][1]]} if end - begin > len(text) else set()
