"""The measures of the whole drawing: how wide each gap is, where each row, column and lane lies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from disclosure.outputs.flowchart.arrows import TRACK, Draughtsman, Labels, Scale
from disclosure.outputs.flowchart.chart import Band, Box, Chart, Drawing, Paper, Placed
from disclosure.outputs.flowchart.measuring import LABEL, LABEL_LINE, NOTE, boxes_of, width, wrapped
from disclosure.outputs.flowchart.placing import Grid, placed
from disclosure.outputs.flowchart.routing import BOTTOM, LEFT, RIGHT, Route, routes
from disclosure.outputs.flowchart.tracks import Tracks, number_of, tracks_of

STUB = 10
HEAD_ROOM = 16
EDGE = 12
HEAD_LINE = 18
HEAD_PADDING = 8
AIR = 6


class Gap(NamedTuple):
    """What lies between two rows or columns: room, tracks, room again; and how wide it is at least."""

    before: int
    tracks: int
    after: int
    least: int

    @property
    def needed(self) -> int:
        """The room that its contents need."""
        return self.before + self.tracks * TRACK + self.after


def scale(start: int, sizes: list[int], gaps: list[Gap]) -> Scale:
    """Return an axis along which gaps and sizes take turns, gaps at both ends."""
    middles, firsts, here = [], [], start
    for number, gap in enumerate(gaps):
        slack = max(0, gap.least - gap.needed) // 2
        firsts.append(here + slack + gap.before + TRACK // 2)
        here += max(gap.least, gap.needed)
        if number < len(sizes):
            middles.append(here + sizes[number] // 2)
            here += sizes[number]
    return Scale(tuple(middles), tuple(firsts), here)


def laid_out(chart: Chart, paper: Paper) -> Drawing:
    """Return a chart with everything in its place."""
    boxes, grid = boxes_of(chart, paper), placed(chart, paper)
    found = routes(chart, grid)
    tracks = tracks_of(found, grid)
    labels = {route: wrapped(route.label, _room(route, paper), LABEL) for route in found if route.label}
    columns = scale(0, [paper.box] * grid.columns, _gutters(grid, found, labels, tracks, paper))
    bands, head = _bands(chart, grid, columns)
    rows = scale(head, _heights(grid, boxes, labels), _channels(grid, labels, tracks))
    placed_boxes = {
        key: Placed(boxes[key], columns.middles[cell.column], rows.middles[cell.row])
        for key, cell in grid.cells.items()
    }
    arrows = Draughtsman(placed_boxes, columns, rows, tracks, labels).arrows(found)
    return Drawing(columns.end, rows.end, head, bands, tuple(placed_boxes.values()), arrows)


def _room(route: Route, paper: Paper) -> int:
    return paper.box // 2 - AIR if route.out == BOTTOM else paper.label


def _gutters(grid: Grid, found: Iterable[Route], labels: Labels, tracks: Tracks, paper: Paper) -> list[Gap]:
    """Return the gaps between columns: room for the labels on either side, tracks between."""
    zones: defaultdict[tuple[int, str], int] = defaultdict(lambda: STUB)
    for route in found:
        column = grid.cells[route.source].column + (1 if route.out == RIGHT else 0)
        if route.out != BOTTOM and route in labels:
            room = max(int(width(line, LABEL)) for line in labels[route]) + STUB
            zones[column, route.out] = max(zones[column, route.out], room)
    gutters = []
    for gap in range(grid.columns + 1):
        number = number_of(tracks, across=False, gap=2 * gap)
        used = number or (gap, LEFT) in zones or (gap, RIGHT) in zones
        outer = gap in {0, grid.columns}
        if outer and not used:
            gutters.append(Gap(EDGE // 2, 0, EDGE // 2, EDGE))
        else:
            before = EDGE // 2 if gap == 0 else zones[gap, RIGHT]
            after = EDGE // 2 if gap == grid.columns else zones[gap, LEFT]
            gutters.append(Gap(before, number, after, paper.gutter))
    return gutters


def _channels(grid: Grid, labels: Labels, tracks: Tracks) -> list[Gap]:
    """Return the gaps between rows: room for the labels below a row, tracks, room for the heads of arrows."""
    channels = []
    for gap in range(grid.rows + 1):
        number = number_of(tracks, across=True, gap=2 * gap)
        lines = [
            len(text)
            for route, text in labels.items()
            if route.out == BOTTOM and grid.cells[route.source].row == gap - 1
        ]
        before = max(lines) * LABEL_LINE + AIR if lines else STUB
        if gap in {0, grid.rows} and not number:
            channels.append(Gap(EDGE // 2, 0, EDGE // 2, EDGE + AIR))
        else:
            channels.append(Gap(before, number, HEAD_ROOM, 2 * HEAD_ROOM))
    return channels


def _heights(grid: Grid, boxes: Mapping[str, Box], labels: Labels) -> list[int]:
    """Return how high each row is: its highest box, and room for the labels above the lines that leave at the side."""
    heights = [0] * grid.rows
    for key, cell in grid.cells.items():
        heights[cell.row] = max(heights[cell.row], boxes[key].height)
    for route, lines in labels.items():
        if route.out != BOTTOM:
            row = grid.cells[route.source].row
            heights[row] = max(heights[row], 2 * (len(lines) * LABEL_LINE + AIR))
    return heights


def _bands(chart: Chart, grid: Grid, columns: Scale) -> tuple[tuple[Band, ...], int]:
    """Return the lanes, and the height that their names take."""
    if not chart.lanes:
        return (), 0
    edges = []
    for lane in range(1, len(chart.lanes)):
        gap = grid.lane_of.index(lane)
        edges.append(columns.first_tracks[gap] - TRACK // 2)
    ends = list(zip([0, *edges], [*edges, columns.end], strict=True))
    names = [
        wrapped(name, right - left - 2 * EDGE, NOTE + 1) for name, (left, right) in zip(chart.lanes, ends, strict=True)
    ]
    head = max(len(lines) for lines in names) * HEAD_LINE + 2 * HEAD_PADDING
    bands = (Band(lines, left, right) for lines, (left, right) in zip(names, ends, strict=True))
    return tuple(bands), head
