"""Import: a spreadsheet's rows become files of content/, each checked before it is written."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from disclosure.intake.agencies import Directory, fixed_agency
from disclosure.intake.layout import write_yaml
from disclosure.intake.mapping import TableMapping, missing_columns
from disclosure.intake.report import ImportReport, Outcome, State
from disclosure.intake.rows import Draft, read_rows
from disclosure.intake.shelf import Entry, Shelf, identity, path_base, write_files
from disclosure.intake.tables import read_table
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import KINDS, Kind, Shape
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas

Check: TypeAlias = Callable[[Document, Kind], Sequence[Issue]]
Progress: TypeAlias = Callable[[int, int], None]
AGENCY = next(kind for kind in KINDS if kind.name == "agency")


@dataclass(frozen=True)
class ImportOrder:
    """One request to import: `constants` (such as the type) hold for every row, `check` judges each record."""

    file: Path
    kind: Kind
    mapping: TableMapping
    content: Path
    schemas: Schemas
    check: Check
    constants: Mapping[str, Any] = field(default_factory=dict)
    agency: str | None = None
    replace: bool = False


@dataclass(slots=True)
class _Work:
    """One import while it runs: the agencies, the records that stand or will stand, and what is to be written."""

    order: ImportOrder
    directory: Directory
    shelf: Shelf
    files: dict[str, bytes] = field(default_factory=dict)


def import_table(order: ImportOrder, progress: Progress = lambda _done, _all: None) -> ImportReport:
    """Import a spreadsheet into content/ and return what became of every row.

    Good rows are written and bad ones reported; a file that is there with other content is left alone, and reported,
    unless `replace` is set. Run again, it writes nothing. ContentError where columns are missing.
    """
    if order.kind.shape is not Shape.RECORD or not order.kind.pattern.endswith("{slug}.yaml"):
        raise GongshiError(_("「{kind}」不能从表格导入").format(kind=order.kind.title))
    table = read_table(order.file, order.mapping.sheet)
    if missing := missing_columns(order.mapping, table):
        raise ContentError("\n".join(missing))
    agency = fixed_agency(order.agency, order.content, order.mapping.agency.spellings) if order.agency else None
    drafts = read_rows(table, order.mapping, lambda name: _title(order, name), agency)
    for draft in drafts:
        draft.data.update(order.constants)
    work = _Work(order, Directory.of(order.content), Shelf(order.content))
    _house(work.directory, drafts)
    outcomes: dict[int, Outcome] = {}
    for done, draft in enumerate(sorted(drafts, key=_published_first), 1):
        outcomes[draft.row] = _settle(work, draft)
        progress(done, len(drafts))
    made = _make_agencies(work)
    write_files(order.content, work.files)
    issues = tuple(sorted({issue for draft in drafts for issue in draft.issues}))
    ended = tuple(outcomes[draft.row] for draft in drafts)
    digest = hashlib.sha256(order.file.read_bytes()).hexdigest()
    return ImportReport(order.file.name, ended, issues, made, tuple(sorted(work.files)), digest)


def _published_first(draft: Draft) -> tuple[str, str, int]:
    """Order rows by the day on which they became public, so that names do not depend on the order of the table."""
    return (_published_on(draft.data), str(draft.data.get("decision_date", "")), draft.row)


def _published_on(data: Mapping[str, Any]) -> str:
    return str(data.get("source", {}).get("published_on", ""))


def _house(directory: Directory, drafts: Sequence[Draft]) -> None:
    """Give a folder to every agency that a good row names and that has none yet."""
    named = [draft.named for draft in drafts if draft.named and not draft.refused]
    written = defaultdict(set)
    for name in named:
        written[name.agency].add(name.written)
    directory.make(written.items())


def _settle(work: _Work, draft: Draft) -> Outcome:
    """Decide what becomes of one row, and keep the bytes that are to be written."""
    kind = work.order.kind
    if kind.day and not draft.data.get(kind.day) and not draft.refused:
        draft.say(_column(work.order.mapping, kind.day), "empty", _("没有日期，不知道放在哪一年哪一月"))
    folder = work.directory.find(draft.named.agency) if draft.named and not draft.refused else None
    if folder is None:
        return Outcome(draft.row, State.REFUSED)
    base = path_base(kind, folder, draft.data)
    entry = work.shelf.find(base, identity(draft.data))
    path, state = (work.shelf.free(base), State.IMPORTED) if entry is None else (entry.path, _meet(work, draft, entry))
    if state in (State.IMPORTED, State.REPLACED):
        raw = write_yaml(draft.data, kind.schema, work.order.schemas).encode()
        if not _passes(work.order, draft, path, raw):
            return Outcome(draft.row, State.REFUSED)
        work.files[path] = raw
    if entry is None:
        work.shelf.add(base, Entry(path, draft.data, draft.row))
    elif entry.row is None:
        entry.row = draft.row
    day = _published_on(draft.data)
    return Outcome(draft.row, state, path, date.fromisoformat(day) if day else None)


def _meet(work: _Work, draft: Draft, entry: Entry) -> State:
    """Decide what to do where the same decision (number, parties, day) is there already."""
    differing = sorted(key for key in {*draft.data, *entry.data} if draft.data.get(key) != entry.data.get(key))
    if entry.row is not None:
        _say_twice(work, draft, entry.row, [key for key in differing if key != "source"])
        return State.DUPLICATE
    if not differing:
        return State.UNCHANGED
    if work.order.replace:
        return State.REPLACED
    sentence = _("与已有的 content/{path} 不同（{fields}），没有改动它；要用表里的内容替换，请加 --replace")
    draft.say("", "different", sentence.format(path=entry.path, fields=_titles(work, differing)))
    return State.REFUSED


def _say_twice(work: _Work, draft: Draft, row: int, differing: Sequence[str]) -> None:
    """Say that an earlier publication of the same decision was taken, and what differs."""
    but = _("，但{fields}写得不同").format(fields=_titles(work, differing)) if differing else ""
    sentence = _("与第 {row} 行的文号、当事人、日期相同{but}，是同一件公开了两次；只收先公开的").format(
        row=row, but=but
    )
    draft.say("", "duplicate", sentence, Level.WARNING)


def _titles(work: _Work, keys: Sequence[str]) -> str:
    return "、".join(_title(work.order, key) for key in keys)


def _title(order: ImportOrder, name: str) -> str:
    return order.schemas.title(order.kind.schema, tuple(name.split("."))) or name


def _passes(order: ImportOrder, draft: Draft, path: str, raw: bytes) -> bool:
    """Read and check a record as it will stand; what is wrong becomes issues of its row."""
    document = read_document(path, raw)
    issues = document if isinstance(document, tuple) else order.check(document, order.kind)
    for issue in issues:
        if issue.level is Level.ERROR:
            draft.say(_column(order.mapping, issue.field), "check", issue.sentence)
    return not draft.refused


def _column(mapping: TableMapping, field_path: str) -> str:
    """Return the column that fills a field, or the empty string."""
    if field_path.startswith("parties"):
        name = field_path.rpartition(".")[2]
        rules = [rule for rule in mapping.parties if rule.field == name] or list(mapping.parties)
    else:
        rules = [rule for rule in mapping.fields if (field_path + ".").startswith((rule.field + ".", rule.field + "["))]
    return next((origin.column for rule in rules for origin in rule.origins if origin.column), "")


def _make_agencies(work: _Work) -> dict[str, str]:
    """Write the record of each new agency that a record needs; ContentError where the mapping makes a wrong one."""
    used = {path.split("/")[1] for path in work.files}
    made: dict[str, str] = {}
    for folder, data in sorted(work.directory.made.items()):
        if folder in used:
            path = f"agencies/{folder}/agency.yaml"
            raw = write_yaml(data, AGENCY.schema, work.order.schemas).encode()
            document = read_document(path, raw)
            issues = document if isinstance(document, tuple) else work.order.check(document, AGENCY)
            if errors := tuple(issue for issue in issues if issue.level is Level.ERROR):
                lines = "\n".join(issue.sentence for issue in errors)
                raise ContentError(_("机关「{name}」建不成：\n{lines}").format(name=data["name"], lines=lines), errors)
            work.files[path] = raw
            made[folder] = str(data["name"])
    return made
