"""What audit does, and says."""

import sys
from dataclasses import replace
from pathlib import Path

from disclosure import edition as editions
from disclosure.assembly.locking import reading
from disclosure.assembly.order import Order
from disclosure.assembly.planning import plan
from disclosure.assembly.remembered import FILE as HASHES
from disclosure.assembly.remembered import accounted_for, log_issues
from disclosure.assembly.transparency import Bound, bound
from disclosure.checking.audit.facts import Audited, Demands
from disclosure.checking.audit.maintainers import FILE, maintainers_of
from disclosure.checking.audit.rules import audit as judge
from disclosure.checking.reports import as_markdown, written
from disclosure.checking.schema import SchemaChecker
from disclosure.checking.tiers import map_of
from disclosure.commands.building import known_format
from disclosure.commands.progress import watch
from disclosure.commands.verifying import checkpoint_at
from disclosure.history.audit import Owners, audited
from disclosure.history.transparency.notes import Checkpoint
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.reading.schemas import load_schemas

FORMATS = ("text", "json", "markdown")
ASKING = ("content/portal.yaml", "content/rules/audit.yaml")
"""The files that say what is asked for: what cannot be read there has not been audited."""


def audit(order: Order, form: str, since: str = "", against: str = "") -> int:
    """Look over how the public record was kept and print every issue; 2 where one of them is an error, else 0.

    `since` is a commit that was public once, `against` a checkpoint that was kept elsewhere.
    """
    known_format(form, FORMATS)
    with watch(), reading(order):
        facts, issues = _looked_over(order, since, checkpoint_at(against)[0].checkpoint if against else None)
    said = as_markdown(issues, "公开记录的核查", "要查明") if form == "markdown" else written(issues, form)
    sys.stdout.write(f"{said.rstrip()}\n".replace(_("检查完毕"), _("核查完毕")))
    if form == "text":
        seen = _("看过 {content}：{n} 个提交，到 {tip} 为止\n")
        sys.stdout.write(seen.format(content=order.content, n=len(facts.deeds), tip=facts.tip[:7]))
    return 2 if any(issue.level is Level.ERROR for issue in issues) else 0


def _looked_over(order: Order, since: str, against: Checkpoint | None) -> tuple[Audited, list[Issue]]:
    """Return what git tells and what is to be said of it."""
    work = plan(replace(order, preview=True))
    setting, top = work.setting, work.history.repository or order.content
    checker = SchemaChecker(load_schemas(order.schemas))
    named = top / FILE
    maintainers = maintainers_of(named.read_bytes() if named.is_file() else None, checker)
    known = [issue for issue in work.issues if issue.path in ASKING and _matters(issue)]
    known += maintainers if isinstance(maintainers, tuple) else ()
    demands = Demands.of(setting.portal, setting.rules, setting.as_of)
    listed = str(map_of(setting.portal.get("signatures")).get("allowed_signers", ""))
    signers = _signers(top, listed, known) if demands.signed_from else None

    def owners_of(raw: bytes) -> Owners | None:
        found = maintainers_of(raw, checker)
        return None if isinstance(found, tuple) else found

    facts = audited(
        order.content,
        work.history,
        order.kinds,
        owners_of=owners_of,
        guarded=(FILE, *([listed] if listed else [])),
        since=since,
        signers=signers,
        signed=demands.signed_from is not None,
    )
    if not (since or against or (order.cache / HASHES).is_file()):
        known.append(_never_built(order))
    if against or facts.rewritten or work.erased:
        accounted, found = _log_kept(order, facts, against)
        facts = replace(facts, accounted=accounted)
        known += found
    return facts, judge(facts, demands, known)


def _never_built(order: Order) -> Issue:
    """Return what must be said where nothing tells what was published: then no rewriting can be seen."""
    problem = _("历史有没有被改写没有核对：这台机器上没有由这份内容生成过 {output}").format(output=order.output)
    remedy = _("请用 --output 指明生成的网站，用 --against 指明从前保存的检查点，或者用 --since 指明以前的提交")
    return Issue("content", 0, 0, "audit-unknown", problem, remedy, level=Level.WARNING)


def _log_kept(order: Order, facts: Audited, against: Checkpoint | None) -> tuple[frozenset[str], list[Issue]]:
    """Return the lost commits that erasings account for, and where today's log is not what was published."""
    edition = editions.read(replace(order, preview=True))
    history, erased = edition.plan.history, edition.plan.erased
    sound = all(issue.level is not Level.ERROR for issue in edition.issues)
    log = edition.bound or (bound(edition.outcomes, history, edition.plan.setting, erased) if sound else None)
    if log is None:
        problem = _("内容有错，公开日志算不出来，历史有没有被改写核查不了")
        remedy = _("请先用 ./portal check 查看并改正")
        return frozenset(), [Issue("content", 0, 0, "audit-log", problem, remedy)]
    issues = [_graver(issue) for issue in log_issues(history, erased, log, order.cache) if issue.rule != "history"]
    accounted = accounted_for(order.cache, log, history, erased)
    if against is None:
        return accounted, issues
    parted = _parted(log, against)
    if parted is None and log.stubs and log.stubs <= erased.keys():
        accounted |= frozenset(facts.rewritten)
    return accounted, [*issues, *([parted] if parted else [])]


def _graver(issue: Issue) -> Issue:
    """Return an issue of the log as the audit tells it: what was changed without procedure is an error."""
    return replace(issue, level=Level.ERROR) if issue.rule in {"log-rewritten", "erased-unlisted"} else issue


def _parted(log: Bound, against: Checkpoint) -> Issue | None:
    """Return what must be said where the log of today does not begin with that of a checkpoint."""
    if against.size > log.tree.size:
        problem = _("公开日志被截短：检查点里有 {before} 条，现在只有 {now} 条")
        problem = problem.format(before=against.size, now=log.tree.size)
    elif log.tree.root(against.size) != against.root:
        problem = _("公开日志被改写：检查点里的 {before} 条，现在的历史算出来不一样").format(before=against.size)
    else:
        return None
    remedy = _("请查明是谁用强制推送改写了历史，从别的克隆或者备份里恢复；种子（log/seed）换过也会这样")
    return Issue("content", 0, 0, "audit-log", problem, remedy)


def _matters(issue: Issue) -> bool:
    return issue.level is Level.ERROR or issue.rule == "no-rules"


def _signers(top: Path, listed: str, known: list[Issue]) -> Path | None:
    """Return the file of allowed signers that portal.yaml names, and note where it is not there."""
    path = top / listed
    if listed and not path.is_file():
        problem = _("没有签名人名单 {path}，SSH 签名核验不了").format(path=listed)
        remedy = _("请建这个文件，一行一人：邮箱、空格、公钥（git 的 allowed_signers 写法）")
        known.append(Issue("content/portal.yaml", 0, 0, "audit-signers", problem, remedy))
    return path if listed and path.is_file() else None
