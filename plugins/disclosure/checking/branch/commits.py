"""Private data in any commit of a branch, not only at its end: what git keeps can be read after it was deleted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from disclosure.checking.branch.beside import beside
from disclosure.checking.branch.comparison import Comparison, Step
from disclosure.checking.gate import Gate
from disclosure.checking.privacy import findings
from disclosure.checking.scan import NAMES
from disclosure.model.attachment import MOST_BYTES
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind, kind_of
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

PRIVATE = ("privacy-", "unmasked-name", "security-penalty")
"""The rules that look for what may not be public; their names begin so."""
SIGNED = ("reviewed-by:", "signed-off-by:", "co-authored-by:", "acked-by:")
"""Lines of a message that name who worked on it, with the address that git asks for."""
MEBIBYTE = 1024 * 1024


def commits_hold_nothing_private(
    comparison: Comparison, gate: Gate, kinds: tuple[Kind, ...], judged: Iterable[Issue]
) -> Iterator[Issue]:
    """No commit of the branch brings in private data, even where a later one takes it out again.

    `judged` are the issues that the check has with the files as they are now.
    """
    found: dict[Issue, list[Step]] = defaultdict(list)
    for step, issue in chain(_inside(comparison, gate, kinds, judged), _outside(comparison, gate)):
        found[issue].append(step)
    for issue, steps in found.items():
        yield _of_commits(issue, steps, comparison)
    for step in comparison.steps:
        yield from _too_large(step, comparison)
        yield from _of_message(step, comparison)


def _inside(
    comparison: Comparison, gate: Gate, kinds: tuple[Kind, ...], judged: Iterable[Issue]
) -> Iterator[tuple[Step, Issue]]:
    """Yield what the commits brought in below content/."""
    ended: dict[str, list[Issue]] = defaultdict(list)
    for issue in judged:
        ended[issue.path.removeprefix("content/")].append(issue)
    known: dict[str, frozenset[tuple[str, str, str]]] = {}
    for step in comparison.steps:
        for path, blob in step.brought:
            if blob in comparison.large:
                continue
            judged_already = blob not in comparison.blobs
            issues = ended[path] if judged_already else judge(path, comparison.blobs[blob], gate, kinds)
            if path not in known:
                known[path] = _public_already(comparison.before.get(path), path, gate, kinds)
            for issue in issues:
                if issue.rule.startswith(PRIVATE) and _told(issue) not in known[path]:
                    yield step, issue


def _outside(comparison: Comparison, gate: Gate) -> Iterator[tuple[Step, Issue]]:
    """Yield what the commits brought in beside content/: a clerk's source table is as readable there."""
    known: dict[str, frozenset[tuple[str, str, str]]] = {}
    for step in comparison.steps:
        for path, blob in step.beside:
            if blob in comparison.large:
                continue
            if path not in known:
                known[path] = frozenset(map(_told, beside(path, comparison.beside.get(path), gate)))
            for issue in beside(path, comparison.blobs[blob], gate):
                if _told(issue) not in known[path]:
                    yield step, issue


def _public_already(
    raw: bytes | None, path: str, gate: Gate, kinds: tuple[Kind, ...]
) -> frozenset[tuple[str, str, str]]:
    """Return what of this kind was public before the branch: it did not bring that in, and can only take it away."""
    return frozenset(_told(issue) for issue in judge(path, raw, gate, kinds)) if raw else frozenset()


def _told(issue: Issue) -> tuple[str, str, str]:
    return issue.rule, issue.field, issue.problem


def judge(path: str, raw: bytes, gate: Gate, kinds: tuple[Kind, ...]) -> list[Issue]:
    """Return the private data in the bytes of any file below content/, as the gate finds it."""
    kind = kind_of(path, kinds)
    document = read_document(path, raw) if kind else None
    issues = gate.check(document, kind) if kind and isinstance(document, Document) else gate.check_bytes(path, raw)
    return sorted(issue for issue in issues if issue.rule.startswith(PRIVATE))


def _of_commits(issue: Issue, steps: list[Step], comparison: Comparison) -> Issue:
    commits = "、".join(step.commit[:7] for step in steps)
    problem = _("提交 {commits} 里{problem}").format(commits=commits, problem=issue.problem)
    return replace(issue, rule="base-private", problem=problem, remedy=_rewrite(comparison, issue.level))


def _too_large(step: Step, comparison: Comparison) -> Iterator[Issue]:
    """Yield the files that nobody has looked into: a source table of that size may hold anybody's data."""
    inside = [(f"content/{path}", blob) for path, blob in step.brought]
    for path, blob in [*inside, *step.beside]:
        if blob in comparison.large:
            problem = _("提交 {commit} 带进来的这个文件有 {size:.1f} MB，超过 {most} MB，没有查看里面有没有个人信息")
            problem = problem.format(
                commit=step.commit[:7], size=comparison.large[blob] / MEBIBYTE, most=MOST_BYTES // MEBIBYTE
            )
            remedy = _("请自己看过；不该在仓库里的，合并以前要改写这个分支，只在后面的提交里删去是不够的")
            yield Issue(path, 0, 0, "base-large", problem, remedy, level=Level.WARNING)


def _of_message(step: Step, comparison: Comparison) -> Iterator[Issue]:
    """Yield the private data in the words of a commit: a forge shows them to everybody."""
    lines = step.message.splitlines()
    for number, line in enumerate(lines, start=1):
        if line.casefold().startswith(SIGNED):
            continue
        for found in findings(line):
            problem = _("提交 {commit} 的说明第 {line} 行像是{name}（{hint}）").format(
                commit=step.commit[:7], line=number, name=_(NAMES[found.kind]), hint=found.hint
            )
            yield Issue("content", 0, 0, "base-private", problem, _rewrite(comparison, Level.ERROR))


def _rewrite(comparison: Comparison, level: Level) -> str:
    """Return what to do about a commit that may not be merged as it is."""
    if level is Level.WARNING:
        return _("请核对；确是个人信息的，合并以前要改写这个分支，只在后面的提交里删去是不够的")
    return _(
        "后面的提交里删去也不够，历史里仍然读得到；合并以前要改写这个分支："
        "git switch -c 新分支 {base}，放上改好的文件重新提交，再删去旧分支（或者 git rebase -i {commit} 改掉这个提交）"
    ).format(base=comparison.base, commit=comparison.commit[:7])


def wanted_blobs(steps: Iterable[Step], ended: Mapping[str, str], kinds: tuple[Kind, ...]) -> list[str]:
    """Return, sorted, the blobs of a branch that are still to be judged: records that stay as they are have been."""
    inside = {
        blob for step in steps for path, blob in step.brought if ended.get(path) != blob or kind_of(path, kinds) is None
    }
    return sorted(inside | {blob for step in steps for _path, blob in step.beside})
