"""What must go when a text has to leave history too: the versions, the commitments that stay, and where else it lies.

个人信息保护法 第四十七条、治安管理处罚法 第一百三十六条; the procedure is docs/erasing.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from disclosure.assembly.transparency import Bound
from disclosure.history.blobs import blob_id, read_blobs
from disclosure.history.erased import stub, stub_number, without_entry
from disclosure.history.erasing import Holder, Seen, branches_with, holding, seen_in
from disclosure.history.ledger import History, entries_of
from disclosure.history.transparency.leaves import commitment_in
from disclosure.model.attachment import folder_of
from disclosure.model.erasure import MARK, Surviving, is_erased
from disclosure.model.errors import GongshiError
from disclosure.model.event import Event
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be erased of: a file below content/, or (`key`) one entry of the list that it holds."""

    path: str
    key_field: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version that must go: its blob, its size, what takes its place, and everywhere it was ever committed."""

    blob: str
    size: int
    stub: bytes
    seen: tuple[Seen, ...]
    leaves: tuple[int, ...]


@dataclass(frozen=True)
class Trace:
    """Another object that holds the text: no branch reaches it where `paths` is empty; `standing` hold it today.

    `apart` are the branches and tags of each path that main never had.
    """

    holder: Holder
    paths: tuple[str, ...]
    standing: tuple[str, ...]
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Erasing:
    """Everything that must go, and what stays: the commitments by number; `refs` are the branches and tags it is on."""

    target: Target
    versions: tuple[Version, ...]
    leaves: Mapping[int, Surviving]
    refs: tuple[str, ...] = ()
    elsewhere: tuple[Seen, ...] = ()
    traces: tuple[Trace, ...] = ()

    @property
    def public(self) -> bool:
        """Whether anything of it was ever public: what was withheld from the start may not be named."""
        return any(not kept.hidden for kept in self.leaves.values())


@dataclass(frozen=True)
class Archive:
    """A repository with the whole of its history: every version that any branch has, and where content/ lies in it."""

    history: History
    repository: Path
    prefix: str
    seen: Sequence[Seen] = field(repr=False)

    @classmethod
    def around(cls, content: Path, history: History) -> "Archive":
        """Return the archive that a content folder belongs to."""
        if history.repository is None:
            raise GongshiError(_("内容不在 git 仓库里，没有历史可以抹去"))
        below = content.resolve().relative_to(history.repository).as_posix()
        return cls(history, history.repository, "" if below == "." else f"{below}/", seen_in(history.repository))

    def at(self, *starts: str) -> list[Seen]:
        """Return the versions of a file below content/, or of all files whose path there begins with `…/`."""
        wanted = [f"{self.prefix}{start}" for start in starts]
        return [
            one
            for one in self.seen
            if any(one.path == start or (start.endswith("/") and one.path.startswith(start)) for start in wanted)
        ]

    def bytes_of(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Return the bytes of some blobs."""
        return dict(read_blobs(self.repository, sorted(set(blobs))))


def erasing(archive: Archive, target: Target, found: Bound, text: str = "") -> Erasing:
    """Return what must go: every version of the target but today's; GongshiError where that cannot be done."""
    replaced = _entry_stubs(archive, target) if target.key else _file_stubs(archive, target)
    if not replaced:
        raise GongshiError(_("content/{path} 没有要抹去的旧版本").format(path=target.path))
    _refuse_standing(archive, target, replaced)
    events = list(_events(archive.history, target, replaced))
    kept = {event.number: commitment_in(found.leaves[event.number]) for event in events}
    sizes = {blob: len(raw) for blob, raw in archive.bytes_of(replaced).items()}
    versions = tuple(
        Version(
            blob,
            sizes[blob],
            made,
            tuple(one for one in archive.seen if one.blob == blob),
            tuple(sorted(event.number for event in events if event.blob == blob)),
        )
        for blob, made in replaced.items()
    )
    own = {f"{archive.prefix}{target.path}"}
    beside = f"{archive.prefix}{folder_of(target.path)}"
    elsewhere = tuple(
        one for version in versions for one in version.seen if one.path not in own and not one.path.startswith(beside)
    )
    refs = branches_with(archive.repository, sorted({one.commit for version in versions for one in version.seen}))
    return Erasing(target, versions, kept, refs, elsewhere, tuple(_traces(archive, replaced, text)) if text else ())


