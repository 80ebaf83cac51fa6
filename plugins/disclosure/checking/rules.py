# ruff: noqa: D401 -- the docstring of a rule is the rule
"""The rules that one record must keep beyond its schema: one small function each, in a visible list."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from disclosure.checking.case import Case, day_of
from disclosure.checking.catalogue_shape import (
    catalogue_entries_say_when,
    ranges_are_ranges,
    tiers_have_names_of_their_own,
)
from disclosure.checking.figures import (
    a_report_is_made_after_its_year,
    certificates_add_up,
    fines_come_with_amounts,
    reported_days_have_come,
    totals_are_sums,
)
from disclosure.checking.flowcharts import FLOW_RULES
from disclosure.checking.gaps import gaps_can_be_counted
from disclosure.checking.guides import GUIDE_RULES
from disclosure.checking.inspections import campaign_keys_are_used_once, inspection_steps_are_in_order
from disclosure.checking.names import is_masked, masked
from disclosure.checking.persons import persons_in_texts
from disclosure.checking.policies import a_policy_states_its_elements, elements_stand_in_the_text
from disclosure.checking.publicity import (
    publicity_regime_exists,
    the_regime_is_that_of_the_day,
    what_is_not_to_be_published_says_so,
)
from disclosure.checking.registers import (
    deadlines_are_days,
    objections_are_in_order,
    objections_name_nobody,
    versions_follow_each_other,
)
from disclosure.checking.remarks import Remark
from disclosure.checking.reviews import (
    enough_officers_handled_it,
    review_dates_are_in_order,
    reviewers_are_two_people,
    reviews_end_in_agreement,
    reviews_follow_the_hearing,
    what_was_mended_is_sent_again,
)
from disclosure.checking.settings import a_stated_deadline_is_known
from disclosure.checking.staffing import (
    certificates_have_not_expired,
    entrustment_belongs_to_the_entrusted,
    entrustment_has_not_run_out,
    national_certificates_are_filed,
    new_reviewers_are_qualified,
    terms_of_people_are_in_order,
)
from disclosure.checking.withdrawals import withdrawals_have_a_known_reason, withdrawals_have_taken_effect
from disclosure.model.document_number import DocumentNumber
from disclosure.model.errors import MalformedValue
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.record import Pointer

Rule = Callable[[Case], Iterator[Remark]]

PAST_DATES: tuple[Pointer, ...] = (
    ("decision_date",),
    ("case_filed_on",),
    ("served_on",),
    ("collective_discussion_on",),
)
ORGANISATION, SOLE_TRADER, PERSON = "法人及非法人组织", "个体工商户", "自然人"
CATEGORIES = {"91": ORGANISATION, "92": SOLE_TRADER, "93": ORGANISATION} | {f"5{n}": ORGANISATION for n in "1239"}
SECURITY_LAW = "治安管理处罚法"
SPANS = (("from", "until"), ("valid_from", "valid_until"), ("in_force_from", "in_force_until"))


def dates_not_in_the_future(case: Case) -> Iterator[Remark]:
    """No date of what has been decided lies after the day of the check."""
    told = (
        (key, n, "date") for key in ("corrections", "restorations") for n, _one in enumerate(case.data.get(key, ()))
    )
    places: list[Pointer] = [*PAST_DATES, *told]
    for pointer in places:
        day = day_of(_value(case.data, pointer))
        if day and day > case.rules.as_of:
            problem = _("{day} 还没有到（检查的日期是 {as_of}）").format(day=day, as_of=case.rules.as_of)
            yield Remark(pointer, "date-in-future", problem, _("请照决定书核对日期"))


def folder_is_of_the_date(case: Case) -> Iterator[Remark]:
    """A record lies in the folder of the year and month of its day; a file named by a year is about that year."""
    if "{year}." in case.kind.pattern:
        return
    parts = case.kind.match(case.document.path) or {}
    if case.day and "year" in parts:
        right = [f"{case.day.year:04}", f"{case.day.month:02}"] if "month" in parts else [f"{case.day.year:04}"]
        here = [parts[name] for name in ("year", "month") if name in parts]
        if here != right:
            problem = _("{day} 的{title}放在了 {here} 文件夹").format(
                day=case.day, title=_("决定") if case.kind.name == "decision" else case.kind.title, here="/".join(here)
            )
            remedy = _("还没有公开的请移到 {right}；已经公开的不要改文件名").format(right="/".join(right))
            yield Remark((case.kind.day or "",), "folder-of-date", problem, remedy, Level.WARNING)


def document_number_is_readable(case: Case) -> Iterator[Remark]:
    """A document number has issuer, year and number, so that gaps can be seen and the number can be found."""
    number = case.data.get("document_no")
    if number and case.kind.name == "decision":
        try:
            DocumentNumber.parse(number)
        except MalformedValue as fault:
            remedy = _("请照决定书核对；确实这样写的不用改")
            yield Remark(("document_no",), "document-number", str(fault), remedy, Level.WARNING)


def credit_code_fits_category(case: Case) -> Iterator[Remark]:
    """The first two characters of a credit code tell what its holder is (GB 32100-2015)."""
    for position, party in case.parties():
        expected = CATEGORIES.get(str(party.get("credit_code", ""))[:2])
        if expected and party.get("category") != expected:
            problem = _("代码以 {start} 开头的是{expected}，这里写的是{written}").format(
                start=party["credit_code"][:2], expected=expected, written=party.get("category")
            )
            yield Remark(("parties", position, "category"), "credit-code-category", problem, _("请核对"), Level.WARNING)


def natural_persons_are_masked(case: Case) -> Iterator[Remark]:
    """A natural person's name stands masked in the file, unless a law lets the full name be published."""
    for position, party in case.parties():
        name = str(party.get("name", ""))
        if party.get("category") == PERSON and "full_name_basis" not in party and not is_masked(name):
            problem = _("自然人的姓名没有隐去（「{first}…」）").format(first=name[:1])
            remedy = _("请写成「{masked}」；依法要公开全名的，在 full_name_basis 写明依据").format(masked=masked(name))
            yield Remark(("parties", position, "name"), "unmasked-name", problem, remedy)


