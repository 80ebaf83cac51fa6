"""Arrows as lines of corners between placed boxes, each with its label."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from disclosure.outputs.flowchart.chart import Arrow, Label, Placed, Shape
from disclosure.outputs.flowchart.measuring import LABEL_LINE, SLOPE
from disclosure.outputs.flowchart.routing import BOTTOM, LEFT, RIGHT, TOP, Route
from disclosure.outputs.flowchart.tracks import Tracks

TRACK = 12
PORT = 22

Labels: TypeAlias = Mapping[Route, tuple[str, ...]]
Point: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where everything lies along one axis: middles of rows or columns, and the first track of each gap."""

    middles: tuple[int, ...]
    first_tracks: tuple[int, ...]
    end: int

    def at(self, place: int, track: int) -> int:
        """Return the coordinate of a place counted in halves."""
        return self.first_tracks[place // 2] + TRACK * track if place % 2 == 0 else self.middles[place // 2]


@dataclass(frozen=True, slots=True)
class Draughtsman:
    """Knows where everything lies, and draws the arrows between."""

    boxes: Mapping[str, Placed]
    columns: Scale
    rows: Scale
    tracks: Tracks
    labels: Labels

    def arrows(self, found: Iterable[Route]) -> tuple[Arrow, ...]:
        """Return every route as an arrow; those that leave a box at the same side leave it at places of their own."""
        shared: defaultdict[tuple[str, str], int] = defaultdict(int)
        drawn = []
        routes = sorted(found, key=lambda route: len(route.runs))
        for route in routes:
            number = max(shared[route.source, route.out], int(any(self._meet(route, other) for other in routes)))
            shared[route.source, route.out] = number + 1
            drawn.append(self._arrow(route, (number + 1) // 2 * (PORT if number % 2 else -PORT)))
        return tuple(drawn)

    def _meet(self, route: Route, other: Route) -> bool:
        """Tell whether one arrow would come down upon another that goes down in the same column of the same gap."""
        if route.out != BOTTOM or not route.runs or other.into != TOP or other.target == route.target:
            return False
        crossed = len(other.runs) % 2 == (1 if other.out == BOTTOM else 0)  # its last run lies across
        same = other.runs[-1:] == route.runs[:1] and self.boxes[route.source].x == self.boxes[other.target].x
        key, other_key = (route, True, route.runs[0]), (other, True, route.runs[0])
        return crossed and same and self.tracks.get(other_key, 0) < self.tracks.get(key, 0)

    def _arrow(self, route: Route, offset: int) -> Arrow:
        start = port(self.boxes[route.source], route.out, offset)
        beside = offset if route.out == BOTTOM and not route.runs else 0  # straight down beside one like it
        end = port(self.boxes[route.target], route.into, beside)
        points = [start]
        across = route.out == BOTTOM
        for gap in route.runs:
            axis = self.rows if across else self.columns
            place = axis.at(gap, self.tracks.get((route, across, gap), 0))
            points.append((points[-1][0], place) if across else (place, points[-1][1]))
            across = not across
        points.append((end[0], points[-1][1]) if route.into == TOP else (points[-1][0], end[1]))
        points.append(end)
        return Arrow(_corners(points), self._label(route, start, offset))

    def _label(self, route: Route, start: Point, offset: int) -> Label | None:
        lines = self.labels.get(route)
        if not lines:
            return None
        if route.out == BOTTOM:
            return Label(lines, start[0] + 6, start[1] + LABEL_LINE - 1, "start")
        above = start[1] - 5 - (len(lines) - 1) * LABEL_LINE
        first = start[1] + LABEL_LINE - 1 if offset > 0 else above
        if route.out == RIGHT:
            return Label(lines, start[0] + 5, first, "start")
        return Label(lines, start[0] - 5, first, "end")


def port(placed: Placed, side: str, offset: int) -> Point:
    """Return the point of a box's outline at a side, so far off the middle of it."""
    half_width, half_height = placed.box.width // 2, placed.box.height // 2
    diamond = placed.box.step.shape is Shape.DECISION
    if side in {LEFT, RIGHT}:
        reach = half_width - (half_width * abs(offset) // half_height if diamond else 0)
        return placed.x + (reach if side == RIGHT else -reach), placed.y + offset
    reach = half_height - (half_height * abs(offset) // half_width if diamond else 0)
    if side == BOTTOM and placed.box.step.shape is Shape.DOCUMENT:
        reach -= SLOPE
    return placed.x + offset, placed.y + (reach if side == BOTTOM else -reach)


def _corners(points: list[Point]) -> tuple[Point, ...]:
    """Return a line without points that it runs straight through."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)
