"""What the pages of each part need of all the others: gathered once, told part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from disclosure.assembly.merging import own_scopes, published_and_owed, told_of
from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import Needed, Outcome
from disclosure.assembly.owing import Ledgers, stale
from disclosure.assembly.parts import Outline
from disclosure.assembly.web import Web
from disclosure.checking.counting import Figures, added
from disclosure.checking.series import Series
from disclosure.history.ledger import History
from disclosure.pages.contracts import AgencyFacts
from disclosure.pages.lines import Liner
from disclosure.pages.shelves import Coverage
from disclosure.pages.tallies import Scope, own_digest

MATTER = "matter"


@dataclass(frozen=True)
class Needs:
    """The agencies by folder name, their decisions, what they owe, who refers to whom, and what records come to.

    `stale` says of lists, by id, what has changed under them; `series` are each agency's document numbers.
    `ledgers` are what all of this is drawn from.
    """

    agencies: Mapping[str, AgencyFacts]
    own: Mapping[str, Scope]
    coverage: Mapping[str, Coverage]
    web: Web
    as_of: date
    counted: Mapping[tuple[str, int], Figures]
    matters: Mapping[str, str]
    stale: Mapping[str, tuple[str, ...]]
    series: Mapping[str, tuple[Series, ...]]
    ledgers: Ledgers

    @classmethod
    def of(  # noqa: PLR0913, PLR0917  # each is a fact of its own
        cls,
        outcomes: Sequence[Outcome],
        parts: Sequence[Outline],
        agencies: Sequence[AgencyFacts],
        setting: Setting,
        history: History,
        numbered: Sequence[Series],
    ) -> "Needs":
        """Gather what all parts together say; `numbered` are the document numbers of all agencies."""
        series: dict[str, tuple[Series, ...]] = {}
        for one in numbered:
            series[one.agency] = (*series.get(one.agency, ()), one)
        ledgers = Ledgers(outcomes, history, setting)
        return cls(
            {facts.slug: facts for facts in agencies},
            own_scopes(outcomes, agencies),
            published_and_owed(outcomes, agencies, setting),
            Web.of(outcomes, parts),
            setting.as_of,
            added(outcome.counts for outcome in outcomes),
            {row.id: row.title for outcome in outcomes for row in outcome.entries if row.kind == MATTER},
            stale(ledgers),
            series,
            ledgers,
        )

    def of_part(self, part: Outline, outcome: Outcome) -> Needed:
        """Return the rows of other parts that a part's pages show, and which of its days of validity have passed."""
        slug = part.agency or ""
        has_agency = bool(outcome.agencies)
        years = [(slug, one.year) for one in outcome.typed]
        figures = tuple(self.counted.get(year, Figures(*year)) for year in years)
        named = sorted({place.matter for one in figures for place, _number in one.counts})
        ids = {path.rpartition(".")[0] for path in part.paths} if self.stale else set()
        return Needed(
            self.agencies.get(slug),
            tuple(self.agencies[one] for one in sorted(outcome.mentions) if one in self.agencies),
            None,
            part.uncommitted,
            self.web.linked(outcome),
            self.web.citing(part),
            tuple(sorted(day for day in outcome.turns if day < self.as_of.isoformat())),
            self.coverage.get(slug) if has_agency else None,
            figures,
            tuple((matter, self.matters[matter]) for matter in named if matter in self.matters),
            tuple((name, self.stale[name]) for name in sorted(ids & self.stale.keys())),
            self.series.get(slug, ()) if part.kind == "number_gap" else (),
            told_of(self.own[slug]) if has_agency and slug in self.own else "",
        )

    def figures(self, part: Outline, needed: Needed) -> Needed:
        """Return what a part needs with the agency's own figures, which only its pages ask for."""
        own = self.own.get(part.agency or "") if needed.told else None
        return replace(needed, own=own_digest(own, Liner(dict(self.agencies)))) if own else needed
