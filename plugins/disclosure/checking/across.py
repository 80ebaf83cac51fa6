"""What only shows when all documents are seen: ids and numbers used twice, references that lead nowhere."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from disclosure.checking.case import Rules
from disclosure.checking.catalogue import decisions_in_the_catalogue_were_reviewed, reviewers_did_not_handle_the_case
from disclosure.checking.certified import certificates_cover_the_act, certificates_cover_the_area
from disclosure.checking.claims import Claims, Everything, claims
from disclosure.checking.gaps import Gap
from disclosure.checking.handling import (
    catalogues_have_every_act,
    officers_may_handle_the_matter,
    reviewers_are_on_the_list,
    reviews_keep_their_time,
)
from disclosure.checking.inspected import nobody_is_inspected_too_often, random_inspections_are_listed
from disclosure.checking.orphans import replacements_are_not_withdrawn, withdrawn_agencies_leave_nothing_public
from disclosure.checking.pairs import pairs_name_each_other
from disclosure.checking.references import OPEN, Span
from disclosure.checking.remarks import Locate
from disclosure.checking.staffing import (
    boards_name_officers_in_post,
    certificates_belong_to_one_agency,
    reviewers_are_enough,
)
from disclosure.checking.tiers import fines_lie_within_their_tier
from disclosure.model.document_number import DocumentNumber
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Pointer

__all__ = ["Claims", "Everything", "check_across", "claims"]

OPEN_SPAN = Span(*OPEN)


def check_across(
    all_claims: Sequence[Claims],
    kinds: tuple[Kind, ...],
    locate: Locate,
    rules: Rules | None = None,
) -> Iterator[Issue]:
    """Yield the issues that only show across documents, in no certain order.

    `locate` finds line and column of a pointer in the file at a path below content/; `rules` are the day and
    the data of the rules, without which checks that need them say nothing.
    """
    ordered = sorted(all_claims, key=lambda claim: claim.path)
    known = {kind.name for kind in kinds}
    by_id = {claim.id: claim for claim in ordered}
    everything = Everything(ordered, by_id, {kind.name: kind for kind in kinds}, locate, rules)
    for check in CHECKS:
        yield from (issue for issue in check(everything))
    unknown = [claim for claim in ordered if claim.kind not in known]
    for claim in unknown:
        yield Issue(f"content/{claim.path}", 0, 0, "unknown-kind", _("没有这一种信息"), _("请检查路径"))


def ids_are_unique(everything: Everything) -> Iterator[Issue]:
    """No two files are the same record."""
    first: dict[str, str] = {}
    for claim in everything.claims:
        other = first.setdefault(claim.id, claim.path)
        if other != claim.path:
            problem = _("与 content/{other} 是同一个编号").format(other=other)
            yield Issue(f"content/{claim.path}", 0, 0, "id-twice", problem, _("请改一个文件的名称"))


def agencies_exist(everything: Everything) -> Iterator[Issue]:
    """Every agency folder has its agency.yaml, and every agency that is named has a folder."""
    folders = {claim.agency for claim in everything.claims if claim.kind == "agency"}
    ended = {claim.agency for claim in everything.claims if claim.kind == "agency" and claim.withdrawn}
    orphans: dict[str, Claims] = {}
    for claim in everything.claims:
        if claim.agency is not None and claim.agency not in folders:
            orphans.setdefault(claim.agency, claim)
        for pointer, slug in claim.agencies:
            if slug not in folders:
                problem = _("没有「{slug}」这个机关").format(slug=slug)
                remedy = _("请写 agencies/ 下的文件夹名，或者先建 agencies/{slug}/agency.yaml").format(slug=slug)
                yield everything.issue(
                    claim, pointer, "unknown-agency", problem, remedy, AGENCY_TITLES[str(pointer[0])]
                )
            elif slug == claim.agency and pointer == ("superior",):
                problem = _("上级机关写成了自己")
                yield everything.issue(claim, pointer, "unknown-agency", problem, _("请改正或者删去"), _("上级机关"))
            elif slug in ended and pointer == ("superior",) and not claim.withdrawn:
                problem = _("上级机关「{slug}」已经撤下").format(slug=slug)
                remedy = _("请写现在的上级机关；没有的删去这一项")
                yield everything.issue(
                    claim, pointer, "withdrawn-agency", problem, remedy, _("上级机关"), Level.WARNING
                )
    for agency, claim in sorted(orphans.items()):
        problem = _("文件夹 agencies/{agency} 里没有 agency.yaml").format(agency=agency)
        yield Issue(f"content/{claim.path}", 0, 0, "no-agency", problem, _("请先写执法主体的信息"))


AGENCY_TITLES = {"superior": "上级机关", "agency": "所属机关"}


REPLACING = frozenset({"decision"})
"""Kinds whose schema has a place for what they replace."""


def replacements_point_both_ways(everything: Everything) -> Iterator[Issue]:
    """Both sides of a replacement are there, and each names the other, as far as it still may say anything.

    A stub of what may not be published holds neither name; a tombstone does not say what it had replaced.
    """
    for claim in everything.claims:
        if claim.replaced_by:
            yield from _points_back(
                everything, claim, ("withdrawal", "replaced_by"), claim.replaced_by, _("替代的决定")
            )
        if claim.replaces:
            yield from _points_back(everything, claim, ("replaces",), claim.replaces, _("替代"))


def _points_back(
    everything: Everything, claim: Claims, pointer: Pointer, target_id: str, title: str
) -> Iterator[Issue]:
    target = everything.by_id.get(target_id)
    forward = pointer == ("replaces",)
    if target is None:
        problem = _("没有「{target}」这条信息").format(target=target_id)
        remedy = _("请写 content/ 下的路径，不带后缀")
        yield everything.issue(claim, pointer, "unknown-record", problem, remedy, title)
    elif target is claim:
        yield everything.issue(claim, pointer, "self-replacement", _("写成了自己"), _("请改正或者删去"), title)
    elif target.withheld:
        return
    elif forward and target.replaced_by != claim.id:
        remedy = _("请在 content/{path} 的 withdrawal 写 replaced_by: {id}").format(path=target.path, id=claim.id)
        problem = _("「{target}」没有撤下，或者没有写由它替代").format(target=target_id)
        yield everything.issue(claim, pointer, "one-sided-replacement", problem, remedy, title)
    elif not forward and target.kind in REPLACING and target.replaces != claim.id and not target.withdrawn:
        remedy = _("请在 content/{path} 写 replaces: {id}").format(path=target.path, id=claim.id)
        problem = _("「{target}」没有写它替代了哪一件").format(target=target_id)
        yield everything.issue(claim, pointer, "one-sided-replacement", problem, remedy, title)


def numbers_are_used_once(everything: Everything) -> Iterator[Issue]:
    """No two decisions of one agency have the same number: an error for the same parties, else a warning."""
    series: dict[tuple[str, str], list[Claims]] = defaultdict(list)
    for claim in everything.claims:
        if claim.number and claim.agency is not None and claim.kind == "decision":
            series[claim.agency, claim.number].append(claim)
    for members in series.values():
        for position, claim in enumerate(members[1:], start=1):
            earlier = [other for other in members[:position] if not _replacement(claim, other)]
            if not earlier:
                continue
            twin = next((other for other in earlier if other.parties == claim.parties), None)
            problem = _("与 content/{other} 的文号相同").format(other=(twin or earlier[0]).path)
            remedy = _("同一件决定请删去一个；不是的请照决定书核对文号")
            level = Level.ERROR if twin else Level.WARNING
            yield everything.issue(claim, ("document_no",), "number-twice", problem, remedy, _("文号"), level)


def _replacement(one: Claims, other: Claims) -> bool:
    return one.id in {other.replaces, other.replaced_by} or other.id in {one.replaces, one.replaced_by}


def references_lead_somewhere(everything: Everything) -> Iterator[Issue]:
    """Every record that is referred to is there, and was valid on the day of what refers to it.

    An agency that has published none of a kind gets a warning: its older records may name what is not listed yet.
    """
    listed = {(claim.id, ""): OPEN_SPAN for claim in everything.claims}
    listed |= {(claim.id, key): span for claim in everything.claims for key, span in claim.spans}
    have = {(claim.kind, claim.agency) for claim in everything.claims}
    for claim in everything.claims:
        for ref in claim.refs:
            target, _mark, key = ref.target.partition("#")
            span, kind = listed.get((target, key)), everything.kinds.get(ref.kind)
            if kind is None:
                problem = _("没有「{target}」这条信息").format(target=ref.target)
                remedy = _("请写 content/ 下的路径，不带后缀")
                yield everything.issue(claim, ref.pointer, "unknown-reference", problem, remedy, _("所指信息"))
                continue
            name = kind.entry or kind.title
            value = key or target.rpartition("/")[2]
            if span is None:
                owner = target.split("/")[1] if target.startswith("agencies/") and target.count("/") > 1 else None
                level = Level.ERROR if (ref.kind, owner) in have else Level.WARNING
                problem = _("没有「{value}」这个{name}").format(value=value, name=name)
                remedy = _("请照{title}核对，或者先补上它").format(title=kind.title)
                yield everything.issue(claim, ref.pointer, "unknown-reference", problem, remedy, name, level)
            elif not span.holds(ref.day):
                problem = _("{name}「{value}」在 {day} 无效（有效期 {first} 至 {last}）").format(
                    name=name, value=value, day=ref.day, first=span.first or _("不详"), last=span.last
                )
                yield everything.issue(claim, ref.pointer, "invalid-on-the-day", problem, _("请核对"), name)


def laws_were_in_force(everything: Everything) -> Iterator[Issue]:
    """Every law that is cited and known (laws/) was in force on the day of what cites it."""
    known = {claim.title: claim for claim in everything.claims if claim.kind == "law"}
    for claim in everything.claims:
        for ref in claim.laws:
            law = known.get(ref.target)
            span = dict(law.spans).get("") if law else None
            if span and not span.holds(ref.day):
                until = span.last if span.last != OPEN[1] else _("至今")
                problem = _("《{law}》在 {day} 没有施行（施行期间：{first} 至 {until}）").format(
                    law=ref.target, day=ref.day, first=span.first, until=until
                )
                yield everything.issue(
                    claim, ref.pointer, "law-not-in-force", problem, _("请照决定书核对依据"), _("依据")
                )


def explained_numbers_have_no_decision(everything: Everything) -> Iterator[Issue]:
    """No decision was published under a number that is explained as a gap."""
    gaps = [(claim, fact) for claim, fact in everything.stated(Gap)]
    owners = {claim.agency for claim, _gap in gaps}
    decisions = (claim for claim in everything.claims if claim.kind == "decision" and claim.agency in owners)
    published = {(claim.agency, claim.number): claim.path for claim in decisions}
    for claim, gap in gaps:
        for parts in sorted(gap.numbers()):
            number = DocumentNumber("", *parts).canonical
            path = published.get((claim.agency, number))
            if path:
                problem = _("{number} 已经公开了决定（content/{path}）").format(number=number, path=path)
                remedy = _("请把这个号从空号里去掉")
                where = ("entries", gap.position, "number")
                yield everything.issue(claim, where, "gap-published", problem, remedy, _("文号"), Level.WARNING)


CHECKS: tuple[Callable[[Everything], Iterator[Issue]], ...] = (
    ids_are_unique,
    agencies_exist,
    replacements_point_both_ways,
    replacements_are_not_withdrawn,
    withdrawn_agencies_leave_nothing_public,
    numbers_are_used_once,
    explained_numbers_have_no_decision,
    references_lead_somewhere,
    pairs_name_each_other,
    laws_were_in_force,
    reviewers_are_enough,
    certificates_belong_to_one_agency,
    decisions_in_the_catalogue_were_reviewed,
    reviewers_did_not_handle_the_case,
    reviewers_are_on_the_list,
    reviews_keep_their_time,
    catalogues_have_every_act,
    officers_may_handle_the_matter,
    certificates_cover_the_act,
    certificates_cover_the_area,
    random_inspections_are_listed,
    nobody_is_inspected_too_often,
    fines_lie_within_their_tier,
    boards_name_officers_in_post,
)
