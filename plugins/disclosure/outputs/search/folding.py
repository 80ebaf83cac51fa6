"""Traditional characters taken for simplified ones; theme/static/js/search/folding.js holds the table.

One character stands for one character, so a piece of a text stays a piece of it.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LAST_BASIC = "\uffff"
BEYOND = re.compile("[\U00010000-\U0010ffff]")
TABLE = Path(__file__).resolve().parents[4] / "theme" / "static" / "js" / "search" / "folding.js"


@cache
def simplified() -> Mapping[str, str]:
    """Return every traditional character of the table with its simplified form."""
    pairs = "".join(re.findall(r'"([^"]*)"', TABLE.read_text(encoding="utf-8").partition("PAIRS =")[2]))
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def _traditional() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds traditional characters of the basic plane, and beyond: one class of both is far slower."""
    basic = [char for char in simplified() if char <= LAST_BASIC]
    return re.compile(f"[{''.join(basic)}]"), re.compile(f"[{''.join(sorted(simplified().keys() - set(basic)))}]")


def fold(text: str) -> str:
    """Return the text with every traditional character as its simplified form."""
    basic, beyond = _traditional()
    text = basic.sub(_as_simplified, text)
    return beyond.sub(_as_simplified, text) if BEYOND.search(text) else text


def _as_simplified(found: re.Match[str]) -> str:
    return simplified()[found[0]]
