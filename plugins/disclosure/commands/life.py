"""What withdraw and restore do, and say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.assembly.order import Order
from disclosure.commands.desk import Desk, Place, say, undoing
from disclosure.commands.expiring import require_ended
from disclosure.commands.leaving import left_behind
from disclosure.commands.stopping import early_conditions
from disclosure.history.blobs import files_before
from disclosure.intake.dates import date as day
from disclosure.intake.editing import Change, edited
from disclosure.intake.life import RESTORATIONS, WITHDRAWAL, Tombstone, restored, tombstone
from disclosure.model.attachment import folder_of
from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.event import EXPIRED, Event
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.model.withdrawals import Asked, Reason
from disclosure.reading.documents import locate

SEPARATOR = "、"
OPTIONS = {"authority": "--authority", "document_no": "--document-no", "replaced_by": "--replaced-by"}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What the withdraw command was given; empty where an option was not written."""

    reason_code: str
    reason: str
    authority: str = ""
    document_no: str = ""
    effective_on: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Restoration:
    """What the restore command was given."""

    reason: str
    authority: str
    document_no: str = ""


def withdraw(order: Order, record: str, given: Withdrawal, *, committing: bool) -> None:
    """Turn a public record into its tombstone, and say what stays and what is gone."""
    desk = Desk.of(order, committing=committing)
    place = desk.place(record)
    require_whole_record(desk, place, WITHDRAWAL, _("撤下"))
    document = _public(desk, place)
    if given.replaced_by:
        given = replace(given, replaced_by=desk.place(given.replaced_by).name)
    written = _written(desk, given)
    reason = _reason(desk, place, written)
    if reason.code == EXPIRED:
        require_ended(desk, place, document, written["effective_on"])
    conditions = early_conditions(desk, place, document, written)
    made = tombstone(document, place.kind, desk.schemas, reason, written)
    desk.require_sound(place, made.raw, {})
    left = list(left_behind(desk, place, given.replaced_by))
    files = {place.path: made.raw, **_pointing_back(desk, place, given.replaced_by)}
    beside = desk.attachments(place.path)
    paths = desk.write(files, beside)
    together = desk.unfinished(desk.place(given.replaced_by).path) if given.replaced_by else ()
    _tell(place, reason, made, beside, [path for path in files if path != place.path])
    if conditions:
        say(_("  提前停止公示还要具备：{conditions}").format(conditions="；".join(conditions)))
    for told in left:
        say(_("  提醒：{told}").format(told=told))
    keeps = "document_no" in reason.keeps(place.kind.name)
    name = str(document.data.get("document_no") or "") if keeps else ""
    words = {"name": name or place.name, "code": reason.code, "reason": written["reason"]}
    subject = _("撤下 {name}（{code}）：{reason}").format(**words)
    message = f"{subject}\n\n{place.name}" if name else subject
    desk.let_go(tuple(dict.fromkeys((*paths, *together))), message, committing=committing)


def _tell(place: Place, reason: Reason, made: Tombstone, beside: Sequence[str], pointing: Sequence[str]) -> None:
    """Say what stays of a withdrawn record, and what is gone."""
    say(_("撤下了 content/{path}（{code}）").format(path=place.path, code=reason.code))
    say(_("  留下：{stays}").format(stays=SEPARATOR.join((*made.stays, _("撤下的说明")))))
    say(_("  去掉：{gone}").format(gone=SEPARATOR.join(made.gone) or _("没有别的")))
    for path in beside:
        say(_("  删去附件：content/{path}").format(path=path))
    for path in pointing:
        say(_("  在 content/{path} 写上了 replaces: {name}").format(path=path, name=place.name))
    say(_("  网站下一次生成时，搜索、数据文件和旧版本里都不再有去掉的内容；git 历史里还有。"))


def require_whole_record(desk: Desk, place: Place, field: str, act: str) -> None:
    """Refuse an entry of a list, and a list that cannot be withdrawn: what ends there stays, with its last day."""
    entry = desk.schemas.node(place.kind.schema, ("entries", 0)) or {}
    last = "until" if "until" in entry.get("properties", {}) else ""
    if place.key:
        where = _line_of(desk, place)
        remedy = (
            _("请在 content/{where} 的这一项写 until: {day}（哪天结束就写哪天），再提交；以前的决定还要指到它")
            if last
            else _("请直接改 content/{where} 的这一项，再提交")
        )
        problem = _("清单里的一项不{act}；").format(act=act)
        raise GongshiError(problem + remedy.format(where=where, day=desk.today))
    if field not in desk.schemas.properties(place.kind.schema):
        problem = _("{title}不整个{act}；").format(title=place.kind.title, act=act)
        remedy = _("里面的一项结束了，在那一项写 until") if last else _("请直接改 content/{path}")
        raise GongshiError(problem + remedy.format(path=place.path))


