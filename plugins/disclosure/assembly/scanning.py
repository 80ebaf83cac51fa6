"""The last look at what is about to be put in place: private data, and links that lead nowhere."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from disclosure.checking.privacy import findings

SUSPECT = re.compile(r"[0-9]{15,19}|(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
RUN = re.compile(r"[0-9]{11}")  # what every suspect holds: four times as fast to look for, and seldom there
DIGEST = re.compile(r"\b[0-9a-f]{32,}\b")
LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')
GRAVE = frozenset({"id-18", "id-15", "mobile", "bank-card"})


def leaks(text: str, allowed: frozenset[str]) -> Iterator[str]:
    """Yield the kind of each piece of private data in a text that is to be published, outside the allowed contacts."""
    if RUN.search(text) and SUSPECT.search(text):
        for found in findings(DIGEST.sub(" ", text)):
            if found.kind in GRAVE and found.text not in allowed:
                yield found.kind


def targets(html: str, base: str) -> frozenset[str]:
    """Return the addresses inside this site that a page links to, without the site's base path, query and fragment."""
    found = (link.split("#")[0].split("?")[0] for link in LINK.findall(html))
    return frozenset(
        unquote(link.removeprefix(base)) for link in found if link.startswith(f"{base}/") and link[:2] != "//"
    )


def dangling(wanted: Iterable[str], files: Iterable[str]) -> list[str]:
    """Return, sorted, the addresses that no file answers."""
    there = {f"/{path.removesuffix('index.html')}" if path.endswith("index.html") else f"/{path}" for path in files}
    return sorted({address for address in wanted if address not in there})
