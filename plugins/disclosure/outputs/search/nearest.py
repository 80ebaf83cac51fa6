"""What to offer where a query finds nothing: the nearest queries that do find something, each with its own count.

theme/static/js/search/nearest.js holds the same rule.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import FIELD_BITS
from disclosure.outputs.search.likeness import likest
from disclosure.outputs.search.query import FEW, SearchAnswer, search_index
from disclosure.outputs.search.question import Question
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.scoring import FIELD_MASK
from disclosure.outputs.search.shorthand import listed, spelt_out
from disclosure.outputs.search.tokens import NUMBER, normalise, squeeze
from disclosure.outputs.search.words import Piece, parse, pieces

MOST = 5
NEIGHBOURS = 3
LIKELY = 24
COMMON = 5000
LONGEST = 40
SHORTEST = 2
BRIEF = 4
FIRST = 10
WHO = ("parties", "agency")
SHARE = 10
ANCHORS = 3
FEW_SHARDS = 2
PLAIN = re.compile(r"[^-+\s:：\"“”「」『』][^\s:：\"“”「」『』]*")
QUOTE = re.compile(r"[\"“”「」『』]")


class Nearness(StrEnum):
    """In what way an offered query is near to the one that was asked."""

    UNFILTERED = "unfiltered"
    NEIGHBOUR = "neighbour"
    WHOLE = "whole"
    ELSEWHERE = "elsewhere"
    FEWER = "fewer"
    SHORTER = "shorter"


@dataclass(frozen=True)
class Offer:
    """A query that finds something: how it is near, and how much it finds (exact, or else at most so many)."""

    query: str
    nearness: Nearness
    total: int
    exact: bool


def nearest(index: IndexReader, question: Question | str, most: int = MOST) -> list[Offer]:
    """Return the nearest queries that find something, the nearest first; none where the query has no word to find.

    What is chosen of facets stays so, but for the first offer: the same words without it. A part of a word is offered
    where nothing else is near.
    """
    whole = Question(question) if isinstance(question, str) else question
    asked = pieces(whole.words)
    tried = {" ".join(map(str, asked))}
    offers: list[Offer] = []
    if asked and any(whole.facets.values()):
        answer = _looked_up(index, whole.words)
        offers += [Offer(whole.words, Nearness.UNFILTERED, answer.total, answer.exact)] if answer.hits else []
    for candidate, nearness in _near(index, asked):
        if len(offers) == most or (
            nearness is Nearness.SHORTER and any(one.nearness is not nearness for one in offers)
        ):
            break
        written = " ".join(map(str, candidate))
        if written not in tried:
            tried.add(written)
            answer = _looked_up(index, Question(written, whole.facets))
            if answer.hits and not (nearness is Nearness.SHORTER and _tells_nothing(index, answer.total)):
                offers.append(Offer(written, nearness, answer.total, answer.exact))
    return offers


def also_meant(index: IndexReader, question: Question, answer: SearchAnswer) -> list[Offer]:
    """Return the listed names that a short word may stand for, where most of the first hits name nobody so.

    工行 is found in 员工行为 too.
    """
    asked = pieces(question.words)
    if len(asked) != 1 or asked[0].sign or not answer.hits:
        return []
    [word] = parse(question.words)
    text = normalise(word.text)
    rows = [hit.row["fields"] for hit in answer.hits[:FIRST]]
    named = sum(any(text in normalise(row.get(name, "")) for name in WHO) for row in rows)
    if len(text) > BRIEF or named * 2 >= len(rows):
        return []
    offers = []
    for name in listed(index, text, word.fields)[:NEIGHBOURS]:
        query = str(_written(asked[0], name))
        found = _looked_up(index, Question(query, question.facets))
        offers += [Offer(query, Nearness.WHOLE, found.total, found.exact)] if found.hits else []
    most = max((offer.total for offer in offers), default=0)
    return [offer for offer in offers if offer.total * SHARE >= most]


def _looked_up(index: IndexReader, question: Question | str, limit: int = FEW) -> SearchAnswer:
    """Search without a look at more texts than it takes."""
    return search_index(index, question, limit, doubts=0)


def _tells_nothing(index: IndexReader, total: int) -> bool:
    """Tell whether a part of a word, such as 有限公司, finds so much that nobody is helped by it."""
    return total > FEW and total * SHARE > index.documents


def _near(index: IndexReader, asked: Sequence[Piece]) -> Iterator[tuple[list[Piece], Nearness]]:
    """Yield queries that may find something.

    They are spelt otherwise or out, in any field, with fewer words, with a part of a word.
    """
    wanted = [piece for piece in asked if piece.sign != "-"]
    if not wanted:
        return
    dead = [piece for piece in wanted if not _found(index, piece)]
    if any(piece.name for piece in asked):
        yield [replace(piece, name="") for piece in asked], Nearness.ELSEWHERE
    for piece in dead:
        for better, nearness in _better(index, piece):
            yield from _put(asked, piece, better, nearness)
    alive = [piece for piece in asked if piece not in dead]
    if any(piece.sign != "-" for piece in alive):
        yield alive, Nearness.FEWER
    for piece in asked:
        fewer = [other for other in asked if other is not piece]
        if any(other.sign != "-" for other in fewer):
            yield fewer, Nearness.FEWER
    for piece in dead:
        for part in _parts(index, piece):
            yield from _put(asked, piece, part, Nearness.SHORTER)


def _put(
    asked: Sequence[Piece], piece: Piece, better: Piece, nearness: Nearness
) -> Iterator[tuple[list[Piece], Nearness]]:
    """Yield the query with one piece put right, and that piece alone, in case the others were wrong too."""
    yield [better if other is piece else other for other in asked], nearness
    yield [better], nearness


def _found(index: IndexReader, piece: Piece) -> bool:
    return bool(_looked_up(index, str(replace(piece, sign="")), 1).hits)


def _better(index: IndexReader, piece: Piece) -> Iterator[tuple[Piece, Nearness]]:
    """Yield what stands in the records in place of a word that is misspelt, then of one that may be short for more."""
    yield from ((near, Nearness.NEIGHBOUR) for near in _neighbours(index, piece))
    [word] = parse(str(replace(piece, sign="")))
    for name in islice(spelt_out(index, normalise(word.text), word.fields), NEIGHBOURS):
        yield _written(piece, name), Nearness.WHOLE


def _neighbours(index: IndexReader, piece: Piece) -> Iterator[Piece]:
    """Yield what stands in the records and is like a misspelt word, the likest first; a number is never guessed at."""
    [word] = parse(str(replace(piece, sign="")))
    text = normalise(word.text)
    if not SHORTEST < len(text) <= LONGEST or NUMBER.search(squeeze(word.text)):
        return
    pairs = list(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)))
    likely, anchors = _likely(index, pairs, [FIELDS.index(name) for name in word.fields])
    found: dict[str, tuple[int, int, int, str]] = {}
    for key in likely:
        for value in index.row(key >> FIELD_BITS)["fields"][FIELDS[key & FIELD_MASK]].split("\n"):
            like = likest(text, value, anchors)
            if like:
                seen = normalise(like.text)
                likeness = (like.changes, abs(len(seen) - len(text)), len(like.text), like.text)
                found[seen] = min(likeness, found.get(seen, likeness))
    ordered = sorted(found.values())
    for changes, _longer, _length, near in ordered[:NEIGHBOURS]:
        if changes == ordered[0][0]:
            yield _written(piece, near)


def _likely(index: IndexReader, pairs: Sequence[str], fields: Sequence[int]) -> tuple[list[int], list[str]]:
    """Return the places (rank and field) that have most pairs of a misspelt word, and the rarest pairs that exist.

    What begins as a pair that does not exist counts too: the wrong character is mostly the second one.
    """
    counts = {pair: index.common.get(pair) or len(index.postings(pair).keys) for pair in pairs}
    there = sorted((pair for pair in pairs if counts[pair]), key=lambda pair: (counts[pair], pair))
    rare = [pair for pair in there if counts[pair] <= COMMON] or there[:1]
    votes: Counter[int] = Counter()
    for pair in rare:
        votes.update(key for key in index.postings(pair).keys.tolist() if key & FIELD_MASK in fields)
    for pair in pairs:
        if not counts[pair]:
            begun = {
                key for term in index.starting_with(pair[0], FEW_SHARDS) for key in index.postings(term).keys.tolist()
            }
            votes.update(key for key in votes.keys() & begun)
    ordered = sorted(votes, key=lambda key: (-votes[key], key))
    return ordered[:LIKELY], rare[:ANCHORS]


def _parts(index: IndexReader, piece: Piece) -> Iterator[Piece]:
    """Yield the longest beginning and end of a word that are found; of a number also what stands before it."""
    word = piece.word
    number = NUMBER.search(squeeze(word))
    if number:
        before = squeeze(word)[: number.start()]
        parts = [f"{before}〔{number[1]}〕", before, _longest(index, piece, word, beginning=False)]
    else:
        parts = [_longest(index, piece, word, beginning=begin) for begin in (True, False)]
    for part in parts:
        if len(normalise(part)) >= SHORTEST:
            yield _written(piece, part)


def _longest(index: IndexReader, piece: Piece, word: str, *, beginning: bool) -> str:
    """Return the longest beginning (or end) of a word that is found, at least a third of it; empty where none is."""
    low, high = max(SHORTEST, len(word) // 3) - 1, len(word) - 1
    nothing = low
    while low < high:
        middle = (low + high + 1) // 2
        part = word[:middle] if beginning else word[len(word) - middle :]
        if len(normalise(part)) >= SHORTEST and _found(index, _written(piece, part)):
            low = middle
        else:
            high = middle - 1
    return "" if low == nothing else word[:low] if beginning else word[len(word) - low :]


def _written(piece: Piece, word: str) -> Piece:
    """Return a piece with another word, quoted where it would not be read as one."""
    return replace(piece, sign="", written=word if PLAIN.fullmatch(word) else f"「{QUOTE.sub('', word)}」")