def security_penalties_are_withheld(case: Case) -> Iterator[Remark]:
    """Records of penalties for the administration of public security are sealed (治安管理处罚法 第一百三十六条)."""
    if case.withheld or case.data.get("type") != "penalty":
        return
    remedy = _("请只留类别、决定日期，写 publish: false 和 reason_code: 治安案卷封存（治安管理处罚法第一百三十六条）")
    if case.data.get("penalty", {}).get("security") is True:
        yield Remark(("penalty", "security"), "security-penalty", _("治安管理处罚不得公开"), remedy)
        return
    for position, basis in enumerate(case.data.get("basis", ())):
        if str(basis.get("law", "")).endswith(SECURITY_LAW):
            problem = _("依据治安管理处罚法作的处罚不得公开")
            yield Remark(("basis", position, "law"), "security-penalty", problem, remedy)


def named_fields_exist(case: Case) -> Iterator[Remark]:
    """Every field that a correction or redaction names is a field of this kind of record."""
    for position, entry in enumerate(case.data.get("corrections", ())):
        for number, field in enumerate(entry.get("fields", ())):
            yield from _known_field(case, field, ("corrections", position, "fields", number))
    for position, entry in enumerate(case.data.get("redactions", ())):
        yield from _known_field(case, entry.get("field", ""), ("redactions", position, "field"))


def _known_field(case: Case, field: str, pointer: Pointer) -> Iterator[Remark]:
    way: Pointer = ()
    for name in field.split("."):
        node = case.schemas.node(case.kind.schema, way)
        way = (*way, 0) if node and node.get("type") == "array" else way
        known = (case.schemas.node(case.kind.schema, way) or {}).get("properties", {})
        if name not in known and field != "body":
            near = get_close_matches(name, known, n=1)
            remedy = _("是不是「{near}」？").format(near=near[0]) if near else _("请写键名，里层的用点连接")
            yield Remark(pointer, "unknown-field", _("没有「{field}」这一项").format(field=field), remedy)
            return
        way = (*way, name)


