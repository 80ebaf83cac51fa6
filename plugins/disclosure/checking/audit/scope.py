"""The scope check: whether those who wrote a branch maintain the folders that it touches."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.checking.audit.facts import WHOLE, Deed
from disclosure.checking.audit.maintainers import accounts_of, maintainers_of
from disclosure.checking.audit.rules import files_told, owns
from disclosure.checking.schema import SchemaChecker
from disclosure.model.issue import Issue
from disclosure.model.language import _


@dataclass(frozen=True)
class Scope:
    """What the scope check found: its issues, and who wrote which number of commits, by name.

    `judged` says that there were maintainers to judge by; `author` is the account that asks for the merge, empty
    where nobody told, or where no account is listed.
    """

    issues: tuple[Issue, ...] = ()
    judged: bool = False
    authors: tuple[str, ...] = ()
    author: str = ""


def scope_of(deeds: Sequence[Deed], raw: bytes | None, checker: SchemaChecker, author: str) -> Scope:
    """Judge a branch by maintainers.yaml (`raw`) of the line that it goes into; where that says nothing, say so.

    A branch without commits has nobody to judge.

    `author` is the account that asks for the merge, empty where nobody knows.
    """
    if not deeds:
        return Scope()
    names = tuple(dict.fromkeys(deed.who for deed in deeds))
    owners = maintainers_of(raw, checker)
    if isinstance(owners, tuple):
        return Scope(owners, authors=names)
    accounts = accounts_of(raw, checker)
    listed = bool(author) and any(accounts.values())
    issues = [*_strangers(deeds, owners), *(_stranger(deeds, accounts, author) if listed else ())]
    return Scope(tuple(sorted(issues)), judged=True, authors=names, author=author if listed else "")


def _strangers(deeds: Sequence[Deed], owners: Mapping[str, frozenset[str]]) -> Iterator[Issue]:
    """Every file of a branch is changed by somebody who maintains its folder, or one above it."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for deed in deeds:
        strange = [path for path in deed.paths if not owns(owners, deed.mail.casefold(), path)]
        found[deed.who, deed.mail] += [(path, deed.commit) for path in strange]
    for (who, _mail), pairs in sorted(found.items()):
        if pairs:
            commits = "、".join(dict.fromkeys(commit[:7] for _path, commit in pairs))
            paths = sorted({path for path, _commit in pairs})
            problem = _("{who}（提交 {commits}）改了 {files}，他不是维护人")
            yield _issue(paths, problem.format(who=who, commits=commits, files=files_told(paths)))


def _stranger(deeds: Sequence[Deed], accounts: Mapping[str, frozenset[str]], author: str) -> Iterator[Issue]:
    """Whoever asks for the merge maintains every folder that it touches and that names accounts."""
    touched = sorted({path for deed in deeds for path in deed.paths})
    strange = [
        path for path in touched if _names_accounts(accounts, path) and not owns(accounts, author.casefold(), path)
    ]
    if strange:
        problem = _("提出合并的账号 {author} 不是 {files} 的维护人")
        yield _issue(strange, problem.format(author=author, files=files_told(strange)))


def _names_accounts(accounts: Mapping[str, frozenset[str]], path: str) -> bool:
    """Tell whether the nearest folder above a file that has maintainers names their accounts."""
    above = (folder for folder in accounts if folder in {WHOLE, path} or path.startswith(f"{folder}/"))
    nearest = max(above, key=lambda folder: 0 if folder == WHOLE else len(folder), default="")
    return bool(accounts.get(nearest))


def _issue(paths: Sequence[str], problem: str) -> Issue:
    remedy = _(
        "不该由他改的，请从这个分支里去掉这些改动，由维护人来改；"
        "该由他改的，请整个仓库的维护人先在主线的 maintainers.yaml 里加上他"
    )
    return Issue(paths[0], 0, 0, "scope", problem, remedy)
