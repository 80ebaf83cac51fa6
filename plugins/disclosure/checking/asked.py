"""Which decisions a dated check of rules/staffing.yaml is about."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from disclosure.checking.case import day_of
from disclosure.checking.catalogue import Reviewable
from disclosure.checking.completeness import in_force

if TYPE_CHECKING:
    from disclosure.checking.claims import Claims, Everything


def asked(everything: "Everything", check: str) -> Iterator[tuple["Claims", Reviewable, Mapping[str, Any]]]:
    """Yield the decisions of which something is asked by the rules of their day, with the rule."""
    all_rows = everything.rules.staffing.get("handling", ()) if everything.rules else ()
    rows = [row for row in all_rows if row["check"] == check]
    for claim in everything.claims if rows else ():
        for decision in claim.facts:
            day = day_of(decision.day) if isinstance(decision, Reviewable) else None
            row = next((row for row in rows if day and in_force(row, day)), None)
            if row and isinstance(decision, Reviewable) and decision.type in row.get("types", (decision.type,)):
                yield claim, decision, row
