"""Search in Python: every record that holds the words, nothing else, in lunr's own order."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunr.builder import Builder

from disclosure.outputs.search.documents import FIELDS, SearchDocument
from disclosure.outputs.search.query import holds, search, search_index
from disclosure.outputs.search.question import FacetCount, Question
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.scoring import lunr_query
from disclosure.outputs.search.telling import format_hits
from disclosure.outputs.search.tokens import canonical, field_tokens, normalise
from disclosure.outputs.search.words import parse

Build = Callable[[Sequence[SearchDocument]], IndexReader]

LETTERS = "示例教育罚字号第2026019〔〕（）[]0１Ａaß㎡①《》·，。 -之Σ𠮷"
VALUES = st.text(LETTERS, max_size=14)
SPELLINGS = (("教", "育"), ("〔", "(", "["), ("〕", ")", "]"), ("", "第"), ("1", "12", "012", "12-1"))
NUMBERS = st.builds("示{}罚{}2026{}{}{}号".format, *map(st.sampled_from, SPELLINGS))
FIELD_VALUES = st.lists(st.one_of(VALUES, NUMBERS), max_size=3).map("\n".join)
RECORDS = st.lists(st.dictionaries(st.sampled_from(FIELDS), FIELD_VALUES), min_size=1, max_size=6)


def documents(records: list[dict[str, str]]) -> list[SearchDocument]:
    """Number records with gaps, as withheld ones leave them."""
    return [
        SearchDocument(number * 3, {name: record.get(name, "") for name in FIELDS}, {"id": str(number), "facets": []})
        for number, record in enumerate(records)
    ]


def whole_lunr(records: Sequence[SearchDocument], query: str) -> list[tuple[int, float]]:
    """Return what one whole lunr.py index over the same tokens answers, kept to the records that hold the words."""
    builder: Any = Builder()  # type: ignore[no-untyped-call]
    builder.ref("rank")
    for name in FIELDS:
        builder.field(name, extractor=lambda record, name=name: list(field_tokens(record["fields"].get(name, ""))))
    for record in records:
        builder.add({"rank": record.rank, "fields": record.fields})
    words = parse(query)
    rows = {record.rank: {"fields": record.fields} for record in records}
    found = builder.build().query(lunr_query(words))
    return [
        (rank, result["score"])
        for result in found
        if all(holds(rows[rank := int(result["ref"])], word) is not word.excluded for word in words)
    ]


def numbered(records: Sequence[SearchDocument], query: str) -> set[int]:
    """Return the ranks whose own document number is a word of a query: these come first."""
    wanted = {canonical(word.text) for word in parse(query) if not word.excluded and "document_no" in word.fields}
    return {one.rank for one in records if canonical(one.fields["document_no"]) in wanted - {None}}


def by_score(ranked: list[tuple[int, float]]) -> list[tuple[float, list[int]]]:
    """Group ranks of the same score, which may stand in any order where only the last digits of a sum differ."""
    rounded = [(round(score, 9), rank) for rank, score in ranked]
    return [(score, sorted(rank for _score, rank in group)) for score, group in groupby(rounded, lambda pair: pair[0])]


@settings(derandomize=True, deadline=None, max_examples=100)
@given(RECORDS, st.data())
def test_same_documents_order_and_scores_as_one_whole_lunr_index(
    build: Build, records: list[dict[str, str]], data: st.DataObject
) -> None:
    """The sharded index answers as one lunr.py index with the same tokens: words, fields, exclusions."""
    corpus = documents(records)
    held = [value for record in records for field in record.values() for value in field.split("\n") if value.strip()]
    words = st.one_of(VALUES, NUMBERS, *([st.sampled_from(held)] if held else []))
    quoted = st.builds(
        "{}{}「{}」".format, st.sampled_from(["", "-", "+"]), st.sampled_from(["", "标题:", "文号："]), words
    )
    query = data.draw(st.lists(quoted, min_size=1, max_size=3).map(" ".join))
    answer = search_index(build(corpus), query, limit=100, few=data.draw(st.sampled_from([0, 24])))
    if all(word.excluded for word in parse(query)):
        assert answer.hits == ()
        return
    expected = whole_lunr(corpus, query)
    own = numbered(corpus, query)
    expected.sort(key=lambda found: found[0] not in own)
    assert by_score([(hit.row["rank"], hit.score) for hit in answer.hits]) == by_score(expected)
    assert answer.total == len(expected)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(RECORDS, st.data())
def test_any_piece_of_any_field_finds_every_record_that_holds_it_and_nothing_else(
    build: Build, records: list[dict[str, str]], data: st.DataObject
) -> None:
    """A substring of two or more searchable characters finds what holds it, brackets, spaces and case aside."""
    values = [value for record in records for field in record.values() for value in field.split("\n")]
    long_enough = [value for value in values if len(normalise(value)) > 1]
    if not long_enough:
        return
    value = data.draw(st.sampled_from(long_enough))
    begin = data.draw(st.integers(0, len(value) - 2))
    piece = value[begin : data.draw(st.integers(begin + 2, len(value)))]
    corpus = documents(records)
    if len(normalise(piece)) < 2:
        return
    found = {hit.row["rank"] for hit in search_index(build(corpus), f"「{piece}」", limit=100).hits}
    values_of = {record.rank: "\n".join(record.fields.values()).split("\n") for record in corpus}
    as_written = {rank for rank, values in values_of.items() if any(piece in value for value in values)}
    as_seen = {
        rank for rank, values in values_of.items() if any(normalise(piece) in normalise(value) for value in values)
    }
    assert as_written <= found
    if not re.search(r"[〔(\[（].*[〕)\]）]", piece):
        assert found == as_seen


@pytest.fixture
def shop(document: Callable[..., SearchDocument], build: Build) -> IndexReader:
    """Return an index of three invented decisions."""
    return build(
        [
            document(
                4,
                {
                    "title": "示例市晨光教育咨询有限公司擅自招收学生开展学科培训案",
                    "document_no": "示教罚〔2026〕12号",
                    "parties": "示例市晨光教育咨询有限公司",
                    "codes": "91990100MA00000018",
                    "agency": "示例市教育局",
                    "law": "校外培训行政处罚暂行办法 第十七条\n中华人民共和国民办教育促进法 第六十四条",
                    "text": "责令停止举办、退还所收费用，并处罚款 72,000 元\n2026-03-09",
                },
            ),
            document(
                5, {"title": "晨光文具店", "document_no": "示市监罚字[2025]第012号", "agency": "示例市市场监督管理局"}
            ),
            document(
                9,
                {
                    "title": "撤回",
                    "text": "示教罚〔2026〕12号 决定书已撤回；教育 咨询\n二〇二六年三月九日，依照第101条",
                    "agency": "示例市教育局",
                },
            ),
        ]
    )


@pytest.mark.parametrize(
    ("query", "ranks"),
    [
        ("示例市晨光教育咨询有限公司", {4}),
        ("育咨询", {4, 9}),
        ("示教罚〔2026〕12号", {4, 9}),
        ("示教罚(2026)第12号", {4, 9}),
        ("示教罚[２０２６]１２号", {4, 9}),
        ("示教罚字【2026】第0012", {4, 9}),
        ("示教罚202612", {4, 9}),
        ("示市监罚〔2025〕12号", {5}),
        ("文号:示教罚〔2026〕12号", {4}),
        ("91990100ma00000018", {4}),
        ("9199 0100", {4}),
        ("「9199 0100」", {4}),
        ("9199010０MA", {4}),
        ("民办教育促进法第六十四条", {4}),
        ("法：民办教育促进法第六十四条", {4}),
        ("罚款72000元", {4}),
        ("晨光", {4, 5}),
        ("晨光 -有限公司", {5}),
        ("+晨光 教育", {4}),
        ("机关:教育局", {4, 9}),
        ("标题:教育局", set()),
        ("店", {5}),
        ("回", {9}),
        ("无此内容", set()),
        ("", set()),
        ("-晨光", set()),
        ("，。*~^:\\", set()),
        ("晨光*", {4, 5}),
        ("2026-03-09", {4, 9}),
        ("2026年3月9日", {4, 9}),
        ("2026 年 3 月 9 日", {4, 9}),
        ("2026.3.9", {4, 9}),
        ("2026/03/09", {4, 9}),
        ("二○二六年三月九日", {4, 9}),
        ("２０２６．３．９ -撤回", {4}),
        ("2026年3月10日", set()),
        ("第64条", {4}),
        ("民办教育促进法64条", {4}),
        ("促进法第64条", {4}),
        ("第17条", {4}),
        ("第7条", set()),
        ("第一百零一条", {9}),
        ("第一百〇一条", {9}),
        ("法：", set()),
        ("法： 民办教育", {4}),
        ("法: -晨光", set()),
        ("案由:晨光", set()),
    ],
)
def test_what_a_person_types(shop: IndexReader, query: str, ranks: set[int]) -> None:
    """Numbers in any spelling, codes, laws, fields, exclusions and odd signs find exactly what they mean."""
    answer = search_index(shop, query)
    assert ({hit.row["rank"] for hit in answer.hits}, answer.total, answer.exact) == (ranks, len(ranks), True)


def test_a_total_that_was_not_verified_is_an_upper_bound(document: Callable[..., SearchDocument], build: Build) -> None:
    """Pairs that stand apart are no hit; hundreds of them can only be counted as possible, alike in any order."""
    apart = [document(rank, {"title": "行政处，政处罚"}) for rank in range(230)]
    real = [document(rank, {"title": "行政处罚决定"}) for rank in range(230, 265)]
    index = build([*apart, *real])
    few, all_of_them = search_index(index, "行政处罚", limit=3), search_index(index, "行政处罚", limit=70)
    assert (len(few.hits), few.exact, few.total) == (3, False, 265)
    assert (len(all_of_them.hits), all_of_them.exact, all_of_them.total) == (35, True, 35)
    newest = search_index(index, Question("行政处罚", sort="date"), limit=3)
    assert (newest.exact, newest.total) == (False, 265)


def test_what_is_left_in_doubt_is_read_where_it_is_no_more_than_some_hundred(
    document: Callable[..., SearchDocument], build: Build
) -> None:
    """Behind the first results the texts of the others are looked at: the total and the counts are exact."""
    apart = [document(rank, {"title": "行政处，政处罚"}, ("year:2025",)) for rank in range(160)]
    real = [document(rank, {"title": "行政处罚决定"}, ("year:2026",)) for rank in range(160, 200)]
    index = build([*apart, *real])
    answer = search_index(index, "行政处罚", limit=3, facets=["year"])
    assert (len(answer.hits), answer.exact, answer.total) == (3, True, 40)
    assert answer.counts == (FacetCount("year", (("2026", "[2026]", 40),), exact=True),)
    assert search_index(index, "行政处罚", limit=3, doubts=159).exact is False


def test_the_record_with_the_number_comes_before_those_that_cite_it(
    document: Callable[..., SearchDocument], build: Build
) -> None:
    """Whatever the scores, in whatever spelling; another number that only ends alike does not."""
    number = "示教罚〔2026〕12号"
    citing = [document(rank, {"title": f"撤销{number}", "text": number * 3}) for rank in range(60)]
    own = document(70, {"title": "罚款" * 60, "document_no": "示教罚字（2026）第012号", "text": "教育" * 900})
    other = document(71, {"title": "别的", "document_no": "大示教罚〔2026〕12号"})
    for asked in (number, "示教罚[2026]12", "文号:示教罚(2026)第12号", f"{number} 罚款"):
        index = build([*citing, own, other])
        assert search_index(index, asked, limit=3).hits[0].row["rank"] == 70


def test_a_total_is_exact_where_the_pairs_alone_tell_and_where_few_texts_must_be_looked_at(
    document: Callable[..., SearchDocument], build: Build
) -> None:
    """Where 政 is always followed by 处 and 处 by 罚, 行政 begins 行政处罚; of a few others the text is read."""
    real = [document(rank, {"title": "行政处罚决定"}) for rank in range(200)]
    apart = [document(rank, {"title": "行政处，政处罚"}) for rank in range(200, 206)]
    without = [document(rank, {"title": "行政处分，上处罚款"}) for rank in range(206, 220)]
    index = build([*real, *apart, *without])
    answers = search_index(index, "行政处罚", limit=1), search_index(index, "决定 -行政处", limit=1)
    assert [(answer.total, answer.exact) for answer in answers] == [(200, True), (0, True)]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    values=st.lists(st.lists(st.text("甲乙丙", max_size=9), min_size=1, max_size=2), min_size=1, max_size=30),
    word=st.text("甲乙丙", min_size=1, max_size=5),
    sign=st.sampled_from(["", "-"]),
)
def test_an_exact_total_is_the_truth_and_any_other_not_below_it(
    values: list[list[str]], word: str, sign: str, document: Callable[..., SearchDocument], build: Build
) -> None:
    """However often characters come again in a text, with no text read beyond the one that is shown."""
    documents = [document(rank, {"title": "丁戊", "text": "\n".join(lines)}) for rank, lines in enumerate(values)]
    truth = sum(any(word in line for line in lines) is not bool(sign) for lines in values)
    answer = search_index(build(documents), f"丁戊 {sign}{word}", limit=1, few=0, doubts=0)
    assert answer.total == truth if answer.exact else answer.total >= truth


def test_common_words_are_scored_in_portions(document: Callable[..., SearchDocument], build: Build) -> None:
    """Above the shortlist lunr is asked about the likeliest documents first, and the best stay the same."""
    corpus = [document(rank, {"title": "罚款" * (rank % 7 + 1), "text": "甲" * (rank % 11)}) for rank in range(1500)]
    answer = search_index(build(corpus), "罚款", limit=20)
    expected = whole_lunr(corpus, "罚款")
    assert answer.total == 1500
    assert [round(hit.score, 9) for hit in answer.hits] == [round(score, 9) for _rank, score in expected[:20]]


def test_a_total_that_was_not_verified_is_written_so(
    document: Callable[..., SearchDocument], site: Callable[..., Path], tmp_path: Path
) -> None:
    """The command line says 至多, and how many are shown."""
    folder = site([document(rank, {"title": "行政处罚政处行处"}) for rank in range(230)], tmp_path)
    told = format_hits(search(folder, "行政处罚", limit=2)).splitlines()
    assert (told[0], len(told)) == ("含「行政处罚」的信息：至多 230 件，以下是前 2 件", 7)
    assert format_hits(search(folder, "处罚", limit=2)).startswith("含「处罚」的信息：230 件，以下是前 2 件")


def test_hits_are_written_for_a_person(
    document: Callable[..., SearchDocument], site: Callable[..., Path], tmp_path: Path
) -> None:
    """The command line shows how many, then title, number, agency, date and address."""
    folder = site(
        [document(0, {"title": "晨光案", "document_no": "示教罚〔2026〕12号", "agency": "示例市教育局"})], tmp_path
    )
    assert format_hits(search(folder, "晨光")) == (
        "含「晨光」的信息：1 件\n"
        "1. 晨光案\n"
        "   行政处罚　示教罚〔2026〕12号　示例市教育局　2026-03-09\n"
        "   /agencies/jyj/decisions/2026/03/000/"
    )
