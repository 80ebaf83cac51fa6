"""Search in the browser's modules, run by node over written files: the same answers as lunr.js and as Python."""

import random
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from disclosure.outputs.search.documents import FIELDS, SearchDocument
from disclosure.outputs.search.query import search

Run = Callable[..., Any]
WORDS = ["示例", "教育", "罚款", "〔2026〕", "第12号", "晨光", " ", "，", "局", "Ａ1", "𠮷", "育局", "12号", "示教罚"]
QUERIES = 6


def by_score(hits: list[dict[str, Any]]) -> list[tuple[float, list[int]]]:
    """Group ranks of the same score, which may stand in any order where only the last digits of a sum differ."""
    rounded = [(round(hit["score"], 9), hit["rank"]) for hit in hits]
    return [(score, sorted(rank for _score, rank in group)) for score, group in groupby(rounded, lambda pair: pair[0])]


def corpus(chance: random.Random, document: Callable[..., SearchDocument]) -> list[SearchDocument]:
    """Make a few documents of words that meet in many ways, with gaps between their ranks."""

    def text() -> str:
        return "\n".join(
            "".join(chance.choices(WORDS, k=chance.randint(1, 6))) for _value in range(chance.randint(0, 2))
        )

    ranks = sorted(chance.sample(range(40), chance.randint(1, 12)))
    return [document(rank, {name: text() for name in chance.sample(FIELDS, 3)}) for rank in ranks]


def queries(chance: random.Random, documents: list[SearchDocument]) -> list[str]:
    """Ask for pieces of values, some in one field, some excluded, some of two words."""
    values = [value for one in documents for text in one.fields.values() for value in text.split("\n") if value.strip()]

    def word() -> str:
        value = chance.choice(values or ["示例"])
        begin = chance.randrange(len(value))
        piece = value[begin : chance.randint(begin + 1, len(value))]
        return chance.choice(["", "", "", "-", "标题:", "全文:"]) + f"「{piece}」"

    return [" ".join(word() for _word in range(chance.choice([1, 1, 2, 3]))) for _query in range(QUERIES)]


@pytest.fixture
def town(document: Callable[..., SearchDocument], site: Callable[..., Path], tmp_path: Path) -> Path:
    """Return a site of three invented decisions."""
    documents = [
        document(
            2,
            {
                "title": "示例市晨光教育咨询有限公司擅自招收学生案",
                "document_no": "示教罚〔2026〕12号",
                "parties": "示例市晨光教育咨询有限公司",
                "codes": "91990100MA00000018",
                "law": "校外培训行政处罚暂行办法 第十七条",
                "text": "招收学生开展学科培训，收取费用。依照《校外培训行政处罚暂行办法》，罚款 72,000 元。",
            },
        ),
        document(3, {"title": "晨光文具店", "text": "无照经营"}),
        document(8, {"title": "别的案", "text": "培 训机构"}),
    ]
    return site(documents, tmp_path)


@pytest.mark.parametrize("few", [0, 24])
def test_same_answers_as_one_whole_lunr_js_index_and_as_python(
    run: Run, few: int, document: Callable[..., SearchDocument], site: Callable[..., Path], tmp_path: Path
) -> None:
    """For many small corpora: lunr.js's documents, order and scores, and Python's too, and its totals.

    Scores come from the shards (`few` is 0), or from the texts of the few records that are possible.
    """
    chance = random.Random(9)  # noqa: S311  # test data, the same on every run
    searches, corpora, ours = [], [], []
    for number in range(30):
        documents = corpus(chance, document)
        folder = tmp_path / str(number)
        folder.mkdir()
        built = site(documents, folder, parts=2)
        asked = queries(chance, documents)
        corpora.append({"documents": [{"rank": one.rank, "fields": one.fields} for one in documents], "queries": asked})
        searches += [{"site": str(built), "query": query, "limit": 50, "few": few} for query in asked]
        ours += [search(built, query, 50) for query in asked]
    found = run("search", searches=searches)
    whole = [answer for answers in run("whole", corpora=corpora, fields=list(FIELDS)) for answer in answers]
    assert [by_score(answer["hits"]) for answer in found] == [by_score(answer) for answer in whole]
    assert [by_score(answer["hits"]) for answer in found] == [
        by_score([{"rank": hit.row["rank"], "score": hit.score} for hit in answer.hits]) for answer in ours
    ]
    assert [(answer["total"], answer["exact"]) for answer in found] == [(one.total, one.exact) for one in ours]
    assert sum(len(answer["hits"]) > 1 for answer in found) >= 30


