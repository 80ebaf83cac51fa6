"""Records as YAML files: one stable layout that a clerk can read and change."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from disclosure.reading.schemas import Schemas

Pointer: TypeAlias = tuple[str | int, ...]

LONG = 60
"""From this many characters a line of text stands as a block of its own."""

WIDTH = 1_000_000
"""No folding: a line of text stays one line, so that a change shows as what it is."""

TYPED = re.compile(r"[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?|[-+]?\.?(?:inf|nan)", re.IGNORECASE)
"""What YAML readers take for a number."""

BLOCK = re.compile(r"\S(?:.*\S)?(?:\n+\S(?:.*\S)?)*\n?", re.ASCII)
UNFIT_FOR_BLOCK = re.compile("[\t\r\x85\u2028\u2029\ufeff]|[ ]\n|[^\\S\n ]")


RESOLVERS = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
"""What needs quotes when it is text; dates do not, they are text to the reader."""


class _Fast(yaml.CSafeDumper):
    """The C emitter; it would write a character beyond U+FFFF, as in some names, as an escape."""

    yaml_implicit_resolvers = RESOLVERS

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002  PyYAML's signature
        """Write what occurs twice twice: aliases are refused on reading."""
        return True


class _Full(yaml.SafeDumper):
    """The Python emitter, ten times slower, which writes every character as it is."""

    yaml_implicit_resolvers = RESOLVERS

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002  PyYAML's signature
        """Write what occurs twice twice: aliases are refused on reading."""
        return True


def _text(dumper: yaml.SafeDumper | yaml.CSafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    """Choose a block for long or broken text, quotes for what looks like a number, else what the emitter finds fit."""
    if TYPED.fullmatch(text):
        return "'"
    long = "\n" in text or (len(text) > LONG and not text.isascii())
    return "|" if long and BLOCK.fullmatch(text) and not UNFIT_FOR_BLOCK.search(text) else None


def _decimal(dumper: yaml.SafeDumper | yaml.CSafeDumper, number: Decimal) -> yaml.Node:
    written = f"{number:f}"
    tag = "float" if "." in written else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", written)


for _dumper in (_Fast, _Full):
    _dumper.add_representer(str, _text)
    _dumper.add_representer(Decimal, _decimal)


def write_yaml(data: Mapping[str, Any], schema: str, schemas: Schemas, base: Pointer = ()) -> str:
    """Return a record as YAML: keys in the order of the schema, unknown ones after them; read back it is equal.

    Values are str, int, Decimal, bool, None, lists and mappings; `base` is the place in the schema that declares them.
    """
    ordered = _ordered(data, schema, schemas, base)
    return yaml.dump(
        ordered,
        Dumper=_Full if _is_beyond_the_plane(ordered) else _Fast,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=WIDTH,
    )


def _is_beyond_the_plane(value: Any) -> bool:  # noqa: ANN401  any YAML value
    if isinstance(value, str):
        return bool(value) and max(value) > "\uffff"
    items = (*value, *value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return any(_is_beyond_the_plane(item) for item in items)


def _ordered(value: Any, schema: str, schemas: Schemas, pointer: Pointer) -> Any:  # noqa: ANN401  any YAML value
    if isinstance(value, Mapping):
        node = schemas.node(schema, pointer) or {}
        declared = [key for key in node.get("properties", {}) if key in value]
        keys = [*declared, *(key for key in value if key not in declared)]
        return {key: _ordered(value[key], schema, schemas, (*pointer, key)) for key in keys}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_ordered(item, schema, schemas, (*pointer, place)) for place, item in enumerate(value)]
    return value


def write_markdown(data: Mapping[str, Any], body: str, schema: str, schemas: Schemas) -> str:
    """Return a record with a Markdown body: the fields between two lines of `---`, then the text."""
    text = body.strip("\n")
    return f"---\n{write_yaml(data, schema, schemas)}---\n\n{text}\n"
