"""Drawing flowcharts: whatever the graph, boxes stay apart, text stays inside, lines keep off boxes, bytes stay."""

import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.model.record import Document
from disclosure.outputs.flowchart import NARROW, WIDE, Chart, Paper, Step, Way, Words, draw
from disclosure.outputs.flowchart.chart import Drawing, Placed, Shape
from disclosure.outputs.flowchart.layout import laid_out
from disclosure.outputs.flowchart.measuring import (
    PADDING,
    diamond_holds,
    line_height,
    size_of,
    width,
    wrapped,
)
from disclosure.reading.documents import read_document

DEMONSTRATION = sorted((Path(__file__).parents[2] / "content").glob("agencies/*/flowcharts/*.yaml"))
LANES = ("窗口", "承办机构", "机关负责人")
WORDS = Words("wide", "流程图", "共三步。")
TITLES = st.text("受理审查决定是否符合条件，（）听证2026年ABW m", min_size=1, max_size=40).map(
    lambda text: text.strip() or "审"
)


def small() -> Chart:
    """Return a flow of a decision with a loop."""
    return Chart(
        (
            Step("a", 1, "申请", Shape.START, "窗口", ways=(Way("b"),)),
            Step(
                "b", 2, "材料是否齐全", Shape.DECISION, "承办机构", ("5日内",), (Way("c", "齐全"), Way("a", "不齐全"))
            ),
            Step("c", 3, "决定", Shape.END, "机关负责人"),
        ),
        LANES,
    )


@st.composite
def charts(pick: st.DrawFn) -> Chart:
    """Draw a flow: every step but the first follows an earlier one, and some lead on or back to others."""
    number = pick(st.integers(2, 14))
    ways: dict[int, list[Way]] = {place: [] for place in range(number)}
    labels = st.text("同意纠正移送不符合", max_size=12)
    for place in range(1, number):
        ways[pick(st.integers(0, place - 1))].append(Way(str(place), pick(labels)))
    for _extra in range(pick(st.integers(0, 8))):
        ways[pick(st.integers(0, number - 1))].append(Way(str(pick(st.integers(0, number - 1))), pick(labels)))
    lanes = LANES[: pick(st.integers(0, 3))]
    steps = tuple(
        Step(
            str(place),
            place + 1,
            pick(TITLES),
            pick(st.sampled_from(list(Shape))),
            pick(st.sampled_from(lanes)) if lanes else "经办人",
            tuple(pick(st.lists(TITLES, max_size=2))),
            tuple(ways[place]),
        )
        for place in range(number)
    )
    return Chart(steps, lanes)


def edges(placed: Placed) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a box."""
    half, high = placed.box.width // 2, placed.box.height // 2
    return placed.x - half, placed.y - high, placed.x + half, placed.y + high


def overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Tell whether two rectangles have more than an edge in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def holds_its_text(placed: Placed) -> bool:
    """Tell whether the lines of a box lie within its outline."""
    box = placed.box
    if box.step.shape is Shape.DECISION:
        return diamond_holds(list(box.lines), box.width, box.height)
    high = sum(line_height(line) for line in box.lines)
    return high + 2 * PADDING <= box.height and all(width(line.text, size_of(line)) <= box.width for line in box.lines)


def crossings(drawing: Drawing) -> list[tuple[str, int]]:
    """Return the boxes that an arrow runs through, with the arrow's place."""
    return [
        (placed.box.step.key, place)
        for place, arrow in enumerate(drawing.arrows)
        for one, other in pairwise(arrow.points)
        for placed in drawing.boxes
        if overlap(
            (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])),
            tuple(edge + inward for edge, inward in zip(edges(placed), (1, 1, -1, -1), strict=True)),  # type: ignore[arg-type]
        )
        and one not in outline_points(placed)
        and other not in outline_points(placed)
    ]


