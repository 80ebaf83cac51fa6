"""What only shows across files: each folder of tests/examples/across/ is a small content/ with expected.txt."""

from pathlib import Path

import pytest
from tests.checking.examples import EXAMPLES, SCHEMAS, rules_for

from disclosure.checking.across import check_across, claims
from disclosure.checking.references import Referrer
from disclosure.model.kinds import KINDS, kind_of
from disclosure.model.record import Document, Pointer
from disclosure.reading.documents import locate, read_document
from disclosure.reading.schemas import load_schemas
from disclosure.reading.tree import walk

REFERRER = Referrer(load_schemas(SCHEMAS), KINDS)
FOLDERS = sorted((EXAMPLES / "across").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_issues_across_the_files_of_a_folder(folder: Path) -> None:
    """They are, sorted and with their levels, what expected.txt says."""
    paths, _issues = walk(folder / "content")
    documents: dict[str, Document] = {}
    for path in paths:
        document = read_document(path, (folder / "content" / path).read_bytes())
        assert isinstance(document, Document), document
        documents[path] = document

    def place(path: str, pointer: Pointer) -> tuple[int, int]:
        return locate(documents[path], pointer)

    stated = [claims(document, kind, REFERRER) for path, document in documents.items() if (kind := kind_of(path))]
    issues = sorted(check_across(stated, KINDS, place, rules_for("")))
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [f"{issue.level.value} {issue.rule} {issue}" for issue in issues] == expected
