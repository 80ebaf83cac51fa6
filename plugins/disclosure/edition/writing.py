"""Render into the staging folder what of an edition is not in place already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from disclosure.assembly import manifest as manifests
from disclosure.assembly.compliance import compliance
from disclosure.assembly.folder_times import Look
from disclosure.assembly.folders import FOLDERS, Folders
from disclosure.assembly.log import Logbook, render_chapter
from disclosure.assembly.manifest import Made, Manifest
from disclosure.assembly.merging import (
    agency_facts,
    listings,
    vendored,
)
from disclosure.assembly.needs import Needs
from disclosure.assembly.order import Setting, digest_of
from disclosure.assembly.outcomes import Needed
from disclosure.assembly.parties import Directory, render_sheets
from disclosure.assembly.pass_two import render_part
from disclosure.assembly.placing import (
    stands,
)
from disclosure.assembly.remembered import log_issues
from disclosure.assembly.saved import saved_feeds
from disclosure.assembly.seeking import Seeking, aside
from disclosure.assembly.staging import stage
from disclosure.assembly.transparency import (
    KEYS,
    Bound,
    Log,
    bound,
    keys_json,
    log_proof,
    origin_of,
    signers_of,
    write_log,
)
from disclosure.assembly.workers import begin, crew, ended
from disclosure.edition.reading import Edition, Told, quietly
from disclosure.model.issue import Issue
from disclosure.model.language import _

MANIFEST = "manifest.json"


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


def write(edition: Edition, look: Look, told: Told = quietly) -> Written:
    """Render into the staging folder every part, list and index that is not in place already.

    `look` was taken at the folders in place when the build began.
    """
    order, setting = edition.order, edition.plan.setting
    signers_of(order, setting.portal, origin_of(setting.portal))  # a key that may not sign is said before the work
    remembered = manifests.load(order.cache / MANIFEST)
    folders = Folders.read(order.cache / FOLDERS, remembered.edition)
    folders = folders if look.unchanged() else Folders()
    cold = not stands(remembered, order.output, known=bool(folders.names))
    old = {} if cold else dict(remembered.made)
    agencies = agency_facts(edition.outcomes)
    parts = edition.plan.parts
    history, places = edition.plan.history, (order.staging, order.cache)
    stores = {digest: outcome.store for digest, outcome in zip(edition.digests, edition.outcomes, strict=True)}
    with aside(order.workers, 0 if cold else sum(len(part.paths) for part in parts)) as other:
        seeking = Seeking(other, stores, old.get("search"), setting, places)
        needs = Needs.of(edition.outcomes, parts, agencies, setting, history, edition.numbered)
        works, jobs = _parts(edition, needs, old)
        book = Logbook.of(edition.outcomes, agencies, setting)
        directory = Directory.of(edition.outcomes, agencies, setting, old, places)
        records = sum(len(part.paths) for part in parts if f"part:{part.name}" in jobs)
        with crew(order.workers, records) as executor:
            making = begin(executor, render_part, list(jobs.values()))
            telling = begin(executor, render_chapter, book.changed(old, order.staging))
            indexing = begin(executor, render_sheets, directory.jobs)
            seeking.here()
            works |= dict(listings(edition.outcomes, setting, history.tip, old, order.staging, needs.coverage))
            works |= dict(compliance(edition.outcomes, edition.plan, needs, old, order.staging))
            found = edition.bound or bound(edition.outcomes, history, setting, edition.plan.erased)
            log = write_log(found, setting, old.get("log"), order.staging)
            works["vendor"] = vendored(order.project, order.staging, setting)
            works["search"] = seeking.made()
            found_in = (order.staging, order.output)
            works["saved"], unknown = saved_feeds(
                edition.outcomes, setting, works["search"], old.get("saved"), found_in
            )
            made = ended(making, lambda done, total: told(_("生成页面"), done, total))
            fresh = ended(telling, lambda done, total: told(_("生成公开记录"), done, total))
            fresh += ended(indexing, lambda done, total: told(_("生成当事人索引"), done, total))
    works |= dict(zip(jobs, made, strict=True)) | book.unchanged(old) | directory.kept
    for chapter in fresh:
        works |= chapter
    proof = log_proof(log, setting.portal, order.as_of) if log else None
    works |= dict(book.fronts(old, works, order.staging, proof))
    if log:
        works["log"] = log.made
        works["keys"] = Made("", {KEYS: stage(order.staging, KEYS, keys_json(setting.portal), setting)})
    issues = (*log_issues(history, edition.plan.erased, found, order.cache), *unknown)
    before = Manifest() if cold else remembered
    return Written(works, before, cold, len(jobs), log, found, issues, Folders() if cold else folders)


Job = tuple[Path, Setting, Needed, Path, str]
"""What `render_part` is given."""


def _parts(edition: Edition, needs: Needs, old: Mapping[str, Made]) -> tuple[dict[str, Made], dict[str, Job]]:
    """Return the works of the parts that stand as they are, and of the others what `render_part` is given."""
    works: dict[str, Made] = {}
    jobs: dict[str, Job] = {}
    for part, outcome, digest in zip(edition.plan.parts, edition.outcomes, edition.digests, strict=True):
        needed = needs.of_part(part, outcome)
        inputs, name = digest_of(digest, needed), f"part:{part.name}"
        if name in old and old[name].inputs == inputs:
            works[name] = old[name]
        else:
            setting, staging = edition.plan.setting, edition.order.staging
            jobs[name] = (outcome.store, setting, needs.figures(part, needed), staging, inputs)
    return works, jobs
