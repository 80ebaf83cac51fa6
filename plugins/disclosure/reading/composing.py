"""YAML text becomes nodes with marks: PyYAML's parser, without its types, and without what we refuse."""

import re
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from disclosure.model.language import _
from disclosure.reading.text import Fault

DEEPEST = 24
INDICATORS = re.compile(r"(?:^|[\s\[{,:?-])[&*!]|^%", re.MULTILINE)
DEEP = re.compile(r"(?:\n|\A)[ ?:-]{24}")


class _Untyped:
    """What the composer asks of a resolver: nothing is typed here, so that a tag can only be the document's own."""

    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        """Give every node the same tag."""
        return ""

    def descend_resolver(self, _parent: object, _index: object) -> None:
        """Nothing to keep: types do not depend on the place."""

    def ascend_resolver(self) -> None:
        """Nothing to keep: types do not depend on the place."""


class PureParser(Reader, Scanner, Parser, Composer, _Untyped):
    """The parser in Python, for machines without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


if yaml.__with_libyaml__:
    from yaml import cyaml

    class FastParser(cyaml.CParser, _Untyped):  # type: ignore[misc, name-defined]
        """The parser in C: twenty times as fast, with the same marks."""

    new_parser: Any = FastParser
else:
    new_parser = PureParser


def compose(text: str) -> yaml.Node | None:
    """Return the one document of a YAML text as nodes, or None where it holds nothing.

    yaml.YAMLError where it is not YAML.
    """
    parser = new_parser(text)
    try:
        node: yaml.Node | None = parser.get_single_node()
    finally:
        parser.dispose()
    return node


def refusals(text: str) -> list[Fault]:
    """Return a fault for each anchor, alias, tag and directive, and for nesting that is too deep.

    It scans tokens, and only where the text holds a character that could begin one, or could nest deeply.
    """
    brackets = text.count("[") + text.count("{")
    suspicious = any(character in text for character in "&*!%") and INDICATORS.search(text)
    if brackets < DEEPEST and not suspicious and not DEEP.search(text):
        return []
    parser = new_parser(text)
    try:
        return _scan(parser)
    finally:
        parser.dispose()


def _scan(parser: Any) -> list[Fault]:  # noqa: ANN401 -- the two parsers share no base class
    faults: list[Fault] = []
    depth = 0
    try:
        while (token := parser.get_token()) is not None:
            depth += _step(token)
            if depth > DEEPEST:
                problem = _("嵌套超过 {deepest} 层").format(deepest=DEEPEST)
                return [*faults, _fault(token, "read-depth", problem, _("请检查缩进和括号"))]
            if refused := _refused(token):
                faults.append(_fault(token, *refused))
            if isinstance(token, yaml.StreamEndToken):
                break
    except yaml.YAMLError:
        return faults  # composing meets the same error, and tells of it
    return faults


def _step(token: yaml.Token) -> int:
    if isinstance(
        token,
        yaml.BlockMappingStartToken
        | yaml.BlockSequenceStartToken
        | yaml.FlowMappingStartToken
        | yaml.FlowSequenceStartToken,
    ):
        return 1
    return -1 if isinstance(token, yaml.BlockEndToken | yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken) else 0


def _refused(token: yaml.Token) -> tuple[str, str, str] | None:
    if isinstance(token, yaml.AnchorToken):
        return (
            "read-anchor",
            _("用了锚点「&{name}」").format(name=token.value),
            _("请删去它，把内容照写一遍；是文字就加引号"),
        )
    if isinstance(token, yaml.AliasToken):
        return "read-anchor", _("用了引用「*{name}」").format(name=token.value), _("请把内容照写一遍；是文字就加引号")
    if isinstance(token, yaml.TagToken):
        written = "".join(part for part in token.value if part)
        return "read-tag", _("用了类型标记「{tag}」").format(tag=written), _("请删去它；是文字就加引号")
    if isinstance(token, yaml.DirectiveToken):
        return "read-tag", _("用了 YAML 指令「%{name}」").format(name=token.name), _("请删去这一行")
    return None


def _fault(token: yaml.Token, rule: str, problem: str, remedy: str) -> Fault:
    mark = token.start_mark
    return Fault(mark.line + 1, mark.column + 1, rule, problem, remedy)
