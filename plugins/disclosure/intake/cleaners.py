"""The named cleaners that a mapping may use, each a pure function from text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.intake.amounts import amount
from disclosure.intake.citations import citations
from disclosure.intake.dates import date
from disclosure.intake.document_numbers import (
    document_number,
    document_number_within,
    strip_document_number,
    undouble,
)
from disclosure.intake.names import close_up, mask_name, one_line, split_parties, strip_agency, strip_short_name
from disclosure.intake.noted import Noted
from disclosure.intake.penalties import penalty
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _


@dataclass(frozen=True, slots=True)
class Cleaner:
    """A cleaner with the parameters that a mapping may give it, and what it needs to know of its row.

    `needs` names keys of a row's context: `number` (its document number), `agencies` (the ways to write its agency's
    name), `several` (whether it has several parties).
    """

    clean: Callable[..., Any]
    parameters: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


def strip(text: str, pattern: str) -> str:
    """Return the text without what matches a pattern."""
    return re.sub(pattern, "", text).strip()


def choose(text: str, values: Mapping[str, str]) -> str:
    """Return what the mapping says that a text stands for; MalformedValue for a text that it does not list."""
    if text not in values:
        raise MalformedValue(_("「{text}」不在对照表列出的几种写法里").format(text=text))
    return values[text]


def extract(text: str, pattern: str) -> str:
    """Return the first group that a pattern finds; MalformedValue where it does not match."""
    found = re.search(pattern, text)
    if not found:
        raise MalformedValue(_("「{text}」里找不到要取的部分").format(text=text))
    return (found[1] if found.re.groups else found[0]).strip()


CLEANERS: Mapping[str, Cleaner] = {
    "amount": Cleaner(amount, frozenset({"unit"})),
    "choose": Cleaner(choose, frozenset({"values"})),
    "citations": Cleaner(citations),
    "close_up": Cleaner(close_up),
    "date": Cleaner(date),
    "document_number": Cleaner(document_number),
    "document_number_within": Cleaner(document_number_within),
    "extract": Cleaner(extract, frozenset({"pattern"})),
    "mask_name": Cleaner(mask_name),
    "one_line": Cleaner(one_line),
    "penalty": Cleaner(penalty, frozenset({"also"}), frozenset({"several"})),
    "split_parties": Cleaner(split_parties),
    "strip": Cleaner(strip, frozenset({"pattern"})),
    "strip_agency": Cleaner(strip_agency, needs=frozenset({"agencies"})),
    "strip_document_number": Cleaner(strip_document_number, needs=frozenset({"number"})),
    "strip_short_name": Cleaner(strip_short_name),
    "undouble": Cleaner(undouble),
}
"""Every cleaner by the name that a mapping calls it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One cleaner as a mapping uses it."""

    name: str
    parameters: Mapping[str, Any]


def clean(text: str, steps: tuple[Step, ...], context: Mapping[str, Any]) -> Noted:
    """Send a text through cleaners one after the other; MalformedValue from the first that cannot read it."""
    result = Noted(text)
    for step in steps:
        cleaner = CLEANERS[step.name]
        known = {key: context[key] for key in sorted(cleaner.needs) if key in context}
        value = cleaner.clean(result.value, **step.parameters, **known)
        noted = value if isinstance(value, Noted) else Noted(value)
        result = Noted(noted.value, (*result.notes, *noted.notes), noted.rest or result.rest)
    return result
