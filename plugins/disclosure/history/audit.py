"""What git tells of how the public record was kept: every commit with its author, times, signature and files."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from zoneinfo import ZoneInfo

import git

from disclosure.checking.audit.facts import Audited, Deed, Early, Lost
from disclosure.history.base import commit_named
from disclosure.history.blobs import blobs_of
from disclosure.history.ledger import History, shown
from disclosure.history.moments import moment_time
from disclosure.history.process import attempt, open_repository
from disclosure.history.repository import Place, on_line, place_of
from disclosure.history.signatures import fingerprints, trust_of
from disclosure.history.span import SpanCommit, commits_of
from disclosure.history.walk import Commit, walked
from disclosure.model.errors import GongshiError
from disclosure.model.event import Action, Event
from disclosure.model.kinds import Kind, kind_of
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

SHANGHAI = ZoneInfo("Asia/Shanghai")
COMMIT = re.compile(r"[0-9a-f]{7,64}")
Owners = Mapping[str, frozenset[str]]


def audited(  # noqa: PLR0913  # each is a fact of its own
    content: Path,
    history: History,
    kinds: tuple[Kind, ...],
    *,
    owners_of: Callable[[bytes], Owners | None],
    guarded: Sequence[str] = (),
    since: str = "",
    signers: Path | None = None,
    signed: bool = False,
) -> Audited:
    """Return what git tells for the audit of a content folder; with `since`, only of what came after that commit.

    `owners_of` reads a version of the first of the `guarded` files (from the repository's top), which say who may do
    what and are looked at like content; `signed` has git verify signatures, with the allowed `signers` of SSH keys.
    """
    place = place_of(content.resolve())
    if place is None or history.tip is None:
        raise GongshiError(_("{folder} 没有版本历史，没有可以核查的").format(folder=content))
    if place.shallow:
        raise GongshiError(_("这个仓库只取了一部分历史（浅克隆），不能核查；请先运行 git fetch --unshallow"))
    begin, lost = _since(place.repo, since, history.tip)
    repo = _verifying(place, signers) if signed else place.repo
    steps = [step for _span, steps in walked(place.repo, history.tip, "", begin, attrgetter("steps")) for step in steps]
    commits = commits_of(repo, history.tip, (begin,) if begin else (), signatures=signed)
    looked_at = (place.prefix, *guarded)
    names = fingerprints(signers.read_text(encoding="utf-8", errors="replace")) if signers and signed else frozenset()
    owners = _owners_before(place.repo, steps, begin, guarded[0], owners_of) if guarded else {}
    mine = {step.id for step in steps}
    return Audited(
        tip=history.tip,
        deeds=tuple(_deeds(place.repo, steps, commits, begin, looked_at, owners, names)),
        lost=tuple(_lost(history, kinds, mine, place.prefix)),
        early=tuple(_early(place.repo, history, kinds, mine, place.prefix)),
        rewritten=tuple(dict.fromkeys([*([history.lost] if history.lost else []), *lost])),
        content=place.prefix.rstrip("/") or "content",
    )


def brought_by(content: Path, base: str, head: str, path: str) -> tuple[tuple[Deed, ...], bytes | None]:
    """Return the commits that `head` has and `base` has not, oldest first, with every file that each one touched.

    With them come the bytes that `base` has at `path`, which say who maintains what: nobody makes themselves a
    maintainer by a branch.
    """
    place = place_of(content.resolve())
    if place is None:
        raise GongshiError(_("{folder} 没有版本历史，没有可以核查的").format(folder=content))
    blob = attempt(place.repo, "rev_parse", "--verify", "--quiet", f"{base}:{path}")
    raw = next(blobs_of(place.repo, [blob.strip()]))[1] if blob else None
    deeds = tuple(
        Deed(
            commit=commit.id,
            who=commit.author.name,
            mail=commit.author.mail,
            authored=moment_time(commit.authored, 0),
            committed=moment_time(commit.committed, 0),
            paths=tuple(one.path for one in commit.brought),
        )
        for commit in commits_of(place.repo, head, (base,))
    )
    return deeds, raw


def _since(repo: git.Repo, since: str, tip: str) -> tuple[str | None, list[str]]:
    """Return the commit to begin after, or that it was lost: it is not there, or on the line no more.

    Forges write zeros for what was before the first push.
    """
    if not since.strip("0"):
        return None, []
    try:
        commit = commit_named(repo, since)
    except GongshiError:
        if COMMIT.fullmatch(since):
            return None, [since]
        raise
    return (commit, []) if commit == tip or on_line(repo, commit, tip) else (None, [commit])


def _verifying(place: Place, signers: Path | None) -> git.Repo:
    """Return the repository set up to verify signatures by the portal's own list, whatever the user's settings say."""
    where = str(signers) if signers else "/dev/null"
    return open_repository(place.top, (f"gpg.ssh.allowedSignersFile={where}", "gpg.minTrustLevel=undefined"))


def _deeds(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    repo: git.Repo,
    steps: Sequence[Commit],
    commits: Sequence[SpanCommit],
    begin: str | None,
    looked_at: tuple[str, ...],
    owners: Mapping[str, Owners | None],
    names: frozenset[str],
) -> Iterator[Deed]:
    """Yield every commit with the moment that it belongs to, in the order of the line."""
    by_id = {commit.id: commit for commit in commits}
    previous = _time_of(repo, begin) if begin else None
    latest = previous
    taken = {step.id for step in steps}
    for step in steps:
        now = moment_time(step.seconds, step.zone)
        latest = max(latest, now) if latest else now
        for commit in [*_merged(step, by_id, taken), by_id[step.id]]:
            yield Deed(
                commit=commit.id,
                who=commit.author.name,
                mail=commit.author.mail,
                authored=moment_time(commit.authored, 0),
                committed=moment_time(commit.committed, 0),
                paths=tuple(path for path, _blob in commit.brought if path.startswith(looked_at)),
                before=previous if commit.id == step.id else None,
                due=latest,
                owners=owners.get(step.id),
                trust=trust_of(commit.signature, commit.key, names) if commit.signature else None,
            )
        previous = now


def _time_of(repo: git.Repo, commit: str) -> datetime:
    told = attempt(repo, "log", "-1", "--no-show-signature", "--format=%ct", commit)
    return moment_time(int(told or 0), 0)


def _merged(step: Commit, by_id: Mapping[str, SpanCommit], taken: set[str]) -> list[SpanCommit]:
    """Return the commits that came with a merge, and with no earlier one, oldest first."""
    found: list[SpanCommit] = []
    waiting = list(step.parents[1:])
    while waiting:
        commit = waiting.pop()
        if commit in by_id and commit not in taken:
            taken.add(commit)
            found.append(by_id[commit])
            waiting.extend(by_id[commit].parents)
    return sorted(found, key=lambda commit: (commit.committed, commit.id))


def _owners_before(
    repo: git.Repo, steps: Sequence[Commit], begin: str | None, path: str, owners_of: Callable[[bytes], Owners | None]
) -> dict[str, Owners | None]:
    """Return who maintained what before each step: nobody makes themselves a maintainer in the same breath."""
    changes = {step.id: change.new for step in steps for change in step.changes if change.path == path}
    first = attempt(repo, "rev_parse", "--verify", "--quiet", f"{begin}:{path}") if begin else None
    wanted = sorted({blob for blob in [*changes.values(), (first or "").strip() or None] if blob})
    read = {blob: owners_of(raw) for blob, raw in blobs_of(repo, wanted)}
    now = read.get((first or "").strip())
    before = {}
    for step in steps:
        before[step.id] = now
        if step.id in changes:
            now = read.get(changes[step.id] or "") or now
    return before


def _lost(history: History, kinds: tuple[Kind, ...], mine: set[str], prefix: str) -> Iterator[Lost]:
    """Yield every published file and entry that was deleted at one of these moments."""
    for path, life in sorted(history.events.items()):
        if kind_of(path, kinds):
            yield from (_loss(f"{prefix}{path}", "", event, life) for event in shown(life) if _is_loss(event, mine))
    for name, life in sorted(history.entries.items()):
        path, _mark, key = name.partition("#")
        whole = {event.moment.commit for event in history.events.get(path, ()) if event.action is Action.REMOVED}
        for event in life:
            if _is_loss(event, mine) and event.moment.commit not in whole:
                yield _loss(f"{prefix}{path}", key, event, life)


def _is_loss(event: Event, mine: set[str]) -> bool:
    return event.action is Action.REMOVED and event.moment.commit in mine


def _loss(path: str, entry: str, event: Event, life: Sequence[Event]) -> Lost:
    moment = event.moment
    back = life[-1].action is not Action.REMOVED
    return Lost(path, entry, moment.commit, moment.author, moment.time, back)


def _early(repo: git.Repo, history: History, kinds: tuple[Kind, ...], mine: set[str], prefix: str) -> Iterator[Early]:
    """Yield the records that became public before their own day, unless the day was corrected since."""
    named = {path: kind.day for path in history.events if (kind := kind_of(path, kinds)) and kind.day and not kind.key}
    lives = {path: history.events[path] for path in sorted(named) if history.events[path][0].moment.commit in mine}
    first = [(path, blob) for path, life in lives.items() if (blob := life[0].blob)]
    begun = dict(_days_after(repo, first, lives, named))
    now = [(path, blob) for path in begun if (blob := lives[path][-1].blob)]
    for path, day in _days_after(repo, now, lives, named):
        moment = lives[path][0].moment
        yield Early(f"{prefix}{path}", str(named[path]), day, moment.commit, moment.author, moment.time)


def _days_after(
    repo: git.Repo,
    versions: Sequence[tuple[str, str]],
    lives: Mapping[str, Sequence[Event]],
    named: Mapping[str, str | None],
) -> Iterator[tuple[str, date]]:
    """Yield the paths whose version (path, blob) holds a day after the one on which the record became public."""
    read = blobs_of(repo, [blob for _path, blob in versions])
    for (path, _blob), (_same, raw) in zip(versions, read, strict=True):
        public = lives[path][0].moment.time.astimezone(SHANGHAI).date()
        day = _day_in(path, raw, str(named[path]), public)
        if day:
            yield path, day


def _day_in(path: str, raw: bytes, field: str, public: date) -> date | None:
    """Return the day of a record where it lies after it became public; only then is the whole document read."""
    found = re.search(rb"^" + field.encode() + rb":\s*[\"']?([0-9]{4}-[0-9]{2}-[0-9]{2})", raw, re.MULTILINE)
    if not found or found[1].decode() <= public.isoformat():
        return None
    document = read_document(path, raw)
    written = document.data.get(field) if isinstance(document, Document) else None
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
