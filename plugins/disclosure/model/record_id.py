"""The name of a record: its path in content/ without the suffix, checked once."""

import re
from dataclasses import dataclass
from functools import lru_cache

from disclosure.model.errors import MalformedValue

SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 200


@dataclass(frozen=True, slots=True, order=True)
class RecordId:
    """A record's permanent name, such as `agencies/jyj/decisions/2026/11/012`.

    An entry of a list file adds `#` and its key: `agencies/jyj/officers#S14090012`.
    """

    value: str

    @classmethod
    @lru_cache(maxsize=1024)
    def from_path(cls, path: str) -> "RecordId":
        """Return the id of a content path (`agencies/jyj/agency.yaml`); MalformedValue where a part is unfit."""
        stem, dot, _suffix = path.rpartition(".")
        stem = stem if dot else path
        for segment in stem.split("/"):
            if not SEGMENT.fullmatch(segment):
                raise MalformedValue(f"「{segment}」不能作文件名或文件夹名")
        if len(stem) > LONGEST:
            raise MalformedValue(f"路径超过 {LONGEST} 个字符")
        return cls(stem)

    @classmethod
    def fits(cls, path: str) -> bool:
        """Tell whether a content path can be a record's: what was once committed under any other name never was one."""
        try:
            cls.from_path(path)
        except MalformedValue:
            return False
        return True

    @property
    def agency(self) -> str | None:
        """The agency's folder name, or None for what belongs to the whole jurisdiction."""
        parts = self.value.split("/")
        return parts[1] if parts[0] == "agencies" and len(parts) > 1 else None

    def __str__(self) -> str:
        return self.value
