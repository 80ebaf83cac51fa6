"""文号 in spreadsheets: wrapped, with spaces, written twice, or glued to other text."""

import re

from disclosure.intake.noted import Noted
from disclosure.model.document_number import DocumentNumber
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _

BRACKETED_YEAR = r"[\[〔【﹝﹙(（［]\s*(?:19|20)\s*[0-9]\s*[0-9]\s*[\]〕】﹞﹚)）］]"
NUMBER = re.compile(
    rf"[\u4e00-\u9fa5A-Za-z]{{2,30}}{BRACKETED_YEAR}\s*第?\s*[0-9]{{1,8}}\s*(?:[-－之]\s*[0-9]{{1,3}}\s*)?号"
)
DOUBLED = re.compile(r"(?P<half>.{2,}?)(?P=half)+")
WRAPPERS = (("（", "）"), ("(", ")"), ("（", ")"), ("(", "）"))


def undouble(text: str) -> str:
    """Return what stands there twice or more in a row (`甲公司甲公司`) once; other text as it is."""
    found = DOUBLED.fullmatch(text.strip())
    return found["half"].strip() if found else text


def document_number(text: str) -> Noted | str:
    """Return the number as written, without wrapping brackets, spaces or repetition; a strange shape is noted."""
    plain = undouble(_unwrapped(re.sub(r"\s+", "", text)))
    try:
        DocumentNumber.parse(plain)
    except MalformedValue as fault:
        return Noted(plain, (_("{fault}，照原样收下，不参加编号检查").format(fault=fault),))
    return plain


def document_number_within(text: str) -> Noted | str:
    """Return the one document number that a longer text (a title) holds; MalformedValue for none or several."""
    found = {re.sub(r"\s+", "", match[0]) for match in NUMBER.finditer(text)}
    if len(found) != 1:
        problem = _("里面有几个文号") if found else _("里面没有文号")
        raise MalformedValue(_("「{text}」{problem}").format(text=text, problem=problem))
    return document_number(found.pop())


def strip_document_number(text: str, number: str = "") -> Noted | str:
    """Return the text without the document number glued to its front, where that is the row's own `number`."""
    glued = re.match(rf"\s*[（(]?\s*(?P<number>{NUMBER.pattern})\s*[）)]?[，,：:；;。\s]*", text)
    if not glued or not number:
        return text
    rest = text[glued.end() :]
    if canonical(glued["number"]) == canonical(number):
        return rest
    note = _("开头的文号「{glued}」与文号栏的「{number}」不同，照原样保留")
    return Noted(text, (note.format(glued=re.sub(r"\s+", "", glued["number"]), number=number),))


def canonical(number: str) -> str:
    """Return the number as compared; one that does not parse is compared as it stands, without spaces."""
    try:
        return DocumentNumber.parse(number).canonical
    except MalformedValue:
        return re.sub(r"\s+", "", number)


def _unwrapped(text: str) -> str:
    for opening, closing in WRAPPERS:
        if text.startswith(opening) and text.endswith(closing) and text.endswith("号" + closing):
            return text[1:-1]
    return text
