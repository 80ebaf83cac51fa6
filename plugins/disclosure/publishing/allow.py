"""What a schema lets through: only what it marks as public, at every depth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from disclosure.reading.schemas import Schemas


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that goes through as it is: text, number, truth value."""

    def let_through(self, value: Any) -> Any:  # noqa: ANN401  # whatever YAML can hold
        """Return a scalar; anything with parts is stopped, because its parts are not named."""
        if value.__class__ is str:  # nearly every value is
            return value
        return None if isinstance(value, Mapping | list) else value


@dataclass(frozen=True, slots=True)
class Members:
    """A map of which only the named members go through."""

    allowed: Mapping[str, "Allowed"]

    def let_through(self, value: Any) -> Any:  # noqa: ANN401  # whatever YAML can hold
        """Return a new map with the allowed members only, in their written order."""
        if value.__class__ is not dict and not isinstance(value, Mapping):
            return None
        return {key: self.allowed[key].let_through(part) for key, part in value.items() if key in self.allowed}


@dataclass(frozen=True, slots=True)
class Entries:
    """A list whose entries go through one by one."""

    entry: "Allowed"

    def let_through(self, value: Any) -> Any:  # noqa: ANN401  # whatever YAML can hold
        """Return a new list with what each entry lets through."""
        return [self.entry.let_through(part) for part in value] if isinstance(value, list) else None


Allowed: TypeAlias = Leaf | Members | Entries


def allow_list(schemas: Schemas, name: str) -> Members:
    """Compile the public fields of a schema, named by `x-public: true` at each of them."""
    return _members(schemas, schemas.by_name[name])


def _members(schemas: Schemas, node: Mapping[str, Any]) -> Members:
    properties = {key: schemas.resolve(child) for key, child in node.get("properties", {}).items()}
    return Members(
        {key: _allowed(schemas, child) for key, child in properties.items() if child.get("x-public") is True}
    )


def _allowed(schemas: Schemas, node: Mapping[str, Any]) -> Allowed:
    if "properties" in node:
        return _members(schemas, node)
    if "items" in node:
        return Entries(_allowed(schemas, schemas.resolve(node["items"])))
    return Leaf()
