"""The table of kinds: what a path in content/ means. A new kind is one row here."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter

from disclosure.model.patterns import any_of, expression, filled


class Stage(StrEnum):
    """When the law asks for a publication: before, during or after the act (国办发〔2018〕118号 二)."""

    BEFORE = "事前公开"
    DURING = "事中公示"
    AFTER = "事后公开"
    GENERAL = "制度建设"


class Shape(StrEnum):
    """What one file holds: one record, or a list of entries that each have a key."""

    RECORD = "record"
    LIST = "list"


PATTERN = attrgetter("pattern")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    `pattern` is its path below content/ with `{agency}`, `{year}`, `{month}` and `{slug}`; `schema` and `template`
    name files in schemas/ and theme/templates/; `heading` and `day` name the fields that hold a record's title and
    its own date. A list has a `key`, the field that tells its entries apart, and an `entry`, the Chinese name of one
    entry; its `heading` is that of an entry.
    """

    name: str
    title: str
    stage: Stage
    pattern: str
    schema: str
    template: str
    heading: str = "title"
    day: str | None = None
    key: str | None = None
    entry: str = ""

    @property
    def shape(self) -> Shape:
        """Whether a file of this kind is one record or a list of entries."""
        return Shape.LIST if self.key else Shape.RECORD

    def ids(self, agency: str | None, value: str) -> str:
        """Return the id that a reference from a record of an agency means.

        `value` is the key of an entry, or what the path's open places hold (`012`, `2026/012`); a value that starts
        with `agencies/` is a whole id already.
        """
        if value.startswith("agencies/") or "{" not in self.pattern:
            return value
        stem = self.pattern.rpartition(".")[0].replace("{agency}", agency or "")
        if self.key:
            return f"{stem}#{value}"
        return filled(stem, value)

    def match(self, path: str) -> dict[str, str] | None:
        """Return the named parts of a content path of this kind, or None where the path is of another kind."""
        found = expression(self.pattern).fullmatch(path)
        return found.groupdict() if found else None


@cache
def _every() -> re.Pattern[str]:
    """Return the patterns of all kinds as one, put together once."""
    return any_of(tuple(map(PATTERN, KINDS)))


