"""Records come in: a repository is founded, tables are imported, records begun, attachments cleaned."""

from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from disclosure.commands.options import order_of
from disclosure.commands.table.options import COMMON


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
        "forge": "只要哪个代码托管平台的流程文件：github、gitea（Forgejo 也用它）、gitlab（不写：都要）",
    },
)
def init(
    _c: Context, folder: str, name: str = "", jurisdiction: str = "", organiser: str = "", forge: str = ""
) -> None:
    """建一个可以马上使用的内容仓库，正式公示用它

    例：./portal init ../gongshi-content --name 示例市行政执法公示 --organiser 示例市司法局
    """
    from disclosure.commands import entering

    entering.start_repository(Path(folder).resolve(), name, jurisdiction, organiser, forge)
