"""What is owed by when: deadlines, calendars of days off, annual reports."""

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from disclosure.commands.options import order_of, shown_order
from disclosure.commands.table.options import COMMON


@task(
    help={
        **COMMON,
        "agency": "只看一个机关：agencies/ 下的文件夹名（不写：全部）",
        "fail-on": "有这样的就以 2 结束：overdue（超期没办）、late（或者办晚了）、soon（或者快到期）；不写：只列出",
        "format": "结果的写法：text（给人看）、json、junit（给 CI）、markdown（合并请求里的评论）、ical（日历订阅）",
        "site": "网站的网址或者文件夹：看已经合并的是不是都上了网，没有上网的不算办了",
        "base": "要并入的分支，如 origin/main：看这个分支今天合并会不会超期，最迟哪天要合并",
    }
)
def deadlines(
    _c: Context,
    agency: str = "",
    fail_on: str = "",
    format: str = "text",
    site: str = "",
    base: str = "",
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """列出超期没有办的、快到期的、办晚了的、期限暂定的，和文号的空号

    例：./portal deadlines --content ../gongshi-content --agency jyj --fail-on overdue
    """
    from disclosure.commands import deadlines as duties

    asked = duties.Asked(agency, format, fail_on, site, base)
    raise Exit(code=duties.deadlines(shown_order(content, output, as_of, preview=True), asked))


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


@task(
    positional=["agency", "year"],
    help={
        **COMMON,
        "agency": "哪个机关：agencies/ 下的文件夹名",
        "year": "哪一年，如 2025",
        "replace": "已经有这一年的年报，用新的草稿换掉它",
    },
)
def report(
    _c: Context,
    agency: str,
    year: str,
    replace: bool = False,
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """从记录里数出一年的统计年报，写成草稿 reports/年份.yaml，数不出来的逐项列出

    例：./portal report jyj 2025 --content ../gongshi-content
    """
    from disclosure.commands import reporting

    reporting.report(order_of(content, output, as_of), agency, year, replace=replace)
