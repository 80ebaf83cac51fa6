"""How long an agency publishes its decisions by its own measures (公示办法 has to fix a 公开期限)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """One period that an agency has set: its basis, from and until when it is in force, for which types of decision.

    `persons` are the months for decisions on natural persons, where they are others.
    """

    basis: tuple[Mapping[str, Any], ...]
    first: date
    last: date
    months: int
    persons: int
    starts: str
    types: tuple[str, ...] = ()

    def fits(self, type_: str, day: date) -> bool:
        """Tell whether the period is that of a decision of a type and day."""
        return self.first <= day <= self.last and (not self.types or type_ in self.types)

    def regime(self, *, person: bool) -> Mapping[str, Any]:
        """Return the period as a regime with a single severity."""
        months = self.persons if person else self.months
        return {
            "id": "",
            "name": self.basis[0]["law"],
            "basis": self.basis,
            "starts": self.starts,
            "ends_automatically": True,
            "classes": [{"severity": "", "max_months": months}],
        }


def terms_of(data: Mapping[str, Any]) -> tuple[Term, ...]:
    """Return the periods that an agency's file states; what is not as its schema asks is left out."""
    return tuple(_terms(data.get("publicity_terms")))


def _terms(written: object) -> Iterator[Term]:
    for entry in written if isinstance(written, list) else ():
        try:
            yield Term(
                basis=tuple({"law": str(one["law"]), "article": str(one.get("article", ""))} for one in entry["basis"]),
                first=date.fromisoformat(entry["in_force_from"]),
                last=date.fromisoformat(entry.get("in_force_until", date.max.isoformat())),
                months=int(entry["months"]),
                persons=int(entry.get("persons_months", entry["months"])),
                starts=str(entry["starts"]),
                types=tuple(entry.get("types", ())),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
