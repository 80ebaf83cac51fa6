"""统一社会信用代码 (GB 32100-2015), checked with python-stdnum."""

import re
from dataclasses import dataclass
from functools import lru_cache

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

from disclosure.model.errors import MalformedValue

LENGTH = 18
SHAPE = re.compile("[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}")


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A valid unified social credit code: 18 characters, upper case."""

    value: str

    @classmethod
    @lru_cache(maxsize=1024)
    def parse(cls, written: str) -> "CreditCode":
        """Read a code exactly as it must be written; MalformedValue says what is wrong with it."""
        if SHAPE.fullmatch(written) and written[-1] == uscc.calc_check_digit(written[:-1]):
            return cls(written)
        if len(written) != LENGTH or written != uscc.compact(written):
            raise MalformedValue(f"「{written}」应当是 18 位数字和大写字母，中间没有空格")
        try:
            return cls(uscc.validate(written))
        except InvalidChecksum:
            raise MalformedValue(f"「{written}」的校验位不对，多半有一位抄错") from None
        except ValidationError:
            raise MalformedValue(f"「{written}」不合 GB 32100 的格式（不用字母 I、O、S、V、Z）") from None
