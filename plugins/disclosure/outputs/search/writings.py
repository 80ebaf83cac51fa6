"""Other usual writings of what a person asks for: days, and articles of laws by either sort of numerals.

theme/static/js/search/writings.js holds the same rule.
"""

import re
from collections.abc import Iterator
from functools import partial

DIGITS = "〇一二三四五六七八九"
ALIKE = str.maketrans("零○两", "〇〇二")
UNITS = ("", "十", "百", "千")
ZEROS = ("零", "〇")
YEAR_DIGITS = rf"[一二][{DIGITS}零○]{{3}}"
DAY = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?:年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日"
    r"|(?P<sign>[-./])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2}))"
    rf"|(?P<hyear>{YEAR_DIGITS})年(?P<hmonth>[一二三四五六七八九十]{{1,2}})月(?P<hday>[一二三四五六七八九十]{{1,3}})日"
)
OPEN = re.compile(r"[-./][0-9]$")
"""What may go on: 2021-6-2 begins 2021-6-29 too."""

SPACED = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
MONTHS, DAYS = 12, 31
ARABIC = re.compile(r"(?<![0-9])(?:第?([1-9][0-9]{0,3})(条)|第([1-9][0-9]{0,3})([款项章节编]))")
HAN = re.compile(rf"第([{DIGITS}零○两十百千]+)([条款项章节编])")


def days(squeezed: str) -> Iterator[str]:
    """Yield the exact token of every day that a text without spaces names: `=20210629`."""
    for found in DAY.finditer(squeezed):
        if found["hyear"]:
            year = "".join(str(DIGITS.index(char)) for char in found["hyear"].translate(ALIKE))
            month, day = number_of(found["hmonth"]), number_of(found["hday"])
        else:
            year, month, day = found["year"], int(found["m"] or found["month"]), int(found["d"] or found["day"])
        if 1 <= month <= MONTHS and 1 <= day <= DAYS:
            yield f"={year}{month:02}{day:02}"


def whole_day(squeezed: str) -> str | None:
    """Return the exact token of the day that a text names and nothing else, None where it does not."""
    return next(days(squeezed), None) if DAY.fullmatch(squeezed) else None


def writings_of_day(token: str) -> tuple[str, ...]:
    """Return how a day may stand in a normalised text."""
    year, month, day = token[1:5], int(token[5:7]), int(token[7:9])
    han = "".join(DIGITS[int(digit)] for digit in year)
    return (
        f"{year}年{month}月{day}日",
        f"{year}年{month:02}月{day:02}日",
        token[1:],
        f"{year}{month}{day}",
        f"{han}年{numeral(month)}月{numeral(day)}日",
        f"{han.replace('〇', '○')}年{numeral(month)}月{numeral(day)}日",
    )


def articles_alike(normalised: str) -> tuple[str, ...]:
    """Return a text with its articles numbered in digits, and in Chinese numerals, as far as it is not so itself."""
    digits = HAN.sub(_in_digits, ARABIC.sub(r"第\1\3\2\4", normalised))
    numerals = (ARABIC.sub(partial(_in_numerals, zero), digits) for zero in ZEROS)
    return tuple(dict.fromkeys(one for one in (*numerals, digits) if one != normalised))


def _in_numerals(zero: str, found: re.Match[str]) -> str:
    return f"第{numeral(int(found[1] or found[3]), zero)}{found[2] or found[4]}"


def _in_digits(found: re.Match[str]) -> str:
    number = number_of(found[1])
    return f"第{number}{found[2]}" if number and numeral(number) == found[1].translate(ALIKE) else found[0]


def numeral(number: int, zero: str = "〇") -> str:
    """Write a number below 10,000 in Chinese numerals, as laws count their articles: 十一, 一百〇一, 一百一十."""
    text = ""
    digits = str(number)
    for place, digit in enumerate(digits):
        unit = UNITS[len(digits) - 1 - place]
        if digit != "0":
            text += DIGITS[int(digit)] + unit
        elif text and not text.endswith(zero):
            text += zero
    text = text.rstrip(zero)
    return text.removeprefix("一") if text.startswith("一十") else text


def number_of(text: str) -> int:
    """Return the number that Chinese numerals below 10,000 write; 0 where they write none."""
    total, digit = 0, 0
    for char in text.translate(ALIKE):
        if char in DIGITS:
            digit = DIGITS.index(char)
        else:
            total += (digit or 1) * 10 ** UNITS.index(char)
            digit = 0
    return total + digit
