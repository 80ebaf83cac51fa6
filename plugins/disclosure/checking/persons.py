"""Natural persons in the texts of a record: full names, homes, days of birth.

个人信息保护法 第六条, 第二十八条; 总局令第45号 第七条; 浙江省政府令第332号 第七条.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.checking.case import Case
from disclosure.checking.names import COMPOUND, MASKED, is_masked, masked
from disclosure.checking.privacy import concealed
from disclosure.checking.remarks import Remark
from disclosure.checking.surnames import NAME, OFFICE, OFFICE_REACH, ROLES, Sureness, full_names, may_be_a_name
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.record import Pointer

PERSON = "自然人"
APART = frozenset({"parties", "reviews", "basis", "officers", "document_no", "filing", "contacts_allowed", "source"})
"""Fields that hold no running text, or names that are judged by themselves."""
DAY = (
    r"(?P<{0}>(?:19|20)[0-9]{{2}})\s*[年.\-/]"
    r"(?:\s*(?P<{0}m>[0-9]{{1,2}})\s*[月.\-/]?(?:\s*(?P<{0}d>[0-9]{{1,2}})\s*日?)?)?"
)
BIRTH = re.compile(
    rf"{DAY.format('a')}\s*(?:出生|生(?:人)?(?=[，,。；;、）)\s]|$))"
    rf"|(?:出生(?:日期|年月日?|时间)?|生)[：:于在为\s]{{0,3}}{DAY.format('b')}"
)
SPAN_BEFORE = re.compile(r"[至到—–~～-]\s*$")
GENERAL_AFTER = re.compile(
    r"(?:以后|以前|之后|之前|后|前)?(?:出生)?\s*(?:以后|以前|之后|之前|后|前|至|到|—|的(?:儿童|幼儿|婴|未成年|子女|学生|人|公民|适龄))"
)
PLACE = r"[^，,。；;\n]{0,40}?[0-9０-９一二三四五六七八九十百]+\s*(?:号楼|单元|室|幢|栋|号|弄|组)[^，,。；;\n）)]{0,20}"
HOME = re.compile(
    rf"(?:家住|现住址?|住址|居住地址?|家庭(?:住址|地址)|经常居住地|户籍(?:所在)?地?址?"
    rf"|住(?![所房宿院建])(?=[^，,。；;\n]{{0,12}}[省市县区镇乡村街路]))[：:为在于是]{{0,2}}{PLACE}"
)
SEAT = re.compile(rf"住所地?[：:为在于是]{{0,2}}{PLACE}")
DETAIL = (
    r"(?:性别[：:]?)?[男女](?=[，,。；;、）)\s]|性|$)|(?:19|20)[0-9]{2}[年.\-/][0-9年月日.\-/]{0,8}(?:出生|生)|出生|生于|身份证|公民身份"
    r"|居民身份|(?:现|家|居)?住(?![房宿院建])|户籍|[\u3400-\u9fff]{1,3}族[，,；;]"
)
STATED = re.compile(
    rf"(?:{ROLES}|姓名)[：:（(\s为是系]{{0,3}}(?P<name>{NAME})(?=[，,、；;（(\s]{{0,3}}(?:{DETAIL}))"
    rf"|(?<![\u3400-\u9fff])(?P<alone>{NAME})(?=[，,（(\s]{{1,2}}[男女][，,、；;）)\s])"
    rf"|姓名[：:]\s*(?P<labelled>{NAME})(?=[，,。；;、）)\s]|$)"
)
CHILD = re.compile(r"未成年(?:人|学生|子女)?(?P<name>小(?!学|型|组|区|朋)[\u3400-\u9fff]{1,2})(?=[，,（(])")
ADULT = 18


@dataclass(frozen=True, slots=True)
class Parties:
    """The natural persons among the parties: full names that must not stand, and the shapes of masked ones.

    `public` are the names that may stand: of legal representatives, and those that a law lets be published.
    """

    full: frozenset[str]
    shapes: frozenset[tuple[str, tuple[int, ...]]]
    public: frozenset[str]
    some: bool
    all: bool

    @classmethod
    def of(cls, case: Case) -> "Parties":
        """Sort the parties of a record."""
        parties = [party for _position, party in case.parties()]
        persons = [party for party in parties if party.get("category") == PERSON]
        hidden = {str(party.get("name", "")).strip() for party in persons if "full_name_basis" not in party}
        public = {str(party.get("name")) for party in persons if "full_name_basis" in party}
        public |= {str(party["legal_representative"]) for party in parties if "legal_representative" in party}
        full = frozenset(name for name in hidden if len(name) > 1 and not is_masked(name))
        shapes = frozenset(_shape(name) for name in hidden if is_masked(name))
        return cls(full - public, shapes, frozenset(public), bool(persons), len(persons) == len(parties))


def _shape(name: str) -> tuple[str, tuple[int, ...]]:
    """Return the surname of a masked name, and how many characters it may hide."""
    found = MASKED.fullmatch(name)
    kept = found["kept"] if found else name[:1]
    hidden = len(re.findall("[某*＊×xX○〇]", name[len(kept) :]))
    return kept, (1, 2) if hidden == 1 or kept in COMPOUND else (2,)


def persons_in_texts(case: Case) -> Iterator[Remark]:
    """No text names a natural person in full, or tells a home or a day of birth."""
    parties = Parties.of(case)
    known = parties.full or parties.shapes or _states_any(case)
    for pointer, text in case.texts:
        if pointer[:1] and pointer[0] in APART:
            continue
        seen: list[tuple[int, int]] = []
        for start, end, remark in (*_named(text, pointer, parties), *_stated(text, pointer, parties)) if known else ():
            if not any(start < other[1] and other[0] < end for other in seen):
                seen.append((start, end))
                yield remark
        yield from _homes(text, pointer, parties)
        yield from _births(text, pointer, parties, case.day or case.rules.as_of)


def _states_any(case: Case) -> bool:
    """Tell whether any text may name a person by what stands beside: where a text ends, a gap is as good as the end."""
    joined = "\n".join(text for _pointer, text in case.texts)
    return bool(STATED.search(joined) or CHILD.search(joined))


def stated_persons(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of full names that are a person's by what stands beside them: role, sex, birth, home."""
    for match in STATED.finditer(text):
        group = str(match.lastgroup)
        before = text[max(match.start() - OFFICE_REACH, 0) : match.start()]
        if may_be_a_name(match[group]) and not OFFICE.search(before):
            yield match.span(group)
    for match in CHILD.finditer(text):
        yield match.span("name")


