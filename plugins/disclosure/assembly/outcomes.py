"""What pass one leaves of a part, and what pass two needs of the others."""

import os
import pickle
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from disclosure.assembly.dead_links import WrittenLink
from disclosure.assembly.drawers import (
    CLAIMS,
    DUTIES,
    NUMBERS,
    PARTIES,
    ROWS,
    UNREADABLE,
    Drawer,
    sealed,
    unsealed,
)
from disclosure.assembly.manifest import write_whole
from disclosure.assembly.order import digest_of
from disclosure.assembly.shares import Share
from disclosure.checking.claims import Claims
from disclosure.checking.counting import Figures, Place, Typed
from disclosure.checking.series import Numbered, Series
from disclosure.model.issue import Issue, Level
from disclosure.model.public import PublicRecord, Row, Withheld
from disclosure.pages.contracts import AgencyFacts, Digest
from disclosure.pages.directory import PartyLine
from disclosure.pages.piles import Pile, Shelf
from disclosure.pages.shelves import Coverage
from disclosure.timing.duties import Duty, Trigger
from disclosure.timing.rates import Pace

RECORDS = "records.pickle"
OUTCOME = "outcome.pickle"
POSTINGS = "postings"
LEAVES = "leaves.pickle"
OUTCOMES = "outcomes.bin"
"""In a build's cache: what all parts left, but for their drawers, as one file."""


