"""The two READMEs say what there is, in both languages alike."""

import importlib.util
import re
from pathlib import Path

import pytest

READMES = ("README.md", "README.zh-CN.md")
ROW = re.compile(r"^\| `\./portal ([a-z]+)", re.MULTILINE)


def commands(project: Path) -> list[str]:
    """Return the names of all commands of tasks.py."""
    spec = importlib.util.spec_from_file_location("portal_tasks", project / "tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.namespace.task_names)


@pytest.mark.parametrize("name", READMES)
def test_the_table_lists_every_command_in_order(project: Path, name: str) -> None:
    """The table of commands has one row for each command of tasks.py, and no other."""
    text = (project / name).read_text(encoding="utf-8")
    assert sorted(ROW.findall(text)) == sorted(commands(project))


@pytest.mark.parametrize("name", READMES)
def test_every_option_and_file_that_is_named_exists(project: Path, name: str) -> None:
    """No README names an option that no command has, or a file that is not there."""
    text = (project / name).read_text(encoding="utf-8")
    table = project / "plugins" / "disclosure" / "commands" / "table"
    tasks = "".join(path.read_text(encoding="utf-8") for path in sorted(table.glob("*.py")))
    written = set(re.findall(r"(?<![\w-])--([a-z][a-z-]+)", text))
    assert {option for option in written if not re.search(rf"\b{option.replace('-', '_')}: ", tasks)} == set()
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in links if not (project / link).exists()] == []


def test_both_languages_have_the_same_chapters_and_examples(project: Path) -> None:
    """As many headings, tables rows and code blocks in one as in the other."""
    counts = []
    for name in READMES:
        text = (project / name).read_text(encoding="utf-8")
        counts.append([len(re.findall(shape, text, re.MULTILINE)) for shape in (r"^#+ ", r"^\|", r"^```")])
    assert counts[0] == counts[1]
