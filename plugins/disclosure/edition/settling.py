"""Look over what was staged, put it in place, and remember it for the next build."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from disclosure.assembly import manifest as manifests
from disclosure.assembly.dead_links import Sources, refuse_dangling
from disclosure.assembly.folder_times import Look
from disclosure.assembly.folders import FOLDERS
from disclosure.assembly.manifest import Made, Manifest
from disclosure.assembly.merging import (
    digests_below,
    forget_search,
)
from disclosure.assembly.order import VERSION, Order
from disclosure.assembly.outcomes import forget
from disclosure.assembly.placing import (
    BUILD,
    CHECKPOINT,
    exchange,
    move_changed,
    recover,
    refuse_output,
    require_whole,
)
from disclosure.assembly.prose import refuse_taken
from disclosure.assembly.remembered import accounted_for, remember
from disclosure.assembly.scanning import targets
from disclosure.assembly.staging import stage
from disclosure.assembly.transparency import (
    checkpoint_file,
)
from disclosure.assembly.turning import Turn
from disclosure.edition.reading import Edition
from disclosure.edition.writing import MANIFEST, Written
from disclosure.history.repository import published
from disclosure.model.issue import Issue, in_order
from disclosure.pages.urls import address_of


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


def settle(edition: Edition, written: Written) -> Report:
    """Look over what was staged, put it in place, and remember it for the next build."""
    with Look(edition.order.cache / FOLDERS, edition.order.output) as again:
        return _settled(edition, written, again)


def _settled(edition: Edition, written: Written, again: Look) -> Report:
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
    require_whole(order, fresh, {**staged, **late}, turn.kept(), lambda: bool(folders.names) and again.unchanged())
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


def prepare(order: Order) -> Look:
    """Finish or clear what an earlier command left, and begin an empty staging folder; the lock is held already.

    Return a look at the folders in place, which is under way while the content is read.
    """
    refuse_output(order)
    recover(order)
    order.staging.mkdir(parents=True)
    return Look(order.cache / FOLDERS, order.output)
