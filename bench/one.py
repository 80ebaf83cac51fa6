"""One build in a process of its own, for those who measure it: prints what it did as JSON."""

import argparse
import json
import os
import time
from datetime import date
from pathlib import Path

from disclosure.assembly.order import Order
from disclosure.generator import build

PROJECT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 20)


def main() -> None:
    """Build DIR/town into DIR/site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    folder = asked.dir.resolve()
    order = Order(PROJECT, folder / "town" / "content", folder / "site", AS_OF, folder / "cache", asked.workers)
    started = time.perf_counter()
    done = build(order)
    told = {
        "seconds": time.perf_counter() - started,
        "files": done.files,
        "changed": len(done.changed),
        "removed": len(done.removed),
        "parts": done.parts,
        "parts read": done.parts_read,
        "parts rendered": done.parts_rendered,
        "warnings": len(done.issues),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
