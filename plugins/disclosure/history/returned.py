"""What a branch brings back that the merge base has withdrawn or lost: as the public saw it last."""

from collections.abc import Collection, Mapping
from itertools import chain
from pathlib import Path

import git

from disclosure.history.blobs import blobs_of
from disclosure.history.facts import read_facts
from disclosure.history.ledger import History
from disclosure.history.walk import steps_of
from disclosure.model.event import Action
from disclosure.model.kinds import Kind, kind_of


def brought_back(
    content: Path, history: History, published: Collection[str], before: Mapping[str, bytes], kinds: tuple[Kind, ...]
) -> list[str]:
    """Return, sorted, the records that the public sees now, and that were taken from it where the branch leaves."""
    ended = {path for path, raw in before.items() if kind_of(path, kinds) and _gone(path, raw)}
    lost = {
        path
        for path in history.hashes.keys() - set(published)
        if kind_of(path, kinds) and any(event.action is Action.REMOVED for event in history.events.get(path, ()))
    }
    there = sorted((ended | lost) & history.hashes.keys())
    return [path for path in there if not _gone(path, (content / path).read_bytes())]


def last_public(repo: git.Repo, commit: str, prefix: str, paths: Collection[str]) -> dict[str, bytes]:
    """Return the bytes of the last version of each file that was public, up to a commit; nothing where none was."""
    if not paths:
        return {}
    versions: dict[str, list[str]] = {path: [] for path in sorted(paths)}
    for step in steps_of(repo, commit, prefix, tuple(versions)):
        for change in step.changes:
            if change.path in versions and change.new:
                versions[change.path].append(change.new)
    held = dict(blobs_of(repo, sorted(set(chain.from_iterable(versions.values())))))
    shown = {path: [blob for blob in blobs if not _gone(path, held[blob])] for path, blobs in versions.items()}
    return {path: held[blobs[0]] for path, blobs in shown.items() if blobs}


def _gone(path: str, raw: bytes) -> bool:
    facts = read_facts(path, raw)
    return facts is not None and facts.gone
