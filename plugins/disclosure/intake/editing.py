"""A value set, or an entry added, in the text of a record: every other byte, its comments too, stays as it was."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml

from disclosure.intake.answers import put
from disclosure.intake.layout import write_markdown, write_yaml
from disclosure.model.record import Document, Pointer
from disclosure.reading.composing import compose
from disclosure.reading.documents import FENCE, read_document
from disclosure.reading.schemas import Schemas
from disclosure.reading.text import decode

BLOCKS = ("|", ">")
STEP = 2


@dataclass(frozen=True, slots=True)
class Edited:
    """The bytes of a record after a change; `kept` says that all that was not changed is there as it was written."""

    raw: bytes
    kept: bool


@dataclass(frozen=True)
class Change:
    """What is to be done to a record: values to set, by their place, and one entry for the end of a list."""

    values: Mapping[Pointer, object]
    appended: tuple[str, Mapping[str, Any]] | None = None

    def data(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the record's data after the change; MalformedValue where there is no way to a place."""
        after: dict[str, Any] = deepcopy(dict(before))
        for pointer, value in self.values.items():
            put(after, pointer, value)
        if self.appended:
            key, entry = self.appended
            after[key] = [*after.get(key, ()), dict(entry)]
        return after


def edited(document: Document, change: Change, schema: str, schemas: Schemas) -> Edited:
    """Return a record with a change made in its text; where the text is written too oddly for that, written anew."""
    wanted = change.data(document.data)
    raw = _in_text(document, change, wanted, schema, schemas)
    after = read_document(document.path, raw) if raw is not None else ()
    if raw is not None and isinstance(after, Document) and (after.data, after.body) == (wanted, document.body):
        return Edited(raw, kept=True)
    return Edited(whole(document.path, wanted, document.body, schema, schemas), kept=False)


def whole(path: str, data: Mapping[str, Any], body: str, schema: str, schemas: Schemas) -> bytes:
    """Return the bytes of a record file, all of it laid out by us."""
    if path.endswith(".md"):
        return write_markdown(data, body, schema, schemas).rstrip("\n").encode() + b"\n"
    return write_yaml(data, schema, schemas).encode()


def _in_text(
    document: Document, change: Change, wanted: Mapping[str, Any], schema: str, schemas: Schemas
) -> bytes | None:
    """Make the changes one by one in the text; None where it has no shape that we can edit."""
    text = decode(document.raw)
    if not isinstance(text, str):
        return None
    fences = [match.span() for match in FENCE.finditer(text)] if document.path.endswith(".md") else []
    start, end = (fences[0][1] + 1, fences[1][0]) if fences else (0, len(text))
    own = text[start:end].rstrip("\n")
    sheet = Sheet(own.split("\n"), schema, schemas)
    try:
        for pointer in change.values:
            sheet.set(pointer, wanted)
        if change.appended:
            sheet.append(*change.appended, wanted)
    except yaml.YAMLError:
        return None
    below = text[start + len(own) : end] or "\n"
    written = text[:start] + "\n".join(sheet.lines) + below + text[end:]
    newline = "\r\n" if b"\r\n" in document.raw else "\n"
    mark = b"\xef\xbb\xbf" if document.raw.startswith(b"\xef\xbb\xbf") else b""
    return mark + written.replace("\n", newline).encode()