def outline_points(placed: Placed) -> set[tuple[int, int]]:
    """Return where arrows may touch a box inside its rectangle: along the edge of a diamond, at the foot of a sheet."""
    left, top, right, bottom = edges(placed)
    return {(x, y) for x in range(left, right + 1) for y in (*range(top, bottom + 1),) if on_outline(placed, x, y)}


def on_outline(placed: Placed, x: int, y: int) -> bool:
    """Tell whether a point lies on (or within a pixel of) the outline of a diamond or the foot of a sheet."""
    half, high = placed.box.width / 2, placed.box.height / 2
    if placed.box.step.shape is Shape.DECISION:
        return abs(abs(x - placed.x) / half + abs(y - placed.y) / high - 1) <= 2 / min(half, high)
    return placed.box.step.shape is Shape.DOCUMENT and y == placed.y + placed.box.height // 2 - 8


@settings(max_examples=150, deadline=None)
@given(charts(), st.sampled_from([WIDE, NARROW]))
def test_any_graph_draws_with_boxes_apart_and_text_inside(chart: Chart, paper: Paper) -> None:
    """No two boxes touch, each holds its text, all lie within the drawing, and every way on has its arrow."""
    drawing = laid_out(chart, paper)
    assert len(drawing.boxes) == len(chart.steps)
    for one, other in combinations(drawing.boxes, 2):
        assert not overlap(edges(one), edges(other)), (one.box.step.key, other.box.step.key)
    for placed in drawing.boxes:
        assert holds_its_text(placed), placed
        left, top, right, bottom = edges(placed)
        assert 0 < left < right < drawing.width
        assert drawing.head < top < bottom < drawing.height
    assert len(drawing.arrows) == len({(step.key, way.to, way.label) for step in chart.steps for way in step.ways})


@settings(max_examples=60, deadline=None)
@given(charts(), st.sampled_from([WIDE, NARROW]))
def test_no_arrow_runs_through_a_box(chart: Chart, paper: Paper) -> None:
    """Arrows keep to the gaps and to free cells, and touch boxes at their own ends alone."""
    assert crossings(laid_out(chart, paper)) == []


def test_ways_that_lead_to_the_same_step_go_down_beside_each_other() -> None:
    """Two arrows from one side of a decision to the step below are two straight lines, none through the box."""
    ways = (Way("b"), Way("b", "不"), Way("b", "不"), Way("a"), Way("b", "不"), Way("a"))
    steps = (Step("a", 1, "0", Shape.DECISION, "", ways=ways), Step("b", 2, "0", Shape.START, ""))
    drawing = laid_out(Chart(steps, ()), NARROW)
    assert crossings(drawing) == []
    assert [arrow.points for arrow in drawing.arrows][:2] == [((79, 102), (79, 139)), ((101, 92), (101, 139))]


