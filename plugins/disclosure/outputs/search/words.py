"""What a person asks for: the words of a query as lunr parses them, and what each word needs of a record.

theme/static/js/search/words.js holds the same rule.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lunr.query import Query, QueryPresence
from lunr.query_parser import QueryParser

from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.folding import fold
from disclosure.outputs.search.tokens import CODE, CODE_LENGTH, NUMBER, canonical, normalise, numbers, squeeze
from disclosure.outputs.search.writings import OPEN, SPACED, articles_alike, days, whole_day

NAMES = {
    "标题": "title",
    "文号": "document_no",
    "当事人": "parties",
    "相对人": "parties",
    "代码": "codes",
    "机关": "agency",
    "法": "law",
    "依据": "law",
    "全文": "text",
}
"""What a person may write before a colon, and the field that it means."""

QUOTED = r"\"[^\"]*\"?|“[^”]*”?|「[^」]*」?|『[^』]*』?"
PIECE = re.compile(rf"(?P<sign>[+-]?)(?:(?P<name>{'|'.join(NAMES)}):(?:\s+(?![-+]))?)?(?P<word>{QUOTED}|[^\s\"“「『]+)")
BARE = re.compile(rf"({'|'.join(NAMES)}):")
SPECIAL = re.compile(r"[\\\s:~^+*-]")
QUOTES = '"“”「」『』'
PAIR = 2


@dataclass(frozen=True)
class Piece:
    """One word of a query as a person wrote it: `-`, `+` or nothing, the name of a field or nothing, quotes and all."""

    sign: str
    name: str
    written: str

    @property
    def word(self) -> str:
        """The word without its quotes."""
        return self.written.strip(QUOTES) if self.written[0] in QUOTES else self.written

    def __str__(self) -> str:
        """Write the piece as it stands in a query."""
        return f"{self.sign}{f'{self.name}:' if self.name else ''}{self.written}"


@dataclass(frozen=True)
class Way:
    """One way for a value to hold a word: it has all these terms, or one beginning with `prefix`, and passes the test.

    `certain`: a value with the terms is sure to pass; `linked`: so is one in which each of these is sole besides (None:
    nothing but the test tells).
    """

    terms: tuple[str, ...]
    prefix: str | None
    certain: bool
    test: Callable[[str], bool] = field(compare=False)
    linked: frozenset[str] | None = None


@dataclass(frozen=True)
class Word:
    """One word of a query: in which fields, whether it must be absent, the ways of holding it, what lunr scores."""

    text: str
    fields: tuple[str, ...]
    excluded: bool
    ways: tuple[Way, ...]

    @property
    def scored(self) -> tuple[str, ...]:
        """The terms that lunr scores; one that ends in `*` stands for all that begin so."""
        terms = [term for way in self.ways for term in ((f"{way.prefix}*",) if way.prefix else way.terms)]
        return tuple(dict.fromkeys(terms))

    def held_by(self, value: str) -> bool:
        """Tell whether one value of a field holds this word."""
        return any(way.test(value) for way in self.ways)


def parse(query: str) -> list[Word]:
    """Return the words of a query; what has no letter and no digit in it is left out."""
    parsed = Query(list(FIELDS))  # type: ignore[no-untyped-call]
    QueryParser(lunr_syntax(query), parsed).parse()  # type: ignore[no-untyped-call]
    return [
        Word(clause.term, tuple(clause.fields), clause.presence is QueryPresence.PROHIBITED, ways_of(clause.term))
        for clause in parsed.clauses
    ]


def lunr_syntax(query: str) -> str:
    """Write a person's query as lunr reads it: field names in English, everything that is not an operator escaped."""
    return " ".join(
        piece.sign + (f"{NAMES[piece.name]}:" if piece.name else "") + SPECIAL.sub(r"\\\g<0>", piece.word)
        for piece in pieces(query)
    )


def pieces(query: str) -> list[Piece]:
    """Return the words of a query as a person wrote them, but for what has no letter and no digit in it.

    The name of a field with nothing behind it is no word.
    """
    return [piece for piece in _written(query) if normalise(piece.word) and not BARE.fullmatch(piece.written)]


def bare_field(query: str) -> str:
    """Return the first name of a field that stands with nothing behind it; empty where there is none."""
    for piece in _written(query):
        bare = BARE.fullmatch(piece.written)
        if bare or (piece.name and not normalise(piece.word)):
            return bare[1] if bare else piece.name
    return ""


def _written(query: str) -> list[Piece]:
    plain = fold(unicodedata.normalize("NFKC", query).replace("Σ", "σ"))
    plain = SPACED.sub(r"\1年\2月\3日", plain)
    return [Piece(one["sign"], one["name"] or "", one["word"]) for one in PIECE.finditer(plain)]


def ways_of(word: str) -> tuple[Way, ...]:
    """Return the ways of holding a word: as a credit code, a day, a document number, a piece of the text.

    An article of a law may stand there in either sort of numerals.
    """
    text = normalise(word)
    if len(text) == CODE_LENGTH and CODE.match(text):
        return (Way((f"={text}",), None, certain=True, test=lambda value: text in normalise(value)),)
    day = whole_day(squeeze(word))
    if day:
        return (_as_day(day), _as_piece(text)) if OPEN.search(squeeze(word)) else (_as_day(day),)
    found = list(NUMBER.finditer(squeeze(word)))
    ways = [_as_number(word)] if found else []
    if not found or not found[-1][4]:
        ways += [_as_piece(one) for one in (text, *articles_alike(text))]
    return tuple(ways)


def _as_day(day: str) -> Way:
    return Way((day,), None, certain=True, test=lambda value: day in days(squeeze(value)))


def _as_number(word: str) -> Way:
    wanted = canonical(word) or ""
    beside = (normalise(piece) for piece in NUMBER.sub("\n", squeeze(word)).split("\n"))
    terms = [*numbers(word), *(term for piece in beside for term in _pairs(piece))]
    return Way(tuple(dict.fromkeys(terms)), None, certain=False, test=lambda value: wanted in (canonical(value) or ""))


def _as_piece(text: str) -> Way:
    pairs = list(_pairs(text))
    terms, prefix = tuple(dict.fromkeys(pairs)), None if pairs else text
    return Way(terms, prefix, len(text) <= PAIR, lambda value: text in normalise(value), frozenset(pairs[1:]))


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))
