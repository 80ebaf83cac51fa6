"""The table of kinds: what a path in content/ means. A new kind is one row here."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Stage(StrEnum):
    """When the law asks for a publication: before, during or after the act (国办发〔2018〕118号 二)."""

    BEFORE = "事前公开"
    DURING = "事中公示"
    AFTER = "事后公开"
    GENERAL = "制度建设"


class Shape(StrEnum):
    """What one file holds: one record, or a list of entries that each have a key."""

    RECORD = "record"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    `pattern` is its path below content/ with `{agency}`, `{year}`, `{month}` and `{slug}`; `schema` and `template`
    name files in schemas/ and theme/templates/; `heading` and `day` name the fields that hold a record's
    title and its own date; `key` names the field that tells the entries of a list apart.
    """

    name: str
    title: str
    stage: Stage
    pattern: str
    schema: str
    template: str
    heading: str = "title"
    day: str | None = None
    shape: Shape = Shape.RECORD
    key: str | None = None

    def match(self, path: str) -> dict[str, str] | None:
        """Return the named parts of a content path of this kind, or None where the path is of another kind."""
        found = _pattern(self.pattern).fullmatch(path)
        return found.groupdict() if found else None


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    shapes = {"agency": r"[^/]+", "slug": r"[^/]+", "year": r"[12][0-9]{3}", "month": r"(?:0[1-9]|1[0-2])"}
    pieces = re.split(r"\{(\w+)\}", pattern)
    fixed, named = pieces[::2], pieces[1::2]
    groups = [f"(?P<{name}>{shapes[name]})" for name in named] + [""]
    return re.compile("".join(re.escape(text) + group for text, group in zip(fixed, groups, strict=True)))


KINDS: tuple[Kind, ...] = (
    Kind("agency", "行政执法主体", Stage.BEFORE, "agencies/{agency}/agency.yaml", "agency", "agency.html", "name"),
    Kind(
        "decision",
        "行政执法决定",
        Stage.AFTER,
        "agencies/{agency}/decisions/{year}/{month}/{slug}.yaml",
        "decision",
        "decision.html",
        day="decision_date",
    ),
    Kind("policy", "制度文件", Stage.GENERAL, "policies/{slug}.md", "policy", "policy.html", day="issued_on"),
)


def kind_of(path: str, kinds: tuple[Kind, ...] = KINDS) -> Kind | None:
    """Return the kind that a content path belongs to, or None."""
    return next((kind for kind in kinds if kind.match(path) is not None), None)
