"""What the search box completes: the names of agencies, laws and matters, in one small file fetched when wanted.

`search/completion.json`: `agency`, `law` and `matter`, each a list of pairs: a name, the first letters of its pinyin;
and `party`, what the commonest organisations among parties are called without their legal form, the commonest first:
short names are spelt out by these (shorthand.py), and the box does not complete them. People are in no such table.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from disclosure.outputs.pinyin import initials

TABLE = "search/completion.json"
LAWS = 800
MATTERS = 2000
PARTIES = 400
OFTEN = 2
FORM = re.compile(r"(.{2,30}?)(?:股份)?(?:有限责任公司|有限公司|总公司|股份公司|集团公司)")
BANK = re.compile(r"(.{2,30}?(?:银行|农村信用合作联社|农村信用联社))")


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


def organisations(names: Iterable[str]) -> Counter[str]:
    """Count what the organisations among parties are called, without form and branch."""
    found: Counter[str] = Counter()
    for name in names:
        form = FORM.match(name)
        bank = BANK.match(form[1] if form else name)
        if form or bank:
            found[bank[1] if bank else form[1] if form else ""] += 1
    return found


def completion_json(
    agencies: Collection[str], laws: Mapping[str, int], matters: Mapping[str, int], parties: Mapping[str, int]
) -> bytes:
    """Return the table; of laws and matters the commonest, so that it stays small however much a portal holds.

    `parties` are organisations as `organisations` counts them.
    """
    groups = {"agency": agencies, "law": _commonest(laws, LAWS), "matter": _commonest(matters, MATTERS)}
    told: dict[str, list[Any]] = {
        name: [[one, initials(one)] for one in sorted(set(found))] for name, found in groups.items()
    }
    told["party"] = _commonest({name: often for name, often in parties.items() if often >= OFTEN}, PARTIES)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _commonest(counts: Mapping[str, int], most: int) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))[:most]