@dataclass(frozen=True)
class Outcome:
    """What the rest of the house needs of a part that was read; its records and postings lie in `store`.

    What is long of a part of decisions (`rows`, `claims`, `numbers`, `parties`, `duties`) lies in its drawer, and is
    read when somebody asks for it; `piles` counts the rows, `kinds` are those that the claims are of, `hidden` the
    files that may not be published, `refers` what its records refer to, by id, `looks` the agencies whose decisions
    they name.
    `named` are the ids of what only old versions and changes of its records refer to; `counts` is what its records
    come to in annual reports, cell by cell, `typed` what its annual reports say, and `began` the year
    in which it first published a decision that was not imported. `duties` are what its records owe
    by a day, `triggers` what asks lists elsewhere to be updated, `numbers` the document numbers of its decisions.
    `notable` are the duties of which something is left to tell, `settled` counts all the others.
    `ends` are the days on which its records are published no more, `ended` those that had come when it was read.
    `cited` are the laws that its public records cite, and how many records do; `organisations` what its parties are
    called without their legal form, and how often.
    """

    name: str
    store: Path
    drawer: Drawer
    agency: str | None = None
    kinds: frozenset[str] = frozenset()
    piles: tuple[Pile, ...] = ()
    hidden: frozenset[str] = frozenset()
    refers: frozenset[str] = frozenset()
    looks: frozenset[str] = frozenset()
    withheld: tuple[Withheld, ...] = ()
    agencies: tuple[PublicRecord, ...] = ()
    issues: tuple[Issue, ...] = ()
    latest: date | None = None
    mentions: frozenset[str] = frozenset()
    entries: tuple[Row, ...] = ()
    turns: frozenset[str] = frozenset()
    people: tuple[PublicRecord, ...] = ()
    links: tuple[WrittenLink, ...] = ()
    named: frozenset[str] = frozenset()
    shares: tuple[Share, ...] = ()
    counts: tuple[tuple[Place, Decimal], ...] = ()
    typed: tuple[Typed, ...] = ()
    began: int | None = None
    triggers: tuple[Trigger, ...] = ()
    ends: frozenset[date] = frozenset()
    ended: tuple[date, ...] = ()
    cited: tuple[tuple[str, int], ...] = ()
    organisations: tuple[tuple[str, int], ...] = ()
    notable: tuple[Duty, ...] = ()
    settled: tuple[tuple[Pace, int], ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """A line for each record that is shown, or was."""
        return self._piece(ROWS)

    @property
    def claims(self) -> tuple[Claims, ...]:
        """What each document says of others."""
        return self._piece(CLAIMS)

    @property
    def numbers(self) -> tuple[Numbered, ...]:
        """The document numbers of its decisions."""
        return self._piece(NUMBERS)

    @property
    def parties(self) -> tuple[PartyLine, ...]:
        """Its lines of the index of parties."""
        return self._piece(PARTIES)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What its records owe by a day."""
        return self._piece(DUTIES)

    def _piece(self, name: str) -> tuple[Any, ...]:
        return self.drawer.piece(name, self.store)

    def shelf(self) -> Shelf:
        """Return its rows as they are counted."""
        return Shelf(self.piles, lambda: self.rows)

    def ended_by(self, day: date) -> tuple[date, ...]:
        """Return the ends of publication periods in the part that have come by a day."""
        return tuple(sorted(end for end in self.ends if end <= day))

    def on_its_day(self, digest: str) -> str:
        """Return the digest of the part's inputs with that of the day, as far as the day makes a difference."""
        return digest_of(digest, self.ended) if self.ended else digest


def rows_of(outcomes: Iterable[Outcome], kind: str) -> Iterator[Row]:
    """Yield the rows of a kind; only the parts that have one are looked at."""
    for outcome in outcomes:
        if any(pile.kind == kind for pile in outcome.piles):
            yield from (row for row in outcome.rows if row.kind == kind)


def claims_of(outcomes: Iterable[Outcome], kinds: frozenset[str]) -> Iterator[Claims]:
    """Yield what the documents of some kinds say of others; only the parts that have one are looked at."""
    for outcome in outcomes:
        if not kinds.isdisjoint(outcome.kinds):
            yield from (claim for claim in outcome.claims if claim.kind in kinds)


@dataclass(frozen=True)
class Needed:
    """What pass two needs of other parts.

    The part's agency, the agencies it mentions, and an agency's own figures; `linked` are the records that the part
    refers to, by id; `citing` are those that refer to a record of the part, by that record's id; `figures` is what the
    records come to in the years of its annual reports, `matters` the titles of the matters that were counted, by id.
    `stale` says of the part's lists what has changed under them; `series` are the agency's document numbers, for its
    page of number gaps. `told` is a digest of what the agency's figures are drawn from.
    """

    agency: AgencyFacts | None = None
    others: tuple[AgencyFacts, ...] = ()
    own: Digest | None = None
    uncommitted: frozenset[str] = frozenset()
    linked: tuple[Row, ...] = ()
    citing: tuple[tuple[str, Row], ...] = ()
    passed: tuple[str, ...] = ()
    coverage: Coverage | None = None
    figures: tuple[Figures, ...] = ()
    matters: tuple[tuple[str, str], ...] = ()
    stale: tuple[tuple[str, tuple[str, ...]], ...] = ()
    series: tuple[Series, ...] = ()
    told: str = ""


def kept(stores: Sequence[Path], cache: Path, as_of: date) -> dict[Path, Outcome]:
    """Return what earlier pass ones left for the same inputs, as far as it is whole; the cache may have been moved.

    A day before its newest record asks anew, and so does one by which other publication periods have ended.
    """
    together = _together(cache / OUTCOMES)
    found = {}
    for store in stores:
        one = _opened(together[store.name]) if store.name in together else _alone(store)
        if one is None or (one.latest is not None and one.latest > as_of) or not one.drawer.stands(store):
            continue
        if one.ended == one.ended_by(as_of):
            found[store] = replace(one, store=store)
    return found


def keep_together(outcomes: Sequence[Outcome], fresh: Sequence[Outcome], cache: Path) -> None:
    """Put what all parts left into one file, but for those with errors: they are read again next time."""
    known, new = _together(cache / OUTCOMES), {one.store.name for one in fresh}
    sound = (one for one in outcomes if not any(issue.level is Level.ERROR for issue in one.issues))
    whole = {
        one.store.name: known[one.store.name]
        if one.store.name in known and one.store.name not in new
        else pickle.dumps(one)
        for one in sound
    }
    write_whole(cache / OUTCOMES, sealed(pickle.dumps(whole)))


def _together(path: Path) -> dict[str, bytes]:
    try:
        found = pickle.loads(unsealed(path.read_bytes()))  # noqa: S301  # our own cache, and intact
    except UNREADABLE:
        return {}
    return found if isinstance(found, dict) else {}


def _alone(store: Path) -> Outcome | None:
    try:
        return _opened((store / OUTCOME).read_bytes())
    except OSError:
        return None


def _opened(raw: bytes) -> Outcome | None:
    try:
        found = pickle.loads(raw)  # noqa: S301  # our own cache, named by its inputs' hash
    except UNREADABLE:
        return None
    return found if isinstance(found, Outcome) else None


def forget(cache: Path, outcomes: Sequence[Outcome]) -> None:
    """Drop the kept results of parts that an edition does not use."""
    used = {outcome.store.name for outcome in outcomes}
    folders = [folder.path for folder in os.scandir(cache / "parts")] if outcomes else []
    stores = [store for folder in folders for store in os.scandir(folder)]
    for store in sorted((store for store in stores if store.name not in used), key=lambda store: store.name):
        shutil.rmtree(store.path)
