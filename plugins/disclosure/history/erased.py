"""What takes the place of an erased version: a stub that tells the ledger what it must know, and nobody anything else.

Each stub of a file differs from the others, so that every event stays where it was, in its order.
"""

import yaml

from disclosure.history.facts import Facts, entries_of, read_facts
from disclosure.model.erasure import MARK, is_erased, stub_of
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.composing import compose
from disclosure.reading.documents import read_document
from disclosure.reading.text import decode

NOTE = "# 内容已依法彻底删除，见 content/log/erased.yaml\n"


def stub(path: str, raw: bytes, version: int) -> bytes:
    """Return what takes the place of a version of a file: its number, and what it said about the record's life."""
    facts = read_facts(path, raw)
    told = [f"version: {version}", *(_told(facts) if facts else ["readable: false"])]
    text = f"{NOTE}{MARK}:\n" + "".join(f"  {line}\n" for line in told)
    return (f"---\n{text}---\n" if path.endswith(".md") else text).encode()


def _told(facts: Facts) -> list[str]:
    states = {"withdrawn": facts.withdrawn, "withheld": facts.withheld, "expired": facts.expired}
    found = [f"{name}: true" for name, holds in states.items() if holds]
    return [*found, *([f"corrections: {facts.corrections}"] if facts.corrections else [])]


def stub_number(path: str, raw: bytes) -> int | None:
    """Return the number of a stub; None for any other version."""
    if MARK.encode() not in raw:
        return None
    document = read_document(path if path.endswith(".md") else "stub.yaml", raw)
    told = stub_of(document.data) if isinstance(document, Document) else None
    return None if told is None else int(told.get("version") or 0)


def without_entry(path: str, raw: bytes, key_field: str, key: str, version: int) -> bytes:
    """Return a version of a list file in which one entry holds its key and nothing else; every other byte stays.

    GongshiError where the entry cannot be told apart in the text.
    """
    text = str(decode(raw))
    node = compose(text)
    entries = next((value for name, value in getattr(node, "value", ()) if name.value == "entries"), None)
    for entry in getattr(entries, "value", ()):
        told = {name.value: value.value for name, value in getattr(entry, "value", ())}
        if told.get(key_field) == key:
            before, after = text[: entry.start_mark.index], text[entry.end_mark.index :]
            mark = yaml.dump(
                {key_field: key, MARK: {"version": version}},
                allow_unicode=True,
                default_flow_style=True,
                sort_keys=False,
                width=10_000,
            ).strip()
            margin = "" if entry.flow_style else "\n" + " " * (entry.end_mark.column if after else 0)
            changed = f"{before}{mark}{margin}{after}".encode()
            if _same_but_for(path, raw, changed, key_field, key):
                return changed
    raise GongshiError(
        _("content/{path} 有一个旧版本写法特别，抹不去「{key}」这一项；请照 docs/erasing.md 手工改写").format(
            path=path, key=key
        )
    )


def _same_but_for(path: str, before: bytes, after: bytes, key_field: str, key: str) -> bool:
    """Tell whether two versions of a list hold the same, and the later one of a certain entry only the mark."""
    sides = [read_document(path, raw) for raw in (before, after)]
    if not all(isinstance(side, Document) for side in sides):
        return False
    first, second = (dict(entries_of(side.data, key_field)) for side in sides if isinstance(side, Document))
    gone = second.pop(key, None)
    first.pop(key, None)
    return is_erased(gone) and first == second
