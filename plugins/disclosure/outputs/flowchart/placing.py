"""Boxes on a grid: rows from the ranks, columns within the lanes, never two boxes in one cell."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from disclosure.outputs.flowchart.chart import Chart, Paper
from disclosure.outputs.flowchart.ranking import ranked


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the grid."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Where each step stands; `lane_of` is the lane of each column."""

    cells: dict[str, Cell]
    rows: int
    lane_of: tuple[int, ...]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.lane_of)

    def taken(self) -> frozenset[Cell]:
        """Return the cells that hold a box."""
        return frozenset(self.cells.values())


def placed(chart: Chart, paper: Paper) -> Grid:
    """Return the grid of a chart: the main line of a lane in its first column, side lines right of it."""
    ranks, right = ranked(chart)
    lanes = {step.key: chart.lanes.index(step.lane) if step.lane in chart.lanes else 0 for step in chart.steps}
    weight = _weights(chart)
    rows = _rows(ranks, lanes, weight, paper.abreast)
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key in sorted(rows, key=lambda key: (rows[key], lanes[key], -weight[key], right[key])):
        groups[rows[key], lanes[key]].append(key)
    number = max(1, len(chart.lanes))
    abreast = [_abreast(groups, lane) for lane in range(number)]
    firsts = [sum(abreast[:lane]) for lane in range(number)]
    cells = _cells(chart, groups, firsts)
    lane_of = tuple(lane for lane in range(number) for _place in range(abreast[lane]))
    return Grid(cells, max(rows.values(), default=-1) + 1, lane_of)


def _cells(chart: Chart, groups: dict[tuple[int, int], list[str]], firsts: list[int]) -> dict[str, Cell]:
    """Return the cell of each step: below the step that leads to it where that place is free."""
    before: defaultdict[str, list[str]] = defaultdict(list)
    for step in chart.steps:
        for way in step.ways:
            before[way.to].append(step.key)
    cells: dict[str, Cell] = {}
    for (row, lane), keys in groups.items():
        free = [firsts[lane] + place for place in range(_abreast(groups, lane))]
        for key in keys:
            above = sorted(cells[other].column for other in before[key] if other in cells)
            column = next((one for one in above if one in free), free[0])
            free.remove(column)
            cells[key] = Cell(row, column)
    return cells


def _abreast(groups: dict[tuple[int, int], list[str]], lane: int) -> int:
    return max((len(keys) for (_row, its), keys in groups.items() if its == lane), default=1)


def _weights(chart: Chart) -> dict[str, int]:
    """Return how many steps can be reached from each: where two stand abreast, the one with more is the main line."""
    ways = {step.key: [way.to for way in step.ways] for step in chart.steps}
    return {key: len(_reached(key, ways)) for key in ways}


def _reached(start: str, ways: dict[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key in ways and key not in seen:
                seen.add(key)
                waiting.append(key)
    return seen


def _rows(ranks: dict[str, int], lanes: dict[str, int], weight: dict[str, int], abreast: int) -> dict[str, int]:
    """Return the row of each step; a rank with more steps in a lane than stand abreast takes further rows."""
    rows: dict[str, int] = {}
    row = 0
    for _rank, same in groupby(sorted(ranks, key=ranks.__getitem__), key=ranks.__getitem__):
        count: defaultdict[int, int] = defaultdict(int)
        deepest = 0
        for key in sorted(same, key=lambda key: -weight[key]):
            down = count[lanes[key]] // abreast
            count[lanes[key]] += 1
            rows[key] = row + down
            deepest = max(deepest, down)
        row += deepest + 1
    return rows
