"""A new record as a form: each field under its Chinese title, and those still open as lines to uncomment."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from disclosure.intake.layout import write_yaml
from disclosure.model.record import Pointer
from disclosure.reading.schemas import Schemas


def template_yaml(
    data: Mapping[str, Any], schema: str, schemas: Schemas, offered: Collection[str] = (), base: Pointer = ()
) -> str:
    """Return a record as YAML with a comment above each field; `offered` fields without a value stand commented out.

    Read back, it is the data alone. `base` is the place in the schema that declares the fields: that of a list's entry,
    or the top.
    """
    chunks = []
    declared = (schemas.node(schema, base) or {}).get("properties", {})
    for key, node in ((key, schemas.resolve(child)) for key, child in declared.items()):
        heading = f"# {node.get('title', key)}：{node.get('description', '')}"
        if key in data:
            chunks.append(f"{heading}\n{write_yaml({key: data[key]}, schema, schemas, base)}")
        elif key in offered:
            example = _example(node)
            lines = write_yaml({key: example}, schema, schemas, base).splitlines()
            chunks.append("\n".join([heading, *(f"# {line}" for line in lines)]) + "\n")
    unknown = {key: value for key, value in data.items() if key not in declared}
    return "".join(chunks) + (write_yaml(unknown, schema, schemas) if unknown else "")


def _example(node: Mapping[str, Any]) -> Any:  # noqa: ANN401  any YAML value
    """Return a value that shows the shape of a field."""
    if node.get("examples"):
        shown = node["examples"][0]
        return Decimal(str(shown)) if isinstance(shown, float) else shown
    if node.get("enum"):
        return node["enum"][0]
    shapes: dict[str, Any] = {"array": [], "object": {}, "boolean": True, "number": 0}
    return shapes.get(str(node.get("type")), "……")
