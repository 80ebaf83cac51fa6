"""The index of parties of an edition: a page is made anew only where one of its lines, or a way around it, changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from disclosure.assembly.bench import renderer_of
from disclosure.assembly.manifest import Made
from disclosure.assembly.order import Setting, digest_of
from disclosure.assembly.outcomes import Outcome
from disclosure.assembly.party_lines import lines_of
from disclosure.assembly.scanning import targets
from disclosure.assembly.staging import stage
from disclosure.pages.contracts import AgencyFacts, Page
from disclosure.pages.directory import Party, PartyLine, Volume, parties_of, volumes
from disclosure.pages.lines import Liner
from disclosure.pages.party_pages import party_pages, volume_page
from disclosure.pages.piles import Ordered, placed
from disclosure.pages.urls import file_of
from disclosure.pages.views import Line

AT_ONCE = 40
"""How many works a worker process is given at once."""

Sheet = tuple[str, str, tuple[Page, ...]]
"""A work: its name, the digest of its inputs, its pages."""


@dataclass(frozen=True)
class Directory:
    """The index of parties as it stands (`kept`), and what is to be made of it: some works at once."""

    kept: dict[str, Made]
    jobs: list[tuple[tuple[Sheet, ...], Setting, Path]]

    @classmethod
    def of(
        cls,
        outcomes: Sequence[Outcome],
        agencies: Sequence[AgencyFacts],
        setting: Setting,
        old: Mapping[str, Made],
        places: tuple[Path, Path],
    ) -> "Directory":
        """Cut the index into its volumes, and see which of them are as in the old edition.

        `places` are the staging folder and the build's cache.
        """
        staging, cache = places
        names = digest_of(setting.digest, [(facts.slug, facts.name) for facts in agencies])
        maker = _Maker(outcomes, Liner({facts.slug: facts for facts in agencies}, _titles(setting)))
        parties = parties_of(lines_of(outcomes, cache))
        kept: dict[str, Made] = {}
        sheets: list[Sheet] = []
        everything: list[Volume | Party] = [*volumes(parties), *(party for party in parties if party.has_pages)]
        for made in everything:
            name, inputs = _name(made), digest_of(names, made.told)
            if name in old and old[name].inputs == inputs:
                kept[name] = old[name]
            else:
                sheets.append((name, inputs, maker.pages(made)))
        batches = [tuple(sheets[first : first + AT_ONCE]) for first in range(0, len(sheets), AT_ONCE)]
        return cls(kept, [(batch, setting, staging) for batch in batches])


class _Maker:
    """Makes pages of volumes and parties; a row that they show is fetched when it is asked for."""

    def __init__(self, outcomes: Sequence[Outcome], liner: Liner) -> None:
        self._outcomes, self._liner = outcomes, liner

    @cached_property
    def _rows(self) -> Ordered:
        return Ordered(placed(outcome.shelf() for outcome in self._outcomes))

    def pages(self, made: Volume | Party) -> tuple[Page, ...]:
        """Return the page of a volume, or the pages of a party."""
        return (volume_page(made, self._line),) if isinstance(made, Volume) else tuple(party_pages(made, self._line))

    def _line(self, line: PartyLine) -> Line:
        return self._liner.line(self._rows.of_ranks([line.rank])[line.rank])


def _titles(setting: Setting) -> dict[str, str]:
    return {kind.name: kind.title for kind in setting.kinds}


def _name(made: Volume | Party) -> str:
    return f"parties:{made.letters}" if isinstance(made, Volume) else f"party:{made.name}"


def render_sheets(sheets: Sequence[Sheet], setting: Setting, staging: Path) -> dict[str, Made]:
    """Write the pages of some works below the staging folder."""
    made = {}
    for name, inputs, pages in sheets:
        files: dict[str, str] = {}
        wanted: set[str] = set()
        for page in pages:
            html = renderer_of(setting).render(page)
            wanted |= targets(html.decode(), setting.site.base, page.address)
            path = file_of(page.address)
            files[path] = stage(staging, path, html, setting)
        made[name] = Made(inputs, files, tuple(sorted(wanted)))
    return made
