"""The scope check: who may bring what to the line, by the list that the line has."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from disclosure.checking.audit.facts import Deed
from disclosure.checking.audit.scope import Scope, scope_of
from disclosure.checking.schema import SchemaChecker
from disclosure.reading.schemas import load_schemas

CHECKER = SchemaChecker(load_schemas(Path(__file__).resolve().parents[2] / "schemas"))
NOON = datetime(2026, 3, 16, 4, tzinfo=UTC)
JYJ = "content/agencies/jyj/agency.yaml"
LISTED = b"""\
folders:
  - folder: .
    maintainers: [admin@example.invalid]
    accounts: [admin]
  - folder: content/agencies/jyj
    maintainers: [Clerk@example.invalid]
    accounts: [JiaoYuJu]
  - folder: content/agencies/mzj
    maintainers: [other@example.invalid]
"""
REMEDY = (
    "不该由他改的，请从这个分支里去掉这些改动，由维护人来改；"
    "该由他改的，请整个仓库的维护人先在主线的 maintainers.yaml 里加上他"
)


def deed(mail: str, *paths: str, who: str = "甲") -> Deed:
    """Return a commit that touches some files."""
    return Deed("0123456789abcdef", who, mail, NOON, NOON, paths)


def problems(*deeds: Deed, author: str = "", raw: bytes = LISTED) -> list[str]:
    """Return what the check says of some commits."""
    return [str(issue) for issue in scope_of(deeds, raw, CHECKER, author).issues]


def test_who_maintains_a_folder_or_one_above_it_may_change_it() -> None:
    """Capital letters make no other address."""
    assert problems(deed("clerk@example.invalid", JYJ), deed("admin@example.invalid", JYJ, "README.md")) == []


def test_files_beside_content_belong_to_those_who_maintain_everything() -> None:
    """A workflow, the pin of the tool and the list itself are judged like a record."""
    paths = (".github/workflows/gongshi.yml", ".gongshi/tool", "maintainers.yaml")
    assert problems(deed("clerk@example.invalid", *paths, JYJ)) == [
        f"{paths[0]} 甲（提交 0123456）改了 {paths[0]} 等 3 个文件，他不是维护人；{REMEDY}"
    ]


@pytest.mark.parametrize(
    ("author", "path", "allowed"),
    [
        ("jiaoyuju", JYJ, True),
        ("Admin", JYJ, True),
        ("luren", JYJ, False),
        ("luren", "content/agencies/mzj/agency.yaml", True),
        ("", JYJ, True),
    ],
)
def test_accounts_bind_where_the_nearest_folder_names_them(author: str, path: str, allowed: bool) -> None:  # noqa: FBT001  # a case
    """A folder that names none is judged by addresses alone, and so is a request of somebody unknown."""
    mail = "other@example.invalid" if "mzj" in path else "clerk@example.invalid"
    said = [] if allowed else [f"{path} 提出合并的账号 {author} 不是 {path} 的维护人；{REMEDY}"]
    assert problems(deed(mail, path), author=author) == said


def test_without_maintainers_nobody_is_judged_and_it_is_said() -> None:
    """As a warning: the repository may be new."""
    scope = scope_of([deed("clerk@example.invalid", JYJ)], None, CHECKER, "luren")
    assert (scope.judged, [issue.level.value for issue in scope.issues]) == (False, ["warning"])
    assert scope_of([], None, CHECKER, "luren") == Scope()


def test_a_list_that_cannot_be_read_judges_nobody_and_is_an_error() -> None:
    """What is mistyped must not pass for permission."""
    (said,) = problems(deed("x@example.invalid", JYJ), raw=b"folders:\n  - folder: .\n    maintainer: [a@b.c]\n")[:1]
    assert said.startswith("maintainers.yaml:")
