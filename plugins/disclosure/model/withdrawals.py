"""Why a record may be withdrawn, and what follows: rules/withdrawals.yaml as values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

ALWAYS = "9999-12-31"


class Asked(StrEnum):
    """Whether a part of a withdrawal must, may or may not be written."""

    MUST = "应当写"
    MAY = "可以写"
    MUST_NOT = "不写"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason code as it is in force from `first` until `last`, both included.

    `kinds` are the kinds that it may be given for (empty: all); `stays` are the fields that its tombstone may keep, by
    kind; `asks` says of authority, document_no and replaced_by whether they are written; `rules` are the rules that the
    tombstone states, each for some types of decision (empty: all) from a day on.
    """

    code: str
    first: str
    last: str
    kinds: tuple[str, ...]
    stays: Mapping[str, frozenset[str]]
    asks: Mapping[str, Asked]
    rules: tuple[tuple[str, tuple[str, ...], str], ...]
    may_return: bool

    def in_force(self, day: str) -> bool:
        """Tell whether the code may be given on a day (year-month-day)."""
        return self.first <= day <= self.last

    def fits(self, kind: str) -> bool:
        """Tell whether the code may be given for a kind of record."""
        return not self.kinds or kind in self.kinds

    def keeps(self, kind: str) -> frozenset[str]:
        """Return the fields that may stay in the tombstone of a kind of record."""
        return self.stays.get(kind, frozenset())

    def rule(self, type_: str, day: str) -> str:
        """Return the rule that the tombstone of a type of decision states, or nothing."""
        found = (text for text, types, first in self.rules if (not types or type_ in types) and first <= day)
        return next(found, "")


@dataclass(frozen=True)
class Reasons:
    """All reason codes of rules/withdrawals.yaml; empty where there is no such file."""

    all: Sequence[Reason] = field(default_factory=tuple)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Reasons":
        """Read the data of the rule file, which its schema has found sound; what is not is left out."""
        stays = {str(row.get("id")): _stays(row) for row in _rows(data, "tombstones")}
        return cls(tuple(_reason(row, stays) for row in _rows(data, "reasons")))

    def __bool__(self) -> bool:
        return bool(self.all)

    def find(self, code: str, day: str) -> Reason | None:
        """Return a code as it is in force on a day, or None."""
        return next((reason for reason in self.all if reason.code == code and reason.in_force(day)), None)

    def known(self, day: str, kind: str) -> tuple[str, ...]:
        """Return the codes that may be given for a kind of record on a day."""
        return tuple(reason.code for reason in self.all if reason.in_force(day) and reason.fits(kind))

    def periods(self, code: str) -> tuple[tuple[str, str], ...]:
        """Return when a code is in force: first and last day of each of its rows."""
        return tuple((reason.first, reason.last) for reason in self.all if reason.code == code)


def _rows(data: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    rows = data.get(key)
    return (row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, Mapping))


def _stays(row: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    return {str(kind): frozenset(part.get("fields", ())) for part in _rows(row, "stays") for kind in part["kinds"]}


def _reason(row: Mapping[str, Any], stays: Mapping[str, Mapping[str, frozenset[str]]]) -> Reason:
    asks = row.get("asks", {})
    return Reason(
        code=str(row.get("code")),
        first=str(row.get("in_force_from", "")),
        last=str(row.get("in_force_until", ALWAYS)),
        kinds=tuple(row.get("kinds", ())),
        stays=stays.get(str(row.get("tombstone")), {}),
        asks={str(name): Asked(value) for name, value in asks.items()},
        rules=tuple(
            (str(rule.get("text")), tuple(rule.get("types", ())), str(rule.get("in_force_from", "")))
            for rule in _rows(row, "rules")
        ),
        may_return=row.get("may_return") is True,
    )
