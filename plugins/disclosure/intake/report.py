"""What an import did: every row ends in exactly one state, and every sentence names its file, row and column."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.model.issue import Level
from disclosure.model.language import _


class State(StrEnum):
    """How a row ended."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


STATE_TITLES = {
    State.IMPORTED: "新写入",
    State.UNCHANGED: "已有且相同",
    State.REPLACED: "替换了原有内容",
    State.DUPLICATE: "与另一行是同一件，没有再收",
    State.REFUSED: "没有收",
}

REASONS = {
    "agency-ambiguous": "机关不能确定",
    "agency-unknown": "没有机关",
    "check": "不合数据结构或者公开规则",
    "different": "与已有的文件不同",
    "duplicate": "同一件公开了两次",
    "empty": "必填的格是空的",
    "malformed": "格里的内容读不懂",
    "note": "要人看一看",
    "numeric": "编号存成了数字",
    "person": "可能是自然人",
    "shape": "格数不对",
}


@dataclass(frozen=True, slots=True, order=True)
class RowIssue:
    """One thing to say about one cell of one row; an error keeps the row out, a warning does not."""

    row: int
    column: str
    reason: str
    sentence: str
    level: Level = Level.ERROR

    def text(self, file: str) -> str:
        """Return the whole line: `表.csv 第 12 行「日期」：……`."""
        column = f"「{self.column}」" if self.column else ""
        return _("{file} 第 {row} 行{column}：{sentence}").format(
            file=file, row=self.row, column=column, sentence=self.sentence
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one row ended; `path` is its record's file relative to content/, `published_on` its day of publication."""

    row: int
    state: State
    path: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The whole of an import. `agencies` are the new ones: folder → name; `written` are paths relative to content/.

    `digest` is the SHA-256 of the spreadsheet, `commit` the id of the commit that took what was written.
    """

    file: str
    outcomes: tuple[Outcome, ...]
    issues: tuple[RowIssue, ...]
    agencies: Mapping[str, str]
    written: tuple[str, ...]
    digest: str = ""
    commit: str | None = None

    @property
    def counts(self) -> Mapping[State, int]:
        """How many rows ended in each state; the sum is the number of rows."""
        counted = Counter(outcome.state for outcome in self.outcomes)
        return {state: counted[state] for state in State}

    @property
    def refusals(self) -> Mapping[str, int]:
        """How many refused rows have an issue of each reason (a row may have several)."""
        refused = {outcome.row for outcome in self.outcomes if outcome.state is State.REFUSED}
        pairs = {
            (issue.row, issue.reason) for issue in self.issues if issue.level is Level.ERROR and issue.row in refused
        }
        return dict(sorted(Counter(reason for _row, reason in pairs).items()))

    @property
    def trailer(self) -> tuple[str, str]:
        """What the commit of an import says of itself: the spreadsheet's name and the start of its digest."""
        return ("Gongshi-Import", f"{self.file} {self.digest[:12]}")

    @property
    def kept(self) -> tuple[str, ...]:
        """The files that hold what rows say, written now or standing already, with the agencies made for them."""
        held = (State.IMPORTED, State.REPLACED, State.UNCHANGED)
        paths = {outcome.path for outcome in self.outcomes if outcome.state in held and outcome.path}
        return tuple(sorted({*self.written, *paths}))

    @property
    def housed(self) -> tuple[str, ...]:
        """The files of the agencies that the kept records belong to."""
        return tuple(sorted({f"agencies/{path.split('/')[1]}/agency.yaml" for path in self.kept}))

    @property
    def exitcode(self) -> int:
        """2 where a row was kept out, else 0."""
        return 2 if self.counts[State.REFUSED] else 0


def as_text(report: ImportReport, *, notes: bool = True) -> str:
    """Return the report for people: one line for each issue, then the counts that add up to the number of rows."""
    shown = [issue for issue in report.issues if notes or issue.level is Level.ERROR]
    lines = [issue.text(report.file) for issue in sorted(shown)]
    lines += [
        _("新建机关 agencies/{slug}：{name}").format(slug=slug, name=name)
        for slug, name in sorted(report.agencies.items())
    ]
    if not report.outcomes:
        return "\n".join([*lines, _("{file}：只有表头，没有一行数据，什么也没有写。").format(file=report.file)])
    counts = "，".join(f"{STATE_TITLES[state]} {number}" for state, number in report.counts.items() if number)
    lines.append(
        _("{file}：共 {rows} 行，{counts}。").format(file=report.file, rows=len(report.outcomes), counts=counts)
    )
    for reason, number in report.refusals.items():
        lines.append(_("　没有收的行里，{reason}：{number} 行").format(reason=REASONS[reason], number=number))
    if report.commit:
        lines.append(_("已提交：{commit}").format(commit=report.commit[:12]))
    return "\n".join(lines)
