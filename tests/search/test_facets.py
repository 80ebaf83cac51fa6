"""Facets and orders: counted and sorted as if every record were looked at one by one, in Python and in the browser."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.model.errors import GongshiError
from disclosure.outputs.search.deflating import deflated, inflated
from disclosure.outputs.search.documents import SearchDocument
from disclosure.outputs.search.facets import FACETS
from disclosure.outputs.search.query import SearchAnswer, holds, open_index, search, search_index
from disclosure.outputs.search.question import SORTS, FacetCount, Question, in_order
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.shards import FORMAT, TABLE
from disclosure.outputs.search.words import parse

Build = Callable[[Sequence[SearchDocument]], IndexReader]
Make = Callable[..., SearchDocument]
Run = Callable[..., Any]

WORDS = ("晨光教育", "培训机构", "罚款", "永丰水泥", "案")
TITLES = st.lists(st.sampled_from(WORDS), max_size=4).map("".join)
DAYS = st.none() | st.dates(date(2024, 11, 1), date(2026, 2, 1)).map(date.isoformat)
AMOUNTS = st.none() | st.sampled_from(["0", "500", "72000.50", "100000", "98765432109.87"]).map(Decimal)
BANDS = ("-10000", "10000-100000", "100000-")


@dataclass(frozen=True)
class Case:
    """A small corpus and what is asked of it."""

    documents: tuple[dict[str, Any], ...]
    question: Question
    few: int

    def made(self, make: Make) -> list[SearchDocument]:
        """Make the documents, with gaps between their ranks."""
        return [
            make(
                number * 3,
                {"title": one["title"], "law": "\n".join(one["laws"])},
                facets_of(one),
                day=one["day"],
                amount=one["amount"],
            )
            for number, one in enumerate(self.documents)
        ]


def facets_of(one: dict[str, Any]) -> tuple[str, ...]:
    """Return the facet terms of an invented record."""
    day, amount = one["day"], one["amount"]
    dated = (f"year:{day[:4]}", f"month:{day[:7]}") if day else ()
    band = 0 if amount is None or amount < 10_000 else 1 if amount < 100_000 else 2
    money = (f"amount:{BANDS[band]}",) if amount is not None else ()
    laws = tuple(f"law:{law}" for law in one["laws"])
    return (f"kind:{one['kind']}", f"agency:{one['agency']}", *dated, *money, *laws)


DOCUMENTS = st.fixed_dictionaries(
    {
        "title": TITLES,
        "kind": st.sampled_from(["penalty", "permit", "guide"]),
        "agency": st.sampled_from(["jyj", "swj", "nsx-yjj"]),
        "laws": st.lists(st.sampled_from(["甲法", "乙条例", "丙办法"]), unique=True, max_size=3),
        "day": DAYS,
        "amount": AMOUNTS,
    }
)
CHOSEN = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.lists(st.sampled_from(["penalty", "guide", "nothing"]), min_size=1, max_size=2, unique=True),
        "agency": st.lists(st.sampled_from(["jyj", "swj"]), min_size=1, max_size=2, unique=True),
        "year": st.just(["2025"]),
        "month": st.just(["2025-01", "2026-01"]),
        "amount": st.just([BANDS[1]]),
        "law": st.lists(st.sampled_from(["甲法", "乙条例"]), min_size=1, max_size=2, unique=True),
    },
)
PIECES = st.sampled_from([*WORDS, "光教", "育培训", "-罚款", "-光教育", "法:甲法", "没有"])
ASKED = st.lists(PIECES, max_size=2).map(" ".join)
QUESTIONS = st.builds(Question, ASKED, CHOSEN, st.sampled_from(SORTS))
CASES = st.builds(Case, st.lists(DOCUMENTS, min_size=1, max_size=30).map(tuple), QUESTIONS, st.sampled_from([0, 24]))


def looked_through(documents: Sequence[SearchDocument], question: Question, without: str = "") -> list[SearchDocument]:
    """Return the documents that answer a question, by looking at each."""
    words = parse(question.words)
    chosen = dict(question.chosen())
    if not chosen and all(word.excluded for word in words):
        return list(documents) if without and not words else []
    return [
        one
        for one in documents
        if all(holds({"fields": one.fields}, word) is not word.excluded for word in words)
        and all(
            any(f"{facet}:{key}" in one.facets for key in keys) for facet, keys in chosen.items() if facet != without
        )
    ]


def tallied(documents: Sequence[SearchDocument], question: Question) -> tuple[FacetCount, ...]:
    """Return the counts of every facet, by looking at each document."""
    counts = []
    for facet in FACETS:
        terms = (term for one in looked_through(documents, question, facet) for term in one.facets)
        held = Counter(term.partition(":")[2] for term in terms if term.startswith(f"{facet}:"))
        found = {**dict.fromkeys(question.facets.get(facet, ()), 0), **held}
        known = {term for one in documents for term in one.facets}
        values = [(key, f"[{key}]" if f"{facet}:{key}" in known else key, found[key]) for key in in_order(facet, found)]
        counts.append(FacetCount(facet, tuple(values), exact=True))
    return tuple(counts)


def newest_first(one: SearchDocument) -> tuple[int, int]:
    """Return what the newest records are sorted by; what is of the same day, by its publication."""
    return -one.day, -one.rank


def dearest_first(one: SearchDocument) -> tuple[Decimal, int]:
    """Return what the highest amounts are sorted by; what has none comes last."""
    return (Decimal(1) if one.amount is None else -one.amount), -one.rank


@settings(derandomize=True, deadline=None, max_examples=150)
@given(CASES)
def test_facets_count_and_orders_sort_as_if_every_record_were_looked_at(
    build: Build, document: Make, case: Case
) -> None:
    """Any words with any facets in any order: the records, how many under each value, the newest or dearest first."""
    documents = case.made(document)
    answer = search_index(build(documents), case.question, limit=100, few=case.few, facets=FACETS)
    expected = looked_through(documents, case.question)
    found = [hit.row["rank"] for hit in answer.hits]
    assert (sorted(found), answer.total, answer.exact) == ([one.rank for one in expected], len(expected), True)
    for ours, theirs in zip(answer.counts, tallied(documents, case.question), strict=True):
        if ours.exact:
            assert ours == theirs
        else:
            at_most = {key: number for key, _title, number in ours.values}
            assert all(at_most[key] >= number for key, _title, number in theirs.values)
    sort = case.question.sort
    if sort == "relevance" and any(not word.excluded for word in parse(case.question.words)):
        return
    ordered = sorted(expected, key=dearest_first if sort == "amount" else newest_first)
    assert found == [one.rank for one in ordered]


@settings(derandomize=True, deadline=None, max_examples=4)
@given(st.lists(CASES, min_size=25, max_size=25))
def test_the_browser_narrows_counts_and_sorts_as_python_does(
    run: Run,
    document: Make,
    site: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
    cases: list[Case],
) -> None:
    """The same records in the same order, the same totals, the same counts, and the same said of what is exact."""
    searches, ours = [], []
    for case in cases:
        built = site(case.made(document), tmp_path_factory.mktemp("site"), parts=2)
        question = {"words": case.question.words, "facets": case.question.facets, "sort": case.question.sort}
        asked = {"query": question, "limit": 7, "few": case.few, "facets": list(FACETS)}
        searches.append({"site": str(built), **asked})
        ours.append(search_index(open_index(built), case.question, 7, few=case.few, facets=FACETS))
    found = run("search", searches=searches)
    assert [(one["total"], one["exact"]) for one in found] == [(one.total, one.exact) for one in ours]
    assert [{count["facet"]: count for count in one["counts"]} for one in found] == [
        {
            count.facet: {"facet": count.facet, "values": [list(value) for value in count.values], "exact": count.exact}
            for count in one.counts
        }
        for one in ours
    ]
    for case, theirs, own in zip(cases, found, ours, strict=True):
        ranks = [hit["rank"] for hit in theirs["hits"]], [hit.row["rank"] for hit in own.hits]
        scored = case.question.sort == "relevance"
        assert (sorted(ranks[0]) if scored else ranks[0]) == (sorted(ranks[1]) if scored else ranks[1])


def test_common_values_are_read_off_the_column_and_rare_ones_off_their_list(
    run: Run, document: Make, site: Callable[..., Path], tmp_path: Path
) -> None:
    """Beyond one chunk of ranks too: the records of either, their counts, and no more files than are needed."""
    documents = [
        document(
            rank,
            {"title": f"第{rank}案"},
            ("kind:penalty" if rank % 3 else "kind:permit", "agency:swj" if rank % 5000 == 7 else "agency:jyj"),
            day=f"20{10 + rank // 2000:02}-01-{1 + rank % 28:02}",
            amount=Decimal(rank % 777),
        )
        for rank in range(18_000)
    ]
    built = site(documents, tmp_path)
    rare, common = Question(facets={"agency": ["swj"]}), Question(facets={"kind": ["permit"]}, sort="amount")
    both = [both_ways(run, built, question) for question in (rare, common)]
    (few, read), (many, _read) = both
    assert [hit.row["rank"] for hit in few.hits] == [15007, 10007, 5007, 7]
    assert few.counts[1].values == (("jyj", "[jyj]", 17_996), ("swj", "[swj]", 4))
    assert sum("/columns/" in path for path in read) == 2
    dearest = sorted((one for one in documents if one.rank % 3 == 0), key=dearest_first)
    assert [hit.row["rank"] for hit in many.hits] == [one.rank for one in dearest[:5]]
    assert (many.total, many.exact) == (6000, True)
    assert many.counts[0].values == (("penalty", "[penalty]", 12_000), ("permit", "[permit]", 6000))


def both_ways(run: Run, built: Path, question: Question) -> tuple[SearchAnswer, list[str]]:
    """Ask Python and the browser's modules, which must agree; return the answer and the files that the browser read."""
    ours = search(built, question, 5, ("kind", "agency"))
    asked = {"words": question.words, "facets": question.facets, "sort": question.sort}
    [theirs] = run("search", searches=[{"site": str(built), "query": asked, "limit": 5, "facets": ["kind", "agency"]}])
    assert [hit["rank"] for hit in theirs["hits"]] == [hit.row["rank"] for hit in ours.hits]
    assert (theirs["total"], theirs["exact"]) == (ours.total, ours.exact)
    assert [one["values"] for one in theirs["counts"]] == [[list(value) for value in one.values] for one in ours.counts]
    return ours, [path for path, _size in theirs["read"]]


def test_an_index_of_another_version_is_said(document: Make, site: Callable[..., Path], tmp_path: Path) -> None:
    """A site that an older tool has built cannot be searched by this one: the sentence says what to do."""
    built = site([document(0, {"title": "晨光"})], tmp_path)
    table = built / TABLE
    table.write_bytes(deflated(inflated(table.read_bytes()).replace(f'"format":{FORMAT}'.encode(), b'"format":2')))
    with pytest.raises(GongshiError, match=r"^这个网站的检索数据是另一版工具生成的；请再运行一次 \./portal build$"):
        search(built, "晨光")
