"""The register of erasings: what was taken out of history too, on what ground, and that the public log still holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from disclosure.model.language import _
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.registers import cited, day, members, register, rows, words
from disclosure.pages.shared import ANY, Subject
from disclosure.pages.views import Citation, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRow:
    """One erasing: the record (None: it was never public), the ground, who decided, and the places in the log."""

    key: str
    day: date | None
    record: Link | None
    entry: str
    basis: tuple[Citation, ...]
    authority: str
    reason: str
    leaves: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ErasurePage(FullRecord):
    """Everything that was erased from history by law (erasure.html; 个人信息保护法 第四十七条)."""

    template: Template = "erasure.html"
    erasings: Annotated[tuple[ErasureRow, ...], "the erasings, newest first"]


def erasure_page(subject: Subject) -> ErasurePage:
    """Return the page of the register of erasings."""
    found = tuple(_erasing(subject, key, fields) for key, fields in rows(subject))
    description = _("依法从版本历史里也删去的内容：依据、决定机关、理由和保留的校验值")
    return ErasurePage(**register(subject, description), erasings=found[::-1])


def _erasing(subject: Subject, key: str, fields: Mapping[str, Any]) -> ErasureRow:
    return ErasureRow(
        key=key,
        day=day(fields, "erased_on"),
        record=subject.link(ANY, words(fields, "record")) if fields.get("record") else None,
        entry=words(fields, "entry"),
        basis=cited(fields),
        authority=words(fields, "authority"),
        reason=words(fields, "reason"),
        leaves=tuple(int(leaf["leaf"]) for leaf in members(fields.get("leaves"))),
    )
