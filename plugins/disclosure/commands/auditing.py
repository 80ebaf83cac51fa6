"""What audit does, and says."""

import sys
from dataclasses import replace
from pathlib import Path

from disclosure.assembly.locking import reading
from disclosure.assembly.order import Order
from disclosure.assembly.planning import plan
from disclosure.checking.audit.facts import Audited, Demands
from disclosure.checking.audit.maintainers import FILE, maintainers_of
from disclosure.checking.audit.rules import audit as judge
from disclosure.checking.reports import written
from disclosure.checking.schema import SchemaChecker
from disclosure.checking.tiers import map_of
from disclosure.commands.building import known_format
from disclosure.commands.progress import watch
from disclosure.history.audit import Owners, audited
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.reading.schemas import load_schemas

FORMATS = ("text", "json")
ASKING = ("content/portal.yaml", "content/rules/audit.yaml")
"""The files that say what is asked for: what cannot be read there has not been audited."""


def audit(order: Order, form: str, since: str = "") -> int:
    """Look over how the public record was kept and print every issue; 2 where one of them is an error, else 0."""
    known_format(form, FORMATS)
    with watch(), reading(order):
        facts, issues = _looked_over(order, since)
    sys.stdout.write(f"{written(issues, form).rstrip()}\n".replace(_("检查完毕"), _("核查完毕")))
    if form == "text":
        seen = _("看过 {content}：{n} 个提交，到 {tip} 为止\n")
        sys.stdout.write(seen.format(content=order.content, n=len(facts.deeds), tip=facts.tip[:7]))
    return 2 if any(issue.level is Level.ERROR for issue in issues) else 0


def _looked_over(order: Order, since: str) -> tuple[Audited, list[Issue]]:
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
    return facts, judge(facts, demands, known)


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
