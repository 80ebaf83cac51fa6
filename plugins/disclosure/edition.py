"""The story of an edition: plan the parts, read each, look across them, render what changed, put it in place."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from disclosure.assembly import manifest as manifests
from disclosure.assembly.compliance import compliance
from disclosure.assembly.dead_links import Sources, links_to_no_record, record_addresses, refuse_dangling
from disclosure.assembly.dividing import part_digest
from disclosure.assembly.folders import Folders
from disclosure.assembly.log import Logbook, render_chapter
from disclosure.assembly.manifest import Made, Manifest
from disclosure.assembly.merging import (
    agency_facts,
    digests_below,
    forget_search,
    listings,
    missing_publications,
    search_files,
    vendored,
)
from disclosure.assembly.needs import Needs
from disclosure.assembly.order import VERSION, Order, digest_of
from disclosure.assembly.outcomes import Outcome, forget, kept
from disclosure.assembly.owing import numbers
from disclosure.assembly.parties import Directory, render_sheets
from disclosure.assembly.pass_one import read_part
from disclosure.assembly.pass_two import render_part
from disclosure.assembly.placing import (
    BUILD,
    CHECKPOINT,
    exchange,
    move_changed,
    recover,
    refuse_output,
    require_whole,
    stands,
)
from disclosure.assembly.planning import Plan, plan
from disclosure.assembly.prose import refuse_taken
from disclosure.assembly.remembered import accounted_for, log_issues, remember
from disclosure.assembly.reports import report_issues
from disclosure.assembly.saved import saved_feeds
from disclosure.assembly.scanning import targets
from disclosure.assembly.staging import stage
from disclosure.assembly.transparency import (
    KEYS,
    Bound,
    Log,
    bound,
    checkpoint_file,
    keys_json,
    log_proof,
    origin_of,
    signers_of,
    write_log,
)
from disclosure.assembly.turning import Turn
from disclosure.assembly.workers import begin, crew, ended, run
from disclosure.checking.across import check_across
from disclosure.checking.series import Series, series_issues
from disclosure.history.repository import published
from disclosure.model.errors import ContentError
from disclosure.model.issue import Issue, Level, in_order
from disclosure.model.language import _
from disclosure.model.record import Document, Pointer
from disclosure.pages.urls import address_of
from disclosure.reading.documents import locate, read_document

MANIFEST = "manifest.json"
FOLDERS = "folders.bin"

Told = Callable[[str, int, int], None]


def quietly(_what: str, _done: int, _total: int) -> None:
    """Hear of progress and say nothing."""


@dataclass(frozen=True)
class Edition:
    """One edition that was read and checked: its plan, what pass one made of every part, and every issue, sorted.

    `bound` are the leaves of the log, where they were needed for the checks already; `numbered` are the document
    numbers of all agencies.
    """

    order: Order
    plan: Plan
    outcomes: tuple[Outcome, ...]
    digests: tuple[str, ...]
    parts_read: int
    issues: tuple[Issue, ...]
    bound: Bound | None = None
    numbered: tuple[Series, ...] = ()

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind there are, and how many decisions are withheld, by kind name."""
        found = {kind.name: 0 for kind in self.order.kinds}
        for outcome in self.outcomes:
            for row in outcome.rows:
                found[row.kind] += 1
        return {**found, "withheld": sum(len(outcome.withheld) for outcome in self.outcomes)}


@dataclass(frozen=True)
class Report:
    """What a build did: how many files it wrote, moved and removed, and the warnings that remain."""

    counts: dict[str, int]
    issues: tuple[Issue, ...]
    parts: int
    parts_read: int
    parts_rendered: int
    files: int
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    cold: bool


