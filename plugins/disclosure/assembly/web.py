"""The web of references over a whole edition: what each part refers to, and what refers to its records."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from disclosure.assembly.outcomes import Outcome
from disclosure.checking.across import Claims
from disclosure.checking.references import Referrer
from disclosure.model.kinds import Kind
from disclosure.model.public import PublicRecord, Row, Status

SUCCESSION = ("replaces",)
SILENT = frozenset({"decision"})
"""Kinds too many to be named on the pages of what they refer to."""


@dataclass(frozen=True)
class Web:
    """Every shown record and entry by id, and who refers to it."""

    rows: Mapping[str, Row]
    referrers: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> "Web":
        """Gather the references of all parts."""
        rows = {row.id: row for outcome in outcomes for row in (*outcome.rows, *outcome.entries)}
        referrers: dict[str, list[Row]] = defaultdict(list)
        for outcome in outcomes:
            for claim in outcome.claims:
                if claim.kind not in SILENT:
                    for ref in claim.refs:
                        row = rows.get(_source(claim, ref.pointer, rows))
                        if row and row not in referrers[ref.target]:
                            referrers[ref.target].append(row)
        return cls(rows, referrers)

    def linked(self, outcome: Outcome) -> tuple[Row, ...]:
        """Return the rows that a part's records refer to and that are still shown, in ledger order."""
        named = {ref.target for claim in outcome.claims for ref in claim.refs}
        named |= {target for claim in outcome.claims for target in (claim.replaces, claim.replaced_by) if target}
        named |= outcome.named
        named |= {target.partition("#")[0] for target in named if target not in self.rows}
        found = (self.rows[target] for target in named if target in self.rows)
        return tuple(sorted(row for row in found if row.status is not Status.REMOVED))

    def citing(self, outcome: Outcome) -> tuple[tuple[str, Row], ...]:
        """Return what refers to a part's records, their entries and places, by id, in ledger order."""
        own = {row.id for row in (*outcome.rows, *outcome.entries)}
        own |= {f"{claim.id}#{key}" for claim in outcome.claims for key, _span in claim.spans if key}
        return tuple((name, row) for name in sorted(own) for row in sorted(self.referrers.get(name, ())))


def named_before(records: Sequence[PublicRecord], kinds: Sequence[Kind], referrer: Referrer) -> frozenset[str]:
    """Return the ids of what the old versions of records and the changes told of them refer to."""
    by_name = {kind.name: kind for kind in kinds}
    found: set[str] = set()
    for record in (one for whole in records for one in (whole, *whole.entries)):
        for change in (change for event in record.events for change in event.changes if change.ref):
            sides = [side for side in (change.old, change.new) if side]
            if change.ref == "agency":
                found |= {f"agencies/{slug}/agency" for slug in sides}
            else:
                found |= {referrer.target(change.ref, side, record.agency) for side in sides}
        for former in (version.record for version in record.versions if version.record):
            found.update(referrer.targets(former.fields, by_name[former.kind], former.agency))
            found |= {str(former.fields[key]) for key in SUCCESSION if key in former.fields}
    return frozenset(found)


def _source(claim: Claims, pointer: tuple[str | int, ...], rows: Mapping[str, Row]) -> str:
    """Return the id of what refers: of the entry, where the reference stands in an entry of a list."""
    if pointer[:1] == ("entries",) and len(pointer) > 1 and isinstance(pointer[1], int):
        keys = [key for key, _span in claim.spans]
        if pointer[1] < len(keys):
            inner = f"{claim.id}#{keys[pointer[1]]}"
            return inner if inner in rows else claim.id
    return claim.id
