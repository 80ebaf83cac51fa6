"""A cold build beside its peers: `python -m bench build --records 10000 [--dir DIR] [--without pelican …]`.

Every command runs in a session of its own; the memory is that of all its processes together, looked at a hundred
times a second. Ours checks everything, reads the whole history and writes pages, JSON, log and search.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.changes import write_history
from bench.measuring import Measured, Row, held, in_mb, measured, report
from bench.peers import hugo, pagefind, pelican, write_hugo, write_pelican

COMMITS = 0.3
MOST_FOR_PELICAN = 10_000  # above that it takes many minutes


def town(folder: Path, records: int, seed: int) -> Path:
    """Return the invented repository in a folder, made unless it is there."""
    out = folder / "town"
    if not out.exists():
        write_history(out, records, max(10, int(records * COMMITS)), seed)
    return out


def ours(folder: Path) -> tuple[Measured, dict[str, float]]:
    """Build in a fresh process."""
    found = measured([sys.executable, "-m", "bench.one", "--dir", str(folder)])
    return found, json.loads(found.printed)


def costs(found: Measured, records: int, what: str = "time") -> dict[str, str]:
    """Put into words what one command took, a record too."""
    return {
        what: f"{found.seconds:.1f} s",
        "a record": f"{found.seconds / records * 1000:.2f} ms",
        "memory, all processes": in_mb(found.peak),
    }


def row(name: str, found: Measured, records: int, site: Path) -> Row:
    """Put the figures of one command into words."""
    files, size = held(site)
    return Row(name, {**costs(found, records), "files": f"{files:,}", "size": in_mb(size)})


def rows(folder: Path, records: int, without: set[str]) -> Iterator[tuple[Row, Measured]]:
    """Yield our figures, then those of every peer that is here."""
    content = folder / "town" / "content"
    for name in ("site", "cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    found, _told = ours(folder)
    yield row("Gongshi", found, records, folder / "site"), found
    one, other = hugo(), pagefind()
    if one and "hugo" not in without:
        shutil.rmtree(folder / "hugo", ignore_errors=True)
        write_hugo(content, folder / "hugo")
        found = measured([*one.command, "--quiet"], folder / "hugo")
        yield row(one.name, found, records, folder / "hugo" / "public"), found
        if other and "pagefind" not in without:
            found = measured([*other.command, "--site", "public", "--quiet"], folder / "hugo")
            yield row(other.name, found, records, folder / "hugo" / "public" / "pagefind"), found
    if "pelican" not in without and records <= MOST_FOR_PELICAN:
        shutil.rmtree(folder / "pelican", ignore_errors=True)
        write_pelican(content, folder / "pelican")
        found = measured([*pelican().command, "-q"], folder / "pelican")
        yield row(f"{pelican().name}, no search", found, records, folder / "pelican" / "output"), found


def main() -> None:
    """Measure a cold build of an invented repository, and the peers on the same decisions."""
    parser = argparse.ArgumentParser(prog="python -m bench build", description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dir", type=Path)
    parser.add_argument("--without", nargs="*", default=[], choices=("hugo", "pagefind", "pelican"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.dir or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        town(folder, asked.records, asked.seed)
        found = list(rows(folder, asked.records, set(asked.without)))
    figures = {one.name: {"seconds": told.seconds, "peak": told.peak} for one, told in found}
    report(f"Cold build of {asked.records:,} records", [one for one, _told in found], figures)
