"""What pass one gathers of a part file by file, and what it leaves in the part's store."""

import pickle
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from disclosure.assembly.bench import Bench
from disclosure.assembly.dead_links import WrittenLink
from disclosure.assembly.drawers import CLAIMS, DUTIES, NUMBERS, PARTIES, ROWS, Drawer
from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import LEAVES, OUTCOME, POSTINGS, RECORDS, Outcome
from disclosure.assembly.parts import Part
from disclosure.assembly.shares import LOG, shelved
from disclosure.assembly.web import looked_at, named_before, named_in
from disclosure.checking.across import Claims
from disclosure.checking.counting import Counts, Place, Typed
from disclosure.checking.series import Numbered
from disclosure.history.transparency.leaves import Leaf
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind
from disclosure.model.public import Logged, PublicRecord, Row, Status, Withheld
from disclosure.model.record_id import RecordId
from disclosure.outputs.pinyin import initials
from disclosure.outputs.search.completion import laws_in
from disclosure.outputs.search.documents import search_document
from disclosure.outputs.search.facets import FacetRules, Owner
from disclosure.outputs.search.index import index_part
from disclosure.outputs.search.names import organisations
from disclosure.pages.directory import PartyLine
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.piles import digest_of_row, piled
from disclosure.pages.rosters import ROSTERS
from disclosure.pages.urls import record_url
from disclosure.publishing.wording import row_of
from disclosure.timing.duties import Duty, Trigger
from disclosure.timing.rates import parted, rate

DECISION = "decision"
MENTIONS = ("superior", "agency")


