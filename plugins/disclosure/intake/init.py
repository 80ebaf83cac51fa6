"""init: a content repository ready to use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from disclosure.history.writing import commit, init_repository
from disclosure.intake.shelf import write_files
from disclosure.intake.templates import template_yaml
from disclosure.model.errors import GongshiError
from disclosure.model.kinds import KINDS, PLACE
from disclosure.model.language import _
from disclosure.reading.schemas import Schemas, load_schemas

SCAFFOLD = Path(__file__).parent / "scaffold"
FILLED = (".md", ".yml")
EDITOR = ".vscode/settings.json"
RULES = ("deadlines", "publicity", "required", "statistics")
OFFERED = ("description", "siteurl", "undertaker", "site_id_code", "icp_record", "police_record", "objection_contact")


@dataclass(frozen=True, slots=True)
class InitOrder:
    """One request for a content repository.

    `project` is the tool's own folder (its schemas and rules are copied), `version` what portal.yaml pins; author and
    day are those of the first commit (None: whoever and whenever git knows).
    """

    folder: Path
    project: Path
    version: str
    name: str = "行政执法公示"
    jurisdiction: str = "本辖区（请改成自己的）"
    organiser: str = "主办单位（请改成自己的）"
    author: tuple[str, str] | None = None
    when: datetime | None = None


def init(order: InitOrder) -> tuple[str, ...]:
    """Make the folder a repository with a portal that checks and builds, and commit it; return the files' paths.

    GongshiError where the folder has something in it already.
    """
    _refuse_used(order.folder)
    files = _files(order)
    write_files(order.folder, files)
    init_repository(order.folder)
    commit(order.folder, sorted(files), _("建立内容仓库"), author=order.author, when=order.when)
    return tuple(sorted(files))


def _refuse_used(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise GongshiError(_("{folder} 是一个文件，不能在这里建仓库").format(folder=folder))
    if folder.is_dir() and any(folder.iterdir()):
        raise GongshiError(_("{folder} 不是空的；请换一个空文件夹，或者先移走里面的东西").format(folder=folder))


def _files(order: InitOrder) -> dict[str, bytes]:
    schemas = load_schemas(order.project / "schemas")
    words = {"name": order.name, "jurisdiction": order.jurisdiction, "organiser": order.organiser}
    words["version"] = order.version
    files = {path: _filled(path, raw, words) for path, raw in _below(SCAFFOLD).items()}
    files |= {f"content/rules/{path}": raw for path, raw in _below(order.project / "content" / "rules").items()}
    files |= {f".gongshi/schemas/{path}": raw for path, raw in _below(order.project / "schemas").items()}
    files[EDITOR] = editor_settings(json.loads(files[EDITOR]), schemas)
    return {**files, "content/portal.yaml": _portal(order, schemas).encode()}


def editor_settings(settings: Mapping[str, Any], schemas: Schemas) -> bytes:
    """Return the editor's settings with the schema of every kind of file: it completes and explains the fields."""
    patterns = {
        kind.schema: f"content/{PLACE.sub('*', kind.pattern)}" for kind in KINDS if kind.pattern[-5:] == ".yaml"
    }
    rules = {name: f"content/rules/{name}.yaml" for name in RULES if name in schemas.by_name}
    known = {"portal": "content/portal.yaml", **patterns, **rules}
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
    return text.encode()


def _portal(order: InitOrder, schemas: Schemas) -> str:
    data: dict[str, Any] = {
        "name": order.name,
        "jurisdiction": {"name": order.jurisdiction},
        "organiser": {"name": order.organiser},
        "tool_version": order.version,
    }
    return template_yaml(data, "portal", schemas, OFFERED)
