"""A trial on real input: `python -m bench.trial --shared ../shared --out DIR` makes the content repository of it.

init, import of all 3,561 decisions, one commit for each day on which some were published, five documents as policies.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.documents import as_markdown
from disclosure.assembly.order import VERSION
from disclosure.checking.gate import Gate, Rules
from disclosure.history.planned import PlannedCommit, fast_import
from disclosure.intake.importer import ImportOrder, import_table
from disclosure.intake.init import InitOrder, init
from disclosure.intake.layout import write_markdown
from disclosure.intake.mapping import load_mapping
from disclosure.intake.report import REASONS, STATE_TITLES, ImportReport, State
from disclosure.intake.tables import read_table
from disclosure.model.issue import Level
from disclosure.model.kinds import KINDS
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas, load_schemas

PROJECT = Path(__file__).resolve().parents[1]
TABLE = Path("data/cbirc/cbirc_company_penalties_2021_2022.csv")
MAPS = PROJECT / "bench" / "maps"
CLERK = ("试运行经办", "clerk@example.invalid")
BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Trial:
    """The repository that was made: its folder, what the import said, and how many there are of what.

    `dates` are the distinct 发布日期 of the table, `days` those on which at least one row could be published.
    """

    repository: Path
    report: ImportReport
    dates: int
    days: int
    commits: int
    policies: int


def prepare(shared: Path, repository: Path, as_of: date) -> Trial:
    """Make the repository; its history is as if every record had been published here on its day."""
    schemas = load_schemas(PROJECT / "schemas")
    with TemporaryDirectory() as folder:
        content = Path(folder)
        report = import_decisions(shared, content, schemas, as_of)
        files = {f"content/{path}": (content / path).read_bytes() for path in report.written}
    days = published(report, files)
    first = datetime.combine(min(days), datetime.min.time(), BEIJING) - timedelta(days=1)
    names = ("银行业保险业行政处罚公示（试运行）", "全国", "试运行")
    init(InitOrder(repository, PROJECT, VERSION, *names, author=CLERK, when=first))
    documents = {f"content/{path}": raw for path, raw in policies(shared, schemas).items()}
    commits = [*daily(days, files), policy_commit(max(days), documents)]
    fast_import(repository, commits)
    dates = {row.cells["发布日期"] for row in read_table(shared / TABLE).rows}
    return Trial(repository, report, len(dates), len(days), len(commits), len(documents))


def import_decisions(shared: Path, content: Path, schemas: Schemas, as_of: date) -> ImportReport:
    """Import the spreadsheet with the mapping of this project; every record passes the checks before it is written."""
    gate = Gate(PROJECT / "schemas", Rules(as_of, {}, {}, {}, {}))
    mapping = load_mapping(MAPS / "cbirc.yaml", gate.check_setting)
    decision = next(kind for kind in KINDS if kind.name == "decision")
    constants = {"type": "penalty"}
    return import_table(
        ImportOrder(shared / TABLE, decision, mapping, content, schemas, gate.check, constants), told("导入")
    )


def told(what: str) -> Any:  # noqa: ANN401  a callback
    """Return a callback that shows progress every five hundred pieces."""

    def progress(done: int, total: int) -> None:
        if done % 500 == 0 or done == total:
            print(f"{what} {done}/{total}", file=sys.stderr)

    return progress


def published(report: ImportReport, files: Mapping[str, bytes]) -> dict[date, list[str]]:
    """Return the files by the day on which they became public; an agency's comes with its first decision."""
    days: dict[date, list[str]] = defaultdict(list)
    seen: set[str] = set()
    ended = [outcome for outcome in report.outcomes if outcome.state is State.IMPORTED]
    for outcome in sorted(ended, key=lambda outcome: (outcome.published_on or date.max, outcome.path or "")):
        if outcome.path and outcome.published_on:
            agency = "/".join(["content", *outcome.path.split("/")[:2], "agency.yaml"])
            if agency in files and agency not in seen:
                seen.add(agency)
                days[outcome.published_on].append(agency)
            days[outcome.published_on].append(f"content/{outcome.path}")
    return dict(days)


def daily(days: Mapping[date, list[str]], files: Mapping[str, bytes]) -> Iterator[PlannedCommit]:
    """Yield one commit a day, at ten in the morning."""
    for day, paths in sorted(days.items()):
        when = datetime(day.year, day.month, day.day, 10, tzinfo=BEIJING)
        message = f"公开 {len(paths)} 个文件（{day}）"
        yield PlannedCommit(when, CLERK, CLERK, message, {path: files[path] for path in paths})


def policies(shared: Path, schemas: Schemas) -> dict[str, bytes]:
    """Return the five documents as records with Markdown bodies."""
    found = read_document("policies.yaml", (MAPS / "policies.yaml").read_bytes())
    entries = found.data["files"] if isinstance(found, Document) else []
    made = {}
    for entry in entries:
        body = as_markdown((shared / "sources" / entry["file"]).read_text(encoding="utf-8"))
        data = {key: value for key, value in entry.items() if key not in ("file", "slug")}
        made[f"policies/{entry['slug']}.md"] = write_markdown(data, body, "policy", schemas).encode()
    return made


def policy_commit(last: date, documents: Mapping[str, bytes]) -> PlannedCommit:
    """Return the commit that adds the policies, the day after the last decision."""
    when = datetime(last.year, last.month, last.day, 10, tzinfo=BEIJING) + timedelta(days=1)
    return PlannedCommit(when, CLERK, CLERK, f"公开 {len(documents)} 份制度文件", documents)


def figures(trial: Trial) -> Iterator[str]:
    """Yield the counts, line by line; those of the states add up to the rows."""
    report = trial.report
    yield f"行：{len(report.outcomes)}"
    for state, number in report.counts.items():
        yield f"  {STATE_TITLES[state]}：{number}"
    yield f"  各项合计：{sum(report.counts.values())}"
    for reason, number in report.refusals.items():
        yield f"没有收的原因「{REASONS[reason]}」：{number} 行"
    warnings = [issue for issue in report.issues if issue.level is Level.WARNING]
    notes = Counter(
        issue.sentence.split("「")[0] if issue.reason == "note" else REASONS[issue.reason] for issue in warnings
    )
    for sentence, number in notes.most_common():
        yield f"提示「{sentence}」：{number}"
    yield f"机关：{len(report.agencies)}，制度文件：{trial.policies}"
    yield f"发布日期：{trial.dates} 个，其中有文件公开的 {trial.days} 个；提交：{trial.commits}（另有建立仓库的一次）"


def main() -> None:
    """Make the repository and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=PROJECT.parent / "shared")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--as-of", type=date.fromisoformat, default=datetime.now(UTC).date())
    asked = parser.parse_args()
    if not (asked.shared / TABLE).is_file():
        sys.exit(f"没有 {asked.shared / TABLE}：试运行要用真实数据")
    started = time.perf_counter()
    trial = prepare(asked.shared, asked.out / "repository", asked.as_of)
    for line in figures(trial):
        print(line)
    print(f"内容仓库：{trial.repository}，用时 {time.perf_counter() - started:.1f} 秒")


if __name__ == "__main__":
    main()