def read(order: Order, told: Told = quietly) -> Edition:
    """Plan the edition, read and check every part that is new, and look across all of them."""
    work = plan(order)
    digests = [part_digest(part, work.setting) for part in work.parts]
    stores = [order.cache / "parts" / digest[:2] / digest for digest in digests]
    done = {store: outcome for store in stores if (outcome := kept(store, order.as_of))}
    new = [
        (work.division.part(part), store) for part, store in zip(work.parts, stores, strict=True) if store not in done
    ]
    jobs = [(part, work.setting, store) for part, store in new]
    with crew(min(order.workers, len(jobs)), sum(len(part.entries) for part, _store in new)) as executor:
        fresh = run(executor, read_part, jobs, lambda count, total: told(_("检查"), count, total))
    done |= {outcome.store: outcome for outcome in fresh}
    outcomes = tuple(done[store] for store in stores)
    by_day = [one.on_its_day(digest) for digest, one in zip(digests, outcomes, strict=True)]
    found = [issue for outcome in outcomes for issue in outcome.issues]
    stated = [claims for outcome in outcomes for claims in outcome.claims]
    rules = work.setting.judging()
    place = partial(_locate, order.content)
    across = [*check_across(stated, order.kinds, place, rules), *report_issues(outcomes, work.setting, place)]
    links = [*work.pages.written_links(), *(link for outcome in outcomes for link in outcome.links)]
    shown = {*work.paths()} - {claim.path for claim in stated if claim.withheld}
    addresses = record_addresses(links, shown)
    numbered = numbers(outcomes)
    astray = links_to_no_record(links, addresses, order.kinds)
    issues = {*work.issues, *found, *across, *astray, *series_issues(numbered)}
    issues |= set(missing_publications(outcomes, work.setting))
    log = None
    if work.history.rewritten or work.erased:
        sound = all(issue.level is not Level.ERROR for issue in issues)
        log = bound(outcomes, work.history, work.setting, work.erased) if sound else None
        issues |= set(log_issues(work.history, work.erased, log, order.cache))
    return Edition(order, work, outcomes, tuple(by_day), len(jobs), in_order(issues), log, numbered)


def _locate(content: Path, path: str, pointer: Pointer) -> tuple[int, int]:
    document = read_document(path, (content / path).read_bytes())
    return locate(document, pointer) if isinstance(document, Document) else (0, 0)


def require_clean(edition: Edition) -> None:
    """Raise ContentError, with every issue, where one of them forbids publishing."""
    errors = sum(issue.level is Level.ERROR for issue in edition.issues)
    if errors:
        raise ContentError(
            _("内容有 {errors} 处错误，没有生成网站；原来的网站没有动").format(errors=errors), edition.issues
        )


@dataclass(frozen=True)
class Written:
    """What stands in the staging folder: the new manifest's works, whether all was made anew, and the log over it.

    `issues` are those that only the whole log shows; `folders` is what is known of those of the site in place.
    """

    works: dict[str, Made]
    before: Manifest
    cold: bool
    rendered: int
    log: Log | None
    bound: Bound | None = None
    issues: tuple[Issue, ...] = ()
    folders: Folders = field(default_factory=Folders)


def write(edition: Edition, told: Told = quietly) -> Written:
    """Render into the staging folder every part, list and index that is not in place already."""
    order, setting = edition.order, edition.plan.setting
    signers_of(order, setting.portal, origin_of(setting.portal))  # a key that may not sign is said before the work
    remembered = manifests.load(order.cache / MANIFEST)
    folders = Folders.read(order.cache / FOLDERS, remembered.edition)
    folders = folders if folders.unchanged(order.output) else Folders()
    cold = not stands(remembered, order.output, known=bool(folders.names))
    old = {} if cold else dict(remembered.made)
    agencies = agency_facts(edition.outcomes)
    needs = Needs.of(edition.outcomes, agencies, setting, edition.plan.history, edition.numbered)
    works: dict[str, Made] = {}
    jobs = {}
    for part, outcome, digest in zip(edition.plan.parts, edition.outcomes, edition.digests, strict=True):
        needed = needs.of_part(part, outcome)
        inputs, name = digest_of(digest, needed), f"part:{part.name}"
        if name in old and old[name].inputs == inputs:
            works[name] = old[name]
        else:
            jobs[name] = (outcome.store, setting, needed, order.staging, inputs)
    book = Logbook.of(edition.outcomes, agencies, setting)
    months = book.changed(old, order.staging)
    directory = Directory.of(edition.outcomes, agencies, setting, old, order.staging)
    records = sum(len(part.paths) for part in edition.plan.parts if f"part:{part.name}" in jobs)
    history = edition.plan.history
    with crew(order.workers, records) as executor:
        making = begin(executor, render_part, list(jobs.values()))
        telling = begin(executor, render_chapter, months)
        indexing = begin(executor, render_sheets, directory.jobs)
        places = order.staging, order.cache
        works["search"] = search_files(edition.outcomes, edition.digests, old.get("search"), setting, places)
        spans = listings(edition.outcomes, setting, history.tip, old, order.staging, needs.coverage, edition.digests)
        works |= dict(spans)
        works |= dict(compliance(edition.outcomes, edition.plan, needs, old, order.staging))
        made = ended(making, lambda done, total: told(_("生成页面"), done, total))
        fresh = ended(telling, lambda done, total: told(_("生成公开记录"), done, total))
        fresh += ended(indexing, lambda done, total: told(_("生成当事人索引"), done, total))
    works |= dict(zip(jobs, made, strict=True)) | book.unchanged(old) | directory.kept
    for chapter in fresh:
        works |= chapter
    found = edition.bound or bound(edition.outcomes, history, setting, edition.plan.erased)
    log = write_log(found, setting, old.get("log"), order.staging)
    proof = log_proof(log, setting.portal, order.as_of) if log else None
    works |= dict(book.fronts(old, works, order.staging, proof))
    found_in = (order.staging, order.output)
    works["saved"], unknown = saved_feeds(edition.outcomes, setting, works["search"], old.get("saved"), found_in)
    works["vendor"] = vendored(order.project, order.staging, setting)
    if log:
        works["log"] = log.made
        works["keys"] = Made("", {KEYS: stage(order.staging, KEYS, keys_json(setting.portal), setting)})
    issues = (*log_issues(history, edition.plan.erased, found, order.cache), *unknown)
    before = Manifest() if cold else remembered
    return Written(works, before, cold, len(jobs), log, found, issues, Folders() if cold else folders)


