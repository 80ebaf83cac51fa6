"""One command in a session of its own: its seconds, and the most memory that all its processes held at one time."""

import json
import os
import platform
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
SESSION = 3  # of /proc/PID/stat after the name: state, parent, group, session
RESIDENT = 21
RESULTS = Path(__file__).resolve().parent / "results"


@dataclass(frozen=True)
class Measured:
    """What a command printed last, its seconds, and the bytes that it and all its processes held at most."""

    printed: str
    seconds: float
    peak: int


def measured(command: Sequence[str], folder: Path | None = None) -> Measured:
    """Run a command and look at its memory until it ends; CalledProcessError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True, cwd=folder)
    peak = [0]
    watcher = threading.Thread(target=_watch, args=(process, peak))
    watcher.start()
    printed, _errors = process.communicate()
    seconds = time.perf_counter() - started
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    return Measured(printed.strip().rpartition("\n")[2], seconds, peak[0])


def _watch(process: "subprocess.Popen[str]", peak: list[int]) -> None:
    """Keep the most that two looks in a row saw: a child that has just begun seems to hold its parent's memory too."""
    before = 0
    while process.poll() is None:
        now = sum(_resident(process.pid))
        peak[0] = max(peak[0], min(before, now))
        before = now
        time.sleep(0.01)


def _resident(session: int) -> Iterator[int]:
    """Yield the resident bytes of every process of a session."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            if int(fields[SESSION]) == session:
                yield int(fields[RESIDENT]) * PAGE


def held(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


@dataclass(frozen=True)
class Row:
    """A line of a table: who did the work, and its figures by their headings."""

    name: str
    figures: Mapping[str, str]


def machine() -> str:
    """Return what the figures were taken on: cores, processor, memory, Python."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    name = next((line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")), "")
    memory = os.sysconf("SC_PHYS_PAGES") * PAGE / 1e9
    return f"{os.cpu_count()} cores ({name}), {memory:.0f} GB, Python {platform.python_version()}"


def table(title: str, rows: Sequence[Row]) -> str:
    """Return rows as a table in Markdown, with the machine in its title."""
    heads = list(dict.fromkeys(head for row in rows for head in row.figures))
    lines = [f"{title}; {machine()}", "", f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    lines += [f"| {row.name} | {' | '.join(row.figures.get(head, '—') for head in heads)} |" for row in rows]
    return "\n".join(lines) + "\n"


def report(title: str, rows: Sequence[Row], told: Mapping[str, object]) -> None:
    """Print a table for the README; keep it in bench/results/ as Markdown, and as JSON with all that was measured."""
    print(f"\n{(written := table(title, rows))}")
    RESULTS.mkdir(exist_ok=True)
    name = "".join(letter if letter.isalnum() else "-" for letter in title)
    figures = {row.name: dict(row.figures) for row in rows}
    whole = {"title": title, "machine": machine(), "rows": figures, "measured": dict(told)}
    (RESULTS / f"{name}.md").write_text(written, encoding="utf-8")
    (RESULTS / f"{name}.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def in_mb(size: int) -> str:
    """Write a size in megabytes."""
    return f"{size / 1e6:,.0f} MB"
