"""The plan of an edition: which files there are, what git says of them, how they are cut into parts."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from disclosure.assembly.calendars import calendar_of, calendar_schema, missing_years
from disclosure.assembly.order import VERSION, Order, Setting, digest_of, digest_of_files
from disclosure.assembly.parts import Entry, Part, cut
from disclosure.assembly.prose import Pages, is_prose, read_prose
from disclosure.assembly.register import kept_of, read_register
from disclosure.assembly.transparency import log_seed
from disclosure.checking.gate import Gate, Rules
from disclosure.history.attached import standing_attachments
from disclosure.history.ledger import entries_of, ranks
from disclosure.history.repository import History, HistoryState, read_history
from disclosure.model.attachment import FOLDER, stem_of
from disclosure.model.erasure import Surviving
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.event import Event
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import key_of, kind_of
from disclosure.model.language import _
from disclosure.model.portal import PLACEHOLDER
from disclosure.model.record import Document
from disclosure.model.record_id import RecordId
from disclosure.pages.rendering import Site
from disclosure.reading.documents import locate, read_document
from disclosure.reading.text import decode
from disclosure.reading.tree import walk
from disclosure.timing.calendar import Calendar

SETTINGS = {
    "portal.yaml": "portal",
    "rules/required.yaml": "required",
    "rules/publicity.yaml": "publicity",
    "rules/deadlines.yaml": "deadlines",
    "rules/statistics.yaml": "statistics",
    "rules/staffing.yaml": "staffing",
    "rules/withdrawals.yaml": "withdrawals",
    "rules/audit.yaml": "audit",
}
"""The schema of each setting, by its path; the files of the calendar are settings too."""


@dataclass(frozen=True)
class Plan:
    """What is to be done: the setting of all work, the parts, the prose pages, all files, and the issues found.

    `erased` are the commitments of the versions that were erased from history, by the number of the leaf.
    """

    setting: Setting
    history: History
    parts: tuple[Part, ...]
    pages: Pages
    files: tuple[str, ...]
    issues: tuple[Issue, ...]
    erased: Mapping[int, Surviving] = field(default_factory=dict)

    def paths(self) -> Iterator[str]:
        """Yield the content file of every record, of those that are gone too."""
        return (entry.path for part in self.parts for entry in part.entries)


def plan(order: Order) -> Plan:
    """Look at content/, its settings and its history; ContentError where there is nothing to work on."""
    if not order.content.is_dir():
        raise ContentError(
            _("没有内容文件夹 {path}；请用 --content 指明，或用 ./portal init 建一个").format(path=order.content)
        )
    files, issues = walk(order.content)
    history = read_history(order.content, files, order.cache / "history", partial(key_of, kinds=order.kinds))
    refuse_shallow(history, order)
    issues.extend(_history_notes(history))
    documents, found = _documents(order, files)
    issues.extend(found)
    gate = Gate(order.schemas, Rules(order.as_of, {}, {}, {}, {}))
    checked = {path: gate.check_setting(doc, _schema(path) or "") for path, doc in documents.items()}
    issues.extend(issue for found in checked.values() for issue in found)
    issues.extend(_strangers(files, order))
    issues.extend(_missing_settings(documents))
    sound = {path: doc.data for path, doc in documents.items() if _is_sound(path, checked[path])}
    data = {SETTINGS[path]: dict(found) for path, found in sound.items() if path in SETTINGS}
    calendar = calendar_of({path: found for path, found in sound.items() if calendar_schema(path)})
    issues.extend(missing_years(files, order.as_of) if "deadlines" in data else ())
    issues.extend(issue for doc in documents.values() for issue in _placeholders(doc))
    names, contacts = _agencies(order, files)
    contacts = {"": _contacts(data.get("portal", {})), **contacts}
    pages = read_prose(order, files, Rules(order.as_of, {}, {}, {}, contacts))
    issues.extend(pages.issues)
    setting = _setting(order, data, calendar, history, contacts, pages)
    erased = read_register(order.content, files)
    parts = tuple(_parts(order, files, history, names, erased))
    return Plan(setting, history, parts, pages, tuple(files), tuple(issues), erased)


def refuse_shallow(history: History, order: Order) -> None:
    """Stop a build on a shallow clone: its times would be wrong. GongshiError says how to fetch the rest."""
    if history.state is HistoryState.SHALLOW and not order.preview:
        raise GongshiError(
            _("这个仓库只取了一部分历史（浅克隆），公开时间算不出来；请先运行 git fetch --unshallow，再生成网站")
        )


def _missing_settings(documents: Mapping[str, Document]) -> Iterator[Issue]:
    """Yield what cannot be checked: settings and rules that are not there, or made for another version of the tool."""
    if "portal.yaml" not in documents:
        yield Issue("content/portal.yaml", 0, 0, "portal", _("没有网站设置"), _("请写网站名称、辖区和主办单位"))
    else:
        pinned = documents["portal.yaml"].data.get("tool_version", VERSION)
        if pinned != VERSION:
            problem = _("写明用 {pinned} 版的工具，现在用的是 {version}").format(pinned=pinned, version=VERSION)
            remedy = _("请换用写明的版本，或者核对以后改 tool_version")
            line, column = locate(documents["portal.yaml"], ("tool_version",))
            place = ("content/portal.yaml", line, column)
            yield Issue(*place, "tool-version", problem, remedy, "tool_version", _("工具版本"), Level.WARNING)
    for path in sorted(SETTINGS.keys() - documents.keys() - {"portal.yaml"}):
        problem, remedy = _("没有这个文件，有关的检查没有做"), _("请从新建的内容仓库里复制一份")
        yield Issue(f"content/{path}", 0, 0, "no-rules", problem, remedy, level=Level.WARNING)


def _history_notes(history: History) -> Iterator[Issue]:
    """Yield what must be said of a history that does not tell everything: none, or on no branch."""
    if history.state is HistoryState.NONE:
        problem, remedy = _("没有版本历史，各页会写明「没有版本历史」"), _("请把内容放进 git 仓库")
    elif history.state is HistoryState.SHALLOW:
        problem = _("这个仓库只取了一部分历史（浅克隆），公开时间算不出来，不能生成网站")
        remedy = _("请运行 git fetch --unshallow")
    elif history.detached:
        problem = _("仓库现在不在任何分支上（detached HEAD），公开记录按当前提交的历史计算")
        remedy = _("正式生成前请先切换到 main 分支")
    else:
        return
    yield Issue("content", 0, 0, "history", problem, remedy, level=Level.WARNING)


def _placeholders(document: Document) -> Iterator[Issue]:
    """Yield a reminder for each line of the settings that still holds what `init` wrote for want of better."""
    for number, line in enumerate(str(decode(document.raw)).split("\n"), start=1):
        if PLACEHOLDER in line and not line.lstrip().startswith("#"):
            problem = _("还是建仓库时的占位文字「{text}」").format(text=line.strip())
            remedy = _("请在公开以前改成自己的")
            place = f"content/{document.path}"
            yield Issue(place, number, 1, "placeholder", problem, remedy, level=Level.WARNING)


def _documents(order: Order, files: Sequence[str]) -> tuple[dict[str, Document], list[Issue]]:
    documents: dict[str, Document] = {}
    issues: list[Issue] = []
    for path in (path for path in sorted(files) if _schema(path)):
        found = read_document(path, (order.content / path).read_bytes())
        if isinstance(found, Document):
            documents[path] = found
        else:
            issues.extend(found)
    return documents, issues


def _schema(path: str) -> str | None:
    """Return the schema of a setting, or None for any other file."""
    return SETTINGS.get(path) or calendar_schema(path)


def _is_sound(path: str, found: Sequence[Issue]) -> bool:
    """Tell whether a setting may be gone by: rules and calendars without an error, and all that the portal says."""
    return path == "portal.yaml" or all(issue.level is not Level.ERROR for issue in found)


def _strangers(files: Sequence[str], order: Order) -> Iterator[Issue]:
    records = {path.rpartition(".")[0] for path in files if kind_of(path, order.kinds)}
    for path in files:
        stem = stem_of(path)
        known = _schema(path) or is_prose(path) or kind_of(path, order.kinds) or stem in records
        if stem is not None and not known:
            problem = _("这是附件的文件夹，旁边没有「{name}」这条记录").format(name=stem.rpartition("/")[2])
            remedy = _("文件夹要叫「记录的文件名{folder}」；没有记录的，请删去").format(folder=FOLDER)
            yield Issue(f"content/{path}", 0, 0, "attachment-place", problem, remedy)
        elif not known:
            yield Issue(
                f"content/{path}", 0, 0, "unknown-file", _("这里不该有这个文件"), _("请按目录结构放置，或者删去它")
            )


def _agencies(order: Order, files: Sequence[str]) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    names: dict[str, str] = {}
    contacts: dict[str, frozenset[str]] = {}
    for path in files:
        if path.startswith("agencies/") and path.endswith("/agency.yaml"):
            found = read_document(path, (order.content / path).read_bytes())
            if isinstance(found, Document):
                slug = path.split("/")[1]
                names[slug] = str(found.data.get("name", slug))
                contacts[slug] = _contacts(found.data)
    return names, contacts


def _contacts(data: Mapping[str, Any]) -> frozenset[str]:
    entries = data.get("contacts_allowed")
    return frozenset(
        str(entry["value"])
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, Mapping) and "value" in entry
    )


def _setting(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    order: Order,
    data: Mapping[str, Mapping[str, Any]],
    calendar: Calendar,
    history: History,
    contacts: Mapping[str, frozenset[str]],
    pages: Pages,
) -> Setting:
    portal = data.get("portal", {})
    site = Site.from_portal(portal, history=history.state.value, prose=pages.links())
    code = digest_of_files((order.schemas, order.theme, Path(__file__).parents[1]))
    rules = {name: value for name, value in sorted(data.items()) if name != "portal"}
    passed = sorted({day for day in _days(rules) if day <= order.as_of.isoformat()})
    bound = hashlib.sha256(log_seed(order.secrets, history)).hexdigest()
    told = (sorted(data.items()), calendar.off, calendar.work, sorted(calendar.years), sorted(contacts.items()))
    digest = digest_of(VERSION, code, order.kinds, told, passed, site, bound)
    return Setting(
        digest,
        order.content,
        order.schemas,
        order.theme,
        order.kinds,
        order.as_of,
        portal,
        rules,
        contacts,
        site,
        calendar,
        history.repository,
        log_seed(order.secrets, history),
    )


def _days(value: object) -> Iterator[str]:
    """Yield every date in rule data: a rule that came into force or ended since the last build changes the setting."""
    if isinstance(value, str) and len(value) == len("2026-01-01") and value[4:5] == value[7:8] == "-":
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _days(part)
    elif isinstance(value, list):
        for part in value:
            yield from _days(part)


def _parts(
    order: Order,
    files: Sequence[str],
    history: History,
    names: Mapping[str, str],
    erased: Mapping[int, Surviving],
) -> Iterator[Part]:
    gone = [path for path in sorted(history.events) if path not in history.hashes and RecordId.fits(path)]
    kinds = {path: kind_of(path, order.kinds) for path in [*files, *gone] if path not in SETTINGS}
    records = [path for path, kind in kinds.items() if kind]
    listed = {path: _listed(order, path, history) for path, kind in kinds.items() if kind and kind.key}
    beside = _beside(history)
    attached = standing_attachments(history.files)
    lives = _lives(history)
    numbers = ranks(history, [*files, *(f"{path}#{key}" for path, keys in listed.items() for key in keys)])
    for name, members in cut(records, order.kinds).items():
        entries = []
        for path in members:
            kind = kinds[path]
            if kind:
                files_beside = beside.get(path.rpartition(".")[0], {})
                entries.append(
                    Entry(
                        path,
                        kind,
                        history.hashes.get(path),
                        numbers[path],
                        history.events.get(path, ()),
                        history.uncommitted.isdisjoint({path, *files_beside.values()}),
                        {key: numbers[f"{path}#{key}"] for key in listed.get(path, ())},
                        lives.get(path, {}),
                        {name: history.hashes[file] for name, file in files_beside.items()},
                        {name: attached[file] for name, file in files_beside.items() if file in attached},
                        kept_of([history.events.get(path, ()), *lives.get(path, {}).values()], erased),
                    )
                )
        agency = members[0].split("/")[1] if members[0].startswith("agencies/") else None
        yield Part(name, agency, names.get(agency or "", agency or ""), tuple(entries))


def _lives(history: History) -> Mapping[str, Mapping[str, tuple[Event, ...]]]:
    """Return the events of the entries of every list file, by path and key; of entries that are gone too."""
    found: dict[str, dict[str, tuple[Event, ...]]] = {}
    for name, events in sorted(history.entries.items()):
        path, _mark, key = name.partition("#")
        found.setdefault(path, {})[key] = events
    return found


def _beside(history: History) -> Mapping[str, Mapping[str, str]]:
    """Return the attachments that there are: path by name, by the path of their record without its suffix."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(history.hashes):
        stem = stem_of(path)
        if stem is not None:
            found.setdefault(stem, {})[path.rpartition("/")[2]] = path
    return found


def _listed(order: Order, path: str, history: History) -> tuple[str, ...]:
    """Return the keys of a list file's entries: from the ledger where its bytes are those of HEAD, else from them."""
    if path in history.listed and path not in history.uncommitted:
        return history.listed[path]
    if path not in history.hashes or not (order.content / path).is_file():
        return ()
    found = read_document(path, (order.content / path).read_bytes())
    key = key_of(path, order.kinds) or ""
    return tuple(name for name, _entry in entries_of(found.data, key)) if isinstance(found, Document) else ()


def part_digest(part: Part, setting: Setting) -> str:
    """Return the digest of everything that pass one over a part depends on."""
    entries = [
        (
            entry.path,
            entry.blob,
            entry.rank,
            entry.committed,
            entry.events,
            sorted(entry.ranks.items()),
            sorted(entry.lives.items()),
            sorted(entry.attachments.items()),
            sorted(entry.attached.items()),
            sorted(entry.erased.items()),
        )
        for entry in part.entries
    ]
    return digest_of(setting.digest, part.agency_name, entries)
