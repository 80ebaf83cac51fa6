"""The form of an enforcement document: when a citizen gets it, what it must say, and how it reads."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from disclosure.model.language import _
from disclosure.pages.columns import type_title
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import entries
from disclosure.pages.lists import current, day, words
from disclosure.pages.markdown import prose
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.views import Link

ELSEWHERE = (
    "title",
    "number",
    "category",
    "types",
    "onsite",
    "handed_over",
    "states",
    "guidance",
    "text",
    "annexes",
    "until",
    *RESERVED,
)


@dataclass(frozen=True, kw_only=True)
class DocumentTemplatePage(FullRecord):
    """The form of an enforcement document (document_template.html)."""

    template: Template = "document_template.html"
    number: Annotated[str, "the number of the form, or empty"]
    category: Annotated[str, "form or guide to wording"]
    types: Annotated[tuple[str, ...], "the categories of act that it is used for; none: for all"]
    onsite: Annotated[bool, "whether it is handed over on the spot"]
    ended: Annotated[date | None, "its last day, where that lies before the day of build"]
    handed_over: Annotated[str, "when it is handed over, or empty"]
    states: Annotated[tuple[str, ...], "what it tells the party"]
    guidance: Annotated[tuple[str, ...], "how it is filled in, or what is said"]
    body: Annotated[str, "the text of the form as sanitised HTML, or empty"]
    annexes: Annotated[tuple[str, ...], "the names of what comes with it"]


def document_template_page(subject: Subject) -> DocumentTemplatePage:
    """Return the page of a form (国办发〔2018〕118号 第五项)."""
    written = subject.text("text")
    return DocumentTemplatePage(
        **full(subject),
        template=subject.kind.template,
        description=clipped(subject.record.title, subject.text("handed_over")),
        keywords=(subject.kind.title, subject.record.title),
        crumbs=subject.way_here(),
        number=subject.text("number"),
        category=subject.text("category"),
        types=tuple(type_title(name) for name in words(subject.fields, "types")),
        onsite=subject.fields.get("onsite") is True,
        ended=None if current(subject.record, subject.today) else day(subject.fields, "until"),
        handed_over=subject.text("handed_over"),
        states=words(subject.fields, "states"),
        guidance=words(subject.fields, "guidance"),
        body=prose(written, level=3, lines=True).html if written else "",
        annexes=words(subject.fields, "annexes"),
        entries=entries(subject.schemas, subject.node, subject.fields, without=ELSEWHERE, link=subject.link),
        related=(Link(_("全部执法文书格式"), subject.column.address),),
    )
