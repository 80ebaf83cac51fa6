"""Any history: the ledger tells what `git ls-tree` and `git show`, commit by commit, tell."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import given, settings
from tests.properties.histories import Move, clocks, moves, planned, stops, stories
from tests.properties.oracle import Oracle, git

from disclosure.history import walk
from disclosure.history.cache import FILE
from disclosure.history.repository import read_history
from disclosure.history.writing import fast_import, init_repository

if TYPE_CHECKING:
    from collections.abc import Mapping


def compare(moves: list[Move], clock: list[int], stops: set[int]) -> None:
    """Read one history, stopping on the way, and from its beginning; both must be the oracle's to the last byte."""
    plan = planned(moves, clock)
    with tempfile.TemporaryDirectory() as folder:
        init_repository(Path(folder))
        fast_import(Path(folder), plan.commits)
        content, going, cold = Path(folder, "content"), Path(folder, ".git", "going"), Path(folder, ".git", "cold")
        content.mkdir(exist_ok=True)
        oracle = Oracle(folder)
        earlier: Mapping[int, tuple[object, ...]] = {}
        for steps in sorted({stop for stop in stops if 0 < stop < len(plan.line)} | {len(plan.line)}):
            git(folder, "update-ref", "refs/heads/main", oracle.line[steps - 1])
            history = read_history(content, [], going)
            found = stories(history)
            assert not history.rewritten
            assert found == oracle.stories(steps)
            rows = [row for part in ("files", "entries") for life in found[part].values() for row in life]
            assert sorted(row.number for row in rows) == list(range(history.count))
            now = {row.number: (row.action if row.action != "withhold" else "publish", *row[2:]) for row in rows}
            assert earlier.items() <= now.items()
            earlier = now
        with patch.object(walk, "SPAN", 2):  # a long line: many spans, walked side by side
            assert stories(read_history(content, [], cold)) == found
        assert (cold / FILE).read_bytes() == (going / FILE).read_bytes()


@settings(derandomize=True, deadline=None, max_examples=50)
@given(moves, clocks, stops)
def test_ledger_agrees_with_the_oracle(moves: list[Move], clock: list[int], stops: set[int]) -> None:
    """Events of a walk from the start, or of one that goes on from any earlier tip, are the oracle's.

    What was once told is told for ever, each event under its number; only of a first version that was withheld it
    shows later that it was.
    """
    compare(moves, clock, stops)
