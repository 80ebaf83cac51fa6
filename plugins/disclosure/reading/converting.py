"""YAML nodes become data: strict types, no key twice, and nothing guessed."""

import re
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from disclosure.model.language import _
from disclosure.reading.text import UNFIT, Fault, character_problem

Value: TypeAlias = "str | int | Decimal | bool | list[Any] | dict[str, Any] | None"

CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
TYPED_STARTS = frozenset("-0123456789~ntf")
LOST_COMMENT = re.compile(r" *#[^\s#]")
NOTES = re.compile(r"[ :-] *#[^\s#]")


def typed(plain: str) -> Value:
    """Return what an unquoted scalar means: null, a truth value, an integer, an exact decimal, or the text itself."""
    if plain and plain[0] not in TYPED_STARTS:
        return plain
    if plain in CONSTANTS:
        return CONSTANTS[plain]
    if INTEGER.fullmatch(plain):
        return int(plain)
    return Decimal(plain) if DECIMAL.fullmatch(plain) else plain


def convert(node: yaml.Node, faults: list[Fault]) -> Value:
    """Return the data of a node; what cannot be data is added to the faults."""
    if isinstance(node, yaml.ScalarNode):
        if not node.style:
            return typed(node.value)
        if node.style == '"' and (unfit := UNFIT.search(node.value)):
            faults.append(fault_at(node, "read-character", *character_problem(unfit.group())))
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [convert(item, faults) for item in node.value]
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if key_node.__class__ is not yaml.ScalarNode or key in data or (not key_node.style and _unfit_key(key)):
            faults.append(_key_fault(key_node, node))
            continue
        data[key] = convert(value_node, faults)
    return data


def _unfit_key(key: str) -> bool:
    return key == "<<" or not isinstance(typed(key), str)


def _key_fault(key_node: yaml.Node, mapping: yaml.Node) -> Fault:
    """Say why a key is refused: not a scalar, a merge, not a text, or there already."""
    if not isinstance(key_node, yaml.ScalarNode):
        return fault_at(key_node, "read-key", _("列表或者一组项目不能作键名"), _("请检查「? 」、「[」、「{」和缩进"))
    key = key_node.value
    if not key_node.style and key == "<<":
        return fault_at(key_node, "read-anchor", _("用了合并「<<」"), _("请把各项照写一遍"))
    if not key_node.style and not isinstance(typed(key), str):
        return fault_at(key_node, "read-key", _("「{key}」不能作键名").format(key=key), _("键名要写成文字"))
    first = next(other for other, _value in mapping.value if other.value == key)
    problem = _("「{key}」写了两遍，前面在第 {line} 行").format(key=key, line=first.start_mark.line + 1)
    return fault_at(key_node, "read-duplicate-key", problem, _("请只留一个"))


def fault_at(node: yaml.Node, rule: str, problem: str, remedy: str) -> Fault:
    """Return a fault at the start of a node."""
    return Fault(node.start_mark.line + 1, node.start_mark.column + 1, rule, problem, remedy)


def lost_comments(node: yaml.Node, text: str) -> list[Fault]:
    """Return a fault for each unquoted value that ` #` cuts off, where the rest looks like a part of it.

    A note has a space after its `#`; what has none was meant to be read.
    """
    if not NOTES.search(text):
        return []
    lines = text.split("\n")
    return [
        Fault(
            scalar.end_mark.line + 1,
            lines[scalar.end_mark.line].index("#", scalar.end_mark.column) + 1,
            "read-comment",
            _("「#」后面的文字会被当作注释丢掉"),
            _("是内容就给整个值加引号；是注释就在 # 后面加一个空格"),
        )
        for scalar in _plain_scalars(node)
        if LOST_COMMENT.match(lines[scalar.end_mark.line], scalar.end_mark.column)
    ]


def _plain_scalars(node: yaml.Node) -> list[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        return [] if node.style else [node]
    children = [child for _key, child in node.value] if isinstance(node, yaml.MappingNode) else node.value
    return [scalar for child in children for scalar in _plain_scalars(child)]
