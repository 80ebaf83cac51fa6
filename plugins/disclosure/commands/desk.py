"""Where a command that changes one public record works: what is there, what git tells of it, and how to let it go."""

import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from disclosure.assembly.order import Order
from disclosure.assembly.planning import Plan, plan
from disclosure.checking.gate import Gate
from disclosure.commands.entering import ready_repository
from disclosure.commands.naming import id_meant, numbers_in
from disclosure.history.blobs import read_blobs
from disclosure.history.log import record_name
from disclosure.history.repository import repository_around
from disclosure.history.writing import commit
from disclosure.intake.shelf import write_files
from disclosure.model.attachment import FOLDER, folder_of
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.event import Event
from disclosure.model.issue import Level
from disclosure.model.kinds import Kind, kind_of
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.model.withdrawals import Reasons
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas, load_schemas


@dataclass(frozen=True, slots=True)
class Place:
    """A record that a command is to work on: its file below content/, its kind, and the entry of a list if any."""

    path: str
    kind: Kind
    key: str = ""

    @property
    def name(self) -> str:
        """Its id."""
        return record_name(self.path)

    @property
    def whole(self) -> str:
        """Its id, with the key of the entry if one is meant."""
        return f"{self.name}#{self.key}" if self.key else self.name


@dataclass(frozen=True)
class Desk:
    """The content as it is now, with its history and its checks."""

    order: Order
    work: Plan
    schemas: Schemas
    gate: Gate
    reasons: Reasons
    repository: Path

    @classmethod
    def of(cls, order: Order, *, committing: bool) -> "Desk":
        """Look at the content; GongshiError where it lies in no repository, or a commit could not be made."""
        repository = ready_repository(order.content) if committing else repository_around(order.content)
        if repository is None:
            raise GongshiError(
                _("{content} 不在 git 仓库里，不知道公开过什么；请先用 ./portal init 建一个内容仓库").format(
                    content=order.content
                )
            )
        work = plan(order)
        rules = work.setting.judging()
        gate = Gate(order.schemas, rules)
        return cls(order, work, load_schemas(order.schemas), gate, Reasons.of(rules.withdrawals), repository)

    @property
    def today(self) -> str:
        """The day that counts as today."""
        return self.order.as_of.isoformat()

    def place(self, written: str) -> Place:
        """Return the record that is meant; GongshiError where there is none, with the nearest ones."""
        paths = [*self.work.files, *self.work.history.events]
        known = {record_name(path): path for path in paths if kind_of(path, self.order.kinds)}
        entries = {f"{record_name(name.partition('#')[0])}#{name.partition('#')[2]}" for name in self._entries(known)}
        numbers = partial(numbers_in, self.order.content, self.work.files)
        stem, _mark, key = id_meant(written, {*known, *entries}, numbers).partition("#")
        kind = kind_of(known[stem], self.order.kinds)
        if kind is None:
            raise GongshiError(_("没有 {record} 的记录").format(record=written))
        return Place(known[stem], kind, key)

    def _entries(self, known: Mapping[str, str]) -> Iterable[str]:
        history = self.work.history
        listed = (f"{path}#{key}" for path, keys in history.listed.items() for key in keys)
        return (name for name in (*history.entries, *listed) if record_name(name.partition("#")[0]) in known)

    def events(self, place: Place) -> Sequence[Event]:
        """Return what the ledger tells of a record, oldest first."""
        return self.work.history.events.get(place.path, ())

    def attachments(self, path: str) -> tuple[str, ...]:
        """Return the files beside a record, by their path below content/."""
        return tuple(sorted(file for file in self.work.files if file.startswith(folder_of(path))))

    def unfinished(self, path: str) -> tuple[str, ...]:
        """Return the record's files that have changes which are not committed."""
        own = {path, *self.attachments(path)}
        changed = self.work.history.uncommitted
        return tuple(sorted(file for file in changed if file in own or file.startswith(folder_of(path))))

    def document(self, path: str) -> Document:
        """Return a file as it is now; ContentError where it cannot be read."""
        file = self.order.content / path
        if not file.is_file():
            raise GongshiError(
                _("content/{path} 这个文件不在了；恢复用 ./portal restore {name}").format(
                    path=path, name=record_name(path)
                )
            )
        found = read_document(path, file.read_bytes())
        if not isinstance(found, Document):
            raise ContentError(_("content/{path} 现在读不了，请先改正").format(path=path), found)
        return found

    def versions(self, place: Place) -> list[Document | None]:
        """Return what each event of a record left, oldest first; None where that was nothing, or cannot be read."""
        events = self.events(place)
        blobs = sorted({event.blob for event in events if event.blob})
        held = dict(read_blobs(self.repository, blobs))
        found = [read_document(place.path, held[event.blob]) if event.blob else None for event in events]
        return [version if isinstance(version, Document) else None for version in found]

    def require_sound(self, place: Place, raw: bytes, files: Mapping[str, bytes] | None = None) -> None:
        """Raise ContentError, with every fault, where a file as it would be written does not pass the check."""
        document = read_document(place.path, raw)
        found = document if isinstance(document, tuple) else self.gate.check(document, place.kind, files)
        faults = tuple(issue for issue in found if issue.level is Level.ERROR)
        if faults:
            raise ContentError(_("照这样写，content/{path} 有错，没有写文件").format(path=place.path), faults)

    def write(self, files: Mapping[str, bytes], gone: Iterable[str] = ()) -> tuple[str, ...]:
        """Write files below content/ and take others away; return all their paths."""
        write_files(self.order.content, files)
        taken = sorted(gone)
        for path in taken:
            (self.order.content / path).unlink(missing_ok=True)
        for folder in {path.rpartition("/")[0] for path in taken}:
            emptied = self.order.content / folder
            if folder.endswith(FOLDER) and emptied.is_dir() and not any(emptied.iterdir()):
                emptied.rmdir()
        return (*sorted(files), *taken)

    def let_go(self, paths: Sequence[str], message: str, *, committing: bool) -> None:
        """Commit what was written, or say what to type for it."""
        below = [(self.order.content / path).relative_to(self.repository).as_posix() for path in paths]
        if committing:
            try:
                made = commit(self.repository, below, message)
            except GongshiError as fault:
                told = _("{fault}。文件已经写好，还没有提交；改好以后用 git commit 提交，或者用 {undo} 放弃")
                raise GongshiError(told.format(fault=fault, undo=undoing(below))) from fault
            say(_("已提交：{commit}").format(commit=made[:12]))
            return
        whole = shlex.quote(message.partition("\n")[0])
        named = " ".join(map(shlex.quote, below))
        say(_("还没有提交。看过以后运行 ./portal check，再提交："))
        say(f"  git -C {shlex.quote(str(self.repository))} add -A -- {named}")
        say(f"  git -C {shlex.quote(str(self.repository))} commit -m {whole}")


def undoing(paths: Sequence[str]) -> str:
    """Return the command that brings files back as they are committed, staged or not."""
    return f"git checkout HEAD -- {' '.join(map(shlex.quote, paths))}"


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")
