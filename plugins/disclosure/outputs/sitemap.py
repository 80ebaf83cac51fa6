"""The list of all pages for search engines (sitemaps.org, version 0.9), cut at the size that the protocol allows."""

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape

LARGEST = 50_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(siteurl: str, addresses: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield `sitemap.xml` and, where there are more than 50,000 pages, the numbered files that it names."""
    todo = iter(sorted(addresses))
    chunks = list(iter(lambda: list(islice(todo, LARGEST)), []))
    if len(chunks) <= 1:
        yield "sitemap.xml", _urlset(siteurl, chunks[0] if chunks else [])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    for name, chunk in zip(names, chunks, strict=True):
        yield name, _urlset(siteurl, chunk)
    entries = "".join(f"<sitemap><loc>{escape(f'{siteurl}/{name}')}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{entries}</sitemapindex>\n'.encode()


def _urlset(siteurl: str, addresses: list[str]) -> bytes:
    entries = "".join(f"<url><loc>{escape(siteurl + address)}</loc></url>\n" for address in addresses)
    return f'{HEAD}<urlset xmlns="{NAMESPACE}">\n{entries}</urlset>\n'.encode()
