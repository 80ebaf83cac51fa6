"""init: a content repository ready to use."""

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from disclosure.checking.gate import Gate, Rules
from disclosure.history.pinning import Pin
from disclosure.history.writing import commit, init_repository, require_somebody
from disclosure.intake.shelf import write_files
from disclosure.intake.templates import template_yaml
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.issue import Level
from disclosure.model.kinds import KINDS
from disclosure.model.language import _
from disclosure.model.patterns import PLACE
from disclosure.model.portal import PLACEHOLDER
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas, load_schemas

PORTAL = "content/portal.yaml"
SEED = "log/seed"
SEED_BYTES = 32
OWNER_ONLY = 0o600
REGION = re.compile(r"(?:[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|自治县|地区|省|市|县|区|旗|盟|州)(?!场))+")
SCAFFOLD = Path(__file__).parent / "scaffold"
FILLED = (".md", ".gongshi/tool")
FORGES = {"github": (".github/",), "gitea": (".gitea/",), "gitlab": (".gitlab-ci.yml",)}
"""Where the workflows of each forge lie; Forgejo reads those of Gitea."""
EDITOR = ".vscode/settings.json"
RULES = ("audit", "deadlines", "publicity", "required", "staffing", "statistics", "withdrawals")
CALENDARS = {"calendar": "content/calendar/[0-9]*.yaml", "local_calendar": "content/calendar/local.yaml"}
COPIED = ("rules", "calendar")
"""The folders of content/ that every portal begins with: old records are counted by the years that they are of."""
OFFERED = ("description", "siteurl", "undertaker", "site_id_code", "icp_record", "police_record", "objection_contact")


@dataclass(frozen=True, slots=True)
class InitOrder:
    """One request for a content repository.

    `project` is the tool's own folder (its schemas and rules are copied), `version` what portal.yaml pins; author and
    day are those of the first commit (None: whoever and whenever git knows); `seed` is the secret of its public log.
    `tool` is where the forge's workflows fetch the tool, and which commit of it; `forge` the one forge that workflows
    are wanted for (empty: all).
    """

    folder: Path
    project: Path
    version: str
    name: str = "行政执法公示"
    jurisdiction: str = f"本辖区{PLACEHOLDER}"
    organiser: str = f"主办单位{PLACEHOLDER}"
    author: tuple[str, str] | None = None
    when: datetime | None = None
    seed: str = field(default_factory=lambda: secrets.token_hex(SEED_BYTES), repr=False)
    tool: Pin | None = None
    forge: str = ""


def init(order: InitOrder) -> tuple[str, ...]:
    """Make the folder a repository with a portal that checks and builds, and commit it; return the files' paths.

    GongshiError where the folder has something in it already, or git does not know who commits; ContentError where a
    name is none. Whatever stops it, the folder is left as it was.
    """
    if order.forge and order.forge not in FORGES:
        known = "、".join(FORGES)
        raise GongshiError(_("--forge 没有「{forge}」；可以写 {known}").format(forge=order.forge, known=known))
    _refuse_used(order.folder)
    if order.author is None:
        require_somebody()
    files = _files(order)
    _require_sound(order, files[PORTAL])
    with ExitStack() as undoing:
        undoing.callback(_clear, order.folder, keep=order.folder.is_dir())
        write_files(order.folder, files)
        (order.folder / SEED).chmod(OWNER_ONLY)
        init_repository(order.folder)
        commit(order.folder, sorted(files), _("建立内容仓库"), author=order.author, when=order.when)
        undoing.pop_all()
    return tuple(sorted(files))


def _require_sound(order: InitOrder, portal: bytes) -> None:
    """Raise ContentError where the site's settings, as they would be written, do not pass the check."""
    gate = Gate(order.project / "schemas", Rules(date.min, {}, {}, {}, {}))
    document = read_document("portal.yaml", portal)
    found = document if isinstance(document, tuple) else gate.check_setting(document, "portal")
    problems = [issue.sentence for issue in found if issue.level is Level.ERROR]
    if problems:
        raise ContentError(_("没有建仓库：\n{problems}").format(problems="\n".join(problems)))


