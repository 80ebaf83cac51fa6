"""What pass one leaves of a part, and what pass two needs of the others."""

import os
import pickle
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from disclosure.assembly.dead_links import WrittenLink
from disclosure.assembly.order import digest_of
from disclosure.assembly.shares import Share
from disclosure.checking.claims import Claims
from disclosure.checking.counting import Figures, Place, Typed
from disclosure.checking.series import Numbered, Series
from disclosure.model.issue import Issue
from disclosure.model.public import PublicRecord, Row, Withheld
from disclosure.pages.contracts import AgencyFacts, Digest
from disclosure.pages.directory import PartyLine
from disclosure.pages.shelves import Coverage
from disclosure.timing.duties import Duty, Trigger
from disclosure.timing.rates import Pace

RECORDS = "records.pickle"
OUTCOME = "outcome.pickle"
POSTINGS = "postings"
LEAVES = "leaves.pickle"


@dataclass(frozen=True)
class Outcome:
    """What the rest of the house needs of a part that was read; its records and postings lie in `store`.

    `named` are the ids of what only old versions and changes of its records refer to; `counts` is what its records
    come to in annual reports, cell by cell, `typed` what its annual reports say, and `began` the year
    in which it first published a decision that was not imported. `duties` are what its records owe
    by a day, `triggers` what asks lists elsewhere to be updated, `numbers` the document numbers of its decisions.
    `notable` are the duties of which something is left to tell, `settled` counts all the others.
    `ends` are the days on which its records are published no more, `ended` those that had come when it was read.
    `cited` are the laws that its public records cite, and how many records do; `parties` are
    the lines of the index of parties.
    """

    name: str
    store: Path
    rows: tuple[Row, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    agencies: tuple[PublicRecord, ...] = ()
    claims: tuple[Claims, ...] = ()
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
    duties: tuple[Duty, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    numbers: tuple[Numbered, ...] = ()
    ends: frozenset[date] = frozenset()
    ended: tuple[date, ...] = ()
    cited: tuple[tuple[str, int], ...] = ()
    parties: tuple[PartyLine, ...] = ()
    notable: tuple[Duty, ...] = ()
    settled: tuple[tuple[Pace, int], ...] = ()

    def ended_by(self, day: date) -> tuple[date, ...]:
        """Return the ends of publication periods in the part that have come by a day."""
        return tuple(sorted(end for end in self.ends if end <= day))

    def on_its_day(self, digest: str) -> str:
        """Return the digest of the part's inputs with that of the day, as far as the day makes a difference."""
        return digest_of(digest, self.ended) if self.ended else digest


@dataclass(frozen=True)
class Needed:
    """What pass two needs of other parts.

    The part's agency, the agencies it mentions, and an agency's own figures; `linked` are the records that the part
    refers to, by id; `citing` are those that refer to a record of the part, by that record's id; `figures` is what the
    records come to in the years of its annual reports, `matters` the titles of the matters that were counted, by id.
    `stale` says of the part's lists what has changed under them; `series` are the agency's document numbers, for its
    page of number gaps.
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


def kept(store: Path, as_of: date) -> Outcome | None:
    """Return what an earlier pass one left for the same inputs, or None; the cache may have been moved since.

    A day before its newest record asks anew, and so does one by which other publication periods have ended.
    """
    try:
        found = pickle.loads((store / OUTCOME).read_bytes())  # noqa: S301  # our own cache, named by its inputs' hash
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError):
        return None
    if not isinstance(found, Outcome) or (found.latest is not None and found.latest > as_of):
        return None
    return replace(found, store=store) if found.ended == found.ended_by(as_of) else None


def forget(cache: Path, outcomes: Sequence[Outcome]) -> None:
    """Drop the kept results of parts that an edition does not use."""
    used = {outcome.store.name for outcome in outcomes}
    folders = [folder.path for folder in os.scandir(cache / "parts")] if outcomes else []
    stores = [store for folder in folders for store in os.scandir(folder)]
    for store in sorted((store for store in stores if store.name not in used), key=lambda store: store.name):
        shutil.rmtree(store.path)
