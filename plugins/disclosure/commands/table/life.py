"""The life of what is public: withdrawn, restored, corrected, expired."""

from invoke.context import Context
from invoke.tasks import task

from disclosure.commands.options import order_of
from disclosure.commands.program import require_given
from disclosure.commands.table.options import COMMIT, COMMON, RECORD


@task(
    positional=["record"],
    help={
        **COMMON,
        "record": RECORD,
        "reason-code": "原因类别，照 content/rules/withdrawals.yaml，如 撤销、变更、信用修复、发布错误、隐私",
        "reason": "向公众说明的理由，不写当事人",
        "authority": "决定撤下的机关",
        "document-no": "复议决定书、判决书等的编号",
        "effective-on": "决定生效的日期，如 2026-11-17（不写：今天）",
        "replaced-by": "由哪一条替代，写它的编号",
        "commit": COMMIT,
    },
)
def withdraw(
    _c: Context,
    record: str,
    reason_code: str = "",
    reason: str = "",
    authority: str = "",
    document_no: str = "",
    effective_on: str = "",
    replaced_by: str = "",
    commit: bool = False,
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """撤下一条已经公开的信息：文件只留可以留的几项和撤下的说明，不是删除

    例：./portal withdraw agencies/jyj/decisions/2026/03/012 --reason-code 撤销 --reason 复议撤销 --authority 市政府
    """
    from disclosure.commands import life

    require_given("withdraw", {"--reason-code": reason_code, "--reason": reason})
    given = life.Withdrawal(reason_code, reason, authority, document_no, effective_on, replaced_by)
    life.withdraw(order_of(content, output, as_of), record, given, committing=commit)


@task(
    positional=["record"],
    help={
        **COMMON,
        "record": RECORD,
        "reason": "为什么恢复，向公众说明",
        "authority": "决定恢复的机关",
        "document-no": "判决书、复议决定书等的编号",
        "commit": COMMIT,
    },
)
def restore(
    _c: Context,
    record: str,
    reason: str = "",
    authority: str = "",
    document_no: str = "",
    commit: bool = False,
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """恢复公开一条撤下的信息：从 git 取回撤下以前的一版和附件

    例：./portal restore agencies/jyj/decisions/2026/03/012 --reason 复议决定被判决撤销 --authority 示例市中级人民法院
    """
    from disclosure.commands import life

    require_given("restore", {"--reason": reason, "--authority": authority})
    given = life.Restoration(reason, authority, document_no)
    life.restore(order_of(content, output, as_of), record, given, committing=commit)


@task(
    positional=["record"],
    iterable=["set"],
    help={
        **COMMON,
        "record": RECORD,
        "set": "改正的一项，写成 字段=值，可以写多次；不写就按文件里已经改好、还没提交的",
        "reason": "错在哪里",
        "with-edits": "文件里还有别的改动时，一起算作这次更正",
        "commit": COMMIT,
    },
)
def correct(
    _c: Context,
    record: str,
    set: list[str],
    reason: str = "",
    with_edits: bool = False,
    commit: bool = False,
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """更正公开时写错的地方，并写明改了哪几项、错在哪里

    例：./portal correct agencies/jyj/decisions/2026/03/012 --set penalty.fine=72000 --reason 罚款数额少写一位
    """
    from disclosure.commands import correcting

    require_given("correct", {"--reason": reason})
    order = order_of(content, output, as_of)
    correcting.correct(order, record, set, reason, committing=commit, with_edits=with_edits)


@task(help={**COMMON, "agency": "只看一个机关：agencies/ 下的文件夹名（不写：全部）", "commit": COMMIT})
def expire(
    _c: Context, agency: str = "", commit: bool = False, content: str = "", output: str = "", as_of: str = ""
) -> None:
    """找出公示期满的信息，去掉内容，只留机关、类别和日期

    例：./portal expire --content ../gongshi-content --commit
    """
    from disclosure.commands import expiring

    expiring.expire(order_of(content, output, as_of), agency, committing=commit)
