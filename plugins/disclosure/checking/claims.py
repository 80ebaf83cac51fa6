"""What one document says of others, and all of it together: what checks across files look at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from disclosure.checking.case import Rules
from disclosure.checking.catalogue import Reviewable, review_facts
from disclosure.checking.certified import region_facts
from disclosure.checking.gaps import gap_facts
from disclosure.checking.handling import handling_facts
from disclosure.checking.inspected import inspection_facts
from disclosure.checking.references import Reference, Referrer, Span
from disclosure.checking.remarks import Locate, written
from disclosure.checking.tiers import tier_facts
from disclosure.model.document_number import DocumentNumber, normalise
from disclosure.model.errors import MalformedValue
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind
from disclosure.model.packing import packed
from disclosure.model.record import Document, Pointer
from disclosure.model.record_id import RecordId

F = TypeVar("F")
FACTS = (review_facts, tier_facts, gap_facts, handling_facts, region_facts, inspection_facts)


@packed
@dataclass(frozen=True, slots=True)
class Claims:
    """What one document says of others, small enough to be sent between processes.

    `number` is its document number as compared; `parties` the parties' names; `agencies` the agencies that it names
    (pointer, folder name); `replaces` and `replaced_by` are ids of other records. `refs` are its references to other
    records, `laws` the laws that it cites by name; `spans` say when it, or each entry of it, is valid; `facts` are what
    the checks of one field of law ask for.
    """

    path: str
    id: str
    kind: str
    agency: str | None
    number: str | None = None
    parties: tuple[str, ...] = ()
    agencies: tuple[tuple[Pointer, str], ...] = ()
    replaces: str | None = None
    replaced_by: str | None = None
    withdrawn: bool = False
    refs: tuple[Reference, ...] = ()
    laws: tuple[Reference, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()
    title: str = ""
    withheld: bool = False
    facts: tuple[object, ...] = ()


def claims(document: Document, kind: Kind, referrer: Referrer | None = None) -> Claims:
    """Return what a document says of others; what is not of the right shape is left to the schema."""
    data = document.data
    record_id = _id(document.path)
    withdrawal = data.get("withdrawal")
    replaced_by = withdrawal.get("replaced_by") if isinstance(withdrawal, Mapping) else None
    named = [((field,), data[field]) for field in ("superior", "agency") if isinstance(data.get(field), str)]
    return Claims(
        document.path,
        record_id,
        kind.name,
        _agency(record_id),
        _number(data.get("document_no")),
        _party_names(data.get("parties")),
        tuple(named),
        _text(data.get("replaces")),
        _text(replaced_by),
        "withdrawal" in data,
        tuple(referrer.references(document, kind, _agency(record_id))) if referrer else (),
        tuple(referrer.laws(document, kind)) if referrer else (),
        tuple(referrer.spans(document, kind)) if referrer else (),
        str(data.get(kind.heading) or ""),
        data.get("publish") is False,
        tuple(fact for facts in FACTS for fact in facts(document, kind)),
    )


def _id(path: str) -> str:
    try:
        return RecordId.from_path(path).value
    except MalformedValue:
        return path


def _agency(record_id: str) -> str | None:
    parts = record_id.split("/")
    return parts[1] if parts[0] == "agencies" and len(parts) > 1 else None


def _number(written_number: object) -> str | None:
    if not isinstance(written_number, str):
        return None
    try:
        return DocumentNumber.parse(written_number).canonical
    except MalformedValue:
        return normalise(written_number)


def _party_names(parties: Any) -> tuple[str, ...]:  # noqa: ANN401 -- any document value
    entries = parties if isinstance(parties, list) else []
    return tuple(sorted({str(party.get("name")) for party in entries if isinstance(party, Mapping)}))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


@dataclass(frozen=True)
class Everything:
    """All claims, by id and by path, the kinds there are, how a place is found, and the rules where there are any."""

    claims: Sequence[Claims]
    by_id: Mapping[str, Claims]
    kinds: Mapping[str, Kind]
    locate: Locate
    rules: Rules | None = None

    @cached_property
    def _facts(self) -> Mapping[type, Sequence[tuple[Claims, Any]]]:
        """All facts with what states them, by what they are: most checks ask for few of them."""
        found: dict[type, list[tuple[Claims, Any]]] = defaultdict(list)
        for claim in self.claims:
            for fact in claim.facts:
                found[type(fact)].append((claim, fact))
        return found

    def stated(self, what: type[F]) -> Sequence[tuple[Claims, F]]:
        """Return every fact of a sort with the document that states it, in the order of the documents."""
        return self._facts.get(what, ())

    @cached_property
    def decisions(self) -> Mapping[tuple[str | None, str, str], Sequence[tuple[int, Claims, Reviewable]]]:
        """Every decision that handling and review are asked of, with its place among all, by agency, day and type."""
        found: dict[tuple[str | None, str, str], list[tuple[int, Claims, Reviewable]]] = defaultdict(list)
        for place, (claim, fact) in enumerate(self.stated(Reviewable)):
            if claim.kind == "decision":
                found[claim.agency, fact.day, fact.type].append((place, claim, fact))
        return found

    def issue(  # noqa: PLR0913, PLR0917 -- an issue has that many parts
        self,
        claim: Claims,
        pointer: Pointer,
        rule: str,
        problem: str,
        remedy: str,
        title: str,
        level: Level = Level.ERROR,
    ) -> Issue:
        """Return an issue at a place of a document."""
        line, column = self.locate(claim.path, pointer)
        return Issue(f"content/{claim.path}", line, column, rule, problem, remedy, written(pointer), title, level)
