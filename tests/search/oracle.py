"""What a search must find, told from the JSON beside the pages by plain `in`: nothing here is shared with the index."""

import html
import json
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from markdown import markdown

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.kinds import KINDS

KEYS = {kind.name: kind.key for kind in KINDS if kind.key}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
NUMBER = re.compile(
    r"字?[\[〔【﹝(（［]((?:19|20)[0-9]{2})[\]〕】﹞)）］]第?0*([0-9]{1,8})(?:[-之]0*([0-9]{1,3}))?(?:号|$)"
)
QUOTES = (("「", "」"), ("“", "”"), ("『", "』"), ('"', '"'))
LONGEST = 14
NUMERALS = "〇一二三四五六七八九"
BACK = "↩"
"""What the renderer puts behind a footnote: no word of the author's."""


WHOLE_DAY = re.compile(r"(?:19|20)\d\d(?:年\d\d?月\d\d?日|([-./])\d\d?\1\d\d)|[一二].{3}年[^年月]+月[^月日]+日")
ARTICLE = re.compile(r"第([〇零一二三四五六七八九十百千]+)([条款项章节编])")


@dataclass(frozen=True)
class Held:
    """One thing that search knows: its id, and every public text of it."""

    id: str
    values: tuple[str, ...]


@cache
def plain(text: str) -> str:
    """Return a text without punctuation, spaces, case and width, one character at a time."""
    composed = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in composed if unicodedata.category(char)[0] not in "PZC" and char not in "$+<=>^`|~")


@cache
def alike(text: str) -> str:
    """Return a text with its document numbers written in one way."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    return plain(NUMBER.sub(lambda found: f"〔{found[1]}〕{found[2]}之{found[3] or ''}号", squeezed))


def _numeral(number: int, zero: str) -> str:
    """Return a number as Chinese laws count their articles, by way of four places."""
    places = [NUMERALS[int(digit)] + unit for digit, unit in zip(f"{number:04}", "千百十 ", strict=True)]
    whole = "".join(zero if place[0] == NUMERALS[0] else place for place in places).strip(zero + " ").strip()
    whole = re.sub(f"{zero}+", zero, whole)
    return whole[1:] if whole.startswith("一十") else whole


ARTICLES = {_numeral(number, zero): number for zero in "零〇" for number in range(1, 2000)}
SMALL = {written: number for written, number in ARTICLES.items() if number < 32}  # days of a month


@cache
def days_in(text: str) -> frozenset[tuple[int, int, int]]:
    """Return the days that a text names, by figures with 年, a hyphen, a point or a stroke, or by numerals."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    found = {(int(y), int(m), int(d)) for y, m, d in re.findall(r"((?:19|20)\d\d)年(\d\d?)月(\d\d?)日", squeezed)}
    for sign in ("-", r"\.", "/"):
        pattern = rf"((?:19|20)\d\d){sign}(\d\d?){sign}(\d\d?)"
        found |= {(int(y), int(m), int(d)) for y, m, d in re.findall(pattern, squeezed)}
    for year, month, day in re.findall(r"([一二][〇零○一二三四五六七八九]{3})年([^年月]+)月([^月日]+)日", squeezed):
        figures = "".join(str("〇一二三四五六七八九".index(one)) for one in re.sub("[零○]", "〇", year))
        if month in SMALL and day in SMALL:
            found.add((int(figures), SMALL[month], SMALL[day]))
    return frozenset(day for day in found if 0 < day[1] <= 12 and 0 < day[2] <= 31)  # months, days


@cache
def in_figures(text: str) -> str:
    """Return a plain text with the articles of laws in figures, each with 第 before it."""
    text = ARTICLE.sub(lambda found: f"第{ARTICLES.get(found[1], found[1])}{found[2]}", text)
    return re.sub(r"(?<![0-9第])([1-9][0-9]{0,3}条)", r"第\1", text)


def holding(things: Sequence[Held], piece: str) -> set[str]:
    """Return the ids of everything that holds a piece of text.

    A whole document number counts in whatever spelling, a day in whatever writing, an article in either numerals.
    """
    squeezed = "".join(unicodedata.normalize("NFKC", piece).split())
    wanted = days_in(squeezed)
    if wanted and WHOLE_DAY.fullmatch(squeezed):
        return {thing.id for thing in things for value in thing.values if wanted & days_in(value)}
    found = list(NUMBER.finditer(squeezed))
    whole = bool(found) and found[-1][0].endswith("号")
    as_piece, as_number = plain(piece), alike(piece)
    return {
        thing.id
        for thing in things
        for value in thing.values
        if (found and alike(value) != plain(value) and as_number in alike(value))
        or (not whole and _holds_piece(value, as_piece))
    }


