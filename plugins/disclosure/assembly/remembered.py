"""The log that the last build published, and what must be said where the log of today does not begin with it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from disclosure.assembly.manifest import write_whole
from disclosure.assembly.transparency import Bound
from disclosure.history.ledger import History
from disclosure.history.repository import PUBLIC
from disclosure.history.transparency.leaves import commitment_in
from disclosure.history.transparency.tree import HASH
from disclosure.model.erasure import REGISTER, Surviving
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _

FILE = "log.hashes"
"""The leaf hashes of the log as it was last built, in a build's cache folder."""
STUBS = "log.erased.json"
"""The numbers of the leaves whose version was erased, as of the last build."""
FEW = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the log of today stands to the last one: how many leaves that had, and the first place where they part."""

    before: int
    parts_at: int | None

    @property
    def holds(self) -> bool:
        """Whether the last log is there, and is the beginning of today's."""
        return self.before > 0 and self.parts_at is None


def compared(cache: Path, found: Bound) -> Verdict:
    """Hold today's log against that of the last build."""
    try:
        raw = (cache / FILE).read_bytes()
    except OSError:
        raw = b""
    before = [raw[at : at + HASH] for at in range(0, len(raw), HASH)]
    now = found.tree.levels[0]
    parts = next((place for place, (old, new) in enumerate(zip(before, now, strict=False)) if old != new), None)
    if parts is None and len(now) < len(before):
        parts = len(now)
    return Verdict(len(before), parts)


def accounted_for(cache: Path, found: Bound, history: History, erased: Mapping[int, Surviving]) -> frozenset[str]:
    """Return the commits that are on the line no more because of an erasing by procedure.

    The log begins with the last one, versions are gone that were there then, and each of them is registered.
    """
    try:
        before = frozenset(json.loads((cache / STUBS).read_bytes()))
    except (OSError, ValueError):
        before = frozenset()
    fresh = found.stubs - before
    by_procedure = bool(fresh) and found.stubs <= erased.keys() and compared(cache, found).holds
    return frozenset({history.lost}) if history.lost and by_procedure else frozenset()


def remember(cache: Path, found: Bound, history: History) -> None:
    """Keep the leaf hashes for the next build; where the log was changed the old ones stay, and so does the alarm."""
    if (history.branch in PUBLIC or history.detached) and compared(cache, found).parts_at is None:
        cache.mkdir(parents=True, exist_ok=True)
        write_whole(cache / STUBS, json.dumps(sorted(found.stubs)).encode())
        write_whole(cache / FILE, b"".join(found.tree.levels[0]))


def log_issues(history: History, erased: Mapping[int, Surviving], found: Bound | None, cache: Path) -> Iterator[Issue]:
    """Yield where history, the log and the register of erasings do not agree with what was published, or each other."""
    yield from _history_issues(history, found, cache)
    yield from register_issues(found, erased)


def _history_issues(history: History, found: Bound | None, cache: Path) -> Iterator[Issue]:
    """Yield what must be said of a history, or of a log, that is no longer what was published."""
    verdict = compared(cache, found) if found else Verdict(0, None)
    cut = found is not None and verdict.parts_at == found.tree.size
    told = history.branch in PUBLIC or (history.detached and not cut)
    if found and verdict.parts_at is not None and told:
        yield _log_rewritten(found, verdict.parts_at, verdict.before)
    elif history.rewritten and verdict.holds:
        problem = _("版本历史被改写过，公开日志没有变：上次生成时的 {number} 条都在，一条不差")
        remedy = _("彻底删除的登记在 content/log/erased.yaml；请核对改写只是照登记做的")
        yield _warning("content", "history", problem.format(number=verdict.before), remedy)
    elif history.rewritten:
        problem = _("版本历史被改写过：以前公开的提交已经不在历史里，公开记录不可信")
        yield _warning("content", "history", problem, _("请查明是谁用强制推送改写了历史，并恢复原来的提交"))


def _log_rewritten(found: Bound, place: int, before: int) -> Issue:
    """Return the alarm: what was published of the log is no longer in it, from a certain place on."""
    if place == found.tree.size:
        problem = _("公开日志被截短：上次生成时有 {before} 条，现在只有 {now} 条").format(before=before, now=place)
        remedy = _("请查明是谁删掉了后面的提交，并恢复")
    elif place in found.stubs:
        problem = _("公开日志被改写：彻底删除的{event}与上次生成时不同").format(event=_named(found, place))
        remedy = _(
            "请核对 content/log/erased.yaml 里这一条的校验值；生成时要有日志的种子 GONGSHI_LOG_SEED 或者 log/seed"
        )
    else:
        problem = _("公开日志被改写：从{event}起与上次生成时不同").format(event=_named(found, place))
        remedy = _("请查明是谁改写了版本历史或者换了日志的种子，并恢复；查明以后删除缓存文件夹就不再提示")
    return _warning("content", "log-rewritten", problem, remedy)


def _named(found: Bound, place: int) -> str:
    """Return what to call an event of the log: its number, and the record where its leaf names one."""
    record = json.loads(found.leaves[place]).get("record")
    return (
        _("第 {place} 条（{record}）").format(place=place, record=record)
        if record
        else _("第 {place} 条").format(place=place)
    )


def register_issues(found: Bound | None, erased: Mapping[int, Surviving]) -> Iterator[Issue]:
    """Yield where the register of erasings and the history do not agree."""
    if found is None:
        return
    place = f"content/{REGISTER}"
    for number in sorted(number for number in erased if number >= found.tree.size):
        problem = _("登记的第 {number} 条不在公开日志里").format(number=number)
        yield Issue(place, 0, 0, "erased-unknown", problem, _("请用 ./portal erase 重新登记"))
    for number in islice(sorted(found.stubs - erased.keys()), FEW):
        problem = _("{event}的内容已经从历史里抹去，这里没有登记").format(event=_named(found, number))
        yield _warning(place, "erased-unlisted", problem, _("请查明是谁抹去的，并补上登记；公开日志因此对不上"))
    waiting = sorted(number for number in erased.keys() - found.stubs if number < found.tree.size)
    wrong = [number for number in waiting if commitment_in(found.leaves[number]) != erased[number]]
    for number in islice(wrong, FEW):
        problem = _("登记的第 {number} 条的校验值与历史里的内容不符").format(number=number)
        yield _warning(place, "erased-differs", problem, _("请核对日志的种子，再用 ./portal erase 重新登记"))
    if waiting:
        problem = _("登记了彻底删除，但是 {number} 个版本的内容还在版本历史里").format(number=len(waiting))
        yield _warning(place, "erased-waiting", problem, _("请管理员照 docs/erasing.md 改写历史"))


def _warning(place: str, rule: str, problem: str, remedy: str) -> Issue:
    return Issue(place, 0, 0, rule, problem, remedy, level=Level.WARNING)
