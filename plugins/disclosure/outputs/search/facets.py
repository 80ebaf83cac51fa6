"""Facets: under which kind, agency, region, month, penalty, amount, law and status a record is counted in a search."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.language import _
from disclosure.model.public import PublicRecord, Status

FACETS = ("kind", "agency", "region", "year", "month", "penalty", "amount", "law", "status")
"""Every facet by its name in addresses and in the index, in the order in which they are offered."""

BY_KEY = frozenset({"year", "month"})
"""Facets whose values stand newest first; those of `amount` rise, all others stand commonest first (question.py)."""

DECISION = "decision"
AMOUNTS = ("fine", "confiscated", "amount")
"""The fields of a decision's own block (`penalty`, `levy`, …) that are an amount of 元."""

STATUS = {Status.PUBLISHED: _("公开中"), Status.WITHDRAWN: _("已撤下"), Status.REMOVED: _("文件被删除")}


@dataclass(frozen=True, slots=True)
class Band:
    """One stretch of amounts: from `least` (it belongs to it) to below `below`; None where it has no end."""

    title: str
    least: Decimal | None
    below: Decimal | None

    @property
    def key(self) -> str:
        """Its name in addresses: `10000-100000`, `-10000`, `100000-`."""
        return "-".join("" if end is None else f"{end:f}" for end in (self.least, self.below))

    def holds(self, amount: Decimal) -> bool:
        """Tell whether an amount lies in it."""
        return (self.least is None or amount >= self.least) and (self.below is None or amount < self.below)


@dataclass(frozen=True, slots=True)
class FacetRules:
    """What a portal says of its facets: the bands of amounts, and the names of regions by their code."""

    bands: tuple[Band, ...] = ()
    regions: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_portal(cls, portal: Mapping[str, Any]) -> "FacetRules":
        """Read portal.yaml; the portal's own region has its name without being listed."""
        told, own = portal.get("search") or {}, portal.get("jurisdiction") or {}
        regions = {str(own["region_code"]): str(own.get("name", ""))} if "region_code" in own else {}
        regions |= {str(one["code"]): str(one["name"]) for one in told.get("regions") or ()}
        bands = (
            Band(str(one["title"]), _end(one.get("from")), _end(one.get("below"))) for one in told.get("amounts") or ()
        )
        return cls(tuple(bands), regions)


def _end(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@dataclass(frozen=True, slots=True)
class Owner:
    """What a part knows of the agency of its records: its name, and the code of its region (empty: none is known)."""

    name: str
    region: str = ""


def facets_of(
    record: PublicRecord, owner: Owner, rules: FacetRules, kinds: Sequence[Kind] = KINDS
) -> Iterator[tuple[str, str, str]]:
    """Yield facet, key and title of everything that a record is counted under, such as `year`, `2026`, `2026年`."""
    yield "kind", *_kind(record, kinds)
    if record.agency:
        yield "agency", record.agency, owner.name or record.agency
        if owner.region:
            yield "region", owner.region, rules.regions.get(owner.region) or owner.region
    if record.day:
        yield "year", f"{record.day:%Y}", _("{year}年").format(year=record.day.year)
        month = _("{year}年{month}月").format(year=record.day.year, month=record.day.month)
        yield "month", f"{record.day:%Y-%m}", month
    penalty = record.fields.get("penalty")
    for kind in dict.fromkeys(penalty.get("kinds", ()) if isinstance(penalty, Mapping) else ()):
        yield "penalty", _line(kind), _line(kind).removeprefix("其他-")
    amount = amount_of(record)
    for band in rules.bands if amount is not None else ():
        if amount is not None and band.holds(amount):
            yield "amount", band.key, band.title
    for law in dict.fromkeys(_laws(record.fields.get("basis"))):
        yield "law", law, law
    yield "status", record.status.value, STATUS[record.status]


def _kind(record: PublicRecord, kinds: Sequence[Kind]) -> tuple[str, str]:
    """Return what readers take for the kind of a record: of a decision, its type."""
    form = record.fields.get("type")
    if record.kind == DECISION and isinstance(form, str) and form in DECISION_TYPES:
        return form, DECISION_TYPES[form]
    return record.kind, next((kind.title for kind in kinds if kind.name == record.kind), record.kind)


def amount_of(record: PublicRecord) -> Decimal | None:
    """Return how much money a decision is about, in 元; None where it names no amount."""
    block = record.fields.get(str(record.fields.get("type"))) if record.kind == DECISION else None
    found = [block[key] for key in AMOUNTS if key in block] if isinstance(block, Mapping) else []
    numbers = [Decimal(one) for one in found if isinstance(one, int | Decimal) and not isinstance(one, bool)]
    return sum(numbers, Decimal(0)) if numbers else None


def _laws(basis: Any) -> Iterator[str]:  # noqa: ANN401  # whatever YAML can hold
    for one in basis if isinstance(basis, list | tuple) else ():
        if isinstance(one, Mapping) and isinstance(one.get("law"), str):
            yield _line(one["law"])


def _line(text: object) -> str:
    return " ".join(str(text).split())
