"""The demonstration: its content and the history that its steps make."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from disclosure.history.repository import History, read_history
from disclosure.intake.demo import Sources, replay
from disclosure.model.kinds import kind_of
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

PROJECT = Path(__file__).parents[2]
IMPORTED = {
    "agencies/jyj/decisions/2024/12/009.yaml",
    "agencies/mzj/decisions/2024/12/xk-021.yaml",
    "agencies/scjgj/decisions/2024/12/xk-188.yaml",
    "agencies/sthjj/decisions/2024/12/022.yaml",
}


@cache
def sources() -> Sources:
    """Return the demonstration as it stands in the project."""
    return Sources.of(PROJECT)


@cache
def documents() -> Mapping[str, Document]:
    """Return every record of content/, by path; a file that cannot be read fails whichever test asks first."""
    read = {path: read_document(path, raw) for path, raw in sources().content.items() if kind_of(path)}
    faulty = [document for document in read.values() if not isinstance(document, Document)]
    assert faulty == []
    return {path: document for path, document in read.items() if isinstance(document, Document)}


def decisions() -> dict[str, Mapping[str, Any]]:
    """Return the fields of every decision, by path."""
    return {path: document.data for path, document in documents().items() if "/decisions/" in path}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Replay the demonstration once for all tests that only look."""
    return replay(PROJECT, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def history(content: Path) -> History:
    """Read what git tells of the replayed demonstration."""
    return history_of(content)


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def history_of(content: Path) -> History:
    """Read the history of a content folder with all its files."""
    return read_history(content, sorted(files_below(content)))
