"""The privacy scan of a document: every text in it, keys of lists included, and the Markdown body."""

import re
from collections.abc import Iterator, Mapping
from unicodedata import normalize

from disclosure.checking.case import Case
from disclosure.checking.privacy import Finding, findings, landlines
from disclosure.checking.remarks import Remark
from disclosure.model.credit_code import CreditCode
from disclosure.model.errors import MalformedValue
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.record import Pointer

NAMES = {
    "id-18": "居民身份证号",
    "id-15": "居民身份证号（15 位）",
    "mobile": "手机号",
    "bank-card": "银行卡号",
    "account": "银行账号",
    "plate": "车牌号",
    "passport": "护照或者通行证号",
    "email": "个人邮箱",
    "minor": "未成年人的年龄",
    "landline": "座机号",
}
REMEDIES = {
    "id-18": "请整个删去；要区分同名的人，写成「张某甲」「张某乙」",
    "id-15": "请整个删去；要区分同名的人，写成「张某甲」「张某乙」",
    "mobile": "请删去；确是办公用的，在 contacts_allowed 写明号码和用途",
    "bank-card": "请删去，单位的账号也不公开",
    "account": "请删去，单位的账号也不公开",
    "plate": "请删去，或者隐去中间几位",
    "passport": "请整个删去",
    "email": "请删去；确是办公用的，在 contacts_allowed 写明邮箱和用途",
    "minor": "请删去；当事人是未成年人的，写 publish: false 和 reason_code: 未成年人",
    "landline": "个人的请删去；确是办公用的，在 contacts_allowed 写明号码和用途",
}
CONTACTS = frozenset({"mobile", "email", "landline"})
NUMBERS = frozenset({"document_no", "registration_no", "organization_code", "institution_no", "society_no", "officers"})
"""Fields that hold numbers of other sorts: only an 18-digit identity number is looked for in them."""
DIGEST = re.compile("[0-9a-f]{64}")
"""What the register of erasings keeps of a text: any digits in it are an accident."""
TELLING = frozenset({"facts", "content", "full_text", "note"})
"""Fields in which a landline may be a party's own."""


def private_data(case: Case) -> Iterator[Remark]:
    """Yield a remark for each piece of private data in a document, declared office contacts left out."""
    joined = "\x00".join(text for _way, text in case.texts)
    if next(findings(joined), None) is None and next(landlines(joined), None) is None:
        return
    allowed = _allowed(case)
    for pointer, text in case.texts:
        for found in sorted({*findings(text), *_landlines(case, pointer, text)}):
            if _matters(found, pointer, text) and _compact(found) not in allowed:
                yield _remark(found, pointer)


def private_in(case: Case, text: str) -> Iterator[Finding]:
    """Yield the private data in a text that was taken out of a file, declared office contacts left out.

    A PDF may hold radicals (⽰) where characters (示) are meant.
    """
    allowed = _allowed(case)
    yield from (found for found in findings(normalize("NFKC", text)) if _compact(found) not in allowed)


def _allowed(case: Case) -> frozenset[str]:
    """Return the office contacts of the portal, of the record's agency, and those that the document itself declares."""
    parts = case.document.path.split("/")
    agency = parts[1] if parts[0] == "agencies" else ""
    declared = case.document.data.get("contacts_allowed")
    own = (
        [str(entry.get("value")) for entry in declared if isinstance(entry, Mapping)]
        if isinstance(declared, list)
        else []
    )
    known = case.rules.allowed
    return frozenset(_plain(value) for value in {*known.get("", ()), *known.get(agency, ()), *own})


def _plain(value: str) -> str:
    """Return a contact as it is compared: a mail address in small letters, a phone number without gaps and 86."""
    if "@" in value:
        return value.lower().strip()
    digits = "".join(str(int(character)) for character in value if character.isdecimal())
    return digits.removeprefix("0086").removeprefix("86") if len(digits) > len("13800000000") else digits


def _compact(found: Finding) -> str:
    return _plain(found.text) if found.kind in CONTACTS else found.text


def _landlines(case: Case, pointer: Pointer, text: str) -> Iterator[Finding]:
    if case.kind.name == "decision" and pointer and pointer[0] in TELLING:
        yield from landlines(text)


def _matters(found: Finding, pointer: Pointer, text: str) -> bool:
    """Leave out what the field is made for: a valid credit code, the numbers of other registers, declared contacts."""
    if not NUMBERS.isdisjoint(pointer):
        return found.kind == "id-18"
    if "leaves" in pointer and DIGEST.fullmatch(text):
        return False
    if "contacts_allowed" in pointer:
        return found.kind not in CONTACTS
    if pointer and pointer[-1] == "credit_code":
        return not _valid_credit_code(text)
    return True


def _valid_credit_code(text: str) -> bool:
    try:
        CreditCode.parse(text)
    except MalformedValue:
        return False
    return True


def _remark(found: Finding, pointer: Pointer) -> Remark:
    problem = _("像是{name}（{hint}）").format(name=_(NAMES[found.kind]), hint=found.hint)
    level = Level.WARNING if found.kind == "landline" else Level.ERROR
    return Remark(pointer, f"privacy-{found.kind}", problem, _(REMEDIES[found.kind]), level, offset=found.span[0])
