"""What review does, and says: everything about a branch before it is merged, as one comment."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from disclosure import edition as editions
from disclosure.assembly.comparing import held_against
from disclosure.assembly.locking import reading
from disclosure.assembly.manifest import write_whole
from disclosure.assembly.order import Order, Secrets
from disclosure.assembly.previewing import Preview as Pages
from disclosure.assembly.previewing import refuse_foreign
from disclosure.assembly.proposals import Sides, beside, coming, parted, rows_of
from disclosure.checking.audit.maintainers import FILE as MAINTAINERS
from disclosure.checking.audit.scope import scope_of
from disclosure.checking.schema import SchemaChecker
from disclosure.commands.deadlines import Asked as Forecast
from disclosure.commands.deadlines import reported
from disclosure.commands.progress import Watch, watch
from disclosure.edition import Edition
from disclosure.generator import build as build_site
from disclosure.history.audit import brought_by
from disclosure.history.log import SHANGHAI
from disclosure.history.proposing import Proposal as Copy
from disclosure.history.proposing import proposed
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.outputs.comments import comment
from disclosure.outputs.proposals import Preview, Proposal, as_json
from disclosure.pages.urls import file_of
from disclosure.reading.schemas import load_schemas

NOON = time(12, tzinfo=SHANGHAI)
COPY = "copy"
"""Where the merge is tried, below the caches: gone when the review is done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked: the branch to merge into, who asks for it, and where the answers go."""

    base: str
    author: str = ""
    comment: str = ""
    json: str = ""
    preview: str = ""

    @property
    def folder(self) -> Path:
        """Where the preview goes."""
        return Path(self.preview).expanduser().resolve()


def review(order: Order, asked: Asked) -> int:
    """Say what merging the branch would publish, and what stands against it; 2 where something does, else 0."""
    if not asked.base:
        raise GongshiError(_("请用 --base 写明要并入的分支，如 origin/main"))
    if asked.preview:
        refuse_foreign(asked.folder)
    with watch() as told, reading(order):
        try:
            proposal = _looked_at(order, asked, told)
        finally:
            shutil.rmtree(_place(order) / COPY, ignore_errors=True)
    written = comment(proposal)
    if asked.json:
        _write(asked.json, as_json(proposal))
    if asked.comment:
        _write(asked.comment, written)
    else:
        sys.stdout.write(written)
    return 2 if proposal.errors else 0


def _write(path: str, text: str) -> None:
    target = Path(path).expanduser().resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, text.encode())


def _place(order: Order) -> Path:
    return order.cache / "review"


@dataclass(frozen=True)
class Try:
    """The merge, tried in a copy beside the caches: the order to read and build it, and what is asked."""

    asked: Asked
    order: Order
    copy: Copy
    told: Watch

    @classmethod
    def of(cls, order: Order, asked: Asked, told: Watch) -> "Try":
        """Copy the repository; the copy has caches of its own, and signs nothing."""
        cache = _place(order)
        copy = proposed(order.content, asked.base, cache / COPY, datetime.combine(order.as_of, NOON))
        secrets = Secrets(order.secrets.seed)
        own = replace(
            order, content=copy.content, output=cache / "site", cache=cache / "cache", preview=True, secrets=secrets
        )
        return cls(asked, own, copy, told)

    def built(self) -> editions.Report | str:
        """Build the site of the copy as it is now; why not, in words, where that cannot be done."""
        try:
            return build_site(self.order, self.told)
        except ContentError:
            return _("内容有错误，改正以前生成不了网页。")

    def read(self) -> Edition:
        """Read and check the copy as it is now."""
        return editions.read(self.order, self.told)


def _looked_at(order: Order, asked: Asked, told: Watch) -> Proposal:
    """Read the base, then the merge, and return what is to be told of the difference."""
    attempt = Try.of(order, asked, told)
    copy = attempt.copy
    begun = attempt.built() if asked.preview else ""
    before = attempt.read()
    clashes = [_clash(path, asked.base) for path in copy.merge()]
    after = attempt.read()
    fresh, old = parted([*after.issues, *held_against(after.plan, asked.base, after.issues)[1]], before.issues)
    deeds, raw = brought_by(order.content, copy.base, copy.head, MAINTAINERS)
    forecast = reported(after, Forecast(base=asked.base))
    sides = Sides(after.plan, after.outcomes, after.issues, rows_of(before.outcomes), forecast.owed, copy.base)
    touched = {path for deed in deeds for path in deed.paths} | set(copy.uncommitted)
    proposal = Proposal(
        as_of=order.as_of,
        base=asked.base,
        head=copy.head,
        commits=len(deeds),
        uncommitted=len(copy.uncommitted),
        names=forecast.names,
        coming=coming(sides),
        beside=beside(after.plan, touched),
        issues=sorted([*fresh, *clashes]),
        standing=[issue for issue in old if issue.level is Level.ERROR],
        hushed=sum(issue.level is Level.WARNING for issue in old),
        scope=scope_of(deeds, raw, SchemaChecker(load_schemas(order.schemas)), asked.author),
    )
    return replace(proposal, preview=_preview(attempt, proposal, begun)) if asked.preview else proposal


def _clash(path: str, base: str) -> Issue:
    problem = _("与 {base} 上后来的改动冲突，不能直接合并").format(base=base)
    remedy = _("请在这个分支上运行 git merge {base}，改好这个文件里冲突的地方，再提交").format(base=base)
    return Issue(path, 0, 0, "conflict", problem, remedy)


def _preview(attempt: Try, proposal: Proposal, begun: editions.Report | str) -> Preview:
    """Build the merge and copy the pages that it changes; why not, in words, where that cannot be done."""
    folder = attempt.asked.folder
    shutil.rmtree(folder, ignore_errors=True)
    report = attempt.built()
    if isinstance(report, str):
        return Preview(why_not=report)
    site = attempt.read().plan.setting.site
    first = [one.address.removeprefix(site.siteurl.rstrip("/")) for one in proposal.coming if one.address]
    changed = frozenset(report.changed) if isinstance(begun, editions.Report) else _below(report, first)
    return Preview(Pages(attempt.order.output, site.base, site.siteurl, changed, first).write(folder))


def _below(report: editions.Report, addresses: Sequence[str]) -> frozenset[str]:
    """Return the files of the records' own pages: what else changes is not known where the base cannot be built."""
    starts = tuple(file_of(address).removesuffix("index.html") for address in addresses)
    return frozenset(path for path in report.changed if starts and path.startswith(starts))