def _line_of(desk: Desk, place: Place) -> str:
    document = desk.document(place.path)
    keys = [entry.get(place.kind.key) for entry in document.data.get("entries", ()) if isinstance(entry, Mapping)]
    at = ("entries", keys.index(place.key)) if place.key in keys else ("entries",)
    return f"{place.path}:{locate(document, at)[0]}"


def _public(desk: Desk, place: Place) -> Document:
    """Return a record that the public can see as it is committed; GongshiError says why it is none."""
    document = desk.document(place.path)
    withdrawal = document.data.get(WITHDRAWAL)
    if isinstance(withdrawal, Mapping):
        raise GongshiError(
            _("{name} 已经撤下：{day}，{code}；理由：{reason}").format(
                name=place.name,
                day=withdrawal.get("effective_on", ""),
                code=withdrawal.get("reason_code", ""),
                reason=withdrawal.get("reason", ""),
            )
        )
    if document.data.get("publish") is False:
        raise GongshiError(_("{name} 依法不公开，没有可以撤下的").format(name=place.name))
    if not desk.events(place):
        raise GongshiError(
            _("{name} 还没有提交过，没有公开；不要它就直接删去 content/{path}").format(name=place.name, path=place.path)
        )
    refuse_unfinished(desk, place)
    return document


def refuse_unfinished(desk: Desk, place: Place) -> None:
    """Refuse where something would be lost: changes that were never committed."""
    changed = desk.unfinished(place.path)
    if changed:
        path = f"content/{changed[0]}"
        told = _("{path} 有还没提交的改动，会丢掉；请先提交，或者用 {undo} 放弃改动，再来一次")
        raise GongshiError(told.format(path=path, undo=undoing([path])))


def _written(desk: Desk, given: Withdrawal) -> dict[str, str]:
    """Return the withdrawal as it stands in the file."""
    words = {
        "effective_on": _day(desk, given.effective_on) if given.effective_on else desk.today,
        "reason_code": given.reason_code,
        "reason": given.reason,
        "authority": given.authority,
        "document_no": given.document_no,
        "replaced_by": given.replaced_by,
    }
    return {name: text.strip() for name, text in words.items() if text.strip()}


def _day(desk: Desk, written: str) -> str:
    try:
        found = day(written)
    except MalformedValue as fault:
        raise GongshiError(_("--effective-on：{fault}").format(fault=fault)) from None
    if found > desk.today:
        told = _("--effective-on：{day} 还没有到（今天是 {today}）；撤下马上就去掉内容，请到那天再撤下，或者不写这一项")
        raise GongshiError(told.format(day=found, today=desk.today))
    return found


def _reason(desk: Desk, place: Place, written: Mapping[str, str]) -> Reason:
    """Return the reason that was given; GongshiError where there is none such, or an option is missing or too many."""
    code, day = written["reason_code"], written["effective_on"]
    if not desk.reasons:
        raise GongshiError(_("没有 content/rules/withdrawals.yaml，不知道撤下以后留什么；请从新建的内容仓库里复制一份"))
    reason = desk.reasons.find(code, day)
    if reason is None or not reason.fits(place.kind.name):
        known = SEPARATOR.join(desk.reasons.known(day, place.kind.name))
        raise GongshiError(
            _(
                "--reason-code「{code}」：{day} 撤下{kind}可以写 {known}；各是什么意思见 content/rules/withdrawals.yaml"
            ).format(code=code, day=day, kind=place.kind.title, known=known)
        )
    missing = [OPTIONS[name] for name, asked in reason.asks.items() if asked is Asked.MUST and name not in written]
    if missing:
        raise GongshiError(_("因「{code}」撤下的，还要写 {options}").format(code=code, options=SEPARATOR.join(missing)))
    many = [OPTIONS[name] for name, asked in reason.asks.items() if asked is Asked.MUST_NOT and name in written]
    if many:
        raise GongshiError(_("因「{code}」撤下的，不写 {options}").format(code=code, options=SEPARATOR.join(many)))
    return reason


