"""Which way each arrow takes through the grid: along rows and columns that are free, and the gaps between them.

Places are counted in halves: row r has its middle at 2r+1 and the gap above it is 2r; so with columns. What runs in
a gap gets a track of its own later; nothing ever runs through a box.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosure.outputs.flowchart.chart import Chart
from disclosure.outputs.flowchart.placing import Cell, Grid

BOTTOM, LEFT, RIGHT, TOP = "bottom", "left", "right", "top"


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one arrow: from a side of a box, along runs in turn across and down, into a side of another.

    `runs` are places in halves: even ones are gaps. A route that leaves at the bottom begins with a run across, one
    that leaves at a side with a run down; a straight one has none.
    """

    source: str
    target: str
    label: str
    out: str
    into: str
    runs: tuple[int, ...]


@dataclass(slots=True)
class _Map:
    """What is known while routes are found: boxes, cells that lines run through, sides in use."""

    grid: Grid
    boxes: frozenset[Cell]
    lines: dict[Cell, str] = field(default_factory=dict)
    exits: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    entries: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def free(self, cells: list[Cell], target: str) -> bool:
        """Tell whether cells hold no box and no line to elsewhere."""
        return all(cell not in self.boxes and self.lines.get(cell, target) == target for cell in cells)


def routes(chart: Chart, grid: Grid) -> tuple[Route, ...]:
    """Return the route of every way, in the order in which the steps are written."""
    known = _Map(grid, grid.taken())
    ways = [(step.key, way.to, way.label) for step in chart.steps for way in step.ways if way.to in grid.cells]
    found = {}
    for way in sorted(ways, key=lambda way: _turn(grid, way)):
        found[way] = _best(known, *way)
    return tuple(found[way] for way in dict.fromkeys(ways))


def _turn(grid: Grid, way: tuple[str, str, str]) -> tuple[int, int, int]:
    """Return when a way is routed: the simplest first, so that the main line is straight."""
    source, target = grid.cells[way[0]], grid.cells[way[1]]
    down, across = target.row - source.row, abs(target.column - source.column)
    if down > 0 and across == 0:
        return (0, down, source.row)
    return (1 if down > 0 else 2, abs(down) + across, source.row)


def _best(known: _Map, source: str, target: str, label: str) -> Route:
    """Return the first route on the list of choices whose way out is not in use; the very first where all are."""
    choices = [Route(source, target, label, *choice) for choice in _choices(known, source, target)]
    fresh = [one for one in choices if one.out not in known.exits[source] | (known.entries[source] - {TOP})]
    route = (fresh or choices)[0]
    known.exits[source].add(route.out)
    known.entries[target].add(route.into)
    for cell in _through(known.grid, route):
        known.lines[cell] = target
    return route


def _choices(known: _Map, source: str, target: str) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Yield ways from box to box, the best first: way out, way in, runs."""
    start, end = known.grid.cells[source], known.grid.cells[target]
    toward = LEFT if end.column < start.column else RIGHT
    away = RIGHT if toward == LEFT else LEFT
    if end.row > start.row:
        yield from _down(known, start, end, target, toward)
    if end.row == start.row and known.free(_row(start, end)[:-1], target) and start != end:
        yield toward, away, ()
    for side in (toward, away):
        yield from _beside(known, start, end, target, side)
    if end.row == start.row + 1:
        yield BOTTOM, TOP, (2 * end.row,)
    else:
        yield BOTTOM, TOP, (2 * start.row + 2, _gap(end.column, toward), 2 * end.row)


def _down(known: _Map, start: Cell, end: Cell, target: str, toward: str) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Yield the ways down that need no detour: straight, along the row and down, down and along the gap."""
    below = [Cell(row, end.column) for row in range(start.row + 1, end.row)]
    if start.column == end.column:
        if known.free(below, target):
            yield BOTTOM, TOP, ()
        return
    across = _row(start, end)
    if known.free([*across, *below], target):
        yield toward, TOP, (2 * end.column + 1,)
    if known.free(below, target):
        yield BOTTOM, TOP, (2 * start.row + 2,)


def _beside(known: _Map, start: Cell, end: Cell, target: str, side: str) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Yield the ways along the gap beside the source: into the side of the target where that gap reaches it."""
    gap = _gap(start.column, side)
    for into in (LEFT, RIGHT):
        beside = gap == _gap(end.column, into)
        if beside and end.row < start.row and into not in known.exits[target]:
            yield side, into, (gap,)
    yield side, TOP, (gap, 2 * end.row)


def _gap(column: int, side: str) -> int:
    return 2 * column + (2 if side == RIGHT else 0)


def _row(start: Cell, end: Cell) -> list[Cell]:
    """Return the cells of the source's row after the source, up to the target's column."""
    step = 1 if end.column > start.column else -1
    return [Cell(start.row, column) for column in range(start.column + step, end.column + step, step)]


def _through(grid: Grid, route: Route) -> Iterator[Cell]:
    """Yield the cells that a route runs through."""
    start, end = grid.cells[route.source], grid.cells[route.target]
    if route.out != BOTTOM and route.runs == (2 * end.column + 1,):
        yield from _row(start, end)
    if route.out != BOTTOM and not route.runs:
        yield from _row(start, end)[:-1]
    straight = route.out == BOTTOM and route.runs in {(), (2 * start.row + 2,)}
    if straight or (route.out != BOTTOM and route.runs == (2 * end.column + 1,)):
        yield from (Cell(row, end.column) for row in range(start.row + 1, end.row))
