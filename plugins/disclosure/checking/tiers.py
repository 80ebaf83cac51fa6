"""Whether a decision names a tier that its standard of discretion has, and a fine that lies within it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from disclosure.model.issue import Level
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Document

if TYPE_CHECKING:
    from disclosure.checking.claims import Claims, Everything
    from disclosure.model.issue import Issue


@dataclass(frozen=True, slots=True)
class Tier:
    """From what to what a fine lies; `times` says that the bounds are of the decision's own base."""

    times: bool = False
    low: Decimal | None = None
    low_included: bool = True
    high: Decimal | None = None
    high_included: bool = True

    def holds(self, fine: Decimal, base: Decimal) -> bool:
        """Tell whether a fine lies within, the bounds taken so many times of the base."""
        factor = base if self.times else Decimal(1)
        low, high = self.low, self.high
        return not (
            (low is not None and (fine < low * factor or (fine == low * factor and not self.low_included)))
            or (high is not None and (fine > high * factor or (fine == high * factor and not self.high_included)))
        )


@dataclass(frozen=True, slots=True)
class Standard:
    """The tiers of a standard of discretion by name; None where a tier has no range."""

    tiers: Mapping[str, Tier | None]


@dataclass(frozen=True, slots=True)
class Fined:
    """The standard and the tier that a decision applied, the fine that came of it, and the base that it is based on."""

    standard: str
    tier: str
    fine: Decimal | None
    base: Decimal | None


def map_of(value: object) -> Mapping[str, Any]:
    """Return a value that should be a map; an empty one where it is not: that is the schema's to say."""
    return value if isinstance(value, Mapping) else {}


def list_of(value: object) -> list[Any]:
    """Return a value that should be a list; an empty one where it is not."""
    return value if isinstance(value, list) else []


def tier_facts(document: Document, kind: Kind) -> Iterator[object]:
    """Yield what a document has to say about discretion: the tiers of a standard, or what a decision applied."""
    if kind.name == "discretion":
        tiers = [map_of(tier) for tier in list_of(document.data.get("tiers"))]
        yield Standard({str(tier.get("name")): _tier(tier.get("range")) for tier in tiers})
    elif kind.name == "decision":
        applied = map_of(document.data.get("discretion"))
        if isinstance(applied.get("standard"), str) and isinstance(applied.get("tier"), str):
            yield Fined(
                applied["standard"],
                applied["tier"],
                _number(map_of(document.data.get("penalty")).get("fine")),
                _number(applied.get("base")),
            )


def _tier(written: object) -> Tier | None:
    span = map_of(written)
    if not span:
        return None
    return Tier(
        span.get("unit", "元") != "元",
        _number(span.get("min")),
        span.get("min_included") is not False,
        _number(span.get("max")),
        span.get("max_included") is not False,
    )


def _number(value: object) -> Decimal | None:
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return Decimal(str(value)) if number else None


def fines_lie_within_their_tier(everything: "Everything") -> Iterator["Issue"]:
    """Every tier that a decision names is one of its standard, and the fine lies in the range of the tier."""
    standards = {claim.id: fact for claim, fact in everything.stated(Standard)}
    for claim in everything.claims:
        for fined in claim.facts:
            if isinstance(fined, Fined) and "discretion" in everything.kinds:
                named = everything.kinds["discretion"].ids(claim.agency, fined.standard)
                if named in standards:
                    yield from _outside(everything, claim, fined, standards[named])


def _outside(everything: "Everything", claim: "Claims", fined: Fined, standard: Standard) -> Iterator["Issue"]:
    if fined.tier not in standard.tiers:
        problem = _("裁量基准里没有「{tier}」这个阶次").format(tier=fined.tier)
        remedy = _("可以写 {known}").format(known="、".join(standard.tiers))
        yield everything.issue(claim, ("discretion", "tier"), "unknown-tier", problem, remedy, _("阶次"))
        return
    tier = standard.tiers[fined.tier]
    measurable = tier is not None and (not tier.times or fined.base is not None)
    if tier and measurable and fined.fine is not None and not tier.holds(fined.fine, fined.base or Decimal(1)):
        problem = _("罚款 {fine} 元不在「{tier}」的幅度里").format(fine=f"{fined.fine:,f}", tier=fined.tier)
        remedy = _("请核对阶次、基数和金额；有减轻、加重情形的，在决定书里写明理由")
        yield everything.issue(
            claim, ("discretion", "tier"), "fine-outside-tier", problem, remedy, _("阶次"), Level.WARNING
        )
