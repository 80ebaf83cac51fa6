"""The examples of tests/examples as tests use them: which file is of which kind, and what is expected of it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from disclosure.checking.gate import Gate, Rules
from disclosure.model.issue import Issue
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.timing.calendar import Calendar

PROJECT = Path(__file__).parents[2]
EXAMPLES = PROJECT / "tests" / "examples"
SCHEMAS = PROJECT / "schemas"
AS_OF = date(2026, 11, 20)
CALENDAR = Calendar(years=frozenset({2025, 2026}))
PLACES = {"portal": "portal.yaml", "calendar": "calendar/2026.yaml", "local_calendar": "calendar/local.yaml"}
SIDECAR = ".expected"
REQUIRING = ("incomplete", "policy-element")


@dataclass(frozen=True)
class Example:
    """One file, the kind or setting that it is an example of, and the issues expected of it without their path."""

    path: Path
    name: str
    expected: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The rule that an invalid example breaks: the name of its folder."""
        return self.path.parent.name

    @property
    def kind(self) -> Kind | None:
        """The kind of record, or None for a setting."""
        return next((kind for kind in KINDS if kind.name == self.name), None)

    def content_path(self) -> str:
        """Return where the file would lie below content/: in the folder of its date, in the agency jyj."""
        if self.kind is None:
            return PLACES.get(self.name, f"rules/{self.name}.yaml")
        text = self.path.read_bytes().decode("utf-8", errors="replace")
        day = re.search(rf"^{self.kind.day}: ([12][0-9]{{3}})-([01][0-9])", text, re.MULTILINE)
        year, month = day.groups() if day else ("2026", "02")
        month = month if "01" <= month <= "12" else "02"
        if "{year}." in self.kind.pattern:  # the file of a year is written after it
            year = "2025"
        return self.kind.pattern.format(agency="jyj", year=year, month=month, slug=self.path.stem)


def valid_examples() -> list[Example]:
    """Return every file of tests/examples/valid/<kind>/."""
    files = sorted(path for path in (EXAMPLES / "valid").glob("*/*") if path.is_file())
    return [Example(path, path.parent.name, ()) for path in files]


def invalid_examples() -> list[Example]:
    """Return every file of tests/examples/invalid/<rule>/<kind>[-name].<suffix> with what it expects.

    The expected issues stand in its first lines as comments, or in a file beside it (`<name>.expected`).
    """
    files = sorted(path for path in (EXAMPLES / "invalid").glob("*/*") if path.suffix != SIDECAR)
    return [Example(path, re.split(r"[-.]", path.name)[0], _expected(path)) for path in files]


def _expected(path: Path) -> tuple[str, ...]:
    sidecar = path.with_name(path.name + SIDECAR)
    if sidecar.exists():
        return tuple(sidecar.read_text(encoding="utf-8").splitlines())
    lines = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n")
    last = next(number for number, line in enumerate(lines) if not line.startswith("# "))
    return tuple(line.removeprefix("# ") for line in lines[:last])


@cache
def gate_for(rule: str) -> Gate:
    """Return a gate with the rule data for a rule under test."""
    return Gate(SCHEMAS, rules_for(rule if rule in REQUIRING else ""))


def rules_for(rule: str) -> Rules:
    """Return the rule data of tests/examples/rules/; completeness is asked for only where it is the rule under test."""
    required = setting("required") if rule in REQUIRING else {}
    contacts = {"": frozenset({"0999-8000001"}), "jyj": frozenset({"13800000000", "office@qq.com"})}
    named = {name: setting(name) for name in ("publicity", "staffing", "withdrawals", "deadlines")}
    staffing, withdrawals, deadlines = (named[name] for name in ("staffing", "withdrawals", "deadlines"))
    return Rules(AS_OF, {}, required, named["publicity"], contacts, staffing, withdrawals, deadlines, CALENDAR)


def setting(name: str) -> dict[str, object]:
    """Return the data of a file of tests/examples/rules/."""
    return setting_of(f"rules/{name}.yaml", name)


def setting_of(path: str, name: str) -> dict[str, object]:
    """Return the data of a file of tests/examples/."""
    document = read_document(f"rules/{name}.yaml", (EXAMPLES / path).read_bytes())
    assert isinstance(document, Document), document
    return dict(document.data)


def check(example: Example) -> tuple[Issue, ...]:
    """Read and check an example as the edition does."""
    document = read_document(example.content_path(), example.path.read_bytes())
    if not isinstance(document, Document):
        return document
    gate = gate_for(example.rule)
    return gate.check(document, example.kind) if example.kind else gate.check_setting(document, example.name)


def without_path(issue: Issue) -> str:
    """Return an issue as examples write it: line, column and sentence."""
    return str(issue).removeprefix(issue.path).removeprefix(":").strip()
