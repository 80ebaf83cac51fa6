"""Links that lead nowhere: in what the clerks wrote, and in the pages that are about to be put in place."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from disclosure.assembly.manifest import Made
from disclosure.assembly.order import Order
from disclosure.assembly.scanning import target, targets
from disclosure.model.errors import ContentError
from disclosure.model.issue import Issue
from disclosure.model.kinds import Kind, kind_of
from disclosure.model.language import _
from disclosure.model.record_id import RecordId
from disclosure.pages.urls import address_of, file_of, record_url
from disclosure.reading.text import Fault, decode, position

WRITTEN = re.compile(
    r"""\]\(\s*<?([^)\s>]+)|^\[[^\]\n]+\]:\s*<?([^\s>]+)|\b(?:href|src)\s*=\s*["']([^"'\s]+)""", re.MULTILINE
)
FEW = 5
ENDINGS = (".yaml", ".md", "/agency.yaml")
"""How the address of a record goes on to the path of its file."""


class WrittenLink(NamedTuple):
    """A link as a clerk wrote it: its file below content/, its place there, and the address that it means."""

    path: str
    line: int
    column: int
    target: str

    def issue(self) -> Issue:
        """Return what is to be said of a link that leads nowhere."""
        problem = _("链接指向的 {address} 不存在").format(address=self.target)
        remedy = _("请核对地址；还没有公开的先不要链接")
        return Issue(f"content/{self.path}", self.line, self.column, "dead-link", problem, remedy)


def written_links(path: str, raw: bytes, address: str) -> Iterator[WrittenLink]:
    """Yield the links inside this site in the Markdown of a file, whose page stands at an address."""
    text = decode(raw) if b"](" in raw or b"]:" in raw or b"href" in raw or b"src" in raw else ""
    if isinstance(text, Fault):
        return
    for found in WRITTEN.finditer(text):
        link = next(group for group in found.groups() if group)
        meant = target(link, address)
        if meant:
            yield WrittenLink(path, *position(text, found.start(found.lastindex or 0)), unquote(meant))


def links_to_no_record(
    links: Iterable[WrittenLink], addresses: Collection[str], kinds: tuple[Kind, ...]
) -> Iterator[Issue]:
    """Yield an issue for each link whose address is that of a record, where no record stands."""
    for link in links:
        if link.target not in addresses and _is_of_a_record(link.target, kinds):
            yield link.issue()


def _is_of_a_record(address: str, kinds: tuple[Kind, ...]) -> bool:
    stem = address.strip("/")
    return any(kind_of(f"{stem}{ending}", kinds) for ending in ENDINGS)


def record_addresses(links: Iterable[WrittenLink], paths: Collection[str]) -> frozenset[str]:
    """Return the addresses among those that are linked to at which a record of these files below content/ stands."""
    meant = {f"{link.target.strip('/')}{ending}" for link in links for ending in ENDINGS}
    return frozenset(record_url(RecordId.from_path(path).value) for path in meant if path in paths)


@dataclass(frozen=True)
class Sources:
    """Where pages come from: the records' files below content/, each prose page's file, the site's base path."""

    records: Iterable[str]
    prose: Mapping[str, str]
    base: str

    def by_page(self) -> dict[str, str]:
        """Return the content file of each page, by the page's file in the site."""
        return {file_of(record_url(RecordId.from_path(path).value)): path for path in self.records} | dict(self.prose)


def refuse_dangling(
    order: Order, works: Mapping[str, Made], answered: Callable[[str], bool], sources: Callable[[], Sources]
) -> None:
    """Stop where a page of these works links to what no file answers; ContentError names the pages, and their lines.

    `answered` tells of a path below the site's folder whether there is such a file.
    """
    wanted = {target for work in works.values() for target in work.targets}
    missing = frozenset(address for address in wanted if not (file := answering(address)) or not answered(file))
    if not missing:
        return
    known = sources()
    found = sorted(_culprits(order, works, missing, known.base))
    files = known.by_page()
    issues = {issue for page, link in found if page in files for issue in _issues(order, page, link, files[page])}
    told = "、".join(_("{page} 里的 {address}").format(page=page, address=address) for page, address in found[:FEW])
    raise ContentError(
        _("有链接指向不存在的页面：{pages}；发布已停止，原来的网站没有动").format(pages=told), tuple(sorted(issues))
    )


def answering(address: str) -> str | None:
    """Return the file below the site's folder that answers an address as links mean it; None where none can."""
    if not address.startswith("/") or address.rpartition("/")[2] == "index.html":
        return None
    path = address.removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _culprits(order: Order, works: Mapping[str, Made], missing: frozenset[str], base: str) -> Iterator[tuple[str, str]]:
    """Yield each page that links to something missing, with what is missing."""
    suspects = (work for work in works.values() if not missing.isdisjoint(work.targets))
    for path in sorted({path for work in suspects for path in work.files if path.endswith(".html")}):
        html = _page(order, path).read_text(encoding="utf-8")
        for address in sorted(missing & targets(html, base, address_of(path))):
            yield path, address


def _page(order: Order, path: str) -> Path:
    staged = order.staging / path
    return staged if staged.exists() else order.output / path


def _issues(order: Order, page: str, address: str, source: str) -> Iterator[Issue]:
    """Yield an issue for each place in a page's content file that has the link; for the file where no place shows."""
    links = written_links(source, (order.content / source).read_bytes(), address_of(page))
    places = [link for link in links if link.target == address]
    yield from (link.issue() for link in places or [WrittenLink(source, 0, 0, address)])