def _file_stubs(archive: Archive, target: Target) -> dict[str, bytes]:
    """Return what takes the place of every version of a file and of its attachments but those of today."""
    beside = folder_of(target.path)
    standing = {blob for path, blob in archive.history.hashes.items() if path == target.path or path.startswith(beside)}
    versions = {one.blob: one.path for one in archive.at(target.path, beside)}
    raws = archive.bytes_of(versions)
    numbers = {blob: stub_number(versions[blob], raws[blob]) for blob in versions}
    next_number = 1 + max((number for number in numbers.values() if number is not None), default=0)
    wanted = [blob for blob, number in numbers.items() if number is None and blob not in standing]
    return {blob: stub(versions[blob], raws[blob], next_number + place) for place, blob in enumerate(wanted)}


def _entry_stubs(archive: Archive, target: Target) -> dict[str, bytes]:
    """Return what takes the place of every version of a list in which the entry stood with its content."""
    raws = archive.bytes_of(one.blob for one in archive.at(target.path))
    found = {}
    for one in archive.at(target.path):
        document = read_document(target.path, raws[one.blob])
        entries = dict(entries_of(document.data, target.key_field)) if isinstance(document, Document) else {}
        if target.key in entries:
            found[one.blob] = entries[target.key]
    last = max((int(entry[MARK].get("version", 0)) for entry in found.values() if is_erased(entry)), default=0)
    contents: list[object] = []
    made = {}
    for blob, entry in found.items():
        if not is_erased(entry):
            if entry not in contents:
                contents.append(entry)
            number = last + 1 + contents.index(entry)
            made[blob] = without_entry(target.path, raws[blob], target.key_field, target.key, number)
    return made


def _refuse_standing(archive: Archive, target: Target, replaced: Mapping[str, bytes]) -> None:
    """Stop where what must go is what another file holds today."""
    for path, blob in sorted(archive.history.hashes.items()):
        if blob in replaced:
            raise GongshiError(
                _(
                    "content/{path} 现在的内容与 {other} 要抹去的一个旧版本一字不差；请先改它或者撤下它，提交以后再来"
                ).format(path=path, other=target.path)
            )


def _events(history: History, target: Target, replaced: Mapping[str, bytes]) -> Iterator[Event]:
    """Yield the events whose leaf can be computed no more: of the files, or of the one entry of the list."""
    lives = history.entries if target.key else history.files
    for name in sorted(lives):
        if not target.key or name.endswith(f"#{target.key}"):
            yield from (event for event in lives[name] if event.blob in replaced)


def _traces(archive: Archive, replaced: Mapping[str, bytes], text: str) -> Iterator[Trace]:
    """Yield every other object that holds the text, and what is to take a version's place where that still holds it."""
    for holder in sorted(holding(archive.repository, text)):
        if holder.id not in replaced or text.encode() in replaced[holder.id]:
            paths = sorted({one.path for one in archive.seen if one.blob == holder.id})
            standing = sorted(path for path, blob in archive.history.hashes.items() if blob == holder.id)
            apart = {path: refs for path in paths if (refs := _apart(archive, path))}
            yield Trace(holder, tuple(paths), tuple(f"{archive.prefix}{path}" for path in standing), apart)


def _apart(archive: Archive, path: str) -> tuple[str, ...]:
    """Return the branches and tags that have a file which the branch that is published never had; none of others."""
    refs = branches_with(archive.repository, sorted({one.commit for one in archive.seen if one.path == path}))
    return () if f"refs/heads/{archive.history.branch or 'main'}" in refs else refs


def replacement(version: Version) -> str:
    """Return git's id of what takes a version's place."""
    return blob_id(version.stub, "sha256" if len(version.blob) > len("0" * 40) else "sha1")
