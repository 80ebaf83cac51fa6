"""The plan of an edition: which files there are, what git says of them, how they are cut into parts."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from disclosure.assembly.awaited import is_register, read_registers
from disclosure.assembly.dividing import Division
from disclosure.assembly.order import VERSION, Order, Setting, digest_of, digest_of_files
from disclosure.assembly.parts import Outline
from disclosure.assembly.prose import Pages, is_prose, read_prose
from disclosure.assembly.register import read_register
from disclosure.assembly.settings import read_settings, setting_schema
from disclosure.assembly.transparency import log_seed
from disclosure.checking.gate import Rules
from disclosure.history.repository import History, HistoryState, read_history
from disclosure.model.attachment import FOLDER, stem_of
from disclosure.model.erasure import Surviving
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.folders import kinds_of
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind, key_of
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.model.terms import Term, terms_of
from disclosure.pages.rendering import Site
from disclosure.reading.documents import read_document
from disclosure.reading.tree import walk
from disclosure.timing.calendar import Calendar


@dataclass(frozen=True)
class Plan:
    """What is to be done: the setting of all work, the parts, the prose pages, all files, and the issues found.

    `erased` are the commitments of the versions that were erased from history, by the number of the leaf.
    """

    setting: Setting
    history: History
    division: Division
    parts: tuple[Outline, ...]
    pages: Pages
    files: tuple[str, ...]
    issues: tuple[Issue, ...]
    erased: Mapping[int, Surviving] = field(default_factory=dict)

    def paths(self) -> Iterator[str]:
        """Yield the content file of every record, of those that are gone too."""
        return (path for part in self.parts for path in part.paths)


def require_content(order: Order) -> None:
    """Stop where there is no content folder: ContentError says how to name one."""
    if not order.content.is_dir():
        raise ContentError(
            _("没有内容文件夹 {path}；请用 --content 指明，或用 ./portal init 建一个").format(path=order.content)
        )


def plan(order: Order, counted: Callable[[int], None] | None = None) -> Plan:
    """Look at content/, its settings and its history; ContentError where there is nothing to work on.

    `counted` hears how many files there are as soon as that is known.
    """
    require_content(order)
    files, issues = walk(order.content)
    if counted:
        counted(len(files))
    history = read_history(order.content, files, order.cache / "history", partial(key_of, kinds=order.kinds))
    refuse_shallow(history, order)
    issues.extend(_history_notes(history))
    data, calendar, found = read_settings(order, files)
    issues.extend(found)
    kinds = kinds_of(files, order.kinds)
    issues.extend(_strangers(kinds))
    issues.extend(read_registers(order.content, files)[1])
    names, contacts, terms = _agencies(order, files)
    contacts = {"": _contacts(data.get("portal", {})), **contacts}
    pages = read_prose(order, files, Rules(order.as_of, {}, {}, {}, contacts))
    issues.extend(pages.issues)
    setting = _setting(order, data, calendar, history, contacts, pages, terms)
    erased = read_register(order.content, files)
    division = Division(order, kinds, history, names, erased)
    return Plan(setting, history, division, tuple(division.outlines()), pages, tuple(files), tuple(issues), erased)


def refuse_shallow(history: History, order: Order) -> None:
    """Stop a build on a shallow clone: its times would be wrong. GongshiError says how to fetch the rest."""
    if history.state is HistoryState.SHALLOW and not order.preview:
        raise GongshiError(
            _("这个仓库只取了一部分历史（浅克隆），公开时间算不出来；请先运行 git fetch --unshallow，再生成网站")
        )


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


def _strangers(kinds: Mapping[str, Kind | None]) -> Iterator[Issue]:
    records = {path.rpartition(".")[0] for path, kind in kinds.items() if kind}
    for path in (path for path, kind in kinds.items() if not kind):
        stem = stem_of(path)
        known = setting_schema(path) or is_prose(path) or stem in records or is_register(path)
        if stem is not None and not known:
            problem = _("这是附件的文件夹，旁边没有「{name}」这条记录").format(name=stem.rpartition("/")[2])
            remedy = _("文件夹要叫「记录的文件名{folder}」；没有记录的，请删去").format(folder=FOLDER)
            yield Issue(f"content/{path}", 0, 0, "attachment-place", problem, remedy)
        elif not known:
            yield Issue(
                f"content/{path}", 0, 0, "unknown-file", _("这里不该有这个文件"), _("请按目录结构放置，或者删去它")
            )


def _agencies(
    order: Order, files: Sequence[str]
) -> tuple[dict[str, tuple[str, str]], dict[str, frozenset[str]], dict[str, tuple[Term, ...]]]:
    """Return what agencies say of themselves, by folder: name and region, contacts, and how long they publish."""
    names: dict[str, tuple[str, str]] = {}
    terms: dict[str, tuple[Term, ...]] = {}
    contacts: dict[str, frozenset[str]] = {}
    for path in files:
        if path.startswith("agencies/") and path.endswith("/agency.yaml"):
            found = read_document(path, (order.content / path).read_bytes())
            if isinstance(found, Document):
                slug = path.split("/")[1]
                names[slug] = str(found.data.get("name", slug)), str(found.data.get("region_code", ""))
                contacts[slug] = _contacts(found.data)
                terms[slug] = terms_of(found.data)
    return names, contacts, terms


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
    terms: Mapping[str, tuple[Term, ...]],
) -> Setting:
    portal = data.get("portal", {})
    site = Site.from_portal(portal, history=history.state.value, prose=pages.links())
    code = digest_of_files((order.schemas, order.theme, Path(__file__).parents[1]))
    rules = {name: value for name, value in sorted(data.items()) if name != "portal"}
    passed = sorted({day for day in _days(rules) if day <= order.as_of.isoformat()})
    bound = hashlib.sha256(log_seed(order.secrets, history)).hexdigest()
    told = (sorted(data.items()), calendar.off, calendar.work, sorted(calendar.years), sorted(contacts.items()))
    own = sorted((slug, found) for slug, found in terms.items() if found)
    digest = digest_of(VERSION, code, order.kinds, told, passed, site, bound, own)
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
        terms,
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
