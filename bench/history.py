"""How fast the ledger is: `python -m bench.history --records 100000 --commits 30000 --out DIR`.

Makes the repository unless DIR has one, then reads its history in fresh processes: cold, with nothing new, with one
more commit; and says how long one `git log --follow` for each file would take.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.changes import write_history
from bench.measuring import Row, in_mb, measured, report
from disclosure.history.process import open_repository
from disclosure.history.repository import read_history
from disclosure.history.worktree import look
from disclosure.history.writing import commit
from disclosure.reading.tree import walk

MOST = 100


def reading(what: str, content: Path, cache: Path) -> tuple[dict[str, float], int]:
    """Run one measurement of this module in a fresh process; return what it told, and its memory."""
    order = [sys.executable, "-m", "bench.history", "--measure", what, "--out", str(content), "--cache", str(cache)]
    found = measured(order)
    return json.loads(found.printed), found.peak


def measure(what: str, content: Path, cache: Path) -> dict[str, float]:
    """Do one measurement in this process; the list of files is known beforehand, as in a build."""
    files, _issues = walk(content)
    if what == "git":
        repo = open_repository(content)
        started = time.perf_counter()
        look(repo, "content/")
        return {"seconds": time.perf_counter() - started}
    started = time.perf_counter()
    history = read_history(content, files, cache)
    seconds = time.perf_counter() - started
    events = sum(map(len, history.events.values()))
    every = time.perf_counter() - started
    entries = sum(map(len, history.entries.values()))
    return {"seconds": seconds, "with every event": every, "events": events, "entry events": entries}


def one_log_per_file(content: Path, seed: int) -> tuple[float, int]:
    """Return the seconds of one `git log --follow` on the average of a hundred files, and how many files there are."""
    files, _issues = walk(content)
    some = random.Random(seed).sample(files, min(MOST, len(files)))  # noqa: S311  # a sample, not a secret
    started = time.perf_counter()
    for path in some:
        asked = ["git", "-C", str(content), "log", "--follow", "--format=%H", "--", path]
        subprocess.run(asked, capture_output=True, check=True)
    return (time.perf_counter() - started) / len(some), len(files)


def one_more(out: Path) -> None:
    """Commit one more version of the newest record."""
    path = max((out / "content" / "agencies" / "j000" / "decisions").rglob("*.yaml"))
    path.write_text(path.read_text(encoding="utf-8") + "# 核对\n", encoding="utf-8")
    commit(out, [path], "核对", author=("示例经办", "clerk@example.invalid"))


def figures_of(out: Path, seed: int) -> tuple[list[Row], dict[str, object]]:
    """Measure everything, and return the rows of the table and all figures."""
    content, cache = out / "content", out / ".git" / "kept"
    shutil.rmtree(cache, ignore_errors=True)
    figures: dict[str, object] = {}
    rows = []
    for name, what in (("cold", "read"), ("warm", "read"), ("one more commit", "read"), ("status and index", "git")):
        if name == "one more commit":
            one_more(out)
        told, peak = reading(what, content, cache)
        figures[name] = {**told, "peak": peak}
        rows.append(Row(f"Gongshi, {name}", {"time": f"{told['seconds']:.2f} s", "memory": in_mb(peak)}))
    figures["cache"] = sum(file.stat().st_size for file in cache.iterdir())
    each, files = one_log_per_file(content, seed)
    figures["git log per file"] = {"seconds": each, "files": files, "all": each * files}
    rows.append(Row("git log --follow of every file (from a hundred)", {"time": f"{each * files / 3600:.1f} h"}))
    return rows, figures


def main() -> None:
    """Make the repository and measure, or do one measurement for another process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--commits", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--measure", choices=("read", "git"))
    parser.add_argument("--cache", type=Path)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.out, asked.cache)))
        return
    if not asked.out.exists():
        started = time.perf_counter()
        counted = write_history(asked.out, asked.records, asked.commits, asked.seed)
        print(f"made in {time.perf_counter() - started:.0f} s: {dict(counted)}", flush=True)
    rows, figures = figures_of(asked.out, asked.seed)
    report(f"History of {asked.records:,} records in {asked.commits:,} commits", rows, figures)


if __name__ == "__main__":
    main()