def settle(edition: Edition, written: Written) -> Report:
    """Look over what was staged, put it in place, and remember it for the next build."""
    order, setting, before = edition.order, edition.plan.setting, written.before
    works = dict(written.works)
    staged = digests_below(order.staging, order.staging)
    turn = Turn(before, works)
    rest = {path: digest for path, digest in staged.items() if not turn.has(path)}
    refuse_taken(edition.plan.pages, turn.has)
    works["prose"] = Made("", rest, _prose_targets(order, rest, setting.site.base))
    works["sitemap"] = turn.with_works(works).sitemap(order, setting)
    turn = turn.with_works(works)
    promised = {CHECKPOINT} if written.log else set()  # made last, over all the rest
    refuse_dangling(
        order,
        turn.suspects(),
        lambda path: path in promised or turn.has(path),
        lambda: Sources(edition.plan.paths(), edition.plan.pages.sources(), setting.site.base),
    )
    listing = turn.listing()
    name = listing.digest
    works["build"] = Made("", {BUILD: stage(order.staging, BUILD, _build_json(edition, name), setting)})
    if written.log:
        raw = checkpoint_file(order, setting.portal, written.log, name, works["build"].files[BUILD])
        works["checkpoint"] = Made("", {CHECKPOINT: stage(order.staging, CHECKPOINT, raw, setting)})
    turn = turn.with_works(works)
    changed, removed = turn.changed(), turn.removed()
    last = [works[name] for name in ("sitemap", "build", "checkpoint") if name in works]
    late = {path: digest for work in last for path, digest in work.files.items()}
    fresh = {path: turn.after[path] for path in changed}
    folders = written.folders
    require_whole(order, fresh, {**staged, **late}, turn.kept(), folders)
    if written.cold:
        exchange(order)
    else:
        move_changed(order, changed, removed)
    new = Manifest(name, works, listing, turn.files())
    manifests.save(new, order.cache / MANIFEST)
    folders.after(order.output, name, listing, (*changed, *removed)).save(order.cache / FOLDERS)
    if written.bound:
        history = edition.plan.history
        if not history.rewritten or accounted_for(order.cache, written.bound, history, edition.plan.erased):
            published(order.content, order.cache / "history", history.tip)
        remember(order.cache, written.bound, history)
    forget(order.cache, edition.outcomes)
    forget_search(works["search"], edition.digests, order.cache)
    return Report(
        edition.counts(),
        in_order({*edition.issues, *written.issues}),
        len(edition.plan.parts),
        edition.parts_read,
        written.rendered,
        new.files,
        changed,
        removed,
        written.cold,
    )


def _prose_targets(order: Order, files: Iterable[str], base: str) -> tuple[str, ...]:
    """Return what the pages that Pelican made link to."""
    pages = ((path, (order.staging / path).read_text(encoding="utf-8")) for path in files if path.endswith(".html"))
    return tuple(sorted({link for path, html in pages for link in targets(html, base, address_of(path))}))


def _build_json(edition: Edition, name: str) -> bytes:
    """Return what the site says of its own making: nothing here depends on the machine."""
    return json.dumps(
        {
            "edition": name,
            "as_of": edition.order.as_of.isoformat(),
            "commit": edition.plan.history.tip,
            "history": edition.plan.history.state.value,
            "records": edition.counts(),
            "tool": VERSION,
        },
        ensure_ascii=False,
        indent=1,
    ).encode()


def prepare(order: Order) -> None:
    """Finish or clear what an earlier command left, and begin an empty staging folder; the lock is held already."""
    refuse_output(order)
    recover(order)
    order.staging.mkdir(parents=True)
