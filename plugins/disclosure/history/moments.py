"""Every change with its moment: when it became public, who wrote it, who let it in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from disclosure.history.merged import Brought
from disclosure.history.walk import Change, Commit, Person
from disclosure.model.event import Moment

# Merges made on a forge's web page are committed by the forge; the person who pressed the button is their author.
FORGE = "noreply@"


def changes_in_order(
    steps: Sequence[Commit], merged: Mapping[str, Brought], position: int = 0, clock: int | None = None
) -> Iterator[tuple[Moment, Change]]:
    """Yield the changes of all steps, oldest first, each with its moment.

    `position` is that of the first step, `clock` the committer time (seconds) of the step before it.
    """
    for place, step in enumerate(steps, position):
        backdated = clock is not None and step.seconds < clock
        clock = step.seconds
        by_path = merged.get(step.id, {})
        alone = _told(step, ())
        moments: dict[tuple[str, str | None, bool], Moment] = {}
        for change in sorted(step.changes):
            told = _told(step, _writers(change, by_path)) if by_path else alone
            if told not in moments:
                moments[told] = Moment(place, step.id, moment_time(step.seconds, step.zone), *told, backdated)
            yield moments[told], change


def moment_time(seconds: int, zone: int) -> datetime:
    """Return a commit's time in the zone it was made in, `zone` in minutes east of UTC."""
    return datetime.fromtimestamp(seconds, _zone(zone))


@cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes)) if minutes else UTC


def _writers(change: Change, brought: Brought) -> list[Commit]:
    """Return the merged commits behind a change: first who wrote the version that came to stay, then newest first."""
    versions = brought.get(change.path, ())
    return [commit for _new, commit in sorted(versions, key=lambda version: version[0] != change.new)]


def _told(step: Commit, commits: Sequence[Commit]) -> tuple[str, str | None, bool]:
    """Return author, approver and import mark of a change; the first of the merged commits behind it wrote it."""
    author = commits[0].author if commits else step.author
    approvers: list[Person] = []
    if len(step.parents) > 1:
        approvers.append(step.author if step.committer.mail.startswith(FORGE) else step.committer)
    approvers.extend(step.reviewers)
    approvers.extend(reviewer for commit in commits for reviewer in commit.reviewers)
    approver = next((person.name for person in approvers if person.name and not person.same(author)), None)
    return author.name, approver, step.imported or any(commit.imported for commit in commits)
