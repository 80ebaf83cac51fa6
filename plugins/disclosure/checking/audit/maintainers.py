"""maintainers.yaml: who maintains which folder, by the addresses that commits name; it stands outside content/."""

from collections.abc import Mapping
from dataclasses import replace

from disclosure.checking.remarks import issue_of
from disclosure.checking.schema import SchemaChecker
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

FILE = "maintainers.yaml"
SCHEMA = "maintainers"


def maintainers_of(raw: bytes | None, checker: SchemaChecker) -> Mapping[str, frozenset[str]] | tuple[Issue, ...]:
    """Return the addresses (in small letters) by folder, or why there are none."""
    found = read_document(FILE, raw) if raw is not None else ()
    if not isinstance(found, Document):
        empty = raw is None or any(issue.rule == "read-empty" for issue in found)
        return (_unsaid(),) if empty else tuple(_placed(issue) for issue in found)
    remarks = checker.remarks(found.data, SCHEMA)
    if remarks:
        return tuple(_placed(issue_of(remark, found, checker.schemas, SCHEMA)) for remark in remarks)
    owners: dict[str, frozenset[str]] = {}
    for entry in found.data["folders"]:
        mails = frozenset(str(mail).casefold() for mail in entry["maintainers"])
        owners[entry["folder"]] = owners.get(entry["folder"], frozenset()) | mails
    return owners


def accounts_of(raw: bytes | None, checker: SchemaChecker) -> Mapping[str, frozenset[str]]:
    """Return the accounts at the forge (in small letters) by folder, none where nobody listed any."""
    found = read_document(FILE, raw) if raw is not None else ()
    if not isinstance(found, Document) or checker.remarks(found.data, SCHEMA):
        return {}
    accounts: dict[str, frozenset[str]] = {}
    for entry in found.data["folders"]:
        names = frozenset(str(name).casefold() for name in entry.get("accounts", ()))
        accounts[entry["folder"]] = accounts.get(entry["folder"], frozenset()) | names
    return accounts


def _unsaid() -> Issue:
    problem = _("没有写明哪个文件夹由谁维护，没有核对是谁改的")
    remedy = _("请在仓库最上一级的 maintainers.yaml 里写上（不在 content/ 里，不会公开）")
    return Issue(FILE, 0, 0, "audit-maintainers", problem, remedy, level=Level.WARNING)


def _placed(issue: Issue) -> Issue:
    return replace(issue, path=FILE, rule="audit-maintainers")
