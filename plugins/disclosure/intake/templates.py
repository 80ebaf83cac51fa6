"""A new record as a form: each field under its Chinese title, and those still open as lines to uncomment."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from disclosure.intake.layout import write_yaml
from disclosure.model.record import Pointer
from disclosure.reading.schemas import Schemas

ENTRIES = "entries"
"""The field that a list keeps its entries in."""


def template_yaml(data: Mapping[str, Any], schema: str, schemas: Schemas, offered: Collection[str] = ()) -> str:
    """Return a record as YAML with a comment above each field; `offered` fields without a value stand commented out.

    So does, below the last entry of a list, what an entry may hold besides. Read back, it is the data alone.
    """
    chunks = []
    for key, node in schemas.properties(schema).items():
        heading = f"# {node.get('title', key)}：{node.get('description', '')}"
        if key in data:
            chunks.append(f"{heading}\n{write_yaml({key: data[key]}, schema, schemas)}")
            chunks.extend(_rest_of_entry(data[key], (key, 0), schema, schemas) if key == ENTRIES else ())
        elif key in offered:
            example = _example(node)
            lines = write_yaml({key: example}, schema, schemas).splitlines()
            chunks.append("\n".join([heading, *(f"# {line}" for line in lines)]) + "\n")
    unknown = {key: value for key, value in data.items() if key not in schemas.properties(schema)}
    return "".join(chunks) + (write_yaml(unknown, schema, schemas) if unknown else "")


def _rest_of_entry(entries: Any, pointer: Pointer, schema: str, schemas: Schemas) -> Iterator[str]:  # noqa: ANN401  any YAML value
    """Yield, as comments where they would stand, the fields that the last entry of a list may have besides its own."""
    for key, declared in ((schemas.node(schema, pointer) or {}).get("properties", {}) if entries else {}).items():
        node = schemas.resolve(declared)
        if key not in entries[-1]:
            lines = write_yaml({key: _example(node)}, schema, schemas).splitlines()
            heading = f"{node.get('title', key)}：{node.get('description', '')}"
            yield "".join(f"  # {line}\n" for line in (heading, *lines))


def _example(node: Mapping[str, Any]) -> Any:  # noqa: ANN401  any YAML value
    """Return a value that shows the shape of a field."""
    if node.get("examples"):
        shown = node["examples"][0]
        return Decimal(str(shown)) if isinstance(shown, float) else shown
    if node.get("enum"):
        return node["enum"][0]
    shapes: dict[str, Any] = {"array": [], "object": {}, "boolean": True, "number": 0}
    return shapes.get(str(node.get("type")), "……")
