"""Which version of the tool this is: the commit that its folder stands at, and where others can fetch it."""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from disclosure.history.process import attempt
from disclosure.history.repository import place_of


class Pin(NamedTuple):
    """An address to fetch the tool from (empty: not known), and the commit or tag of the version."""

    url: str
    commit: str


def pin_of(project: Path, version: str) -> Pin:
    """Return what a folder of the tool is a clone of; a tag of the version where it is no clone.

    An address is told only where everybody could use it: over HTTP, and without a name or password in it.
    """
    place = place_of(project.resolve())
    tip = attempt(place.repo, "rev_parse", "--verify", "--quiet", "HEAD") if place else None
    if place is None or tip is None or place.top != project.resolve():
        return Pin("", f"v{version}")
    remote = (attempt(place.repo, "config", "--get", "remote.origin.url") or "").strip()
    parts = urlsplit(remote)
    open_to_all = parts.scheme in {"http", "https"} and "@" not in parts.netloc
    return Pin(remote if open_to_all else "", tip.strip())
