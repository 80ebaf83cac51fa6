"""Coverage: which agency has published what it owes, and since when something is missing.

What is owed stands in rules/required.yaml (`publications`); what is there is counted; nothing is typed by hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from disclosure.checking.completeness import in_force
from disclosure.model.kinds import Kind, Stage
from disclosure.model.public import Status
from disclosure.pages import urls
from disclosure.pages.contracts import AgencyFacts
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.piles import Pile
from disclosure.pages.shelves import Cell, Coverage, Shelf

PORTAL = ""
"""Who owes what belongs to the whole jurisdiction and to no agency."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One row of rules/required.yaml: a kind, or a category of it, and who owes it since when."""

    kind: Kind
    category: str | None
    title: str
    categories: frozenset[str]
    since: date
    grave: bool = False


def demands(required: Mapping[str, Any], kinds: Sequence[Kind], as_of: date) -> tuple[Demand, ...]:
    """Return the publications owed on a day, in the order in which the rules name them."""
    known = {kind.name: kind for kind in kinds}
    found = []
    for row in required.get("publications", ()):
        if row["kind"] in known and in_force(row, as_of):
            kind = known[row["kind"]]
            since = date.fromisoformat(str(row["in_force_from"]))
            categories = frozenset(row.get("categories", ()))
            title, grave = str(row.get("title", kind.title)), row["level"] == "error"
            found.append(Demand(kind, row.get("category"), title, categories, since, grave))
    return tuple(found)


def coverages(piles: Iterable[Pile], agencies: Sequence[AgencyFacts], owed: Sequence[Demand]) -> dict[str, Coverage]:
    """Return the coverage of every agency by folder name, and of the jurisdiction by the empty name.

    An agency that was withdrawn owes nothing any more.
    """
    shown: dict[tuple[str, str], list[Pile]] = defaultdict(list)
    began: dict[str, datetime] = {}
    ended: set[str | None] = set()
    for pile in piles:
        slug = pile.agency or PORTAL
        if pile.status is Status.PUBLISHED:
            shown[slug, pile.kind].append(pile)
            if pile.opened:
                began[slug] = min(pile.opened, began.get(slug, pile.opened))
        elif pile.kind == "agency":
            ended.add(pile.agency)
    opened = {slug: first.astimezone(SHANGHAI).date() for slug, first in began.items()}
    found = {}
    for facts in (facts for facts in agencies if facts.slug not in ended):
        own = [demand for demand in owed if "{agency}" in demand.kind.pattern]
        found[facts.slug] = Coverage(
            facts.name, facts.url, tuple(_cell(demand, facts, shown, opened.get(facts.slug)) for demand in own)
        )
    common = [demand for demand in owed if "{agency}" not in demand.kind.pattern]
    nobody = AgencyFacts(PORTAL, "")
    cells = tuple(_cell(demand, nobody, shown, opened.get(PORTAL)) for demand in common)
    return {**found, PORTAL: Coverage("", "", cells)}


def _cell(
    demand: Demand, facts: AgencyFacts, shown: Mapping[tuple[str, str], Sequence[Pile]], opened: date | None
) -> Cell:
    own = [
        pile
        for pile in shown.get((facts.slug, demand.kind.name), ())
        if demand.category is None or pile.category == demand.category
    ]
    owed = not demand.categories or facts.category in demand.categories
    number = sum(pile.entries if demand.kind.key else pile.number for pile in own)
    since = max(demand.since, opened) if opened else demand.since
    return Cell(
        demand.title,
        demand.kind.stage.value,
        number,
        _address(demand, facts, own),
        owed,
        since if owed and not own else None,
    )


def _address(demand: Demand, facts: AgencyFacts, own: Sequence[Pile]) -> str | None:
    """Return where the records are: the only one, else the agency's list of them."""
    if not own:
        return None
    if sum(pile.number for pile in own) == 1:
        return urls.record_url(own[0].id)
    if demand.kind.name == "decision":
        return urls.decisions_url(agency=facts.slug)
    return urls.collection_url(demand.kind, facts.slug or None)


def shelves(cells: Iterable[Cell]) -> tuple[Shelf, ...]:
    """Return the cells stage by stage, in the order of the law (事前、事中、事后); a stage without any is left out."""
    grouped: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        grouped[cell.stage].append(cell)
    return tuple(Shelf(stage.value, tuple(grouped[stage.value])) for stage in Stage if grouped[stage.value])
