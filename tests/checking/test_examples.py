"""Every example file: the valid ones pass, the invalid ones give exactly the issues that they announce."""

import pytest
from tests.checking.examples import SCHEMAS, Example, check, invalid_examples, valid_examples, without_path

from disclosure.checking.schema import SchemaChecker
from disclosure.model.kinds import KINDS
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import load_schemas

CHECKER = SchemaChecker(load_schemas(SCHEMAS))


def _named(example: Example) -> str:
    return "/".join(example.path.parts[-2:])


@pytest.mark.parametrize("example", valid_examples(), ids=_named)
def test_a_valid_example_has_no_issue(example: Example) -> None:
    """A file of tests/examples/valid/ is read and checked without a word."""
    assert check(example) == ()


@pytest.mark.parametrize("example", invalid_examples(), ids=_named)
def test_an_invalid_example_gives_exactly_the_issues_it_announces(example: Example) -> None:
    """A file of tests/examples/invalid/<rule>/ gives the announced messages, and one of them is of that rule."""
    issues = check(example)
    assert tuple(without_path(issue) for issue in issues) == example.expected
    assert example.rule in {issue.rule for issue in issues}


@pytest.mark.parametrize("example", [*valid_examples(), *invalid_examples()], ids=_named)
def test_both_validators_give_the_same_verdict(example: Example) -> None:
    """jsonschema-rs, which skips clean records, and jsonschema, which tells the faults, agree on every example."""
    document = read_document(example.content_path(), example.path.read_bytes())
    if isinstance(document, Document):
        schema = example.kind.schema if example.kind else example.name
        assert CHECKER.fast_verdict(document.data, schema) is (CHECKER.errors(document.data, schema) == [])


def test_every_kind_has_a_valid_example() -> None:
    """A kind in the table without an example is not finished."""
    assert {kind.name for kind in KINDS} <= {example.name for example in valid_examples()}
