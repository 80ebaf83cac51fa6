"""Which decisions had to be reviewed: every decision against its agency's catalogue (行政处罚法 第五十八条)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from disclosure.checking.tiers import list_of, map_of
from disclosure.model.issue import Level
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.packing import packed
from disclosure.model.record import Document, Pointer

if TYPE_CHECKING:
    from disclosure.checking.claims import Claims, Everything
    from disclosure.model.issue import Issue

AMOUNTS = {"coercion": "amount", "levy": "amount", "fee": "amount", "requisition": "amount", "payment": "amount"}
LISTS = {"penalty_kinds": "kinds", "measures": "measures"}


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which amount a decision is reviewed; an empty party means whoever it is."""

    party: str
    measure: str
    amount: Decimal
    inclusive: bool


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One entry of a catalogue: a decision of its type that meets any of its conditions is reviewed."""

    number: str
    type: str
    first: str
    last: str
    matters: frozenset[str]
    every: bool
    thresholds: tuple[Threshold, ...]
    traits: frozenset[str]
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An agency's catalogue, and the day from which a review that is missing is an error."""

    since: str
    items: tuple[CatalogueItem, ...]


@packed
@dataclass(frozen=True, slots=True)
class Round:
    """One round of review as far as the catalogue asks for it; what is not written is empty."""

    number: str
    submitted_on: str
    opinion: str
    reviewer: str
    second_reviewer: str
    date: str = ""


@packed
@dataclass(frozen=True, slots=True)
class Reviewable:
    """What a decision says that may demand a review, and the reviews that it had.

    `traits` are the penalty kinds, measures and results, the hearing, the mitigation and the declared grounds, as
    `CatalogueItem.traits` names them.
    """

    type: str
    day: str
    matter: str
    parties: frozenset[str]
    amounts: Mapping[str, Decimal]
    traits: frozenset[str]
    on_the_spot: bool
    officers: tuple[str, ...]
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Officers:
    """An agency's officers by the number of their certificates.

    Their names, the matters that they may handle, and what their certificates say of categories and area.
    """

    names: Mapping[str, str]
    matters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    categories: Mapping[str, frozenset[str]] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)


def review_facts(document: Document, kind: Kind) -> Iterator[object]:
    """Yield what a document has to say about legal review: a catalogue, a decision, the names of officers."""
    if kind.name == "review_catalogue":
        items = (map_of(entry) for entry in list_of(document.data.get("entries")))
        yield Catalogue(_text(document.data.get("since")), tuple(_item(entry) for entry in items))
    elif kind.name == "officer" and kind.key:
        entries = [map_of(entry) for entry in list_of(document.data.get("entries"))]
        by_number = {_text(entry.get(kind.key)): entry for entry in entries}
        matters, categories = (
            {number: frozenset(map(str, list_of(entry.get(key)))) for number, entry in by_number.items()}
            for key in ("matters", "categories")
        )
        names = {number: _text(entry.get(kind.heading)) for number, entry in by_number.items()}
        areas = {number: _text(entry.get("area_code")) for number, entry in by_number.items()}
        yield Officers(names, matters, categories, areas)
    elif kind.name == "decision" and "withdrawal" not in document.data and document.data.get("publish") is not False:
        yield _reviewable(document.data)


def _item(entry: Mapping[str, Any]) -> CatalogueItem:
    traits = [str(word) for key in (*LISTS, "results", "grounds") for word in list_of(entry.get(key))]
    flags = [key for key in ("hearing", "mitigated") if entry.get(key) is True]
    return CatalogueItem(
        number=_text(entry.get("number")),
        type=_text(entry.get("type")),
        first=_text(entry.get("since")),
        last=_text(entry.get("until")) or "9999",
        matters=frozenset(str(code) for code in list_of(entry.get("matters"))),
        every=entry.get("every") is True,
        thresholds=tuple(
            Threshold(
                _text(one.get("party")),
                _text(one.get("measure")) or "全部金额",
                Decimal(str(one["amount"])),
                one.get("inclusive") is True,
            )
            for one in map(map_of, list_of(entry.get("amounts")))
            if isinstance(one.get("amount"), int | Decimal)
        ),
        traits=frozenset([*traits, *flags]),
        working_days=entry["working_days"] if isinstance(entry.get("working_days"), int) else 0,
    )


