"""Worker processes end with the command that started them."""

import pickle
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from disclosure.assembly.order import Order
from disclosure.assembly.planning import plan

PROGRAM = """
import os, sys, time
sys.path[:0] = ["plugins"]
from pathlib import Path
from disclosure.assembly.workers import crew
if __name__ == "__main__":
    with crew(2, 1000) as pool:
        pool.submit(Path(sys.argv[1]).write_text, "begun").result()
        pool.submit(time.sleep, 60)
        pool.submit(os.getpid).result()
        print(sorted(pool._processes), flush=True)
        time.sleep(60)
"""


def test_workers_of_a_killed_command_end(project: Path, tmp_path: Path) -> None:
    """No worker goes on writing into a staging folder that the next build has made anew."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    words = [sys.executable, str(program), str(tmp_path / "file")]
    with subprocess.Popen(words, cwd=project, stdout=subprocess.PIPE, encoding="utf-8") as command:
        assert command.stdout
        workers = [int(number) for number in command.stdout.readline().strip("[]\n").split(",")]
        command.kill()
    for _turn in range(100):
        alive = [worker for worker in workers if running(worker)]
        if not alive:
            break
        time.sleep(0.1)
    assert alive == []


def running(process: int) -> bool:
    """Tell whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_setting_is_opened_once_in_a_process(project: Path, tmp_path: Path) -> None:
    """It goes with every piece of work, and is large: what came before is what it means again."""
    (tmp_path / "content").mkdir()
    order = Order(project, tmp_path / "content", tmp_path / "site", date(2026, 11, 20), tmp_path / "cache")
    setting = plan(order).setting
    one, other = (pickle.loads(pickle.dumps(setting)) for _time in range(2))  # noqa: S301  # our own
    assert one is other
    assert one == setting
    assert {**vars(one), "_sent": b""} == {**vars(setting), "_sent": b""}
