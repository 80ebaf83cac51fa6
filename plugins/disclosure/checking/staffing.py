# ruff: noqa: D401 -- the docstring of a rule is the rule
"""Who may enforce and who may review: certificates, their filing, and the qualification of reviewers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any, NamedTuple

from disclosure.checking.case import Case, day_of
from disclosure.checking.claims import Claims, Everything
from disclosure.checking.completeness import in_force
from disclosure.checking.remarks import Remark
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.record import Pointer

NATIONAL = "国务院部门制发"


def _people(case: Case, kind: str) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """Yield the entries of a list of people who are still in post on the day of the check, with their places."""
    today = case.rules.as_of
    entries = case.data.get("entries", ()) if case.kind.name == kind else ()
    for position, entry in enumerate(entries):
        until = day_of(entry.get("until"))
        if until is None or until >= today:
            yield ("entries", position), entry


def certificates_have_not_expired(case: Case) -> Iterator[Remark]:
    """Nobody is in post with an expired certificate, unless the list says what is being done about it."""
    for place, entry in _people(case, "officer"):
        last = day_of(entry.get("valid_until"))
        if last and last < case.rules.as_of and "renewal" not in entry:
            problem = _("{name}的执法证件已于 {day} 到期").format(name=entry.get("name", ""), day=last)
            remedy = _("换发新证的请改有效期；正在换证的请写 renewal；不再执法的请写 until")
            yield Remark((*place, "valid_until"), "certificate-expired", problem, remedy, Level.WARNING)


def national_certificates_are_filed(case: Case) -> Iterator[Remark]:
    """A certificate of a State Council department has been filed with the judicial administration at its level."""
    for place, entry in _people(case, "officer"):
        if entry.get("certificate_kind") == NATIONAL and "filing" not in entry:
            problem = _("{name}的证件由国务院部门制发，没有写备案情况").format(name=entry.get("name", ""))
            remedy = _("请在 filing 写明报哪个司法行政机关备案、日期")
            yield Remark((*place, "certificate_kind"), "certificate-filing", problem, remedy, Level.WARNING)


def terms_of_people_are_in_order(case: Case) -> Iterator[Remark]:
    """A certificate ends after it begins, and nobody stops reviewing before having begun."""
    for position, entry in enumerate(case.data.get("entries", ()) if case.kind.name in {"officer", "reviewer"} else ()):
        for first, last in (("valid_from", "valid_until"), ("reviewing_since", "until")):
            begin, end = day_of(entry.get(first)), day_of(entry.get(last))
            if begin and end and end < begin:
                problem = _("{end} 早于起始日期 {begin}").format(end=end, begin=begin)
                yield Remark(("entries", position, last), "span", problem, _("请核对两个日期"))


def new_reviewers_are_qualified(case: Case) -> Iterator[Remark]:
    """Whoever first reviews penalties after the day of the rule has a legal qualification (行政处罚法 第五十八条)."""
    for row in case.rules.staffing.get("qualifications", ()):
        if not in_force(row, case.rules.as_of):
            continue
        for place, entry in _people(case, "reviewer"):
            since = str(entry.get("reviewing_since", ""))
            asked = row["act"] in entry.get("acts", ()) and since >= str(row["in_force_from"])
            if asked and entry.get("qualified") is not True:
                problem = _("{name}从 {since} 起初次从事{act}的法制审核，没有写明有法律职业资格").format(
                    name=entry.get("name", ""), since=since, act=row["act"]
                )
                yield Remark(
                    place,
                    "reviewer-qualification",
                    problem,
                    _("请核对；依据是{basis}").format(basis=source_of(row)),
                    Level(row["level"]),
                )


def source_of(row: Mapping[str, Any]) -> str:
    """Return what a dated rule rests on, in short."""
    basis = row["basis"][0]
    return f"{basis.get('document_no') or basis['law']}{basis.get('article', '')}"


def entrustment_belongs_to_the_entrusted(case: Case) -> Iterator[Remark]:
    """Only a body that was entrusted tells of an entrustment (行政处罚法 第二十条)."""
    category = case.data.get("category")
    if case.kind.name == "agency" and "entrustment" in case.data and category and category != "受委托组织":
        problem = _("主体类别写的是「{category}」，却写了委托").format(category=category)
        remedy = _("受委托组织请改 category；不是的请删去 entrustment")
        yield Remark(("entrustment",), "entrustment-category", problem, remedy, key=True)


def entrustment_has_not_run_out(case: Case) -> Iterator[Remark]:
    """An entrusted body acts within the term of its entrustment."""
    given = case.data.get("entrustment", {}) if case.kind.name == "agency" else {}
    first, last, ended = (
        day_of(given.get("valid_from")),
        day_of(given.get("valid_until")),
        day_of(case.data.get("until")),
    )
    over = last and last < case.rules.as_of and (first is None or first <= last)
    if over and not (ended and ended < case.rules.as_of):
        problem = _("委托期已于 {day} 届满").format(day=last)
        remedy = _("续签的请更新委托书和期限；不再委托的请写 until")
        yield Remark(("entrustment", "valid_until"), "entrustment-expired", problem, remedy, Level.WARNING)


class Strength(NamedTuple):
    """How many officers and reviewers of an agency are in post, and how many reviewers a ratio asks for.

    `listed` is the list of the reviewers, `row` the ratio's row of rules/staffing.yaml.
    """

    listed: Claims
    officers: int
    reviewers: int
    least: int
    row: Mapping[str, Any]

    @property
    def enough(self) -> bool:
        """Whether there are as many as the rule asks for."""
        return self.reviewers >= self.least


def strengths(claims: Sequence[Claims], staffing: Mapping[str, Any], day: date) -> Iterator[Strength]:
    """Yield how strong each agency is that has both lists, by every ratio in force.

    Whose certificate has expired is not counted among its officers.
    """
    lists = {(claim.kind, claim.agency): claim for claim in claims if claim.kind in {"officer", "reviewer"}}
    ratios = [row for row in staffing.get("ratios", ()) if in_force(row, day)]
    for (kind, agency), claim in lists.items():
        staff = lists.get(("officer", agency))
        if kind == "reviewer" and staff is not None:
            here, officers = _present(claim, day.isoformat()), _present(staff, day.isoformat())
            for row in ratios:
                yield Strength(claim, officers, here, ceil(officers * int(row["percent"]) / 100), row)


def reviewers_are_enough(everything: Everything) -> Iterator[Issue]:
    """An agency has as many legal reviewers as its officers ask for (国办发〔2018〕118号: five in a hundred)."""
    if everything.rules is None:
        return
    for one in strengths(everything.claims, everything.rules.staffing, everything.rules.as_of):
        if not one.enough:
            problem = _("在岗执法人员 {officers} 人，法制审核人员只有 {here} 人，不到 {percent}%").format(
                officers=one.officers, here=one.reviewers, percent=one.row["percent"]
            )
            remedy = _("至少要 {least} 人；依据是{basis}").format(least=one.least, basis=source_of(one.row))
            level = Level(one.row["level"])
            yield everything.issue(
                one.listed, ("entries",), "too-few-reviewers", problem, remedy, _("法制审核人员"), level
            )


def _present(claim: Claims, day: str) -> int:
    return sum(span.holds(day) for _key, span in claim.spans)


def boards_name_officers_in_post(everything: Everything) -> Iterator[Issue]:
    """Whoever a window's board names with a certificate is in post, and the certificate holds."""
    if everything.rules is None:
        return
    day = everything.rules.as_of.isoformat()
    spans = {
        f"{claim.id}#{key}": span for claim in everything.claims if claim.kind == "officer" for key, span in claim.spans
    }
    for claim in everything.claims:
        in_use = claim.kind == "window_board" and all(span.holds(day) for _key, span in claim.spans)
        for ref in claim.refs if in_use else ():
            span = spans.get(ref.target)
            if span and not span.holds(day):
                problem = _("「{key}」已经离岗，或者证件不在有效期内").format(key=ref.target.partition("#")[2])
                remedy = _("请换成现在当班的人；窗口停用的请写 until")
                yield everything.issue(
                    claim, ref.pointer, "board-officer", problem, remedy, _("执法证件编号"), Level.WARNING
                )


def certificates_belong_to_one_agency(everything: Everything) -> Iterator[Issue]:
    """No certificate is on the lists of two agencies on the same day."""
    if everything.rules is None:
        return
    day = everything.rules.as_of.isoformat()
    first: dict[str, Claims] = {}
    for claim in everything.claims:
        for position, (key, span) in enumerate(claim.spans if claim.kind == "officer" else ()):
            other = first.setdefault(key, claim) if span.holds(day) else claim
            if other is not claim and other.agency != claim.agency:
                problem = _("证件编号「{key}」也在 content/{other} 里").format(key=key, other=other.path)
                remedy = _("请核对；调走的在原来的清单里写 until")
                pointer = ("entries", position, "certificate_no")
                yield everything.issue(claim, pointer, "key-twice", problem, remedy, _("证件编号"), Level.WARNING)
