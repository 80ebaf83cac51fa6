"""Which record a person means: by its id, its file, its address on the site, or the number of its document."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote

from disclosure.history.log import record_name
from disclosure.model.document_number import DocumentNumber
from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.language import _
from disclosure.pages.urls import record_url

SUFFIXES = (".yaml", ".yml", ".md")
CLOSE = 0.8
MOST = 3
FOLDER = "content/"
STATED = re.compile(rb"^document_no:[ \t]+(.+?)(?:[ \t]+#.*)?[ \t\r]*$", re.MULTILINE)
"""The line of a record that states the number of its document."""


Numbers = Callable[[], Mapping[str, Sequence[str]]]
"""Gives the ids of the records by the number of their document, as it is compared; asked only where one is given."""


def id_meant(written: str, known: Collection[str], numbers: Numbers = dict) -> str:
    """Return the id of the record or list that is meant; GongshiError names the nearest ones where there is none."""
    number = _number(written)
    if number:
        return _numbered(written, number, {key: [i for i in ids if i in known] for key, ids in numbers().items()})
    addresses = {unquote(record_url(name)).strip("/"): name for name in known}
    tried = _spellings(written, {name.partition("/")[0] for name in known})
    found = next((addresses.get(name, name) for name in tried if name in known or name in addresses), None)
    if found is None:
        close = get_close_matches(tried[0], sorted(known), n=MOST, cutoff=CLOSE)
        hint = _("，是不是 {name}？").format(name="、".join(close)) if close else _("；")
        raise GongshiError(
            _("没有 {record} 的记录{hint}请核对编号，例如 agencies/jyj/decisions/2026/11/012").format(
                record=written, hint=hint
            )
        )
    return found


def _numbered(written: str, number: str, known: Mapping[str, Sequence[str]]) -> str:
    """Return the one record whose document has a number; GongshiError where there is none, or more than one."""
    found = sorted(known.get(number, ()))
    if len(found) > 1:
        raise GongshiError(
            _("文号「{number}」有 {n} 件：{names}；请写其中一件的编号").format(
                number=written, n=len(found), names="、".join(found)
            )
        )
    if not found:
        close = get_close_matches(number, sorted(name for name, ids in known.items() if ids), n=MOST, cutoff=CLOSE)
        hint = _("，是不是 {name}？").format(name="、".join(close)) if close else _("；")
        told = _("没有文号是「{number}」的记录{hint}请核对文号，或者写编号，例如 agencies/jyj/decisions/2026/11/012")
        raise GongshiError(told.format(number=written, hint=hint))
    return found[0]


def _number(written: str) -> str:
    """Return the number of a document as it is compared; nothing for what is none."""
    try:
        return DocumentNumber.parse(written).canonical
    except MalformedValue:
        return ""


def numbers_in(content: Path, paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of the records of a content folder by the number of their document."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        stated = STATED.search((content / path).read_bytes()) if path.endswith(SUFFIXES) else None
        number = _number(stated[1].decode("utf-8", errors="replace").strip("\"' ")) if stated else ""
        if number:
            found[number].append(record_name(path))
    return found


def _spellings(written: str, roots: Collection[str]) -> list[str]:
    """Return what may be meant, the likeliest first: an address may lie below a path of the site."""
    text = unquote(written.strip().partition("://")[2] or written.strip())
    name = "/".join(step for step in text.split("/") if step not in {"", "."}).removesuffix("/index.html")
    inner = name.rpartition(f"/{FOLDER}")[2].removeprefix(FOLDER)
    plain = record_name(inner) if inner.endswith(SUFFIXES) else inner
    steps = plain.split("/")
    begin = next((place for place, step in enumerate(steps) if step in roots), 0)
    return list(dict.fromkeys((plain, "/".join(steps[begin:]))))
