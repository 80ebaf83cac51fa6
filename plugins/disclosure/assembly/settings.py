"""Settings and rules: which files hold them, and what they say, with everything that is wrong in them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from disclosure.assembly.calendars import calendar_of, calendar_schema, missing_years
from disclosure.assembly.order import VERSION, Order
from disclosure.checking.gate import Gate, Rules
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.portal import PLACEHOLDER
from disclosure.model.record import Document
from disclosure.reading.documents import locate, read_document
from disclosure.reading.text import decode
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


def read_settings(order: Order, files: Sequence[str]) -> tuple[dict[str, Any], Calendar, list[Issue]]:
    """Return what the settings say by their schema, the calendar, and every issue; faulty rules are not gone by."""
    documents, issues = _documents(order, files)
    gate = Gate(order.schemas, Rules(order.as_of, {}, {}, {}, {}))
    checked = {path: gate.check_setting(doc, setting_schema(path) or "") for path, doc in documents.items()}
    issues.extend(issue for found in checked.values() for issue in found)
    issues.extend(_missing_settings(documents))
    sound = {path: doc.data for path, doc in documents.items() if _is_sound(path, checked[path])}
    data = {SETTINGS[path]: dict(found) for path, found in sound.items() if path in SETTINGS}
    calendar = calendar_of({path: found for path, found in sound.items() if calendar_schema(path)})
    issues.extend(missing_years(files, order.as_of) if "deadlines" in data else ())
    issues.extend(issue for doc in documents.values() for issue in _placeholders(doc))
    return data, calendar, issues


def _documents(order: Order, files: Sequence[str]) -> tuple[dict[str, Document], list[Issue]]:
    documents: dict[str, Document] = {}
    issues: list[Issue] = []
    for path in (path for path in sorted(files) if setting_schema(path)):
        found = read_document(path, (order.content / path).read_bytes())
        if isinstance(found, Document):
            documents[path] = found
        else:
            issues.extend(found)
    return documents, issues


def setting_schema(path: str) -> str | None:
    """Return the schema of a setting, or None for any other file."""
    return SETTINGS.get(path) or calendar_schema(path)


def _is_sound(path: str, found: Sequence[Issue]) -> bool:
    """Tell whether a setting may be gone by: rules and calendars without an error, and all that the portal says."""
    return path == "portal.yaml" or all(issue.level is not Level.ERROR for issue in found)


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


def _placeholders(document: Document) -> Iterator[Issue]:
    """Yield a reminder for each line of the settings that still holds what `init` wrote for want of better."""
    for number, line in enumerate(str(decode(document.raw)).split("\n"), start=1):
        if PLACEHOLDER in line and not line.lstrip().startswith("#"):
            problem = _("还是建仓库时的占位文字「{text}」").format(text=line.strip())
            remedy = _("请在公开以前改成自己的")
            place = f"content/{document.path}"
            yield Issue(place, number, 1, "placeholder", problem, remedy, level=Level.WARNING)
