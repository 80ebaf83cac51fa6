# ruff: noqa: D401 -- the docstring of a rule is the rule
"""What is left behind by a withdrawal: the records of an agency, and a decision whose replacement went too."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from disclosure.model.issue import Level
from disclosure.model.language import _

if TYPE_CHECKING:
    from disclosure.checking.claims import Claims, Everything
    from disclosure.model.issue import Issue

SHOWN = 3
"""So many records are named; of more of them the number is told."""


def withdrawn_agencies_leave_nothing_public(everything: "Everything") -> Iterator["Issue"]:
    """An agency that was withdrawn has no records that are still public."""
    agencies = {claim.agency: claim for claim in everything.claims if claim.kind == "agency" and claim.withdrawn}
    for agency, claim in agencies.items():
        live = [other.id for other in everything.claims if other.agency == agency and _live(other, everything)]
        if live:
            problem = _("机关撤下了，还有 {n} 件公开的信息没有撤下：{names}").format(n=len(live), names=few(live))
            remedy = _(
                "机关撤并的，用 ./portal restore 恢复，写 until；不该公开的，里面的逐件用 ./portal withdraw 撤下"
            )
            pointer, title = ("withdrawal",), _("撤下")
            yield everything.issue(claim, pointer, "withdrawn-agency-records", problem, remedy, title, Level.WARNING)


def _live(claim: "Claims", everything: "Everything") -> bool:
    """Tell whether a record is public and could be withdrawn: a list stays, its entries end."""
    kind = everything.kinds.get(claim.kind)
    return not (claim.withdrawn or claim.withheld or claim.kind == "agency") and kind is not None and not kind.key


def replacements_are_not_withdrawn(everything: "Everything") -> Iterator["Issue"]:
    """A decision that replaces a withdrawn one stands, or says in its turn what replaced it."""
    for claim in everything.claims:
        target = everything.by_id.get(claim.replaced_by or "")
        if target and target is not claim and target.withdrawn and not target.replaced_by:
            problem = _("替代它的「{target}」也撤下了").format(target=target.id)
            remedy = _(
                "请核对：又有新的决定的，在 content/{path} 的 withdrawal 写 replaced_by；"
                "撤下错了的，用 ./portal restore"
            )
            pointer = ("withdrawal", "replaced_by")
            yield everything.issue(
                claim,
                pointer,
                "replacement-withdrawn",
                problem,
                remedy.format(path=target.path),
                _("替代的决定"),
                Level.WARNING,
            )


def few(names: list[str]) -> str:
    """Return the first of some names, and how many there are in all where that is not all."""
    more = _("等 {n} 件").format(n=len(names)) if len(names) > SHOWN else ""
    return "、".join(sorted(names)[:SHOWN]) + more
