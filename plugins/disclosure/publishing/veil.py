"""The veil over old versions: what of them must not come back on a page that tells what was changed.

A name that was masked, or that a person's party ever had, is not shown beside what it was changed into
(个人信息保护法 第六条、第四十七条).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from disclosure.checking.names import is_masked
from disclosure.checking.persons import stated_persons
from disclosure.checking.privacy import findings
from disclosure.model.record import Document
from disclosure.publishing.comparing import takes_away

PERSON = "自然人"
BODY, BODY_KEY = "body", ""
MASK = re.compile(r"[^某\n]?某+|[^*＊×○\n]?[*＊×○]{1,3}")
MASKED = re.compile(r"(?P<kept>[\u3400-\u9fff])[某*＊×○]{1,3}")
LONGEST_GIVEN = 3


@dataclass(frozen=True)
class Veil:
    """What may not be seen of old versions: the names of persons, and the fields that were ever redacted.

    `allowed` are the names that a law lets be published.
    """

    names: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()

    @classmethod
    def over(cls, versions: Sequence[Document]) -> "Veil":
        """Return the veil over the versions of one file, oldest first; the last is today's."""
        allowed = {name for name, in_full in _persons(versions[-1]) if in_full} if versions else set()
        names = {name for version in versions for name, _in_full in _persons(version)}
        texts = ["\n".join(_texts(dict(version.data))) + f"\n{version.body}" for version in versions]
        for old, new in pairwise(texts):
            names.update(_uncovered(old, new))
        hidden = {name for version in versions for name in _redacted(version)}
        return cls(frozenset(names - allowed), frozenset(hidden), frozenset(allowed))

    def hides(self, text: str) -> bool:
        """Tell whether a text holds what may not be seen: a name, or private data of any kind."""
        if any(name in text for name in self.names) or next(findings(text), None):
            return True
        return any(text[start:end] not in self.allowed for start, end in stated_persons(text))

    def covers(self, old: str, new: str) -> bool:
        """Tell whether a change may not be seen: a side holds what is hidden, or the change masks something."""
        return self.hides(old) or self.hides(new) or masks(old, new)


def _persons(version: Document) -> Iterator[tuple[str, bool]]:
    """Yield the full names of natural persons among the parties, and whether a law lets them be published."""
    parties = version.data.get("parties")
    for party in parties if isinstance(parties, list) else ():
        if isinstance(party, Mapping) and party.get("category") == PERSON:
            name = str(party.get("name") or "").strip()
            if name and not is_masked(name):
                yield name, "full_name_basis" in party


def _redacted(version: Document) -> Iterator[str]:
    entries = version.data.get("redactions")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, Mapping):
            name = str(entry.get("field", "")).split(".")[0]
            yield BODY_KEY if name == BODY else name


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401  # whatever YAML can hold
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _uncovered(old: str, new: str) -> Iterator[str]:
    """Yield what a newly masked name may have been: the surname and what followed it, where that is gone since."""
    for kept in sorted(Counter(MASKED.findall(new)) - Counter(MASKED.findall(old))):
        for match in re.finditer(rf"{kept}(?=([\u3400-\u9fff·]{{1,{LONGEST_GIVEN}}}))", old):
            for length in range(1, len(match[1]) + 1):
                name = kept + match[1][:length]
                if name not in new and "某" not in name:
                    yield name


def masks(old: str, new: str) -> bool:
    """Tell whether a change puts a masked form (王某某, 138****) in the place of something."""
    return bool(old) and bool(masked_forms(new) - masked_forms(old)) and takes_away(old, new)


def masked_forms(text: str) -> Counter[str]:
    """Return the masked forms in a text, and how often each stands there."""
    return Counter(MASK.findall(text))
