"""Rates as JSON has them: month by month and rule by rule, in numbers that anybody can add up again."""

from decimal import Decimal

from disclosure.timing.rates import Rate, Tally, by_month, by_rule
from disclosure.timing.standing import State

OPEN = (State.NOT_DUE, State.DUE_SOON)


def rates_told(tally: Tally) -> dict[str, object]:
    """Return what duties come to: those to make public by the month of the decision, all of them by rule."""
    months = [{"month": written_month(month), **rate_told(rate)} for month, rate in by_month(tally).items()]
    rules = [
        {"rule": rule, "name": rate.name, "act": rate.act.value, **rate_told(rate)}
        for rule, rate in by_rule(tally).items()
    ]
    return {"months": months, "rules": rules}


def written_month(month: tuple[int, int]) -> str:
    """Write a month: `2026-03`."""
    return f"{month[0]:04}-{month[1]:02}"


def rate_told(rate: Rate) -> dict[str, object]:
    """Return one rate; its percentage is rounded down, `allowed` and what was taken are working days."""
    states = rate.states
    return {
        "on_time": rate.on_time,
        "late": states[State.LATE],
        "overdue": states[State.OVERDUE],
        "counted": rate.counted,
        "percent": _number(rate.percent),
        "open": sum(states[state] for state in OPEN),
        "provisional": states[State.PROVISIONAL],
        "uncertain": states[State.UNCERTAIN],
        "imported": states[State.NOT_COUNTED],
        "withdrawn": states[State.WITHDRAWN],
        "allowed": rate.allowed,
        "median": _number(rate.median),
        "longest": rate.longest,
    }


def _number(found: Decimal | None) -> float | int | None:
    if found is None:
        return None
    return int(found) if found == found.to_integral_value() else float(found)