def _clear(folder: Path, *, keep: bool) -> None:
    """Take away what a try has left; a folder that was there before stays, empty as it was."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    if not keep and folder.is_dir():
        folder.rmdir()


def jurisdiction_of(organiser: str) -> str:
    """Return the jurisdiction that an organiser's name begins with (示例市司法局: 示例市), or nothing."""
    found = REGION.match(organiser)
    return found[0] if found else ""


def _refuse_used(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise GongshiError(_("{folder} 是一个文件，不能在这里建仓库").format(folder=folder))
    if folder.is_dir() and any(folder.iterdir()):
        raise GongshiError(_("{folder} 不是空的；请换一个空文件夹，或者先移走里面的东西").format(folder=folder))


def _files(order: InitOrder) -> dict[str, bytes]:
    schemas = load_schemas(order.project / "schemas")
    words = {"name": order.name, "jurisdiction": order.jurisdiction, "organiser": order.organiser}
    pin = order.tool or Pin("", f"v{order.version}")
    words |= {"tool_url": pin.url, "tool_commit": pin.commit}
    unwanted = tuple(start for forge, starts in FORGES.items() if order.forge not in {"", forge} for start in starts)
    below = {path: raw for path, raw in _below(SCAFFOLD).items() if not path.startswith(unwanted)}
    files = {path: _filled(path, raw, words) for path, raw in below.items()}
    for name in COPIED:
        found = _below(order.project / "content" / name)
        files |= {f"content/{name}/{path}": raw for path, raw in found.items()}
    files |= {f".gongshi/schemas/{path}": raw for path, raw in _below(order.project / "schemas").items()}
    files[EDITOR] = editor_settings(json.loads(files[EDITOR]), schemas)
    return {**files, PORTAL: _portal(order, schemas).encode(), SEED: f"{order.seed}\n".encode()}


def editor_settings(settings: Mapping[str, Any], schemas: Schemas) -> bytes:
    """Return the editor's settings with the schema of every kind of file: it completes and explains the fields."""
    patterns = {
        kind.schema: f"content/{PLACE.sub('*', kind.pattern)}" for kind in KINDS if kind.pattern[-5:] == ".yaml"
    }
    rules = {name: f"content/rules/{name}.yaml" for name in RULES if name in schemas.by_name}
    known = {"portal": "content/portal.yaml", **patterns, **rules, **CALENDARS}
    shapes = {f".gongshi/schemas/{name}.schema.json": pattern for name, pattern in sorted(known.items())}
    return (json.dumps({**settings, "yaml.schemas": shapes}, ensure_ascii=False, indent=2) + "\n").encode()


def _below(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _filled(path: str, raw: bytes, words: Mapping[str, str]) -> bytes:
    """Return a file of the scaffold with `{name}` and its like replaced."""
    if not path.endswith(FILLED):
        return raw
    text = raw.decode()
    for word, value in sorted(words.items()):
        text = text.replace("{" + word + "}", value)
    return re.sub(r" +$", "", text, flags=re.MULTILINE).encode()


def _amounts(project: Path) -> list[dict[str, Any]]:
    """Return the bands of amounts that the demonstration offers, to begin with."""
    document = read_document("portal.yaml", (project / PORTAL).read_bytes())
    told = document.data.get("search", {}) if isinstance(document, Document) else {}
    return [dict(one) for one in told.get("amounts", ())]


def _portal(order: InitOrder, schemas: Schemas) -> str:
    data: dict[str, Any] = {
        "name": order.name,
        "jurisdiction": {"name": order.jurisdiction},
        "organiser": {"name": order.organiser},
        "tool_version": order.version,
        "search": {"amounts": _amounts(order.project)},
    }
    return template_yaml(data, "portal", schemas, OFFERED)
