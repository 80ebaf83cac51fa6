"""How much a violation costs: the tiers from light to grave, each with its conditions and its range in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from disclosure.model.language import _
from disclosure.pages.amounts import range_words
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import entries, paragraphs
from disclosure.pages.lists import citations, current, day, words
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.urls import search_url
from disclosure.pages.views import Citation, Link

ELSEWHERE = ("title", "number", "basis", "statutory_penalty", "range", "tiers", "factors", "until", *RESERVED)
NARROWEST = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a range lies on the scale of its statute, in hundredths."""

    start: int
    width: int


@dataclass(frozen=True, slots=True)
class TierRow:
    """One tier: its range in words, and drawn where it can be."""

    name: str
    effect: str
    degree: str
    conditions: tuple[str, ...]
    standard: tuple[str, ...]
    range: str
    bar: Bar | None


@dataclass(frozen=True, kw_only=True)
class DiscretionPage(FullRecord):
    """A standard of discretion (discretion.html)."""

    template: Template = "discretion.html"
    number: Annotated[str, "the number of the standard, or empty"]
    ended: Annotated[date | None, "its last day, where that lies before the day of build"]
    basis: Annotated[tuple[Citation, ...], "the legal basis"]
    penalty: Annotated[tuple[str, ...], "what the statute says, a paragraph each"]
    range: Annotated[str, "the statutory range in words, or empty"]
    tiers: Annotated[tuple[TierRow, ...], "the tiers, from light to grave"]
    scale: Annotated[str, "the upper end of the scale that the ranges are drawn on, or empty"]
    factors: Annotated[tuple[str, ...], "what else is considered"]
    search: Annotated[str, "the address of a search for the decisions that applied it"]


def discretion_page(subject: Subject) -> DiscretionPage:
    """Return the page of a standard of discretion (行政处罚法 第三十四条)."""
    fields, slug = subject.fields, subject.record.id.rpartition("/")[2]
    tiers: Sequence[Mapping[str, Any]] = fields.get("tiers") or ()
    top = _top([*(tier["range"] for tier in tiers if "range" in tier), *_given(fields.get("range"))])
    return DiscretionPage(
        **full(subject),
        template=subject.kind.template,
        description=clipped(subject.record.title, subject.text("statutory_penalty")),
        keywords=(subject.kind.title, subject.record.title),
        crumbs=subject.way_here(),
        number=subject.text("number"),
        ended=None if current(subject.record, subject.today) else day(fields, "until"),
        basis=citations(fields),
        penalty=paragraphs(subject.text("statutory_penalty")),
        range=range_words(fields["range"]) if "range" in fields else "",
        tiers=tuple(_tiers(tiers, top)),
        scale=range_words({**_unit(tiers), "min": top, "max": top}) if top else "",
        factors=words(fields, "factors"),
        entries=entries(subject.schemas, subject.node, fields, without=ELSEWHERE, link=subject.link),
        search=search_url(f"{subject.agency.name if subject.agency else ''} {slug}".strip()),
        related=(Link(_("各机关的裁量基准"), subject.column.address),),
    )


def _tiers(tiers: Sequence[Mapping[str, Any]], top: Decimal | None) -> Iterator[TierRow]:
    for tier in tiers:
        span = tier.get("range")
        yield TierRow(
            name=str(tier["name"]),
            effect=str(tier["effect"]),
            degree=str(tier.get("degree", "")),
            conditions=words(tier, "conditions"),
            standard=paragraphs(tier["standard"]),
            range=range_words(span) if span else "",
            bar=_bar(span, top) if span and top else None,
        )


def _given(span: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    if span:
        yield span


def _unit(tiers: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the unit that all ranges share."""
    span: Mapping[str, Any] = next((tier["range"] for tier in tiers if "range" in tier), {})
    return {key: span[key] for key in ("unit", "of") if key in span}


def _top(spans: Sequence[Mapping[str, Any]]) -> Decimal | None:
    """Return the end of the scale: the highest bound of all ranges; None where they cannot share a scale."""
    units = {(span.get("unit", "元"), span.get("of")) for span in spans}
    if len(units) != 1:
        return None
    return max(Decimal(str(span[side])) for span in spans for side in ("min", "max") if side in span) or None


def _bar(span: Mapping[str, Any], top: Decimal) -> Bar:
    start = round(Decimal(str(span.get("min", 0))) / top * 100)
    end = round(Decimal(str(span.get("max", top))) / top * 100)
    width = max(end - start, NARROWEST)
    return Bar(min(start, 100 - width), width)
