"""What is public is looked for, and what happened to it."""

from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from disclosure.commands.options import output_folder, shown_order
from disclosure.commands.table.options import COMMON


@task(
    positional=["words"],
    iterable=["kind", "agency", "region", "year", "month", "penalty", "amount", "law", "status"],
    help={
        **COMMON,
        "words": "要找的词：单位名称或其中几个字、文号、信用代码；只按下面的条件找时可以不写",
        "kind": "类别，如 行政处罚；下面这些条件都可以写几次，同一种写几个的有一个就算",
        "agency": "机关，名称、名称的一部分或者文件夹名",
        "region": "地区，名称或者行政区划代码",
        "year": "年份，如 2026",
        "month": "月份，如 2026-03",
        "penalty": "处罚种类，如 罚款",
        "amount": "金额分段，如 1万元以下",
        "law": "依据的法律法规规章",
        "status": "公开中或者已撤下",
        "sort": "怎样排：relevance（最相关）、date（最新）、amount（金额最高）",
        "limit": "最多列出多少条（不写：20 条）",
        "facets": "列出各个条件下各有多少件",
        "csv": "把全部结果逐件核对，写成这个表格文件（CSV）",
        "json": "写成 JSON，给程序用",
    },
)
def search(  # each is an option of its own
    _c: Context,
    words: str,
    kind: list[str],
    agency: list[str],
    region: list[str],
    year: list[str],
    month: list[str],
    penalty: list[str],
    amount: list[str],
    law: list[str],
    status: list[str],
    sort: str = "relevance",
    limit: int = 20,
    facets: bool = False,
    csv: str = "",
    json: bool = False,
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """在生成好的网站里查找，与网页上的结果相同

    例：./portal search 培训 --agency 教育局 --year 2026 --sort date
    """
    from disclosure.commands import searching

    del content, as_of
    chosen = {
        "kind": kind,
        "agency": agency,
        "region": region,
        "year": year,
        "month": month,
        "penalty": penalty,
        "amount": amount,
        "law": law,
        "status": status,
    }
    telling = searching.Telling(limit, facets, json, Path(csv) if csv else None)
    searching.search(output_folder(output), words, chosen, sort, telling)


@task(
    help={
        **COMMON,
        "record": "只看一条，如 agencies/jyj/decisions/2026/11/012；清单里的一项写成 agencies/jyj/officers#编号",
        "limit": "最多列出多少条（不写：20 条）",
    }
)
def log(_c: Context, record: str = "", limit: int = 20, content: str = "", output: str = "", as_of: str = "") -> None:
    """列出公开、更新、更正、撤下的经过，最近的在前

    例：./portal log --record agencies/jyj/decisions/2026/11/031
    """
    from disclosure.commands import asking

    asking.log(shown_order(content, output, as_of, preview=True), record, limit)
