"""How the pages of compliance tell what an account holds: rates as rows with bars, duties, numbers, people as lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure.checking.series import Series
from disclosure.checking.series import stretches as written
from disclosure.model.language import _
from disclosure.outputs.accounts import Account, Staff
from disclosure.outputs.duty_words import rule_name, source_named
from disclosure.outputs.rates import OPEN
from disclosure.pages import urls
from disclosure.pages.compliance_views import DutyLine, ExpiredLine, Piece, RateLine, SeriesLine, StaffLine
from disclosure.pages.views import Link
from disclosure.timing.duties import Duty, Owed
from disclosure.timing.rates import Rate
from disclosure.timing.standing import STATE_TITLES, State

NOTHING = "—"
FULL = 1000
LEAST = 6
"""The length of a whole bar, and of the shortest piece that can still be seen."""
TONES = {State.ON_TIME: "good", State.LATE: "late", State.OVERDUE: "overdue"}
STATES = {State.ON_TIME: "done", State.LATE: "lost", State.OVERDUE: "overdue"}
"""The looks of a state beside its words (registers.css); all others look like what is still open."""
APART = {
    State.PROVISIONAL: "期限暂定",
    State.UNCERTAIN: "时间不可信",
    State.NOT_COUNTED: "迁入",
    State.WITHDRAWN: "已撤下",
}
FEW_PAIRS = 4


def percent_of(rate: Rate) -> str:
    """Write how many in a hundred were in time: `97.3%`, and a dash where nothing counts."""
    return NOTHING if rate.percent is None else f"{_plain(rate.percent)}%"


def rate_line(text: str, rate: Rate, most: int) -> RateLine:
    """Return one row; `most` is the number of duties that a whole bar stands for."""
    states = rate.states
    return RateLine(
        text=text,
        counted=rate.counted,
        on_time=rate.on_time,
        late=states[State.LATE],
        overdue=states[State.OVERDUE],
        open=sum(states[state] for state in OPEN),
        apart="，".join(_apart(rate)),
        percent=percent_of(rate),
        allowed="、".join(str(days) for days in rate.allowed) or NOTHING,
        median=NOTHING if rate.median is None else _plain(rate.median),
        longest=NOTHING if rate.longest is None else str(rate.longest),
        bar=bar_of(rate, most),
    )


def _plain(number: Decimal) -> str:
    return str(int(number)) if number == number.to_integral_value() else str(number)


def _apart(rate: Rate) -> Iterator[str]:
    """Yield what is in no rate, in words."""
    for state, words in APART.items():
        if rate.states[state]:
            yield f"{_(words)} {rate.states[state]}"


def bar_of(rate: Rate, most: int) -> tuple[Piece, ...]:
    """Return the pieces of a bar: each as long as its share of `most`, none too short to be seen."""
    pieces, start = [], 0
    for state, tone in TONES.items():
        number = rate.states[state]
        if number:
            length = max(LEAST, number * FULL // max(most, 1))
            pieces.append(Piece(tone, start, min(length, FULL - start)))
            start += length
    return tuple(pieces)


@dataclass(frozen=True)
class Teller:
    """Turns what an account holds into lines; knows what the agencies that have a page are called."""

    account: Account
    agencies: Mapping[str, str]

    def agency(self, slug: str) -> Link:
        """Return whose it is, with the way to the agency's own page of compliance."""
        if slug in self.agencies:
            return Link(self.agencies[slug], urls.compliance_url(slug))
        return Link(self.account.report.name(slug), "")

    def record(self, record: str) -> Link:
        """Return a record by its title; without an address where it has no page."""
        title = self.account.report.titles.get(record, "")
        address = self.account.addresses.get(record, "")
        return Link(title or record.rpartition("/")[2], address)

    def duty(self, one: Owed) -> DutyLine:
        """Return one duty as a line."""
        duty, deadline = one.duty, one.duty.deadline
        return DutyLine(
            record=self._named(duty),
            agency=self.agency(duty.agency),
            rule=rule_name(duty),
            why=_("{source}有变动").format(source=source_named(duty)) if duty.source else "",
            start=deadline.start,
            due=deadline.day,
            provisional=deadline.provisional,
            done=duty.done.on,
            late_by=one.standing.late_by,
        )

    def _named(self, duty: Duty) -> Link:
        if duty.kind == "annual_report" and duty.record not in self.account.addresses:
            return Link(_("{year}年度行政执法统计年报").format(year=duty.deadline.start.year), "")
        found = self.record(duty.record)
        if duty.kind == "objection":
            key = duty.record.partition("#")[2]
            return Link(_("异议 {key}（{title}）").format(key=key, title=found.text), found.address)
        return found

    def series(self, found: Sequence[Series]) -> tuple[SeriesLine, ...]:
        """Return series of document numbers: of an agency the newest year first, of all those that lack most first."""
        first = _newest if self.account.slug else _emptiest
        return tuple(self._series(one) for one in sorted(found, key=lambda one: (*first(one), one.agency, one.prefix)))

    def _series(self, one: Series) -> SeriesLine:
        return SeriesLine(
            agency=self.agency(one.agency),
            name=f"{one.prefix}〔{one.year}〕",
            span=f"{one.first}—{one.last}" if one.last > one.first else str(one.first),
            known=one.published,
            missing=one.missing_count,
            numbers=written(one.missing) if one.missing else "",
            explained=written(one.explained) if one.explained else "",
            gaps=self.account.gaps.get(one.agency, "") if one.explained else "",
            twice=written([(number, number) for number in one.twice]) if one.twice else "",
            disorder=_disorder(one.disorder),
        )

    def staff(self, found: Iterable[Staff]) -> tuple[StaffLine, ...]:
        """Return how strong the agencies are, those that lack reviewers first."""
        lines = sorted(found, key=lambda one: (one.enough, one.agency, one.percent))
        return tuple(
            StaffLine(self.agency(one.agency), one.officers, one.reviewers, one.least, one.percent, one.enough)
            for one in lines
        )

    def expired(self) -> tuple[ExpiredLine, ...]:
        """Return the officers in post whose certificate has expired, the longest expired first."""
        found = sorted(self.account.expired, key=lambda one: (one.last, one.agency, one.record))
        return tuple(
            ExpiredLine(
                Link(one.name, urls.record_url(one.record)), self.agency(one.agency), one.unit, one.last, one.renewal
            )
            for one in found
        )


def _newest(one: Series) -> tuple[int, ...]:
    return (-one.year,)


def _emptiest(one: Series) -> tuple[int, ...]:
    return (-one.missing_count, -len(one.twice), -len(one.disorder), -one.year)


def _disorder(pairs: Sequence[tuple[int, int]]) -> str:
    """Say which numbers have an earlier day than the number before: of many the first."""
    shown = [_("{later}号早于{earlier}号").format(later=later, earlier=earlier) for earlier, later in pairs[:FEW_PAIRS]]
    rest = [_("共 {n} 处").format(n=len(pairs))] if len(pairs) > FEW_PAIRS else []
    return "，".join([*shown, *rest])


def state_of(one: Owed) -> tuple[str, str]:
    """Say where a duty stands, when it was done, and how that looks."""
    done, state = one.duty.done.on, one.standing.state
    words = _(STATE_TITLES[state])
    if done and state is not State.NOT_COUNTED:
        words = _("{state}（{day}）").format(state=words, day=done.isoformat())
    return words, STATES.get(state, "standing" if state in {State.NOT_COUNTED, State.WITHDRAWN} else "open")
