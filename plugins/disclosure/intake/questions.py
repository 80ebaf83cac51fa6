"""What is asked for a new record, in the order of the form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.intake.answers import pointer_of
from disclosure.intake.listed import ENTRY
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Pointer
from disclosure.reading.schemas import Schemas

ASKED: Mapping[str, tuple[str, ...]] = {
    "agency": ("name!", "short_name", "category", "level", "field", "address", "phone"),
    "decision": (
        "type!",
        "title!",
        "document_no",
        "decision_date!",
        "parties!",
        "parties[].category!",
        "parties[].credit_code",
        "facts",
        "basis",
        "content!",
    ),
    "guide": ("title!", "accepted_by", "approved_by", "address", "phone"),
    "flowchart": ("title!", "purpose!", "types", "accepted_by", "approved_by"),
    "policy": ("title!", "category", "document_no", "issuer", "issued_on", "summary"),
    "officer": (
        "name!",
        "unit",
        "position",
        "certificate_no!",
        "categories",
        "area",
        "valid_until",
    ),
    "reviewer": ("number!", "name!", "role", "reviewing_since"),
    "window_board": (
        "title!",
        "window_no",
        "name!",
        "unit!",
        "position",
        "officer",
        "act_types",
        "duties",
        "services",
        "standards",
        "progress",
        "consulting",
        "complaints",
    ),
}
"""The fields asked for, by kind; `!` marks what must be answered, `[]` is asked for each entry of the list.

Of a kind that is not here, what its schema requires is asked for.
"""

MANY = frozenset({"agency", "decision", "policy"})
"""Kinds with more fields than a form should show at once, most of which few records have."""

NOT_NEW = frozenset({"attachments", "corrections", "restorations", "withdrawal", "redactions"})
"""What a new record has not yet: nothing was mended, and no file lies beside it."""

OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "penalty": ("penalty.kinds", "penalty.fine", "penalty.confiscated"),
    "permit": ("permit.class", "permit.result", "permit.certificate", "permit.valid_from", "permit.valid_until"),
    "coercion": ("coercion.measures", "coercion.from", "coercion.until"),
    "inspection": ("inspection.manner", "inspection.finding"),
}
"""What is asked besides for a decision of some types."""


NATURAL_PERSON = "自然人"


@dataclass(frozen=True, slots=True)
class Question:
    """One field to be asked for: where its answer goes, and the text shown."""

    path: str
    pointer: Pointer
    prompt: str
    required: bool

    def answered(self, data: Mapping[str, Any]) -> bool:
        """Whether the record has a value there."""
        here: Any = data
        for step in self.pointer:
            known = (isinstance(here, Mapping) and step in here) or (
                isinstance(here, list) and isinstance(step, int) and step < len(here)
            )
            if not known:
                return False
            here = here[step]
        return True


def questions(kind: Kind, schemas: Schemas, data: Mapping[str, Any]) -> Iterator[Question]:
    """Yield the questions of a kind; later ones depend on what `data` holds by then."""
    node = schemas.node(kind.schema, base_of(kind)) or {}
    required = tuple(f"{name}!" for name in node.get("properties", {}) if name in node.get("required", ()))
    for asked in ASKED.get(kind.name, required):
        for path in _each(asked.removesuffix("!"), data):
            yield _question(path, kind, schemas, required=asked.endswith("!"))
    if kind.name == "decision":
        for path in OF_TYPE.get(str(data.get("type")), ()):
            yield _question(path, kind, schemas, required=False)


def _each(path: str, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield a path for each entry of the list that it goes through; a natural person has no credit code."""
    head, through, tail = path.partition("[]")
    if not through:
        yield path
        return
    for place, entry in enumerate(data.get(head, [])):
        if not (tail == ".credit_code" and entry.get("category") == NATURAL_PERSON):
            yield f"{head}[{place}]{tail}"


def base_of(kind: Kind) -> Pointer:
    """Return where a kind's schema declares the fields of a record: of a list, at its entries."""
    return ENTRY if kind.key else ()


def offered(kind: Kind, schemas: Schemas, data: Mapping[str, Any]) -> list[str]:
    """Return the fields that a form shows empty: all of them, but of the kinds with very many those asked for."""
    if kind.name in MANY:
        return [question.path for question in questions(kind, schemas, data) if "." not in question.path]
    node = schemas.node(kind.schema, base_of(kind)) or {}
    return [name for name in node.get("properties", {}) if name not in NOT_NEW]


def _question(path: str, kind: Kind, schemas: Schemas, *, required: bool) -> Question:
    pointer = pointer_of(path)
    node = schemas.node(kind.schema, (*base_of(kind), *pointer)) or {}
    must = _("，必填") if required else _("，可以空着")
    lines = [_("{title}（{path}）{must}").format(title=node.get("title", path), path=path, must=must)]
    lines += [f"  {node['description']}"] if node.get("description") else []
    lines += [_("  有几个的，用「、」隔开")] if node.get("type") == "array" else []
    choices = _choices(schemas.resolve(node.get("items", node)))
    lines += [_("  可以写：{choices}").format(choices="、".join(choices))] if choices else []
    lines += [_("  例如：{example}").format(example=node["examples"][0])] if node.get("examples") else []
    return Question(path, pointer, "\n".join([*lines, "> "]), required)


def _choices(node: Mapping[str, Any]) -> list[str]:
    found = node.get("enum") or [value for option in node.get("anyOf", ()) for value in option.get("enum", ())]
    return [str(value) for value in found]