KINDS: tuple[Kind, ...] = (
    Kind("agency", "行政执法主体", Stage.BEFORE, "agencies/{agency}/agency.yaml", "agency", "agency.html", "name"),
    Kind(
        "officer",
        "行政执法人员清单",
        Stage.BEFORE,
        "agencies/{agency}/officers.yaml",
        "officer",
        "officers.html",
        heading="name",
        key="certificate_no",
        entry="执法人员",
    ),
    Kind(
        "reviewer",
        "法制审核人员名录",
        Stage.BEFORE,
        "agencies/{agency}/reviewers.yaml",
        "reviewer",
        "reviewers.html",
        heading="name",
        key="number",
        entry="法制审核人员",
    ),
    Kind(
        "matter",
        "行政执法事项清单",
        Stage.BEFORE,
        "agencies/{agency}/matters.yaml",
        "matter",
        "matters.html",
        key="code",
        entry="执法事项",
    ),
    Kind("guide", "行政执法服务指南", Stage.BEFORE, "agencies/{agency}/guides/{slug}.yaml", "guide", "guide.html"),
    Kind(
        "flowchart",
        "行政执法流程图",
        Stage.BEFORE,
        "agencies/{agency}/flowcharts/{slug}.yaml",
        "flowchart",
        "flowchart.html",
    ),
    Kind(
        "discretion",
        "行政裁量基准",
        Stage.BEFORE,
        "agencies/{agency}/discretion/{slug}.yaml",
        "discretion",
        "discretion.html",
    ),
    Kind(
        "inspection_item",
        "随机抽查事项清单",
        Stage.BEFORE,
        "agencies/{agency}/inspection/items.yaml",
        "inspection_item",
        "inspection_item.html",
        key="code",
        entry="随机抽查事项",
    ),
    Kind(
        "inspection_plan",
        "年度抽查计划",
        Stage.BEFORE,
        "agencies/{agency}/inspection/plans/{year}.yaml",
        "inspection_plan",
        "inspection_plan.html",
        day="issued_on",
    ),
    Kind(
        "recording_item",
        "音像记录事项清单",
        Stage.BEFORE,
        "agencies/{agency}/recording-items.yaml",
        "recording_item",
        "recording_items.html",
        key="number",
        entry="音像记录事项",
    ),
    Kind(
        "review_catalogue",
        "重大执法决定法制审核目录清单",
        Stage.BEFORE,
        "agencies/{agency}/review-catalogue.yaml",
        "review_catalogue",
        "review_catalogue.html",
        key="number",
        entry="法制审核事项",
    ),
    Kind(
        "window_board",
        "岗位信息公示牌",
        Stage.DURING,
        "agencies/{agency}/windows/{slug}.yaml",
        "window_board",
        "window_board.html",
    ),
    Kind(
        "document_template",
        "执法文书格式",
        Stage.DURING,
        "agencies/{agency}/documents/{slug}.yaml",
        "document_template",
        "document_template.html",
    ),
    Kind(
        "decision",
        "行政执法决定",
        Stage.AFTER,
        "agencies/{agency}/decisions/{year}/{month}/{slug}.yaml",
        "decision",
        "decision.html",
        day="decision_date",
    ),
    Kind(
        "inspection_result",
        "双随机抽查结果",
        Stage.AFTER,
        "agencies/{agency}/inspection/results/{year}/{slug}.yaml",
        "inspection_result",
        "inspection_result.html",
        day="finished_on",
    ),
    Kind(
        "annual_report",
        "行政执法统计年报",
        Stage.AFTER,
        "agencies/{agency}/reports/{year}.yaml",
        "annual_report",
        "annual_report.html",
        day="made_on",
    ),
    Kind(
        "number_gap",
        "空号说明",
        Stage.AFTER,
        "agencies/{agency}/number-gaps.yaml",
        "number_gap",
        "number_gap.html",
        heading="number",
        key="number",
        entry="空号",
    ),
    Kind(
        "objection",
        "异议、纠错台账",
        Stage.AFTER,
        "agencies/{agency}/objections.yaml",
        "objection",
        "objection.html",
        heading="ground",
        day="received",
        key="number",
        entry="异议",
    ),
    Kind(
        "erasure",
        "彻底删除登记",
        Stage.GENERAL,
        "log/erased.yaml",
        "erasure",
        "erasure.html",
        heading="number",
        day="erased_on",
        key="number",
        entry="彻底删除",
    ),
    Kind("policy", "制度文件", Stage.GENERAL, "policies/{slug}.md", "policy", "policy.html", day="issued_on"),
    Kind("law", "法律法规规章", Stage.GENERAL, "laws/{slug}.yaml", "law", "law.html"),
    Kind(
        "plan",
        "任务分解推进表",
        Stage.GENERAL,
        "plan.yaml",
        "plan",
        "plan.html",
        heading="step",
        key="number",
        entry="任务",
    ),
)


def kind_of(path: str, kinds: tuple[Kind, ...] = KINDS) -> Kind | None:
    """Return the kind that a content path belongs to, or None."""
    found = (_every() if kinds is KINDS else any_of(tuple(map(PATTERN, kinds)))).fullmatch(path)
    return kinds[found.lastindex - 1] if found and found.lastindex else None


def kind_of_id(record_id: str, kinds: tuple[Kind, ...] = KINDS) -> Kind | None:
    """Return the kind of the record that an id names, or of the list in which it names an entry; None for no kind."""
    stem, mark, _key = record_id.partition("#")
    found = kind_of(f"{stem}.yaml", kinds) or kind_of(f"{stem}.md", kinds)
    return found if found and (found.key or not mark) else None


def key_of(path: str, kinds: tuple[Kind, ...] = KINDS) -> str | None:
    """Return the field that tells the entries of a list file apart, or None for a path of anything else."""
    kind = kind_of(path, kinds)
    return kind.key if kind else None
