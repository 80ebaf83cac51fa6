"""What a branch would publish if it were merged today: one value, and the same as JSON for programs."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from disclosure.checking.audit.scope import Scope
from disclosure.model.event import ACTION_TITLES, Action
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.timing.duties import Owed
from disclosure.timing.standing import State


@dataclass(frozen=True, slots=True)
class Coming:
    """What the merge does to one record: `address` is that of its page, `details` what of it changes, in words.

    `owed` are the duties that the merge would do. `faulty` says that the file has errors, so that nobody can say yet
    what its page would show; `withheld` that it is counted and not shown.
    """

    record: str
    path: str
    agency: str
    kind: str
    action: Action
    title: str = ""
    number: str = ""
    address: str = ""
    parties: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    owed: tuple[Owed, ...] = ()
    faulty: bool = False
    withheld: bool = False

    @property
    def late(self) -> bool:
        """Whether something of it is overdue already."""
        return any(one.standing.state is State.OVERDUE for one in self.owed)


@dataclass(frozen=True, slots=True)
class Preview:
    """The copy of the changed pages: how many there are, or why there are none."""

    pages: int = 0
    why_not: str = ""


@dataclass(frozen=True)
class Proposal:
    """Everything that is to be told of a branch before it is merged.

    `base` is the branch that it goes into, `commits` the number of its own commits; `beside` are the paths of what it
    changes besides records. `issues` came with the branch, `standing` are the errors that the base has already, and
    `hushed` is the number of its warnings; `uncommitted` is how many files are written and not committed yet.
    `preview` is None where nobody asked for one.
    """

    as_of: date
    base: str
    head: str
    commits: int
    names: Mapping[str, str] = field(default_factory=dict)
    coming: Sequence[Coming] = ()
    beside: Sequence[str] = ()
    issues: Sequence[Issue] = ()
    standing: Sequence[Issue] = ()
    hushed: int = 0
    scope: Scope = field(default_factory=Scope)
    preview: Preview | None = None
    uncommitted: int = 0

    @property
    def errors(self) -> int:
        """How many errors stand against the merge: those of the branch, of the base, and of the scope check."""
        found = (*self.issues, *self.standing, *self.scope.issues)
        return sum(issue.level is Level.ERROR for issue in found)

    def name(self, agency: str) -> str:
        """Return what to call an agency."""
        return self.names.get(agency, agency) or _("全辖区")


def as_json(proposal: Proposal) -> str:
    """Return a proposal as one JSON object."""
    told = {
        "as_of": proposal.as_of.isoformat(),
        "base": proposal.base,
        "head": proposal.head,
        "commits": proposal.commits,
        "uncommitted": proposal.uncommitted,
        "errors": proposal.errors,
        "changes": [_change(one) for one in proposal.coming],
        "beside": list(proposal.beside),
        "issues": [_issue(issue) for issue in proposal.issues],
        "standing": [_issue(issue) for issue in proposal.standing],
        "scope": {
            "judged": proposal.scope.judged,
            "authors": list(proposal.scope.authors),
            "issues": [_issue(issue) for issue in proposal.scope.issues],
        },
        "states": _states(proposal),
        **({"preview": asdict(proposal.preview)} if proposal.preview else {}),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _states(proposal: Proposal) -> dict[str, int]:
    counts = Counter(one.standing.state for change in proposal.coming for one in change.owed)
    return {state.value: counts[state] for state in State if counts[state]}


def _change(one: Coming) -> dict[str, object]:
    return {
        "record": one.record,
        "path": one.path,
        "agency": one.agency,
        "kind": one.kind,
        "action": one.action.value,
        "action_title": _(ACTION_TITLES[one.action]),
        "title": one.title,
        "document_no": one.number,
        "address": one.address,
        "parties": list(one.parties),
        "details": list(one.details),
        "faulty": one.faulty,
        "withheld": one.withheld,
        "duties": [_duty(owed) for owed in one.owed],
    }


def _duty(owed: Owed) -> dict[str, object]:
    deadline = owed.duty.deadline
    return {
        "record": owed.duty.record,
        "rule": deadline.rule.id,
        "due": deadline.day.isoformat(),
        "provisional": deadline.provisional,
        "state": owed.standing.state.value,
        "late_by": owed.standing.late_by,
    }


def _issue(issue: Issue) -> dict[str, object]:
    return {**asdict(issue), "level": issue.level.value, "message": issue.sentence}
