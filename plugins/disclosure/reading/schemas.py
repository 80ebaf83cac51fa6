"""The schemas as data: titles for people, and which fields are marked as public."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure.model.errors import GongshiError
from disclosure.model.language import _


@dataclass(frozen=True, slots=True)
class Schemas:
    """All schemas of a folder, by name (`decision` for decision.schema.json)."""

    by_name: Mapping[str, Mapping[str, Any]]

    def resolve(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a property with its $ref followed; what stands beside the $ref wins over what it refers to."""
        if "$ref" not in node:
            return node
        name, _hash, pointer = str(node["$ref"]).partition("#")
        target: Mapping[str, Any] = self.by_name[name.removesuffix(".schema.json")]
        for step in pointer.strip("/").split("/"):
            target = target[step]
        return {**self.resolve(target), **{key: value for key, value in node.items() if key != "$ref"}}

    def properties(self, name: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the resolved top-level properties of a schema, in the order in which they are declared."""
        return {key: self.resolve(node) for key, node in self.by_name[name].get("properties", {}).items()}

    def node(self, name: str, pointer: tuple[str | int, ...]) -> Mapping[str, Any] | None:
        """Return the resolved schema of the value at a place in a document, or None where none is declared."""
        node: Mapping[str, Any] | None = self.by_name[name]
        for step in pointer:
            node = self.resolve(node or {})
            node = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
            if node is None:
                return None
        return self.resolve(node or {})

    def title(self, name: str, pointer: tuple[str | int, ...]) -> str:
        """Return the Chinese title of the nearest declared field on the way to a place, or the empty string."""
        for length in range(len(pointer), 0, -1):
            node = self.node(name, pointer[:length])
            if node and "title" in node and not isinstance(pointer[length - 1], int):
                return str(node["title"])
        return ""


def load_schemas(folder: Path) -> Schemas:
    """Read every *.schema.json of a folder; GongshiError where one cannot be read."""
    by_name: dict[str, Mapping[str, Any]] = {}
    for path in sorted(folder.glob("*.schema.json")):
        try:
            by_name[path.name.removesuffix(".schema.json")] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            raise GongshiError(_("读不了数据结构文件 {path}：{fault}").format(path=path, fault=fault)) from fault
    if not by_name:
        raise GongshiError(_("{folder} 里没有数据结构文件（*.schema.json）").format(folder=folder))
    return Schemas(by_name)
