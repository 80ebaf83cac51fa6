"""Every address of the site, root-relative, without the path that the site may stand under."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote, unquote, urlencode

from disclosure.model.kinds import Kind

DATED = 3

HOME = "/"
AGENCIES = "/agencies/"
DECISIONS = "/decisions/"
POLICIES = "/policies/"
PARTIES = "/parties/"
SEARCH = "/search/"
SITEMAP = "/sitemap/"
CATALOGUE = "/catalogue/"
COMPLIANCE = "/compliance/"
COVERAGE = "/compliance/coverage.csv"
COVERAGE_PAGE = "/compliance/coverage/"
ERASED = "/log/erased/"
LOG = "/log/"
NOT_FOUND = "/404.html"

PLANNED = frozenset({"api", "calendars", "data", "display", "editor", "feeds", "laws", "page", "statistics", "theme"})
"""First steps of addresses that are kept for what has no constant here."""

VERSIONS = "v"
"""The step below a record's address under which its old versions stand: no kind of record has a folder of this name."""

VERSION = re.compile(rf"/{VERSIONS}/[1-9][0-9]*/$")

ENTRY_PAGES = frozenset({"officers", "matters"})
"""Lists whose entries each have a page of their own."""


def file_of(address: str) -> str:
    """Return the file below the output folder that answers an address (`/a/` → `a/index.html`)."""
    path = unquote(address.partition("#")[0].partition("?")[0].removeprefix("/"))
    return f"{path}index.html" if not path or path.endswith("/") else path


def address_of(path: str) -> str:
    """Return the address that a file below the output folder answers (`a/index.html` → `/a/`)."""
    folder, _slash, name = path.rpartition("/")
    return f"/{folder}/".replace("//", "/") if name == "index.html" else f"/{path}"


def record_url(record_id: str) -> str:
    """Return the permanent address of a record; an entry of a list is a place on the list's page."""
    name, mark, key = record_id.partition("#")
    parts = name.split("/")
    if mark and parts[-1] in ENTRY_PAGES:
        return f"/{name}/{quote(key)}/"
    if parts[0] == "agencies" and parts[2:] == ["agency"]:
        return agency_url(parts[1])
    return f"/{name}/{mark}{quote(key)}"


def attachment_url(record_id: str, name: str) -> str:
    """Return the address of a file published with a record."""
    return f"{record_url(record_id).partition('#')[0]}{name}"


def json_url(record_id: str) -> str:
    """Return the address of the JSON beside a record's page."""
    return f"{record_url(record_id).partition('#')[0]}index.json"


def version_url(record_id: str, number: int) -> str:
    """Return the permanent address of an old version of a record; number 1 was the first."""
    return f"{record_url(record_id).partition('#')[0]}{VERSIONS}/{number}/"


def version_json_url(record_id: str, number: int) -> str:
    """Return the address of the JSON beside an old version."""
    return f"{version_url(record_id, number)}index.json"


def is_version(address: str) -> bool:
    """Tell whether an address is that of an old version."""
    return bool(VERSION.search(address))


def agency_url(slug: str) -> str:
    """Return the address of an agency."""
    return f"/agencies/{slug}/"


def decisions_url(
    *, agency: str | None = None, type_name: str | None = None, year: int | None = None, month: int | None = None
) -> str:
    """Return the address of the list of decisions of an agency, or of all, of a type, of a year, of a month."""
    start = f"/agencies/{agency}" if agency else ""
    steps = [type_name, f"{year:04}" if year else None, f"{month:02}" if month else None]
    return "/".join([start, "decisions", *[step for step in steps if step], ""])


def collection_url(kind: Kind, agency: str | None = None) -> str | None:
    """Return the address of the list of all records of a kind, or of an agency's; None for a kind of one file."""
    if "{" not in kind.pattern:
        return None
    steps = kind.pattern.removeprefix("agencies/{agency}/").rpartition(".")[0].split("/")
    named = [step for step in steps if "{" not in step]
    return f"/{'/'.join([*(['agencies', agency] if agency else []), *named])}/"


def numbered(address: str, page: int) -> str:
    """Return the address of one numbered page of a list; number 1 holds the oldest records."""
    return f"{address}page/{page}/"


def log_url(*, agency: str | None = None, month: tuple[int, int] | None = None) -> str:
    """Return the address of the publication log, of all or of one agency, or of a month of it."""
    start = f"{agency_url(agency)}log/" if agency else LOG
    return f"{start}{month[0]:04}/{month[1]:02}/" if month else start


def compliance_url(agency: str | None = None) -> str:
    """Return the address of how one agency, or the whole jurisdiction, keeps what the law asks of publishing."""
    return f"{agency_url(agency)}compliance/" if agency else COMPLIANCE


def feed_url(agency: str | None = None) -> str:
    """Return the address of the Atom feed of the publication log, of all or of one agency."""
    return f"{log_url(agency=agency)}feed.xml"


def event_place(number: int) -> str:
    """Return the name of an event's place on a page of the log."""
    return f"e{number}"


def search_url(words: str = "") -> str:
    """Return the address of the search page, asked for some words."""
    return f"{SEARCH}?q={quote(words)}" if words else SEARCH


def party_url(name: str) -> str:
    """Return the address of a party that has many decisions; no volume of the index has a step of two letters."""
    return f"{PARTIES}of/{quote(name)}/"


def question_url(words: str, facets: Mapping[str, Sequence[str]]) -> str:
    """Return the address of the search page, asked for words and values of facets."""
    asked = [*([("q", words)] if words else []), *((name, key) for name, keys in facets.items() for key in keys)]
    return f"{SEARCH}?{urlencode(asked)}"


def saved_url(name: str) -> str:
    """Return the address of the feed of a saved search."""
    return f"/feeds/{name}.xml"


def static_url(name: str) -> str:
    """Return the address of a file of theme/static/."""
    return f"/theme/{name}"


def prose_url(slug: str) -> str:
    """Return the address of an ordinary page of content/pages/."""
    return f"/{slug}/"


def period_of(record_id: str) -> tuple[int, int] | None:
    """Return the year and month that a record's path files it under, or None where it names none."""
    return _period_of_folder(record_id.rpartition("/")[0])


@lru_cache(4096)
def _period_of_folder(folder: str) -> tuple[int, int] | None:
    steps = folder.rsplit("/", DATED - 1)[1:]
    if len(steps) != DATED - 1 or not all(step.isdecimal() for step in steps):
        return None
    return int(steps[0]), int(steps[1])
