"""What expire does, and says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosure.assembly.order import Order
from disclosure.commands.desk import Desk, Place, say
from disclosure.intake.life import WITHDRAWAL, Tombstone, tombstone
from disclosure.model.errors import GongshiError
from disclosure.model.event import EXPIRED
from disclosure.model.kinds import kind_of
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.model.record_id import RecordId
from disclosure.publishing.periods import PUBLICITY, Periods, expiry
from disclosure.reading.documents import read_document
from disclosure.timing.periods import PublicityEnd

NO_REGIME, NO_END, RUNNING, UNFINISHED = (
    "没有写公示期限的规定",
    "按规定算不出期限",
    "还没有到期",
    "有还没提交的改动，这次没动",
)
"""What is left alone, and why."""


@dataclass
class Found:
    """The records whose period has ended, and how many were left alone for which reason."""

    ended: list[tuple[Place, Tombstone, PublicityEnd]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)


def expire(order: Order, agency: str, *, committing: bool) -> None:
    """Empty the files of the records whose publication period has ended, and say which."""
    desk = Desk.of(order, committing=committing)
    if not desk.work.setting.rules.get(PUBLICITY):
        raise GongshiError(_("没有 content/rules/publicity.yaml，不知道公示多久；请从新建的内容仓库里复制一份"))
    names = _agencies(desk)
    if agency and agency not in names:
        known = "、".join(sorted(names))
        raise GongshiError(_("没有机关「{agency}」；已有的是：{known}").format(agency=agency, known=known))
    found = _look(desk, names, agency)
    files = {place.path: made.raw for place, made, _end in found.ended}
    gone = [path for place, _made, _end in found.ended for path in desk.attachments(place.path)]
    for place, made, _end in found.ended:
        desk.require_sound(place, made.raw, {})
    paths = desk.write(files, gone)
    _tell(desk, found, gone)
    if paths:
        subject = _("公示期满，停止公示 {number} 件").format(number=len(files))
        listed = "\n".join(sorted(place.name for place, _made, _end in found.ended))
        desk.let_go(paths, f"{subject}\n\n{listed}", committing=committing)


def _agencies(desk: Desk) -> dict[str, str]:
    """Return the names of the agencies that there are, by folder."""
    paths = [path for path in desk.work.files if path.startswith("agencies/") and path.endswith("/agency.yaml")]
    return {path.split("/")[1]: str(desk.document(path).data.get("name", path.split("/")[1])) for path in paths}


def _look(desk: Desk, names: dict[str, str], agency: str) -> Found:
    found = Found()
    for place, document in _published(desk, agency):
        slug = place.path.split("/")[1]
        end = end_of(desk, place, document)
        if end is None:
            named = document.data.get(PUBLICITY)
            found.left[NO_END if isinstance(named, dict) and "regime" in named else NO_REGIME] += 1
        elif end.on > desk.order.as_of:
            found.left[RUNNING] += 1
        elif desk.unfinished(place.path):
            found.left[UNFINISHED] += 1
        else:
            found.ended.append((place, _emptied(desk, place, document, end, names.get(slug, slug)), end))
    return found


def _published(desk: Desk, agency: str) -> Iterator[tuple[Place, Document]]:
    """Yield the records that could expire: public, committed and readable ones of kinds that have a period."""
    for path in desk.work.files:
        kind = kind_of(path, desk.order.kinds)
        if kind is None or PUBLICITY not in desk.schemas.properties(kind.schema):
            continue
        if (agency and path.split("/")[1] != agency) or path not in desk.work.history.events:
            continue
        document = read_document(path, (desk.order.content / path).read_bytes())
        if isinstance(document, Document) and WITHDRAWAL not in document.data and "publish" not in document.data:
            yield Place(path, kind), document


def end_of(desk: Desk, place: Place, document: Document) -> PublicityEnd | None:
    """Return when a record's publication ends; None where nobody can tell."""
    setting = desk.work.setting
    periods = Periods(setting.rules.get(PUBLICITY, {}), setting.terms)
    return periods.end(document, place.kind.day, desk.events(place), RecordId.from_path(place.path).agency or "")


def span_of(end: PublicityEnd) -> str:
    """Return from when a publication lasts, and how long."""
    if end.months is None:
        return _("自 {start} 起到限制期满").format(start=end.start)
    return _("自 {start} 起 {months} 个月").format(start=end.start, months=end.months)


def require_ended(desk: Desk, place: Place, document: Document, day: str) -> None:
    """Refuse to call what somebody withdraws by hand expired on a day on which its period has not ended."""
    end = end_of(desk, place, document)
    other = _("；不是期满的，--reason-code 另写")
    if end is None:
        told = _("按 content/rules/publicity.yaml 算不出 {name} 的公示期限；请先在 publicity 写明 regime 和 severity")
        raise GongshiError((told + _("，提交以后再运行 ./portal expire") + other).format(name=place.name))
    words = {"regime": end.regime.get("name", ""), "span": span_of(end), "end": end.on}
    if end.on > desk.order.as_of:
        told = _("公示期还没有满：{regime}，{span}，{end} 期满；请到那天运行 ./portal expire")
        raise GongshiError((told + other).format(**words))
    if day < end.on.isoformat():
        told = _("--effective-on：{day} 早于期满的 {end}（{regime}，{span}）；请用 ./portal expire")
        raise GongshiError(told.format(day=day, **words))


def _emptied(desk: Desk, place: Place, document: Document, end: PublicityEnd, owner: str) -> Tombstone:
    reason = desk.reasons.find(EXPIRED, end.on.isoformat())
    if reason is None:
        raise GongshiError(
            _("content/rules/withdrawals.yaml 里没有 {day} 可以用的「{code}」；请补上").format(day=end.on, code=EXPIRED)
        )
    return tombstone(document, place.kind, desk.schemas, reason, expiry(end, owner))


def _tell(desk: Desk, found: Found, gone: list[str]) -> None:
    if found.ended:
        say(_("到 {day} 公示期满的有 {number} 件，内容已经去掉：").format(day=desk.today, number=len(found.ended)))
    else:
        say(_("到 {day} 没有公示期满的").format(day=desk.today))
    for place, _made, end in found.ended:
        told = _("  content/{path}：{regime}，{span}，{end} 期满")
        say(told.format(path=place.path, regime=end.regime.get("name", ""), span=span_of(end), end=end.on))
    for path in gone:
        say(_("  删去附件：content/{path}").format(path=path))
    if found.left:
        parts = "，".join(f"{_(why)} {number} 件" for why, number in sorted(found.left.items()))
        say(_("没有动的：{parts}").format(parts=parts))
