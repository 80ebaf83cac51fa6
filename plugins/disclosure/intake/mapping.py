"""MAP.yaml: which column of a spreadsheet is which field of a record, and how its text is cleaned."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

from disclosure.intake.cleaners import CLEANERS, Step
from disclosure.intake.spellings import Spelling
from disclosure.intake.tables import Table
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.issue import Issue
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.model.system import reason_of
from disclosure.reading.documents import read_document

SettingCheck: TypeAlias = Callable[[Document, str], Sequence[Issue]]
"""Checks a document against a schema by name."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: a column with its cleaners, or a constant."""

    column: str | None = None
    constant: Any = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one field is filled: from its origins in turn, the first that is not empty; `field` is its dotted path."""

    field: str
    origins: tuple[Origin, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class AgencyRule:
    """How a row's agency is found: a column, a pattern in another, or the number's prefix as other rows use it.

    `alike` names columns in which rows must agree before one teaches the other its agency; `prefixes` gives the
    agencies of prefixes that no row shows.
    """

    origins: tuple[Origin, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    learn: bool = False
    alike: tuple[str, ...] = ()
    prefixes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping file."""

    fields: tuple[FieldRule, ...]
    parties: tuple[FieldRule, ...]
    agency: AgencyRule
    sheet: str | None = None

    def columns(self) -> list[str]:
        """Return every column that the mapping names, in its order."""
        rules = (*self.fields, *self.parties)
        origins = [origin for rule in rules for origin in rule.origins] + list(self.agency.origins)
        named = [origin.column for origin in origins if origin.column] + list(self.agency.alike)
        return list(dict.fromkeys(named))


def load_mapping(path: Path, check: SettingCheck | None = None) -> TableMapping:
    """Read a mapping file; ContentError with its faults, in Chinese, where it is not one."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise GongshiError(_("读不了对照表 {path}：{fault}").format(path=path, fault=reason_of(fault))) from fault
    document = read_document(path.name, raw)
    issues = document if isinstance(document, tuple) else tuple(check(document, "mapping")) if check else ()
    if isinstance(document, tuple) or issues:
        lines = "\n".join(str(issue).removeprefix("content/") for issue in issues)
        raise ContentError(_("对照表 {path} 有错：\n{lines}").format(path=path, lines=lines), issues)
    return _mapping(document.data, path)


def _mapping(data: Mapping[str, Any], path: Path) -> TableMapping:
    try:
        parties = data.get("parties", {})
        return TableMapping(
            tuple(_rule(field, rule) for field, rule in data["fields"].items()),
            tuple(_rule(field, rule) for field, rule in parties.items()),
            _agency(data.get("agency", {})),
            data.get("sheet"),
        )
    except re.error as fault:
        raise GongshiError(
            _("对照表 {path} 里的规则「{pattern}」写得不对：{fault}").format(
                path=path, pattern=fault.pattern, fault=fault
            )
        ) from fault


def _rule(field: str, rule: Mapping[str, Any]) -> FieldRule:
    if "column" not in rule and "constant" not in rule:
        problem = _("对照表里「{field}」没有写从哪一列来（column），也没有写固定值（constant）")
        raise GongshiError(problem.format(field=field))
    return FieldRule(field, _origins(rule), bool(rule.get("required", False)))


def _origins(rule: Mapping[str, Any]) -> tuple[Origin, ...]:
    return tuple(
        _origin(origin) for origin in (rule, *rule.get("otherwise", [])) if "column" in origin or "constant" in origin
    )


def _origin(rule: Mapping[str, Any]) -> Origin:
    return Origin(rule.get("column"), rule.get("constant"), tuple(_step(step) for step in rule.get("cleaners", [])))


def _step(written: str | Mapping[str, Any]) -> Step:
    name, parameters = (written, {}) if isinstance(written, str) else next(iter(written.items()))
    if name not in CLEANERS:
        near = get_close_matches(name, sorted(CLEANERS), 1)
        hint = _("；是不是「{near}」").format(near=near[0]) if near else ""
        raise GongshiError(_("对照表里没有叫「{name}」的清洗办法{hint}").format(name=name, hint=hint))
    unknown = sorted(set(parameters) - CLEANERS[name].parameters)
    if unknown:
        raise GongshiError(_("清洗办法「{name}」没有参数「{key}」").format(name=name, key=unknown[0]))
    if "pattern" in parameters:
        re.compile(parameters["pattern"])
    return Step(name, parameters)


def _agency(rule: Mapping[str, Any]) -> AgencyRule:
    shapes = rule.get("placeholders", {})
    spellings = tuple(Spelling.parse(spelling, shapes) for spelling in rule.get("spellings", []))
    learn = rule.get("number_prefix", {})
    prefixes = learn.get("known")
    return AgencyRule(_origins(rule), spellings, bool(learn), tuple(learn.get("alike", ())), prefixes)


def missing_columns(mapping: TableMapping, table: Table) -> list[str]:
    """Return one Chinese sentence for each column that the mapping names and the table lacks."""
    sentences = []
    for column in mapping.columns():
        if column not in table.columns:
            near = get_close_matches(column, table.columns, 1)
            hint = _("；是不是「{near}」").format(near=near[0]) if near else ""
            sentences.append(
                _("{file} 第 1 行：没有「{column}」这一列{hint}").format(file=table.name, column=column, hint=hint)
            )
    return sentences
