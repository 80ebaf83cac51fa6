"""Search beside its peer, in a real browser: `python -m bench search --records 10000 [--dir DIR]`.

Twenty full names, twenty three-character pieces of them, and common phrases are asked, each in a fresh browser that
has loaded the search page: what was fetched after that (bytes as the server sent them, without compression), how long
it took, and whether every record that holds the words was found and no other.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import IO, Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.build import ours, town
from bench.measuring import Row, measured, report
from bench.peers import hugo, pagefind, records_of, write_hugo
from bench.trial_site import squeezed, texts
from disclosure.commands.tools import find_browser

ASKED = 20
PIECE = 3
PHRASES = ("罚款", "责令限期改正", "未经许可", "示例食品安全条例")
PROBE = """<!doctype html><meta charset="utf-8"><title>Pagefind</title>
<script type="module">
window.pagefind = await import("/pagefind/pagefind.js");
await window.pagefind.init();
window.ready = true;
</script>"""
ASK = """(words) => new Promise((done) => {
  const [status, results] = ["status", "results"].map((part) => document.querySelector(`[data-part=${part}]`));
  const watching = new MutationObserver(() => {
    if (!status.textContent.includes("信息") || results.getAttribute("aria-busy") !== "false") return;
    watching.disconnect();
    done(status.textContent);
  });
  watching.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  const box = document.querySelector("input[name=q]");
  box.focus();
  box.value = words;
  box.form.requestSubmit();
})"""
FIND = """async (words) => {
  const found = await window.pagefind.search(words);
  await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  return found.results.length;
}"""


class Counting(SimpleHTTPRequestHandler):
    """Serves a folder, one connection for many files as web servers do, and counts the bytes of what it sends."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    sent = 0

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]  # bytes, as the base does it
        """Send a file."""
        raw = source.read()
        Counting.sent += len(raw)
        outputfile.write(raw)

    def handle(self) -> None:
        """Answer until the browser goes away, which it may do at any time."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # as the base calls it
        """Keep the terminal for the figures."""


@dataclass(frozen=True)
class Answer:
    """One question: the sort of it, how many were found of how many there are, bytes fetched, milliseconds.

    `at_most` says that the number was told as not verified.
    """

    sort: str
    found: int
    at_most: bool
    wanted: int
    fetched: int
    waited: float


def questions(held: Mapping[str, Sequence[str]], names: Sequence[str], seed: int) -> Iterator[tuple[str, str, int]]:
    """Yield sort, words and how many records hold them."""
    chance = random.Random(seed)  # noqa: S311  # a repeatable choice, not a secret
    some = chance.sample(list(dict.fromkeys(names)), ASKED)
    pieces = [name[(start := chance.randrange(len(name) - PIECE + 1)) : start + PIECE] for name in some]
    for sort, asked in (("full name", some), ("three characters", pieces), ("common phrase", PHRASES)):
        for words in asked:
            yield sort, words, sum(any(squeezed(words) in value for value in values) for values in held.values())


def in_ours(page: Page, words: str) -> tuple[int, bool]:
    """Ask on our search page, and return the number that it tells beside the first results, and whether as 至多."""
    told = str(page.evaluate(ASK, words))
    return int("".join(filter(str.isdigit, told.partition("件")[0])) or 0), "至多" in told


def in_pagefind(page: Page, words: str) -> tuple[int, bool]:
    """Ask Pagefind, with the first ten results, as its own page does; it never says that a number is not verified."""
    return int(page.evaluate(FIND, words)), False


def answers(
    browser: Browser,
    site: Path,
    start: str,
    asked: Sequence[tuple[str, str, int]],
    ask: Callable[[Page, str], tuple[int, bool]],
) -> Iterator[Answer]:
    """Yield an answer for each question, each from a browser that has fetched nothing but the page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    for sort, words, wanted in asked:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}{start}", wait_until="networkidle")
        before, started = Counting.sent, time.perf_counter()
        found, at_most = ask(page, words)
        waited = (time.perf_counter() - started) * 1000
        page.wait_for_load_state("networkidle")
        yield Answer(sort, found, at_most, wanted, Counting.sent - before, waited)
        context.close()
    server.shutdown()


def row(name: str, found: Sequence[Answer]) -> Row:
    """Put the answers into words, a column for each sort of question."""
    figures = {}
    for sort in dict.fromkeys(one.sort for one in found):
        these = [one for one in found if one.sort == sort]
        right = sum(one.found == one.wanted for one in these)
        fetched = statistics.median(one.fetched for one in these) / 1000
        waited = statistics.median(one.waited for one in these)
        unsure = sum(one.at_most and one.found > one.wanted for one in these)
        told = f"{right} of {len(these)} exact" + (f", {unsure} at most" if unsure else "")
        figures[sort] = f"{told}; {fetched:.0f} kB; {waited:.0f} ms"
    return Row(name, figures)


def asked_of(site: Path, seed: int) -> list[tuple[str, str, int]]:
    """Return the questions of a site of ours, with the numbers that a plain look through its JSON gives."""
    names = []
    for path in sorted(site.glob("agencies/*/decisions/*/*/*/index.json")):
        names += [party["name"] for party in json.loads(path.read_text(encoding="utf-8"))["fields"].get("parties", [])]
    return list(questions(_with_agencies(site, texts(site)), names, seed))


def _with_agencies(site: Path, held: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Add the name of its agency to the values of every record, which shows it and is found by it."""
    paths = sorted(site.glob("agencies/*/index.json"))
    names = {path.parent.name: json.loads(path.read_text(encoding="utf-8"))["title"] for path in paths}
    owners = {where: names.get(where.removeprefix("/agencies/").partition("/")[0], "") for where in held}
    return {where: (*values, squeezed(owners[where])) for where, values in held.items()}


def main() -> None:
    """Ask our search and Pagefind the same questions."""
    parser = argparse.ArgumentParser(prog="python -m bench search", description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dir", type=Path)
    asked = parser.parse_args()
    found: dict[str, list[Answer]] = {}
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = (asked.dir or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        content = town(folder, asked.records, asked.seed) / "content"
        ours(folder)
        all_questions = asked_of(folder / "site", asked.seed)
        flags = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=find_browser(), args=flags)
        found["Gongshi"] = list(answers(browser, folder / "site", "/search/", all_questions, in_ours))
        one, other = hugo(), pagefind()
        if one and other:
            _pagefind_site(folder, content, one.command, other.command)
            held = _decisions(content)
            theirs = [
                (sort, words, sum(squeezed(words) in text for text in held)) for sort, words, _ours in all_questions
            ]
            found[other.name] = list(answers(browser, folder / "hugo" / "public", "/probe.html", theirs, in_pagefind))
        browser.close()
    told: dict[str, Any] = {name: [vars(one) for one in these] for name, these in found.items()}
    report(f"Search among {asked.records:,} records", [row(name, these) for name, these in found.items()], told)


def _pagefind_site(folder: Path, content: Path, make: Sequence[str], index: Sequence[str]) -> None:
    """Build the peer's site and index unless they are there, with a page to ask on."""
    public = folder / "hugo" / "public"
    if not (public / "pagefind").exists():
        write_hugo(content, folder / "hugo")
        measured([*make, "--quiet"], folder / "hugo")
        measured([*index, "--site", "public", "--quiet"], folder / "hugo")
    (public / "probe.html").write_text(PROBE, encoding="utf-8")


def _decisions(content: Path) -> list[str]:
    return [squeezed(f"{title}{text}") for _name, title, _day, _agency, text in records_of(content)]
