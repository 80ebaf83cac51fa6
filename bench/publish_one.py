"""One more decision joins many: `python -m bench.publish_one --records 10000` tells the time and the files touched."""

import argparse
import os
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.corpus import records, write_repository
from disclosure.assembly.order import Order
from disclosure.generator import build
from disclosure.history.writing import commit

PROJECT = Path(__file__).resolve().parents[1]


def peak_memory() -> str:
    """Return the largest resident size of this process and of any of its children, in MB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return f"{own / 1024:.0f} MB (largest child {child / 1024:.0f} MB)"


def main() -> None:
    """Build cold, add one decision, build again, and print what both cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        town, site = Path(folder) / "town", Path(folder) / "site"
        write_repository(town, asked.records, seed=1)
        order = Order(PROJECT, town / "content", site, date(2026, 11, 20), Path(folder) / "cache", asked.workers)
        started = time.perf_counter()
        cold = build(order)
        print(f"cold: {time.perf_counter() - started:.1f} s, {cold.files} files, peak {peak_memory()}")
        path, text, _day = next(records(1, seed=2))
        path = path.replace("000001", "one-more")
        (town / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (town / "content" / path).write_text(text.replace("〕1号", "〕999999号"), encoding="utf-8")
        author = ("示例经办", "clerk@example.invalid")
        commit(town, [f"content/{path}"], "公开一件决定", author=author)
        started = time.perf_counter()
        warm = build(order)
        print(
            f"one more: {time.perf_counter() - started:.1f} s, {len(warm.changed)} files written, "
            f"{len(warm.removed)} removed, {warm.parts_read} of {warm.parts} parts read, {warm.parts_rendered} rendered"
        )
        index = sum(file.stat().st_size for file in (site / "search").rglob("*") if file.is_file())
        print(f"search index: {index / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
