"""What is owed, gathered for a report: by agency, the worst first. duty_words.py says it, duty_forms.py writes it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby

from disclosure.checking.series import Series
from disclosure.model.language import _
from disclosure.timing.calendar import Calendar
from disclosure.timing.duties import Owed
from disclosure.timing.rates import Tally, by_agency, rate, tallied
from disclosure.timing.standing import State

TOLD = (State.OVERDUE, State.DUE_SOON, State.LATE, State.PROVISIONAL, State.UNCERTAIN)
"""The states that a report lists in any case, the worst first; the others are counted."""
FAILING = {
    "overdue": frozenset({State.OVERDUE}),
    "late": frozenset({State.OVERDUE, State.LATE}),
    "soon": frozenset({State.OVERDUE, State.DUE_SOON}),
}
"""Which states a run fails on, by the word of --fail-on."""


@dataclass(frozen=True)
class Waiting:
    """One publication on the main line that the site does not show yet: what happened to which record, and when.

    `due` is by when it has to be there, `provisional` where that day was counted through a year without data.
    """

    record: str
    action: str
    day: date
    due: date | None = None
    provisional: bool = False


@dataclass(frozen=True)
class DutyReport:
    """What a report tells: everything owed, the agencies' names, the titles of records, gaps in numbers, the site.

    `base` is the branch that this one goes into (empty: none is compared with): then everything that is not done is
    told. `waiting` is what a site does not show yet, None where no site was asked. `failing` are the states that fail.
    `settled` are duties that are only counted, beside those `owed`; `calendar` is what working days are counted with.
    """

    as_of: date
    owed: Sequence[Owed]
    names: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    series: Sequence[Series] = ()
    waiting: Sequence[Waiting] | None = None
    base: str = ""
    failing: frozenset[State] = FAILING["overdue"]
    settled: Tally = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)

    @cached_property
    def tally(self) -> Tally:
        """All duties, counted by what they have in common."""
        return tallied(self.owed, self.calendar) + Counter(self.settled)

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """The duties of each agency, counted."""
        return by_agency(self.tally)

    @property
    def told(self) -> tuple[Owed, ...]:
        """What is listed: by agency, the worst state first, then by day; of what is not due the uncertain days."""
        states = (*TOLD, State.NOT_DUE)
        listed = (
            one
            for one in self.owed
            if one.standing.state in TOLD
            or (one.standing.state is State.NOT_DUE and (self.base or one.standing.provisional))
        )

        def order(one: Owed) -> tuple[str, int, date, str, str, str]:
            duty = one.duty
            worst = states.index(one.standing.state)
            return duty.agency, worst, duty.deadline.day, duty.record, duty.deadline.rule.id, duty.source

        return tuple(sorted(listed, key=order))

    @property
    def failed(self) -> int:
        """How many duties the run fails on."""
        return sum(one.standing.state in self.failing for one in self.owed)

    def by_agency(self) -> Iterator[tuple[str, Counter[State], list[Owed]]]:
        """Yield each agency that owes anything, how many duties are in which state, and those that are listed."""
        counts = {slug: rate(tally).states for slug, tally in self.tallies.items()}
        listed = {slug: list(found) for slug, found in groupby(self.told, key=lambda one: one.duty.agency)}
        for slug in sorted(counts):
            yield slug, counts[slug], listed.get(slug, [])

    def name(self, slug: str) -> str:
        """Return what to call an agency."""
        return self.names.get(slug, slug) or _("全辖区")
