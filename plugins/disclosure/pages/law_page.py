"""The page of a law: which version was in force when, what changed, and the way to everything that cites it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from disclosure.model.language import _
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import entries
from disclosure.pages.registers import day, members, register, words
from disclosure.pages.shared import RESERVED, Subject
from disclosure.pages.urls import search_url


class Force(StrEnum):
    """Whether a law or one of its versions is in force today."""

    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"


LAW_WORDS = {Force.PAST: "已失效", Force.NOW: "现行有效", Force.AHEAD: "尚未施行"}
VERSION_WORDS = {Force.PAST: "已被替代", Force.NOW: "现行", Force.AHEAD: "尚未施行"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a law; both days belong to the time that it is in force."""

    name: str
    adopted: date | None
    document_no: str
    first: date | None
    last: date | None
    changes: str
    force: Force
    word: str


@dataclass(frozen=True, kw_only=True)
class LawPage(FullRecord):
    """One law, regulation or rule (law.html)."""

    template: Template = "law.html"
    level: Annotated[str, "its rank, or the name of the kind"]
    document_no: Annotated[str, "the number of the order or document, or empty"]
    force: Annotated[str, "whether it is in force: past, now, ahead"]
    force_title: Annotated[str, "the same in Chinese"]
    current: Annotated[Version | None, "the version of today; None where none is in force, or none is listed"]
    versions: Annotated[tuple[Version, ...], "every version, newest first"]
    citing: Annotated[str, "the address of a search for what cites it"]
    url: Annotated[str, "the address of the official text, or empty"]
    repealed_by: Annotated[str, "what repealed it, or empty"]


def law_page(subject: Subject) -> LawPage:
    """Return the page of a law."""
    versions = tuple(reversed([_version(subject, fields) for fields in members(subject.fields.get("versions"))]))
    force = _force(subject, subject.text("in_force_from"), subject.text("in_force_until"))
    told = ("title", "level", "document_no", "versions", "url", "repealed_by", *RESERVED)
    hidden = (*told, "in_force_from") if versions else told
    return LawPage(
        **{
            **register(subject, _("{law}：各个版本、施行日期").format(law=subject.record.title)),
            "agency": None,
            "entries": entries(subject.schemas, subject.node, subject.fields, without=hidden, link=subject.link),
        },
        level=subject.text("level") or subject.kind.title,
        document_no=subject.text("document_no"),
        force=force.value,
        force_title=_(LAW_WORDS[force]),
        current=next((version for version in versions if version.force is Force.NOW), None),
        versions=versions,
        citing=search_url(subject.record.title),
        url=subject.text("url"),
        repealed_by=subject.text("repealed_by"),
    )


def _force(subject: Subject, first: str, last: str) -> Force:
    if last and last < subject.today:
        return Force.PAST
    return Force.AHEAD if first > subject.today else Force.NOW


def _version(subject: Subject, fields: Mapping[str, Any]) -> Version:
    force = _force(subject, words(fields, "in_force_from"), words(fields, "in_force_until"))
    adopted, first = day(fields, "adopted_on"), day(fields, "in_force_from")
    year = (adopted or first or date.min).year
    return Version(
        name=_("{year}年{act}").format(year=year, act=words(fields, "act")),
        adopted=adopted,
        document_no=words(fields, "document_no"),
        first=first,
        last=day(fields, "in_force_until"),
        changes=words(fields, "changes"),
        force=force,
        word=_(VERSION_WORDS[force]),
    )
