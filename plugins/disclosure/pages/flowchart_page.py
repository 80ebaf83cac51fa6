"""The page of a flowchart: the drawing, the same steps in words, what a review must keep."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.language import _
from disclosure.outputs.flowchart import NARROW, WIDE, Chart, Paper, Picture, Step, Way, Words, draw
from disclosure.outputs.flowchart.chart import Shape
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import citation, entries, keyed_entries, paragraphs
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.views import Citation, Entry, Link

PURPOSES = {"enforcement": "执法流程", "review": "法制审核流程", "recording": "全过程记录流程"}
SHAPES = {"start": "开始", "end": "结束", "decision": "判断", "document": "文书"}
HEAD = ("accepted_by", "approved_by", "time_limit", "conditions")
ELSEWHERE = ("title", "purpose", "types", "lanes", "review", "steps", *HEAD, *RESERVED)
FITTING = 4
TALL = 1200


@dataclass(frozen=True, slots=True)
class Onward:
    """A way on from a step: its condition, and the step that it leads to."""

    when: str
    step: Link


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing that a step records: what, how, on what, and the item of the list of recordings."""

    content: str
    method: str
    carrier: str
    item: Link | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in words."""

    anchor: str
    number: int
    title: str
    shape: str
    lane: str
    time_limit: str
    documents: tuple[str, ...]
    records: tuple[Recorded, ...]
    note: tuple[str, ...]
    basis: tuple[Citation, ...]
    ways: tuple[Onward, ...]


@dataclass(frozen=True, kw_only=True)
class FlowchartPage(FullRecord):
    """One flowchart (flowchart.html)."""

    template: Template = "flowchart.html"
    purpose: Annotated[str, "what the flow is for"]
    types: Annotated[tuple[str, ...], "the types of act in Chinese"]
    ended: Annotated[str, "the last day of its validity where that is past, or empty"]
    head: Annotated[tuple[Entry, ...], "who accepts, who decides, how long, under which conditions"]
    wide_html: Annotated[str, "the drawing with lanes as an SVG element, for a screen with room and for print"]
    narrow_html: Annotated[str, "the drawing in one column as an SVG element, for a phone"]
    tall: Annotated[bool, "whether the wide drawing is too high to be read beside anything else on paper"]
    steps: Annotated[tuple[StepLine, ...], "the same steps in words, in their written order"]
    records: Annotated[bool, "whether any step says what is recorded"]
    review: Annotated[tuple[Entry, ...], "what a legal review must keep: materials, procedure, time limit …"]


def flowchart_page(subject: Subject) -> FlowchartPage:
    """Return the page of a flowchart."""
    steps = tuple(_steps(subject))
    types = tuple(DECISION_TYPES.get(str(name), str(name)) for name in _list(subject.fields.get("types")))
    ended = subject.text("valid_until")
    wide = _drawing(subject, WIDE, "wide") if steps else None
    return FlowchartPage(
        **full(subject),
        template=subject.kind.template,
        description=clipped(subject.record.title, "：", "、".join(step.title for step in steps)),
        keywords=(subject.record.title, *types),
        crumbs=subject.way_here(),
        purpose=_(PURPOSES.get(subject.text("purpose"), "")) or subject.kind.title,
        types=types,
        ended=ended if ended and ended < subject.today else "",
        head=tuple(_head(subject)),
        wide_html=wide.html if wide else "",
        narrow_html=_drawing(subject, NARROW, "narrow").html if steps else "",
        tall=bool(wide and wide.height > TALL),
        steps=steps,
        records=any(step.records for step in steps),
        review=tuple(_review(subject)),
        entries=entries(subject.schemas, subject.node, subject.fields, without=ELSEWHERE, link=subject.link),
        related=(*subject.cited_by("guide"), *subject.cited_by("matter")),
    )


def _list(value: Any) -> Sequence[Any]:  # noqa: ANN401  # whatever YAML can hold
    return value if isinstance(value, list | tuple) else ()


def _head(subject: Subject) -> Iterator[Entry]:
    found = dict(keyed_entries(subject.schemas, subject.node, subject.fields, link=subject.link))
    yield from (found[key] for key in HEAD if key in found)


def _review(subject: Subject) -> Iterator[Entry]:
    review = subject.fields.get("review")
    if isinstance(review, Mapping):
        node = subject.schemas.properties(subject.kind.schema)["review"]
        yield from entries(subject.schemas, node, review, link=subject.link)


def _steps(subject: Subject) -> Iterator[StepLine]:
    written = _list(subject.fields.get("steps"))
    ways = {str(step["key"]): Link(str(step["title"]), f"#{quote(_anchor(step))}") for step in written}
    for number, step in enumerate(written, 1):
        yield StepLine(
            anchor=_anchor(step),
            number=number,
            title=str(step["title"]),
            shape=_(SHAPES.get(str(step["kind"]), "")),
            lane=str(step.get("lane", "")),
            time_limit=str(step.get("time_limit", "")),
            documents=tuple(str(name) for name in _list(step.get("documents"))),
            records=tuple(_recorded(subject, one) for one in _list(step.get("records"))),
            note=paragraphs(step.get("note")),
            basis=tuple(citation(one) for one in _list(step.get("basis"))),
            ways=tuple(
                Onward(str(way.get("when", "")), ways.get(str(way["to"]), Link(str(way["to"]), "")))
                for way in _list(step.get("next"))
            ),
        )


def _anchor(step: Mapping[str, Any]) -> str:
    return f"step-{step['key']}"


def _recorded(subject: Subject, one: Mapping[str, Any]) -> Recorded:
    item = subject.link("recording_item", str(one["item"])) if one.get("item") else None
    return Recorded(str(one["content"]), str(one["method"]), str(one["carrier"]), item)


def _drawing(subject: Subject, paper: Paper, key: str) -> Picture:
    """Return the drawing for one kind of paper: with lanes where it is wide."""
    written = _list(subject.fields.get("steps"))
    named = [str(name) for name in _list(subject.fields.get("lanes"))]
    lanes = tuple(dict.fromkeys([*named, *(str(step["lane"]) for step in written if step.get("lane"))]))
    steps = tuple(_step(step, number) for number, step in enumerate(written, 1))
    used = tuple(lane for lane in lanes if any(step.lane == lane for step in steps))
    banded = paper is WIDE and 1 < len(used) <= FITTING + 1 and all(step.lane for step in steps)
    description = _("流程图，共 {number} 步。每一步的文字说明见「逐步说明」。").format(number=len(steps))
    return draw(Chart(steps, used if banded else ()), paper, Words(key, subject.record.title, description))


def _step(step: Mapping[str, Any], number: int) -> Step:
    methods = dict.fromkeys(str(one["method"]) for one in _list(step.get("records")))
    notes = [str(step["time_limit"])] if step.get("time_limit") else []
    if methods:
        notes.append(_("记录：{methods}").format(methods="、".join(methods)))
    if step["kind"] == Shape.DOCUMENT:
        notes += [
            name for name in map(_titled, _list(step.get("documents"))) if name.strip("《》") not in step["title"]
        ]
    return Step(
        key=str(step["key"]),
        number=number,
        title=str(step["title"]),
        shape=Shape(str(step["kind"])),
        lane=str(step.get("lane", "")),
        notes=tuple(notes),
        ways=tuple(Way(str(way["to"]), str(way.get("when", ""))) for way in _list(step.get("next"))),
    )


def _titled(name: object) -> str:
    text = str(name)
    return text if text.startswith("《") else f"《{text}》"