@dataclass
class Tray:
    """What was found in a part so far."""

    issues: list[Issue] = field(default_factory=list)
    stated: list[Claims] = field(default_factory=list)
    records: list[PublicRecord] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    links: list[WrittenLink] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    lines: list[Logged] = field(default_factory=list)
    counts: dict[Place, Decimal] = field(default_factory=dict)
    typed: list[Typed] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    numbers: list[Numbered] = field(default_factory=list)
    ends: set[date] = field(default_factory=set)

    def count(self, counts: Counts) -> None:
        """Add what one record comes to in annual reports."""
        for place, number in counts.items():
            self.counts[place] = self.counts.get(place, Decimal(0)) + number

    def left(self, part: Part, setting: Setting, bench: Bench, store: Path) -> Outcome:
        """Return what the rest of the house needs of the part; where it has no error, keep all of it in `store`."""
        records = self.records
        before = named_before(records, setting.kinds, bench.referrer)
        shares, log = shelved(self.lines)
        settled, notable = parted(self.duties, bench.timing.calendar)
        days = [day for day in (*(one.day for one in records), *(one.day for one in self.withheld)) if day]
        rows = tuple(row_of(record) for record in records)
        told = {row.rank: digest_of_row(row) for row in rows}
        parties = party_lines(rows, told)
        pieces = {
            ROWS: rows,
            CLAIMS: self.stated,
            NUMBERS: self.numbers,
            PARTIES: parties,
            DUTIES: self.duties,
        }
        outcome = Outcome(
            part.name,
            store,
            Drawer(pieces),
            part.agency,
            frozenset(claim.kind for claim in self.stated),
            piled(rows, told),
            frozenset(claim.path for claim in self.stated if claim.withheld),
            frozenset(target for claim in self.stated for target in named_in(claim)),
            frozenset(slug for claim in self.stated for slug in looked_at(claim)),
            tuple(self.withheld),
            tuple(replace(record, versions=()) for record in records if record.kind == "agency"),
            tuple(self.issues),
            max(days, default=None),
            self._mentions(before, part),
            tuple(row_of(inner) for record in records for inner in record.entries),
            frozenset(day for one in records for day in bench.referrer.turns(one.fields, kind_in(one, setting))),
            tuple(replace(inner, events=()) for one in records if one.kind in ROSTERS for inner in one.entries),
            tuple(self.links),
            before,
            shares,
            tuple(sorted(self.counts.items())),
            tuple(self.typed),
            min((year for record in records for year in _began(record)), default=None),
            tuple(self.triggers),
            frozenset(self.ends),
            cited=tuple(sorted(Counter(law for one in records for law in set(laws_in(one.fields))).items())),
            organisations=tuple(sorted(organisations(line.name for line in parties).items())),
            notable=notable,
            settled=rate(settled).tally,
        )
        outcome = replace(outcome, ended=outcome.ended_by(setting.as_of))
        if any(issue.level is Level.ERROR for issue in self.issues):
            return outcome
        return self._kept(outcome, log, part, setting)

    def _mentions(self, before: frozenset[str], part: Part) -> frozenset[str]:
        """Return the agencies that a part's pages may name: those its records name, and those whose they cite."""
        former = [version.record for record in self.records for version in record.versions if version.record]
        shown = (*self.records, *former)
        named = {str(record.fields[key]) for record in shown for key in MENTIONS if key in record.fields}
        cited = (*(ref.target for claim in self.stated for ref in claim.refs), *before)
        owners = (RecordId(target).agency for target in cited)
        return frozenset(named | {owner for owner in owners if owner and owner != part.agency})

    def _kept(self, outcome: Outcome, log: bytes, part: Part, setting: Setting) -> Outcome:
        outcome.store.mkdir(parents=True, exist_ok=True)
        (outcome.store / OUTCOME).unlink(missing_ok=True)  # what it told of another day is not that of the files below
        whole = [
            replace(record, fields=_without_entries(record), entries=()) if record.entries else record
            for record in self.records
        ]
        shown = [record for record in whole if record.status is not Status.REMOVED]
        shown += [inner for record in self.records for inner in record.entries]
        owner, facets = Owner(part.agency_name, part.region), FacetRules.from_portal(setting.portal)
        postings = index_part(
            search_document(record, owner, record_url(record.id), setting.kinds, facets) for record in shown
        )
        postings.save(outcome.store / POSTINGS)
        (outcome.store / RECORDS).write_bytes(pickle.dumps(self.records))
        leaves = [(leaf.number, leaf.raw, leaf.stub) for leaf in self.leaves]
        (outcome.store / LEAVES).write_bytes(pickle.dumps(leaves))
        (outcome.store / LOG).write_bytes(log)
        if outcome.kinds <= {DECISION}:
            outcome = replace(outcome, drawer=outcome.drawer.put(outcome.store))
        beside = outcome.store / f"{OUTCOME}.new"
        beside.write_bytes(pickle.dumps(outcome))
        beside.replace(outcome.store / OUTCOME)
        return outcome


def party_lines(rows: Sequence[Row], told: Mapping[int, str]) -> tuple[PartyLine, ...]:
    """Return a line for every party of every record that is public, with the digest of what lists say of the record."""
    found = []
    for row in (row for row in rows if row.parties and row.status is Status.PUBLISHED):
        names = dict.fromkeys(" ".join(name.split()) for name, _code in row.parties)
        found += [PartyLine(initials(name), name, row.rank, told[row.rank]) for name in names]
    return tuple(found)


def _began(record: PublicRecord) -> Iterator[int]:
    """Yield the year in which a decision became public here, unless it was imported; without history, its own year."""
    if record.kind == DECISION and record.published_at and not record.events[0].imported:
        yield record.published_at.astimezone(SHANGHAI).year
    elif record.kind == DECISION and record.day and not record.events:
        yield record.day.year


def kind_in(record: PublicRecord, setting: Setting) -> Kind:
    """Return the kind of a record, as the edition knows it."""
    return next(kind for kind in setting.kinds if kind.name == record.kind)


def _without_entries(record: PublicRecord) -> Mapping[str, Any]:
    """Return the fields of a list without its entries, which search knows one by one."""
    return {key: value for key, value in record.fields.items() if key != "entries"}
