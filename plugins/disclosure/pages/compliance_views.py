"""The small values that the pages of compliance are made of: bars, rates, duties, series of numbers, people."""

from dataclasses import dataclass
from datetime import date

from disclosure.pages.views import Link


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a bar: its tone, where it begins, how long it is."""

    tone: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class RateLine:
    """What some duties come to, as one row: `text` names them, `bar` shows the counted ones piece by piece."""

    text: str
    counted: int
    on_time: int
    late: int
    overdue: int
    open: int
    apart: str
    percent: str
    allowed: str
    median: str
    longest: str
    bar: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class AgencyStanding:
    """One agency as a row of the jurisdiction's table."""

    agency: Link
    percent: str
    counted: int
    overdue: int
    late: int
    soon: int
    provisional: int
    lacking: int
    unexplained: int
    staff: str
    short: bool
    expired: int
    bar: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty in a list: what of whom, by which rule, by when, when it was done, how many working days too late."""

    record: Link
    agency: Link
    rule: str
    why: str
    start: date
    due: date
    provisional: bool
    done: date | None
    late_by: int


@dataclass(frozen=True, slots=True)
class DutyList:
    """The duties in one state: `total` are there, of which the first are shown and the `rest` are not."""

    place: str
    title: str
    hint: str
    tone: str
    total: int
    rest: int
    done: bool
    lines: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One series of document numbers, and what is odd about it, in words; `gaps` is where gaps are explained."""

    agency: Link
    name: str
    span: str
    known: int
    missing: int
    numbers: str
    explained: str
    gaps: str
    twice: str
    disorder: str


@dataclass(frozen=True, slots=True)
class StaffLine:
    """How many reviewers an agency has, and how many it should have at least."""

    agency: Link
    officers: int
    reviewers: int
    least: int
    percent: int
    enough: bool


@dataclass(frozen=True, slots=True)
class ExpiredLine:
    """One officer in post with an expired certificate."""

    officer: Link
    agency: Link
    unit: str
    last: date
    renewal: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One annual report: whether and when it was published, and reported upwards."""

    year: int
    agency: Link
    report: Link
    published: str
    published_tone: str
    sent: str
    sent_tone: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure at the top: what it is, its value, a word on it, and the place on the page that tells more."""

    text: str
    value: str
    hint: str
    place: str
    tone: str


@dataclass(frozen=True, slots=True)
class Method:
    """How a figure comes about: what it counts, what law it rests on, and the command that recounts it."""

    counts: str
    basis: tuple[Link, ...]
    query: str
    file: Link | None
