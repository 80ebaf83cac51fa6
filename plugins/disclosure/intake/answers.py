"""What a person answers, as text, becomes the value of a field: by the shape that the schema gives it."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from disclosure.intake.amounts import amount
from disclosure.intake.citations import citations
from disclosure.intake.dates import date
from disclosure.intake.document_numbers import document_number
from disclosure.intake.noted import Noted
from disclosure.intake.types import type_named
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _
from disclosure.model.record import Pointer
from disclosure.reading.schemas import Schemas

STEP = re.compile(r"\.?(?P<key>[a-z_]+)|\[(?P<place>[0-9]{1,3})\]")
SEPARATOR = re.compile(r"[、，,；;\n]+")
YES = {"是": True, "true": True, "y": True, "yes": True, "否": False, "false": False, "n": False, "no": False}


def pointer_of(path: str) -> Pointer:
    """Read `parties[0].name` as the way to a value; MalformedValue where it is none."""
    steps: list[str | int] = []
    position = 0
    while position < len(path):
        found = STEP.match(path, position)
        if not found:
            raise MalformedValue(_("「{path}」不是键名的写法，例如 parties[0].name").format(path=path))
        steps.append(found["key"] or int(found["place"]))
        position = found.end()
    return tuple(steps)


def value_of(text: str, pointer: Pointer, schema: str, schemas: Schemas) -> Any:  # noqa: ANN401  any YAML value
    """Return the value that an answer means at a place of a record; MalformedValue says what is wrong with it.

    Dates and amounts may be written in any usual way; a list of short texts is cut at 、 and ，; 依据 is read from
    `《…法》第…条`; what has no declared shape stays text (the check then says that the key is unknown).
    """
    node = schemas.node(schema, pointer) or {}
    kind = node.get("type")
    if node.get("format") == "date":
        return date(text)
    if kind in ("number", "integer"):
        return amount(text, unit="元")
    if kind == "boolean":
        return _truth(text)
    if kind == "array":
        return _list(text, schemas.resolve(node.get("items", {})))
    return _text(text, pointer, schema)


def _text(text: str, pointer: Pointer, schema: str) -> str:
    if (schema, pointer) == ("decision", ("type",)):
        return type_named(text)
    if pointer[-1] == "document_no":
        number = document_number(text)
        return str(number.value if isinstance(number, Noted) else number)
    return text.replace("\\n", "\n").strip()


def _truth(text: str) -> bool:
    if text.strip().lower() not in YES:
        raise MalformedValue(_("「{text}」要写「是」或者「否」").format(text=text))
    return YES[text.strip().lower()]


def _list(text: str, item: Mapping[str, Any]) -> list[Any]:
    properties = item.get("properties", {})
    if "law" in properties:
        noted = citations(text)
        if noted.notes:
            raise MalformedValue(_("「{text}」里有读不出的部分；请写成「《法律名称》第几条」").format(text=text))
        return list(noted.value)
    pieces = [piece.strip() for piece in SEPARATOR.split(text) if piece.strip()]
    return [{"name": piece} for piece in pieces] if "name" in properties else pieces


def unknown_field(path: str, pointer: Pointer, schema: str, schemas: Schemas) -> str:
    """Say that there is no such field, with the one that may have been meant."""
    depths = range(1, len(pointer) + 1)
    depth = next((length for length in depths if schemas.node(schema, pointer[:length]) is None), len(pointer))
    way = pointer[: depth - 1]
    beside = (schemas.node(schema, way) or {}).get("properties", {})
    close = get_close_matches(str(pointer[depth - 1]), list(beside), n=1)
    remedy = _("可以写 {names}").format(names="、".join(beside)) if beside else _("请照数据说明改键名")
    if close:
        title = schemas.title(schema, (*way, close[0]))
        remedy = _("是不是 {title}（{name}）？").format(title=title, name=close[0])
    return _("没有「{path}」这一项；{remedy}").format(path=path, remedy=remedy)


def put(data: dict[str, Any], pointer: Pointer, value: object) -> None:
    """Set the value at a place of a record, making what is on the way; MalformedValue where the way is blocked."""
    here: Any = data
    for step, following in zip(pointer, (*pointer[1:], None), strict=True):
        fresh: Any = value if following is None else [] if isinstance(following, int) else {}
        here = _set(here, step, fresh, last=following is None, pointer=pointer)


def _set(here: Any, step: str | int, fresh: object, *, last: bool, pointer: Pointer) -> Any:  # noqa: ANN401  any YAML value
    if isinstance(step, int) and isinstance(here, list) and step <= len(here):
        if step == len(here):
            here.append(fresh)
        elif last:
            here[step] = fresh
        return here[step]
    if isinstance(step, str) and isinstance(here, dict):
        here[step] = fresh if last else here.get(step, fresh)
        return here[step]
    raise MalformedValue(_("{path} 前面还缺一项").format(path=".".join(map(str, pointer))))
