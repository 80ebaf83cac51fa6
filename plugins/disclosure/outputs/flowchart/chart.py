"""The values that a drawing is made of: what is to be drawn, and what was laid out."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """The outline of a step, as flowcharts in offices have it (GB/T 1526)."""

    START = "start"
    END = "end"
    STEP = "step"
    DECISION = "decision"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from a step: where to, and under which condition."""

    to: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number in the list, what stands in its box, its lane, its ways on."""

    key: str
    number: int
    title: str
    shape: Shape = Shape.STEP
    lane: str = ""
    notes: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A flow to be drawn; `lanes` are the roles from left to right, none for a chart without lanes."""

    steps: tuple[Step, ...]
    lanes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What a chart is drawn for.

    `box` is the width of a box, `gutter` the least width between boxes, `label` the longest line of a condition,
    `abreast` how many boxes stand side by side in a lane.
    """

    box: int
    gutter: int
    label: int
    abreast: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in a box; `role` is how it is set (title, note)."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Box:
    """A measured step: its lines from the top, its outer size."""

    step: Step
    lines: tuple[Line, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with the centre at which it is drawn."""

    box: Box
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Label:
    """The condition on a way: its lines, the corner at which they begin, and whether they end there instead."""

    lines: tuple[str, ...]
    x: int
    y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way as a line of corners from box to box, with its label."""

    points: tuple[tuple[int, int], ...]
    label: Label | None


@dataclass(frozen=True, slots=True)
class Band:
    """A lane: its name in lines, from where to where it reaches."""

    lines: tuple[str, ...]
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything in its place; `head` is the height of the lanes' names."""

    width: int
    height: int
    head: int
    bands: tuple[Band, ...]
    boxes: tuple[Placed, ...]
    arrows: tuple[Arrow, ...]