def shared(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> int:
    """Return how long the longest stretch is that two lines of corners have in common."""
    found = [0]
    for (ax, ay), (bx, by) in pairwise(one):
        for (cx, cy), (dx, dy) in pairwise(other):
            if ax == bx == cx == dx:
                found.append(min(max(ay, by), max(cy, dy)) - max(min(ay, by), min(cy, dy)))
            if ay == by == cy == dy:
                found.append(min(max(ax, bx), max(cx, dx)) - max(min(ax, bx), min(cx, dx)))
    return max(found)


def chart_in(path: Path) -> Chart:
    """Return the flow of a file of the demonstration, lanes in its order."""
    document = read_document(path.name, path.read_bytes())
    assert isinstance(document, Document)
    steps = tuple(
        Step(
            step["key"],
            number,
            step["title"],
            Shape(step["kind"]),
            step["lane"],
            ways=tuple(Way(way["to"], way.get("when", "")) for way in step.get("next", ())),
        )
        for number, step in enumerate(document.data["steps"], 1)
    )
    return Chart(steps, tuple(document.data["lanes"]))


@pytest.mark.parametrize("path", DEMONSTRATION, ids=lambda path: "/".join(path.parts[-3::2]))
def test_arrows_between_different_steps_do_not_lie_upon_each_other(path: Path) -> None:
    """In every flow of the demonstration, lines that share a stretch come from one step or lead to one step."""
    chart = chart_in(path)
    for drawing in (laid_out(chart, WIDE), laid_out(Chart(chart.steps), NARROW)):
        for one, other in combinations(drawing.arrows, 2):
            if one.points[0] != other.points[0] and one.points[-1] != other.points[-1]:
                assert shared(one.points, other.points) <= 0, (one, other)


@settings(max_examples=60, deadline=None)
@given(charts())
def test_a_drawing_is_well_formed_and_without_style(chart: Chart) -> None:
    """The SVG is XML, is announced as one picture with a name, and brings no style of its own."""
    root = ET.fromstring(draw(chart, WIDE, WORDS).html)  # noqa: S314  # made on this very line
    assert root.get("role") == "img"
    assert [root[0].text, root[1].text] == ["流程图", "共三步。"]
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    assert not [element for element in root.iter() if "style" in element.attrib]


def test_the_same_chart_gives_the_same_bytes_in_any_process() -> None:
    """Drawn twice here and once in a fresh process, a chart is the same to the byte."""
    here = draw(small(), WIDE, WORDS).html
    assert draw(small(), WIDE, WORDS).html == here
    root = Path(__file__).parents[2]
    code = (
        "import sys; from tests.outputs.test_flowchart import *; "
        "sys.stdout.buffer.write(draw(small(), WIDE, WORDS).html.encode())"
    )
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(root)!r}, {str(root / 'plugins')!r}]; {code}"]
    there = subprocess.run(command, check=True, capture_output=True)
    assert there.stdout.decode() == here


def test_lanes_lie_side_by_side_in_their_order() -> None:
    """The bands cover the drawing from left to right, and each box stands in the band of its lane."""
    drawing = laid_out(small(), WIDE)
    assert ["".join(band.lines) for band in drawing.bands] == list(LANES)
    assert [drawing.bands[0].left, drawing.bands[-1].right] == [0, drawing.width]
    assert all(one.right == other.left for one, other in pairwise(drawing.bands))
    for placed in drawing.boxes:
        band = drawing.bands[LANES.index(placed.box.step.lane)]
        assert band.left < placed.x < band.right


def test_without_lanes_the_role_stands_in_the_box() -> None:
    """The drawing for a phone has no bands; who does a step is said inside it."""
    drawing = laid_out(Chart(small().steps), NARROW)
    assert drawing.bands == ()
    assert [placed.box.lines[-1].text for placed in drawing.boxes] == ["窗口", "承办机构", "机关负责人"]


def test_a_way_to_a_step_that_is_not_there_is_left_out() -> None:
    """A faulty flow is drawn as far as it goes."""
    chart = Chart((Step("a", 1, "申请", Shape.START, ways=(Way("b"), Way("x"))), Step("b", 2, "决定", Shape.END)))
    assert len(laid_out(chart, WIDE).arrows) == 1


def test_what_a_clerk_writes_is_escaped() -> None:
    """Angle brackets in a title stay text."""
    drawn = draw(Chart((Step("a", 1, "<b>申请</b>", Shape.START),)), WIDE, Words("wide", "<i>", "&")).html
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "&amp;" in drawn


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("受理", ("受理",)),
        ("不予立案，告知举报人", ("不予立案，", "告知举报人")),
        ("是否属于重大执法决定", ("是否属于重", "大执法决定")),
        ("（情节复杂的）集体讨论", ("（情节复杂的）", "集体讨论")),
        ("2026年GB12345标准", ("2026年", "GB12345标准")),
    ],
)
def test_text_is_broken_where_a_reader_would(text: str, lines: tuple[str, ...]) -> None:
    """Lines break at pauses where they can, are even where there are none, and words of letters stay whole."""
    assert wrapped(text, 112, 14) == lines
