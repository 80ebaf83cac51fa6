"""The trial's site: `python -m bench.trial_site --dir DIR` builds it, searches it in a real browser, adds one decision.

DIR is what bench.trial made. Twenty company names from the middle of the table and twenty three-character pieces of
them are searched; each must find every record whose page holds it.
"""

import argparse
import json
import os
import random
import resource
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from disclosure.assembly.order import Order
from disclosure.commands.serving import SiteServer
from disclosure.commands.tools import find_browser
from disclosure.generator import build
from disclosure.history.writing import commit

PROJECT = Path(__file__).resolve().parents[1]
ASKED = 20
PIECE = 3
AS_OF = date(2026, 11, 20)
AUTHOR = ("试运行经办", "clerk@example.invalid")


def parties(site: Path) -> list[tuple[str, str]]:
    """Return address and name of each party, in the order of the pages' paths."""
    found = []
    for path in sorted(site.glob("agencies/*/decisions/*/*/*/index.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        found += [(record["address"], party["name"]) for party in record["fields"].get("parties", [])]
    return found


def questions(found: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield twenty distinct names from the middle, and a three-character piece of each, with their kind."""
    chance = random.Random(1)  # noqa: S311  # a repeatable choice, not a secret
    middle = len(found) // 2
    names = list(dict.fromkeys(name for _address, name in found[middle - 60 : middle + 60]))[:ASKED]
    yield from (("name", name) for name in names)
    for name in names:
        start = chance.randrange(len(name) - PIECE + 1)
        yield "piece", name[start : start + PIECE]


def answers(page: Page, address: str, words: str) -> tuple[set[str], float]:
    """Return the addresses that the search page shows for some words, all of them, and the milliseconds it took."""
    page.goto(f"{address}/search/?q={quote(words)}")
    started = time.perf_counter()
    page.locator("[data-part=status]").filter(has_text="信息").wait_for()
    waited = (time.perf_counter() - started) * 1000
    settled, results = page.locator("[data-part=results][aria-busy=false]"), page.locator("[data-part=results] > li")
    settled.wait_for(state="attached")
    while page.locator("[data-part=more]").is_visible():
        shown = results.count()
        page.click("[data-part=more]")
        results.nth(shown).wait_for()
        settled.wait_for(state="attached")
    links = page.eval_on_selector_all("[data-part=results] a", "links => links.map(link => link.getAttribute('href'))")
    return set(links), waited


def squeezed(text: str) -> str:
    """Return a text without what search does not look at either."""
    return "".join(character for character in text.lower() if character.isalnum())


def texts(site: Path) -> dict[str, list[str]]:
    """Return, by address, every public value of every record of today, read from the JSON beside its page."""
    found = {}
    for path in sorted(site.glob("**/index.json")):
        if path.parts[-3] == "v":
            continue
        record = json.loads(path.read_text(encoding="utf-8"))
        if "address" in record:  # the search index's own table has none
            values = _values([record["title"], record["fields"], record.get("body")])
            found[record["address"]] = [squeezed(value) for value in values]
    return found


def _values(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _values(part)
    elif isinstance(value, list):
        for part in value:
            yield from _values(part)
    elif value is not None:
        yield str(value)


def search_report(site: Path) -> Iterator[str]:
    """Yield a line for each search in a real browser: how many it found of how many there are."""
    server = SiteServer(site, 0, "")
    Thread(target=server.serve_forever, daemon=True).start()
    asked = list(questions(parties(site)))
    everything = texts(site)
    complete = dict.fromkeys(("name", "piece"), 0)
    times = []
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=find_browser(), args=flags)
        page = browser.new_page()
        for kind, words in asked:
            found, waited = answers(page, server.address.removesuffix("/"), words)
            wanted = {where for where, values in everything.items() if any(squeezed(words) in v for v in values)}
            missing, extra = len(wanted - found), len(found - wanted)
            complete[kind] += not missing
            times.append(waited)
            yield f"{kind:5} {len(found):4} found, {missing} missing, {extra} more than values hold ({waited:.0f} ms)"
        browser.close()
    server.shutdown()
    yield f"names {complete['name']} of {ASKED}, pieces {complete['piece']} of {ASKED} complete"
    yield f"median {sorted(times)[len(times) // 2]:.0f} ms from page to answer"


def built(order: Order, what: str) -> None:
    """Build, and print how long it took and what was written."""
    started = time.perf_counter()
    report = build(order)
    seconds = time.perf_counter() - started
    own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    pages = sum(path.endswith(".html") for path in report.changed)
    print(
        f"{what}: {seconds:.1f} s, {report.files} files, {len(report.changed)} written ({pages} pages), "
        f"{len(report.issues)} warnings, peak {own:.0f} MB and {child:.0f} MB a worker"
    )


def one_more(repository: Path) -> None:
    """Publish one more decision: the newest one again under another number and name."""
    newest = max((repository / "content").glob("agencies/*/decisions/*/*/*.yaml"))
    copy = newest.with_name("zz-one-more.yaml")
    text = newest.read_text(encoding="utf-8").splitlines()
    lines = [line for line in text if not line.startswith("document_no:")]
    copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
    commit(repository, [copy.relative_to(repository)], "公开一件决定", author=AUTHOR)


def main() -> None:
    """Build the trial's site, search it, and measure one more decision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--searches-only", action="store_true")
    asked = parser.parse_args()
    site = asked.dir / "site"
    content = asked.dir / "repository" / "content"
    order = Order(PROJECT, content, site, AS_OF, asked.dir / "site-cache", os.cpu_count() or 1)
    if not asked.searches_only:
        built(order, "cold")
        built(order, "nothing new")
        one_more(asked.dir / "repository")
        built(order, "one more decision")
    for line in search_report(site):
        print(line, flush=True)
    index = [file.stat().st_size for file in (site / "search").rglob("*") if file.is_file()]
    print(f"search index: {sum(index) / 1e6:.1f} MB in {len(index)} files")


if __name__ == "__main__":
    main()
