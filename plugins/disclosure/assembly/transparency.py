"""The transparency log of an edition: its leaves from all parts, its tiles, and the checkpoint over the whole site."""

import base64
import hashlib
import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from disclosure.assembly.manifest import Made
from disclosure.assembly.order import Order, Secrets, Setting, digest_of
from disclosure.assembly.outcomes import LEAVES, Outcome
from disclosure.assembly.placing import CHECKPOINT
from disclosure.assembly.staging import stage
from disclosure.history.blobs import read_blobs
from disclosure.history.erased import stub_number
from disclosure.history.ledger import History, HistoryState
from disclosure.history.transparency.leaves import Notary, surviving_leaf
from disclosure.history.transparency.notes import Checkpoint, Signer, Verifier, read_signer, written
from disclosure.history.transparency.tiles import entry_files, tile_files, tree_of
from disclosure.history.transparency.tree import Tree
from disclosure.model.erasure import Surviving
from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.event import Event
from disclosure.model.language import _
from disclosure.pages.log_pages import LogProof
from disclosure.pages.urls import address_of

FOLDER = "log/"
KEYS = "log/keys.json"
SEED = "log/seed"
OPEN_SEED = b"gongshi: a seed that everybody knows"
"""The seed where none was given: the log still proves order and completeness, but keeps no secret."""


def log_seed(secrets: Secrets, history: History) -> bytes:
    """Return the secret of the log's salts: given, else `log/seed` at the repository's top, else the open one."""
    if secrets.seed:
        return secrets.seed
    kept = history.repository / SEED if history.repository else None
    return (kept.read_bytes().strip() if kept and kept.is_file() else b"") or OPEN_SEED


@dataclass(frozen=True)
class Log:
    """The log as it was made: its size and root, and the files that hold it."""

    size: int
    root: bytes
    made: Made


@dataclass(frozen=True)
class Bound:
    """The leaves of all events in their order, and the numbers of those whose version was erased from history."""

    leaves: Sequence[bytes]
    stubs: frozenset[int] = frozenset()

    @cached_property
    def tree(self) -> Tree:
        """The tree over the leaves."""
        return tree_of(self.leaves)


def bound(
    outcomes: Sequence[Outcome], history: History, setting: Setting, erased: Mapping[int, Surviving]
) -> Bound | None:
    """Return the log of all events; None where there is no whole history to bind."""
    if history.state is not HistoryState.FULL:
        return None
    return _in_order(outcomes, history, setting, erased)


def write_log(found: Bound | None, setting: Setting, old: Made | None, staging: Path) -> Log | None:
    """Stage the tiles and leaves of the log."""
    if found is None:
        return None
    leaves, tree = found.leaves, found.tree
    inputs = digest_of(tree.size, tree.root())
    if old and old.inputs == inputs:
        return Log(tree.size, tree.root(), old)
    before = old.files if old else {}
    files: dict[str, str] = {}
    for path, raw in (*tile_files(tree), *entry_files(leaves)):
        name, digest = f"{FOLDER}{path}", hashlib.sha256(raw).hexdigest()
        files[name] = digest if before.get(name) == digest else stage(staging, name, raw, setting)
    made = Made(inputs, files)
    return Log(tree.size, tree.root(), made)


def _in_order(
    outcomes: Sequence[Outcome], history: History, setting: Setting, erased: Mapping[int, Surviving]
) -> Bound:
    """Return the leaves of all events: those of records from their parts, of every other file one that names nothing.

    GongshiError where an event has no leaf or two: the log would not be what the history is.
    """
    leaves: list[bytes | None] = [None] * history.count
    stubs = set()
    for number, raw, is_stub in _of_records(outcomes):
        if is_stub:
            stubs.add(number)
        if leaves[number] is not None:
            raise GongshiError(_("公开日志的第 {number} 条有两份；请删除缓存文件夹再来一次").format(number=number))
        leaves[number] = raw
    notary = Notary(setting.seed)
    rest = list(history.of_files(number for number, leaf in enumerate(leaves) if leaf is None))
    replaced = _erased_files(rest, history, erased)
    for path, event in rest:
        stands_in = event.blob in replaced and event.number in erased
        leaf = surviving_leaf("", event, erased[event.number]) if stands_in else notary.blank(path, event)
        leaves[event.number] = leaf.raw
    stubs |= {event.number for _path, event in rest if event.blob in replaced}
    whole = [leaf for leaf in leaves if leaf is not None]
    if len(whole) != history.count:
        number = leaves.index(None)
        raise GongshiError(_("公开日志缺第 {number} 条；请删除缓存文件夹再来一次").format(number=number))
    return Bound(whole, frozenset(stubs))


