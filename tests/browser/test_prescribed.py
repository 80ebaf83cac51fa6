"""Every field that the source documents prescribe: in a schema, let through the door, and on a page of the site.

The table is data: tests/prescribed.yaml. A row added there is tested without a line here.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosure.model.days import full_day
from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.kinds import KINDS
from disclosure.reading.schemas import load_schemas

PROJECT = Path(__file__).resolve().parents[2]
SCHEMAS = load_schemas(PROJECT / "schemas")
ROWS = yaml.safe_load((PROJECT / "tests" / "prescribed.yaml").read_text(encoding="utf-8"))
FIELDS = [
    pytest.param(row["kind"], path, id=f"{row['record']}-{name}")
    for row in ROWS
    for name, path in sorted(row["fields"].items())
]
TAG = re.compile(r"<[^>]*>")


@pytest.mark.parametrize(("kind", "path"), FIELDS)
def test_a_prescribed_field_is_declared_and_public(kind: str, path: str) -> None:
    """Each step of the way to it stands in the schema of its kind, with a Chinese title, and goes through the door."""
    schema = next(one.schema for one in KINDS if one.name == kind)
    node: Mapping[str, Any] = SCHEMAS.by_name[schema]
    for step in path.split("."):
        within = SCHEMAS.resolve(node.get("items", node))
        assert step in within.get("properties", {}), f"{schema}: {step}"
        node = SCHEMAS.resolve(within["properties"][step])
        assert node.get("x-public") is True
        assert re.search("[\u4e00-\u9fff]", str(node.get("title")))


@pytest.mark.parametrize(("kind", "path"), FIELDS)
def test_a_prescribed_field_is_shown_on_a_page(kind: str, path: str, demonstration: Path) -> None:
    """Some record of the demonstration has it, and the record's page, or the page of its entry, says it."""
    records = records_of(demonstration).get(kind, [])
    values = [(value, text) for data, text in records for value in values_at(data, path.split("."))]
    assert values, "no record of the demonstration has it"
    schema = next(one.schema for one in KINDS if one.name == kind)
    title = SCHEMAS.title(
        schema, tuple(0 if step == "*" else step for step in path.replace("entries.", "entries.*.").split("."))
    )
    assert any(is_shown(value, title, text) for value, text in values)


@cache
def records_of(site: Path) -> dict[str, list[tuple[Mapping[str, Any], str]]]:
    """Return, by kind, the public fields of every record and the words of its pages (those of its entries included)."""
    found: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
    for path in sorted(site.glob("**/index.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        if "fields" in record and "kind" in record and "#" not in record["id"]:
            pages = sorted(path.parent.glob("*/index.html")) if "entries" in record["fields"] else []
            text = "".join(words_of(page) for page in [path.with_name("index.html"), *pages])
            found.setdefault(record["kind"], []).append((record["fields"], text))
    return found


def words_of(page: Path) -> str:
    """Return what a page says, without the spaces between."""
    return squeezed(html.unescape(TAG.sub("", page.read_text(encoding="utf-8"))))


def squeezed(text: str) -> str:
    """Return a text without spaces and Markdown's marks."""
    return "".join(text.replace("**", "").split())


def values_at(data: object, steps: list[str]) -> Iterator[object]:
    """Yield every single value at or below a place of a record; lists on the way are gone through."""
    if isinstance(data, list):
        for entry in data:
            yield from values_at(entry, steps)
    elif isinstance(data, Mapping):
        if steps:
            yield from values_at(data[steps[0]], steps[1:]) if steps[0] in data else ()
        else:
            for part in data.values():
                yield from values_at(part, [])
    elif data not in {None, ""}:
        yield data


def is_shown(value: object, title: str, text: str) -> bool:
    """Tell whether a page says a value in one of the ways that pages write values; of yes and no, by its title."""
    return any(squeezed(form) in text for form in ([title] if isinstance(value, bool) else forms(value)))


def forms(value: object) -> Iterator[str]:
    """Yield how a page may write a value: a date in Chinese, a number grouped, a type by name, a text by its start."""
    if isinstance(value, int | float):
        yield from (f"{value:,}", str(value))
    else:
        written = str(value)
        yield written.strip().splitlines()[0].lstrip("#-0123456789. ")[:40]
        yield DECISION_TYPES.get(written, written)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
            yield full_day(date.fromisoformat(written))