def _holds_piece(value: str, piece: str) -> bool:
    """Tell whether a value holds a piece as it is, or with its articles counted otherwise."""
    if piece in plain(value):
        return True
    figures = in_figures(piece)
    if figures == piece and not re.search(r"第[1-9][0-9]*[条款项章节编]", piece):
        return False
    return figures in in_figures(plain(value))


def things_of(site: Path) -> list[Held]:
    """Return everything that the JSON of a built site says is public, lists entry by entry."""
    records = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("index.json"))
        if "/v/" not in path.as_posix() and path.parent.name != "search"
    ]
    records = [record for record in records if "kind" in record and record["status"] != "removed"]
    agencies = {record["agency"]: record["title"] for record in records if record["kind"] == "agency"}
    found: dict[str, Held] = {}
    for record in records:
        name = agencies.get(record["agency"], "")
        for one in _whole_and_entries(record):
            found.setdefault(one["id"], Held(one["id"], tuple(dict.fromkeys((name, *_texts(one))))))
    return list(found.values())


def _whole_and_entries(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    entries = record["fields"].get("entries") if record["kind"] in KEYS else None
    yield {
        **record,
        "fields": {key: value for key, value in record["fields"].items() if entries is None or key != "entries"},
    }
    for entry in entries or ():
        yield {"id": f"{record['id']}#{entry[KEYS[record['kind']]]}", "kind": record["kind"], "fields": entry}


def _texts(record: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of a record: its title, the words of its body, every value of every field."""
    fields = dict(record["fields"])
    form = fields.pop("type", None)
    yield record.get("title", "")
    yield DECISION_TYPES.get(form, form) if isinstance(form, str) else ""
    for text in (record.get("body", ""), fields.pop("full_text", "")):
        yield from _words(text if isinstance(text, str) else "")
    yield from _leaves(fields)


def _leaves(value: Any) -> Iterator[str]:  # noqa: ANN401  # whatever JSON can hold
    if isinstance(value, dict):
        if "law" in value:
            yield f"{value['law']}{value.get('article') or ''}"
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _words(text: str) -> Iterator[str]:
    """Yield the words of Markdown as a reader sees them, block by block, and all of them at once."""
    page = markdown(text, extensions=["tables", "footnotes"])
    cut = re.split(r"</?(?:p|h[1-6]|li|td|th|tr|table|ul|ol|blockquote|thead|tbody|div|section)\b[^>]*>", page)
    shown = (re.sub(r"<[^>]*>|<!--.*?-->", "", block, flags=re.DOTALL) for block in cut)
    blocks = [html.unescape(block).replace(BACK, "") for block in shown]
    yield from blocks
    yield "\n".join(blocks)


def pieces(things: Sequence[Held], chance: random.Random, number: int) -> list[str]:
    """Return random pieces of two searchable characters or more of random public texts."""
    found: list[str] = []
    values = [(thing, value) for thing in things for value in thing.values if len(plain(value)) > 1]
    while len(found) < number:
        _thing, value = chance.choice(values)
        begin = chance.randrange(len(value) - 1)
        piece = " ".join(value[begin : begin + chance.randint(2, LONGEST)].split())
        if len(plain(piece)) > 1 and quoted(piece):
            found.append(piece)
    return found


def spellings(number: str) -> list[str]:
    """Return a document number in every bracket style, with and without 第 and 号, with full-width digits."""
    found = re.fullmatch(r"(.*?)字?〔([0-9]{4})〕第?([0-9]+)号", number)
    if not found:
        return [number]
    prefix, year, count = found.groups()
    brackets = (("〔", "〕"), ("[", "]"), ("(", ")"), ("（", "）"), ("【", "】"), ("［", "］"))
    styles = [f"{prefix}{left}{year}{right}{count}号" for left, right in brackets]
    first = f"{prefix}〔{year}〕"
    return [
        *styles,
        f"{first}第{count}号",
        f"{first}{count}",
        f"{prefix}字{first[len(prefix) :]}第0{count}",
        styles[2].translate(FULL_WIDTH),
    ]


def days_written(day: date) -> list[str]:
    """Return a day as people write it."""
    year = "".join(NUMERALS[int(figure)] for figure in str(day.year))
    figures = (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y.%m.%d}", f"{day:%Y年%m月%d日}")
    plainly = f"{day.year}年{day.month}月{day.day}日"
    return [*figures, plainly, f"{year}年{_numeral(day.month, '〇')}月{_numeral(day.day, '〇')}日"]


def quoted(piece: str) -> str:
    """Return a piece in quotes that it does not hold itself; empty where it holds them all."""
    for left, right in QUOTES:
        if left not in piece and right not in piece:
            return f"{left}{piece}{right}"
    return ""
