"""The commands of ./portal. Each is a line here and a function in plugins/disclosure/commands/."""

import sys
from pathlib import Path

from invoke.collection import Collection
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from disclosure.commands.faults import install_last_resort
from disclosure.commands.options import PROJECT, order_of, output_folder, shown_order
from disclosure.commands.program import Portal, require_given

COMMON = {
    "content": "内容文件夹，或者 init 建的内容仓库（不写：演示内容）",
    "output": "网站放在哪个文件夹（不写：本项目的 output/）",
    "as-of": "按哪一天计算，如 2026-11-20（不写：环境变量 SOURCE_DATE_EPOCH，再没有就是北京时间今天）",
}
RECORD = "哪一条：编号、文件、网页地址或者文号，如 agencies/jyj/decisions/2026/03/012"
COMMIT = "把改动提交到 git；不写就只改文件，并告诉您怎样提交"


FORMATS = (
    "text（给人看）、json、junit（给 CI）、github、codequality（标在 GitHub、GitLab 的文件旁边）、"
    "markdown（合并请求里的评论）"
)


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


@task(
    positional=["record"],
    help={
        **COMMON,
        "record": "抹去哪一条，如 agencies/jyj/decisions/2026/11/012；清单里的一项写成 agencies/jyj/officers#编号",
        "reason": "向公众说明的理由；不写抹去的是什么",
        "authority": "决定机关",
        "ground": "依据，如 《中华人民共和国个人信息保护法》第四十七条",
        "versions": "all（已经撤下：抹去撤下以前的全部版本）或者 earlier（仍然公开：只抹去以前的版本）",
        "text": "要抹去的文字：看看别的文件和提交说明里还有没有",
        "checkpoint": "网站上 /log/checkpoint 的副本（不写：上次生成的网站里的）",
        "folder": "清单放在哪个文件夹（不写：仓库旁边的 erase-…）",
    },
)
def erase(
    _c: Context,
    record: str,
    reason: str = "",
    authority: str = "",
    ground: str = "",
    versions: str = "all",
    text: str = "",
    checkpoint: str = "",
    folder: str = "",
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """依法从版本历史里也抹去：列出要抹去的一切，写好登记；改写历史照 docs/erasing.md 做

    例：./portal erase agencies/jyj/decisions/2026/11/012 --authority 示例市教育局
    --ground 《中华人民共和国个人信息保护法》第四十七条 --reason 当事人依法要求删除
    """
    from disclosure.commands import erasing

    request = erasing.Request(record, reason, authority, ground, versions, text, checkpoint, folder)
    erasing.erase(order_of(content, output, as_of), request)


@task(
    help={
        **COMMON,
        "checkpoint": "改写以前的 /log/checkpoint 的副本（不写：上次生成的网站里的）",
        "text": "抹去的文字：查一查整个仓库里还有没有",
    }
)
def erased(
    _c: Context, checkpoint: str = "", text: str = "", content: str = "", output: str = "", as_of: str = ""
) -> None:
    """核对彻底删除：登记的都不在历史里了，公开日志仍然与以前的检查点一致

    例：./portal erased --content ../gongshi-content --checkpoint checkpoint --text 张三丰
    """
    from disclosure.commands import erasing

    raise Exit(code=erasing.erased(order_of(content, output, as_of), checkpoint, text))


@task(
    positional=["site"],
    iterable=["key"],
    help={
        "site": "网站的文件夹，或者 http(s) 网址",
        "against": "从前或者别处保存的检查点（log/checkpoint）：文件、网站的文件夹或者网址",
        "repo": "内容仓库的克隆：从历史重新算出日志，重新生成网站，逐字节对照",
        "key": "从别处得到的公钥（名称+编号+编码），可以写多次",
    },
)
def verify(_c: Context, site: str, key: list[str], against: str = "", repo: str = "") -> None:
    """核对一个网站：公开日志、签名、每个页面和附件，逐条说明证明了什么、哪里不符

    例：./portal verify output --against 上月的checkpoint --repo ../gongshi-content
    """
    from disclosure.commands import verifying

    raise Exit(code=verifying.verify(verifying.Question(site, against, repo, key)))


@task(
    positional=["file"],
    help={
        "file": "私钥写到哪里（还没有的文件，不要放在内容仓库里）",
        "content": "内容文件夹，或者 init 建的内容仓库：日志的名称从它的 portal.yaml 得出",
        "name": "日志的名称（不写：由 --content 得出）",
        "as-of": "公钥从哪一天起用，如 2026-11-20（不写：今天）",
    },
)
def key(_c: Context, file: str, content: str = "", name: str = "", as_of: str = "") -> None:
    """生成给公开日志签名的私钥，并写出要添进 portal.yaml 的公钥

    例：./portal key ../gongshi.pem --content ../gongshi-content
    """
    from disclosure.commands import verifying

    verifying.make_key(Path(file), content, name, as_of)


@task(
    help={
        **COMMON,
        "since": "只看这个提交以后的；它已经不在主线上的，说明历史被改写过",
        "against": "从前保存的检查点（log/checkpoint）：文件、网站的文件夹或者网址；今天的历史必须以它为开头",
        "format": "结果的写法：text（给人看）、json、markdown（每日的摘要）",
    }
)
def audit(
    _c: Context,
    since: str = "",
    against: str = "",
    format: str = "text",
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """核查公开记录是怎样保管的：历史有没有被改写，是不是维护人改的，签名、时间、删除

    例：./portal audit --content ../gongshi-content --since 1a2b3c4
    """
    from disclosure.commands import auditing

    raise Exit(code=auditing.audit(shown_order(content, output, as_of, preview=True), format, since, against))


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


namespace = Collection(
    check,
    review,
    build,
    serve,
    import_,
    new,
    withdraw,
    restore,
    correct,
    expire,
    clean,
    deadlines,
    calendar,
    report,
    init,
    search,
    log,
    audit,
    verify,
    key,
    erase,
    erased,
    test,
    lint,
)

if __name__ == "__main__":
    install_last_resort(PROJECT / ".cache" / "fault.log")
    sys.exit(Portal(namespace).start(sys.argv[1:]))
