"""The web of references over a whole edition: what each part refers to, and what refers to its records."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from disclosure.assembly.outcomes import Outcome
from disclosure.assembly.parts import Outline
from disclosure.checking.across import Claims
from disclosure.checking.references import ANY, Referrer
from disclosure.model.kinds import Kind
from disclosure.model.public import PublicRecord, Row, Status

SUCCESSION = ("replaces",)
DECISIVE = frozenset({"decision", ANY})
WITHIN = "/decisions/"
SILENT = frozenset({"decision"})
"""Kinds too many to be named on the pages of what they refer to."""


@dataclass(frozen=True)
class Web:
    """Every shown record and entry by id, and who refers to it."""

    rows: "Rows"
    referrers: Mapping[str, Mapping[str, Sequence[Row]]]

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], parts: Sequence[Outline]) -> "Web":
        """Gather the references of all parts."""
        rows = Rows(outcomes, parts)
        referrers: dict[str, list[Row]] = defaultdict(list)
        for outcome in (one for one in outcomes if one.kinds - SILENT):
            for claim in outcome.claims:
                if claim.kind not in SILENT:
                    for ref in claim.refs:
                        row = rows.get(_source(claim, ref.pointer, rows))
                        if row and row not in referrers[ref.target]:
                            referrers[ref.target].append(row)
        by_record: dict[str, dict[str, Sequence[Row]]] = defaultdict(dict)
        for name, found in referrers.items():
            by_record[name.partition("#")[0]][name] = sorted(found)
        return cls(rows, by_record)

    def linked(self, outcome: Outcome) -> tuple[Row, ...]:
        """Return the rows that a part's records refer to and that are still shown, in ledger order."""
        named = outcome.refers | outcome.named
        named |= {target.partition("#")[0] for target in named if target not in self.rows}
        found = (row for target in named if (row := self.rows.get(target)))
        return tuple(sorted(row for row in found if row.status is not Status.REMOVED))

    def citing(self, part: Outline) -> tuple[tuple[str, Row], ...]:
        """Return what refers to a part's records, their entries and places, by id, in ledger order."""
        ids = {path.rpartition(".")[0] for path in part.paths} & self.referrers.keys()
        names = {name: rows for one in ids for name, rows in self.referrers[one].items()}
        return tuple((name, row) for name in sorted(names) for row in names[name])


class Rows:
    """The rows of all records and entries by id; those of decisions are fetched where somebody asks for one."""

    def __init__(self, outcomes: Sequence[Outcome], parts: Sequence[Outline]) -> None:
        self._large: list[tuple[Outcome, Outline]] = []
        self._rows: dict[str, Row] = {}
        for outcome, part in zip(outcomes, parts, strict=True):
            if outcome.drawer.sizes:
                self._large.append((outcome, part))
            else:
                self._rows |= {row.id: row for row in (*outcome.rows, *outcome.entries)}

    @cached_property
    def _owners(self) -> Mapping[str, Outcome]:
        return {path.rpartition(".")[0]: outcome for outcome, part in self._large for path in part.paths}

    def get(self, name: str) -> Row | None:
        """Return the row of a record or an entry; None where none is shown."""
        if name not in self._rows and name in self._owners:
            self._rows |= {row.id: row for row in self._owners[name].rows}
        return self._rows.get(name)

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None


def named_in(claim: Claims) -> frozenset[str]:
    """Return the ids of the records that a document refers to."""
    return frozenset({ref.target for ref in claim.refs} | {one for one in (claim.replaces, claim.replaced_by) if one})


def looked_at(claim: Claims) -> Iterator[str]:
    """Yield the agencies whose decisions a document names: what befalls these may change what is said of it."""
    named = [ref.target for ref in claim.refs if ref.kind in DECISIVE or WITHIN in ref.target]
    for target in (*named, claim.replaces, claim.replaced_by):
        if target and target.startswith("agencies/"):
            yield target.split("/")[1]


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


def _source(claim: Claims, pointer: tuple[str | int, ...], rows: Rows) -> str:
    """Return the id of what refers: of the entry, where the reference stands in an entry of a list."""
    if pointer[:1] == ("entries",) and len(pointer) > 1 and isinstance(pointer[1], int):
        keys = [key for key, _span in claim.spans]
        if pointer[1] < len(keys):
            inner = f"{claim.id}#{keys[pointer[1]]}"
            return inner if inner in rows else claim.id
    return claim.id
