"""What happened to a record, as its page tells it: when, by whom, who approved, what changed, which version it made."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from disclosure.model.event import Action
from disclosure.model.language import _
from disclosure.model.public import FieldChange, Piece, PublicEvent, PublicRecord, PublicVersion
from disclosure.pages.entries import Linker
from disclosure.pages.urls import version_url
from disclosure.pages.views import Link

BLANK = re.compile(r"\n{2,}")
FEW = 3
SHORT = 300
NAMED = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """One change of a field: the two sides, or running text; `state` says why neither side is shown, or is empty."""

    old: Link | None
    new: Link | None
    pieces: tuple[tuple[Piece, str], ...]
    state: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A field with all that changed of it."""

    title: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What changed of one entry of a list, or of the record itself (no entry)."""

    entry: str
    fields: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a page's timeline.

    `approval` says whether somebody else let it in; `version` names the version that it made, with its address where
    it is an old one that can be seen; `told` names the changed fields in a line, `brief` says that they need no fold.
    """

    action: Action
    time: datetime
    actor: str
    approval: str
    commit: str
    imported: bool
    backdated: bool
    reason: str
    version: Link | None
    unseen: bool
    erased: bool
    changes: tuple[Group, ...]
    told: str
    brief: bool


@dataclass(frozen=True, slots=True)
class Former:
    """What stands on top of an old version: since when and until when it was public, and the ways to the others."""

    number: int
    since: datetime
    until: datetime
    in_order: bool
    today: str
    older: Link | None
    newer: Link | None
    hidden: tuple[str, ...]
    files: bool
    left: int


def happenings(record: PublicRecord, whole: PublicRecord, link: Linker) -> tuple[Happening, ...]:
    """Return the events of a record, newest first; `whole` is the list that it is an entry of, else itself."""
    versions = {version.number: version for version in whole.versions}
    newest = max((event.version for event in whole.events if event.version), default=0)
    return tuple(
        _happening(event, _version(event.version, newest, versions, record, whole), versions, link)
        for event in reversed(record.events)
    )


def _happening(event: PublicEvent, version: Link | None, versions: dict[int, PublicVersion], link: Linker) -> Happening:
    changes = tuple(_grouped(event.changes, link))
    size = sum(len(text) for change in event.changes for text in _texts(change))
    made = versions.get(event.version or 0)
    return Happening(
        action=event.action,
        time=event.time,
        actor=event.actor,
        approval=_approval(event),
        commit=event.commit,
        imported=event.imported,
        backdated=event.backdated,
        reason=event.reason or "",
        version=version,
        unseen=made is not None and made.record is None and not event.erased,
        erased=event.erased,
        changes=changes,
        told=_told(changes),
        brief=sum(len(group.fields) for group in changes) <= FEW and size <= SHORT,
    )


def _version(
    number: int | None, newest: int, versions: dict[int, PublicVersion], record: PublicRecord, whole: PublicRecord
) -> Link | None:
    """Return the version that an event made; the first and only one of a record needs no number."""
    if number is None or not versions:
        return None
    name = _("清单第 {number} 版") if record is not whole else _("第 {number} 版")
    text = name.format(number=number)
    if number == newest:
        return Link(_("{version}，现行").format(version=text), "")
    known = versions.get(number)
    return Link(text, version_url(whole.id, number) if known and known.record else "")


def _approval(event: PublicEvent) -> str:
    if event.imported:
        return _("由{name}审核").format(name=event.approver) if event.approver else ""
    if event.approver:
        return _("由{name}审核").format(name=event.approver)
    return _("经他人审核") if event.approved else _("没有经他人审核")


def _grouped(changes: Sequence[FieldChange], link: Linker) -> Iterator[Group]:
    for entry, group in groupby(changes, key=lambda change: change.entry):
        yield Group(entry, tuple(_changed(tuple(group), link)))


def _changed(changes: Sequence[FieldChange], link: Linker) -> Iterator[Changed]:
    for title, group in groupby(changes, key=lambda change: change.title):
        yield Changed(title, tuple(_difference(change, link) for change in group))


def _difference(change: FieldChange, link: Linker) -> Difference:
    state = ""
    if change.redacted:
        state = _("这一项后来作了处理，前后内容都不显示")
    elif change.old is None and change.new is None and not change.pieces:
        state = _("有改动，前后内容不显示")
    old, new = (
        (link(change.ref, side) if change.ref else Link(side, "")) if side else None
        for side in (change.old, change.new)
    )
    pieces = tuple((kind, BLANK.sub("\n", text)) for kind, text in change.pieces)
    return Difference(old, new, pieces, state)


def _texts(change: FieldChange) -> Iterator[str]:
    if change.pieces:
        yield from (text for _kind, text in change.pieces)
    else:
        yield from (side for side in (change.old, change.new) if side)


def _told(changes: Sequence[Group]) -> str:
    """Name the changed entries and fields in one line: the first of many, and how many there are."""
    names = ([group.entry] if group.entry else [field.title for field in group.fields] for group in changes)
    titles = list(dict.fromkeys(name for named in names for name in named))
    named = "、".join(titles[:NAMED])
    return _("{titles}等 {number} 项").format(titles=named, number=len(titles)) if len(titles) > NAMED else named


def former(version: PublicVersion, whole: PublicRecord, address: str) -> Former:
    """Return what stands on top of an old version of a record, whose page of today has an address."""
    seen = [one.number for one in whole.versions if one.record]
    older = max((number for number in seen if number < version.number), default=None)
    newer = min((number for number in seen if number > version.number), default=None)
    return Former(
        version.number,
        version.since,
        version.until,
        version.since <= version.until,
        address,
        _way(whole, older),
        _way(whole, newer),
        version.hidden,
        version.files,
        version.left,
    )


def _way(whole: PublicRecord, number: int | None) -> Link | None:
    if number is None:
        return None
    return Link(_("第 {number} 版").format(number=number), version_url(whole.id, number))
