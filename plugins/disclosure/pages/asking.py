"""The examples of the search page: words that find something on this very site, made at build time.

They name an agency, a law and a document number of what is public now: no person, and nothing that was withdrawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from disclosure.model.document_number import DocumentNumber
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _
from disclosure.model.public import Row, Status

LOOKED_AT = 200
COMPANY = _("公司")


@dataclass(frozen=True, slots=True)
class Examples:
    """What may be asked, way by way; a way of which the site has no example has none."""

    numbers: tuple[str, ...] = ()
    together: str = ""
    without: str = ""
    fields: tuple[str, ...] = ()
    exact: str = ""


def examples_of(agencies: Iterable[Row], decisions: Sequence[Row], laws: Mapping[str, int]) -> Examples:
    """Return examples from rows in ledger order: the oldest that fit, as they change seldom; some are looked at."""
    names = {row.agency: row.title for row in agencies if row.status is Status.PUBLISHED}
    public = [row for row in decisions[:LOOKED_AT] if row.status is Status.PUBLISHED]
    decided = (row for row in public if row.agency in names)
    agency, number = next(((names[row.agency], one) for row in decided if (one := _number(row))), ("", None))
    agency = agency or next(iter(names.values()), "")
    fields = [_("机关:{name}").format(name=agency)] if agency else []
    if laws:
        fields.append(_("法:{name}").format(name=min(laws, key=lambda law: (-laws[law], law))))
    if any(COMPANY in name for row in public for name, _code in row.parties):
        fields.append(_("当事人:{name}").format(name=COMPANY))
    if number is None:
        return Examples(fields=tuple(fields))
    return Examples(
        (f"〔{number.year}〕{number.number}号", f"{number.prefix}({number.year})第{number.number}"),
        f"{agency} {number.prefix}",
        f"{agency} -{number.prefix}",
        tuple(fields),
        f"「{number.prefix} 〔{number.year}〕{number.number}号」",
    )


def _number(row: Row) -> DocumentNumber | None:
    """Return a number without a part of its own, which is written in every usual way."""
    try:
        number = DocumentNumber.parse(row.document_no or "")
    except MalformedValue:
        return None
    return number if not number.sub and number.prefix.isalpha() else None
