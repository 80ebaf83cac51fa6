"""The commands of ./portal. Each is a line here and a function in plugins/disclosure/commands/."""

import sys
from pathlib import Path

from invoke.collection import Collection
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from disclosure.commands.faults import install_last_resort
from disclosure.commands.options import PROJECT, order_of, output_folder, shown_order
from disclosure.commands.program import Portal

COMMON = {
    "content": "内容文件夹，或者 init 建的内容仓库（不写：演示内容）",
    "output": "网站放在哪个文件夹（不写：本项目的 output/）",
    "as-of": "按哪一天计算，如 2026-11-20（不写：环境变量 SOURCE_DATE_EPOCH，再没有就是北京时间今天）",
}


@task(help={**COMMON, "format": "结果的写法：text（给人看）、json、junit（给 CI）"})
def check(_c: Context, content: str = "", output: str = "", as_of: str = "", format: str = "text") -> None:
    """检查内容，逐条说明哪个文件哪一行有什么问题

    例：./portal check --content ../gongshi-content
    """
    from disclosure.commands import building

    raise Exit(code=building.check(shown_order(content, output, as_of, preview=True), format))


@task(help=COMMON)
def build(_c: Context, content: str = "", output: str = "", as_of: str = "") -> None:
    """检查内容并生成网站；内容有错时不生成，原来的网站不动

    例：./portal build --content ../gongshi-content --output /srv/www/gongshi
    """
    from disclosure.commands import building

    building.build(shown_order(content, output, as_of))


@task(help={**COMMON, "port": "端口（0：由系统挑选）"})
def serve(_c: Context, content: str = "", output: str = "", as_of: str = "", port: int = 8000) -> None:
    """生成网站，并在本机上打开给自己看

    例：./portal serve --port 8080
    """
    from disclosure.commands import building

    building.serve(shown_order(content, output, as_of, preview=True), port)


@task(
    name="import",
    positional=["file"],
    help={
        **COMMON,
        "file": "表格文件（CSV 或 XLSX）",
        "kind": "导入哪一类记录",
        "type": "执法决定的种类，如 permit（许可）、penalty（处罚）",
        "map": "对照文件：哪一列是哪一项",
        "agency": "这些行属于哪个机关（不写：由对照文件里的列决定）",
        "replace": "与已有文件不同时，用表里的内容替换",
        "commit": "把写好的文件提交到 git，并注明是导入的",
    },
)
def import_(
    _c: Context,
    file: str,
    kind: str = "decision",
    type: str = "",
    map: str = "",
    agency: str = "",
    replace: bool = False,
    commit: bool = False,
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """把表格（CSV、XLSX）里的每一行写成一个文件，坏行逐条指出

    例：./portal import 处罚决定.xlsx --type penalty --map 对照.yaml --commit
    """
    from disclosure.commands import entering

    table = entering.Table(Path(file), Path(map), kind, type, agency, replace, commit)
    raise Exit(code=entering.import_file(order_of(content, output, as_of), table))


@task(
    positional=["kind"],
    iterable=["set"],
    help={
        **COMMON,
        "kind": "写哪一类记录：agency（机关）、decision（决定）、policy（制度文件）",
        "agency": "属于哪个机关：agencies/ 下的文件夹名",
        "slug": "文件名（不写：由文号或标题得出）",
        "set": "一项的值，写成 字段=值，可以写多次；在终端里没有写的会逐项问",
    },
)
def new(
    _c: Context,
    kind: str,
    set: list[str],
    agency: str = "",
    slug: str = "",
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """写一条新记录：逐项提问，或者用 --set 给出，查过没有错才写文件

    例：./portal new decision --agency jyj --set type=penalty
    """
    from disclosure.commands import entering

    entering.new(order_of(content, output, as_of), entering.Wanted(kind, agency, slug, set))


@task(positional=["file"], help={"file": "要清除的文件：PDF、PNG、JPEG、XLSX 或者 DOCX；就地改写，原件请自行留存"})
def clean(_c: Context, file: str) -> None:
    """清除附件里的作者、拍摄地点等信息，文字和图像不变

    例：./portal clean content/agencies/jyj/decisions/2026/01/003.files/juedingshu.pdf
    """
    from disclosure.commands import cleaning

    cleaning.clean(Path(file))


@task(
    help={
        "folder": "建在哪里（空文件夹，或者还没有的）",
        "name": "网站名称",
        "jurisdiction": "辖区名称",
        "organiser": "主办单位",
    },
)
def init(_c: Context, folder: str, name: str = "", jurisdiction: str = "", organiser: str = "") -> None:
    """建一个可以马上使用的内容仓库，正式公示用它

    例：./portal init ../gongshi-content --name 示例市行政执法公示 --organiser 示例市司法局
    """
    from disclosure.commands import entering

    entering.start_repository(Path(folder).resolve(), name, jurisdiction, organiser)


@task(
    positional=["words"],
    help={**COMMON, "words": "要找的词：单位名称或其中几个字、文号、信用代码", "limit": "最多列出多少条"},
)
def search(_c: Context, words: str, limit: int = 20, content: str = "", output: str = "", as_of: str = "") -> None:
    """在生成好的网站里查找，与网页上的结果相同

    例：./portal search 示例建材 行政处罚
    """
    from disclosure.commands import asking

    del content, as_of
    asking.search(output_folder(output), words, limit)


@task(help={**COMMON, "record": "只看一条记录，如 agencies/jyj/decisions/2026/11/012", "limit": "最多列出多少条"})
def log(_c: Context, record: str = "", limit: int = 20, content: str = "", output: str = "", as_of: str = "") -> None:
    """列出公开、更新、更正、撤下的经过，最近的在前

    例：./portal log --record agencies/jyj/decisions/2026/11/031
    """
    from disclosure.commands import asking

    asking.log(shown_order(content, output, as_of, preview=True), record, limit)


@task(
    positional=["act", "file"],
    help={
        **COMMON,
        "act": "import（导入）",
        "file": "通知的文字（.txt、.md），或者 holiday-cn 的 JSON 文件；写 - 就从标准输入读粘贴的文字",
        "year": "哪一年的安排（不写：通知里写的那一年）",
        "replace": "已有的年份里同名的节日，换成这份通知的安排",
    },
)
def calendar(
    _c: Context,
    act: str,
    file: str,
    year: int = 0,
    replace: bool = False,
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """把一年的放假通知写成工作日历 calendar/年份.yaml，看不懂的句子逐句列出

    例：./portal calendar import 2027年放假通知.txt --content ../gongshi-content
    """
    from disclosure.commands import calendars

    calendars.calendar(order_of(content, output, as_of), act, file, calendars.Wanted(year or None, replace))


@task(help={"only": "只运行这个文件或文件夹里的测试"})
def test(c: Context, only: str = "") -> None:
    """检查代码，再运行全部测试（包括浏览器里的）；-- 后面的话交给 pytest

    例：./portal test --only tests/commands -- -k launcher
    """
    from disclosure.commands import tools

    words = [*([only] if only else []), *c.remainder.split()]
    if not words:
        tools.lint(PROJECT)
    tools.test(PROJECT, words)


@task
def lint(_c: Context) -> None:
    """检查代码的写法和类型（ruff、mypy）

    例：./portal lint
    """
    from disclosure.commands import tools

    tools.lint(PROJECT)


namespace = Collection(check, build, serve, import_, new, clean, calendar, init, search, log, test, lint)

if __name__ == "__main__":
    install_last_resort(PROJECT / ".cache" / "fault.log")
    sys.exit(Portal(namespace).start(sys.argv[1:]))
