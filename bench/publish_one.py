"""One more decision joins many: `python -m bench publish-one --records 10000 [--dir DIR]`.

Tells the time and which files were touched: every other file must keep its bytes and its time of change.
"""

import argparse
import tempfile
from pathlib import Path

from bench.build import ours, town
from bench.corpus import CLERK, records
from bench.measuring import Row, in_mb, report
from disclosure.history.writing import commit


def standing(site: Path) -> dict[str, tuple[int, int, int]]:
    """Return number, size and time of change of every file."""
    found = ((path, path.stat()) for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): (told.st_ino, told.st_size, told.st_mtime_ns) for path, told in found}


def publish(repository: Path, number: int) -> None:
    """Commit one more decision of the last month."""
    path, text, _day = next(records(1, seed=1000 + number))
    file = repository / "content" / path.replace("000001", f"one-more-{number}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace("〕1号", f"〕99{number:04}号"), encoding="utf-8")
    commit(repository, [file.relative_to(repository)], "公开一件决定", author=CLERK)


def main() -> None:
    """Build, publish one more decision, build again, and say what that cost."""
    parser = argparse.ArgumentParser(prog="python -m bench publish-one", description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dir", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.dir or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        repository = town(folder, asked.records, asked.seed)
        ours(folder)
        before = standing(folder / "site")
        publish(repository, sum(1 for _path in repository.rglob("one-more-*.yaml")))
        found, told = ours(folder)
        after = standing(folder / "site")
    touched = {path for path in after if before.get(path) != after[path]}
    figures = {
        "time": f"{found.seconds:.1f} s",
        "of it building": f"{told['seconds']:.1f} s",
        "memory, all processes": in_mb(found.peak),
        "files touched": f"{len(touched):,} of {len(after):,}",
        "removed": f"{len(before.keys() - after.keys()):,}",
        "parts read": f"{told['parts read']} of {told['parts']}",
    }
    report(
        f"One more decision beside {asked.records:,} records", [Row("Gongshi", figures)], {**told, "peak": found.peak}
    )


if __name__ == "__main__":
    main()
