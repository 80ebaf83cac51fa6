"""What an agency, or the whole jurisdiction, has to account for: its duties, document numbers, people, publications."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from disclosure.checking.series import Series
from disclosure.outputs.duties import DutyReport
from disclosure.timing.duties import Owed
from disclosure.timing.rates import Month, Rate, by_month, by_rule, published, rate
from disclosure.timing.standing import State


class Source(NamedTuple):
    """One article that a figure rests on."""

    law: str
    article: str = ""
    document_no: str = ""


class Staff(NamedTuple):
    """How many officers of an agency are in post, how many reviewers, and how many a rule asks for."""

    agency: str
    officers: int
    reviewers: int
    least: int
    percent: int
    sources: tuple[Source, ...]

    @property
    def enough(self) -> bool:
        """Whether there are as many reviewers as the rule asks for."""
        return self.reviewers >= self.least


class Expired(NamedTuple):
    """One officer in post whose certificate has expired, as the list of officers tells it."""

    agency: str
    record: str
    name: str
    unit: str
    last: date
    renewal: str


@dataclass(frozen=True)
class Account:
    """One account: `slug` is the agency's folder name, empty for the jurisdiction.

    The report lists what is notable and counts the rest; its titles are those of records that are public. `owed` and
    `lacking` are how many publications are owed, and how many of them are missing. `addresses` are those of the records
    that have a page, by id; `gaps` those of the lists in which agencies explain their gaps, by folder name.
    """

    slug: str
    name: str
    report: DutyReport
    staff: tuple[Staff, ...] = ()
    expired: tuple[Expired, ...] = ()
    owed: int = 0
    lacking: int = 0
    addresses: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def months(self) -> dict[Month, Rate]:
        """How soon things were made public, month by month."""
        return by_month(self.report.tally)

    @cached_property
    def rules(self) -> dict[str, Rate]:
        """How soon everything was done, rule by rule."""
        return by_rule(self.report.tally)

    @cached_property
    def published(self) -> Rate:
        """How soon things were made public altogether."""
        return published(self.report.tally)

    @cached_property
    def whole(self) -> Rate:
        """How soon everything was done altogether."""
        return rate(self.report.tally)

    def standing(self, *states: State) -> list[Owed]:
        """Return the duties that stand in some states, by agency, then by the day they are due."""
        return [one for one in self.report.owed if one.standing.state in states]

    @property
    def series(self) -> Sequence[Series]:
        """The series of document numbers."""
        return self.report.series

    @property
    def unexplained(self) -> int:
        """How many numbers are missing and not explained."""
        return sum(one.missing_count for one in self.series)

    @property
    def short_of_reviewers(self) -> int:
        """How many agencies have fewer reviewers than they should."""
        return len({one.agency for one in self.staff if not one.enough})

    def rates(self) -> tuple[object, ...]:
        """Return what the rates come to, to tell whether they have changed."""
        months = [(month, _figures(rate)) for month, rate in self.months.items()]
        return (self.slug, self.name, months, [(rule, one.name, _figures(one)) for rule, one in self.rules.items()])

    def rest(self) -> tuple[object, ...]:
        """Return everything but rates and duties, to tell whether it has changed."""
        return (self.staff, self.expired, self.owed, self.lacking, tuple(self.series), sorted(self.gaps.items()))

    def listed(self, owed: Iterable[Owed]) -> list[tuple[object, ...]]:
        """Return what the lines of some duties are made of, to tell whether they have changed."""
        titles, addresses = self.report.titles, self.addresses
        names = ((one, one.duty.record) for one in owed)
        return [(*_facts(one), titles.get(name), addresses.get(name)) for one, name in names]


def _figures(rate: Rate) -> tuple[object, ...]:
    return sorted((state.value, number) for state, number in rate.states.items()), rate.allowed, rate.taken


def _facts(one: Owed) -> tuple[object, ...]:
    """Return what a line about a duty is made of."""
    duty = one.duty
    deadline, done = duty.deadline, duty.done.on
    days = (deadline.start.toordinal(), deadline.day.toordinal(), done.toordinal() if done else None)
    standing = (one.standing.state.value, one.standing.late_by, one.standing.provisional, deadline.provisional)
    return (duty.record, duty.source, deadline.rule.id, deadline.basis, *days, *standing)
