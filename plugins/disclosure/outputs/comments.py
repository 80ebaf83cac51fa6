"""What a branch would publish, as the comment on a merge request that a clerk reads."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from disclosure.checking.reports import LONGEST_COMMENT, plain
from disclosure.model.event import ACTION_TITLES
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.outputs.duty_words import rule_name
from disclosure.outputs.proposals import Coming, Proposal
from disclosure.timing.duties import Owed
from disclosure.timing.standing import State

MARKER = "<!-- gongshi-review -->"
"""The first line of the comment: by it the next run finds the comment that it updates."""
MOST_ROWS = 60
MOST_ISSUES = 40
FEW = 5


def comment(proposal: Proposal) -> str:
    """Return the comment: the verdict, what becomes public by when, what to mend, who wrote it, the preview."""
    parts = [
        MARKER,
        f"## {_verdict(proposal)}",
        _summary(proposal),
        *_coming(proposal),
        *_issues(proposal.issues, Level.ERROR, _("要改正才能合并")),
        *_issues(proposal.standing, Level.ERROR, _("主线上原来就有的错误，不是这个分支带来的，也要改正才能公开")),
        *_scope(proposal),
        *_issues(proposal.issues, Level.WARNING, _("请看一看，不妨碍合并")),
        *_beside(proposal),
        *_preview(proposal),
        _foot(proposal),
    ]
    return f"{_fitted(parts)}\n"


def _verdict(proposal: Proposal) -> str:
    if proposal.errors:
        return _("合并前审阅：有 {n} 处要改正").format(n=proposal.errors)
    if any(one.late for one in proposal.coming):
        return _("合并前审阅：可以合并，有的已经超期，请尽快")
    return _("合并前审阅：可以合并")


def _summary(proposal: Proposal) -> str:
    """Say how many records change, and how many of those that have a last day are in time today."""
    number = sum(not one.withheld for one in proposal.coming)
    if not number:
        return _("并入 {base} 以后，没有一条公开的信息会变。").format(base=code(proposal.base))
    said = _("并入 {base} 以后，网站上有 {n} 条信息会变。").format(base=code(proposal.base), n=number)
    open_ = [one.standing.state for change in proposal.coming for one in change.owed]
    counts = [
        (_("按期 {n} 条"), sum(state in {State.NOT_DUE, State.DUE_SOON} for state in open_)),
        (_("超期 {n} 条"), open_.count(State.OVERDUE)),
        (_("期限暂定 {n} 条"), open_.count(State.PROVISIONAL)),
    ]
    told = "，".join(words.format(n=n) for words, n in counts if n)
    return said + (_("今天（{day}）合并：{told}。").format(day=proposal.as_of, told=told) if told else "")


def _coming(proposal: Proposal) -> Iterator[str]:
    """Yield a table for each agency: the late first, then what has the nearest last day."""
    if not proposal.coming:
        return
    yield f"### {_('合并以后会公开什么')}"
    shown = sorted(proposal.coming, key=_order)[:MOST_ROWS]
    for agency, changes in groupby(sorted(shown, key=lambda one: one.agency), key=lambda one: one.agency):
        head = [_("变化"), _("内容"), _("当事人"), _("期限")]
        rows = ["| " + " | ".join(head) + " |", "| --- | --- | --- | --- |", *map(_row, changes)]
        yield f"**{plain(proposal.name(agency))}**\n\n" + "\n".join(rows)
    if len(proposal.coming) > MOST_ROWS:
        yield _("还有 {n} 条没有列出，请看检查的全文。").format(n=len(proposal.coming) - MOST_ROWS)


def _order(one: Coming) -> tuple[bool, str, str]:
    last = min((owed.duty.deadline.day.isoformat() for owed in one.owed), default="9999")
    return not one.late, last, one.record


def _row(one: Coming) -> str:
    parties = "、".join(plain(name) for name in one.parties[:FEW])
    more = _(" 等 {n} 个").format(n=len(one.parties)) if len(one.parties) > FEW else ""
    cells = (_(ACTION_TITLES[one.action]), _content(one), parties + more or "—", _limits(one))
    return f"| {' | '.join(cells)} |"


def _content(one: Coming) -> str:
    """Return title, number, place and what changes, one below the other."""
    if one.faulty:
        return _("{path}<br>这个文件有错，改正以后才看得出会公开什么").format(path=code(one.path))
    if one.withheld:
        return _("{path}<br>依法不公开，只计入件数，网站上没有这一条").format(path=code(one.path))
    title = plain(one.title or one.record)
    linked = f"[{title}]({one.address})" if "://" in one.address else title
    place = "" if "://" in one.address or not one.address else code(one.address)
    number = plain(one.number) if one.number != one.title else ""
    return "<br>".join(part for part in (linked, number, place, *map(plain, one.details)) if part)


def _limits(one: Coming) -> str:
    return "<br>".join(_limit(owed) for owed in one.owed) or "—"


def _limit(owed: Owed) -> str:
    """Say by which day an act must be done, and whether it is in time today."""
    deadline, stands = owed.duty.deadline, owed.standing
    name = plain(rule_name(owed.duty))
    if stands.state is State.NOT_COUNTED:
        return _("{name}：迁入的，不计").format(name=name)
    day = _("{day}（暂定）") if deadline.provisional else "{day}"
    by = _("{name}：最迟 {day}").format(name=name, day=day.format(day=deadline.day.isoformat()))
    if stands.state is State.OVERDUE:
        return _("{by}，**今天合并超期 {n} 个工作日**").format(by=by, n=stands.late_by)
    if stands.state is State.PROVISIONAL:
        return _("{by}，全年安排还没有公布，不算超期").format(by=by)
    return _("{by}，今天合并按期").format(by=by)


def _issues(issues: Sequence[Issue], level: Level, heading: str) -> Iterator[str]:
    """Yield what is wrong, file by file, with the line and what to do."""
    found = [issue for issue in issues if issue.level is level]
    if not found:
        return
    yield f"### {heading}"
    for path, told in groupby(sorted(found)[:MOST_ISSUES], key=lambda issue: issue.path):
        yield f"{code(path)}\n\n" + "\n".join(_problem(issue) for issue in told)
    if len(found) > MOST_ISSUES:
        yield _("还有 {n} 处没有列出，请看检查的全文。").format(n=len(found) - MOST_ISSUES)


def _problem(issue: Issue) -> str:
    line = _("第 {line} 行：").format(line=issue.line) if issue.line else ""
    subject = f"{issue.title or issue.field}（{issue.field}）：" if issue.field else ""
    remedy = _("<br>怎么改：{remedy}").format(remedy=plain(issue.remedy)) if issue.remedy else ""
    return f"- {line}{plain(subject + issue.problem)}{remedy}"


def _scope(proposal: Proposal) -> Iterator[str]:
    """Yield whether those who wrote it may change what they changed."""
    scope = proposal.scope
    if not (scope.authors or scope.issues):
        return
    yield f"### {_('是不是维护人改的')}"
    if scope.issues:
        yield "\n".join(_problem(issue) for issue in scope.issues)
    elif scope.judged:
        who = "、".join(plain(name) for name in scope.authors)
        yield _("是。{who}改的都是自己维护的文件夹。").format(who=who)


def _beside(proposal: Proposal) -> Iterator[str]:
    if proposal.beside:
        yield f"### {_('还改了这些，不是公开的信息')}"
        more = len(proposal.beside) - MOST_ROWS
        lines = [f"- {code(path)}" for path in proposal.beside[:MOST_ROWS]]
        yield "\n".join([*lines, *([_("- 等 {n} 个文件").format(n=len(proposal.beside))] if more > 0 else [])])


def _preview(proposal: Proposal) -> Iterator[str]:
    preview = proposal.preview
    if preview is None:
        return
    yield f"### {_('合并以后的样子')}"
    if preview.why_not:
        yield preview.why_not
    else:
        said = _("会变的 {n} 个页面在这次运行的附件「preview」里：下载、解压，打开 index.html。")
        yield said.format(n=preview.pages)


def _foot(proposal: Proposal) -> str:
    told = [
        _("按 {day} 计算，{base} 加上这个分支的 {n} 个提交（到 {head} 为止）。").format(
            day=proposal.as_of, base=code(proposal.base), n=proposal.commits, head=code(proposal.head[:7])
        )
    ]
    if proposal.uncommitted:
        told.append(_("还没有提交的 {n} 个文件也算在内，提交以后再看一次。").format(n=proposal.uncommitted))
    if proposal.hushed:
        told.append(_("主线上原来就有的 {n} 处提醒没有列出。").format(n=proposal.hushed))
    told.append(_("合并就是公开：公开时间以合并的时间为准。再推送时这条评论会更新。"))
    return "---\n\n" + "".join(told)


def _fitted(parts: Sequence[str]) -> str:
    """Join the parts; where a comment does not hold them all, those in the middle are left out, never the foot."""
    *rest, foot = parts
    kept: list[str] = []
    left = LONGEST_COMMENT - len(foot)
    for part in rest:
        left -= len(part) + 2
        if left < 0:
            kept.append(_("……太长了，其余请看检查的全文。"))
            break
        kept.append(part)
    return "\n\n".join([*kept, foot])


def code(text: str) -> str:
    """Return a path or a name as code that Markdown shows as it stands, in a table too."""
    shown = " ".join(text.split()).replace("`", "'").replace("|", "\\|").replace("<", "‹").replace(">", "›")
    return f"`{shown}`"
