"""The site is checked, reviewed, built and served."""

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from disclosure.commands.options import shown_order
from disclosure.commands.table.options import COMMON, FORMATS


@task(
    help={
        **COMMON,
        "format": f"结果的写法：{FORMATS}",
        "base": "要并入的分支，如 origin/main：再看这个分支有没有删改已经公开的信息，每个提交里有没有个人信息",
    }
)
def check(
    _c: Context, content: str = "", output: str = "", as_of: str = "", format: str = "text", base: str = ""
) -> None:
    """检查内容，逐条说明哪个文件哪一行有什么问题

    例：./portal check --content ../gongshi-content --base origin/main
    """
    from disclosure.commands import building

    raise Exit(code=building.check(shown_order(content, output, as_of, preview=True), format, base))


@task(
    help={
        **COMMON,
        "base": "要并入的分支，如 origin/main",
        "comment": "评论写进这个文件（不写：显示出来）",
        "json": "同样的内容写成 JSON，放进这个文件",
        "preview": "合并以后会变的页面放进这个文件夹，打开其中的 index.html 就能看",
        "author": "提出合并的人在代码托管平台上的账号；maintainers.yaml 写了账号的，也要由维护人的账号提出",
    }
)
def review(
    _c: Context,
    base: str = "",
    comment: str = "",
    json: str = "",
    preview: str = "",
    author: str = "",
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """合并前审阅：并入以后会公开什么、会不会超期、有什么要改、是不是维护人改的，写成一条评论

    例：./portal review --content ../gongshi-content --base origin/main --preview ../preview
    """
    from disclosure.commands import reviewing

    asked = reviewing.Asked(base, author, comment, json, preview)
    raise Exit(code=reviewing.review(shown_order(content, output, as_of, preview=True), asked))


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
