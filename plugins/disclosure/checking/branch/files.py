"""Published files that a branch deletes or renames: an address that was public never goes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from disclosure.checking.branch.comparison import Comparison
from disclosure.model.issue import Issue
from disclosure.model.kinds import Kind, kind_of
from disclosure.model.language import _

FEW = 3
"""So many files of one folder are told one by one; more of them are told together."""


def published_files_stay(comparison: Comparison, kinds: tuple[Kind, ...]) -> Iterator[Issue]:
    """No published record is deleted, and none gets another name: what is taken down is withdrawn in its file."""
    gone = sorted(gone_records(comparison, kinds))
    told: set[str] = set()
    for agency, paths in _whole_agencies(comparison, gone).items():
        told.update(paths)
        yield _agency_gone(agency, paths, comparison)
    for moves in _by_folders({old: comparison.renamed[old] for old in gone if old in comparison.renamed}, told):
        yield from _renamed(moves)
    lost = [path for path in gone if path not in comparison.renamed and path not in told]
    for folder, paths in _by_folder(lost).items():
        yield from _deleted(folder, paths, comparison, kinds)


def gone_records(comparison: Comparison, kinds: tuple[Kind, ...]) -> list[str]:
    """Return the records that the merge base has and the branch has not, renamed ones among them."""
    return [path for path in comparison.before if path not in comparison.after and kind_of(path, kinds)]


def _whole_agencies(comparison: Comparison, gone: Sequence[str]) -> dict[str, list[str]]:
    """Return the agencies of which nothing is left, each with what was published of it."""
    prefixes = sorted({path.removesuffix("agency.yaml") for path in gone if path.endswith("/agency.yaml")})
    here = {"/".join(path.split("/")[:2]) for path in comparison.ended if path.startswith("agencies/")}
    return {
        prefix.rstrip("/"): [path for path in gone if path.startswith(prefix)]
        for prefix in prefixes
        if prefix.rstrip("/") not in here
    }


def _agency_gone(agency: str, paths: Sequence[str], comparison: Comparison) -> Issue:
    name = agency.rpartition("/")[2]
    targets = sorted(
        {"/".join(comparison.renamed[path].split("/")[:2]) for path in paths if path in comparison.renamed}
    )
    if targets:
        problem = _("机关的文件夹改名成了 {new}，里面 {n} 个公开过的文件的网址都会变").format(
            new="、".join(f"content/{target}" for target in targets), n=len(paths)
        )
        remedy = _("公开过的文件夹不能改名；请改回 {name}，机关改了名称的只改 agency.yaml 里的 name").format(name=name)
        return Issue(f"content/{agency}", 0, 0, "base-renamed", problem, remedy)
    problem = _("机关的文件夹整个被删除，里面有 {n} 个公开过的文件").format(n=len(paths))
    remedy = _("请恢复（{restore}）；机关撤并了的，在 agency.yaml 里写 until").format(
        restore=_restore(agency, comparison)
    )
    return Issue(f"content/{agency}", 0, 0, "base-deleted", problem, remedy)


def _by_folders(moves: Mapping[str, str], told: set[str]) -> list[list[tuple[str, str]]]:
    """Return the moves, those between the same two folders together."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for old, new in sorted(moves.items()):
        if old not in told:
            found[_folder(old), _folder(new)].append((old, new))
    return list(found.values())


def _renamed(moves: Sequence[tuple[str, str]]) -> Iterator[Issue]:
    if len(moves) > FEW:
        old, new = (_folder(path) for path in moves[0])
        problem = _("公开过的 {n} 个文件移到了 content/{new}，它们的网址都会变").format(n=len(moves), new=new)
        remedy = _("公开过的文件不能改名、移动；请把它们移回 content/{old}").format(old=old)
        yield Issue(f"content/{old}", 0, 0, "base-renamed", problem, remedy)
        return
    for old, new in moves:
        problem = _("公开过的文件改名成了 content/{new}，网址会从 {before} 变成 {after}").format(
            new=new, before=_address(old), after=_address(new)
        )
        remedy = _("公开过的文件不能改名；请改回来：git mv content/{new} content/{old}").format(new=new, old=old)
        yield Issue(f"content/{old}", 0, 0, "base-renamed", problem, remedy)


def _deleted(folder: str, paths: Sequence[str], comparison: Comparison, kinds: tuple[Kind, ...]) -> Iterator[Issue]:
    if len(paths) > FEW:
        problem = _("这个文件夹里公开过的 {n} 个文件被删除").format(n=len(paths))
        remedy = _("请恢复（{restore}）；要撤下的逐件用 ./portal withdraw，会留下撤下的说明").format(
            restore=_restore(folder, comparison)
        )
        yield Issue(f"content/{folder}", 0, 0, "base-deleted", problem, remedy)
        return
    for path in paths:
        kind = kind_of(path, kinds)
        restore = _restore(path, comparison)
        if kind and kind.key:
            remedy = _("请恢复文件（{restore}）；不再有效的条目写 until，不要删文件").format(restore=restore)
        else:
            remedy = _("请恢复文件（{restore}），再用 ./portal withdraw {id} 撤下，会留下撤下的说明").format(
                restore=restore, id=path.rpartition(".")[0]
            )
        yield Issue(f"content/{path}", 0, 0, "base-deleted", _("公开过的文件被删除"), remedy)


def _restore(path: str, comparison: Comparison) -> str:
    return f"git checkout {comparison.commit[:7]} -- content/{path}"


def _by_folder(paths: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[_folder(path)].append(path)
    return found


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _address(path: str) -> str:
    return f"/{path.rpartition('.')[0]}/"
