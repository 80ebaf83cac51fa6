"""The catalogue of what is published, stage by stage, and the matrix of who has published what he owes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from disclosure.model.kinds import Kind, Stage
from disclosure.model.language import _
from disclosure.model.public import Status
from disclosure.pages import columns, urls
from disclosure.pages.contracts import Page, Template
from disclosure.pages.coverage import PORTAL
from disclosure.pages.piles import Ordered
from disclosure.pages.shelves import Coverage
from disclosure.pages.views import Count, Link


@dataclass(frozen=True, slots=True)
class Section:
    """One stage of the catalogue: the kinds that belong to it, with how many there are."""

    title: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, kw_only=True)
class CataloguePage(Page):
    """Everything that is published, by stage (catalogue.html)."""

    template: Template = "catalogue.html"
    sections: Annotated[tuple[Section, ...], "the kinds of each stage"]


@dataclass(frozen=True, kw_only=True)
class CoveragePage(Page):
    """Agencies × publications: what is there, what is missing, since when (coverage.html)."""

    template: Template = "coverage.html"
    stages: Annotated[tuple[tuple[str, int], ...], "the stages and how many columns each has"]
    titles: Annotated[tuple[str, ...], "the columns"]
    agencies: Annotated[tuple[Coverage, ...], "a row for each agency, its cells in the order of the columns"]
    common: Annotated[Coverage, "what belongs to the whole jurisdiction"]
    owed: Annotated[int, "how many publications are owed altogether"]
    lacking: Annotated[int, "how many of them are missing"]
    csv: Annotated[str, "the address of the same table as CSV"]


def catalogue_page(kinds: Sequence[Kind], rows: Mapping[str, Ordered]) -> CataloguePage:
    """Return the catalogue; a kind without any record is shown with a nought, and its list says since when."""
    return CataloguePage(
        address=urls.CATALOGUE,
        title=columns.CATALOGUE.name,
        description=columns.CATALOGUE.description,
        column=columns.CATALOGUE,
        crumbs=(),
        sections=tuple(
            Section(stage.value, counts) for stage in Stage if (counts := tuple(_counts(stage, kinds, rows)))
        ),
    )


def _counts(stage: Stage, kinds: Sequence[Kind], rows: Mapping[str, Ordered]) -> Iterator[Count]:
    for kind in kinds:
        if kind.stage is stage:
            own = rows.get(kind.name) or Ordered(())
            single = urls.record_url(own[0].id) if own and "{" not in kind.pattern else None
            yield counted(kind, own, columns.column_of(kind).address if "{" in kind.pattern else single)


def counted(kind: Kind, rows: Ordered, address: str | None) -> Count:
    """Return how many there are of a kind: records that are still there, or the entries of its lists."""
    there = [pile for pile, _shelf in rows.piles if pile.status is not Status.REMOVED]
    return Count(kind.title, sum(pile.entries if kind.key else pile.number for pile in there), address)


def coverage_page(coverage: Mapping[str, Coverage]) -> CoveragePage:
    """Return the matrix, agencies in the order of their folders."""
    agencies = tuple(coverage[slug] for slug in sorted(coverage) if slug != PORTAL)
    cells = agencies[0].cells if agencies else ()
    stages: dict[str, int] = {}
    for cell in cells:
        stages[cell.stage] = stages.get(cell.stage, 0) + 1
    everyone = [*agencies, coverage[PORTAL]]
    return CoveragePage(
        address=urls.COVERAGE_PAGE,
        title=_("公开事项齐不齐"),
        description=_("每个机关应当公开什么、已经公开什么、缺什么"),
        column=columns.COMPLIANCE,
        crumbs=(Link(columns.COMPLIANCE.name, columns.COMPLIANCE.address),),
        stages=tuple(stages.items()),
        titles=tuple(cell.title for cell in cells),
        agencies=agencies,
        common=coverage[PORTAL],
        owed=sum(one.owed for one in everyone),
        lacking=sum(one.lacking for one in everyone),
        csv=urls.COVERAGE,
    )


def coverage_rows(coverage: Mapping[str, Coverage], jurisdiction: str) -> Iterator[tuple[str, ...]]:
    """Yield the matrix as rows for a table file: one row for each agency and publication."""
    yield _("机关"), _("阶段"), _("公开事项"), _("应公开"), _("已公开条数"), _("缺少，自"), _("地址")
    for slug in sorted(coverage):
        one = coverage[slug]
        for cell in one.cells:
            missing = cell.missing.isoformat() if cell.missing else ""
            owed = _("是") if cell.owed else _("否")
            name = one.name or jurisdiction
            yield name, cell.stage, cell.title, owed, str(cell.number), missing, cell.address or ""
