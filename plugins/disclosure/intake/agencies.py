"""Which agency each row belongs to, and which folder each agency has."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from disclosure.intake.cleaners import clean
from disclosure.intake.mapping import AgencyRule
from disclosure.intake.report import RowIssue
from disclosure.intake.slugs import folder_name
from disclosure.intake.spellings import Agency, Spelling, read_agency
from disclosure.intake.tables import TableRow
from disclosure.model.document_number import DocumentNumber
from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.language import _
from disclosure.reading.documents import read_document


@dataclass(frozen=True, slots=True)
class Named:
    """The agency of a row, and how the row writes it (empty where other rows taught it)."""

    agency: Agency
    written: str = ""


def name_agencies(
    rows: Sequence[TableRow], rule: AgencyRule, number_of: Callable[[TableRow], str]
) -> dict[int, Named | RowIssue]:
    """Return each row's agency by row number, or why it cannot be told.

    What a cell says comes first; then, where the mapping allows, the agency whose numbers bear the same prefix in
    all other rows that agree in the columns `alike`: never where two agencies share the prefix.
    """
    named = {row.number: _by_cells(row, rule) for row in rows}
    teaching: dict[tuple[str, ...], set[str]] = defaultdict(set)
    agencies: dict[str, Agency] = {}
    for row in rows:
        known = named[row.number]
        if known:
            teaching[_prefix(row, rule, number_of)].add(known.agency.name)
            agencies[known.agency.name] = known.agency
    return {row.number: named[row.number] or _by_prefix(row, rule, number_of, teaching, agencies) for row in rows}


def _by_cells(row: TableRow, rule: AgencyRule) -> Named | None:
    for origin in rule.origins:
        cell = str(origin.constant) if origin.column is None else row.cells.get(origin.column, "")
        if not cell:
            continue
        try:
            written = clean(cell, origin.steps, {}).value
        except MalformedValue:
            continue
        return Named(read_agency(written, rule.spellings), written)
    return None


def _prefix(row: TableRow, rule: AgencyRule, number_of: Callable[[TableRow], str]) -> tuple[str, ...]:
    try:
        prefix = DocumentNumber.parse(number_of(row)).prefix
    except MalformedValue:
        prefix = ""
    return (prefix, *(row.cells.get(column, "") for column in rule.alike))


def _by_prefix(
    row: TableRow,
    rule: AgencyRule,
    number_of: Callable[[TableRow], str],
    teaching: Mapping[tuple[str, ...], Collection[str]],
    agencies: Mapping[str, Agency],
) -> Named | RowIssue:
    column = rule.origins[0].column or "" if rule.origins else ""
    prefix = _prefix(row, rule, number_of)
    stated = (rule.prefixes or {}).get(prefix[0])
    if stated:
        return Named(read_agency(stated, rule.spellings))
    names = sorted(teaching.get(prefix, ())) if rule.learn and prefix[0] else []
    if len(names) == 1:
        return Named(agencies[names[0]])
    if names:
        sentence = _("没有写机关，文号代字「{prefix}」又有几个机关在用：{names}").format(
            prefix=prefix[0], names="、".join(names)
        )
        return RowIssue(row.number, column, "agency-ambiguous", sentence)
    known = _("，表里别的行也没有用文号代字「{prefix}」的").format(prefix=prefix[0]) if prefix[0] else ""
    return RowIssue(
        row.number, column, "agency-unknown", _("没有写机关{known}，不能确定是谁的决定").format(known=known)
    )


@dataclass(slots=True)
class Directory:
    """The agencies of a content folder by every name they are known by, and the folders made for new ones."""

    folders: dict[str, str] = field(default_factory=dict)
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, content: Path) -> "Directory":
        """Read the agencies that a content folder has; GongshiError where one's file cannot be read."""
        directory = cls()
        for path in sorted(content.glob("agencies/*/agency.yaml")):
            document = read_document(path.relative_to(content).as_posix(), path.read_bytes())
            if isinstance(document, tuple):
                raise GongshiError(_("机关的文件有错，先改好再导入：{issue}").format(issue=document[0]))
            for name in (document.data.get("name"), *document.data.get("aliases", ())):
                directory.folders.setdefault(str(name), path.parent.name)
        return directory

    def find(self, agency: Agency) -> str | None:
        """Return the folder of an agency that is there under any of its names, or None."""
        names = (agency.name, *agency.spellings)
        return next((self.folders[name] for name in names if name in self.folders), None)

    def make(self, agencies: Iterable[tuple[Agency, Collection[str]]]) -> None:
        """Give folders to the agencies that have none; each comes with the ways in which the table writes it."""
        for agency, written in sorted(agencies, key=lambda pair: pair[0].name):
            if self.find(agency) is None:
                folder = folder_name(agency.folder, set(self.folders.values()))
                aliases = sorted(set(written) - {agency.name, ""})
                self.made[folder] = {
                    "name": agency.name,
                    **dict(agency.facts),
                    **({"aliases": aliases} if aliases else {}),
                }
                self.folders[agency.name] = folder


def fixed_agency(written: str, content: Path, spellings: Sequence[Spelling]) -> Agency:
    """Return the agency that a command names by folder or by name."""
    path = content / "agencies" / written / "agency.yaml"
    if written.isascii():
        document = read_document(f"agencies/{written}/agency.yaml", path.read_bytes()) if path.is_file() else ()
        if isinstance(document, tuple):
            raise GongshiError(_("没有机关 agencies/{slug}/agency.yaml；先用 new agency 建立").format(slug=written))
        return Agency(str(document.data.get("name", "")), (written,))
    return read_agency(written, spellings)