def _stated(text: str, pointer: Pointer, parties: Parties) -> Iterator[tuple[int, int, Remark]]:
    for start, end in stated_persons(text):
        if text[start:end] not in parties.public:
            yield start, end, _name_remark(text[start:end], pointer, start, Sureness.SURE)


def _named(text: str, pointer: Pointer, parties: Parties) -> Iterator[tuple[int, int, Remark]]:
    """Yield what names a party: in full as it stands among the parties, or in the shape of its masked name."""
    for name in sorted(parties.full):
        for match in re.finditer(re.escape(name), text):
            yield *match.span(), _name_remark(name, pointer, match.start(), Sureness.SURE)
    for surname, given in sorted(parties.shapes):
        for start, end, sureness in full_names(text, surname, given, title=pointer == ("title",)):
            if not any(text.startswith(name, start) for name in parties.public):
                yield start, end, _name_remark(text[start:end], pointer, start, sureness)


def _name_remark(name: str, pointer: Pointer, start: int, sureness: Sureness) -> Remark:
    written = masked(name)
    if sureness is Sureness.SURE:
        problem = _("自然人的姓名没有隐去（「{first}…」）").format(first=name[:1])
        remedy = _("请写成「{masked}」").format(masked=written)
        return Remark(pointer, "unmasked-name", problem, remedy, offset=start)
    problem = _("可能是当事人的全名（「{first}…」）").format(first=name[:1])
    remedy = _("是当事人的请写成「{masked}」；不是的不用改").format(masked=written)
    return Remark(pointer, "unmasked-name", problem, remedy, Level.WARNING, offset=start)


def _homes(text: str, pointer: Pointer, parties: Parties) -> Iterator[Remark]:
    """Yield homes; a seat (住所) may be a company's, and is a home where all parties are natural persons."""
    found = [(match, parties.some) for match in HOME.finditer(text)] if "住" in text or "户籍" in text else []
    if parties.some and "住所" in text:
        found += [(match, parties.all) for match in SEAT.finditer(text)]
    for match, sure in found:
        problem = _("像是自然人的住址（{hint}）").format(hint=concealed(match.group()))
        remedy = _("请删去；最多写到区县") if sure else _("是自然人的请删去；是单位登记地址的不用改")
        level = Level.ERROR if sure else Level.WARNING
        yield Remark(pointer, "privacy-address", problem, remedy, level, offset=match.start())


def _births(text: str, pointer: Pointer, parties: Parties, day: date) -> Iterator[Remark]:
    """Yield days of birth; of a minor always an error, of others where a party is a natural person."""
    if "生" not in text:
        return
    for match in BIRTH.finditer(text):
        if SPAN_BEFORE.search(text[: match.start()][-3:]) or GENERAL_AFTER.match(text, match.end()):
            continue
        minor = _is_minor(match, day)
        what = _("未成年人的出生日期") if minor else _("自然人的出生日期")
        problem = _("像是{what}（{hint}）").format(what=what, hint=concealed(match.group()))
        remedy = _("请删去；当事人是未成年人的，写 publish: false 和 reason_code: 未成年人") if minor else _("请删去")
        level = Level.ERROR if minor or parties.some else Level.WARNING
        yield Remark(
            pointer, "privacy-minor" if minor else "privacy-birth", problem, remedy, level, offset=match.start()
        )


def _is_minor(match: re.Match[str], day: date) -> bool:
    group = "a" if match["a"] else "b"
    born = (int(match[group]), int(match[f"{group}m"] or 1), int(match[f"{group}d"] or 1))
    return (day.year - ADULT, day.month, day.day) < born <= (day.year, day.month, day.day)
