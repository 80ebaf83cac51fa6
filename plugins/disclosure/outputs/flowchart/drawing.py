"""A laid out chart as SVG: shapes and text with classes, no style and no font of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from disclosure.outputs.flowchart.arrows import Point
from disclosure.outputs.flowchart.chart import Arrow, Band, Drawing, Label, Placed, Shape
from disclosure.outputs.flowchart.measuring import BADGE, LABEL, LABEL_LINE, NOTE, SLOPE, line_height, size_of

ROUND = 7
HEAD_LINE = 18
HEAD_LONG, HEAD_WIDE = 9, 4
BASELINE = 0.36


@dataclass(frozen=True, slots=True)
class Words:
    """What those who do not see the drawing are told: its name, what it shows; `key` makes its ids its own."""

    key: str
    title: str
    description: str


def svg(drawing: Drawing, words: Words) -> str:
    """Return a drawing as an SVG element."""
    return "\n".join([*_opening(drawing, words), *_pieces(drawing), "</svg>\n"])


def _opening(drawing: Drawing, words: Words) -> Iterator[str]:
    key = escape(words.key)
    yield (
        f'<svg class="flow flow--{key}" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-labelledby="flow-{key}-title flow-{key}-desc" '
        f'viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}">'
    )
    yield f'<title id="flow-{key}-title">{escape(words.title)}</title>'
    yield f'<desc id="flow-{key}-desc">{escape(words.description)}</desc>'


def _pieces(drawing: Drawing) -> Iterator[str]:
    for number, band in enumerate(drawing.bands):
        yield from _band(drawing, band, number)
    for arrow in drawing.arrows:
        yield f'<path class="flow__line" d="{_path(arrow.points)}"/>'
    for arrow in drawing.arrows:
        yield _head(arrow)
    for box in drawing.boxes:
        yield from _box(box)
    for arrow in drawing.arrows:
        if arrow.label:
            yield from _label(arrow.label)


def _band(drawing: Drawing, band: Band, number: int) -> Iterator[str]:
    wide, middle = band.right - band.left, (band.left + band.right) // 2
    tone = "even" if number % 2 else "odd"
    place = f'x="{band.left}" y="0" width="{wide}"'
    yield f'<rect class="flow__lane flow__lane--{tone}" {place} height="{drawing.height}"/>'
    yield f'<rect class="flow__top" {place} height="{drawing.head}"/>'
    first = (drawing.head - len(band.lines) * HEAD_LINE) / 2 + HEAD_LINE / 2
    for at, line in enumerate(band.lines):
        yield _text("flow__role", line, middle, first + at * HEAD_LINE, NOTE + 1)


def _box(placed: Placed) -> Iterator[str]:
    """Yield a step's outline, its lines of text and its number."""
    box = placed.box
    yield f'<path class="flow__box flow__box--{box.step.shape.value}" d="{_outline(placed)}"/>'
    tail = SLOPE if box.step.shape is Shape.DOCUMENT else 0
    here = placed.y - tail / 2 - sum(line_height(line) for line in box.lines) / 2
    for line in box.lines:
        high = line_height(line)
        yield _text(f"flow__{line.role}", line.text, placed.x, here + high / 2, size_of(line))
        here += high
    x, y = _corner(placed)
    yield f'<circle class="flow__badge" cx="{x}" cy="{y}" r="{BADGE}"/>'
    yield _text("flow__number", str(box.step.number), x, y, 11)


def _corner(placed: Placed) -> Point:
    """Return where a step's number stands: on the upper left of its outline."""
    box = placed.box
    if box.step.shape is Shape.DECISION:
        return placed.x - box.width * 3 // 8, placed.y - box.height // 8
    inward = box.height // 7 if box.step.shape in {Shape.START, Shape.END} else 0
    return placed.x - box.width // 2 + inward, placed.y - box.height // 2 + inward


def _outline(placed: Placed) -> str:
    """Return the outline of a box: rounded ends, a diamond, a sheet with a wavy foot, or plain corners."""
    box = placed.box
    left, top = placed.x - box.width // 2, placed.y - box.height // 2
    wide, high, right, bottom = box.width, box.height, left + box.width, top + box.height
    match box.step.shape:
        case Shape.DECISION:
            return f"M{placed.x} {top}L{right} {placed.y}L{placed.x} {bottom}L{left} {placed.y}Z"
        case Shape.DOCUMENT:
            foot = bottom - SLOPE
            return (
                f"M{left} {top}H{right}V{foot}C{right - wide // 4} {foot - SLOPE} {placed.x + wide // 8} {foot} "
                f"{placed.x} {foot}S{left + wide // 4} {bottom + SLOPE // 2} {left} {foot}Z"
            )
        case Shape.START | Shape.END:
            round_ = min(high // 2, 22)
        case _:
            round_ = 3
    arc = f"a{round_} {round_} 0 0 1"
    return (
        f"M{left + round_} {top}h{wide - 2 * round_}{arc} {round_} {round_}v{high - 2 * round_}{arc} -{round_} {round_}"
        f"h-{wide - 2 * round_}{arc} -{round_} -{round_}v-{high - 2 * round_}{arc} {round_} -{round_}Z"
    )


def _path(points: tuple[Point, ...]) -> str:
    """Return a line of corners with each corner rounded; it ends where the head of the arrow begins."""
    ends = [*points[:-1], _toward(points[-1], points[-2], HEAD_LONG - 1)]
    parts = [f"M{ends[0][0]} {ends[0][1]}"]
    for before, corner, after in zip(ends, ends[1:], ends[2:], strict=False):
        reach = min(ROUND, _distance(before, corner) // 2, _distance(corner, after) // 2)
        into, out = _toward(corner, before, reach), _toward(corner, after, reach)
        parts.append(f"L{into[0]} {into[1]}Q{corner[0]} {corner[1]} {out[0]} {out[1]}")
    parts.append(f"L{ends[-1][0]} {ends[-1][1]}")
    return "".join(parts)


def _distance(one: Point, other: Point) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(start: Point, other: Point, reach: int) -> Point:
    """Return the point so far from a start on the straight way to another."""
    length = max(_distance(start, other), 1)
    return start[0] + (other[0] - start[0]) * reach // length, start[1] + (other[1] - start[1]) * reach // length


def _head(arrow: Arrow) -> str:
    tip, before = arrow.points[-1], arrow.points[-2]
    x, y = _toward(tip, before, HEAD_LONG)
    across, down = (HEAD_WIDE, 0) if x == tip[0] else (0, HEAD_WIDE)
    return f'<path class="flow__arrow" d="M{tip[0]} {tip[1]}L{x - across} {y - down}L{x + across} {y + down}Z"/>'


def _label(label: Label) -> Iterator[str]:
    for number, line in enumerate(label.lines):
        y = label.y + number * LABEL_LINE
        yield (
            f'<text class="flow__label" x="{label.x}" y="{y}" font-size="{LABEL}" text-anchor="{label.anchor}">'
            f"{escape(line)}</text>"
        )


def _text(name: str, line: str, x: float, middle: float, size: int) -> str:
    """Return one centred line of text."""
    y = f"{middle + size * BASELINE:.1f}".removesuffix(".0")
    return f'<text class="{name}" x="{x:g}" y="{y}" font-size="{size}" text-anchor="middle">{escape(line)}</text>'
