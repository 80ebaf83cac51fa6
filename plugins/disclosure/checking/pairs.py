"""Records that name each other: a matter and its guide, a matter and its standard of discretion."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from disclosure.model.issue import Level
from disclosure.model.language import _

if TYPE_CHECKING:
    from disclosure.checking.claims import Claims, Everything
    from disclosure.checking.references import Reference
    from disclosure.model.issue import Issue

MATTER = "matter"
PAIRED = frozenset({"guide", "discretion"})
"""Kinds that say which matter they are for, and that the matter names in its turn."""


def pairs_name_each_other(everything: "Everything") -> Iterator["Issue"]:
    """Where a guide or a standard names its matter, the matter names it, and the other way round."""
    named = {(source, ref.target) for claim in everything.claims for source, ref in _references(claim)}
    for claim in everything.claims:
        for source, ref in _references(claim):
            target = everything.by_id.get(ref.target.partition("#")[0])
            paired = (claim.kind in PAIRED and ref.kind == MATTER) or (claim.kind == MATTER and ref.kind in PAIRED)
            if paired and target and (ref.target, source) not in named and _is_there(target, ref.target):
                title = everything.kinds[ref.kind].entry or everything.kinds[ref.kind].title
                value = ref.target.partition("#")[2] or ref.target.rpartition("/")[2]
                problem = _("{title}「{value}」那边没有写这一条").format(title=title, value=value)
                remedy = _("请在 content/{path} 补上，或者改正这里").format(path=target.path)
                yield everything.issue(claim, ref.pointer, "one-sided-reference", problem, remedy, title, Level.WARNING)


def _references(claim: "Claims") -> Iterator[tuple[str, "Reference"]]:
    """Yield the references of a document with the id of what refers: the record, or the entry of its list."""
    keys = [key for key, _span in claim.spans]
    for ref in claim.refs:
        place = ref.pointer[1] if ref.pointer[:1] == ("entries",) and len(ref.pointer) > 1 else None
        inner = isinstance(place, int) and place < len(keys)
        yield (f"{claim.id}#{keys[place]}" if inner and isinstance(place, int) else claim.id), ref


def _is_there(target: "Claims", name: str) -> bool:
    """Tell whether the other side is there: a list that has the entry, or a record that is not withdrawn."""
    key = name.partition("#")[2]
    return not target.withdrawn and (not key or key in {known for known, _span in target.spans})
