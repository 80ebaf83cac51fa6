"""A row of a spreadsheet becomes the data of a record, or the reasons why it cannot."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from disclosure.intake.agencies import Named, name_agencies
from disclosure.intake.cleaners import clean
from disclosure.intake.mapping import FieldRule, Origin, TableMapping
from disclosure.intake.names import looks_like_a_person, mask_everywhere, mask_name
from disclosure.intake.noted import Noted
from disclosure.intake.report import RowIssue
from disclosure.intake.spellings import Agency
from disclosure.intake.tables import Table, TableRow
from disclosure.model.errors import MalformedValue
from disclosure.model.issue import Level
from disclosure.model.language import _

NATURAL_PERSON = "自然人"
ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
NUMBERS_ALLOWED = frozenset({"amount"})


@dataclass(slots=True)
class Draft:
    """What a row gave: its agency and data, and what there is to say; `raw_names` are natural persons' full names."""

    row: int
    named: Named | None = None
    data: dict[str, Any] = field(default_factory=dict)
    issues: list[RowIssue] = field(default_factory=list)
    raw_names: list[str] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether something keeps the row out."""
        return any(issue.level is Level.ERROR for issue in self.issues)

    def say(self, column: str, reason: str, sentence: str, level: Level = Level.ERROR) -> None:
        """Add an issue of this row."""
        self.issues.append(RowIssue(self.row, column, reason, sentence, level))


def tidy(text: str) -> str:
    """Return a cell's text as a file may hold it: no tabs, invisible characters or spaces at the ends of lines."""
    lines = ZERO_WIDTH.sub("", text).replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def read_rows(
    table: Table, mapping: TableMapping, title_of: Callable[[str], str], agency: Agency | None = None
) -> list[Draft]:
    """Return a draft for every row, in order; `agency`, where given, is that of all rows.

    `title_of` gives the Chinese title of a dotted field, for the note that keeps what a field could not take.
    """
    number_rule = next((rule for rule in mapping.fields if rule.field == "document_no"), None)

    def number_of(row: TableRow) -> str:
        return str(_value(Draft(row.number), number_rule, row, {}).value or "") if number_rule else ""

    found: Mapping[int, Named | RowIssue]
    if agency:
        found = {row.number: Named(agency) for row in table.rows}
    else:
        found = name_agencies(table.rows, mapping.agency, number_of)
    return [_draft(row, mapping, found[row.number], title_of) for row in table.rows]


def _draft(row: TableRow, mapping: TableMapping, named: Named | RowIssue, title_of: Callable[[str], str]) -> Draft:
    draft = Draft(row.number)
    for column, sentence in row.faults:
        draft.say(column, "shape", sentence)
    if isinstance(named, RowIssue):
        draft.issues.append(named)
    else:
        draft.named = named
    context: dict[str, Any] = {"agencies": _spellings(draft.named)}
    _parties(draft, mapping, row, context)
    context["several"] = len(draft.data.get("parties", ())) > 1
    for rule in sorted(mapping.fields, key=lambda rule: rule.field != "document_no"):
        noted = _value(draft, rule, row, context)
        if rule.field == "document_no" and noted.value:
            context["number"] = noted.value
        _put(draft.data, rule.field, noted.value)
        if noted.rest:
            _append_note(draft.data, _("{title}原文：{rest}").format(title=title_of(rule.field), rest=noted.rest))
    mask_everywhere(draft.data, draft.raw_names)
    return draft


def _spellings(named: Named | None) -> Sequence[str]:
    return (*named.agency.spellings, named.agency.name, *([named.written] if named.written else [])) if named else ()


def _value(draft: Draft, rule: FieldRule, row: TableRow, context: Mapping[str, Any]) -> Noted:
    """Return a field's value from the first origin that is not empty; what is wrong is said in the draft."""
    for origin in rule.origins:
        if origin.column is None:
            return Noted(origin.constant)
        cell = tidy(row.cells.get(origin.column, ""))
        if cell:
            return _read(draft, origin, cell, row, context)
    if rule.required:
        column = rule.origins[0].column or ""
        draft.say(column, "empty", _("是空的；这一项必须有，不能推断"))
    return Noted(None)


def _read(draft: Draft, origin: Origin, cell: str, row: TableRow, context: Mapping[str, Any]) -> Noted:
    column = origin.column or ""
    if column in row.numeric and not NUMBERS_ALLOWED.intersection(step.name for step in origin.steps):
        sentence = _(
            "存成了数字「{cell}」，前面的 0 和 15 位以后的数字可能已经丢失；请把这一列改成文本格式，再照原件填一遍"
        )
        draft.say(column, "numeric", sentence.format(cell=cell))
        return Noted(None)
    try:
        noted = clean(cell, origin.steps, context)
    except MalformedValue as fault:
        draft.say(column, "malformed", str(fault))
        return Noted(None)
    for note in noted.notes:
        draft.say(column, "note", note, Level.WARNING)
    return noted


def _put(data: dict[str, Any], path: str, value: object) -> None:
    """Set a field by its dotted path; nothing is written for nothing."""
    if value is None or value in ("", [], {}):
        return
    *parents, last = path.split(".")
    for parent in parents:
        data = data.setdefault(parent, {})
    data[last] = value


def _append_note(data: dict[str, Any], text: str) -> None:
    data["note"] = f"{data['note']}\n{text}" if data.get("note") else text


def _parties(draft: Draft, mapping: TableMapping, row: TableRow, context: Mapping[str, Any]) -> None:
    """Fill `parties`: the rule for `name` may give several names, the others describe each of them."""
    rules = {rule.field: rule for rule in mapping.parties}
    if "name" not in rules:
        return
    value = _value(draft, rules["name"], row, context).value
    names = [value] if isinstance(value, str) else list(value or ())
    facts = {name: _value(draft, rule, row, context).value for name, rule in sorted(rules.items()) if name != "name"}
    if len(names) > 1:
        for name in sorted(facts):
            if facts[name] and any(origin.column for origin in rules[name].origins) and name != "category":
                sentence = _("有几个当事人，这一格是谁的分不清，没有填")
                draft.say(rules[name].origins[0].column or "", "note", sentence, Level.WARNING)
                facts[name] = None
    parties = [_party(draft, name, facts, rules["name"]) for name in names]
    if parties:
        draft.data["parties"] = parties


def _party(draft: Draft, name: str, facts: Mapping[str, Any], rule: FieldRule) -> dict[str, Any]:
    column = rule.origins[0].column or ""
    if facts.get("category") == NATURAL_PERSON:
        masked = mask_name(name)
        if masked != name:
            draft.raw_names.append(name)
        name = masked
    elif looks_like_a_person(name):
        sentence = _("「{name}」不像单位的名称；是自然人的，要在表里写明类别").format(name=name)
        draft.say(column, "person", sentence)
    return {"name": name, **{key: value for key, value in facts.items() if value}}
