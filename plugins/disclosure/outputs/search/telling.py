"""What a search found, told to a person, to a spreadsheet and to a program."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from disclosure.model.language import _
from disclosure.outputs.search.query import Finding, SearchAnswer
from disclosure.outputs.tables import table_bytes

FACET_TITLES = {
    "kind": _("类别"),
    "agency": _("机关"),
    "region": _("地区"),
    "year": _("年份"),
    "month": _("月份"),
    "penalty": _("处罚种类"),
    "amount": _("金额"),
    "law": _("依据"),
    "status": _("状态"),
}
HEADINGS = (
    _("标题"),
    _("类别"),
    _("文号"),
    _("机关"),
    _("日期"),
    _("结果"),
    _("金额（元）"),
    _("当事人"),
    _("依据"),
    _("状态"),
    _("网址"),
)
"""The columns of a result as a table, on the page (downloading.js) and here."""

ALL = 2000
SHOWN = 10
PUBLISHED, WITHDRAWN = _("公开中"), _("已撤下")


def format_hits(answer: SearchAnswer) -> str:
    """Return an answer as lines for a person: how many, the facets, then title, number, agency, date and address."""
    count = _("{n} 件") if answer.exact else _("至多 {n} 件")
    words = _("含「{words}」的信息") if answer.words.strip() else _("符合条件的信息")
    head = _("{what}：{count}").format(what=words.format(words=answer.words), count=count.format(n=answer.total))
    shown = _("，以下是前 {n} 件").format(n=len(answer.hits)) if len(answer.hits) < answer.total else ""
    entries = (_entry(number, hit.row) for number, hit in enumerate(answer.hits, 1))
    return "\n".join([head + shown, *_facet_lines(answer), *entries])


def _facet_lines(answer: SearchAnswer) -> Iterator[str]:
    for facet in answer.counts:
        if facet.values:
            number = "{title} {n}" if facet.exact else _("{title} 至多 {n}")
            values = "，".join(number.format(title=title, n=n) for _key, title, n in facet.values[:SHOWN])
            values += _("，等 {n} 项").format(n=len(facet.values)) if len(facet.values) > SHOWN else ""
            yield _("{facet}：{values}").format(facet=FACET_TITLES[facet.facet], values=values)


def _entry(number: int, row: Mapping[str, Any]) -> str:
    facts = (row["type_title"] or row["kind_title"], row["document_no"], row["agency_name"], row["date"])
    return f"{number}. {row['title']}\n   {'　'.join(fact for fact in facts if fact)}\n   {row['address']}"


def as_json(answer: SearchAnswer) -> str:
    """Return an answer for a program: as the page shows it, with the keys of the facets."""
    told = {
        "words": answer.words,
        "total": answer.total,
        "exact": answer.exact,
        "hits": [{key: value for key, value in hit.row.items() if key != "fields"} for hit in answer.hits],
        "facets": {
            one.facet: {
                "exact": one.exact,
                "values": [{"key": key, "title": title, "number": n} for key, title, n in one.values],
            }
            for one in answer.counts
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def all_rows(found: Finding) -> Iterator[dict[str, Any]]:
    """Yield the row of every answer, each verified in its text, in the order of the question."""
    for rank, _score in found.ordered(ALL):
        row = found.index.row(rank)
        if found.passes(row):
            yield row


def result_table(rows: Iterable[Mapping[str, Any]], siteurl: str) -> bytes:
    """Return a result as CSV; addresses are given in full below `siteurl`."""
    return table_bytes([HEADINGS, *(_cells(row, siteurl) for row in rows)])


def _cells(row: Mapping[str, Any], siteurl: str) -> tuple[str, ...]:
    return (
        row["title"],
        row["type_title"] or row["kind_title"],
        row["document_no"] or "",
        row["agency_name"],
        row["date"] or "",
        row.get("answer") or "",
        row.get("amount") or "",
        row["fields"].get("parties", "").replace("\n", "；"),
        row["fields"].get("law", "").replace("\n", "；"),
        PUBLISHED if row["status"] == "published" else WITHDRAWN,
        f"{siteurl}{row['address']}",
    )
