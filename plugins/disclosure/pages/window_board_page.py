"""The board of a service window: who sits there, what for, and what to bring; on paper one sheet (政务服务窗口明示)."""

from dataclasses import dataclass
from typing import Annotated

from disclosure.model.language import _
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import paragraphs
from disclosure.pages.qr import QrCode, own_code
from disclosure.pages.shared import Subject, clipped, full
from disclosure.pages.validity import has_left
from disclosure.pages.views import Link


@dataclass(frozen=True, slots=True)
class Material:
    """One paper to bring: how many, and where its model is, at the window or on the web."""

    name: str
    copies: str
    sample: str
    sample_url: str


@dataclass(frozen=True, kw_only=True)
class WindowBoardPage(FullRecord):
    """One window board (window_board.html)."""

    template: Template = "window_board.html"
    window_no: Annotated[str, "the number of the window, or empty"]
    name: Annotated[str, "who sits there"]
    unit: Annotated[str, "the unit"]
    position: Annotated[str, "the position, or empty"]
    officer: Annotated[Link | None, "the certificate number, leading to the officer's page; None where there is none"]
    act_types: Annotated[tuple[str, ...], "kinds of enforcement act"]
    duties: Annotated[tuple[str, ...], "the duties of the post"]
    services: Annotated[tuple[str, ...], "what can be done at the window"]
    guides: Annotated[tuple[Link, ...], "the guides of what can be done"]
    materials: Annotated[tuple[Material, ...], "what to bring"]
    standards: Annotated[tuple[str, ...], "what is promised"]
    progress: Annotated[tuple[str, ...], "how to ask for progress, a paragraph each"]
    consulting: Annotated[tuple[str, ...], "how to ask for advice, a paragraph each"]
    complaints: Annotated[tuple[str, ...], "how to complain, a paragraph each"]
    place: Annotated[str, "where the window is, or empty"]
    hours: Annotated[str, "when it is open, or empty"]
    closed: Annotated[bool, "whether the window has been closed"]
    qr: Annotated[QrCode | None, "the QR code of the page; None where the site has no official address"]


def window_board_page(subject: Subject) -> WindowBoardPage:
    """Return the board of a window (岗位信息公示牌)."""
    certificate = subject.text("officer")
    link = subject.link("officer", certificate) if certificate else None
    return WindowBoardPage(
        **full(subject),
        description=clipped(subject.record.title, subject.text("unit"), subject.text("name")),
        keywords=(subject.kind.title, subject.record.title),
        crumbs=subject.way_here(),
        entries=(),
        window_no=subject.text("window_no"),
        name=subject.text("name"),
        unit=subject.text("unit"),
        position=subject.text("position"),
        officer=Link(certificate, link.address) if link else None,
        act_types=_lines(subject, "act_types"),
        duties=_lines(subject, "duties"),
        services=_lines(subject, "services"),
        guides=tuple(subject.link("guide", value) for value in _lines(subject, "guides")),
        materials=_materials(subject),
        standards=_lines(subject, "standards"),
        progress=paragraphs(subject.text("progress")),
        consulting=paragraphs(subject.text("consulting")),
        complaints=paragraphs(subject.text("complaints")),
        place=subject.text("place"),
        hours=subject.text("hours"),
        closed=has_left(subject.fields, subject.today),
        qr=own_code(subject),
        related=(Link(_("全部{title}").format(title=subject.kind.title), subject.column.address),),
    )


def _lines(subject: Subject, key: str) -> tuple[str, ...]:
    return tuple(str(line) for line in subject.fields.get(key, ()))


def _materials(subject: Subject) -> tuple[Material, ...]:
    plain = ("copies", "sample", "sample_url")
    return tuple(
        Material(str(one["name"]), *(str(one.get(key, "")) for key in plain))
        for one in subject.fields.get("materials", ())
    )
