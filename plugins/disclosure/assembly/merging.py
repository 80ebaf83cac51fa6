"""The merge: what needs all parts at once, from their rows and postings alone."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from disclosure.assembly.bench import renderer_of
from disclosure.assembly.manifest import Made
from disclosure.assembly.order import Setting, digest_of
from disclosure.assembly.outcomes import POSTINGS, Outcome
from disclosure.assembly.saved import saved_links
from disclosure.assembly.scanning import targets
from disclosure.assembly.staging import stage
from disclosure.model.issue import Issue
from disclosure.model.language import _
from disclosure.model.public import Status
from disclosure.outputs.search.completion import TABLE, completion_json
from disclosure.outputs.search.growing import Growing
from disclosure.outputs.search.names import NAMES, names_file
from disclosure.outputs.search.shards import write_file
from disclosure.outputs.tables import table_bytes
from disclosure.outputs.vendor import vendor_files
from disclosure.pages.catalogue import coverage_rows
from disclosure.pages.contracts import AgencyFacts, Edition
from disclosure.pages.coverage import coverages, demands
from disclosure.pages.listings import pages_or_addresses
from disclosure.pages.piles import Pile, Shelf, placed
from disclosure.pages.shelves import Coverage
from disclosure.pages.tallies import Scope, scopes_of
from disclosure.pages.urls import COVERAGE, file_of

ENTIRE = "search"
MATTER = "matter"


def agency_facts(outcomes: Sequence[Outcome]) -> tuple[AgencyFacts, ...]:
    """Return what other pages may say of each agency, by folder name."""
    records = [record for outcome in outcomes for record in outcome.agencies]
    return tuple(AgencyFacts.of(record) for record in sorted(records, key=lambda record: record.id))


def own_scopes(outcomes: Sequence[Outcome], agencies: Sequence[AgencyFacts]) -> dict[str, Scope]:
    """Return the decisions of each agency, for the figures on the agency's own page."""
    return scopes_of(placed(shelves(outcomes)), [stub for outcome in outcomes for stub in outcome.withheld], agencies)


def shelves(outcomes: Sequence[Outcome]) -> list[Shelf]:
    """Return the rows of all parts as they are counted."""
    return [outcome.shelf() for outcome in outcomes]


def told_of(scope: Scope) -> str:
    """Return a digest of everything that a list is drawn from."""
    return digest_of(sorted(pile.digest for pile, _shelf in scope.piles), sorted(scope.withheld, key=repr), scope.since)


def listings(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    outcomes: Sequence[Outcome],
    setting: Setting,
    commit: str | None,
    old: Mapping[str, Made],
    staging: Path,
    coverage: Mapping[str, Coverage],
) -> Iterator[tuple[str, Made]]:
    """Render every page that spans records whose content has changed since it was last rendered."""
    table = table_bytes(coverage_rows(coverage, setting.site.jurisdiction))
    yield "table:coverage", Made("", {file_of(COVERAGE): stage(staging, file_of(COVERAGE), table, setting)})
    yield "names", name_files(outcomes, setting, old.get("names"), staging)
    agencies = agency_facts(outcomes)
    withheld = [stub for outcome in outcomes for stub in outcome.withheld]
    people = [one for outcome in outcomes for one in outcome.people]
    edition = Edition(setting.as_of, commit)
    saved = saved_links(setting.portal)
    origins = Standing(digest_of(setting.digest, agencies), old)
    rows = shelves(outcomes)
    facts = (rows, agencies, withheld, edition, setting.kinds, coverage, people, saved, origins, cited(outcomes))
    for page in pages_or_addresses(*facts):
        name = f"list:{page if isinstance(page, str) else page.address}"
        if isinstance(page, str):
            yield name, old[name]
            continue
        content = digest_of(setting.digest, page)
        inputs = f"{content} {origins.noted.get(page.address, '')}".rstrip()
        if name in old and old[name].inputs.split(" ")[0] == content:
            yield name, old[name] if old[name].inputs == inputs else Made(inputs, old[name].files, old[name].targets)
            continue
        html = renderer_of(setting).render(page)
        path = file_of(page.address)
        links = tuple(sorted(targets(html.decode(), setting.site.base, page.address)))
        yield name, Made(inputs, {path: stage(staging, path, html, setting)}, links)


class Standing:
    """Knows what the lists of decisions in place were made of, and of what they are made now.

    `base` is the digest of all that a list depends on besides its decisions.
    """

    def __init__(self, base: str, old: Mapping[str, Made]) -> None:
        self._base, self._old = base, old
        self.noted: dict[str, str] = {}

    def told(self, scope: Scope) -> str:
        """Return the digest of all that a list depends on."""
        return digest_of(self._base, told_of(scope))

    def stands(self, address: str, told: str) -> bool:
        """Tell whether the page at an address was made of just that, and remember of what it is made now."""
        self.noted[address] = told
        known = self._old.get(f"list:{address}")
        return known is not None and known.inputs.endswith(f" {told}")


