"""The comparison with the merge base: every rule, in the order in which a person would look."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from disclosure.checking.branch.commits import commits_hold_nothing_private
from disclosure.checking.branch.comparison import Comparison, Version
from disclosure.checking.branch.dated import dated_rules_stay
from disclosure.checking.branch.expiry import expired_by_the_rules
from disclosure.checking.branch.files import gone_records, published_files_stay
from disclosure.checking.branch.limits import limit_of, not_too_much_at_once
from disclosure.checking.branch.stopping import stopped_too_early
from disclosure.checking.branch.versions import remarks_on
from disclosure.checking.gate import Gate
from disclosure.checking.remarks import issue_of
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind, kind_of
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas


def check_branch(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    comparison: Comparison,
    gate: Gate,
    kinds: tuple[Kind, ...],
    withdrawals: dict[str, Any],
    as_of: date,
    judged: Iterable[Issue],
) -> list[Issue]:
    """Return what a branch may not do to what was public, sorted.

    `withdrawals` is the data of rules/withdrawals.yaml; `judged` are the issues with the files as they are now.
    """
    if comparison.nothing:
        return [_nothing_to_compare(comparison)]
    pairs = list(versions(comparison, kinds, gate.schemas))
    issues = {*published_files_stay(comparison, kinds), *dated_rules_stay(comparison, gate.schemas)}
    for pair in pairs:
        begun = comparison.begun.get(pair.after.path)
        early = stopped_too_early(pair, gate.rules, begun)
        remarks = chain(remarks_on(pair), expired_by_the_rules(pair, gate.rules, begun), early)
        issues.update(issue_of(remark, pair.after, gate.schemas, pair.kind.schema) for remark in remarks)
    lost = [path for path in gone_records(comparison, kinds) if path not in comparison.renamed]
    ended = [*(pair.after.path for pair in pairs if pair.ends), *lost]
    issues.update(not_too_much_at_once(comparison, ended, limit_of(withdrawals, as_of), kinds))
    issues.update(commits_hold_nothing_private(comparison, gate, kinds, judged))
    return sorted(issues)


def versions(comparison: Comparison, kinds: tuple[Kind, ...], schemas: Schemas) -> Iterator[Version]:
    """Yield every published record that was changed and can be read, before and after.

    What comes back is held against what the public saw last, not against the tombstone.
    """
    known = {**comparison.before, **comparison.last}
    for path in sorted(known.keys() & comparison.after.keys()):
        kind = kind_of(path, kinds)
        if kind is None:
            continue
        before, after = (read_document(path, side[path]) for side in (known, comparison.after))
        if isinstance(before, Document) and isinstance(after, Document):
            yield Version(kind, before, after, schemas, back=path in comparison.last)


def _nothing_to_compare(comparison: Comparison) -> Issue:
    problem = _("与 {base}（{commit}）没有可比的：现在的提交已经在它里面，也没有改动").format(
        base=comparison.base, commit=comparison.commit[:7]
    )
    remedy = _("请在要合并的分支上运行，--base 写要并入的分支，例如 origin/main")
    return Issue("content", 0, 0, "base-nothing", problem, remedy, level=Level.WARNING)
