"""Tracks in the gaps for what runs side by side there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from disclosure.outputs.flowchart.placing import Grid
from disclosure.outputs.flowchart.routing import BOTTOM, LEFT, RIGHT, TOP, Route

FROM_THE_LEFT, FROM_ABOVE, FROM_THE_RIGHT = range(3)
SIDES = {RIGHT: FROM_THE_LEFT, BOTTOM: FROM_ABOVE, LEFT: FROM_THE_RIGHT}


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch of a route in a gap: which gap, from where to where in halves, and which side its ends lead to."""

    number: int
    across: bool
    gap: int
    low: int
    high: int
    up: tuple[int, ...]
    down: tuple[int, ...]
    order: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Net:
    """Runs in one gap that lead to the same place and may lie upon each other."""

    key: tuple[object, ...]
    runs: tuple[Run, ...]

    @property
    def low(self) -> int:
        """Where it begins."""
        return min(run.low for run in self.runs)

    @property
    def high(self) -> int:
        """Where it ends."""
        return max(run.high for run in self.runs)

    def before(self, other: "Net") -> bool:
        """Tell whether it must lie above another: in some column it comes from above where the other goes down."""
        ups = {place for run in self.runs for place in run.up}
        return bool(ups & {place for run in other.runs for place in run.down})


Tracks: TypeAlias = dict[tuple[Route, bool, int], int]
"""The track of each run: by its route, whether it runs across, its gap."""


def runs_of(route: Route, grid: Grid) -> list[Run]:
    """Return the stretches of a route that lie in gaps."""
    start, end = grid.cells[route.source], grid.cells[route.target]
    first, last = (2 * start.column + 1, 2 * start.row + 1), (2 * end.column + 1, 2 * end.row + 1)
    found = []
    for number, gap in enumerate(route.runs):
        across = (number % 2 == 0) is (route.out == BOTTOM)
        axis = 0 if across else 1
        begin = route.runs[number - 1] if number else first[axis]
        finish = route.runs[number + 1] if number + 1 < len(route.runs) else last[axis]
        up = (begin,) if across and number == 0 else ()
        down = (finish,) if across and number + 1 == len(route.runs) else ()
        side, length = SIDES[route.out], abs(finish - begin)
        order = (side, -length if side == FROM_THE_RIGHT else length)
        if gap % 2 == 0:
            found.append(Run(number, across, gap, min(begin, finish), max(begin, finish), up, down, order))
    return found


def tracks_of(found: Iterable[Route], grid: Grid) -> Tracks:
    """Return the track of every run, counted from the top or from the left of its gap."""
    gaps: defaultdict[tuple[bool, int], defaultdict[tuple[object, ...], list[tuple[Route, Run]]]]
    gaps = defaultdict(lambda: defaultdict(list))
    for route in found:
        for run in runs_of(route, grid):
            rest = route.runs[run.number + 1 :]
            same = (route.target, route.into, rest) if rest or route.into != TOP or run.across else (route,)
            gaps[run.across, run.gap][same].append((route, run))
    tracks: Tracks = {}
    for (across, gap), nets in sorted(gaps.items()):
        levels = _levels([Net(key, tuple(run for _route, run in members)) for key, members in nets.items()])
        for key, members in nets.items():
            for route, _run in members:
                tracks[route, across, gap] = levels[key]
    return tracks


def _levels(nets: list[Net]) -> dict[tuple[object, ...], int]:
    """Return a track for each net: those that overlap have different ones, those from above lie above."""
    waiting = sorted(nets, key=lambda net: (min(run.order for run in net.runs), net.low, net.high))
    levels: dict[tuple[object, ...], int] = {}
    done: list[Net] = []
    while waiting:
        ready = [net for net in waiting if not any(other.before(net) for other in waiting if other is not net)]
        net = (ready or waiting)[0]
        waiting.remove(net)
        least = max((levels[other.key] + 1 for other in done if other.before(net)), default=0)
        used = {levels[other.key] for other in done if other.low <= net.high and net.low <= other.high}
        while least in used:
            least += 1
        levels[net.key] = least
        done.append(net)
    return levels


def number_of(tracks: Tracks, *, across: bool, gap: int) -> int:
    """Return how many tracks a gap has."""
    return max((track + 1 for (_route, side, at), track in tracks.items() if side is across and at == gap), default=0)
