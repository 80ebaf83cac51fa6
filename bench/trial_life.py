"""Real decisions corrected and withdrawn: `python -m bench.trial_life --dir DIR` after bench.trial made DIR.

Ten decisions are corrected and five withdrawn with the commands that a clerk types; the site is built before and
after; then the log, the tombstones, the traces of what went and the proofs are checked.
"""

import argparse
import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from disclosure.assembly.order import Order
from disclosure.generator import build
from disclosure.history.transparency.notes import parse_note
from disclosure.history.transparency.tiles import read_leaves, tree_of
from disclosure.history.transparency.tree import consistent

PROJECT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 20)
CORRECTED, WITHDRAWN = 10, 5
REASON = "公开时漏写了「违法」二字，决定书没有错。"
GROUND = "行政复议决定撤销了原处罚决定。"
CLERK = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "试运行经办"), ("EMAIL", "clerk@example.invalid"))
}


def portal(*words: str) -> str:
    """Run a command as a clerk types it and return what it printed; a fault ends the trial with its words."""
    done = subprocess.run(
        [PROJECT / "portal", *words], capture_output=True, env={**os.environ, **CLERK}, cwd=PROJECT, check=False
    )
    if done.returncode:
        sys.exit(f"./portal {' '.join(words)}\n{done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode()


def chosen(site: Path) -> list[dict[str, object]]:
    """Return fifteen penalties from all over the site, with their JSON."""
    paths = sorted(site.glob("agencies/*/decisions/*/*/*/index.json"))
    step = len(paths) // (CORRECTED + WITHDRAWN)
    return [json.loads(path.read_bytes()) for path in paths[: step * (CORRECTED + WITHDRAWN) : step]]


def leaves(site: Path) -> list[bytes]:
    """Return all leaves of a site's log."""
    size = parse_note((site / "log/checkpoint").read_bytes()).checkpoint.size
    return list(read_leaves(size, lambda path: (site / "log" / path).read_bytes()))


def logged(site: Path) -> Iterator[dict[str, str]]:
    """Yield every line of the tables of the publication log, month by month."""
    for path in sorted(site.glob("log/*/*/events.csv")):
        yield from csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))


def traces(site: Path, words: Sequence[str]) -> dict[str, list[str]]:
    """Return the files that still hold any of some words, by word."""
    found: dict[str, list[str]] = {word: [] for word in words}
    for path in sorted(site.rglob("*")):
        raw = path.read_bytes() if path.is_file() else b""
        for word in words:
            if word.encode() in raw:
                found[word].append(path.relative_to(site).as_posix())
    return found


def main() -> None:
    """Build, correct, withdraw, build again, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, required=True)
    folder = parser.parse_args().dir
    content, site = folder / "repository" / "content", folder / "site"
    order = Order(PROJECT, content, site, AS_OF, folder / "cache", os.cpu_count() or 1)
    build(order)
    before = leaves(site)
    (folder / "checkpoint").write_bytes((site / "log/checkpoint").read_bytes())
    picked = chosen(site)
    gone, mended = picked[:WITHDRAWN], picked[WITHDRAWN:]
    started = time.perf_counter()
    for record in mended:
        facts = str(record["fields"]["facts"])  # type: ignore[index]  # a decision's JSON
        change = f"facts={facts.rstrip('。')}，违法。"
        portal("correct", str(record["id"]), "--set", change, "--reason", REASON, "--commit", "--content", str(content))
    for number, record in enumerate(gone):
        words = (
            "--reason-code",
            "撤销",
            "--reason",
            GROUND,
            "--authority",
            "示例复议机关",
            "--document-no",
            f"示复〔2026〕{number}号",
        )
        portal("withdraw", str(record["id"]), *words, "--commit", "--content", str(content))
    print(f"{len(mended)} corrected, {len(gone)} withdrawn by command: {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    report = build(order)
    print(f"built again: {time.perf_counter() - started:.1f} s, {len(report.changed)} files written")
    after = leaves(site)
    told = [json.loads(leaf) for leaf in after[len(before) :]]
    print(f"leaves: {len(before)} + {len(told)}, the old ones unchanged: {after[: len(before)] == before}")
    print(
        "new leaves:",
        sorted((row["action"], row["record"]) for row in told)
        == sorted(
            [*(("correct", record["id"]) for record in mended), *(("withdraw", record["id"]) for record in gone)]
        ),
    )
    old, new = tree_of(before), tree_of(after)
    print("consistent:", consistent(old.size, new.size, old.root(), new.root(), new.consistency(old.size)))
    rows = list(logged(site))
    numbers = {row["序号"] for row in rows}
    print(f"log: {len(rows)} lines, each event once: {len(numbers) == len(rows)}")
    pages = [json.loads((site / str(one["address"]).strip("/") / "index.json").read_bytes()) for one in gone]
    stated = [(page["status"], page["fields"]["withdrawal"]["reason"]) == ("withdrawn", GROUND) for page in pages]
    print(f"tombstones that state the reason: {sum(stated)} of {len(gone)}")
    sought = [str(record["title"]) for record in gone] + [str(record["fields"]["facts"])[:24] for record in gone]  # type: ignore[index]  # as above
    elsewhere = {str(record["title"]) for record in picked[WITHDRAWN:]}
    print(
        "traces of what went:",
        {word: paths for word, paths in traces(site, sought).items() if paths and word not in elsewhere},
    )
    print(portal("verify", str(site), "--against", str(folder / "checkpoint"), "--repo", str(content.parent)))


if __name__ == "__main__":
    main()