def test_what_a_person_types_in_the_browser(run: Run, town: Path) -> None:
    """Names, pieces, numbers, codes, laws and exclusions find what they mean."""
    expected = {
        "示例市晨光教育咨询有限公司": [2],
        "育咨询": [2],
        "示教罚（2026）第012": [2],
        "文号:示教罚[2026]12号": [2],
        "91990100ma00000018": [2],
        "暂行办法第十七条": [2],
        "培训": [2, 8],
        "晨光 -教育": [3],
        "营": [3],
        "没有的词": [],
        "-晨光": [],
    }
    answers = run("search", searches=[{"site": str(town), "query": query, "limit": 20} for query in expected])
    found = {query: [hit["rank"] for hit in one["hits"]] for query, one in zip(expected, answers, strict=True)}
    assert found == expected


def test_each_file_is_fetched_once(run: Run, town: Path) -> None:
    """However many words share a shard or a file of rows, it is asked for a single time."""
    [answer] = run("search", searches=[{"site": str(town), "query": "晨光 教育 培训 罚款 学生", "limit": 20}])
    paths = [path for path, _size in answer["read"]]
    assert sorted(paths) == sorted(set(paths))


def test_of_two_common_terms_the_lengths_of_one_are_fetched(
    run: Run, document: Callable[..., SearchDocument], site: Callable[..., Path], tmp_path: Path
) -> None:
    """Scores are those of Python, which reads all; the total is known from the postings, and ten rows are read."""
    documents = [
        document(rank, {"title": f"责令改正{'甲乙丙丁'[rank % 4] * (rank % 7)}", "text": "改正" * (rank % 3)})
        for rank in range(5000)
    ]
    built = site(documents, tmp_path, parts=2)
    [answer] = run("search", searches=[{"site": str(built), "query": "责令改正", "limit": 10}])
    ours = search(built, "责令改正", 10)
    assert [(hit["rank"], round(hit["score"], 9)) for hit in answer["hits"]] == [
        (hit.row["rank"], round(hit.score, 9)) for hit in ours.hits
    ]
    assert (answer["total"], answer["exact"]) == (ours.total, ours.exact) == (5000, True)
    folders = Counter(path.split("/")[1] for path, _size in answer["read"])
    assert (folders["terms"], folders["lengths"]) == (3, 2)
    assert folders["rows"] <= 10


def test_results_show_why_they_match(run: Run, town: Path) -> None:
    """Title and snippet mark the words as they stand there, spaces and punctuation within included."""
    searches = [{"site": str(town), "query": query, "limit": 20} for query in ("培训", "行政处罚暂行办法罚款", "文具")]
    [lesson, apart, shop] = run("search", searches=searches)
    marks = [[piece["text"] for piece in hit["snippet"] if piece["marked"]] for hit in lesson["hits"]]
    assert marks == [["培训", "培训"], ["培 训"]]
    assert ["".join(piece["text"] for piece in hit["snippet"] if piece["marked"]) for hit in apart["hits"]] == [
        "行政处罚暂行办法》，罚款"
    ]
    assert shop["hits"][0]["title"] == [
        {"text": "晨光", "marked": False},
        {"text": "文具", "marked": True},
        {"text": "店", "marked": False},
    ]


def test_the_field_that_matches_is_named(run: Run, town: Path) -> None:
    """Where no running text holds the words, the snippet is the law, the party or the code that does."""
    searches = [
        {"site": str(town), "query": query, "limit": 20}
        for query in ("办法第十七条", "91990100", "机关:教育局", "文号:教罚")
    ]
    answers = run("search", searches=searches)
    told = [
        [("".join(piece["text"] for piece in hit["snippet"]), hit["field"]) for hit in one["hits"]] for one in answers
    ]
    text = "招收学生开展学科培训，收取费用。依照《校外培训行政处罚暂行办法》，罚款 72,000 元。"
    assert told == [
        [("校外培训行政处罚暂行办法 第十七条", "law")],
        [("91990100MA00000018", "codes")],
        [],
        [(text, "text")],
    ]


def test_a_missing_shard_is_a_failure_and_not_a_shorter_list(run: Run, town: Path) -> None:
    """When a file of the index cannot be read the search fails."""
    for shard in (town / "search" / "terms").rglob("*.bin"):
        shard.unlink()
    with pytest.raises(AssertionError, match="ENOENT"):
        run("search", searches=[{"site": str(town), "query": "培训", "limit": 20}])
