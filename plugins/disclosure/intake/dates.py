"""Dates as Chinese documents write them; what is not clearly one day is refused, never guessed."""

import datetime as dt
import re
import unicodedata

from disclosure.intake.numerals import DIGITS, number
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _

NUMERAL = "[0-9〇○零一二三四五六七八九十]"
CHINESE = re.compile(rf"(?P<y>{NUMERAL}{{4}})年(?P<m>{NUMERAL}{{1,3}})月(?P<d>{NUMERAL}{{1,3}})[日号]")
SEPARATED = re.compile(r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})")
COMPACT = re.compile(r"(?P<y>[12][0-9]{3})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
MIDNIGHT = re.compile(r"[ T]0{1,2}:00(?::00(?:\.0+)?)?$")


def date(text: str) -> str:
    """Return the day as `2022-02-14` from any usual form; the same date written twice counts once."""
    plain = re.sub(r"\s+", "", MIDNIGHT.sub("", unicodedata.normalize("NFKC", text).strip()))
    days = {_day(piece, text) for piece in _pieces(plain)}
    if len(days) != 1:
        raise MalformedValue(_("「{text}」里有几个不同的日期").format(text=text))
    return days.pop().isoformat()


def _pieces(text: str) -> list[str]:
    """Cut `2021年2月2日2021年2月2日` into its dates; anything else stays whole."""
    found = [match[0] for match in CHINESE.finditer(text)]
    return found if found and "".join(found) == text else [text]


def _day(text: str, written: str) -> dt.date:
    found = CHINESE.fullmatch(text) or SEPARATED.fullmatch(text) or COMPACT.fullmatch(text)
    if not found:
        raise MalformedValue(_("「{text}」不是看得懂的日期").format(text=written))
    try:
        return dt.date(_year(found["y"]), int(number(found["m"])), int(number(found["d"])))
    except ValueError:
        raise MalformedValue(_("「{text}」不是有效的日期").format(text=written)) from None


def _year(text: str) -> int:
    return int("".join(str(DIGITS.get(sign, sign)) for sign in text))
