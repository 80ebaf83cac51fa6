"""One rule for tokens, in Python and in the browser."""

import json
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from disclosure.model.document_number import DocumentNumber
from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.tokens import CHARACTERS, canonical, dropped, normalise, numbers, tokens
from disclosure.outputs.search.words import lunr_syntax, parse

Run = Callable[..., Any]
CASES = json.loads((Path(__file__).parent / "tokens.json").read_text(encoding="utf-8"))
QUERIES = [
    "晨光 教育",
    "+晨光 -培训",
    "机关：教育局 文号:示教罚〔2026〕12号",
    "「教 育-局」 -“驾驶 培训”",
    '"没有关上的 引号',
    "示教罚（2026）第012",
    "91990100MA00000018",
    "局",
    "𠮷",
    "案由:晨光 a~2 b^3 c* d\\e 12-1号",
    "- + 机关: ，。",
    "ΑΣ ㎡　Ａ",
    "2026 年 3 月 9 日",
    "2026.3.9 2026-03-09 二〇二六年三月九日 2026/13/09",
    "保险法161条第2款 第一百零一条 第十条 第一千二百六十条 第一二条 10章",
    "法: 保险法",
    "法：",
]


def is_unseen(category: str, char: str) -> bool:
    """Tell whether search does not see a character: the rule from which the table was made."""
    return category[0] in "PZ" or category in {"Cc", "Cf"} or (char.isascii() and not char.isalnum())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_python_cuts_text_as_written_down(case: dict[str, object]) -> None:
    """Every example gives exactly its normalised text, its canonical numbers and its tokens."""
    text = str(case["text"])
    assert {"text": text, "normalised": normalise(text), "canonical": canonical(text), "tokens": tokens(text)} == case


def test_the_browser_cuts_text_as_written_down(run: Run) -> None:
    """The JavaScript rule gives the same for every example."""
    found = run("tokens", texts=[case["text"] for case in CASES])
    assert [{"text": case["text"], **one} for case, one in zip(CASES, found, strict=True)] == CASES


def test_the_table_of_unseen_characters_is_what_unicode_says() -> None:
    """The table equals the rule in the Unicode version that it names; in other versions it may lack new characters."""
    named = re.search(r'UNICODE = "([0-9.]+)"', CHARACTERS.read_text(encoding="utf-8"))
    assert named is not None
    listed = {point for first, last in dropped() for point in range(first, last + 1)}
    ruled = {point for point in range(sys.maxunicode + 1) if is_unseen(unicodedata.category(chr(point)), chr(point))}
    assert listed <= ruled
    if named[1] == unicodedata.unidata_version:
        assert listed == ruled
    assert len(ruled - listed) < 100


def test_both_languages_see_the_same_in_every_assigned_character(run: Run) -> None:
    """Each character of the basic planes that both know, alone and after a Han character, is normalised alike."""
    points = [*range(0x20, 0xD800), *range(0xE000, 0x10000), *range(0x10000, 0x11000), *range(0x1D400, 0x20100)]
    chars = [chr(point) for point in points if unicodedata.category(chr(point)) not in {"Cn", "Cs"}]
    assert len(chars) > 60_000
    found = run("normalise", texts=chars)
    assert [char for char, seen in zip(chars, found, strict=True) if normalise(char) != seen] == []


def test_both_languages_read_a_query_alike(run: Run) -> None:
    """The words, fields, exclusions, ways and scored terms of a query are the same."""
    found = run("words", queries=QUERIES, fields=list(FIELDS))
    ours = [
        {
            "syntax": lunr_syntax(query),
            "words": [
                {
                    "text": word.text,
                    "fields": list(word.fields),
                    "excluded": word.excluded,
                    "ways": [
                        {"terms": [*way.terms], "prefix": way.prefix, "certain": way.certain} for way in word.ways
                    ],
                    "scored": list(word.scored),
                }
                for word in parse(query)
            ],
        }
        for query in QUERIES
    ]
    assert found == ours


@pytest.mark.parametrize("written", ["示教罚〔2026〕12号", "示教罚字[2026]第012号", "（示教罚（2026）12－1号）"])
def test_a_number_is_read_as_the_model_reads_it(written: str) -> None:
    """The exact token holds the year and number that DocumentNumber finds."""
    number = DocumentNumber.parse(written)
    assert numbers(written) == ["-".join(str(part) for part in (f"={number.year}", number.number, number.sub) if part)]
