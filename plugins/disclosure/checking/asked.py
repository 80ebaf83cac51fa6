"""Which decisions a dated check of rules/staffing.yaml is about."""

from collections.abc import Container, Iterator, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from disclosure.checking.catalogue import Reviewable
    from disclosure.checking.claims import Claims, Everything

ALWAYS = "9999-12-31"


def asked(
    everything: "Everything", check: str, agencies: Container[str | None]
) -> Iterator[tuple["Claims", "Reviewable", Mapping[str, Any]]]:
    """Yield the decisions of some agencies of which something is asked by the rules of their day, with the rule.

    They come in the order of the documents.
    """
    all_rows = everything.rules.staffing.get("handling", ()) if everything.rules else ()
    rows = [
        (str(row["in_force_from"]), str(row.get("in_force_until", ALWAYS)), row)
        for row in all_rows
        if row["check"] == check
    ]
    found: list[tuple[int, Claims, Reviewable, Mapping[str, Any]]] = []
    asked_of = (group for group in everything.decisions.items() if group[0][0] in agencies) if rows else ()
    for (_agency, day, kind), decisions in asked_of:
        row = next((row for first, last, row in rows if first <= day <= last), None)
        if row and kind in row.get("types", (kind,)):
            found += [(place, claim, decision, row) for place, claim, decision in decisions]
    yield from (one[1:] for one in sorted(found, key=itemgetter(0)))
