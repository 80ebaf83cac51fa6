"""What a branch does to what was public: the merge base beside the files as they are now, as one value."""

import os
from collections.abc import Mapping
from pathlib import Path

import git

from disclosure.checking.branch.commits import wanted_blobs
from disclosure.checking.branch.comparison import Brought, Comparison, Step
from disclosure.checking.branch.limits import TRAILER
from disclosure.history.blobs import blobs_of, sizes_of
from disclosure.history.ledger import History
from disclosure.history.process import attempt, tokens
from disclosure.history.repository import place_of
from disclosure.history.returned import brought_back, last_public
from disclosure.history.span import SpanCommit, below, commits_of
from disclosure.model.attachment import MOST_BYTES
from disclosure.model.errors import GongshiError
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.language import _

LIKE = "80%"
"""From which likeness on a new file is one that was renamed: decisions of one template are alike by half."""


def compare(content: Path, history: History, base: str, kinds: tuple[Kind, ...] = KINDS) -> Comparison:
    """Return what differs between a content folder as it is now and the merge base of HEAD and `base`.

    GongshiError, in words, where there is nothing to compare with: no repository, a shallow clone, a revision that is
    not there, no common ancestor.
    """
    place = place_of(content.resolve())
    if place is None or history.tip is None:
        raise GongshiError(_("{folder} 没有版本历史，不能与 {base} 比较").format(folder=content, base=base))
    if place.shallow:
        raise GongshiError(_("这个仓库只取了一部分历史（浅克隆），不能比较；请先运行 git fetch --unshallow"))
    commit = commit_named(place.repo, base)
    shared = attempt(place.repo, "merge_base", commit, history.tip)
    if not shared:
        raise GongshiError(
            _("现在的分支和 {base} 没有共同的历史，不能比较；请从要并入的分支重新建分支").format(base=base)
        )
    merge_base = shared.split()[0]
    there = _tree(place.repo, merge_base)
    published = {name: blob for path, blob in there.items() if (name := below(place.prefix, path)) is not None}
    other = {path: blob for path, blob in published.items() if history.hashes.get(path) != blob}
    commits = commits_of(place.repo, history.tip, (commit,))
    steps = tuple(_step(one, place.prefix) for one in commits)
    beside = {path: there[path] for step in steps for path, _blob in step.beside if path in there}
    wanted = wanted_blobs(steps, history.hashes, kinds)
    sizes = sizes_of(place.repo, sorted({*wanted, *beside.values()}))
    large = {blob: size for blob, size in sizes.items() if size > MOST_BYTES}
    small = {*wanted, *beside.values()} - large.keys()
    blobs = dict(blobs_of(place.repo, sorted({*other.values(), *small})))
    before = {path: blobs[blob] for path, blob in other.items()}
    back = brought_back(content, history, published, before, kinds)
    return Comparison(
        base=base,
        commit=merge_base,
        published=frozenset(published),
        before=before,
        after={path: (content / path).read_bytes() for path in sorted({*other, *back} & history.hashes.keys())},
        last=last_public(place.repo, merge_base, place.prefix, back),
        renamed=_renamed(place.repo, merge_base, place.prefix, other, published, history),
        steps=steps,
        blobs={blob: blobs[blob] for blob in wanted if blob in small},
        large={blob: large[blob] for blob in wanted if blob in large},
        ended=history.hashes,
        beside={path: blobs[blob] for path, blob in beside.items() if blob in small},
        begun={path: events[0].moment for path in sorted(other) if (events := history.events.get(path))},
    )


def commit_named(repo: git.Repo, name: str) -> str:
    """Return the id of the commit that a revision means; GongshiError where there is none."""
    found = None if name.startswith("-") else attempt(repo, "rev_parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if found:
        return found.strip()
    remote, slash, branch = name.partition("/")
    hint = _("请先运行 git fetch {remote} {branch}，或者").format(remote=remote, branch=branch) if slash else _("请")
    raise GongshiError(_("仓库里没有「{name}」这个分支或者提交；{hint}核对名称").format(name=name, hint=hint))


def _tree(repo: git.Repo, commit: str) -> dict[str, str]:
    """Return the blob of every regular file of a commit, by its path from the repository's top."""
    found = {}
    for token in tokens(repo, "ls_tree", "-r", "-z", "--full-tree", commit):
        facts, _tab, name = token.partition(b"\t")
        mode, _kind, blob = facts.decode("ascii").split(" ")
        if mode.startswith("100"):
            found[os.fsdecode(name)] = blob
    return found


def _renamed(  # noqa: PLR0913, PLR0917  # what git is asked, and what is already known
    repo: git.Repo, commit: str, prefix: str, other: Mapping[str, str], published: Mapping[str, str], history: History
) -> dict[str, str]:
    """Return where the content of each file that is gone has moved to: by git's own judgement of likeness.

    What git does not track yet is taken for a renamed file where its bytes are the same.
    """
    gone = {path: blob for path, blob in other.items() if path not in history.hashes}
    if not gone:
        return {}
    fresh = {blob: path for path, blob in sorted(history.hashes.items()) if path not in published}
    found = {path: fresh[blob] for path, blob in sorted(gone.items()) if blob in fresh}
    options = ("--raw", "-z", f"--find-renames={LIKE}", "--diff-filter=R", "--no-abbrev")
    told = tokens(repo, "diff", *options, commit, *(("--", prefix) if prefix else ("--",)))
    for _facts in told:
        old, new = (below(prefix, os.fsdecode(next(told))) for _side in range(2))
        if old in gone and new is not None and new in history.hashes:
            found.setdefault(old, new)
    return found


def _step(commit: SpanCommit, prefix: str) -> Step:
    there = [(path, blob) for path, blob in commit.brought if blob is not None]
    inside = [(below(prefix, path), path, blob) for path, blob in there]
    return Step(
        commit.id,
        commit.message,
        trailer_of(commit.message, TRAILER),
        tuple(Brought(name, blob) for name, _path, blob in inside if name is not None),
        tuple(Brought(path, blob) for name, path, blob in inside if name is None),
    )


def trailer_of(message: str, key: str) -> str:
    """Return the value of a trailer in the last paragraph of a message, or nothing."""
    last = message.strip().split("\n\n")[-1]
    told = (line.partition(":") for line in last.splitlines())
    return next((value.strip() for name, _colon, value in told if name.strip().casefold() == key.casefold()), "")