def piles_of(outcomes: Sequence[Outcome]) -> Iterator[Pile]:
    """Yield all piles of all parts."""
    return (pile for outcome in outcomes for pile in outcome.piles)


def published_and_owed(
    outcomes: Sequence[Outcome], agencies: Sequence[AgencyFacts], setting: Setting
) -> dict[str, Coverage]:
    """Return what every agency has published and owes, by folder name."""
    owed = demands(setting.rules.get("required", {}), setting.kinds, setting.as_of)
    return coverages(piles_of(outcomes), agencies, owed)


def missing_publications(outcomes: Sequence[Outcome], setting: Setting) -> Iterator[Issue]:
    """Yield an error for what an agency must have published and has not; what it ought to have is shown on the site."""
    owed = demands(setting.rules.get("required", {}), setting.kinds, setting.as_of)
    grave = [demand for demand in owed if demand.grave]
    for slug, one in coverages(piles_of(outcomes), agency_facts(outcomes), grave).items() if grave else ():
        for cell in one.cells:
            if cell.missing:
                problem = _("没有{title}，{day} 起应当公开").format(title=cell.title, day=cell.missing.isoformat())
                place = f"content/agencies/{slug}" if slug else "content"
                yield Issue(
                    place, 0, 0, "publication-missing", problem, _("请补上；要求见 content/rules/required.yaml")
                )


def search_files(stores: Mapping[str, Path], old: Made | None, setting: Setting, places: tuple[Path, Path]) -> Made:
    """Write the search index of the whole edition, or keep the old one where no part has changed.

    `stores` are those of the parts, by the digests of their inputs; `places` are the staging folder and the build's
    cache: of an old index only what has changed is written anew.
    """
    inputs = digest_of(sorted(stores), setting.site.siteurl)
    if old and old.inputs == inputs:
        return old
    staging, cache = places
    parts = {digest: store / POSTINGS for digest, store in stores.items()}
    files: dict[str, str] = {}
    for path, content in Growing(parts, cache / ENTIRE, setting.site.siteurl).files(old.inputs if old else "", inputs):
        if content is None:
            files[path] = old.files[path] if old else ""
        else:
            write_file(staging, path, content)
            files[path] = hashlib.sha256(content).hexdigest()
    return Made(inputs, files)


def forget_search(search: Made, digests: Sequence[str], cache: Path) -> None:
    """Drop what was kept of the search of earlier editions, once that of an edition is in place."""
    Growing(dict.fromkeys(digests, cache), cache / ENTIRE, "").forget(search.inputs)


def name_files(outcomes: Sequence[Outcome], setting: Setting, old: Made | None, staging: Path) -> Made:
    """Stage the names that the search box completes, and those that short ones are spelt out by; of the withdrawn none.

    They are kept where none has changed.
    """
    agencies = sorted(one.title for outcome in outcomes for one in outcome.agencies if one.status is Status.PUBLISHED)
    matters: Counter[str] = Counter()
    parties: Counter[str] = Counter()
    for outcome in outcomes:
        matters.update(row.title for row in outcome.entries if row.kind == MATTER and row.status is Status.PUBLISHED)
        parties.update(dict(outcome.organisations))
    laws = cited(outcomes)
    found = {TABLE: completion_json(agencies, laws, matters), NAMES: names_file(agencies, laws, parties)}
    inputs = digest_of(found)
    if old and old.inputs == inputs:
        return old
    return Made(inputs, {path: stage(staging, path, raw, setting) for path, raw in found.items()})


def cited(outcomes: Sequence[Outcome]) -> Counter[str]:
    """Count how many public records cite each law."""
    laws: Counter[str] = Counter()
    for outcome in outcomes:
        laws.update(dict(outcome.cited))
    return laws


def vendored(project: Path, staging: Path, setting: Setting) -> Made:
    """Stage the browser libraries that the lock file names, from the cache where they are there."""
    found = vendor_files(project, project / ".cache")
    return Made("", {path: stage(staging, path, source.read_bytes(), setting) for path, source in found.items()})


def digests_below(root: Path, folder: Path) -> dict[str, str]:
    """Return every file below a folder, named from `root`, with the digest of its bytes."""
    cut = len(os.fspath(root)) + 1
    paths = sorted(f"{within}/{name}" for within, _below, names in os.walk(folder) for name in names)
    return {path[cut:]: hashlib.sha256(_bytes_of(path)).hexdigest() for path in paths}


def _bytes_of(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # hundreds of thousands: a path costs twice the reading
        return file.readall()
