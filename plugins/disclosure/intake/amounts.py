"""Amounts of money as documents write them, in 元, exact to the 分."""

import re
import unicodedata
from decimal import Decimal

from disclosure.intake.numerals import DIGITS, number
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _
from disclosure.model.money import yuan

SIGNS = "".join(DIGITS)
UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
CURRENCY = r"(?:人民币|RMB|[¥￥])?"
NUMBER = rf"[0-9,，.{SIGNS}十百千万亿拾佰仟萬億]"
AMOUNT = re.compile(
    rf"{CURRENCY}(?P<number>{NUMBER}+)(?P<yuan>[元圆])?"
    rf"(?:零?(?P<jiao>[{SIGNS}0-9])角)?(?:零?(?P<fen>[{SIGNS}0-9])分)?[整正]?(?:人民币)?"
)


def amount(text: str, unit: str = "") -> Decimal:
    """Return the amount in 元 of a cell that holds just one amount.

    A number without 元 is read in `unit` (元, 千元, 万元, 亿元), which the mapping states for its column; without it
    the cell is refused, as are more than two decimals of a 元.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found = AMOUNT.fullmatch(plain)
    if not found or found["number"][0] in ",，." or ((found["jiao"] or found["fen"]) and not found["yuan"]):
        raise MalformedValue(_("「{text}」不是看得懂的金额").format(text=text))
    factor = _factor(found["yuan"], unit, text)
    parts = (found["jiao"], Decimal("0.1")), (found["fen"], Decimal("0.01"))
    small = sum((_digit(sign) * value for sign, value in parts if sign), Decimal(0))
    return yuan(_plain(number(found["number"]) * factor + small))


def _factor(written: str | None, unit: str, text: str) -> Decimal:
    if written:
        return UNITS["元"]
    if unit not in UNITS:
        raise MalformedValue(
            _("「{text}」没有写单位；写上「元」或者「万元」，或者在对照表里给这一列写明单位").format(text=text)
        )
    return UNITS[unit]


def _digit(sign: str) -> int:
    return int(sign) if sign.isascii() else DIGITS[sign]


def _plain(value: Decimal) -> Decimal:
    """Return the number without trailing zeros or an exponent."""
    return Decimal(f"{value.normalize():f}")
