"""Which record a person means: by its id, its file, or its address on the site."""

from collections.abc import Collection
from difflib import get_close_matches
from urllib.parse import unquote

from disclosure.history.log import record_name
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.pages.urls import record_url

SUFFIXES = (".yaml", ".yml", ".md")
CLOSE = 0.8
MOST = 3
FOLDER = "content/"


def id_meant(written: str, known: Collection[str]) -> str:
    """Return the id of the record or list that is meant; GongshiError names the nearest ones where there is none."""
    addresses = {unquote(record_url(name)).strip("/"): name for name in known}
    tried = _spellings(written, {name.partition("/")[0] for name in known})
    found = next((addresses.get(name, name) for name in tried if name in known or name in addresses), None)
    if found is None:
        close = get_close_matches(tried[0], sorted(known), n=MOST, cutoff=CLOSE)
        hint = _("，是不是 {name}").format(name="、".join(close)) if close else ""
        raise GongshiError(
            _("没有 {record} 的记录{hint}；请核对编号，例如 agencies/jyj/decisions/2026/11/012").format(
                record=written, hint=hint
            )
        )
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
