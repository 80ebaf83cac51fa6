"""Any life: erasing old versions changes nothing of what the ledger tells, but for the ids of commits and blobs."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.history.erased import stub, without_entry
from disclosure.history.ledger import entries_of
from disclosure.history.repository import read_history
from disclosure.history.writing import PlannedCommit, fast_import, init_repository
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

FILES = ("agencies/jyj/decisions/2026/01/001.yaml", "policies/one.md")
LIST = "agencies/jyj/objections.yaml"
TEXTS = (
    "title: 一\n",
    "title: 二\n",
    "title: 二\ncorrections: [{reason: 甲}]\n",
    "title: 三\ncorrections: [{reason: 甲}, {reason: 乙}]\n",
    "title: 四\npublish: false\n",
    "withdrawal: {reason: 撤销}\n",
    "withdrawal: {reason: 期满, reason_code: 公示期满}\n",
    "withdrawal: [\n",
    "note: 文中提到 erased\n",
)
NOTES = ("甲", "乙", "丙")
START = datetime(2026, 1, 1, tzinfo=UTC)

steps = st.lists(
    st.dictionaries(st.sampled_from(FILES), st.sampled_from((*TEXTS, None)), min_size=1), min_size=1, max_size=6
)
lists = st.lists(st.dictionaries(st.sampled_from(("1-1", "1-2")), st.sampled_from(NOTES)), min_size=1, max_size=6)


def written(path: str, text: str | None) -> bytes | None:
    """Return the bytes of a version: a policy has its fields between two lines of dashes."""
    return None if text is None else (f"---\n{text}---\n正文\n" if path.endswith(".md") else text).encode()


def register(entries: dict[str, str]) -> bytes:
    """Return a list with some entries."""
    lines = [f"  - number: '{key}'\n    note: {entries[key]}  # 注\n" for key in sorted(entries)]
    return ("# 台账\nentries:\n" + "".join(lines) if lines else "entries: []\n").encode()


def told(commits: list[PlannedCommit]) -> list[tuple[object, ...]]:
    """Return what the ledger tells of a plan, without the ids of commits and blobs."""
    with tempfile.TemporaryDirectory() as folder:
        init_repository(Path(folder))
        fast_import(Path(folder), commits)
        Path(folder, "content").mkdir(exist_ok=True)
        history = read_history(Path(folder, "content"), [])
    lives = {**history.files, **history.entries}
    return [
        (name, event.number, event.action, replace(event.moment, commit=""), event.blob is None, event.previous is None)
        for name in sorted(lives)
        for event in lives[name]
    ]


def planned(versions: list[dict[str, bytes | None]]) -> list[PlannedCommit]:
    """Plan a commit an hour for some versions of files below content/."""
    who = ("甲", "jia@example.invalid")
    return [
        PlannedCommit(
            START + timedelta(hours=place), who, who, "改", {f"content/{path}": raw for path, raw in files.items()}
        )
        for place, files in enumerate(versions)
    ]


@settings(derandomize=True, deadline=None, max_examples=50)
@given(steps=steps)
def test_erased_versions_of_records_leave_the_ledger_as_it_was(steps: list[dict[str, str | None]]) -> None:
    """Whatever the life, with every version erased but that of today."""
    versions = [{path: written(path, text) for path, text in files.items()} for files in steps]
    today: dict[str, bytes | None] = {}
    for files in versions:
        today |= files
    numbers: dict[tuple[str, bytes], int] = {}
    erased = [
        {
            path: raw
            if raw is None or raw == today[path]
            else stub(path, raw, numbers.setdefault((path, raw), 1 + len(numbers)))
            for path, raw in files.items()
        }
        for files in versions
    ]
    assert told(planned(erased)) == told(planned(versions))


@settings(derandomize=True, deadline=None, max_examples=50)
@given(lists=lists)
def test_an_erased_entry_leaves_the_ledger_as_it_was(lists: list[dict[str, str]]) -> None:
    """Whatever the list, with one entry erased from every version that had it."""
    versions = [register(entries) for entries in lists]
    contents: list[object] = []
    erased = []
    for raw in versions:
        document = read_document(LIST, raw)
        entry = dict(entries_of(document.data, "number")).get("1-1") if isinstance(document, Document) else None
        if entry is None:
            erased.append({LIST: raw})
            continue
        contents += [] if entry in contents else [entry]
        erased.append({LIST: without_entry(LIST, raw, "number", "1-1", 1 + contents.index(entry))})
    before = [{LIST: raw} for raw in versions]
    assert told(planned([dict(files) for files in erased])) == told(planned([dict(files) for files in before]))
