"""Private data in files outside content/: no page shows them, but whoever has the repository can read them."""

from collections.abc import Iterator
from dataclasses import replace

from disclosure.checking.gate import Gate
from disclosure.checking.tiers import map_of
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.reading.attached.contents import Unreadable
from disclosure.reading.attached.inspecting import COMPOUND, inspect

PRIVATE = "privacy-"
MAIL = "privacy-email"
NAMING = frozenset({"maintainers.yaml", "CODEOWNERS"})
"""Files that name who works on the repository: the address with which somebody signs is no leak there."""
CLOSED = (b"%PDF-", b"PK\x03\x04", COMPOUND, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
"""How files begin that hold words which cannot be read as they are."""


def beside(path: str, raw: bytes | None, gate: Gate) -> list[Issue]:
    """Return the private data in a file outside content/, sorted; of None there is nothing to tell.

    Mail addresses are no leak in the files that name who works on the repository: maintainers.yaml, CODEOWNERS, the
    list of signers that portal.yaml names, and what the forge and git are set up with (a first step that begins with
    a dot: .github/, .gitlab-ci.yml, .mailmap). Numbers of persons are one there, too.
    """
    if raw is None:
        return []
    found = [issue for issue in gate.check_bytes(path, raw) if issue.rule.startswith(PRIVATE)]
    told = (issue for issue in found if issue.rule != MAIL or not _names_workers(path, gate))
    return sorted([*(replace(issue, path=path) for issue in told), *_closed(path, raw)])


def _names_workers(path: str, gate: Gate) -> bool:
    signers = map_of(gate.rules.portal.get("signatures")).get("allowed_signers")
    return path in {*NAMING, signers} or path.startswith(".")


def _closed(path: str, raw: bytes) -> Iterator[Issue]:
    """Yield a warning for a file that cannot be looked into: an old .xls, one with a password, an archive, a scan."""
    contents = inspect(raw)
    if isinstance(contents, Unreadable):
        closed = raw.startswith(CLOSED)
        problem = _("这个文件打不开（加密、旧格式或者压缩包），机器查不出里面有没有个人信息")
    else:
        closed = bool(contents.wordless)
        problem = _("这个文件有的地方只有图、没有文字，机器查不出里面有没有个人信息")
    if closed:
        yield Issue(path, 0, 0, f"{PRIVATE}closed", problem, level=Level.WARNING)
