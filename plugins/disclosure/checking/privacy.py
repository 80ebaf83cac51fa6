"""Private data in text: numbers of persons and accounts, plates, mail addresses, ages of minors, unmasked names.

What is looked for follows `公民身份号码` GB 11643-1999, 个人信息保护法 and the deletion rules of the publication
regulations (总局令第45号 第七条; 内蒙古 第十条; 浙江省政府令第332号 第七条). Detection only: a number is never stored.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from stdnum import luhn

from disclosure.checking.ages import minors
from disclosure.model.credit_code import CreditCode
from disclosure.model.errors import MalformedValue

GAP = r"\s\-\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff－·•・.．_＿"
RUN = re.compile(rf"\d(?:[{GAP}]{{0,3}}[\dXxＸｘ×]){{10,}}")
LONG = re.compile(rf"\d[\d{GAP}]{{10}}")
GROUP = re.compile(r"\d+")
PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()  # noqa: SIM905 -- readable as it stands
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
HALF_MASKED_ID = re.compile(
    r"(?<!\d)[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[*＊xX×]{3,4}(?![*＊xX×])"
)
STATED_ID = re.compile(
    rf"(?:身份证|公民身份)(?:件)?(?:号码|号|编号)?[^\d\n，。；]{{0,6}}"
    rf"(\d(?:[{GAP}]{{0,2}}\d){{13,16}}[{GAP}]{{0,2}}[\dXxＸｘ×])(?![\dA-Za-z])"
)
"""What is called an identity number is one, mistyped or not."""
MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9][0-9]{9})")
ACCOUNT = re.compile(
    rf"(?:[账帐]号|卡号|[账帐]户(?:号码?)?)[为是系：:\s（(]*(\d(?:[{GAP}]{{0,2}}\d){{7,}})(?![\d.,，]*\s*[万亿]?元)"
)
QUANTITY = re.compile(
    r"(?:[.．]\d+)?\s*[余多]?\s*[十百千万亿]*"
    r"(?:元(?![旦宵某])|圆整|[美欧港日]元|股(?!东)|吨|公斤|千克|立方米|平方米|公顷|亩|千瓦时|度电|公里)"
)
"""What makes a number an amount of something, and not the number of a telephone."""
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][\s·•・.-]?"
    r"(?:[DFABCEGHJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DFABCEGHJK]|[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[挂学警港澳])"
    r"(?![A-Za-z0-9])"
)
PLATE_DIGITS = 3
CARD_SHORTEST, CARD_LONGEST, QUARTER = 13, 19, 4
OLD_ID, NEW_ID = 15, 18
FIRST_YEAR, LAST_YEAR = 1900, 2099
PASSPORT = re.compile(
    r"(?:护照|(?:内地|大陆)通行证|永久居留)[^\n。；]{0,12}?(?<![A-Za-z0-9])([A-Za-z]{1,3}\s?\d{6,9}|\d{8,9}[A-Za-z]?)(?![0-9A-Za-z])"
)
MAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:vip\.)?([A-Za-z0-9-]+(?:\.[A-Za-z]{2,})+)")
PERSONAL_MAIL = re.compile(
    r"(?:qq|foxmail|163|126|188|sina|sohu|139|aliyun|tom|21cn|gmail|hotmail|outlook|live|msn|yahoo|icloud)\.com"
    r"|(?:sina|189|wo|yahoo)\.cn|yeah\.net|yahoo\.com\.cn"
)
LANDLINE = re.compile(r"(?<!\d)0[0-9]{2,3}[-－—)）\s]{1,2}[0-9]{7,8}(?!\d)")
WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠．－＿＋]")
NARROW = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if WIDE.match(chr(code))})


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One piece of private data: where in the text, of which kind, and the text itself."""

    span: tuple[int, int]
    kind: str
    text: str

    @property
    def hint(self) -> str:
        """Enough of it to be found again, and no more: the first three characters and the last two."""
        return concealed(self.text) if self.kind != "minor" else self.text


def concealed(text: str) -> str:
    """Return a text shortened to its first three and last two characters."""
    return f"{text[:3]}…{text[-2:]}" if len(text) > len("138…78") else f"{text[:1]}…"


