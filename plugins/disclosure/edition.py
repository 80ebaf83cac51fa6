"""The story of an edition: plan the parts, read each, look across them, render what changed, put it in place."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from disclosure.assembly import manifest as manifests
from disclosure.assembly.compliance import compliance
from disclosure.assembly.dead_links import Sources, links_to_no_record, record_addresses, refuse_dangling
from disclosure.assembly.dividing import part_digest
from disclosure.assembly.log import Logbook, render_chapter
from disclosure.assembly.manifest import Made, Manifest
from disclosure.assembly.merging import (
    agency_facts,
    digests_below,
    listings,
    missing_publications,
    search_files,
    vendored,
)
from disclosure.assembly.needs import Needs
from disclosure.assembly.order import VERSION, Order, digest_of
from disclosure.assembly.outcomes import Outcome, forget, kept
from disclosure.assembly.owing import number_issues
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
    edition_digest,
    keys_json,
    log_proof,
    origin_of,
    signers_of,
    write_log,
)
from disclosure.assembly.workers import begin, crew, ended, run
from disclosure.checking.across import check_across
from disclosure.history.repository import published
from disclosure.model.errors import ContentError
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.record import Document, Pointer
from disclosure.outputs.sitemap import sitemap_files
from disclosure.pages.urls import address_of, is_version
from disclosure.reading.documents import locate, read_document

Told = Callable[[str, int, int], None]


def quietly(_what: str, _done: int, _total: int) -> None:
    """Hear of progress and say nothing."""


@dataclass(frozen=True)
class Edition:
    """One edition that was read and checked: its plan, what pass one made of every part, and every issue, sorted.

    `bound` are the leaves of the log, where they were needed for the checks already.
    """

    order: Order
    plan: Plan
    outcomes: tuple[Outcome, ...]
    digests: tuple[str, ...]
    parts_read: int
    issues: tuple[Issue, ...]
    bound: Bound | None = None

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
    jobs = [(part, work.setting, store) for part, store in zip(work.parts, stores, strict=True) if store not in done]
    with crew(order.workers, sum(len(part.entries) for part, _setting, _store in jobs)) as executor:
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
    withheld = {claim.path for claim in stated if claim.withheld}
    addresses = record_addresses(path for path in work.paths() if path not in withheld)
    astray = links_to_no_record(links, addresses, order.kinds)
    issues = {*work.issues, *found, *across, *astray, *number_issues(outcomes)}
    issues |= set(missing_publications(outcomes, work.setting))
    log = None
    if work.history.rewritten or work.erased:
        sound = all(issue.level is not Level.ERROR for issue in issues)
        log = bound(outcomes, work.history, work.setting, work.erased) if sound else None
        issues |= set(log_issues(work.history, work.erased, log, order.cache))
    return Edition(order, work, outcomes, tuple(by_day), len(jobs), tuple(sorted(issues)), log)


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

    `issues` are those that only the whole log shows.
    """

    works: dict[str, Made]
    before: Manifest
    cold: bool
    rendered: int
    log: Log | None
    bound: Bound | None = None
    issues: tuple[Issue, ...] = ()


def write(edition: Edition, told: Told = quietly) -> Written:
    """Render into the staging folder every part, list and index that is not in place already."""
    order, setting = edition.order, edition.plan.setting
    signers_of(order, setting.portal, origin_of(setting.portal))  # a key that may not sign is said before the work
    remembered = manifests.load(order.cache / "manifest.json")
    cold = not stands(remembered, order.output)
    old = {} if cold else dict(remembered.made)
    agencies = agency_facts(edition.outcomes)
    needs = Needs.of(edition.outcomes, agencies, setting, edition.plan.history)
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
    records = sum(len(part.entries) for part in edition.plan.parts if f"part:{part.name}" in jobs)
    history = edition.plan.history
    with crew(order.workers, records) as executor:
        making = begin(executor, render_part, list(jobs.values()))
        telling = begin(executor, render_chapter, months)
        indexing = begin(executor, render_sheets, directory.jobs)
        works["search"] = search_files(edition.outcomes, edition.digests, old.get("search"), setting, order.staging)
        works |= dict(listings(edition.outcomes, setting, history.tip, old, order.staging, needs.coverage))
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
    works["saved"], unknown = saved_feeds(edition.outcomes, setting, works["search"], old.get("saved"), order.staging)
    works["vendor"] = vendored(order.project, order.staging, setting)
    if log:
        works["log"] = log.made
        works["keys"] = Made("", {KEYS: stage(order.staging, KEYS, keys_json(setting.portal), setting)})
    issues = (*log_issues(history, edition.plan.erased, found, order.cache), *unknown)
    return Written(works, Manifest() if cold else remembered, cold, len(jobs), log, found, issues)


def settle(edition: Edition, written: Written) -> Report:
    """Look over what was staged, put it in place, and remember it for the next build."""
    order, setting = edition.order, edition.plan.setting
    works = dict(written.works)
    claimed = {path for work in works.values() for path in work.files}
    staged = digests_below(order.staging, order.staging)
    rest = {path: digest for path, digest in staged.items() if path not in claimed}
    refuse_taken(edition.plan.pages, claimed)
    works["prose"] = Made("", rest, _prose_targets(order, rest, setting.site.base))
    addresses = [address_of(path) for path in {*claimed, *rest} if path.endswith("index.html")]
    addresses = [address for address in addresses if not is_version(address)]
    sitemap = sitemap_files(setting.site.siteurl, addresses)
    works["sitemap"] = Made("", {path: stage(order.staging, path, text, setting) for path, text in sitemap})
    promised = {"checkpoint": Made("", {CHECKPOINT: ""})} if written.log else {}  # made last, over all the rest
    refuse_dangling(
        order, {**works, **promised}, Sources(edition.plan.paths(), edition.plan.pages.sources(), setting.site.base)
    )
    edition_name = edition_digest(Manifest("", works).files())
    works["build"] = Made("", {BUILD: stage(order.staging, BUILD, _build_json(edition, edition_name), setting)})
    if written.log:
        raw = checkpoint_file(order, setting.portal, written.log, edition_name, works["build"].files[BUILD])
        works["checkpoint"] = Made("", {CHECKPOINT: stage(order.staging, CHECKPOINT, raw, setting)})
    new, before = Manifest(edition_name, works), written.before.files()
    files = new.files()
    changed = tuple(sorted(path for path, digest in files.items() if before.get(path) != digest))
    removed = tuple(sorted(set(before) - set(files)))
    last = [works[name] for name in ("sitemap", "build", "checkpoint") if name in works]
    late = {path: digest for work in last for path, digest in work.files.items()}
    require_whole(order, files, {**staged, **late}, changed)
    if written.cold:
        exchange(order)
    else:
        move_changed(order, changed, removed)
    manifests.save(new, order.cache / "manifest.json")
    if written.bound:
        history = edition.plan.history
        if not history.rewritten or accounted_for(order.cache, written.bound, history, edition.plan.erased):
            published(order.content, order.cache / "history", history.tip)
        remember(order.cache, written.bound, history)
    forget(order.cache, edition.outcomes)
    return Report(
        edition.counts(),
        tuple(sorted({*edition.issues, *written.issues})),
        len(edition.plan.parts),
        edition.parts_read,
        written.rendered,
        len(files),
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
