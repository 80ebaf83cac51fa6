"""What a record costs as they become more: `python -m bench growth --records 10000 100000 300000 [--dir DIR]`.

For every number a repository is built cold, then one more decision joins it. Time and memory a record must not rise,
and no folder of the site may hold more than a few thousand files.
"""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from bench.build import costs, ours, town
from bench.measuring import Row, held, in_mb, report
from bench.publish_one import publish


def fullest(site: Path) -> int:
    """Return how many files and folders the folder holds that holds most."""
    return max(len(names) + len(below) for _folder, below, names in os.walk(site))


def grown(folder: Path, records: int, seed: int) -> tuple[Row, dict[str, float]]:
    """Build so many records and one more, and say what each of them cost."""
    repository = town(folder, records, seed)
    for name in ("site", "cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    cold, _told = ours(folder)
    files, size = held(folder / "site")
    publish(repository, sum(1 for _path in repository.rglob("one-more-*.yaml")))
    warm, told = ours(folder)
    figures = {
        **costs(cold, records, "cold build"),
        "memory a record": f"{cold.peak / records / 1000:.1f} kB",
        "files a record": f"{files / records:.2f}",
        "bytes a record": f"{size / records / 1000:.1f} kB",
        "in the fullest folder": f"{fullest(folder / 'site'):,}",
        "one more decision": f"{warm.seconds:.1f} s",
        "its memory": in_mb(warm.peak),
        "files touched": f"{told['changed']:,}",
    }
    measured = {"cold": cold.seconds, "peak": cold.peak, "files": files, "size": size, "warm": warm.seconds}
    return Row(f"{records:,} records", figures), {**measured, "warm peak": warm.peak}


def main() -> None:
    """Measure every number of records, the fewest first."""
    parser = argparse.ArgumentParser(prog="python -m bench growth", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000, 300_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dir", type=Path, help="a folder of its own for every number lies here, and stays")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = (asked.dir or Path(temporary)).resolve()
        found = []
        for records in sorted(asked.records):
            folder = root / str(records)
            folder.mkdir(parents=True, exist_ok=True)
            found.append(grown(folder, records, asked.seed))
    report("Growth", [row for row, _told in found], {row.name: told for row, told in found})


if __name__ == "__main__":
    main()
