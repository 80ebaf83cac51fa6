"""The way in: what git tells about a content folder, be it a repository, a part of one, or neither."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import git
from git.exc import InvalidGitRepositoryError, NoSuchPathError

from disclosure.history.attached import with_attachments
from disclosure.history.blobs import blobs_of, file_id
from disclosure.history.cache import Kept, load, load_tips, save, save_tips
from disclosure.history.facts import Facts, read_facts
from disclosure.history.ledger import History, HistoryState, Ledger, Stretch, extended, versions_that_matter
from disclosure.history.merged import merged_commits
from disclosure.history.moments import changes_in_order
from disclosure.history.process import attempt, open_repository, run
from disclosure.history.walk import Walked, walked
from disclosure.history.worktree import WorkingTree, look
from disclosure.model.errors import GongshiError
from disclosure.model.kinds import key_of
from disclosure.model.language import _
from disclosure.model.memory import uncollected

__all__ = ["History", "HistoryState", "read_history", "repository_around"]

PUBLIC = frozenset({"main", "master"})  # what is on another branch was never published: it may be rewritten


@dataclass(frozen=True)
class Place:
    """Where a content folder lies: its repository, and the way to it from the top (`content/`, or empty)."""

    repo: git.Repo
    top: Path
    prefix: str
    shallow: bool
    algorithm: str


def read_history(
    content: Path,
    files: Sequence[str],
    cache: Path | None = None,
    key_of: Callable[[str], str | None] = key_of,
) -> History:
    """Return the history of a content folder; `files` are the paths below it, `cache` a folder to keep the ledger in.

    `key_of` names, for the path of a list file, the field that tells its entries apart.

    GongshiError where there is a repository that git cannot read.
    """
    folder = content.resolve()
    place = place_of(folder)
    if place is None:
        return _without_history(folder, files)
    with uncollected():
        return _read(place, folder, files, cache, key_of)


def _read(
    place: Place, folder: Path, files: Sequence[str], cache: Path | None, key_of: Callable[[str], str | None]
) -> History:
    tree = look(place.repo, place.prefix)
    kept = load(cache, place.prefix) if cache and not place.shallow else Kept()
    ledger = _ledger(place, tree.tip, kept.ledger, key_of)
    if tree.tip and not ledger.events and not tree.index:
        return _without_history(folder, files)  # lies in a repository, but is no part of it
    rewritten = _is_rewritten(place.repo, tree, kept)
    if cache and not place.shallow and ledger != kept.ledger:
        save(cache, place.prefix, ledger)
    hashes = tree.hashes(folder, files, place.algorithm)
    return History(
        state=_state(place, ledger),
        repository=place.top,
        tip=tree.tip,
        detached=tree.tip is not None and not tree.branch,
        events=with_attachments(ledger.events),
        hashes=hashes,
        uncommitted=tree.uncommitted(hashes),
        rewritten=rewritten,
        entries=ledger.entries,
        listed={path: tuple(key for key, _digest in facts.entries) for path, facts in ledger.facts.items()},
        files=ledger.events,
        count=ledger.count,
        lost=kept.tips.get(tree.branch or next(iter(sorted(PUBLIC & kept.tips.keys())))) if rewritten else None,
        branch=tree.branch if tree.tip else "",
        columns=ledger.columns,
    )


def published(content: Path, cache: Path, tip: str | None) -> None:
    """Take a tip for the last one that was published on its branch: from now on it may not leave the line.

    Where the repository has remotes, a commit that none of them has is no publication yet: it may still be amended.
    """
    place = place_of(content.resolve())
    if place is None or place.shallow or tip is None:
        return
    head = attempt(place.repo, "rev_parse", "HEAD")
    branch = attempt(place.repo, "symbolic_ref", "--quiet", "HEAD")
    if (head or "").strip() != tip or not branch:
        return
    name, tips = branch.strip().removeprefix("refs/heads/"), load_tips(cache, place.prefix)
    remotes = attempt(place.repo, "for_each_ref", "--format=%(objectname)", "refs/remotes")
    held = not remotes or attempt(place.repo, "for_each_ref", "--count=1", f"--contains={tip}", "refs/remotes")
    if held and tips.get(name) != tip:
        save_tips(cache, place.prefix, {**tips, name: tip})


def committed(content: Path, files: Sequence[str]) -> str | None:
    """Return a name of the commit and the branch whose files these are, every byte of them; None where one is not."""
    place = place_of(content.resolve())
    if place is None or place.shallow:
        return None
    tree = look(place.repo, place.prefix)
    same = tree.tip and not tree.changed and not tree.untrusted and tree.index.keys() >= set(files)
    return f"{tree.tip} {tree.branch}" if same else None


def repository_around(content: Path) -> Path | None:
    """Return the repository that a content folder lies in, or None."""
    place = place_of(content.resolve())
    return place.top if place else None


def place_of(folder: Path) -> Place | None:
    """Find the repository around a folder; None where there is none, GongshiError where there is half of one."""
    try:
        repo = open_repository(folder)
    except NoSuchPathError as fault:
        raise GongshiError(_("没有内容文件夹 {folder}").format(folder=folder)) from fault
    except InvalidGitRepositoryError as fault:
        broken = next((up / ".git" for up in (folder, *folder.parents) if (up / ".git").is_file()), None)
        if broken is None:
            return None
        raise GongshiError(
            _("{broken} 指向的仓库不见了；请重新克隆，或者用 git worktree repair 修复").format(broken=broken)
        ) from fault
    if repo.bare:
        raise GongshiError(_("{folder} 是裸仓库，里面没有文件；请先用 git clone 克隆出一份再用").format(folder=folder))
    told = run(repo, "rev_parse", "--is-shallow-repository", "--show-object-format", "--show-toplevel")
    shallow, algorithm, written = told.decode("utf-8", errors="surrogateescape").rstrip("\n").split("\n", 2)
    top = Path(written).resolve()
    if not folder.is_relative_to(top):
        return None
    below = folder.relative_to(top).as_posix()
    return Place(repo, top, "" if below == "." else f"{below}/", shallow == "true", algorithm)


def _without_history(folder: Path, files: Sequence[str]) -> History:
    """Return what can be said of a folder that git does not know: the hashes of its files."""
    hashes = {path: file_id(folder / path) for path in files}
    return History(HistoryState.NONE, None, None, False, {}, hashes, frozenset(files))  # noqa: FBT003  # not detached


def _state(place: Place, ledger: Ledger) -> HistoryState:
    if place.shallow:
        return HistoryState.SHALLOW
    return HistoryState.FULL if ledger.events else HistoryState.NONE


def _ledger(place: Place, tip: str | None, kept: Ledger, key_of: Callable[[str], str | None]) -> Ledger:
    """Return the ledger up to a tip, going on from the kept one where the first-parent line still holds its tip."""
    if tip is None or kept.tip == tip:
        return kept if tip else Ledger()
    base = kept if kept.tip and on_line(place.repo, kept.tip, tip) else Ledger()

    def facts_of(blobs: Mapping[str, str]) -> dict[str, Facts | None]:
        return {blob: read_facts(blobs[blob], raw, key_of(blobs[blob])) for blob, raw in blobs_of(place.repo, blobs)}

    def facts_in(found: Walked) -> dict[str, Facts | None]:
        changes = (change for step in found.steps for change in step.changes)
        return facts_of(versions_that_matter(changes, lambda path: key_of(path) is not None))

    spans = walked(place.repo, tip, place.prefix, base.tip, facts_in)
    return extended(base, tip, _stretches(place, spans, base), facts_of)


def _stretches(
    place: Place, spans: Iterable[tuple[Walked, Mapping[str, Facts | None]]], base: Ledger
) -> Iterator[Stretch]:
    """Yield what came after a ledger, oldest first, a stretch of the line at a time."""
    position, clock = base.steps, base.clock
    for found, facts in spans:
        steps = found.steps
        if place.shallow and not position:  # everything seems new in the oldest commit of a shallow clone: nobody knows
            steps[0] = steps[0]._replace(changes=[])
        changes = changes_in_order(steps, merged_commits(found), position, clock)
        yield Stretch(len(steps), steps[-1].seconds, list(changes), facts)
        position, clock = position + len(steps), steps[-1].seconds


def _is_rewritten(repo: git.Repo, tree: WorkingTree, kept: Kept) -> bool:
    """Tell whether the last tip published on main has left its first-parent line: the public record was changed."""
    if not tree.branch:  # detached, as on a forge: an older commit of the line is only looked at
        known = [kept.tips[name] for name in sorted(PUBLIC & kept.tips.keys())]
        return any(_apart(repo, seen, tree.tip or "") for seen in known)
    seen = kept.tips.get(tree.branch)
    if seen is None or seen == tree.tip or tree.branch not in PUBLIC:
        return False
    return tree.tip is None or not on_line(repo, seen, tree.tip)


def _apart(repo: git.Repo, seen: str, tip: str) -> bool:
    """Tell whether of two commits neither is on the first-parent line of the other."""
    return seen != tip and not on_line(repo, seen, tip) and not on_line(repo, tip, seen)


def on_line(repo: git.Repo, older: str, newer: str) -> bool:
    """Tell whether one commit is reached from another by first parents alone; it may be gone altogether."""
    told = attempt(repo, "rev_list", "--first-parent", "--parents", newer, f"^{older}", "--")
    return bool(told) and str(told).split("\n")[-1].split(" ")[1:2] == [older]
