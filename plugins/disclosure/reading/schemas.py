"""The schemas as data: titles for people, and which fields are marked as public."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.model.record import Pointer
from disclosure.model.system import reason_of

Steps: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schemas:
    """All schemas of a folder, by name (`decision` for decision.schema.json)."""

    by_name: Mapping[str, Mapping[str, Any]]
    _merged: dict[int, tuple[Mapping[str, Any], Mapping[str, Any]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _targets: dict[str, Mapping[str, Any]] = field(default_factory=dict, compare=False, repr=False)
    _properties: dict[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict, compare=False, repr=False)

    def resolve(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a property with its $ref followed; what stands beside the $ref wins over what it refers to."""
        if "$ref" not in node:
            return node
        if len(node) == 1:
            return self._target(str(node["$ref"]))
        known = self._merged.get(id(node))
        if known is None or known[0] is not node:  # `known` holds the node, so that nothing else can have its id
            beside = {key: value for key, value in node.items() if key != "$ref"}
            known = self._merged[id(node)] = (node, {**self._target(str(node["$ref"])), **beside})
        return known[1]

    def _target(self, ref: str) -> Mapping[str, Any]:
        """Return what a $ref means, followed to its end."""
        if ref not in self._targets:
            name, _hash, pointer = ref.partition("#")
            target: Mapping[str, Any] = self.by_name[name.removesuffix(".schema.json")]
            for step in pointer.strip("/").split("/"):
                target = target[step]
            self._targets[ref] = self.resolve(target)
        return self._targets[ref]

    def properties(self, name: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the resolved top-level properties of a schema, in the order in which they are declared."""
        if name not in self._properties:
            declared = self.by_name[name].get("properties", {})
            self._properties[name] = {key: self.resolve(node) for key, node in declared.items()}
        return self._properties[name]

    def node(self, name: str, pointer: tuple[str | int, ...]) -> Mapping[str, Any] | None:
        """Return the resolved schema of the value at a place in a document, or None where none is declared."""
        node: Mapping[str, Any] | None = self.by_name[name]
        for step in pointer:
            node = self.resolve(node or {})
            node = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
            if node is None:
                return None
        return self.resolve(node or {})

    def known(self, data: Any, node: Mapping[str, Any]) -> Any:  # noqa: ANN401  # any YAML
        """Return data without the keys that a schema does not declare, at any depth: an older version may have them."""
        whole = self.resolve(node)
        if isinstance(data, Mapping) and "properties" in whole:
            members = whole["properties"]
            return {key: self.known(value, members[key]) for key, value in data.items() if _declares(members, key)}
        if isinstance(data, list) and "items" in whole:
            return [self.known(value, whole["items"]) for value in data]
        return data

    def marked(self, name: str, mark: str) -> tuple[tuple[Steps, Any], ...]:
        """Return every place of a schema that carries a mark such as `x-ref`, with its value; `*` is a list's entry."""
        return tuple(self._marked(self.by_name[name], mark, ()))

    def _marked(self, node: Mapping[str, Any], mark: str, way: Steps) -> Iterator[tuple[Steps, Any]]:
        if mark in node:
            yield way, node[mark]
        for key, child in node.get("properties", {}).items():
            yield from self._marked(self.resolve(child), mark, (*way, key))
        if "items" in node:
            yield from self._marked(self.resolve(node["items"]), mark, (*way, "*"))

    def called(self, node: Mapping[str, Any], name: str) -> str:
        """Return the Chinese title of a field named as `parties.address`: of the innermost step that has one."""
        title = name
        for step in name.split("."):
            within = self.resolve(node.get("items", node))
            node = self.resolve(within.get("properties", {}).get(step, {}))
            title = str(node.get("title", title))
        return title

    def title(self, name: str, pointer: tuple[str | int, ...]) -> str:
        """Return the Chinese title of the nearest declared field on the way to a place, or the empty string."""
        for length in range(len(pointer), 0, -1):
            node = self.node(name, pointer[:length])
            if node and "title" in node and not isinstance(pointer[length - 1], int):
                return str(node["title"])
        return ""


def _declares(members: Mapping[str, Any], key: str) -> bool:
    return isinstance(members.get(key), Mapping)


def found_at(data: Any, steps: Steps, way: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:  # noqa: ANN401  # any YAML
    """Yield every value that a document has at a place named by `Schemas.marked`, with its pointer."""
    if not steps:
        yield way, data
    elif steps[0] == "*":
        for position, entry in enumerate(data if isinstance(data, list | tuple) else ()):
            yield from found_at(entry, steps[1:], (*way, position))
    elif isinstance(data, dict) and steps[0] in data:
        yield from found_at(data[steps[0]], steps[1:], (*way, steps[0]))


def load_schemas(folder: Path) -> Schemas:
    """Read every *.schema.json of a folder; GongshiError where one cannot be read."""
    by_name: dict[str, Mapping[str, Any]] = {}
    for path in sorted(folder.glob("*.schema.json")):
        try:
            by_name[path.name.removesuffix(".schema.json")] = json.loads(path.read_text(encoding="utf-8"))
        except OSError as fault:
            said = reason_of(fault)
            raise GongshiError(_("读不了数据结构文件 {path}：{fault}").format(path=path, fault=said)) from fault
        except ValueError as fault:
            raise GongshiError(
                _("数据结构文件 {path} 不是完好的 JSON：{fault}").format(path=path, fault=fault)
            ) from fault
    if not by_name:
        raise GongshiError(_("{folder} 里没有数据结构文件（*.schema.json）").format(folder=folder))
    return Schemas(by_name)