def _reviewable(data: Mapping[str, Any]) -> Reviewable:
    block = map_of(data.get(_text(data.get("type"))))
    traits = [str(word) for key in LISTS.values() for word in list_of(block.get(key))]
    traits += [_text(block.get("result")), *(str(word) for word in list_of(data.get("review_grounds")))]
    flags = {"hearing": map_of(data.get("hearing")).get("held"), "mitigated": block.get("mitigated")}
    return Reviewable(
        type=_text(data.get("type")),
        day=_text(data.get("decision_date")),
        matter=_text(data.get("matter")),
        parties=frozenset(str(map_of(party).get("category")) for party in list_of(data.get("parties"))),
        amounts=_amounts(_text(data.get("type")), block),
        traits=frozenset([*filter(None, traits), *(key for key, said in flags.items() if said is True)]),
        on_the_spot=block.get("simple_procedure") is True,
        officers=tuple(str(number) for number in list_of(data.get("officers"))),
        rounds=tuple(
            Round(*(_text(entry.get(key)) for key in Round.__slots__))
            for entry in map(map_of, list_of(data.get("reviews")))
        ),
    )


def _amounts(type_name: str, block: Mapping[str, Any]) -> Mapping[str, Decimal]:
    """Return what the decision takes, by measure; all of it together is 全部金额."""
    names = {"罚款": "fine", "没收": "confiscated"} if type_name == "penalty" else {"金额": AMOUNTS.get(type_name, "")}
    found = {
        measure: Decimal(str(block[field]))
        for measure, field in names.items()
        if isinstance(block.get(field), int | Decimal)
    }
    return {**found, "全部金额": sum(found.values(), Decimal(0))}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def demands(item: CatalogueItem, decision: Reviewable) -> bool:
    """Tell whether an entry of a catalogue asks for a review of a decision.

    An amount is that of the whole decision: with parties of several categories the lowest of their thresholds counts.
    """
    if item.type != decision.type or not item.first <= decision.day <= item.last:
        return False
    if item.matters and decision.matter not in item.matters:
        return False
    if (item.every and not decision.on_the_spot) or item.traits & decision.traits:
        return True
    return any(_reached(threshold, decision) for threshold in item.thresholds)


def _reached(threshold: Threshold, decision: Reviewable) -> bool:
    amount = decision.amounts.get(threshold.measure, Decimal(0))
    concerns = not threshold.party or threshold.party in decision.parties
    return concerns and (amount > threshold.amount or (threshold.inclusive and amount == threshold.amount))


def decisions_in_the_catalogue_were_reviewed(everything: "Everything") -> Iterator["Issue"]:
    """Every decision that its agency's catalogue names has a review with number, day of submission and agreement."""
    catalogues = {claim.agency: fact for claim, fact in everything.stated(Catalogue)}
    for claim in everything.claims:
        catalogue = catalogues.get(claim.agency)
        for decision in claim.facts:
            if catalogue and isinstance(decision, Reviewable):
                asked = next((item for item in catalogue.items if demands(item, decision)), None)
                if asked:
                    level = Level.ERROR if decision.day >= catalogue.since else Level.WARNING
                    yield from _unreviewed(everything, claim, decision, asked.number, level)


def _unreviewed(
    everything: "Everything", claim: "Claims", decision: Reviewable, asked: str, level: Level
) -> Iterator["Issue"]:
    remedy = _("请补上法制审核的编号、报送时间和意见（目录 {number}）").format(number=asked)
    if not decision.rounds:
        problem = _("审核目录第 {number} 项要求法制审核，这里没有写").format(number=asked)
        yield everything.issue(claim, ("reviews",), "unreviewed", problem, remedy, _("法制审核"), level)
        return
    last = len(decision.rounds) - 1
    for name, title in (("number", _("审核编号")), ("submitted_on", _("报送时间"))):
        if not getattr(decision.rounds[last], name):
            pointer: Pointer = ("reviews", last)
            problem = _("审核目录第 {number} 项要求法制审核，缺少{title}").format(number=asked, title=title)
            yield everything.issue(claim, pointer, "unreviewed", problem, remedy, _("法制审核"), level)


def reviewers_did_not_handle_the_case(everything: "Everything") -> Iterator["Issue"]:
    """Nobody reviews a case that they handled (市场监督管理行政处罚程序规定 第四十九条)."""
    names = {claim.agency: fact.names for claim, fact in everything.stated(Officers)}
    for claim in everything.claims:
        for decision in claim.facts:
            if isinstance(decision, Reviewable):
                known = names.get(claim.agency, {})
                handled = {known[number] for number in decision.officers if known.get(number)}
                for place, one in enumerate(decision.rounds):
                    for role in ("reviewer", "second_reviewer"):
                        if getattr(one, role) in handled:
                            problem = _("「{name}」是本案的执法人员").format(name=getattr(one, role))
                            remedy = _("审核人不能是办案人员；请核对")
                            pointer: Pointer = ("reviews", place, role)
                            yield everything.issue(claim, pointer, "review-by-officer", problem, remedy, _("法制审核"))