def _pointing_back(desk: Desk, place: Place, successor: str) -> dict[str, bytes]:
    """Return the replacing record as it points back; nothing where it does so already, or has no place for it."""
    if not successor:
        return {}
    other = desk.place(successor)
    document = desk.document(other.path)
    if other.path == place.path:
        raise GongshiError(_("--replaced-by 写成了它自己"))
    held = document.data.get("replaces")
    if "replaces" not in desk.schemas.properties(other.kind.schema) or held == place.name:
        return {}
    if WITHDRAWAL in document.data or document.data.get("publish") is False:
        return {}
    if held:
        raise GongshiError(_("{other} 写着它替代的是 {held}；请先核对").format(other=other.name, held=held))
    made = edited(document, Change({("replaces",): place.name}), other.kind.schema, desk.schemas)
    desk.require_sound(other, made.raw)
    return {other.path: made.raw}


def restore(order: Order, record: str, given: Restoration, *, committing: bool) -> None:
    """Bring back the last version that was public, with its attachments, and say in it why it came back."""
    desk = Desk.of(order, committing=committing)
    place = desk.place(record)
    require_whole_record(desk, place, RESTORATIONS, _("恢复"))
    refuse_unfinished(desk, place)
    version, ending = _last_public(desk, place)
    entry = {"date": desk.today, "reason": given.reason.strip(), "authority": given.authority.strip()}
    entry |= {"document_no": given.document_no.strip()} if given.document_no.strip() else {}
    made = restored(version, place.kind, desk.schemas, entry)
    folder = (order.content / folder_of(place.path)).relative_to(desk.repository)
    files = files_before(desk.repository, ending.moment.commit, folder.as_posix())
    desk.require_sound(place, made.raw, files)
    beside = {f"{folder_of(place.path)}{name}": raw for name, raw in files.items()}
    paths = desk.write({place.path: made.raw, **beside})
    say(
        _("恢复了 content/{path}，是 {commit} 撤下以前的一版").format(path=place.path, commit=ending.moment.commit[:12])
    )
    for path in sorted(beside):
        say(_("  附件：content/{path}").format(path=path))
    if not made.kept:
        say(_("  提醒：原文件的写法特别，已经重新排过，注释没有了"))
    successor = _replacing(desk, place)
    if successor:
        say(_("  提醒：{name} 写着替代它；恢复以后请核对那一条的 replaces").format(name=successor))
    name = str(version.data.get("document_no") or place.name)
    subject = _("恢复公开 {name}：{reason}").format(name=name, reason=given.reason)
    desk.let_go(paths, f"{subject}\n\n{place.name}", committing=committing)


def _last_public(desk: Desk, place: Place) -> tuple[Document, Event]:
    """Return the last version that the public saw, and the event that took it away.

    GongshiError where nothing was taken away, or may not come back.
    """
    events, versions = desk.events(place), desk.versions(place)
    places = [number for number, version in enumerate(versions) if version and not _gone(version)]
    if not places:
        raise GongshiError(_("{name} 没有公开过的版本，没有可以恢复的").format(name=place.name))
    last = places[-1]
    if last == len(events) - 1:
        raise GongshiError(_("{name} 没有撤下，现在就是公开的").format(name=place.name))
    for version in filter(None, versions[last + 1 :]):
        _require_may_return(desk, place, version)
    shown = versions[last]
    if shown is None:
        raise GongshiError(_("{name} 没有公开过的版本，没有可以恢复的").format(name=place.name))
    return shown, events[last + 1]


def _gone(version: Document) -> bool:
    return WITHDRAWAL in version.data or version.data.get("publish") is False


def _require_may_return(desk: Desk, place: Place, version: Document) -> None:
    withdrawal = version.data.get(WITHDRAWAL)
    if not isinstance(withdrawal, Mapping):
        raise GongshiError(
            _("{name} 依法不再公开（{ground}），不能恢复；确实可以公开的，请重新写一条").format(
                name=place.name, ground=version.data.get("reason_code", "")
            )
        )
    code = str(withdrawal.get("reason_code", ""))
    reason = desk.reasons.find(code, str(withdrawal.get("effective_on", "")))
    if reason is None or not reason.may_return:
        raise GongshiError(
            _("{name} 因「{code}」撤下，不能恢复；确实可以公开的，请重新写一条").format(name=place.name, code=code)
        )


def _replacing(desk: Desk, place: Place) -> str:
    """Return the id of the record that replaced this one, or nothing."""
    withdrawn: Sequence[Document | None] = desk.versions(place)[-1:]
    withdrawal = withdrawn[0].data.get(WITHDRAWAL) if withdrawn and withdrawn[0] else None
    return str(withdrawal.get("replaced_by") or "") if isinstance(withdrawal, Mapping) else ""
