"""Which decisions of an agency are reviewed before they are made: type by type, thresholds in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.language import _
from disclosure.model.public import PublicRecord
from disclosure.pages.amounts import threshold_words
from disclosure.pages.columns import TONES, type_title
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import entries, paragraphs
from disclosure.pages.lists import citations, current, links, words
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.views import Citation, Link


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One kind of decision that is reviewed; `when` are the conditions in words, one of which is enough."""

    number: str
    title: str
    facts: tuple[str, ...]
    matters: tuple[Link, ...]
    when: tuple[str, ...]
    basis: tuple[Citation, ...]
    materials: tuple[str, ...]
    focus: tuple[str, ...]
    limit: str
    office: str
    note: str


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """The reviewed decisions of one type."""

    anchor: str
    title: str
    tone: str
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewCataloguePage(FullRecord):
    """Which decisions of an agency are reviewed (review_catalogue.html)."""

    template: Template = "review_catalogue.html"
    groups: Annotated[tuple[ReviewGroup, ...], "what is reviewed today, by type of decision"]
    ended: Annotated[tuple[ReviewRow, ...], "what was reviewed once and no longer is"]
    note: Annotated[tuple[str, ...], "what the agency says of the whole list"]


def review_catalogue_page(subject: Subject) -> ReviewCataloguePage:
    """Return the page of an agency's review catalogue (国办发〔2018〕118号 第十二项)."""
    now = [one for one in subject.record.entries if current(one, subject.today)]
    return ReviewCataloguePage(
        **full(subject),
        template=subject.kind.template,
        description=clipped(subject.kind.title, *(one.title for one in now)),
        keywords=(subject.kind.title,),
        crumbs=subject.way_here(),
        entries=entries(
            subject.schemas, subject.node, subject.fields, without=("entries", "note", *RESERVED), link=subject.link
        ),
        related=(Link(_("各机关的审核目录"), subject.column.address),),
        groups=tuple(_groups(subject, now)),
        ended=tuple(_row(subject, one) for one in subject.record.entries if one not in now),
        note=paragraphs(subject.text("note")),
    )


def _groups(subject: Subject, found: list[PublicRecord]) -> Iterator[ReviewGroup]:
    for name in DECISION_TYPES:
        rows = tuple(_row(subject, one) for one in found if one.fields["type"] == name)
        if rows:
            yield ReviewGroup(f"type-{name}", type_title(name), TONES.get(name, "plain"), rows)


def _row(subject: Subject, one: PublicRecord) -> ReviewRow:
    fields = one.fields
    days = fields.get("working_days")
    return ReviewRow(
        number=str(fields["number"]),
        title=one.title,
        facts=tuple(str(fields[key]) for key in ("level", "field") if key in fields),
        matters=links(subject, fields, "matters", "matter"),
        when=tuple(conditions(fields)),
        basis=citations(fields),
        materials=words(fields, "materials"),
        focus=words(fields, "focus"),
        limit=_("{days} 个工作日").format(days=days) if days else "",
        office=str(fields.get("office", "")),
        note=str(fields.get("note", "")),
    )


def conditions(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words when a decision is reviewed: one line a condition, any of which is enough."""
    if fields.get("every"):
        yield _("一律审核（当场作出的除外）")
    yield from (threshold_words(one) for one in fields.get("amounts", ()))
    for key in ("penalty_kinds", "measures"):
        yield from (word.removeprefix("其他-") for word in words(fields, key))
    yield from (_("{result}许可").format(result=word) for word in words(fields, "results"))
    if fields.get("hearing"):
        yield _("经过听证")
    if fields.get("mitigated"):
        yield _("在法定幅度以下减轻处罚")
    yield from (GROUNDS.get(word, word) for word in words(fields, "grounds"))


GROUNDS = {
    "重大公共利益": _("涉及重大公共利益"),
    "重大社会影响或者社会风险": _("可能造成重大社会影响或者引发社会风险"),
    "第三人重大权益": _("直接关系当事人或者第三人重大权益"),
    "疑难复杂、多个法律关系": _("案情疑难复杂、涉及多个法律关系"),
}
