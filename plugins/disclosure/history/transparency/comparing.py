"""Compares the leaves of a site with those that its repository comes to."""

from collections.abc import Sequence

from disclosure.history.transparency.verifying import Said
from disclosure.model.event import ACTION_TITLES, Action
from disclosure.model.language import _


def same_secret(site: Sequence[Said], repository: Sequence[Said]) -> bool:
    """Tell whether both were made with one seed: where not a single digest is the same, they were not."""
    pairs = list(zip(site, repository, strict=False))
    return not pairs or any((one.fields, one.hidden) == (other.fields, other.hidden) for one, other in pairs)


def first_difference(site: Sequence[Said], repository: Sequence[Said], *, whole: bool, secret: bool) -> str | None:
    """Return, as a sentence, the first event in which a site's log is not its repository's history; None: none.

    `whole` says that the repository ends where the site does; without the `secret` of the salts the digests are left
    out.
    """
    for one, other in zip(site, repository, strict=False):
        if (one.time, one.action, one.record, bool(one.hidden)) != (
            other.time,
            other.action,
            other.record,
            bool(other.hidden),
        ):
            return _("第 {number} 条，网站是{one}，仓库是{other}：历史被改写").format(
                number=one.number, one=told(one), other=told(other)
            )
        if secret and (one.fields, one.hidden) != (other.fields, other.hidden):
            return _("第 {number} 条（{one}）的内容与仓库里那一次提交的不同：历史被改写").format(
                number=one.number, one=told(one)
            )
    if len(site) > len(repository):
        return _("网站有 {site} 条，仓库只有 {own} 条，多出的第一条是{one}：仓库的历史被截断或改写").format(
            site=len(site), own=len(repository), one=told(site[len(repository)])
        )
    if whole and len(site) < len(repository):
        return _("仓库有 {own} 条，网站只有 {site} 条，少的第一条是{one}：尾部被截断").format(
            site=len(site), own=len(repository), one=told(repository[len(site)])
        )
    return None


def told(one: Said) -> str:
    """Return what a leaf says in a few words."""
    if not one.record:
        return _("「不写名字，{time}」").format(time=one.time)
    title = _(ACTION_TITLES[Action(one.action)]) if one.action in list(Action) else one.action
    return _("「{record} {action}，{time}」").format(record=one.record, action=title, time=one.time)
