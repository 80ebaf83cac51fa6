"""What the tests of search share: documents made from a few words, an index on disk, and the whole lunr index."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from disclosure.outputs.search.documents import FIELDS, SearchDocument
from disclosure.outputs.search.index import index_part
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.shards import index_files, write_index
from disclosure.outputs.vendor import vendor_files
from disclosure.pages.rendering import Renderer, Site
from disclosure.pages.search_page import search_page

ROOT = Path(__file__).resolve().parents[2]
PORTAL = {"name": "示例市行政执法公示", "siteurl": "https://www.example.gov.cn/xzzf", "demonstration": True}
Build = Callable[[Sequence[SearchDocument]], IndexReader]


def make_document(
    rank: int,
    fields: Mapping[str, str],
    facets: tuple[str, ...] = (),
    *,
    day: str | None = "2026-03-09",
    amount: Decimal | None = None,
) -> SearchDocument:
    """Make a document with a full row; fields that are not given are empty, a facet's title is its key in brackets."""
    row = {
        "id": f"agencies/jyj/decisions/2026/03/{rank:03}",
        "address": f"/agencies/jyj/decisions/2026/03/{rank:03}/",
        "title": fields.get("title", ""),
        "kind": "decision",
        "kind_title": "行政执法决定",
        "type": "penalty",
        "type_title": "行政处罚",
        "document_no": fields.get("document_no"),
        "agency": "jyj",
        "agency_name": fields.get("agency", ""),
        "date": day,
        "status": "published",
        "answer": "",
        "amount": None if amount is None else f"{amount:f}",
        "facets": list(facets),
    }
    titles = {facet: f"[{facet.partition(':')[2]}]" for facet in facets}
    ordinal = date.fromisoformat(day).toordinal() if day else 0
    return SearchDocument(rank, {name: fields.get(name, "") for name in FIELDS}, row, titles, ordinal, amount)


def write_site(documents: Iterable[SearchDocument], folder: Path, *, parts: int = 1) -> Path:
    """Index documents in some parts and write the site's search files; return the site's folder."""
    ordered = list(documents)
    paths = []
    for number in range(parts):
        path = folder / f"part-{number}.postings"
        index_part(ordered[number::parts]).save(path)
        paths.append(path)
    write_index(paths, folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def document() -> Callable[..., SearchDocument]:
    """Return the maker of documents."""
    return make_document


@pytest.fixture(scope="session")
def site() -> Callable[..., Path]:
    """Return the maker of sites."""
    return write_site


@pytest.fixture(scope="session")
def build() -> Build:
    """Return a function that indexes documents in two parts and opens the index, all in memory."""

    def opened(documents: Sequence[SearchDocument]) -> IndexReader:
        return IndexReader(dict(index_files([index_part(documents[::2]), index_part(documents[1::2])])).__getitem__)

    return opened


@pytest.fixture(scope="session")
def run(node: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Return a function that runs one task of run.mjs over the modules that the browser gets."""
    modules = tmp_path_factory.mktemp("modules")
    shutil.copytree(ROOT / "theme" / "static" / "js" / "search", modules, dirs_exist_ok=True)
    (modules / "package.json").write_text('{"type": "module"}')
    lunr = vendor_files(ROOT, ROOT / ".cache", {"lunr.js": ("lunr", "lunr.js")})["lunr.js"]

    def ran(task: str, **order: object) -> Any:  # noqa: ANN401  # whatever JSON holds
        asked = json.dumps({"task": task, "modules": str(modules), "lunr": str(lunr), **order})
        command = [node, str(Path(__file__).with_name("run.mjs"))]
        done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=False)
        assert done.stderr == ""
        return json.loads(done.stdout)

    return ran


@pytest.fixture
def dressed() -> Callable[[Path], Path]:
    """Return a function that gives a site with an index its search page, and returns the site's folder."""

    def dress(folder: Path) -> Path:
        shutil.copytree(ROOT / "theme" / "static", folder / "theme")
        for target, source in vendor_files(ROOT, ROOT / ".cache").items():
            (folder / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / target)
        html = Renderer(ROOT / "theme", Site.from_portal(PORTAL, history="full")).render(search_page())
        (folder / "search" / "index.html").write_bytes(html)
        return folder

    return dress


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a fresh page that may say nothing on its console."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert [line for line in said if "404" not in line] == []
