"""The last look at what is about to be put in place: private data, and links that lead nowhere."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urljoin

from disclosure.checking.privacy import findings

SUSPECT = re.compile(r"[0-9]{15,19}|(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
NOUGHTS = bytes.maketrans(b"123456789", b"0" * 9)
RUN = b"0" * 11
DIGEST = re.compile(r"\b[0-9a-f]{32,}\b")
LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')
PLAIN = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?")  # means what it says: nothing to unescape, cut or resolve
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
GRAVE = frozenset({"id-18", "id-15", "mobile", "bank-card"})


def may_leak(content: bytes) -> bool:
    """Tell whether there is a run of digits as every suspect has: many times as fast to look for, and seldom there."""
    return RUN in content.translate(NOUGHTS)


def leaks(text: str, allowed: frozenset[str]) -> Iterator[str]:
    """Yield the kind of each piece of private data in a text that is to be published, outside the allowed contacts."""
    if SUSPECT.search(text):
        for found in findings(DIGEST.sub(" ", text)):
            if found.kind in GRAVE and found.text not in allowed:
                yield found.kind


def targets(html: str, base: str, address: str) -> frozenset[str]:
    """Return the addresses inside this site that the page at an address links to.

    They are without the site's base path, query and fragment; a relative link counts from the page.
    """
    found = set()
    for link in set(LINK.findall(html)):
        path = _anywhere(link, base)
        found.add(_inside(target(unescape(link), f"{base}{address}"), base) if path is None else path)
    return frozenset(found - {""})


@lru_cache(maxsize=1 << 13)
def _anywhere(link: str, base: str) -> str | None:
    """Return the address that a link means on whatever page it stands; None where that depends on the page.

    Most of the links of a page are those of every other page.
    """
    if PLAIN.fullmatch(link):
        return _inside(link, base)
    written = unescape(link)
    return _inside(target(written, "/"), base) if written.startswith("/") else None


def _inside(path: str | None, base: str) -> str:
    """Return a path as an address inside the site, empty where it is outside."""
    if not path or not path.startswith(f"{base}/"):
        return ""
    path = path.removeprefix(base)
    return unquote(path) if "%" in path else path


def target(link: str, address: str) -> str | None:
    """Return the address that a link on a page means, without query and fragment; None for another site's."""
    path = link.partition("#")[0].partition("?")[0]
    if not path or path.startswith("//") or SCHEME.match(path):
        return None
    return path if path.startswith("/") and "/." not in path else urljoin(address, path)