@dataclass
class Sheet:
    """The lines of one YAML mapping while they are being edited."""

    lines: list[str]
    schema: str
    schemas: Schemas

    def set(self, pointer: Pointer, wanted: Mapping[str, Any]) -> None:
        """Write the value that `wanted` has at a place: in its line, in lines of its own, or with what is around it."""
        place, parent, key = self._reach(pointer)
        value = _at(wanted, place)
        if key is None:
            self._insert(_end(parent, self.lines) + 1, _column(parent), place, value)
            return
        found = next(node for name, node in parent.value if name is key)
        self._replace(key, found, place, value)

    def append(self, name: str, entry: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
        """Write one more entry at the end of a top-level list, in the way in which the list is written."""
        root = compose("\n".join(self.lines))
        if not isinstance(root, yaml.MappingNode):
            raise yaml.YAMLError
        listed = next((node for key, node in root.value if key.value == name), None)
        if listed is None:
            lines = _indented(self._entry(name, entry), STEP, "- ")
            end = len(self.lines) if _column(root) == 0 else _end(root, self.lines) + 1
            self.lines[end:end] = [f"{name}:", *lines]
        elif isinstance(listed, yaml.SequenceNode) and not listed.flow_style:
            end = _end(listed, self.lines) + 1
            self.lines[end:end] = _indented(self._entry(name, entry), listed.start_mark.column, "- ")
        else:
            self.set((name,), wanted)

    def _entry(self, name: str, entry: Mapping[str, Any]) -> list[str]:
        """Return the lines of an entry; a list of names stands on one line."""
        lines = []
        for key, value in entry.items():
            plain = isinstance(value, list) and all(isinstance(one, str) and one.isidentifier() for one in _flat(value))
            dumped = write_yaml({key: value}, self.schema, self.schemas, (name, 0)).rstrip("\n").split("\n")
            lines += [f"{key}: [{', '.join(value)}]"] if plain else dumped
        return lines

    def _reach(self, pointer: Pointer) -> tuple[Pointer, yaml.MappingNode, yaml.Node | None]:
        """Return the innermost place on the way that stands in lines of its own: its mapping, and its key if any."""
        node = compose("\n".join(self.lines))
        best: tuple[Pointer, yaml.MappingNode, yaml.Node | None] | None = None
        for depth, step in enumerate(pointer, start=1):
            if node is None or getattr(node, "flow_style", False):
                break
            if isinstance(node, yaml.MappingNode) and isinstance(step, str):
                key, child = next(((name, value) for name, value in node.value if name.value == step), (None, None))
                best = (pointer[:depth], node, key)
                node = child
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                break
        if best is None:
            raise yaml.YAMLError
        return best

    def _replace(self, key: yaml.Node, node: yaml.Node, place: Pointer, value: object) -> None:
        first, column = key.start_mark.line, key.start_mark.column
        last = _end(node, self.lines, column)
        dumped = self._dumped(place, value)
        comment = ""
        if isinstance(node, yaml.ScalarNode) and node.style not in BLOCKS and node.end_mark.line == first:
            comment = self.lines[first][node.end_mark.column :].rstrip()
        if comment and len(dumped) > 1:
            self.lines.insert(first, " " * column + comment.strip())
            first, last, comment = first + 1, last + 1, ""
        head = f"{self.lines[first][:column]}{dumped[0]}{comment}"
        self.lines[first : last + 1] = [head, *(f"{' ' * column}{line}".rstrip() for line in dumped[1:])]

    def _insert(self, line: int, column: int, place: Pointer, value: object) -> None:
        self.lines[line:line] = [f"{' ' * column}{text}".rstrip() for text in self._dumped(place, value)]

    def _dumped(self, place: Pointer, value: object) -> list[str]:
        return write_yaml({str(place[-1]): value}, self.schema, self.schemas, place[:-1]).rstrip("\n").split("\n")


def _at(data: Any, pointer: Pointer) -> Any:  # noqa: ANN401  # any YAML value
    for step in pointer:
        data = data[step]
    return data


def _flat(names: Sequence[object]) -> Iterator[str]:
    """Yield the steps of the names of fields, `parties.name` as two."""
    for name in names:
        yield from str(name).split(".")


def _column(mapping: yaml.MappingNode) -> int:
    return int(mapping.value[0][0].start_mark.column) if mapping.value else int(mapping.start_mark.column)


def _end(node: yaml.Node, lines: Sequence[str], column: int = 0) -> int:
    """Return the last line of a node's own text: marks of blocks reach over the comments that follow them."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        key, value = node.value[-1]
        return _end(value, lines, key.start_mark.column)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1], lines, node.start_mark.column)
    if isinstance(node, yaml.ScalarNode) and node.style in BLOCKS:
        last = here = node.start_mark.line
        for line in lines[here + 1 :]:
            here += 1
            if line.strip() and len(line) - len(line.lstrip(" ")) <= column:
                break
            last = here if line.strip() else last
        return int(last)
    return int(node.end_mark.line)


def _indented(lines: Sequence[str], column: int, first: str) -> list[str]:
    margins = [" " * column + first, *[" " * (column + len(first))] * (len(lines) - 1)]
    return [f"{margin}{line}".rstrip() for margin, line in zip(margins, lines, strict=True)]
