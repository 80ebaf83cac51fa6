"""A query that finds nothing: the nearest that do, with real counts, the same in both languages."""

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from disclosure.outputs.search.deflating import inflated
from disclosure.outputs.search.documents import SearchDocument
from disclosure.outputs.search.index import index_part
from disclosure.outputs.search.names import names_file, organisations
from disclosure.outputs.search.nearest import Nearness, Offer, also_meant, nearest
from disclosure.outputs.search.offering import nothing_found
from disclosure.outputs.search.query import open_index, search, search_index
from disclosure.outputs.search.question import Question
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.shards import index_files

Build = Callable[[Sequence[SearchDocument]], IndexReader]
Make = Callable[..., SearchDocument]
NAMES = ["晨光教育咨询", "辰星教育科技", "鑫淼建材贸易", "（示例）远大食品", "A 12 物流"]


def shops(document: Make) -> list[SearchDocument]:
    """Make a street of companies with decisions against them."""
    return [
        document(
            rank,
            {
                "title": f"示例市{name}有限公司未按规定经营案",
                "document_no": f"示教罚〔2026〕{rank}号",
                "parties": f"示例市{name}有限公司",
                "agency": "示例市教育局" if rank % 2 else "示例市市场监督管理局",
                "law": "民办教育促进法 第六十四条",
                "text": f"罚款 {rank},000 元；責令改正",
            },
        )
        for rank, name in enumerate(NAMES * 3, 1)
    ]


@pytest.fixture
def street(document: Make, build: Build) -> IndexReader:
    """Return an index of fifteen decisions against five companies."""
    return build(shops(document))


def offered(index: IndexReader, query: str) -> list[tuple[str, str, int]]:
    """Return what is offered, how near it is, and its count."""
    return [(one.query, one.nearness.value, one.total) for one in nearest(index, query)]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("晨广教育咨询", ("晨光教育咨询", "neighbour", 3)),
        ("晨光教育谘旬", ("晨光教育咨询", "neighbour", 3)),
        ("示例市辰光教育咨询有限公司", ("示例市晨光教育咨询有限公司", "neighbour", 3)),
        ("鑫森建材", ("鑫淼建材", "neighbour", 3)),
        ("鑫淼材贸易", ("鑫淼建材贸易", "neighbour", 3)),
        ("示列远大食品", ("示例）远大食品", "neighbour", 3)),
        ("a12物溜公司", ("a12物", "shorter", 3)),
        ("当事人:教育局", ("教育局", "elsewhere", 8)),
        ("晨光教育 火箭", ("晨光教育", "fewer", 3)),
        ("晨光教育 鑫淼建材", ("鑫淼建材", "fewer", 3)),
        ("晨光教育 -有限公司", ("晨光教育", "fewer", 3)),
        ("罚款 晨广教育咨询", ("罚款 晨光教育咨询", "neighbour", 3)),
        ("鑫淼建材有限责任公司", ("鑫淼建材", "shorter", 3)),
        ("示教罚〔2026〕999号", ("示教罚〔2026〕", "shorter", 15)),
        ("列教罚〔2026〕12号", ("教罚〔2026〕12号", "shorter", 1)),
        ("市监局", ("市场监督管理局", "whole", 7)),
        ("民促法", ("民办教育促进法", "whole", 15)),
        ("罚款 晨教", ("罚款 晨光教", "whole", 3)),
        ("机关:市监局", ("机关:市场监督管理局", "whole", 7)),
    ],
)
def test_the_nearest_comes_first(street: IndexReader, query: str, best: tuple[str, str, int]) -> None:
    """A misspelt name, a field that is too narrow, a word too many, a name too long, a number that is not there."""
    assert search_index(street, query).hits == ()
    assert offered(street, query)[0] == best


def test_every_offer_finds_what_it_says(street: IndexReader) -> None:
    """Counts are those of a search, no offer is the query itself, and there are five at most."""
    for query in ("晨广教育 鑫森建材 -罚款", "机关:晨广教育 火箭", "市场监督局 教育厅", "甲乙丙丁", "-罚款", "，"):
        offers = nearest(street, query)
        assert [(one.total, one.exact) for one in offers] == [
            (answer.total, answer.exact) for answer in (search_index(street, one.query, 24) for one in offers)
        ]
        assert all(one.total and one.query != query for one in offers)
        assert len(offers) <= 5


def test_what_is_chosen_is_dropped_first(street: IndexReader) -> None:
    """The same words outside the chosen year come first; within it nothing is offered that is not there."""
    offers = nearest(street, Question("晨光教育", {"year": ("2019",)}))
    assert offers == [Offer("晨光教育", Nearness.UNFILTERED, 3, exact=True)]
    assert nearest(street, Question("晨广教育", {"year": ("2019",)})) == []
    assert nothing_found(street, Question("", {"year": ("2019",)})) == "没有信息符合所选条件；可以去掉一些"


def test_where_nothing_is_near_nothing_is_offered(street: IndexReader) -> None:
    """Nonsense is not stretched, an excluded word alone asks for nothing, and two characters are not guessed at."""
    assert [nearest(street, query) for query in ("量子猫咪税", "-罚款", "星际", "", "91990100MA00000018")] == [[]] * 5


def test_a_part_that_half_of_everything_holds_is_no_help(document: Make, build: Build) -> None:
    """有限公司 alone is not offered in place of a company that is not there."""
    index = build([document(rank, {"parties": f"第{rank}甲乙有限公司"}) for rank in range(40)])
    assert [one.query for one in nearest(index, "量子猫咪有限公司")] == []


