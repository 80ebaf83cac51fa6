"""The small values that pages are made of: links, lines of a list, and what a field may hold."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address of this site."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """What results can be narrowed by: its name in addresses; `open` says that its values are seen from the start."""

    name: str
    title: str
    open: bool


@dataclass(frozen=True, slots=True)
class SavedLink:
    """A saved search: where it is asked, and its feed."""

    title: str
    address: str
    feed: str


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted; `address` is None where there is no page about it."""

    text: str
    number: int
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way into the site: what a reader wants to do, and what they find there."""

    title: str
    hint: str
    address: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the site, as the government page tags describe it (国办发〔2017〕47号 附件，栏目标签)."""

    key: str
    name: str
    description: str
    keywords: str
    type: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a list; `day` is the day shown in front, `facts` what stands below the title."""

    address: str
    title: str
    day: date | None
    tag: str
    tone: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """How many decisions a year has, and each of its twelve months; months without any have no address."""

    year: int
    number: int
    address: str
    months: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the numbered pages of a list are; page 1 is the oldest, and the list's own address the newest.

    `number` is None on the list's own address; `older` and `newer` are None at the ends.
    """

    number: int | None
    older: str | None
    newer: str | None
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Agencies of one level, for the directory."""

    title: str
    number: int
    categories: tuple["Category", ...]


@dataclass(frozen=True, slots=True)
class Category:
    """Agencies of one level and category; the title is empty where they name none."""

    title: str
    lines: tuple["AgencyLine", ...]


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency in the directory, with its field, its phone and the number of its decisions."""

    name: str
    address: str
    field: str
    phone: str
    decisions: int
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an agency's functions."""

    day: date
    what: str
    basis: str


@dataclass(frozen=True, slots=True)
class Entrustment:
    """What an organisation was entrusted with, by whom, until when, and the letter itself (行政处罚法 第二十条)."""

    by: str
    matters: tuple[str, ...]
    scope: tuple[str, ...]
    first: date | None
    last: date | None
    expired: bool
    letter: "Letter | None"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of entrustment: its words, or where they are published."""

    title: str
    document_no: str
    signed: date | None
    words: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file published with a record; `digest` is the start of its SHA-256, `scanned` who looked a scan over."""

    title: str
    address: str
    type: str
    size: str
    digest: str
    scanned: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was left out of a published text, and on what ground."""

    field: str
    ground: str
    note: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What was published wrongly and mended."""

    day: date
    fields: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Text:
    """Running text, a string for each paragraph."""

    form: ClassVar[str] = "text"
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Short words side by side."""

    form: ClassVar[str] = "words"
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    form: ClassVar[str] = "day"
    date: date


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, an amount or a code: set in figures of equal width."""

    form: ClassVar[str] = "figure"
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """Links inside the site."""

    form: ClassVar[str] = "ways"
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """An address of another site, which a schema has checked to be http or https."""

    form: ClassVar[str] = "outside"
    url: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One article of a law; `address` finds what else cites it, `quoted` is the article's own text."""

    law: str
    article: str
    document_no: str
    quoted: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Citations:
    """The legal basis, law by law."""

    form: ClassVar[str] = "citations"
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A party: `address` finds what else names it (None for a natural person); `entries` are its codes and the rest."""

    name: str
    category: str
    address: str | None
    entries: tuple["Entry", ...]


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a decision."""

    form: ClassVar[str] = "parties"
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Fields inside a field: one row of entries, or several."""

    form: ClassVar[str] = "table"
    rows: tuple[tuple["Entry", ...], ...]


Value: TypeAlias = Text | Words | Day | Figure | Ways | Outside | Citations | Parties | Table


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a record: its Chinese title and what it holds."""

    title: str
    value: Value
