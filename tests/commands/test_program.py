"""The program: what people mistype, what goes wrong, and the exit code that follows."""

import errno
import os
from typing import Any

import pytest
from invoke.collection import Collection
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from disclosure.commands.program import Portal
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.issue import Issue

SEEN: list[object] = []


def sample(_c: Context, file: str, port: int = 8000, *, commit: bool = False) -> None:
    """Take note of what came."""
    SEEN.append((file, port, commit))


def search(_c: Context, words: str, limit: int = 20) -> None:
    """Take note of what came."""
    SEEN.append((words.strip(), limit))


sample.__doc__ = "试一试\n\n例：./portal sample 表.csv"
search.__doc__ = "查找\n\n例：./portal search 示例"


def portal(*more: Any) -> Portal:  # noqa: ANN401  # what invoke's decorator gives
    """A program with the commands above and more; made anew, since invoke uses a command's help up."""
    SEEN.clear()
    helps = {"file": "表格文件", "port": "端口", "commit": "提交"}
    return Portal(Collection(task(sample, positional=["file"], help=helps), task(search, positional=["words"]), *more))


def failing(fault: BaseException) -> Any:  # noqa: ANN401  # what invoke's decorator gives
    """A command called fail that raises this."""

    def fail(_c: Context) -> None:
        raise fault

    return task(fail)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["smaple"], "不认识「smaple」，是不是「sample」；用法见 ./portal help sample"),
        (
            ["sample", "a", "--prot", "1"],
            "sample 没有选项「--prot」，是不是「--port」；可以写 --port、--commit；用法见 ./portal help sample",
        ),
        (["search", "a", "--prot", "1"], "search 没有选项「--prot」；可以写 --limit；用法见 ./portal help search"),
        (["hlep"], "不认识「hlep」，是不是「help」；用法见 ./portal help"),
        (["sample", "a", "b"], "不认识「b」；用法见 ./portal help sample"),
        (["sample"], "sample 后面少了 文件；用法见 ./portal help sample"),
        (["sample", "a", "--port"], "--port 后面要写一个值；用法见 ./portal help sample"),
        (["sample", "a", "--port", "x"], "「x」不是整数；用法见 ./portal help sample"),
        (["sample", "a", "--commit=1"], "不认识「1」；用法见 ./portal help sample"),
    ],
)
def test_a_mistyped_command_is_explained(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What invoke's parser refuses is said in Chinese, with what may have been meant, and nothing runs."""
    assert portal().start(words) == 1
    assert capsys.readouterr() == ("", f"{sentence}\n")
    assert SEEN == []


def test_a_good_command_runs_with_its_options() -> None:
    """The values arrive typed, and the end is 0."""
    assert portal().start(["sample", "表.csv", "--port", "0", "--commit"]) == 0
    assert SEEN == [("表.csv", 0, True)]


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (["晨光", "培训"], ("晨光 培训", 20)),
        (["--limit", "5", "晨光", "-驾驶"], ("晨光 -驾驶", 5)),
        (["-驾驶", "晨光", "--limit=3"], ("-驾驶 晨光", 3)),
        (["标题:培训"], ("标题:培训", 20)),
    ],
)
def test_search_takes_several_words(words: list[str], seen: tuple[str, int]) -> None:
    """Words to find may be many, and one may begin with a minus."""
    assert portal().start(["search", *words]) == 0
    assert seen == SEEN[0]


ISSUE = Issue("content/a.yaml", 3, 1, "x", "不对", "请改")


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (GongshiError("这样不行；请那样"), 1, "这样不行；请那样\n"),
        (ContentError("没有生成网站"), 2, "没有生成网站\n"),
        (
            ContentError("没有生成网站", (ISSUE,)),
            2,
            "content/a.yaml:3:1 不对；请改\n共 1 处错误、0 处提醒。\n没有生成网站\n",
        ),
        (KeyboardInterrupt(), 1, "已停止\n"),
        (Exit(code=2), 2, ""),
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/srv/out/index.html"),
            1,
            "磁盘已满，写不了 /srv/out/index.html；请腾出空间再运行一次，原来的网站没有动\n",
        ),
        (
            PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/out"),
            1,
            "没有读写 /srv/out 的权限；请换一个有权限的用户，或者换一个文件夹\n",
        ),
        (
            OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE)),
            1,
            "端口已被占用；请用 --port 换一个，例如 --port 8001，或者 --port 0 由系统挑选\n",
        ),
        (FileNotFoundError(errno.ENOENT, "x", "a.csv"), 1, "没有 a.csv；请核对路径\n"),
        (
            OSError(errno.EIO, "Input/output error", "a.csv"),
            1,
            "系统不让读写 a.csv：磁盘读写出错，磁盘可能坏了\n",
        ),
        (OSError(errno.ENXIO, "No such device", "a"), 1, "系统不让读写 a：系统错误 6（No such device）\n"),
    ],
)
def test_a_fault_is_a_sentence_and_a_code(
    fault: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of the machine ends with 1, wrong content with 2, each with a sentence and no traceback."""
    assert portal(failing(fault)).start(["fail"]) == code
    assert capsys.readouterr() == ("", said)


def test_our_own_mistakes_are_not_hidden() -> None:
    """A ValueError of a command is no mistyped option: it goes on to the last resort."""
    with pytest.raises(ValueError, match="ours"):
        portal(failing(ValueError("ours"))).start(["fail"])


@pytest.mark.parametrize("words", [["help", "sample"], ["sample", "--help"], ["--help", "sample"]])
def test_help_tells_every_option(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The help of a command has its summary, its example and each option."""
    assert portal().start(words) == 0
    assert capsys.readouterr().out.splitlines() == [
        "./portal sample　试一试",
        "例：./portal sample 表.csv",
        "",
        "  文件      表格文件",
        "  --port    端口",
        "  --commit  提交",
    ]


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"], ["help", "help"], ["help", "--help"]])
def test_the_list_of_commands(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command, every command is listed with an example, in the order in which they are written down."""
    assert portal().start(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:6] == [
        "  sample  试一试",
        "          例：./portal sample 表.csv",
        "  search  查找",
        "          例：./portal search 示例",
    ]
