"""A tiny invented jurisdiction in a real git repository, for tests that build whole sites."""

import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from disclosure.assembly.order import Order
from disclosure.history.planned import PlannedCommit, fast_import
from disclosure.history.writing import init_repository

PROJECT = Path(__file__).resolve().parents[2]
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CLERK = ("示例经办", "clerk@example.invalid")

PORTAL = """\
name: 示例市行政执法公示
jurisdiction:
  name: 示例市
demonstration: true
organiser:
  name: 示例市司法局
"""
AGENCY = """\
name: 示例市教育局
phone: 0999-8000001
"""
EXAMPLES = PROJECT / "tests" / "examples" / "valid"
RULES = {
    f"rules/{name}.yaml": (EXAMPLES / name / f"{name}.yaml").read_text(encoding="utf-8")
    for name in ("audit", "deadlines", "publicity", "staffing", "statistics", "withdrawals")
} | {
    "calendar/2026.yaml": (PROJECT / "content" / "calendar" / "2026.yaml").read_text(encoding="utf-8"),
    "rules/required.yaml": """\
fields:
  - kind: policy
    field: summary
    level: warning
    in_force_from: 2099-01-01
    basis:
      - law: 示例市行政执法公示办法
""",
}
"""Rules that ask nothing of a small jurisdiction, and one year's calendar: a check says what a test is about."""

ABOUT = "Title: 关于本站\nSlug: about\n\n本站是演示站点。\n"


def decision(
    number: int, *, day: str = "2026-03-02", facts: str = "未取得办学许可，擅自招收学生。", more: str = ""
) -> str:
    """Return a small penalty as YAML; its words differ by number."""
    return f"""\
type: penalty
title: 示例市晨光第{number}教育咨询有限公司擅自招收学生案
document_no: 示教罚〔{day[:4]}〕{number}号
decision_date: "{day}"
parties:
  - name: 示例市晨光第{number}教育咨询有限公司
    category: 法人及非法人组织
facts: {facts}
basis:
  - law: 中华人民共和国民办教育促进法
    article: 第六十四条
content: 罚款 {number},000 元。
penalty:
  kinds: [罚款]
  fine: {number}000
{more}"""


def path_of(number: int, day: str = "2026-03-02") -> str:
    """Return where the decision of a number lies below content/."""
    return f"agencies/jyj/decisions/{day[:4]}/{day[5:7]}/{number:03}.yaml"


def found(*numbers: int) -> dict[str, str]:
    """Return the files of a small jurisdiction with some decisions."""
    return {
        "portal.yaml": PORTAL,
        **RULES,
        "agencies/jyj/agency.yaml": AGENCY,
        "pages/about.md": ABOUT,
        **{path_of(number): decision(number) for number in numbers},
    }


class Town:
    """A repository with content/, to which steps are added one commit at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps: list[PlannedCommit] = []
        folder.mkdir(parents=True)
        init_repository(folder)

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    def step(self, files: Mapping[str, str | bytes | None], message: str = "公开") -> None:
        """Commit some files (None: deleted), one day after the step before."""
        when = START + timedelta(days=len(self.steps))
        self.steps.append(
            PlannedCommit(
                when=when,
                author=CLERK,
                committer=CLERK,
                message=message,
                files={
                    f"content/{path}": text.encode() if isinstance(text, str) else text for path, text in files.items()
                },
            )
        )
        self.replay()

    def replay(self) -> None:
        """Make the repository anew from all its steps."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        init_repository(self.folder)
        fast_import(self.folder, self.steps)

    def order(self, output: Path, *, workers: int = 1, as_of: date = date(2026, 11, 20)) -> Order:
        """Return an order to build this town into a folder, with a cache beside it."""
        return Order(PROJECT, self.content, output, as_of, output.with_name(f"{output.name}-cache"), workers)


def tree(root: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
