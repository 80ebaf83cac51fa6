"""How soon a decision became public: the working day of its publication, or, before that, the last day for it."""

from collections.abc import Iterator

from disclosure.model.days import full_day
from disclosure.model.language import _
from disclosure.pages.entries import keyed_entries
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.shared import Subject
from disclosure.pages.views import Entry, Text
from disclosure.timing.deadlines import Act, Deadline, Facts, Stated
from disclosure.timing.limits import Unit

FIELD = "deadline"


def pace(subject: Subject) -> str:
    """Return what is to be said beside the time of publication; nothing where no rule asks for a day.

    A working day is counted only where the days off of every year in between are known, and only where git knows the
    time of publication: neither for an import nor by a clock that ran backwards.
    """
    deadline = _deadline(subject)
    if deadline is None or deadline.rule.limit.unit is not Unit.WORKDAY:
        return ""
    if not subject.record.events:
        return _("最迟应当在{day}公开").format(day=last_day(deadline)) if subject.uncommitted else ""
    return _published(subject, deadline)


def own_limit(subject: Subject) -> Iterator[Entry]:
    """Yield the limit that a decision states for itself, in words, and the law that it rests on."""
    written = subject.fields[FIELD]
    stated, node = Stated.of(written), subject.schemas.node(subject.kind.schema, (FIELD,)) or {}
    known = {rule.id: rule for rule in subject.context.timing.rules} if subject.context.timing else {}
    limit = stated and (stated.limit or (known[stated.rule].limit if stated.rule in known else None))
    yield Entry(str(node.get("title", FIELD)), Text((str(limit) if limit else _("另有规定"),)))
    found = dict(keyed_entries(subject.schemas, node, written, link=subject.link))
    yield Entry(_("公开时限的依据"), found["basis"].value)


def last_day(deadline: Deadline) -> str:
    """Write the last day of a limit, and that it is provisional where the days off of a year are not known yet."""
    day = full_day(deadline.day)
    return _("{day}（暂定）").format(day=day) if deadline.provisional else day


def _deadline(subject: Subject) -> Deadline | None:
    timing, day = subject.context.timing, subject.record.day
    if timing is None or day is None:
        return None
    facts = Facts(subject.kind.name, Act.PUBLISH, subject.text("type"), region=timing.region)
    return timing.governing(facts, day, Stated.of(subject.fields.get(FIELD)))


def _published(subject: Subject, deadline: Deadline) -> str:
    first, timing = subject.record.events[0], subject.context.timing
    day = first.time.astimezone(SHANGHAI).date()
    known = timing is not None and timing.calendar.knows(deadline.start, day)
    if timing is None or not known or first.imported or first.backdated or day < deadline.start:
        return ""
    if day == deadline.start:
        return _("决定当日公开")
    number = timing.calendar.workdays_between(deadline.start, day)
    if timing.calendar.is_workday(day):
        return _("决定后第 {number} 个工作日公开").format(number=number)
    if number == 0:
        return _("决定后第 1 个工作日以前公开")
    return _("决定后第 {number} 个工作日以后的休息日公开").format(number=number)
