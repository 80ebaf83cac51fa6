"""Dated rules that were in force already: a new version follows the old one, and does not take its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.checking.branch.comparison import Comparison
from disclosure.checking.remarks import Remark, issue_of
from disclosure.checking.tiers import list_of, map_of
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas

DATED = {"rules/publicity.yaml": ("publicity", "regimes"), "rules/deadlines.yaml": ("deadlines", "deadlines")}
"""The files whose rules reach what is public already, with the schema of each and the list in it."""
WORDS = frozenset({"name", "basis", "note", "scope", "in_force_until", "remind_days", "conditions"})
"""What of a rule may be written better, or be ended, and moves no day."""


def dated_rules_stay(comparison: Comparison, schemas: Schemas) -> Iterator[Issue]:
    """No rule that was there changes what it asks, or goes, without somebody looking: it would reach into the past."""
    for path, (schema, name) in sorted(DATED.items()):
        if path not in comparison.before or path not in comparison.after:
            continue
        before, after = (read_document(path, side[path]) for side in (comparison.before, comparison.after))
        if isinstance(before, Document) and isinstance(after, Document):
            for remark in _moved(before, after, name):
                yield issue_of(remark, after, schemas, schema)


def _moved(before: Document, after: Document, name: str) -> Iterator[Remark]:
    now = {map_of(rule).get("id"): place for place, rule in enumerate(list_of(after.data.get(name)))}
    for rule in map(map_of, list_of(before.data.get(name))):
        place = now.get(rule.get("id"))
        if place is not None and _without_words(rule) == _without_words(map_of(after.data[name][place])):
            continue
        told = _("「{id}」改了内容") if place is not None else _("「{id}」删去了")
        problem = _("{what}，以前按它算的日期都会跟着变").format(what=told.format(id=rule.get("id")))
        remedy = _("规定变了的，旧的写上 in_force_until，新的另添一项；原来就写错了的，请复核的人对过原文再合并")
        yield Remark((name, place) if place is not None else (name,), "base-rule", problem, remedy, Level.WARNING)


def _without_words(value: Any) -> object:  # noqa: ANN401  # any YAML
    """Return what a rule asks, without the words that explain it."""
    if isinstance(value, Mapping):
        return {key: _without_words(inner) for key, inner in value.items() if key not in WORDS}
    return [_without_words(inner) for inner in value] if isinstance(value, list) else value