def spans_do_not_end_before_they_begin(case: Case) -> Iterator[Remark]:
    """A period ends on or after the day on which it begins."""
    groups: list[tuple[Pointer, Any]] = [((), case.data), *(((key,), value) for key, value in case.data.items())]
    for pointer, group in groups:
        if not isinstance(group, dict):
            continue
        for first, last in SPANS:
            begin, end = day_of(group.get(first)), day_of(group.get(last))
            if begin and end and end < begin:
                problem = _("{end} 早于起始日期 {begin}").format(end=end, begin=begin)
                yield Remark((*pointer, last), "span", problem, _("请核对两个日期"))


def entries_are_told_apart(case: Case) -> Iterator[Remark]:
    """No two entries of a list have the same key, by which everything else knows them."""
    key = case.kind.key
    first: dict[str, int] = {}
    for position, entry in enumerate(case.data.get("entries", ()) if key else ()):
        value = str(entry.get(key, ""))
        earlier = first.setdefault(value, position)
        if value and earlier != position:
            problem = _("与第 {number} 项重复（「{value}」）").format(number=earlier + 1, value=value)
            yield Remark(("entries", position, key or ""), "key-twice", problem, _("请照原件核对，或者删去一项"))


def steps_are_in_order(case: Case) -> Iterator[Remark]:
    """A case is filed before it is decided, a decision is served or withdrawn after it is made."""
    if not case.day or case.kind.name != "decision":
        return
    for pointer, after in ((("case_filed_on",), False), (("served_on",), True), (("withdrawal", "effective_on"), True)):
        day = day_of(_value(case.data, pointer))
        if day and day != case.day and (day > case.day) is not after:
            side = _("早于") if after else _("晚于")
            problem = _("{day} {side}决定日期 {decided}").format(day=day, side=side, decided=case.day)
            yield Remark(pointer, "date-order", problem, _("请核对两个日期"))


def fines_are_named(case: Case) -> Iterator[Remark]:
    """A penalty with an amount of fine or confiscation names that kind of penalty."""
    penalty = case.data.get("penalty", {})
    kinds = " ".join(str(kind) for kind in penalty.get("kinds", ()))
    for field, word in (("fine", "罚款"), ("confiscated", "没收")):
        if penalty.get(field) and kinds and word not in kinds:
            problem = _("写了金额，处罚种类里却没有「{word}」").format(word=word)
            yield Remark(("penalty", field), "penalty-kinds", problem, _("请核对 penalty.kinds"), Level.WARNING)


def _value(data: Mapping[str, Any], pointer: Pointer) -> object:
    found: Any = data
    for step in pointer:
        if isinstance(found, dict):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int):
            found = found[step]
        else:
            return None
    return found


RECORD_RULES: tuple[Rule, ...] = (
    withdrawals_have_a_known_reason,
    withdrawals_have_taken_effect,
    dates_not_in_the_future,
    folder_is_of_the_date,
    document_number_is_readable,
    credit_code_fits_category,
    natural_persons_are_masked,
    security_penalties_are_withheld,
    named_fields_exist,
    publicity_regime_exists,
    the_regime_is_that_of_the_day,
    what_is_not_to_be_published_says_so,
    a_stated_deadline_is_known,
    spans_do_not_end_before_they_begin,
    entries_are_told_apart,
    steps_are_in_order,
    fines_are_named,
    reviews_end_in_agreement,
    review_dates_are_in_order,
    reviews_follow_the_hearing,
    reviewers_are_two_people,
    what_was_mended_is_sent_again,
    enough_officers_handled_it,
    catalogue_entries_say_when,
    ranges_are_ranges,
    tiers_have_names_of_their_own,
    campaign_keys_are_used_once,
    inspection_steps_are_in_order,
    totals_are_sums,
    certificates_add_up,
    fines_come_with_amounts,
    a_report_is_made_after_its_year,
    reported_days_have_come,
    gaps_can_be_counted,
    objections_are_in_order,
    objections_name_nobody,
    deadlines_are_days,
    versions_follow_each_other,
    certificates_have_not_expired,
    national_certificates_are_filed,
    terms_of_people_are_in_order,
    new_reviewers_are_qualified,
    entrustment_belongs_to_the_entrusted,
    entrustment_has_not_run_out,
    *FLOW_RULES,
    *GUIDE_RULES,
    persons_in_texts,
    elements_stand_in_the_text,
    a_policy_states_its_elements,
)
