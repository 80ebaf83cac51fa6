"""One error of jsonschema with the declaration of its field, and how a value may be repeated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import ValidationError

from disclosure.checking.privacy import concealed, findings
from disclosure.checking.remarks import Remark
from disclosure.model.language import _
from disclosure.model.record import Pointer
from disclosure.reading.schemas import Schemas

LONGEST = 40
MOST_KEYS = 12
CHINESE_DATE = re.compile(r"\s*([12][0-9]{3})\s*[年./-]?\s*([0-9]{1,2}?)\s*[月./-]?\s*([0-9]{1,2})\s*日?\s*")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One error, with the declaration of the field where it is."""

    error: ValidationError
    pointer: Pointer
    node: Mapping[str, Any]
    schemas: Schemas
    schema: str

    @property
    def value(self) -> str:
        """The value as it may be repeated: short, and without private data."""
        return shown(self.error.instance)

    @property
    def keyword(self) -> str:
        """The schema keyword that is not met."""
        return str(self.error.validator)

    @property
    def present(self) -> Any:  # noqa: ANN401 -- any document value
        """The value that is wrong, as it was read."""
        return self.error.instance

    @property
    def asked(self) -> Any:  # noqa: ANN401 -- any JSON value
        """What the keyword asks for."""
        return self.error.validator_value

    @property
    def declared(self) -> Mapping[str, Any]:
        """The schema in which the keyword stands."""
        return self.error.schema if isinstance(self.error.schema, Mapping) else {}

    def told(self, problem: str, remedy: str, *, below: Pointer = (), key: bool = False) -> Remark:
        """Return a remark at the place of the error, or at something in it."""
        return Remark((*self.pointer, *below), f"schema-{self.keyword}", problem, remedy, key=key)

    def named(self, key: str) -> str:
        """Return a key of the object as `标题（title）`."""
        node = self.schemas.node(self.schema, (*self.pointer, key)) or {}
        return f"{node['title']}（{key}）" if "title" in node else key

    @property
    def known(self) -> Mapping[str, Any]:
        """The keys that the object may have."""
        found: Mapping[str, Any] = self.node.get("properties", {})
        return found


def shown(value: object) -> str:
    """Return a value as YAML writes it and a message may repeat it: short, and with private data hidden."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    for found in sorted(findings(text), reverse=True):
        text = text[: found.span[0]] + concealed(found.text) + text[found.span[1] :]
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def example(node: Mapping[str, Any]) -> str:
    """Return `，例如 …` where a field declares an example."""
    return _("，例如 {example}").format(example=node["examples"][0]) if node.get("examples") else ""
