"""The page of a decision: the answer first, then the facts, then what happened to it."""

from collections.abc import Iterator

from disclosure.model.days import full_day
from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.language import _
from disclosure.model.public import Period
from disclosure.pages import urls
from disclosure.pages.columns import TONES, type_title
from disclosure.pages.contracts import DecisionPage
from disclosure.pages.entries import keyed_entries, paragraphs
from disclosure.pages.markdown import prose
from disclosure.pages.pace import FIELD, own_limit, pace
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.views import Entry, Link, Table, Text, Ways
from disclosure.publishing.wording import answer

ELSEWHERE = ("type", "title", "document_no", "content", "full_text", "remedies", "replaces", *RESERVED)
ORDER = (
    "parties",
    "agency",
    "decision_date",
    "violation_type",
    "facts",
    "basis",
    *DECISION_TYPES,
    "matter",
    "discretion",
    "hearing",
    "collective_discussion_on",
    "reviews",
    "officers",
    "filing",
    "publicity",
    "period",
    FIELD,
)
TITLES = {
    "penalty": {"parties": _("被处罚人"), "facts": _("违法事实"), "basis": _("处罚依据")},
    "permit": {"parties": _("被许可人"), "facts": _("事由"), "basis": _("许可依据")},
    "coercion": {"parties": _("被强制人"), "facts": _("事由"), "basis": _("强制依据")},
    "inspection": {"parties": _("被检查人"), "facts": _("事由"), "basis": _("检查依据")},
}
OTHERWISE = {"parties": _("行政相对人"), "facts": _("事由"), "basis": _("依据")}
CODED = "publicity"
LONG = 140


def decision_page(subject: Subject) -> DecisionPage:
    """Return the page of a published decision."""
    type_name, content = subject.text("type"), subject.text("content")
    agency = subject.agency
    return DecisionPage(
        **full(subject),
        template=subject.kind.template,
        description=clipped(subject.text("document_no"), content),
        keywords=tuple(word for word in (type_title(type_name), subject.text("document_no")) if word),
        crumbs=place(subject),
        type_title=type_title(type_name),
        tone=TONES.get(type_name, "plain"),
        document_no=subject.text("document_no"),
        pace=pace(subject),
        headline=answer(subject.record) if len(content) > LONG else "",
        answer=paragraphs(content),
        entries=tuple(_entries(subject)),
        full_text=prose(subject.text("full_text"), level=3, lines=True).html if subject.text("full_text") else "",
        body=prose(subject.record.body).html if subject.record.body else "",
        remedies=paragraphs(subject.text("remedies") or (agency.remedies if agency else "")),
        phone=agency.phone if agency else "",
        related=tuple(_related(subject)),
    )


def _entries(subject: Subject) -> Iterator[Entry]:
    """Yield the summary: what a reader asks first comes first, and no public field is left out."""
    titles = {**OTHERWISE, **TITLES.get(subject.text("type"), {})}
    found = dict(keyed_entries(subject.schemas, subject.node, subject.fields, without=ELSEWHERE, link=subject.link))
    agency = subject.publisher()
    if agency:
        found["agency"] = Entry(_("作出机关"), Ways((agency,)))
    if CODED in found:
        found[CODED] = _severity(subject)
    if subject.record.period:
        found["period"] = _period(subject, subject.record.period)
    shown = [key for key in ORDER if key in found] + [key for key in found if key not in ORDER]
    for key in shown:
        value = found[key].value
        if key in DECISION_TYPES and isinstance(value, Table):
            yield from value.rows[0]
        elif key == FIELD:
            yield from own_limit(subject)
        else:
            yield Entry(titles.get(key, found[key].title), value)
    replaced = subject.text("replaces")
    if replaced in subject.context.linked:
        yield Entry(_("替代"), Ways((Link(_("已撤下的原决定"), urls.record_url(replaced)),)))


def _severity(subject: Subject) -> Entry:
    """Return how grave the publication is; the regime's code is for programs, and stays in the JSON."""
    written = subject.fields[CODED].get("severity")
    return Entry(_("公示程度"), Text(paragraphs(written)) if written else Text((_("按规定执行"),)))


def _period(subject: Subject, period: Period) -> Entry:
    """Return until when the decision is published, and by which rule; the last day is not moved for days off."""
    if period.shortened:
        authority = subject.fields[CODED]["shortened"]["authority"]
        why = _("依照{source}，{authority}决定缩短").format(source=period.source, authority=authority)
    elif period.months is None:
        why = _("依照{source}，公示到限制期满").format(source=period.source)
    else:
        why = _("依照{source}，自{start}起 {months} 个月").format(
            source=period.source, start=full_day(period.start), months=period.months
        )
    told = _("{day}（{why}；期满当日起停止公示）").format(day=full_day(period.on), why=why)
    return Entry(_("公示至"), Text((told,)))


def place(subject: Subject) -> tuple[Link, ...]:
    """Return the steps to a decision: agency, its decisions, year, month."""
    agency, period = subject.record.agency, urls.period_of(subject.record.id)
    steps = [Link(subject.agency.name, subject.agency.url)] if subject.agency else []
    steps.append(Link(_("执法决定"), urls.decisions_url(agency=agency)))
    if period:
        year, month = period
        steps.append(Link(_("{year}年").format(year=year), urls.decisions_url(agency=agency, year=year)))
        there = urls.decisions_url(agency=agency, year=year, month=month)
        steps.append(Link(_("{month}月").format(month=month), there))
    return tuple(steps)


def _related(subject: Subject) -> Iterator[Link]:
    type_name, period = subject.text("type"), urls.period_of(subject.record.id)
    if period:
        year, month = period
        there = urls.decisions_url(agency=subject.record.agency, year=year, month=month)
        yield Link(_("本机关{year}年{month}月的决定").format(year=year, month=month), there)
        there = urls.decisions_url(type_name=type_name, year=year, month=month)
        yield Link(_("{year}年{month}月的{type}决定").format(year=year, month=month, type=type_title(type_name)), there)
    yield Link(_("全部{type}决定").format(type=type_title(type_name)), urls.decisions_url(type_name=type_name))
