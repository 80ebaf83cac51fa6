"""A flowchart as SVG: measured, laid out and drawn by us, so that the same flow gives the same bytes everywhere."""

from dataclasses import dataclass

from disclosure.outputs.flowchart.chart import Chart, Paper, Step, Way
from disclosure.outputs.flowchart.drawing import Words, svg
from disclosure.outputs.flowchart.layout import laid_out

__all__ = ["NARROW", "WIDE", "Chart", "Paper", "Picture", "Step", "Way", "Words", "draw"]

WIDE = Paper(box=156, gutter=24, label=72, abreast=2)
"""For a screen with room, and for print: lanes side by side."""

NARROW = Paper(box=134, gutter=14, label=40, abreast=2)
"""For a phone: two boxes abreast fit without scrolling, and the lane stands inside each box."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as an SVG element, and its size in the units in which its text is set."""

    html: str
    width: int
    height: int


def draw(chart: Chart, paper: Paper, words: Words) -> Picture:
    """Return a chart as a picture that stands in a page; `words` are told to those who hear it.

    The text of every box lies within its box and no two boxes touch, whatever the graph.
    """
    drawing = laid_out(chart, paper)
    return Picture(svg(drawing, words), drawing.width, drawing.height)
