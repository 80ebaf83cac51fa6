"""The names that short ones are spelt out by (shorthand.py), in one small file that only a short word fetches.

`search/names.bin`, deflated: `agency` and `law`, names in order; and `parties`, what the commonest organisations are
called without their legal form, the commonest first. People are in no such table.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from disclosure.outputs.search.completion import LAWS, commonest
from disclosure.outputs.search.deflating import deflated

NAMES = "search/names.bin"
PARTIES = 400
OFTEN = 2
FORM = re.compile(r"(.{2,30}?)(?:股份)?(?:有限责任公司|有限公司|总公司|股份公司|集团公司)")
BANK = re.compile(r"(.{2,30}?(?:银行|农村信用合作联社|农村信用联社))")


def organisations(names: Iterable[str]) -> Counter[str]:
    """Count what the organisations among parties are called, without form and branch."""
    found: Counter[str] = Counter()
    for name in names:
        form = FORM.match(name)
        bank = BANK.match(form[1] if form else name)
        if form or bank:
            found[bank[1] if bank else form[1] if form else ""] += 1
    return found


def names_file(agencies: Collection[str], laws: Mapping[str, int], parties: Mapping[str, int]) -> bytes:
    """Return the file; `parties` are organisations as `organisations` counts them."""
    often = {name: number for name, number in parties.items() if number >= OFTEN}
    told = {
        "agency": sorted(set(agencies)),
        "law": sorted(commonest(laws, LAWS)),
        "parties": commonest(often, PARTIES),
    }
    return deflated(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
