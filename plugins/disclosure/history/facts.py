"""What the bytes of a version say about the life of a record, and about the entries of a list."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from disclosure.model.erasure import MARK as STUB_MARK
from disclosure.model.erasure import stub_of
from disclosure.model.event import EXPIRED
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

MARK = STUB_MARK.encode()
TELLING = (b"withdrawal", b"corrections", b"publish")
FIELD = re.compile(rb"\n(?:withdrawal|corrections|publish) *:.*(?:\n(?:[ #-].*)?(?=\n))*")
"""A field that tells, with the lines that belong to it: indented ones, items, remarks and empty ones."""
UNSURE = (
    re.compile(rb"\n(?![A-Za-z_# \n]|- |-?(?:\n|\Z)|\Z)"),  # a line that begins no field: a quoted key, a marker
    re.compile(rb"\A\n(?: *(?:#.*)?\n)* +[^ #\n]"),  # a file that is indented as a whole
    re.compile(rb"\n *[\"'\[{]"),  # a value below its key
    re.compile(  # a quotation or brackets left open
        rb"[:-] +(?:\"(?:(?:.*[^\"\n])?|.*\\\")|'(?:(?:.*[^'\n])?|.*'')|\[(?:.*[^\]\n])?|\{(?:.*[^}\n])?)\n"
    ),
)
"""Where a line may look like a field and be none, or not look like one and be one."""


WORDS = r"\u4e00-\u9fff0-9，、。；（）《》〔〕"
PLAIN = rf'(?:[\u4e00-\u9fff][{WORDS}]*+|"[{WORDS}A-Za-z:. -]*+")\n'
ITEM = rf"  - date: {PLAIN}    fields: \[[a-z_.]++(?:, [a-z_.]++)*+\]\n    reason: {PLAIN}    cause: {PLAIN}"
CORRECTIONS = re.compile(rf"\n*+corrections:\n(?:{ITEM})++\n*+")
WITHDRAWAL = re.compile(
    rf"\n*+withdrawal:\n  effective_on: {PLAIN}  reason_code: ({PLAIN})  reason: {PLAIN}"
    rf"(?:  authority: {PLAIN})?+(?:  document_no: {PLAIN})?+\n*+"
)
"""What tells, just as the commands write it: nothing there that would have to be read as YAML."""


class Facts(NamedTuple):
    """What the bytes of a version say about the record's life; of a list, each entry's key and a digest of it."""

    withdrawn: bool = False
    corrections: int = 0
    entries: tuple[tuple[str, str], ...] = ()
    withheld: bool = False
    expired: bool = False

    @property
    def gone(self) -> bool:
        """Whether the public may not see the record: it was withdrawn, or may not be published."""
        return self.withdrawn or self.withheld


ORDINARY = Facts()


def read_facts(path: str, raw: bytes, key: str | None = None) -> Facts | None:
    """Return what a version says about the record's life; None where that cannot be read.

    Of a record only the fields that tell are read: a fault in another one hides neither correction nor withdrawal.
    """
    stub = _stub(path, raw) if MARK in raw else None
    if stub is not None:
        return facts_of_stub(stub)
    if key is None and not any(word in raw for word in TELLING):
        return ORDINARY
    part = raw if key else telling_part(path, raw)
    usual = _usual(part) if part is not raw else None
    if usual:
        return usual
    document = read_document(path, part)
    if not isinstance(document, Document):
        return None
    corrections = document.data.get("corrections")
    withdrawal = document.data.get("withdrawal")
    expired = isinstance(withdrawal, Mapping) and withdrawal.get("reason_code") == EXPIRED
    entries = tuple((name, _digest(entry)) for name, entry in entries_of(document.data, key)) if key else ()
    withheld = document.data.get("publish") is False
    number = len(corrections) if isinstance(corrections, list) else 0
    return Facts(withdrawal is not None, number, entries, withheld, expired)


def _stub(path: str, raw: bytes) -> Mapping[str, Any] | None:
    """Return what the stub of an erased version says; None for any other version."""
    document = read_document(path, raw)
    return stub_of(document.data) if isinstance(document, Document) else None


def _usual(part: bytes) -> Facts | None:
    """Return what one telling field says that is written just as the commands write it; None for any other."""
    text = part.decode("utf-8", errors="replace")
    if CORRECTIONS.fullmatch(text):
        return Facts(corrections=text.count("\n  - "))
    withdrawal = WITHDRAWAL.fullmatch(text)
    return Facts(withdrawn=True, expired=withdrawal[1].strip('"\n') == EXPIRED) if withdrawal else None


def facts_of_stub(told: Mapping[str, Any]) -> Facts | None:
    """Return what an erased version had said about the record's life; None where nobody could read it."""
    if told.get("readable") is False:
        return None
    number = told.get("corrections")
    withdrawn, withheld, expired = (told.get(name) is True for name in ("withdrawn", "withheld", "expired"))
    return Facts(withdrawn, number if isinstance(number, int) else 0, (), withheld, expired)


def telling_part(path: str, raw: bytes) -> bytes:
    """Return just the fields of a record that tell of its life; all of it where they cannot be cut out for sure."""
    lines = b"\n%s\n" % raw
    if path.endswith(".md") or any(pattern.search(lines) for pattern in UNSURE):
        return raw
    fields = FIELD.findall(lines)
    return b"".join((*fields, b"\n")) if fields else b"{}"


def entries_of(data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the entries of a list document with their keys; what has none, or has one again, is left to the checks."""
    found = data.get("entries")
    seen: set[str] = set()
    for entry in found if isinstance(found, list) else ():
        name = entry.get(key) if isinstance(entry, Mapping) else None
        if isinstance(name, str) and name not in seen:
            seen.add(name)
            yield name, entry


def _digest(entry: Mapping[str, Any]) -> str:
    return hashlib.blake2b(repr(entry).encode(), digest_size=8).hexdigest()
