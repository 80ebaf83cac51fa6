"""文号: the number of an official document, as written and as compared (GB/T 9704-2012 7.2.5)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from disclosure.model.errors import MalformedValue
from disclosure.model.packing import packed

YEAR_IN_BRACKETS = re.compile(r"[\[〔【﹝﹙(（［]\s*((?:19|20)[0-9]{2})\s*[\]〕】﹞﹚)）］]")
WRAPPED = re.compile(r"^[（(](?P<inner>.*号)[）)]$")
SHAPE = re.compile(
    r"^(?P<prefix>[\u4e00-\u9fa5A-Za-z()（）]{1,30}?)(?P<zi>字)?〔(?P<year>(?:19|20)[0-9]{2})〕"
    r"第?(?P<number>[0-9]{1,8})(?P<sub>[-－之][0-9]{1,3})?号$"
)


class _Digits(dict[int, str]):
    """The ASCII digit of every character that is a digit; all other characters as they are. Each is asked for once."""

    def __missing__(self, code: int) -> str:
        digit = unicodedata.digit(chr(code), None)
        self[code] = chr(code) if digit is None else str(digit)
        return self[code]


DIGITS = _Digits()
GAP = re.compile(r"\s+")


@lru_cache(maxsize=1024)
def normalise(written: str) -> str:
    """Return the number with ASCII digits, no spaces, and the year alone in 〔〕; other brackets stay."""
    text = YEAR_IN_BRACKETS.sub(r"〔\1〕", GAP.sub("", written.translate(DIGITS)))
    wrapped = WRAPPED.match(text)
    return wrapped["inner"] if wrapped and "〔" in wrapped["inner"] else text


@packed
@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number in its parts: prefix (with 字 dropped), year, number, sub-number (0: none)."""

    written: str
    prefix: str
    year: int
    number: int
    sub: int

    @classmethod
    @lru_cache(maxsize=1024)
    def parse(cls, written: str) -> "DocumentNumber":
        """Read a number in any usual bracket style; MalformedValue where it has no year or no number."""
        found = SHAPE.match(normalise(written))
        if not found:
            raise MalformedValue(f"「{written}」不是「机关代字〔年份〕顺序号号」的写法")
        sub = found["sub"]
        return cls(written, found["prefix"], int(found["year"]), int(found["number"]), int(sub[1:]) if sub else 0)

    @property
    def series(self) -> tuple[str, int]:
        """What numbers are counted within: prefix and year."""
        return self.prefix, self.year

    @property
    def canonical(self) -> str:
        """The number as compared and found: `示教罚〔2026〕12号`, sub-numbers as `-1`; no 字, 第 or leading zeros."""
        return f"{self.prefix}〔{self.year}〕{self.number}{f'-{self.sub}' if self.sub else ''}号"
