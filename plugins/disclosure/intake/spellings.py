"""One agency under several names: rules that bring every way to write it to its one name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PLACEHOLDER = re.compile(r"\{(\w+)\}")
ANY_NAME = "[\u4e00-\u9fa5]{2,8}"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as a row names it: its one name, what makes its folder's name, and facts for its record."""

    name: str
    folder: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """A rule with placeholders: `{place}银保监局` and its other forms all mean `中国…{place}监管局`."""

    name: str
    also: tuple[str, ...]
    folder: str
    facts: tuple[tuple[str, str], ...]
    shapes: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, rule: Mapping[str, Any], shapes: Mapping[str, str]) -> "Spelling":
        """Read a rule of the mapping; re.error where a placeholder's shape is no regular expression."""
        facts = tuple((key, str(value)) for key, value in rule.items() if key not in ("name", "also", "folder"))
        folder = rule.get("folder") or rule.get("short_name") or rule["name"]
        spelling = cls(rule["name"], tuple(rule.get("also", ())), folder, facts, tuple(shapes.items()))
        for form in spelling.forms:
            spelling.pattern(form)
        return spelling

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way to write it, the one name first."""
        return (self.name, *self.also)

    def pattern(self, form: str) -> re.Pattern[str]:
        """Return what a way to write it matches."""
        pieces = PLACEHOLDER.split(form)
        shapes = dict(self.shapes)
        named = [f"(?P<{name}>{shapes.get(name, ANY_NAME)})" for name in pieces[1::2]] + [""]
        return re.compile("".join(re.escape(text) + group for text, group in zip(pieces[::2], named, strict=True)))

    def read(self, written: str) -> Agency | None:
        """Return the agency that a text names by this rule, or None."""
        for form in self.forms:
            found = self.pattern(form).fullmatch(written)
            if found:
                return self._agency(found.groupdict())
        return None

    def _agency(self, values: Mapping[str, str]) -> Agency:
        facts = tuple((key, _filled(text, values)) for key, text in self.facts)
        spellings = tuple(_filled(form, values) for form in self.forms if _named(form) <= values.keys())
        return Agency(_filled(self.name, values), _words(self.folder, values), facts, spellings)


def _named(form: str) -> set[str]:
    return set(PLACEHOLDER.findall(form))


def _filled(form: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: values[found[1]], form)


def _words(form: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of a folder's name: each placeholder is one, and so is the text between them.

    A single character (局) belongs to the word before it.
    """
    words: list[str] = []
    for place, piece in enumerate(PLACEHOLDER.split(form)):
        word = values[piece] if place % 2 else piece
        if len(word) == 1 and words:
            words[-1] += word
        elif word:
            words.append(word)
    return tuple(words)


PLACE_AND_BODY = re.compile("(?P<place>.+?(?:自治区|自治州|[省市县区旗州盟镇乡]))(?P<body>.{2,})")


def read_agency(written: str, spellings: Sequence[Spelling]) -> Agency:
    """Return the agency that a text names; a name that no rule knows is taken as it stands."""
    for spelling in spellings:
        agency = spelling.read(written)
        if agency:
            return agency
    found = PLACE_AND_BODY.fullmatch(written)
    return Agency(written, (found["place"], found["body"]) if found else (written,), spellings=(written,))
