"""What report does, and says."""

import re
import sys
from collections.abc import Mapping
from difflib import get_close_matches

from disclosure import edition as editions
from disclosure.assembly.locking import reading
from disclosure.assembly.merging import agency_facts
from disclosure.assembly.order import Order
from disclosure.checking.counting import Figures, added
from disclosure.checking.gate import Gate
from disclosure.checking.reports import as_text
from disclosure.checking.statistics import Statistics
from disclosure.commands.entering import kind_named
from disclosure.commands.progress import watch
from disclosure.intake.annual import KIND, Drafted, ReportOrder, draft_report
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.portal import PLACEHOLDER
from disclosure.pages.contracts import AgencyFacts
from disclosure.reading.schemas import load_schemas


def report(order: Order, agency: str, written_year: str, *, replace: bool) -> None:
    """Draft an agency's report of a year, and say what it came to and what is left to do."""
    year = _year(written_year)
    with watch() as told, reading(order):
        edition = editions.read(order, told)
    facts = {one.slug: one for one in agency_facts(edition.outcomes)}
    if agency not in facts:
        raise GongshiError(_unknown(agency, facts))
    _refuse_faulty(edition, agency, year)
    _say(order, draft_report(_request(edition, facts, agency, year, replace=replace)))


def _request(
    edition: editions.Edition, facts: Mapping[str, AgencyFacts], agency: str, year: int, *, replace: bool
) -> ReportOrder:
    """Return the request for a draft, with what the records of the agency come to; ContentError without rules."""
    order, setting = edition.order, edition.plan.setting
    statistics = Statistics.of(setting.rules.get("statistics", {}))
    if not statistics.tables(year):
        problem = _("content/rules/statistics.yaml 里没有 {year} 年的口径，数不出来；请从新建的内容仓库里复制一份")
        raise ContentError(problem.format(year=year))
    government, superior = _recipients(edition, facts, agency)
    return ReportOrder(
        agency=agency,
        name=facts[agency].name,
        figures=added(outcome.counts for outcome in edition.outcomes).get((agency, year), Figures(agency, year)),
        statistics=statistics,
        government=government,
        superior=superior,
        content=order.content,
        schemas=load_schemas(order.schemas),
        kind=kind_named(KIND, order.kinds),
        check=Gate(order.schemas, setting.judging()).check,
        as_of=order.as_of,
        replace=replace,
    )


def _recipients(edition: editions.Edition, facts: Mapping[str, AgencyFacts], agency: str) -> tuple[str, str]:
    """Return the government of its level and the department above it, each empty where nothing here tells it.

    The government of the jurisdiction is that of an agency with nobody above it here; the others belong to a lower one.
    """
    jurisdiction = str((edition.plan.setting.portal.get("jurisdiction") or {}).get("name", ""))
    records = (record for outcome in edition.outcomes for record in outcome.agencies)
    above = next((str(record.fields.get("superior", "")) for record in records if record.agency == agency), "")
    named = jurisdiction and not above and PLACEHOLDER not in jurisdiction
    government = _("{place}人民政府").format(place=jurisdiction) if named else ""
    return government, facts[above].name if above in facts else ""


def _year(written: str) -> int:
    if not re.fullmatch(r"[12][0-9]{3}", written):
        raise GongshiError(_("「{year}」不是年份；请写成四位数字，例如 2025").format(year=written))
    return int(written)


def _unknown(agency: str, facts: Mapping[str, AgencyFacts]) -> str:
    """Say which agency may have been meant: by its folder, or by its name."""
    by_name = {name: slug for slug, one in facts.items() for name in (slug, one.name, one.short_name) if name}
    close = get_close_matches(agency, sorted(by_name), n=1)
    hint = _("，是不是「{slug}」").format(slug=by_name[close[0]]) if close else ""
    known = "、".join(f"{slug}（{one.name}）" for slug, one in sorted(facts.items()))
    return _("没有机关「{agency}」{hint}；请写 content/agencies/ 下的文件夹名：{known}").format(
        agency=agency, hint=hint, known=known or _("还一个都没有")
    )


def _refuse_faulty(edition: editions.Edition, agency: str, year: int) -> None:
    """Stop where something that is counted has an error, or what it is counted by: it would be left out."""
    folder = f"content/agencies/{agency}/"
    counted = (f"{folder}decisions/{year}/", f"{folder}inspection/results/", "content/rules/statistics.yaml")
    errors = tuple(issue for issue in edition.issues if issue.level is Level.ERROR and issue.path.startswith(counted))
    if errors:
        raise ContentError(_("有 {n} 处错误，数出来的不可靠；没有写文件，改好以后再来").format(n=len(errors)), errors)


def _say(order: Order, drafted: Drafted) -> None:
    sums = "，".join(f"{title.replace('　', ' ')} {number}" for title, number in drafted.sums)
    sys.stdout.write(_("写好了草稿 {path}：{sums}\n").format(path=order.content / drafted.path, sums=sums))
    for what in drafted.left:
        sys.stdout.write(_("  还要填写：{what}\n").format(what=what))
    if drafted.issues:
        sys.stdout.write(as_text(drafted.issues))
    sys.stdout.write(_("请核对、补全，运行 ./portal check，再用 git 提交；怎样数的，写在年报的网页上\n"))
