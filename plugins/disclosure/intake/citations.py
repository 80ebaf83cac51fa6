"""依据: 《law》第…条 out of running text, each article its own entry; what does not parse is handed back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from disclosure.intake.noted import Noted
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _

NUMERAL = r"[0-9零〇一二三四五六七八九十百千](?:\s*[0-9零〇一二三四五六七八九十百千])*"
ITEM = rf"(?:第?\s*(?:[（(]\s*{NUMERAL}\s*[）)]|{NUMERAL})\s*[款项目])"
ITEM_LIST = rf"第?\s*[（(]\s*{NUMERAL}\s*[）)](?:\s*[、和]?\s*[（(]\s*{NUMERAL}\s*[）)])+\s*项"
TOKEN = re.compile(
    rf"(?P<law>《+(?P<name>[^《》\n]+)》)(?P<parens>(?:\s*[（(][^（）()]*[）)])*)"
    rf"|(?P<article>(?:第{NUMERAL}部分)?(?:第?\s*{NUMERAL}\s*条(?:之{NUMERAL})?|第{NUMERAL}点)(?:\s*(?:{ITEM_LIST}|{ITEM}))*)"
    rf"|(?P<items>(?:{ITEM_LIST}|{ITEM})+)"
    r"|(?P<quote>[“\"「](?P<text>[^”\"」]*)[”\"」])"
    r"|(?P<joint>[、，,；;。\s]|以及|和|及|与|根据|依据|按照|之?规定|的规定|[之中](?=[《\s]|$))"
    rf"|(?P<heading>[（(]{NUMERAL}[）)])"
)
NUMBER = re.compile(r"(?=.*(?:〔|\[|【|﹝|令|第)).*号令?")
EDITION = re.compile(r"(?:19|20)[0-9]{2}\s*年?\s*(?:[0-9]{1,2}月)?\s*(?:(?:修正|修订|修改|公布)(?:版|本)?|(?<=年))")
SHORT = re.compile(r"(?:以下|下)?(?:简称|称).*")
SHOWN = 30
LONGEST = {"law": 200, "article": 120, "document_no": 80, "text": 5000}


@dataclass(frozen=True, slots=True)
class Cited:
    """One law as met in the text, and the articles of it."""

    law: str
    document_no: str = ""
    articles: tuple[str, ...] = ()
    texts: tuple[tuple[int, str], ...] = ()

    def entries(self) -> Iterator[dict[str, str]]:
        """Yield one entry of `basis` for each article, or one for the whole law."""
        texts = dict(self.texts)
        for place, article in enumerate(self.articles or ("",)):
            entry = {"law": self.law, "article": article, "document_no": self.document_no, "text": texts.get(place, "")}
            yield {key: value for key, value in entry.items() if value}


@dataclass(slots=True)
class _Reading:
    """What was read so far; after strange text no article is given to the law before it (`open` is then False)."""

    cited: list[Cited] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    open: bool = False

    def refuse(self, text: str) -> None:
        self.strange.append(text)
        self.open = False


def citations(text: str) -> Noted:
    """Return the list {law, article, …} in a text; where some of it did not parse, `rest` is the whole text.

    MalformedValue where nothing parses is not raised: the value is then empty and the text all the same kept.
    """
    reading = _Reading()
    position = 0
    while position < len(text):
        found = TOKEN.match(text, position)
        if not found:
            reading.refuse(text[position])
        else:
            _take(reading, found)
        position = found.end() if found else position + 1
    entries = [entry for cited in reading.cited for entry in cited.entries()]
    distinct = [entry for place, entry in enumerate(entries) if entry not in entries[:place] and _fits(entry)]
    complete = not reading.strange and len(distinct) > 0 and all(_fits(entry) for entry in entries)
    return Noted(distinct, () if complete else (_note(reading, distinct),), "" if complete else text)


def _take(reading: _Reading, found: re.Match[str]) -> None:
    """Add one token to what was read so far."""
    kind = found.lastgroup if found.lastgroup not in ("name", "parens", "text") else _group(found)
    if kind == "law":
        reading.cited.append(_law(reading, found))
        reading.open = True
    elif kind in ("article", "items", "quote") and not _belongs(reading, found, kind):
        reading.refuse(found[0])


def _group(found: re.Match[str]) -> str:
    return "law" if found["law"] else "quote"


def _law(reading: _Reading, found: re.Match[str]) -> Cited:
    """Read a law's title and what its brackets add: an edition joins the title, a number stands by itself."""
    cited = Cited(re.sub(r"\s+", " ", found["name"]).strip())
    for piece in re.split(r"[，,；;]", re.sub(r"[（()）《》]", " ", found["parens"].replace("）（", "，"))):
        plain = piece.strip()
        if EDITION.fullmatch(plain):
            cited = replace(cited, law=f"{cited.law}（{plain}）")
        elif NUMBER.fullmatch(plain):
            cited = replace(cited, document_no=plain)
        elif plain and not SHORT.match(plain):
            reading.strange.append(plain)
    return cited


def _belongs(reading: _Reading, found: re.Match[str], kind: str) -> bool:
    """Add an article, items of the last article or a quotation to the last law; False where there is none."""
    if not reading.open or (kind == "quote" and not reading.cited[-1].articles):
        return False
    last = reading.cited[-1]
    if kind == "quote":
        reading.cited[-1] = replace(last, texts=(*last.texts, (len(last.articles) - 1, found["text"].strip())))
        return True
    if kind == "article" or not last.articles:
        reading.cited[-1] = replace(last, articles=(*last.articles, article(found[0])))
    else:
        reading.cited[-1] = replace(last, articles=(*last.articles[:-1], f"{last.articles[-1]}、{_tidy(found[0])}"))
    return True


def article(text: str) -> str:
    """Return one article as cited, with full-width brackets and 第 in front; MalformedValue where it is not one."""
    tidy = _tidy(text)
    found = TOKEN.fullmatch(tidy)
    if not found or not (found["article"] or found["items"]):
        raise MalformedValue(_("「{text}」不是「第几条第几款第几项」的写法").format(text=text))
    return tidy if tidy.startswith("第") else f"第{tidy}"


def _tidy(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）")


def _fits(entry: dict[str, str]) -> bool:
    return len(entry["law"]) > 1 and all(len(value) <= LONGEST[key] for key, value in entry.items())


def _note(reading: _Reading, distinct: list[dict[str, str]]) -> str:
    strange = "".join(reading.strange).strip()
    shown = strange if len(strange) <= SHOWN else strange[:SHOWN] + "……"
    if not distinct:
        return _("依据里读不出法律和条款，原文存入备注")
    return _("依据里有读不成条款的文字「{shown}」，原文存入备注").format(shown=shown)
