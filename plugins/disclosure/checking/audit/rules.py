"""The rules of the audit: one small function each, in a visible list."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from posixpath import commonpath
from zoneinfo import ZoneInfo

from disclosure.checking.audit.facts import WHOLE, Audited, Deed, Demands, Lost, Trust
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHOWN = 5
MISTRUSTED = {
    Trust.NONE: ("没有签名", "请用 git commit -S 签名（先用 git config 设好 gpg.format 和 user.signingKey）"),
    Trust.BAD: ("签名与内容对不上", "提交可能被改动过，请查明，并与作者手里的提交核对"),
    Trust.UNKNOWN: (
        "签名的钥匙不认识，或者这台机器核验不了",
        "请核对是谁的钥匙；是本单位的，由整个仓库的维护人加进签名人名单（GPG 的请导入公钥）",
    ),
    Trust.EXPIRED: ("签名的钥匙已经过期", "请换新的钥匙，并写进签名人名单"),
    Trust.REVOKED: ("签名的钥匙已经作废", "请查明钥匙为什么作废，核对这些提交"),
}
EXTENSIONS = {"分": 1, "小时": 60, "天": 1440}


def history_was_kept(audited: Audited, _demands: Demands) -> Iterator[Issue]:
    """Every commit that was public once is still on the line, unless an erasing by procedure accounts for it."""
    for commit in audited.rewritten:
        if commit not in audited.accounted:
            problem = _("版本历史被改写过：以前公开的提交 {commit} 已经不在主线上").format(commit=commit[:7])
            remedy = _("请查明是谁用强制推送改写了历史，从别的克隆或者备份里恢复原来的提交")
            yield Issue(audited.content, 0, 0, "audit-rewritten", problem, remedy)


def owners_did_it(audited: Audited, _demands: Demands) -> Iterator[Issue]:
    """Every file is changed by somebody who maintained its folder, or one above it, at that time."""
    for deed in audited.deeds:
        owners, mail = deed.owners, deed.mail.casefold()
        strange = [path for path in deed.paths if owners is not None and not owns(owners, mail, path)]
        if strange:
            problem = _("{who}改了 {files}，他不是维护人").format(who=_signed(deed), files=files_told(strange))
            remedy = _(
                "请查明；应当由他维护的，请整个仓库的维护人把他的邮箱加进 maintainers.yaml；"
                "不应当的，核对改动，用 git revert {commit} 撤回"
            ).format(commit=deed.commit[:7])
            yield Issue(strange[0], 0, 0, "audit-owner", problem, remedy)


def owns(owners: Mapping[str, frozenset[str]], who: str, path: str) -> bool:
    """Tell whether somebody (in small letters) maintains the folder of a file, or one above it."""
    steps = path.split("/")
    folders = [WHOLE, *("/".join(steps[:length]) for length in range(1, len(steps) + 1))]
    return any(who in owners.get(folder, frozenset()) for folder in folders)


def files_told(paths: Sequence[str]) -> str:
    """Return the first of some files, and how many there are."""
    more = _(" 等 {n} 个文件").format(n=len(paths)) if len(paths) > 1 else ""
    return f"{paths[0]}{more}"


def commits_are_signed(audited: Audited, demands: Demands) -> Iterator[Issue]:
    """Every commit has a good signature since the day from which the portal demands one.

    The day is that of the line, not the commit's own: a clock set back gets nobody around it.
    """
    found: dict[tuple[Trust, str], list[Deed]] = defaultdict(list)
    for deed in audited.deeds:
        asked = demands.signed_from and deed.due and _day(deed.due) >= demands.signed_from
        if asked and deed.trust not in {Trust.GOOD, None}:
            found[deed.trust or Trust.NONE, deed.who].append(deed)
    for (trust, who), deeds in sorted(found.items()):
        said, remedy = MISTRUSTED[trust]
        commits = "、".join(deed.commit[:7] for deed in deeds[:SHOWN])
        more = _(" 等 {n} 个").format(n=len(deeds)) if len(deeds) > SHOWN else ""
        problem = _("{who}的提交 {commits}{more}（{day} 起）{said}").format(
            who=who, commits=commits, more=more, day=_minute(deeds[0].committed), said=_(said)
        )
        yield Issue(audited.content, 0, 0, f"audit-signature-{trust.value}", problem, _(remedy))


def clocks_agree(audited: Audited, demands: Demands) -> Iterator[Issue]:
    """No time of a commit is in the future, before that of the moment before it, or far from when it was written."""
    tomorrow = datetime.combine(demands.as_of + timedelta(days=1), time(), SHANGHAI)
    for deed in audited.deeds:
        apart = (
            ("倒退", (deed.before or deed.committed) - deed.committed, _("比前一次公开早{apart}")),
            ("搁置", deed.committed - deed.authored, _("写成{apart}以后才提交")),
            ("预写", deed.authored - deed.committed, _("写成的时间比提交的时间晚{apart}")),
            ("未来", deed.committed - tomorrow, _("时间在核查的日期以后{apart}")),
        )
        for what, difference, sentence in apart:
            clock = demands.clock(what, _day(deed.committed))
            if clock and difference > timedelta(minutes=clock.minutes):
                problem = f"{_signed(deed)}{sentence.format(apart=_long(difference))}"
                remedy = _("次序以主线为准，时间不可信；请查明那台机器的钟，或者是不是补录、改过日期")
                place = deed.paths[0] if deed.paths else audited.content
                yield Issue(place, 0, 0, "audit-clock", problem, remedy, level=clock.level)


def nothing_was_public_before_it_was_decided(audited: Audited, demands: Demands) -> Iterator[Issue]:
    """No record became public before the day that it is of."""
    for early in audited.early:
        clock = demands.clock("先于决定", _day(early.when))
        difference = datetime.combine(early.day, time(), SHANGHAI) - early.when
        if clock and difference > timedelta(minutes=clock.minutes):
            problem = _("{when} 就公开了（{who}，提交 {commit}），写的日期（{field}）却是 {day}").format(
                when=_minute(early.when), who=early.who, commit=early.commit[:7], field=early.field, day=early.day
            )
            remedy = _("请核对日期，写错的用 ./portal correct 更正；提前公开的，查明原因")
            yield Issue(early.path, 0, 0, "audit-early", problem, remedy, level=clock.level)


def nothing_was_deleted(audited: Audited, _demands: Demands) -> Iterator[Issue]:
    """Nothing that was published is deleted instead of withdrawn; what came back is told all the same."""
    gone: dict[str, list[Lost]] = defaultdict(list)
    for lost in audited.lost:
        if lost.back or lost.entry:
            yield _of_lost(lost)
        else:
            gone[lost.commit].append(lost)
    for losses in gone.values():
        yield from map(_of_lost, losses) if len(losses) <= SHOWN else [_of_many(losses)]


def _of_lost(lost: Lost) -> Issue:
    what = _("条目「{entry}」").format(entry=lost.entry) if lost.entry else _("公开过的文件")
    problem = _("{what}被删除，没有按程序撤下（{who}，提交 {commit}，{when}）").format(
        what=what, who=lost.who, commit=lost.commit[:7], when=_minute(lost.when)
    )
    if lost.back:
        remedy = _("后来又放了回来；请核对")
    elif lost.entry:
        remedy = _("请从提交 {commit} 的前一个版本里取回这一条，不再有效的写上 until").format(commit=lost.commit[:7])
    else:
        remedy = _("请恢复：git checkout {commit}~1 -- {path}；要撤下的再用 ./portal withdraw").format(
            commit=lost.commit[:7], path=lost.path
        )
    level = Level.WARNING if lost.back or lost.entry else Level.ERROR
    return Issue(lost.path, 0, 0, "audit-deleted", problem, remedy, level=level)


def _of_many(losses: Sequence[Lost]) -> Issue:
    """Tell of many files that one commit deleted, at the folder that they share."""
    first = losses[0]
    folder = commonpath([lost.path for lost in losses])
    problem = _("公开过的 {n} 个文件被删除，没有按程序撤下（{who}，提交 {commit}，{when}）").format(
        n=len(losses), who=first.who, commit=first.commit[:7], when=_minute(first.when)
    )
    remedy = _("请恢复：git checkout {commit}~1 -- {path}；要撤下的再用 ./portal withdraw").format(
        commit=first.commit[:7], path=folder
    )
    return Issue(folder, 0, 0, "audit-deleted", problem, remedy)


AUDIT_RULES: tuple[Callable[[Audited, Demands], Iterator[Issue]], ...] = (
    history_was_kept,
    owners_did_it,
    commits_are_signed,
    clocks_agree,
    nothing_was_public_before_it_was_decided,
    nothing_was_deleted,
)


def audit(audited: Audited, demands: Demands, known: Iterable[Issue] = ()) -> list[Issue]:
    """Return what every rule says, and what is known already, sorted."""
    return sorted({*known, *(issue for rule in AUDIT_RULES for issue in rule(audited, demands))})


def _signed(deed: Deed) -> str:
    return _("{who}的提交 {commit}（{when}）").format(
        who=deed.who, commit=deed.commit[:7], when=_minute(deed.committed)
    )


def _day(when: datetime) -> date:
    return when.astimezone(SHANGHAI).date()


def _minute(when: datetime) -> str:
    return f"{when.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _long(span: timedelta) -> str:
    """Return a span as people say it: in minutes, hours or days."""
    minutes = int(span.total_seconds()) // 60
    if minutes < EXTENSIONS["小时"]:
        return _(" {n} 分钟").format(n=max(minutes, 1))
    if minutes < 2 * EXTENSIONS["天"]:
        return _(" {n} 小时").format(n=minutes // EXTENSIONS["小时"])
    return _(" {n} 天").format(n=minutes // EXTENSIONS["天"])
