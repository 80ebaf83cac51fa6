"""The table of kinds: what a path in content/ means. A new kind is one row here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter


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
PLACE = re.compile(r"\{\w+\}")


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
        return PLACE.sub("{}", stem).format(*_padded(value.split("/"), len(PLACE.findall(stem))))

    def match(self, path: str) -> dict[str, str] | None:
        """Return the named parts of a content path of this kind, or None where the path is of another kind."""
        found = _pattern(self.pattern).fullmatch(path)
        return found.groupdict() if found else None


def _padded(steps: list[str], number: int) -> list[str]:
    """Return as many steps as there are places: too many are joined, missing ones stay empty."""
    return [*steps[: number - 1], "/".join(steps[number - 1 :]), *[""] * number][:number]


SHAPES = {"agency": r"[^/]+", "slug": r"[^/]+", "year": r"[12][0-9]{3}", "month": r"(?:0[1-9]|1[0-2])"}


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(_source(pattern, "(?P<{name}>{shape})"))


@cache
def _patterns(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return all patterns as one, which is looked through once a path; the last group tells which it was."""
    return re.compile("|".join(f"({_source(pattern, '(?:{shape})')})" for pattern in patterns))


@cache
def _every() -> re.Pattern[str]:
    """Return the patterns of all kinds as one, put together once."""
    return _patterns(tuple(map(PATTERN, KINDS)))


def _source(pattern: str, group: str) -> str:
    pieces = re.split(r"\{(\w+)\}", pattern)
    groups = [group.format(name=name, shape=SHAPES[name]) for name in pieces[1::2]]
    return "".join(re.escape(text) + place for text, place in zip(pieces[::2], [*groups, ""], strict=True))


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
    found = (_every() if kinds is KINDS else _patterns(tuple(map(PATTERN, kinds)))).fullmatch(path)
    return kinds[found.lastindex - 1] if found and found.lastindex else None


def kinds_of(paths: Iterable[str], kinds: tuple[Kind, ...] = KINDS) -> dict[str, Kind | None]:
    """Return the kind of each path: where a folder holds nothing but records with names of their own, asked once."""
    folders: dict[str, Mapping[str, Kind] | None] = {}
    found = {}
    for path in paths:
        folder, _slash, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = collected(folder, kinds)
        known = folders[folder]
        stem, _dot, suffix = name.rpartition(".")
        found[path] = kind_of(path, kinds) if known is None or not stem else known.get(suffix)
    return found


def collected(folder: str, kinds: tuple[Kind, ...] = KINDS) -> Mapping[str, Kind] | None:
    """Return the kind of all files of a folder by their suffix; None where that takes more of their names."""
    found: dict[str, Kind] = {}
    for kind in kinds:
        above, _slash, name = kind.pattern.rpartition("/")
        if _pattern(above).fullmatch(folder):
            stem, _dot, suffix = name.rpartition(".")
            if stem != "{slug}":
                return None
            found.setdefault(suffix, kind)
    return found


def kind_of_id(record_id: str, kinds: tuple[Kind, ...] = KINDS) -> Kind | None:
    """Return the kind of the record that an id names, or of the list in which it names an entry; None for no kind."""
    stem, mark, _key = record_id.partition("#")
    found = kind_of(f"{stem}.yaml", kinds) or kind_of(f"{stem}.md", kinds)
    return found if found and (found.key or not mark) else None


def key_of(path: str, kinds: tuple[Kind, ...] = KINDS) -> str | None:
    """Return the field that tells the entries of a list file apart, or None for a path of anything else."""
    kind = kind_of(path, kinds)
    return kind.key if kind else None
