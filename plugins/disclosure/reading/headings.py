"""The headings of a Markdown body, and the anchor that each has: made of its words, so that it stays when others come.

`## 第二章　范围` has the anchor `s-第二章-范围`; the second of the same words has `s-第二章-范围-2`.
"""

import re
from collections import Counter

HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
MARKS = re.compile(r"\[\^[^\]]*\]|\]\([^)]*\)|[*_`\[\]]|<[^<>]*>")
BETWEEN = re.compile(r"[\W_]+")


def headings(body: str) -> tuple[str, ...]:
    """Return the words of each heading that a body writes with `#`, in their order."""
    return tuple(words(match.group(2)) for match in HEADING.finditer(FENCED.sub("", body)))


def words(text: str) -> str:
    """Return a heading as it is read: without marks, each gap one space."""
    return " ".join(MARKS.sub("", text).split())


class Anchors:
    """Gives each heading of one body its anchor, in their order."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def of(self, heading: str) -> str:
        """Return the anchor of the next heading; what is written again gets a number."""
        stem = BETWEEN.sub("-", words(heading)).strip("-").lower() or "x"
        self._taken[stem] += 1
        return f"s-{stem}" if self._taken[stem] == 1 else f"s-{stem}-{self._taken[stem]}"