def test_what_holds_spaces_or_signs_is_offered_in_quotes(document: Make, build: Build) -> None:
    """An offer is a query that can be typed: it finds what it was made from."""
    index = build([document(1, {"parties": "示例市 ABC-12 精密：仪器 厂"})])
    assert nearest(index, "abc12精迷仪器厂")[0] == Offer("「ABC-12 精密：仪器 厂」", Nearness.NEIGHBOUR, 1, exact=True)


def test_a_short_name_is_spelt_out_though_it_was_found_elsewhere(document: Make) -> None:
    """员工行为 holds 工行; of who is called so nothing more is to be said, nor of words that are no name."""
    text = {1: "员工行为管理不到位", 2: "罚款", 3: "工务行车"}
    bank = document(4, {"parties": "示例工商银行"})

    def also(words: str, *others: SearchDocument) -> list[Offer]:
        documents = [*(document(rank, {"text": said}) for rank, said in text.items()), bank, *others]
        files = dict(index_files([index_part(documents)]))
        files["search/names.bin"] = names_file([], {}, {"示例工商银行": 2})
        index = IndexReader(files.__getitem__)
        return also_meant(index, Question(words), search_index(index, words))

    assert also("工行") == [Offer("示例工商银行", Nearness.WHOLE, 1, exact=True)]
    assert [also(words) for words in ("罚款", "工商", "-工行", "工行 罚款", "行工")] == [[]] * 5
    assert also("工行", document(5, {"parties": "工行大厦"})) == []


def test_the_command_line_says_that_there_is_nothing_before_it_offers(
    document: Make, site: Callable[..., Path], tmp_path: Path
) -> None:
    """No hit, then the nearest with its count and how it is near; or that there is none, or nothing was asked."""
    folder = site(shops(document), tmp_path)
    index = open_index(folder)
    assert nothing_found(index, Question("晨广教育")) == (
        "没有信息含「晨广教育」。下面这些查得到：\n  晨光教育（3 件，相近的写法）"
    )
    assert nothing_found(index, Question("量子猫咪")) == "没有信息含「量子猫咪」，也没有相近的；可以少写几个字"
    assert nothing_found(index, Question("-晨光")) == "请写要找的词；只写不要的词（-词）找不出结果"


def test_the_names_that_a_site_lists_spell_out_what_is_short(
    run: Callable[..., Any], document: Make, site: Callable[..., Path], tmp_path: Path
) -> None:
    """What comes nearest is offered first, each half of a short name may stand alone; in both languages alike."""
    banks = ["中国银行", "中国工商银行", "中国人寿保险", "中国人民财产保险", "中国建设银行"]
    named = [f"{name}股份有限公司示例分公司" for name in banks for _again in range(3)]
    folder = site([document(rank, {"parties": name}) for rank, name in enumerate([*named, "王中行"])], tmp_path)
    parties = organisations([*named, "王中行", "王中行", "王中行", "甲有限公司"])
    (folder / "search" / "names.bin").write_bytes(names_file(["示例市市场监督管理局"], {}, parties))
    assert json.loads(inflated((folder / "search" / "names.bin").read_bytes()))["parties"] == sorted(banks)
    queries = ["中国行", "国寿", "人保财险", "国建行", "保人", "市监局"]
    index = open_index(folder)
    offers = [[(one.query, one.total) for one in nearest(index, query)] for query in queries]
    assert [one[:1] for one in offers] == [
        [("中国银行", 3)],
        [("中国人寿保险", 3)],
        [("中国人民财产保险", 3)],
        [("中国建设银行", 3)],
        [],
        [],
    ]
    found = run("nearest", searches=[{"site": str(folder), "query": query} for query in queries])
    assert [[(one["query"], one["total"]) for one in answer] for answer in found] == offers


def test_the_browser_offers_the_same(
    run: Callable[..., Any], document: Make, site: Callable[..., Path], tmp_path: Path
) -> None:
    """For many misspelt, cut, mixed queries, both languages offer the same in the same order with the same counts."""
    folder = site(shops(document), tmp_path)
    chance = random.Random(5)  # noqa: S311  # test data, the same on every run
    letters = "晨辰鑫示教育咨询有限公司食品火箭第12号"

    def spoilt() -> str:
        text = list(f"示例市{chance.choice(NAMES)}有限公司"[chance.randrange(4) :][: chance.randint(3, 12)])
        for _change in range(chance.randint(1, 2)):
            at = chance.randrange(len(text))
            text[at : at + chance.randint(0, 1)] = chance.choice(letters)
        return chance.choice(["", "", "", "-", "机关:", "当事人:"]) + "".join(text).replace(" ", "")

    queries = [" ".join(spoilt() for _word in range(chance.choice([1, 1, 1, 2]))) for _query in range(60)]
    queries += [
        "市监局",
        "民促法",
        "晨教",
        "机关:市监",
        "当事人:市监局",
        "示教罚〔2026〕999号",
        "示教罰（2026）第77",
        "𠮷野家有限公司",
        "",
        "，",
    ]
    queries = [query for query in queries if not search(folder, query).hits]
    assert len(queries) > 40
    found = run("nearest", searches=[{"site": str(folder), "query": query} for query in queries])
    index = IndexReader(lambda path: (folder / path).read_bytes())
    ours = [
        [
            {"query": one.query, "nearness": one.nearness.value, "total": one.total, "exact": one.exact}
            for one in nearest(index, query)
        ]
        for query in queries
    ]
    assert found == ours
    assert sum(bool(offers) for offers in ours) > 40
