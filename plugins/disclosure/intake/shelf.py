"""Where records stand in content/: the place for a new one, and the one that is there already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from disclosure.intake.document_numbers import canonical
from disclosure.intake.slugs import record_name
from disclosure.model.errors import GongshiError
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.system import reason_of
from disclosure.reading.documents import read_document

Identity: TypeAlias = tuple[str, tuple[str, ...], str]
"""What makes two rows the same decision: number, parties, day."""


@dataclass(slots=True)
class Entry:
    """One record that stands at a path; `row` is the row of this import that it comes from, None for an older one."""

    path: str
    data: Mapping[str, Any]
    row: int | None = None


def identity(data: Mapping[str, Any]) -> Identity:
    """Return what tells a record from every other."""
    parties = tuple(sorted(str(party.get("name")) for party in data.get("parties", ()) if isinstance(party, Mapping)))
    return (canonical(str(data.get("document_no", ""))), parties, str(data.get("decision_date", "")))


def path_base(kind: Kind, agency: str, data: Mapping[str, Any]) -> str:
    """Return a record's path in content/ without its suffix; the year and month are those of its own day."""
    year, month, _day = str(data.get(kind.day or "", "--")).split("-")
    path = kind.pattern.format(agency=agency, year=year, month=month, slug=record_name(data))
    return path.removesuffix(".yaml")


@dataclass(slots=True)
class Shelf:
    """The records below a content folder, read as far as they are asked for."""

    content: Path
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def find(self, base: str, wanted: Identity) -> Entry | None:
        """Return the record of this identity at a path or at the path with a number added, or None."""
        return next((entry for entry in self._at(base) if identity(entry.data) == wanted), None)

    def free(self, base: str) -> str:
        """Return the first path that is not taken: `…-2`, `…-3` where another record has the same number."""
        return self._path(base, len(self._at(base)) + 1)

    def add(self, base: str, entry: Entry) -> None:
        """Remember a record that this import writes."""
        self._at(base).append(entry)

    def _at(self, base: str) -> list[Entry]:
        if base not in self.entries:
            found: list[Entry] = []
            while (self.content / (path := self._path(base, len(found) + 1))).exists():
                document = read_document(path, (self.content / path).read_bytes())
                found.append(Entry(path, {} if isinstance(document, tuple) else document.data))
            self.entries[base] = found
        return self.entries[base]

    @staticmethod
    def _path(base: str, number: int) -> str:
        return f"{base}.yaml" if number == 1 else f"{base}-{number}.yaml"


def write_files(content: Path, files: Mapping[str, bytes]) -> None:
    """Write files below content/, each whole or not at all; GongshiError where the disk refuses."""
    for name, raw in sorted(files.items()):
        path = content / name
        beside = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(raw)
            beside.replace(path)
        except OSError as fault:
            beside.unlink(missing_ok=True)
            raise GongshiError(_("写不了 {path}：{fault}").format(path=path, fault=reason_of(fault))) from fault
