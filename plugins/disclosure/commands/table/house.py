"""The house itself is tested."""

from invoke.context import Context
from invoke.tasks import task

from disclosure.commands.options import PROJECT


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
