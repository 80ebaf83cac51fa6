"""What only all parts together show, looked for again only where something has changed since it was looked for last.

From a document, a check across documents sees of the decisions those of the same agency, and those that the document
names by their ids. So where only decisions have come, gone or changed, nothing can be said otherwise but of their
agencies' documents, and of those of agencies that name one of these agencies' decisions. A check that sees more must
not stand among those of across.py without a word here.
"""

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from disclosure.assembly.drawers import UNREADABLE, sealed, unsealed
from disclosure.assembly.manifest import write_whole
from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import Outcome
from disclosure.assembly.owing import numbers
from disclosure.checking.across import check_across
from disclosure.checking.remarks import Locate
from disclosure.checking.series import Series
from disclosure.model.issue import Issue

ACROSS, SERIES = "across.bin", "series.bin"
"""In a build's cache: what was seen last."""
DECISION = "decision"


class Known(NamedTuple):
    """A part as it was looked at: the digest of its inputs, its agency, whether it holds decisions and nothing else."""

    digest: str
    agency: str
    plain: bool


def across_issues(
    outcomes: Sequence[Outcome], digests: Sequence[str], setting: Setting, locate: Locate, cache: Path
) -> frozenset[Issue]:
    """Return the issues that only show across documents; `digests` are those of the parts' inputs."""
    day = setting.as_of.isoformat()
    parts = {one.name: Known(digest, _agency(one), _plain(one)) for one, digest in _with(outcomes, digests)}
    told = _recall(cache / ACROSS)
    before: Mapping[str, Known] | None = None
    seen: frozenset[Issue] = frozenset()
    if isinstance(told, tuple) and told[0] == day:
        _day, before, seen = told
        if before == parts:
            return seen
    found = again(outcomes, _touched(before, parts), seen, lambda claims: _checked(claims, setting, locate))
    write_whole(cache / ACROSS, sealed(pickle.dumps((day, parts, found))))
    return found


def again(
    outcomes: Sequence[Outcome],
    touched: frozenset[str] | None,
    seen: frozenset[Issue],
    check: Callable[[Sequence[Any]], Iterator[Issue]],
) -> frozenset[Issue]:
    """Return all issues, given those `seen` before decisions of the `touched` agencies changed (None: everything)."""
    if touched is None:
        return frozenset(check([claim for one in outcomes for claim in one.claims]))
    about = touched | {_agency(one) for one in outcomes if not touched.isdisjoint(one.looks)}
    named = about.union(*(one.looks for one in outcomes if _agency(one) in about))
    claims = [claim for one in outcomes if not _plain(one) or _agency(one) in named for claim in one.claims]
    kept = {issue for issue in seen if agency_of(issue.path) not in about}
    return frozenset(kept | {issue for issue in check(claims) if agency_of(issue.path) in about})


def agency_of(path: str) -> str:
    """Return the folder name of the agency that a file belongs to, as issues name files; empty for any other's."""
    steps = path.split("/")
    return steps[2] if steps[1:2] == ["agencies"] and len(steps) > 2 else ""  # noqa: PLR2004  # content/agencies/SLUG


def _checked(claims: Sequence[Any], setting: Setting, locate: Locate) -> Iterator[Issue]:
    return check_across(claims, setting.kinds, locate, setting.judging())


def _touched(before: Mapping[str, Known] | None, now: Mapping[str, Known]) -> frozenset[str] | None:
    """Return the agencies whose decisions have changed; None where anything else has, or nothing is known."""
    if before is None:
        return None
    names = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    changed = [one for parts in (before, now) for name in names if (one := parts.get(name))]
    return frozenset(one.agency for one in changed) if all(one.plain for one in changed) else None


def series_of_all(outcomes: Sequence[Outcome], digests: Sequence[str], cache: Path) -> tuple[Series, ...]:
    """Return the series of document numbers of all agencies; those of an agency without a change as they were."""
    told = _recall(cache / SERIES)
    before: Mapping[str, tuple[tuple[str, ...], tuple[Series, ...]]] = told if isinstance(told, dict) else {}
    parts: dict[str, list[tuple[str, Outcome]]] = defaultdict(list)
    for one, digest in _with(outcomes, digests):
        parts[_agency(one)].append((digest, one))
    now = {}
    for agency, own in sorted(parts.items()):
        inputs = tuple(sorted(digest for digest, _one in own))
        same = agency in before and before[agency][0] == inputs
        now[agency] = before[agency] if same else (inputs, numbers([one for _digest, one in own]))
    if now != before:
        write_whole(cache / SERIES, sealed(pickle.dumps(now)))
    return tuple(one for _inputs, found in now.values() for one in found)


def _with(outcomes: Sequence[Outcome], digests: Sequence[str]) -> Iterator[tuple[Outcome, str]]:
    return zip(outcomes, digests, strict=True)


def _agency(outcome: Outcome) -> str:
    return outcome.agency or ""


def _plain(outcome: Outcome) -> bool:
    return outcome.kinds <= {DECISION}


def _recall(path: Path) -> Any:  # noqa: ANN401  # whatever was kept
    try:
        return pickle.loads(unsealed(path.read_bytes()))  # noqa: S301  # our own cache, and intact
    except UNREADABLE:
        return None
