"""The list of what an agency records in sound and picture: what, where, how, from when to when, how long it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from disclosure.model.language import _
from disclosure.model.public import PublicRecord
from disclosure.pages.columns import TONES, type_title
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import entries, paragraphs
from disclosure.pages.lists import current, entry_node, words
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.views import Entry, Link

SAID = ("number", "type", "title", "manner", "entire", "starts", "ends", "since", "until")


@dataclass(frozen=True, slots=True)
class RecordingRow:
    """One activity that is recorded: the overview shows the first fields, its own section the entries."""

    number: str
    title: str
    type_title: str
    tone: str
    stages: tuple[str, ...]
    manner: tuple[str, ...]
    entire: bool
    starts: str
    ends: str
    retention: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class RecordingItemsPage(FullRecord):
    """What an agency records in sound and picture (recording_items.html)."""

    template: Template = "recording_items.html"
    rows: Annotated[tuple[RecordingRow, ...], "what is recorded today, in the order of the list"]
    entire: Annotated[tuple[RecordingRow, ...], "those of them that are recorded from beginning to end"]
    ended: Annotated[tuple[RecordingRow, ...], "what was recorded once and no longer is"]
    note: Annotated[tuple[str, ...], "what the agency says of the whole list"]


def recording_items_page(subject: Subject) -> RecordingItemsPage:
    """Return the page of an agency's list of recorded activities (国办发〔2018〕118号 第八项)."""
    now = [one for one in subject.record.entries if current(one, subject.today)]
    rows = tuple(_rows(subject, now))
    return RecordingItemsPage(
        **full(subject),
        template=subject.kind.template,
        description=clipped(subject.kind.title, *(row.title for row in rows)),
        keywords=(subject.kind.title,),
        crumbs=subject.way_here(),
        entries=entries(
            subject.schemas, subject.node, subject.fields, without=("entries", "note", *RESERVED), link=subject.link
        ),
        related=(Link(_("各机关的音像记录事项"), subject.column.address),),
        rows=rows,
        entire=tuple(row for row in rows if row.entire),
        ended=tuple(_rows(subject, [one for one in subject.record.entries if one not in now])),
        note=paragraphs(subject.text("note")),
    )


def _rows(subject: Subject, found: list[PublicRecord]) -> Iterator[RecordingRow]:
    for one in found:
        fields, name = one.fields, str(one.fields["type"])
        yield RecordingRow(
            number=str(fields["number"]),
            title=one.title,
            type_title=type_title(name),
            tone=TONES.get(name, "plain"),
            stages=words(fields, "stages"),
            manner=words(fields, "manner"),
            entire=fields.get("entire") is True,
            starts=str(fields.get("starts", "")),
            ends=str(fields.get("ends", "")),
            retention=str(fields.get("retention", "")),
            entries=entries(subject.schemas, entry_node(subject), fields, without=SAID, link=subject.link),
        )
