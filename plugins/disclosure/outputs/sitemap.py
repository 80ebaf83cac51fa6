"""The list of all pages for search engines (sitemaps.org, version 0.9), cut so that one more page changes one file.

More pages than the protocol allows in one file are cut by the hash of their addresses, digit by digit.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, unescape

LARGEST = 50_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
ENTIRE = "sitemap.xml"


def sitemap_files(siteurl: str, addresses: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield `sitemap.xml` and, where there are more than 50,000 pages, the files that it names."""
    chunks = dict(_cut(sorted(addresses), ""))
    if "" in chunks:
        yield ENTIRE, _urlset(siteurl, chunks[""])
        return
    for digits, chunk in chunks.items():
        yield _name(digits), _urlset(siteurl, chunk)
    entries = "".join(f"<sitemap><loc>{escape(f'{siteurl}/{_name(digits)}')}</loc></sitemap>\n" for digits in chunks)
    yield ENTIRE, f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{entries}</sitemapindex>\n'.encode()


def grown(siteurl: str, files: Mapping[str, bytes], addresses: Collection[str]) -> dict[str, bytes] | None:
    """Return the files of a sitemap that change when pages are added; None where it must be cut anew."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        name = file_with(address, files)
        if name is None:
            return None
        wanted[name].append(address)
    found = {}
    for name, fresh in wanted.items():
        chunk = sorted({*_addresses(siteurl, files[name]), *fresh})
        if len(chunk) > LARGEST:
            return None
        found[name] = _urlset(siteurl, chunk)
    return found


def file_with(address: str, names: Collection[str]) -> str | None:
    """Return which of the files of a sitemap an address belongs to; None where there is none for it."""
    if all(name == ENTIRE for name in names):
        return ENTIRE if names else None
    digits = _digits(address)
    return next((name for size in range(1, len(digits)) if (name := _name(digits[:size])) in names), None)


def _cut(addresses: list[str], digits: str) -> Iterator[tuple[str, list[str]]]:
    if len(addresses) <= LARGEST:
        yield digits, addresses
        return
    groups: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        groups[_digits(address)[: len(digits) + 1]].append(address)
    for more, group in sorted(groups.items()):
        yield from _cut(group, more)


def _digits(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def _name(digits: str) -> str:
    return f"sitemap-{digits}.xml"


def _urlset(siteurl: str, addresses: list[str]) -> bytes:
    entries = "".join(f"<url><loc>{escape(siteurl + address)}</loc></url>\n" for address in addresses)
    return f'{HEAD}<urlset xmlns="{NAMESPACE}">\n{entries}</urlset>\n'.encode()


def _addresses(siteurl: str, written: bytes) -> Iterator[str]:
    lines = (line for line in written.decode().split("\n") if line.startswith("<url>"))
    found = (unescape(line.removeprefix("<url><loc>").removesuffix("</loc></url>")) for line in lines)
    return (line.removeprefix(siteurl) for line in found)
