"""What search says: the same records, totals and order as on the page."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from disclosure.commands.asking import at_least_one
from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.outputs.search.facets import DECISION, FACETS
from disclosure.outputs.search.offering import also_found, nothing_found
from disclosure.outputs.search.query import Finding, open_index, search_index
from disclosure.outputs.search.question import AMOUNT, DATE, RELEVANCE, SORTS, Question
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.telling import FACET_TITLES, all_rows, as_json, format_hits, result_table

MOST = 3
CLOSE = 0.5


@dataclass(frozen=True)
class Telling:
    """How an answer is told: how many hits, with facets or not, as JSON or not; `table` is a file for all of them."""

    limit: int = 20
    facets: bool = False
    json: bool = False
    table: Path | None = None


def search(site: Path, words: str, chosen: Mapping[str, Sequence[str]], sort: str, telling: Telling) -> None:
    """Search the index of a built site and print the hits; GongshiError where there is nothing to search."""
    limit = at_least_one("--limit", telling.limit)
    if sort not in SORTS:
        known = {RELEVANCE: _("最相关"), DATE: _("最新"), AMOUNT: _("金额最高")}
        listed = "、".join(f"{name}（{title}）" for name, title in known.items())
        raise GongshiError(_("--sort 没有「{sort}」；可以写 {known}").format(sort=sort, known=listed))
    if not words.strip() and not any(chosen.values()):
        raise GongshiError(_("要找什么？例如：./portal search 示例建材，或者 ./portal search --agency 教育局"))
    try:
        index = open_index(site)
        facets = {name: keys_meant(index, name, written) for name, written in chosen.items() if written}
        question = Question(words.strip(), facets, sort)
        if telling.table:
            _write_table(index, question, telling.table)
            return
        answer = search_index(index, question, limit, facets=FACETS if telling.facets or telling.json else ())
    except FileNotFoundError:
        raise GongshiError(_("{site} 里还没有网站；请先运行 ./portal build").format(site=site)) from None
    if answer.total == 0 and not telling.json:
        sys.stdout.write(f"{nothing_found(index, question)}\n")
        return
    if telling.json:
        sys.stdout.write(f"{as_json(answer).rstrip()}\n")
        return
    told = "\n".join(filter(None, [format_hits(answer).rstrip(), also_found(index, question, answer)]))
    sys.stdout.write(f"{told}\n")


def keys_meant(index: IndexReader, facet: str, written: Sequence[str]) -> tuple[str, ...]:
    """Return the keys that a person means by keys or titles, or by a part of a title that is in one alone."""
    values = {key: title for key, title, _number in index.columns.values(facet)}
    found: dict[str, None] = {}
    for one in written:
        if facet == "kind" and one == DECISION:
            found |= dict.fromkeys(DECISION_TYPES)
        else:
            found[_key_meant(facet, one, values)] = None
    return tuple(found)


def _key_meant(facet: str, written: str, values: Mapping[str, str]) -> str:
    if written in values:
        return written
    same = [key for key, title in values.items() if title == written]
    within = same or [key for key, title in values.items() if written in title]
    if len(within) == 1:
        return within[0]
    near = [values[key] for key in within] or get_close_matches(written, sorted(values.values()), MOST, CLOSE)
    named = near or sorted(values.values())
    told = "、".join(named[:MOST]) + (_("等") if len(named) > MOST else "")
    problem = _("有几个{facet}含「{written}」") if within else _("没有信息的{facet}是「{written}」")
    hint = _("：{named}；请写其中一个的全称") if within else _("；有的是{named}") if told else _("；请核对")
    raise GongshiError((problem + hint).format(facet=FACET_TITLES[facet], written=written, named=told))


def _write_table(index: IndexReader, question: Question, file: Path) -> None:
    """Write every answer to a file, each verified in its text, and say how many there are."""
    rows = list(all_rows(Finding.of(index, question)))
    try:
        file.write_bytes(result_table(rows, index.site))
    except OSError as fault:
        raise GongshiError(_("写不了文件 {file}；请换一个地方").format(file=file)) from fault
    sys.stdout.write(_("{n} 件，写在 {file}").format(n=len(rows), file=file) + "\n")
