"""What the search box completes: the names of agencies, laws and matters, in one small file fetched when wanted.

`search/completion.json`: `agency`, `law` and `matter`, each a list of pairs: a name, the first letters of its pinyin.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from disclosure.outputs.pinyin import initials

TABLE = "search/completion.json"
LAWS = 800
MATTERS = 2000


def laws_in(value: Any) -> Iterator[str]:  # noqa: ANN401  # whatever YAML can hold
    """Yield the name of every law that is cited anywhere in a public value."""
    if isinstance(value, str):
        return
    if isinstance(value, Mapping):
        if isinstance(value.get("law"), str):
            yield " ".join(value["law"].split())
        for part in value.values():
            yield from laws_in(part)
    elif isinstance(value, Iterable):
        for part in value:
            yield from laws_in(part)


def completion_json(agencies: Collection[str], laws: Mapping[str, int], matters: Mapping[str, int]) -> bytes:
    """Return the table; of laws and matters the commonest, so that it stays small however much a portal holds."""
    groups = {"agency": agencies, "law": commonest(laws, LAWS), "matter": commonest(matters, MATTERS)}
    told = {name: [[one, initials(one)] for one in sorted(set(found))] for name, found in groups.items()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def commonest(counts: Mapping[str, int], most: int) -> list[str]:
    """Return the names that are counted most, the commonest first."""
    return sorted(counts, key=lambda name: (-counts[name], name))[:most]
