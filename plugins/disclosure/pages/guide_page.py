"""The page of a service guide: what do I need, where, how long, what does it cost, when is the office open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from disclosure.model.language import _
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import citation, keyed_entries, paragraphs
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.views import Citation, Entry, Link

WORKING_DAYS = "工作日"
WEEK = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
PLACE = ("address", "transport", "phone", "progress")
LISTS = ("conditions", "preferences", "procedure")
TEXTS = ("supervision", "accountability", "remedies")
ELSEWHERE = (
    "title",
    "type",
    "basis",
    "materials",
    "sample_text",
    "flowchart",
    "time_limit",
    "online",
    "fees",
    "hours",
    "visits",
)
HIDDEN = frozenset({*ELSEWHERE, "opening", *PLACE, *LISTS, *TEXTS, *RESERVED})


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit in words: the figure set large, its unit, and from when it runs; `number` is empty for 当场."""

    number: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Material:
    """One thing to hand in: how many of which, in what form, from whom, and where to find the blank and the sample."""

    name: str
    copies: tuple[str, ...]
    form: str
    source: str
    required: str
    note: str
    blank: str
    sample: str


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Days of the week with the same hours; no spans where the office is closed."""

    days: str
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Season:
    """The hours of one part of the year; without a name where they are the same all year."""

    name: str
    rows: tuple[OpenDays, ...]


@dataclass(frozen=True, slots=True)
class Fees:
    """What it costs: whether anything, how much, on what basis."""

    charged: bool
    standard: tuple[str, ...]
    basis: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class GuidePage(FullRecord):
    """One service guide (guide.html)."""

    template: Template = "guide.html"
    ended: Annotated[str, "the last day of its validity where that is past, or empty"]
    promised: Annotated[Limit | None, "the promised time limit"]
    statutory: Annotated[Limit | None, "the statutory time limit"]
    fees: Annotated[Fees | None, "what it costs"]
    visits: Annotated[str, "how often one must come, in words, or empty"]
    place: Annotated[tuple[Entry, ...], "address, way there, phone, progress"]
    hours: Annotated[str, "the office hours in a sentence, or empty"]
    opening: Annotated[tuple[Season, ...], "the office hours day by day, for each part of the year"]
    online: Annotated[str, "the address for applying online, or empty"]
    materials: Annotated[tuple[Material, ...], "what must be handed in"]
    sample: Annotated[tuple[str, ...], "the model application, a paragraph each"]
    conditions: Annotated[tuple[str, ...], "the conditions"]
    procedure: Annotated[tuple[str, ...], "the steps, each a line"]
    flowchart: Annotated[Link | None, "the flowchart of the matter"]
    preferences: Annotated[tuple[str, ...], "preferential policies"]
    basis: Annotated[tuple[Citation, ...], "the legal basis"]
    supervision: Annotated[tuple[str, ...], "supervision, a paragraph each"]
    accountability: Annotated[tuple[str, ...], "accountability, a paragraph each"]
    remedies: Annotated[tuple[str, ...], "remedies, a paragraph each: the record's own, else the agency's"]


def guide_page(subject: Subject) -> GuidePage:
    """Return the page of a service guide."""
    limits, ended = _map(subject.fields.get("time_limit")), subject.text("valid_until")
    found = dict(keyed_entries(subject.schemas, subject.node, subject.fields, link=subject.link))
    remedies = subject.text("remedies") or (subject.agency.remedies if subject.agency else "")
    return GuidePage(
        **full(subject),
        template=subject.kind.template,
        description=clipped(_("怎样办理{title}：材料、时限、收费、地点。").format(title=subject.record.title)),
        keywords=(subject.record.title, subject.kind.title),
        crumbs=subject.way_here(),
        ended=ended if ended and ended < subject.today else "",
        promised=_limit(limits.get("promised")),
        statutory=_limit(limits.get("statutory")),
        fees=_fees(subject.fields.get("fees")),
        visits=_visits(subject.fields.get("visits")),
        place=tuple(found[key] for key in PLACE if key in found),
        hours=subject.text("hours"),
        opening=tuple(_opening(subject.fields.get("opening"))),
        online=subject.text("online"),
        materials=tuple(_material(one) for one in _list(subject.fields.get("materials"))),
        sample=paragraphs(subject.text("sample_text")),
        conditions=_words(subject, "conditions"),
        procedure=_words(subject, "procedure"),
        flowchart=subject.link("flowchart", subject.text("flowchart")) if subject.text("flowchart") else None,
        preferences=_words(subject, "preferences"),
        basis=tuple(citation(one) for one in _list(subject.fields.get("basis"))),
        supervision=paragraphs(subject.text("supervision")),
        accountability=paragraphs(subject.text("accountability")),
        remedies=paragraphs(remedies),
        entries=tuple(entry for key, entry in found.items() if key not in HIDDEN),
        related=subject.cited_by("matter"),
    )


def _list(value: Any) -> Sequence[Any]:  # noqa: ANN401  # whatever YAML can hold
    return value if isinstance(value, list | tuple) else ()


def _map(value: Any) -> Mapping[str, Any]:  # noqa: ANN401  # whatever YAML can hold
    return value if isinstance(value, Mapping) else {}


def _words(subject: Subject, key: str) -> tuple[str, ...]:
    return tuple(str(one) for one in _list(subject.fields.get(key)))


def _limit(value: Any) -> Limit | None:  # noqa: ANN401  # whatever YAML can hold
    if not isinstance(value, Mapping):
        return None
    note = str(value.get("note", ""))
    unit = _("个工作日") if value["unit"] == WORKING_DAYS else str(value["unit"])
    return Limit(str(value["n"]), unit, note) if value["n"] else Limit("", _("当场办结"), note)


def _fees(value: Any) -> Fees | None:  # noqa: ANN401  # whatever YAML can hold
    if not isinstance(value, Mapping):
        return None
    basis = tuple(citation(one) for one in _list(value.get("basis")))
    return Fees(charged=value["charged"] is True, standard=paragraphs(value.get("standard")), basis=basis)


def _visits(value: object) -> str:
    if value is None:
        return ""
    return _("最多到现场 {number} 次").format(number=value) if value else _("不用到现场")


def _material(one: Mapping[str, Any]) -> Material:
    counts = ((_("原件 {n} 份"), one.get("original")), (_("复印件 {n} 份"), one.get("copies")))
    source, issuer = str(one.get("source", "")), str(one.get("issuer", ""))
    required, when = str(one.get("required", "")), str(one.get("when", ""))
    return Material(
        name=str(one["name"]),
        copies=tuple(words.format(n=number) for words, number in counts if number),
        form=str(one.get("form", "")),
        source=_("{source}（{issuer}）").format(source=source, issuer=issuer)
        if source and issuer
        else source or issuer,
        required=_("{required}：{when}").format(required=required, when=when)
        if required and when
        else required or when,
        note=str(one.get("note", "")),
        blank=str(one.get("blank", "")),
        sample=str(one.get("sample", "")),
    )


def _opening(value: Any) -> Iterator[Season]:  # noqa: ANN401  # whatever YAML can hold
    """Yield the hours of each season, days with the same hours together; days without any are closed."""
    spans = _list(value)
    for season in dict.fromkeys(str(span.get("season", "")) for span in spans):
        hours = {
            day: tuple(
                f"{span['from']}—{span['to']}"
                for span in spans
                if str(span.get("season", "")) == season and day in span["weekdays"]
            )
            for day in WEEK
        }
        yield Season(
            season,
            tuple(
                OpenDays(_days([day for day in WEEK if hours[day] == times]), times)
                for times in dict.fromkeys(hours.values())
            ),
        )


def _days(days: list[str]) -> str:
    """Write days of the week: those that follow each other as from–to."""
    groups: list[list[str]] = []
    for day in days:
        if groups and WEEK.index(day) == WEEK.index(groups[-1][-1]) + 1:
            groups[-1].append(day)
        else:
            groups.append([day])
    return "、".join(
        _("{first}至{last}").format(first=group[0], last=group[-1]) if len(group) > 2 else "、".join(group)  # noqa: PLR2004  # two days are named both
        for group in groups
    )
