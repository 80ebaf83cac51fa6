"""The page of an old version: the record's own page as it was, marked as past, without ways that may have ended."""

import re
from dataclasses import fields, replace
from typing import Any

from disclosure.model.public import PublicRecord, PublicVersion
from disclosure.pages.contracts import Page, RecordBase
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context
from disclosure.pages.timeline import former
from disclosure.pages.urls import record_url, version_json_url, version_url

INSIDE = re.compile(r'<a (?:[^>]*? )?href="(?!https?:|#)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
WRITTEN = ("body", "full_text", "narrative")
"""Fields of pages that hold the clerks' own Markdown, as HTML."""


def version_page(version: PublicVersion, whole: PublicRecord, context: Context) -> Page | None:
    """Return the page of an old version of a record; None where the version cannot be shown.

    It tells what it told on its last day. Links that a clerk wrote stay as words: what they led to may be gone.
    """
    if version.record is None:
        return None
    day = version.until.astimezone(SHANGHAI).date()
    past = replace(context, as_of=day, own=None, coverage=None, citing=(), uncommitted=frozenset())
    page = record_page(version.record, past)
    if not isinstance(page, RecordBase):
        return None
    known = {field.name for field in fields(page)}
    changes: dict[str, Any] = {name: INSIDE.sub(r"\1", getattr(page, name)) for name in WRITTEN if name in known}
    if "related" in known:
        changes["related"] = ()
    return replace(
        page,
        address=version_url(whole.id, version.number),
        json=version_json_url(whole.id, version.number),
        version=former(version, whole, record_url(whole.id)),
        **changes,
    )