def _erased_files(
    rest: Sequence[tuple[str, Event]], history: History, erased: Mapping[int, Surviving]
) -> frozenset[str]:
    """Return the blobs of files that are no records and stand for erased ones, of those that the register names."""
    named = {event.blob: path for path, event in rest if event.blob and event.number in erased}
    if not named or history.repository is None:
        return frozenset()
    found = read_blobs(history.repository, sorted(named))
    return frozenset(blob for blob, raw in found if stub_number(named[blob], raw) is not None)


def _of_records(outcomes: Sequence[Outcome]) -> Iterator[tuple[int, bytes, bool]]:
    for outcome in outcomes:
        yield from pickle.loads((outcome.store / LEAVES).read_bytes())  # noqa: S301  # our own cache


def signers_of(order: Order, portal: Mapping[str, Any], origin: str) -> tuple[Signer, ...]:
    """Return the keys to sign with; GongshiError where one is not among the public keys of portal.yaml today."""
    found = tuple(read_signer(pem, origin) for pem in order.secrets.keys)
    known = {str(key) for key in verifiers_of(portal, order.as_of)}
    for signer in found:
        if str(signer.verifier) not in known:
            raise GongshiError(
                _(
                    "签名用的私钥没有登记，或者今天不在使用期内；请在 content/portal.yaml 的 log.keys 里写上 "
                    "{{key: {key}, from: {day}}}，提交以后再生成"
                ).format(key=signer.verifier, day=order.as_of.isoformat())
            )
    return found


def verifiers_of(portal: Mapping[str, Any], as_of: date | None = None) -> tuple[Verifier, ...]:
    """Return the public keys of portal.yaml, those in use on a day where one is given; what is no key is left out."""
    found = []
    for entry in (portal.get("log") or {}).get("keys") or ():
        first, last = str(entry.get("from", "")), str(entry.get("until") or "9999-12-31")
        if as_of is None or first <= as_of.isoformat() <= last:
            try:
                found.append(Verifier.parse(str(entry.get("key", ""))))
            except MalformedValue as fault:
                raise GongshiError(f"content/portal.yaml log.keys：{fault}") from fault
    return tuple(found)


def origin_of(portal: Mapping[str, Any]) -> str:
    """Return what the log calls itself: as portal.yaml says, else the site's address without its scheme."""
    told = str((portal.get("log") or {}).get("origin") or "")
    address = str(portal.get("siteurl") or "").partition("://")[2].rstrip("/")
    return told or (f"{address}/log" if address else "gongshi/log")


def keys_json(portal: Mapping[str, Any]) -> bytes:
    """Return the public keys for programs, those that were retired too."""
    told = {"origin": origin_of(portal), "keys": (portal.get("log") or {}).get("keys") or []}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def checkpoint_file(order: Order, portal: Mapping[str, Any], log: Log, edition: str, build: str) -> bytes:
    """Return the checkpoint, signed with every key that the order gives; `build` is the SHA-256 of build.json."""
    origin = origin_of(portal)
    return written(Checkpoint(origin, log.size, log.root, edition, build), signers_of(order, portal, origin)).encode()


def log_proof(log: Log, portal: Mapping[str, Any], as_of: date) -> LogProof:
    """Return what the page of the log says of it: by which keys it may be signed, whether it was so here or not."""
    keys = tuple(str(key) for key in verifiers_of(portal, as_of))
    return LogProof(log.size, base64.b64encode(log.root).decode(), keys, address_of(CHECKPOINT))


def edition_digest(files: Mapping[str, str]) -> str:
    """Return the digest over all files of a site, SHA-256 by path.

    It is what `sha256sum` over the sorted files prints, hashed once more.
    """
    listed = "".join(f"{files[path]}  {path}\n" for path in sorted(files))
    return hashlib.sha256(listed.encode()).hexdigest()
