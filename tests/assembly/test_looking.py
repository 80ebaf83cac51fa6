"""What only shows across documents, looked for again where decisions have changed: as if everything were looked at."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.intake.demonstrated import documents
from tests.intake.test_demo_content import TODAY, gate, kind_at, rules

from disclosure.assembly.drawers import CLAIMS, Drawer
from disclosure.assembly.looking import again, agency_of
from disclosure.assembly.outcomes import Outcome
from disclosure.assembly.web import looked_at
from disclosure.checking.across import check_across
from disclosure.checking.claims import Claims, claims
from disclosure.checking.references import Reference, Referrer
from disclosure.model.issue import Issue
from disclosure.model.kinds import KINDS

World = Mapping[str, Claims]
NUMBER = "示教罚〔2026〕12号"
OTHER = "agencies/scjgj/decisions/2025/10/xk-241"


def check(stated: Sequence[Claims]) -> Iterator[Issue]:
    """Look at everything."""
    return check_across(stated, KINDS, lambda _path, _pointer: (1, 1), rules(TODAY))


def outcomes(world: World) -> list[Outcome]:
    """Return the documents as parts leave them: those of each kind of each agency."""
    parts: dict[tuple[str, str], list[Claims]] = defaultdict(list)
    for claim in world.values():
        parts[claim.agency or "", claim.kind].append(claim)
    return [
        Outcome(
            f"{agency}-{kind}",
            Path(),
            Drawer({CLAIMS: own}),
            agency or None,
            frozenset({kind}),
            looks=frozenset(slug for claim in own for slug in looked_at(claim)),
        )
        for (agency, kind), own in sorted(parts.items())
    ]


@pytest.fixture(scope="module")
def world() -> World:
    """The documents of the demonstration, with some that name decisions of another agency."""
    referrer = Referrer(gate().schemas, KINDS)
    found = {path: claims(document, kind_at(path), referrer) for path, document in documents().items()}
    decisions = [path for path, claim in found.items() if claim.kind == "decision"]
    for path in decisions[::7]:
        found[path] = replace(found[path], replaces=OTHER)
    for path in decisions[1::9]:
        found[path] = replace(found[path], refs=(*found[path].refs, Reference(("matter",), "decision", OTHER)))
    return found


def changes(world: World, path: str) -> Iterator[tuple[str, World]]:
    """Yield the documents with one decision gone, come twice, or saying something else."""
    claim = world[path]
    yield "gone", {other: told for other, told in world.items() if other != path}
    yield "twice", {**world, f"{path}l": replace(claim, path=f"{path}l")}
    yield "withdrawn", {**world, path: replace(claim, withdrawn=True, facts=())}
    yield "withheld", {**world, path: replace(claim, withheld=True)}
    yield "same number", {**world, path: replace(claim, number=NUMBER)}
    yield "names nothing", {**world, path: replace(claim, refs=(), replaces=None, laws=())}
    yield "names another agency's", {**world, path: replace(claim, replaces=OTHER, replaced_by=OTHER)}
    yield "moved to no agency", {**world, path: replace(claim, agencies=((("agency",), "nobody"),))}


def test_what_is_seen_again_is_what_a_look_at_everything_sees(world: World) -> None:
    """Whichever decision changes, and however: the issues are those of all documents, each of them looked at."""
    seen = frozenset(check(list(world.values())))
    tried = set()
    for path in [path for path, claim in world.items() if claim.kind == "decision"][:: len(world) // 60 or 1]:
        for what, changed in changes(world, path):
            found = again(outcomes(changed), frozenset({agency_of(f"content/{path}")}), seen, check)
            assert found == frozenset(check(list(changed.values()))), (path, what)
            tried |= {(what, found == seen)}
    assert {what for what, same in tried if not same} >= {"gone", "twice", "names another agency's"}


def test_a_decision_that_others_name_changes_what_is_said_of_them(world: World) -> None:
    """Where it goes, every document of another agency that names it leads nowhere."""
    seen = frozenset(check(list(world.values())))
    without = {path: claim for path, claim in world.items() if claim.id != OTHER}
    found = again(outcomes(without), frozenset({"scjgj"}), seen, check)
    assert found == frozenset(check(list(without.values())))
    assert {agency_of(issue.path) for issue in found - seen} - {"scjgj"}


def test_where_nothing_is_known_everything_is_looked_at(world: World) -> None:
    """As after a change of a list, of the rules or of the day."""
    assert again(outcomes(world), None, frozenset(), check) == frozenset(check(list(world.values())))
