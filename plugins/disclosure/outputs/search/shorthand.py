"""What a short name stands for: 工行 for 工商银行, 市监局 for 市场监督管理局.

A short name keeps some characters of the whole one, in their order: there is no list of them, the names in the records
are looked at. theme/static/js/search/shorthand.js holds the same rule.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import FIELD_BITS
from disclosure.outputs.search.likeness import spread
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.scoring import FIELD_MASK

NAMES = ("parties", "agency", "law")
SHORT = re.compile(r"[\u3400-\u9fff]{2,5}")
GAP = 6
LOOKED_AT = 24
SHARDS = 12


def spelt_out(index: IndexReader, text: str, fields: Iterable[str]) -> Iterator[str]:
    """Yield what a short name may stand for in names of the records, the likeliest first.

    `text` is normalised; `fields` are those that it may stand in.
    """
    if not SHORT.fullmatch(text):
        return
    found: Counter[str] = Counter()
    for key in _holding(index, text, [FIELDS.index(name) for name in fields if name in NAMES]):
        for value in index.row(key >> FIELD_BITS)["fields"][FIELDS[key & FIELD_MASK]].split("\n"):
            found.update(whole(text, value))
    yield from sorted(found, key=lambda name: (-found[name], len(name), name))


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
