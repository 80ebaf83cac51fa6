"""One file's bytes become a document, or the issues that say why not; and a place in it becomes line and column."""

import re
from collections.abc import Mapping

import yaml

from disclosure.model.issue import Issue
from disclosure.model.language import _
from disclosure.model.record import Document, Pointer
from disclosure.reading.composing import compose, refusals
from disclosure.reading.converting import convert, lost_comments
from disclosure.reading.explaining import FULL_WIDTH, conflict, explain
from disclosure.reading.text import MOST_ISSUES, Fault, decode, tabs, unfit_characters

FENCE = re.compile(r"^--- *$", re.MULTILINE)


def read_document(path: str, raw: bytes) -> Document | tuple[Issue, ...]:
    """Read one YAML or Markdown file of content/; where it cannot be read, every issue that could be found."""
    if path.startswith("/") or ".." in path.split("/"):
        return (Fault(0, 0, "read-path", _("路径离开了内容文件夹"), _("请把文件放在 content/ 里")).at(path),)
    faults, data, body = _read(path, raw)
    if faults:
        return tuple(sorted({fault.at(path) for fault in faults}))
    return Document(path, data, body, raw)


def _read(path: str, raw: bytes) -> tuple[list[Fault], Mapping[str, object], str]:
    text = read_text(raw)
    if isinstance(text, list):
        return text, {}, ""
    if not path.endswith(".md"):
        faults, data = _read_yaml(text)
        return faults, data, ""
    parts = _split(text)
    if isinstance(parts, Fault):
        return [parts], {}, ""
    front, body, first_line = parts
    faults, data = _read_yaml(front, first_line)
    return faults, data, body


def read_text(raw: bytes) -> str | list[Fault]:
    """Return a file's text, or why it cannot be read as one that is finished: bytes, characters, an open conflict."""
    text = decode(raw)
    if isinstance(text, Fault):
        return [text]
    if faults := unfit_characters(text):
        return faults
    if not text.strip():
        return [Fault(0, 0, "read-empty", _("文件是空的"), _("请写上内容，或者删去文件"))]
    unsolved = conflict(text)
    return [unsolved] if unsolved else text


def _split(text: str) -> tuple[str, str, int] | Fault:
    """Split a Markdown file into front matter, body, and the line on which the front matter begins."""
    fences = FENCE.finditer(text)
    opening = next(fences, None)
    if opening is None or opening.start() != 0:
        return Fault(1, 1, "read-front-matter", _("第一行不是「---」"), _("请在两行「---」之间写各项，下面写正文"))
    closing = next(fences, None)
    if closing is None:
        return Fault(
            1, 1, "read-front-matter", _("前面各项的后面没有第二行「---」"), _("请在各项的后面另起一行写「---」")
        )
    return text[opening.end() + 1 : closing.start()], text[closing.end() :].strip("\n"), 2


def _read_yaml(text: str, first_line: int = 1) -> tuple[list[Fault], Mapping[str, object]]:
    if "\t" in text:
        return tabs(text, first_line), {}
    faults, data = _parse(text)
    shift = first_line - 1
    moved = [
        Fault(fault.line + shift, fault.column, fault.rule, fault.problem, fault.remedy)
        if shift and fault.line
        else fault
        for fault in faults[:MOST_ISSUES]
    ]
    return moved, data


def _parse(text: str) -> tuple[list[Fault], Mapping[str, object]]:
    if faults := refusals(text):
        return faults, {}
    try:
        node = compose(text)
    except yaml.YAMLError as fault:
        return [explain(fault, text)], {}
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.style and not node.value):
        return [Fault(0, 0, "read-empty", _("文件里没有内容"), _("请写上内容，或者删去文件"))], {}
    if not isinstance(node, yaml.MappingNode):
        return [_not_a_mapping(node, text)], {}
    data = convert(node, faults)
    faults += lost_comments(node, text)
    return faults, data if isinstance(data, dict) else {}


def _not_a_mapping(node: yaml.Node, text: str) -> Fault:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.SequenceNode):
        return Fault(
            line, column, "read-shape", _("整个文件是一个列表"), _("请写成一行一项的「键名: 值」，前面不写「- 」")
        )
    if found := FULL_WIDTH.match(text.split("\n")[line - 1]):
        problem = _("「{key}」后面是全角冒号").format(key=found.group(1))
        remedy = _("请改成半角冒号加空格，例如 {key}: 内容").format(key=found.group(1))
        return Fault(line, found.end(), "read-syntax", problem, remedy)
    return Fault(
        line, column, "read-shape", _("整个文件不是一行一项的「键名: 值」"), _("请写成 键名、半角冒号、空格、值")
    )


def locate(document: Document, pointer: Pointer, *, key: bool = False) -> tuple[int, int]:
    """Return line and column of a value (or of its key); of the nearest thing around it where it is not there.

    The document is composed anew: call it only when there is something to say.
    """
    node, first_line = _compose_again(document)
    if node is None:
        return 0, 0
    for position, step in enumerate(pointer):
        found = _child(node, step)
        if found is None:
            break
        key_node, node = found
        if key and position == len(pointer) - 1 and key_node is not None:
            node = key_node
    return node.start_mark.line + first_line, node.start_mark.column + 1


def locate_text(document: Document, pointer: Pointer, offset: int) -> tuple[int, int]:
    """Return line and column of a character of a text value; the empty pointer means the Markdown body.

    It is exact in the body, in a literal block and in a value on one line; else it is where the value begins.
    """
    if not pointer:
        return _locate_in_body(document, offset)
    node, first_line = _compose_again(document)
    for step in pointer:
        found = _child(node, step) if node else None
        node = found[1] if found else None
    if not isinstance(node, yaml.ScalarNode):
        return locate(document, pointer)
    lines = str(decode(document.raw)).split("\n")[first_line - 1 :]
    line, column = _in_block(node, lines, offset) if node.style == "|" else _on_line(node, lines, offset)
    return line + first_line, column


def _in_block(node: yaml.ScalarNode, lines: list[str], offset: int) -> tuple[int, int]:
    """Return line (from 0) and column (from 1) of a character of a literal block."""
    before = node.value[:offset]
    line = node.start_mark.line + 1 + before.count("\n")
    indentation = min((len(text) - len(text.lstrip(" ")) for text in _block(node, lines) if text.strip()), default=0)
    return line, indentation + len(before) - before.rfind("\n")


def _block(node: yaml.ScalarNode, lines: list[str]) -> list[str]:
    return lines[node.start_mark.line + 1 : node.start_mark.line + 1 + node.value.rstrip("\n").count("\n") + 1]


def _on_line(node: yaml.ScalarNode, lines: list[str], offset: int) -> tuple[int, int]:
    """Return line (from 0) and column (from 1) of a character of a value on one line, else those of the value."""
    line, column = node.start_mark.line, node.start_mark.column
    begin = column + (1 if node.style else 0)
    exact = lines[line].startswith(node.value, begin)
    return line, (begin + offset if exact else column) + 1


def _locate_in_body(document: Document, offset: int) -> tuple[int, int]:
    text = str(decode(document.raw))
    start = text.rfind(document.body)
    before = text[: start + offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _compose_again(document: Document) -> tuple[yaml.Node | None, int]:
    text = decode(document.raw)
    if isinstance(text, Fault) or not text.strip():
        return None, 1
    parts = _split(text) if document.path.endswith(".md") else (text, "", 1)
    if isinstance(parts, Fault):
        return None, 1
    try:
        return compose(parts[0]), parts[2]
    except yaml.YAMLError:
        return None, 1


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode) and isinstance(step, str):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
