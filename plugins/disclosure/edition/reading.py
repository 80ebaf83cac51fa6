"""Plan an edition, read every part that is new, and look across all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from disclosure.assembly.dead_links import links_to_no_record, record_addresses
from disclosure.assembly.dividing import part_digest
from disclosure.assembly.looking import across_issues, series_of_all
from disclosure.assembly.merging import (
    missing_publications,
)
from disclosure.assembly.order import Order
from disclosure.assembly.outcomes import Outcome, keep_together, kept
from disclosure.assembly.pass_one import read_part
from disclosure.assembly.planning import Plan, plan
from disclosure.assembly.remembered import log_issues
from disclosure.assembly.reports import report_issues
from disclosure.assembly.transparency import (
    Bound,
    bound,
)
from disclosure.assembly.workers import crew, ready, run
from disclosure.checking.series import Series, series_issues
from disclosure.model.errors import ContentError
from disclosure.model.issue import Issue, Level, in_order
from disclosure.model.language import _
from disclosure.model.record import Document, Pointer
from disclosure.reading.documents import locate, read_document

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
            for pile in outcome.piles:
                found[pile.kind] += pile.number
        return {**found, "withheld": sum(len(outcome.withheld) for outcome in self.outcomes)}


def read(order: Order, told: Told = quietly) -> Edition:
    """Plan the edition, read and check every part that is new, and look across all of them."""
    cold = not (order.cache / "parts").exists()  # all will have to be read
    work = plan(order, partial(ready, order.workers) if cold else None)
    digests = [part_digest(part, work.setting) for part in work.parts]
    stores = [order.cache / "parts" / digest[:2] / digest for digest in digests]
    done = kept(stores, order.cache, order.as_of)
    new = [
        (work.division.part(part), store) for part, store in zip(work.parts, stores, strict=True) if store not in done
    ]
    new.sort(key=lambda job: -len(job[0].entries))  # the largest first: nobody waits for one at the end
    jobs = [(part, work.setting, store) for part, store in new]
    with crew(min(order.workers, len(jobs)), sum(len(part.entries) for part, _store in new)) as executor:
        fresh = run(executor, read_part, jobs, lambda count, total: told(_("检查"), count, total))
    done |= {outcome.store: outcome for outcome in fresh}
    outcomes = tuple(done[store] for store in stores)
    if new:
        keep_together(outcomes, fresh, order.cache)
    by_day = [one.on_its_day(digest) for digest, one in zip(digests, outcomes, strict=True)]
    found = [issue for outcome in outcomes for issue in outcome.issues]
    place = partial(_locate, order.content)
    across = [
        *across_issues(outcomes, by_day, work.setting, place, order.cache),
        *report_issues(outcomes, work.setting, place),
    ]
    links = [*work.pages.written_links(), *(link for outcome in outcomes for link in outcome.links)]
    shown = {*work.paths()}.difference(*(outcome.hidden for outcome in outcomes)) if links else set()
    addresses = record_addresses(links, shown)
    numbered = series_of_all(outcomes, by_day, order.cache)
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
