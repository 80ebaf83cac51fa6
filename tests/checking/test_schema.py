import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.checking.examples import SCHEMAS

from disclosure.checking.schema import SchemaChecker, is_credit_code, is_date, is_yuan
from disclosure.model.errors import MalformedValue
from disclosure.model.kinds import KINDS
from disclosure.reading.schemas import load_schemas

LOADED = load_schemas(SCHEMAS)
CHECKER = SchemaChecker(LOADED)


def _properties(node: Any, way: str) -> Iterator[tuple[str, Mapping[str, Any]]]:  # noqa: ANN401 -- any JSON value
    """Yield every property that is declared anywhere in a schema (branches of if, then and else declare nothing)."""
    if not isinstance(node, Mapping):
        return
    for name, declared in node.get("properties", {}).items():
        yield f"{way}/{name}", declared
        yield from _properties(declared, f"{way}/{name}")
    yield from _properties(node.get("items"), f"{way}[]")
    for name, declared in node.get("$defs", {}).items():
        yield f"{way}/$defs/{name}", declared
        yield from _properties(declared, f"{way}/$defs/{name}")


@pytest.mark.parametrize("name", sorted(LOADED.by_name))
def test_a_schema_is_a_schema(name: str) -> None:
    """Each file is valid against the metaschema of Draft 2020-12 and is named by its $id."""
    Draft202012Validator.check_schema(LOADED.by_name[name])
    assert LOADED.by_name[name]["$id"] == f"{name}.schema.json"


@pytest.mark.parametrize("name", sorted(LOADED.by_name))
def test_every_property_has_title_and_description(name: str) -> None:
    """They feed messages, page labels, forms and the data dictionary."""
    bare = [
        way
        for way, declared in _properties(LOADED.by_name[name], name)
        if not {"title", "description"} <= set(LOADED.resolve(declared))
    ]
    assert bare == []


def test_every_kind_has_a_schema() -> None:
    """The table of kinds names schemas that are there."""
    assert {kind.schema for kind in KINDS} <= set(LOADED.by_name)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("2026-02-28", True),
        ("2024-02-29", True),
        ("2026-2-28", False),
        ("20260228", False),
        ("2026-W01-1", False),
        (5, True),
    ],
)
def test_a_date_is_a_day_of_the_calendar(written: object, *, right: bool) -> None:
    """Only year-month-day with two digits each is a date; what is no text is left to the type."""
    assert is_date(written) is right


def test_a_day_that_does_not_exist_is_no_date() -> None:
    """The shape alone is not enough."""
    with pytest.raises(ValueError, match="day"):
        is_date("2026-02-30")


@pytest.mark.parametrize("amount", [0, 72000, Decimal("0.07"), Decimal("1234.50"), "72000"])
def test_an_amount_is_exact_to_the_cent(amount: object) -> None:
    """Integers and decimals of at most two places are amounts; what is no number is left to the type."""
    assert is_yuan(amount)


def test_an_amount_below_a_cent_is_none() -> None:
    """A third decimal place is refused, not rounded."""
    with pytest.raises(MalformedValue):
        is_yuan(Decimal("0.075"))


def test_a_credit_code_keeps_its_check_digit() -> None:
    """A wrong last character is refused."""
    assert is_credit_code("91990100MA0000001G")
    with pytest.raises(MalformedValue):
        is_credit_code("91990100MA0000001H")


@pytest.mark.parametrize(
    "value",
    ["甲\n", "甲", "甲\n乙", "", "\n", "示教罚〔2026〕12号", "x" * 301, 5, Decimal("1.5"), None, True, [], {}, 10**17],
)
@pytest.mark.parametrize("field", ["title", "document_no", "facts", "matter", "decision_date", "note", "replaces"])
def test_both_validators_agree_on_odd_values(field: str, value: object) -> None:
    """Line ends, odd types and great numbers do not part jsonschema-rs from jsonschema."""
    data = {
        "type": "other",
        "title": "某事",
        "decision_date": "2026-02-28",
        "parties": [{"name": "张某某", "category": "自然人"}],
        "content": "准予",
        field: value,
    }
    assert CHECKER.fast_verdict(data, "decision") is (CHECKER.errors(data, "decision") == [])


@pytest.mark.parametrize("amount", [0, -1, 1, Decimal("0.07"), Decimal("0.075"), Decimal("-0.01"), 10**17, "5", True])
def test_both_validators_agree_on_amounts(amount: object) -> None:
    """Exact decimals are judged alike, without a detour over floats."""
    data = {
        "type": "penalty",
        "title": "某案",
        "decision_date": "2026-02-28",
        "parties": [{"name": "张某某", "category": "自然人"}],
        "content": "罚款",
        "penalty": {"fine": amount},
    }
    assert CHECKER.fast_verdict(data, "decision") is (CHECKER.errors(data, "decision") == [])


def test_no_schema_says_a_thing_twice() -> None:
    """JSON lets a key stand twice, and the last one wins: two definitions of one name would hide each other."""

    def told_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _value in pairs]
        assert sorted(set(names)) == sorted(names)
        return dict(pairs)

    for path in sorted(SCHEMAS.glob("*.schema.json")):
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=told_once)
