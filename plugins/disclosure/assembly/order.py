"""What a command asks for: which content, as of which day, into which folder."""

import hashlib
import json
import pickle
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from disclosure.checking.gate import Rules
from disclosure.model.errors import GongshiError
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.language import _
from disclosure.model.terms import Term
from disclosure.pages.rendering import Site
from disclosure.timing.calendar import Calendar
from disclosure.timing.deadlines import Timing, rules_of

VERSION = "0.1.0"
PEM = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL)


@dataclass(frozen=True)
class Secrets:
    """What makes and signs the transparency log: the seed of its salts (empty: not given), private keys in PEM."""

    seed: bytes = field(default=b"", repr=False)
    keys: tuple[bytes, ...] = field(default=(), repr=False)

    @classmethod
    def given(cls, environment: Mapping[str, str]) -> "Secrets":
        """Return the secrets that the environment gives; GongshiError where a file that it names cannot be read.

        GONGSHI_LOG_SEED is the seed; GONGSHI_LOG_KEY holds private keys, GONGSHI_LOG_KEY_FILE the path of a file of
        them. Several keys stand one below the other: both sign while an old one is replaced.
        """
        told, path = environment.get("GONGSHI_LOG_KEY", ""), environment.get("GONGSHI_LOG_KEY_FILE", "")
        try:
            told += "\n" + Path(path).read_text(encoding="utf-8") if path else ""
        except (OSError, UnicodeDecodeError) as fault:
            problem = _("读不了 GONGSHI_LOG_KEY_FILE 指的私钥文件 {path}；请核对路径")
            raise GongshiError(problem.format(path=path)) from fault
        found = tuple(pem.encode() for pem in PEM.findall(told.replace("\\n", "\n")))
        if told.strip() and not found:
            raise GongshiError(_("GONGSHI_LOG_KEY 里没有私钥；要 PEM 格式的，可以用 ./portal key 生成"))
        return cls(environment.get("GONGSHI_LOG_SEED", "").strip().encode(), found)


@dataclass(frozen=True)
class Order:
    """One request to check or build.

    `content` is the folder content/ itself; `cache` belongs to this content and output; `workers` is the number of
    processes (1: none besides this one); `preview` lets a shallow clone through, marked on every page; `secrets` are
    those of the transparency log.
    """

    project: Path
    content: Path
    output: Path
    as_of: date
    cache: Path
    workers: int = 1
    preview: bool = False
    kinds: tuple[Kind, ...] = KINDS
    secrets: Secrets = field(default_factory=Secrets)

    @property
    def schemas(self) -> Path:
        """The folder of JSON schemas."""
        return self.project / "schemas"

    @property
    def theme(self) -> Path:
        """The folder of templates, styles and scripts."""
        return self.project / "theme"

    @property
    def staging(self) -> Path:
        """Where a build writes before anything is put in place: beside the output, on the same disk."""
        return self.output.with_name(f".{self.output.name}.staging")

    @property
    def lock(self) -> Path:
        """What a build holds while it works on the output."""
        return self.output.with_name(f".{self.output.name}.lock")

    @property
    def journal(self) -> Path:
        """What a started exchange leaves for the next command to finish."""
        return self.output.with_name(f".{self.output.name}.journal.json")


@dataclass(frozen=True, eq=False)
class Setting:
    """Everything besides its own records that the work on a part depends on; sent to every worker process.

    Two settings are the same where their digests and days are; `digest` leaves the day out, because what a part
    becomes seldom depends on it (outcomes.kept).
    """

    digest: str
    content: Path
    schemas: Path
    theme: Path
    kinds: tuple[Kind, ...]
    as_of: date
    portal: Mapping[str, Any]
    rules: Mapping[str, Mapping[str, Any]]
    contacts: Mapping[str, frozenset[str]]
    site: Site
    calendar: Calendar
    repository: Path | None
    seed: bytes = field(default=b"", repr=False)
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.digest, self.as_of))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Setting) and (self.digest, self.as_of) == (other.digest, other.as_of)

    def __reduce__(self) -> tuple[Callable[[bytes], "Setting"], tuple[bytes]]:
        return _received, (self._sent,)

    @cached_property
    def _sent(self) -> bytes:
        """All of it as bytes: a process opens them once, though every piece of work that it is given brings them."""
        return pickle.dumps({one.name: getattr(self, one.name) for one in fields(self)})

    def judging(self) -> Rules:
        """Return what the checks need to know."""
        return Rules(
            as_of=self.as_of,
            portal=self.portal,
            required=self.rules.get("required", {}),
            publicity=self.rules.get("publicity", {}),
            allowed=self.contacts,
            staffing=self.rules.get("staffing", {}),
            deadlines=self.rules.get("deadlines", {}),
            withdrawals=self.rules.get("withdrawals", {}),
            calendar=self.calendar,
            terms=self.terms,
        )

    def timing(self) -> Timing:
        """Return what deadlines are reckoned with."""
        region = (self.portal.get("jurisdiction") or {}).get("region_code", "")
        return Timing(self.calendar, rules_of(self.rules.get("deadlines", {})), str(region))

    def all_contacts(self) -> frozenset[str]:
        """Return every phone number and mail address that some agency has declared as its office's."""
        return frozenset().union(*self.contacts.values())


@lru_cache(maxsize=2)
def _received(sent: bytes) -> Setting:
    return Setting(**pickle.loads(sent))  # noqa: S301  # from our own process


def cache_name(content: Path, output: Path) -> str:
    """Return the name of the cache folder that belongs to this content and this output."""
    return digest_of(str(content), str(output))[:16]


def digest_of(*values: object) -> str:
    """Return the hex digest of values that have a stable repr."""
    return hashlib.sha256(repr(values).encode()).hexdigest()


def digest_of_files(folders: tuple[Path, ...]) -> str:
    """Return one digest over the names and bytes of all files below some folders (compiled Python left out)."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(json.dumps([path.relative_to(folder).as_posix()]).encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