def findings(text: str) -> Iterator[Finding]:
    """Yield the private data in a text, in order, each place once.

    Kinds: id-18, id-15, mobile, bank-card, account, plate, passport, email, minor.
    """
    narrow = text.translate(NARROW) if WIDE.search(text) else text
    found: list[Finding] = []
    for kind, start, end in _candidates(narrow):
        if not any(start < other.span[1] and other.span[0] < end for other in found):
            found.append(Finding((start, end), kind, text[start:end]))
    yield from sorted(found)


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of each candidate, the surest kinds first."""
    runs = [_Run.of(match) for match in RUN.finditer(text)] if LONG.search(text) else []
    for run in runs:
        yield from (("id-18", *span) for span in run.identity_numbers())
    if runs:
        yield from (("id-18", *match.span()) for match in HALF_MASKED_ID.finditer(text))
    if "账" in text or "帐" in text or "卡号" in text:
        yield from (("account", *match.span(1)) for match in ACCOUNT.finditer(text))
    for run in runs:
        yield from run.bounded_numbers(text)
    if "身份" in text:
        yield from (("id-18", *match.span(1)) for match in STATED_ID.finditer(text))
    yield from (("plate", *match.span()) for match in PLATE.finditer(text) if _is_plate(match.group()))
    if "护照" in text or "通行证" in text or "永久居留" in text:
        yield from (("passport", *match.span(1)) for match in PASSPORT.finditer(text))
    if "@" in text:
        personal = (match for match in MAIL.finditer(text) if PERSONAL_MAIL.fullmatch(match.group(1).lower()))
        yield from (("email", *match.span()) for match in personal)
    if "岁" in text:
        yield from (("minor", *span) for span in minors(text))


def landlines(text: str) -> Iterator[Finding]:
    """Yield the landline numbers in a text: an office's may be published, a person's not."""
    narrow = text.translate(NARROW) if WIDE.search(text) else text
    return (Finding(match.span(), "landline", match.group()) for match in LANDLINE.finditer(narrow))


@dataclass(frozen=True, slots=True)
class _Run:
    """Digits (and X) that stand together but for gaps: as ASCII, with the place of each, and its unbroken groups."""

    characters: str
    places: tuple[int, ...]
    groups: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, match: re.Match[str]) -> "_Run":
        kept = [
            (str(int(character)) if character.isdecimal() else "X", match.start() + offset)
            for offset, character in enumerate(match.group())
            if character.isdecimal() or character in "XxＸｘ×"
        ]
        groups = tuple(
            (match.start() + found.start(), match.start() + found.end()) for found in GROUP.finditer(match.group())
        )
        return cls("".join(character for character, _place in kept), tuple(place for _character, place in kept), groups)

    def identity_numbers(self) -> Iterator[tuple[int, int]]:
        """Yield the places of 18-digit identity numbers, whatever gaps they have and whatever stands around them."""
        start = 0
        while start + NEW_ID <= len(self.characters):
            if is_identity_number(self.characters[start : start + NEW_ID]):
                yield self.places[start], self.places[start + NEW_ID - 1] + 1
                start += NEW_ID
            else:
                start += 1

    def bounded_numbers(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield mobile, card and 15-digit identity numbers made of whole groups with the same gap between them."""
        for first, (start, stop) in enumerate(self.groups):
            if text[max(start - 2, 0) : start] == "0." or text[start : stop + 1] == "0.":
                continue  # the digits of a fraction
            for last in range(first, min(first + CARD_LONGEST, len(self.groups))):
                members = self.groups[first : last + 1]
                end = members[-1][1]
                if len({text[a[1] : b[0]] for a, b in pairwise(members)}) > 1:
                    break
                digits = "".join(str(int(character)) for begin, stop in members for character in text[begin:stop])
                kind = _kind_of_number(digits, [stop - begin for begin, stop in members])
                if kind and not _is_document_number(text, start, end) and not QUANTITY.match(text, end):
                    yield kind, start, end
                if len(digits) > CARD_LONGEST:
                    break


def _kind_of_number(digits: str, sizes: list[int]) -> str | None:
    if MOBILE.fullmatch(digits):
        return "mobile"
    if len(digits) == OLD_ID and digits[:2] in PROVINCES and _is_day(f"19{digits[6:12]}"):
        return "id-15"
    quartered = all(size == QUARTER for size in sizes[:-1]) or len(sizes) == len(digits)
    if CARD_SHORTEST <= len(digits) <= CARD_LONGEST and digits[0] in "3456" and quartered and luhn.is_valid(digits):
        return None if _is_credit_code(digits) else "bank-card"
    return None


def _is_credit_code(text: str) -> bool:
    try:
        CreditCode.parse(text)
    except MalformedValue:
        return False
    return True


def _is_document_number(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] == "号" and text[max(start - 1, 0) : start] in {"第", "〕", "字", "]", ")", "）", "】"}


def _is_plate(text: str) -> bool:
    return sum(character.isdecimal() for character in text) >= PLATE_DIGITS


def is_identity_number(digits: str) -> bool:
    """Tell whether 18 characters are an identity number: province, day of birth and check digit (GB 11643-1999)."""
    if digits[:2] not in PROVINCES or not digits[:17].isdecimal() or not _is_day(digits[6:14]):
        return False
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False)) % 11] == digits[17]


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return FIRST_YEAR <= day.year <= LAST_YEAR
